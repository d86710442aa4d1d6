"""The years that a document is about, as its kind reads what is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from reportparse.frame.dates import COUNT, YEAR, Issued, number, small
from reportparse.frame.head import Head
from reportparse.frame.kinds import UNKNOWN, Kind
from reportparse.frame.times import NEVER, Now, Time, joined
from reportparse.frame.timex import OPENERS, find_times
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Layout, Part

_YEAR = re.compile(YEAR + r"\s?年")
_TITLE_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)(?!\s?年\s?\d{{1,2}}月\d)(?![-/.]\d)")
LATE = 11
"""A report that is given from this month on looks back on its own year and plans the next."""
NOT_NAMED, OUTNUMBERED = 0.65, 0.8
"""How sure years are at most that a text does not name, or names less often than another."""
ISSUED = 0.45
"""How sure the day of issue makes what a text says without a time, if its kind is not known or covers a year that it
does not name: the day tells when 去年 is, no more."""
OFTEN = 3
"""Times that a text names the year that it is surely about."""
EARLY = 2
"""A report on a matter that is given up to this month, and names no year, is of the year before."""
HALF = 6
"""A result issued in the first half of a year is of the year before."""
_OPENS = 40
"""Characters in which the first year of a text is that of the text."""
_NAMED = re.compile("《([^《》]{4,60})》")
_CLAUSE_END = re.compile("[，。；：！？]")
_OF_TEXT = "report_year inferred from the first year of the text"
_POSTED = re.compile(r"年?(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?")
_ADDRESS = 400
"""Characters at the top in which a text says at which session it is given."""
_SIDE = 30
"""Characters after a year of a title that say what it is to the document."""
COMPARED = 0.4
"""How sure a year is at most that the text names mostly to compare with."""
BY_TEXT = 0.85
"""How sure years are that stand against the day on which a page was put up."""
BOTH = 0.97
"""A title that names both the year looked back on and the one planned leaves no doubt."""
NO_YEAR = Now(NEVER, NEVER, known=False)
"""Stands for a year that is not known while only months are asked for."""


@dataclass(frozen=True, slots=True)
class Years:
    """The year that a document plans, the last one that it looks back on, and how sure that is."""

    report: int | None = None
    review: int | None = None
    certainty: float = 0.0
    why: str = "no year is written"
    warning: str | None = None


@lru_cache(maxsize=4)
def _sides(lexicon: Lexicon) -> re.Pattern[str]:
    rows = lexicon.table("kinds")["title_years"]
    return re.compile(f"(?P<back>{either(rows['back'])})|(?P<ahead>{either(rows['ahead'])})")


def years_of(kind: Kind, titles: Sequence[str], head: Head, day: Issued, layout: Layout, lexicon: Lexicon) -> Years:
    """Return the years of a document from its title, day of issue, headings, first sentences or file name.

    A year in a file name is read as the kind of document reads one in its title, unless the text opens with that year.
    """
    titled = _by_title(kind, titles, lexicon)
    if titled is not None and titled.certainty > BOTH:
        return titled
    given = _by_meeting(kind, day, titles, lexicon)
    weak = (_by_opening(kind, head, lexicon), _by_day(kind, day, titles, lexicon))
    over = _by_interval_over(kind, titles, day, lexicon)
    found = (
        _by_interval(kind, titles, head, day, lexicon)
        or (titled if given is None or titled is None or titled.report in (given.report, day.year) else given)
        or over
        or _by_report_named(kind, head)
        or (None if kind.is_covered and not kind.stretch else _by_day(kind, day, titles, lexicon))
        or _by_headings(kind, layout, lexicon)
        or _by_plan(kind, head, lexicon)
        or max((years for years in weak if years is not None), key=attrgetter("certainty"), default=None)
    )
    return found or Years()


def _by_interval(kind: Kind, titles: Sequence[str], head: Head, day: Issued, lexicon: Lexicon) -> Years | None:
    """A plan of several years is given before or within them; the file name or the day of issue says when."""
    if kind.year != "planned":
        return None
    span = planned_span(kind, titles, head, lexicon)
    if span is None:
        return None
    first, last = int(span.first[:4]), int(span.last[:4])
    for year in (day.year, head.named):
        if year is not None and first - 1 <= year <= last:
            return Years(year, year - 1, 0.93, f"within {span.text}")
    return Years(first, first - 1, 0.85, f"the first year of {span.text}", "report_year inferred from the plan's years")


def planned_span(kind: Kind, titles: Sequence[str], head: Head, lexicon: Lexicon) -> Time | None:
    """Return the interval that a plan is for: its title names it, or the first words of what is all plan."""
    span = interval_of(titles, lexicon)
    return interval_of([head.opening[: 2 * _OPENS]], lexicon) if span is None and kind.status == "target" else span


def _by_interval_over(kind: Kind, titles: Sequence[str], day: Issued, lexicon: Lexicon) -> Years | None:
    """Results of a plan of several years are of the year in which it ends, or of the day within it."""
    span = interval_of(titles, lexicon) if kind.is_covered and not kind.stretch else None
    if span is None:
        return None
    first, last = int(span.first[:4]), int(span.last[:4])
    year = day.year if day.year is not None and first <= day.year < last else last
    near = day.year is not None and first <= day.year <= last + 1
    return Years(year, year, 0.9 if near else 0.75, f"results of {span.text}")


def interval_of(titles: Sequence[str], lexicon: Lexicon) -> Time | None:
    """Return the interval of years that a title names: 第七个五年计划, “十五五”规划."""
    for title in titles:
        for time in find_times(title, NO_YEAR, lexicon, titles=True):
            if time.kind == "span" and time.is_interval:
                return time
    return None


def weighed(years: Years, text: str, lexicon: Lexicon) -> Years:
    """Return the years as sure as the years that the text names allow.

    They are less sure where it names none of them, another one more often, or compares with them as with years that
    are over (比2030年增长); and surer where the first year that is named is the one that is named most.

    >>> from reportparse.lexicon import default
    >>> weighed(Years(2031, 2031, 0.97, "title"), "2025年，产量5万吨。2026年，产量6万吨。", default()).certainty
    0.65
    >>> weighed(Years(2031, 2031, 0.45, "first"), "2031年产5万吨。2031年末3户，2031年初2户。", default()).certainty
    0.8
    """
    counts = Counter(number(m[1]) for m in _YEAR.finditer(text))
    if years.review is None or not counts or years.why in text:
        return years
    own = [year for year in {years.report, years.review, years.review + 1} if year is not None]
    named = sum(counts[year] for year in own)
    other = max((n for year, n in counts.items() if year not in own), default=0)
    if not named:
        return replace(years, certainty=min(years.certainty, NOT_NAMED))
    if f"{years.review}{_stretch_compared(lexicon)}" in text:
        year = years.review + 1
        return Years(max(year, years.report or 0), year, NOT_NAMED, f"compared with {years.review}")
    against = sum(text.count(f"{word}{years.review}") for word in _compared_with(lexicon))
    if against > 1 and 2 * against >= named:
        return replace(years, certainty=min(years.certainty, COMPARED))
    if other > named:
        return replace(years, certainty=min(years.certainty, OUTNUMBERED))
    often = counts[years.review] >= OFTEN and counts[years.review] > other
    return replace(years, certainty=max(years.certainty, OUTNUMBERED)) if often else years


def is_posted(years: Years, day: Issued, text: str) -> bool:
    """Whether a day is only that on which a page was put up: all years that the text names are long over by then.

    >>> is_posted(Years(2041, 2040, 0.95, "issued 2041-05-06"), Issued("2041-05-06"), "2031年产量5万吨。")
    True
    """
    named = [number(m[1]) for m in _YEAR.finditer(text)]
    if day.at_meeting or years.why != f"issued {day.iso}" or not named:
        return False
    return max(named) + 1 < int(day.year or 0)


def without_day(found: Years, by_day: Years) -> Years:
    """Return what the text says of its years without a day of issue, if it says anything, and never quite sure.

    >>> without_day(Years(2031, 2030, 0.93, "a heading"), Years(2041, 2040, 0.95, "issued 2041-05-06")).certainty
    0.85
    """
    known = found.review is not None
    return replace(found, certainty=min(found.certainty, BY_TEXT)) if known else by_day


def _compared_with(lexicon: Lexicon) -> list[str]:
    """What stands before a year that numbers are compared with: 比2030年增长."""
    return [row["word"] for row in lexicon.table("clauses") if row["role"] == "than"]


def _stretch_compared(lexicon: Lexicon) -> str:
    """What stands after a year whose same months another stretch is compared with: 2030年同期."""
    return str(lexicon.table("periods")["same_stretch"]["of_year"])


def as_given(kind: Kind, year: int, text: Years) -> Years:
    """Return the years of a document whose year its reader names; what it covers may be the year before."""
    if kind.year in ("given", "planned") and kind.name != UNKNOWN:
        review = text.review if text.report == year else None
        return Years(year, year - 1 if review is None else review, 1.0, "given by the caller")
    if kind.name == UNKNOWN:
        return Years(year, year - 1, 1.0, "given by the caller")
    return Years(year, text.review if text.review == year - 1 else year, 1.0, "given by the caller")


def _read(kind: Kind, year: int, certainty: float, why: str, warning: str | None = None) -> Years:
    """The years that a single written year means to a kind of document."""
    if kind.is_covered:
        return Years(year, year, certainty, why, warning)
    if kind.year == "volume":
        return Years(year - 1, year - 1, certainty, why, warning)
    return Years(year, year - 1, certainty, why, warning)


def _by_title(kind: Kind, titles: Sequence[str], lexicon: Lexicon) -> Years | None:
    for title in titles:
        sides = _sided(_as_printed(title, lexicon), lexicon)
        if not sides:
            continue
        why = f"title {title[:40]}"
        back = [year for year, side in sides if side == "back"]
        ahead = [year for year, side in sides if side == "ahead"]
        if back and ahead and max(back) >= max(ahead):
            return Years(max(back), max(back), 0.9, why)
        if back and ahead:
            return Years(max(ahead), max(back), 0.98, why)
        if back and kind.year in ("given", "planned"):
            return Years(max(back) + 1, max(back), 0.9, why)
        year = (min if kind.year == "planned" else max)(year for year, _ in sides)
        if kind.name == UNKNOWN and not ahead:
            return Years(year, year, 0.97, why)
        return _read(kind, year, 0.97, why)
    return None


def _by_report_named(kind: Kind, head: Head) -> Years | None:
    """News of a report is of the year in the report's name: 发布了《某公司2031企业社会责任报告》."""
    for m in _NAMED.finditer(head.opening) if kind.is_covered else ():
        year = _TITLE_YEAR.search(m[1])
        if year and kind.title.search(m[1]):
            return _read(kind, number(year[1]), 0.9, f"named {m[0][:40]}")
    return None


def _as_printed(title: str, lexicon: Lexicon) -> str:
    """A title without the years in which it was put up: 2031年统计公报（2040年更新）.

    >>> from reportparse.lexicon import default
    >>> _as_printed("2031年统计公报（2040年更新）", default())
    '2031年统计公报（更新）'
    """
    posted = tuple(lexicon.table("kinds")["title_years"]["posted"])
    out, at = "", 0
    for m in _TITLE_YEAR.finditer(title):
        stop = _POSTED.match(title, m.end())
        if stop is not None and title.startswith(posted, stop.end()):
            out, at = out + title[at : m.start()], stop.end()
    return out + title[at:]


def _sided(title: str, lexicon: Lexicon) -> list[tuple[int, str | None]]:
    """The years of a title, each with what the last word of its stretch makes of it: looked back on, or planned."""
    far = tuple(lexicon.table("kinds")["title_years"]["horizon"])
    found = [m for m in _TITLE_YEAR.finditer(title) if not title.startswith(far, m.end())]
    stops = [*(m.start() for m in found[1:]), len(title)]
    out: list[tuple[int, str | None]] = []
    for m, stop in zip(found, stops, strict=False):
        said = [word.lastgroup for word in _sides(lexicon).finditer(title, m.end(), min(stop, m.end() + _SIDE))]
        out.append((number(m[1]), said[-1] if said else None))
    return out


def _by_day(kind: Kind, day: Issued, titles: Sequence[str], lexicon: Lexicon) -> Years | None:
    """The year of a day of issue is that of giving; what a result covers ended before."""
    if day.year is None:
        return None
    month = int(day.iso[5:7]) if day.iso else 12
    if kind.year in ("given", "planned"):
        late = kind.year == "given" and kind.name != UNKNOWN and month >= LATE
        sure = ISSUED if kind.name == UNKNOWN else 0.8 if late else 0.95
        return Years(day.year + late, day.year - 1 + late, sure, f"issued {day.iso}")
    if kind.stretch:
        ends = [int(t.last[-2:]) for title in titles for t in _times(title, lexicon) if t.is_months]
        covered = day.year - (bool(ends) and ends[0] > month)
        return Years(covered, covered, 0.9 if ends else 0.7, f"issued {day.iso}")
    reported = kind.year == "reported"
    covered = day.year - (month <= (EARLY if reported else HALF))
    return Years(covered, covered, 0.7 if reported else ISSUED, f"issued {day.iso}")


def _by_meeting(kind: Kind, day: Issued, titles: Sequence[str], lexicon: Lexicon) -> Years | None:
    """A report to a meeting is of the year of the meeting, whatever year the lines around its title name."""
    return _by_day(kind, day, titles, lexicon) if day.at_meeting and kind.year == "given" else None


def _by_headings(kind: Kind, layout: Layout, lexicon: Lexicon) -> Years | None:
    """What headings name: 2026年工作总体要求 is planned, 2025年工作回顾 is looked back on."""
    planned = _heading_year(layout, lexicon, "plan", "requirement")
    reviewed = _heading_year(layout, lexicon, "review")
    warning = "report_year inferred from a heading"
    if kind.is_covered:
        if reviewed is None:
            return None
        ahead = planned if planned == reviewed + 1 else reviewed
        return Years(ahead, reviewed, 0.9, "a heading", warning)
    if planned and (reviewed is None or reviewed < planned):
        return Years(planned, planned - 1 if reviewed is None else reviewed, 0.93, "a heading", warning)
    return Years(reviewed + 1, reviewed, 0.93, "a heading", warning) if reviewed else None


def _heading_year(layout: Layout, lexicon: Lexicon, *parts: Part) -> int | None:
    """The year that the first heading of these parts names."""
    for section in layout.sections:
        years = _sided(section.title, lexicon) if section.part in parts else []
        if years:
            return years[0][0]
    return None


def _by_plan(kind: Kind, head: Head, lexicon: Lexicon) -> Years | None:
    """今年是“十五五”开局之年, or a numbered session of the national congress: both say when the text speaks."""
    if kind.year not in ("given", "planned"):
        return None
    found = _plan_year(head.text, lexicon) or _session_year(head.text, lexicon)
    return Years(found[0], found[0] - 1, 0.9, found[1], "report_year inferred from " + found[1]) if found else None


@lru_cache(maxsize=4)
def _plan_years(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.table("periods")
    now = either(word for word, distance in words["relative"].items() if distance == 0)
    plan, nth = either(words["plans"]), either(lexicon.table("kinds")["plan_years"])
    return re.compile(f'(?:{now})[^。；\n]{{0,12}}?[“「"]?(?P<plan>{plan})五[”」"]?[^。，；\n]{{0,4}}?(?P<nth>{nth})')


def _plan_year(text: str, lexicon: Lexicon) -> tuple[int, str] | None:
    m = _plan_years(lexicon).search(text)
    if m is None:
        return None
    first, last = lexicon.table("periods")["plans"][m["plan"]]
    nth = int(lexicon.table("kinds")["plan_years"][m["nth"]])
    return (int(first) + nth - 1 if nth else int(last)), m[0]


@lru_cache(maxsize=4)
def _sessions(lexicon: Lexicon) -> re.Pattern[str]:
    rows = lexicon.table("kinds")["sessions"]
    names, ends = either(rows["names"]), either(rows["ends"])
    return re.compile(f"第?(?P<congress>{COUNT})届(?:{names})(?:第?(?P<nth>{COUNT})次)(?:{ends})")


def _session_year(text: str, lexicon: Lexicon) -> tuple[int, str] | None:
    """The year of the session of the national congress at which a text is given: 十届二次 met in 2004.

    One that is told of otherwise (决议 of its own, 以来) may be over.
    """
    rows = lexicon.table("kinds")["sessions"]
    for m in _sessions(lexicon).finditer(text[:_ADDRESS]):
        congress, nth = small(m["congress"]), small(m["nth"])
        held = congress >= rows["first"] and 1 <= nth <= rows["years"]
        if held and text.startswith(tuple(rows["meets"]), m.end()):
            return int(rows["year"] + rows["years"] * (congress - rows["first"]) + nth - 1), m[0]
    return None


def _by_opening(kind: Kind, head: Head, lexicon: Lexicon) -> Years | None:
    """The year that opens the text, or the year of the file name, or the first year that opens a clause."""
    time = _first_year(head, lexicon, anywhere=not kind.is_covered and kind.name != UNKNOWN)
    first = int(time.first[:4]) if time is not None else None
    if (
        time is not None
        and first is not None
        and time.is_day
        and kind.year in ("given", "planned")
        and kind.name != UNKNOWN
    ):
        return Years(first, first - 1, 0.6, "the first day of the text", "report_year inferred from a day in the text")
    opens = time is not None and (time.start <= _OPENS or (kind.stretch and _is_titled(time, head, lexicon)))
    covered = kind.is_covered
    if time is not None and first is not None and _is_set(kind, head, time, lexicon):
        return Years(first, first - 1, 0.7, "the first year of the text", _OF_TEXT)
    if first is not None and opens and (covered or head.named is None):
        return _reviewed(kind, first, 0.88 if covered else 0.7)
    if head.named is not None:
        return _named(kind, head.named, first)
    heads = covered and time is not None and time.start in head.starts
    return _reviewed(kind, first, 0.6 if heads else 0.45) if first is not None else None


def _is_set(kind: Kind, head: Head, time: Time, lexicon: Lexicon) -> bool:
    """Whether the first year of a text that is given in its year is one for which it sets a goal: 2031年预期目标."""
    clause = _CLAUSE_END.split(head.opening[time.end : time.end + _SIDE])[0]
    said = [word.lastgroup for word in _sides(lexicon).finditer(clause)]
    return kind.year == "given" and kind.name != UNKNOWN and head.named is None and said[-1:] == ["ahead"]


def _reviewed(kind: Kind, year: int, certainty: float) -> Years:
    """A year in the first sentences is one that is looked back on."""
    warning = _OF_TEXT
    if kind.is_covered:
        return Years(year, year, certainty, "the first year of the text", warning)
    if kind.name == UNKNOWN:
        return Years(None, year, certainty, "the first year of the text", warning)
    return Years(year + 1, year, certainty, "the first year of the text", warning)


def _named(kind: Kind, named: int, first: int | None) -> Years:
    """A year in a file name; where the text opens with the same year, that is the one looked back on."""
    warning = "report_year taken from the file name"
    if first == named and kind.name == UNKNOWN:
        return Years(None, named, 0.6, "file name, and the text opens with its year", warning)
    if first == named and kind.year in ("given", "planned"):
        return Years(named + 1, named, 0.7, "file name, and the text opens with its year", warning)
    sure = 0.5 if kind.name == UNKNOWN else 0.85
    return _read(kind, named, sure, "file name", warning)


def _is_titled(time: Time, head: Head, lexicon: Lexicon) -> bool:
    """Whether a time is of the months that a title names without their year."""
    titled = (t.last[-3:] for title in head.titles for t in _times(title, lexicon) if t.is_months)
    return time.is_months and time.last[-3:] in titled


def _first_year(head: Head, lexicon: Lexicon, *, anywhere: bool) -> Time | None:
    """The first year at the head of a clause, or anywhere in the first sentences.

    A year from which something starts (从2028年的三亿元) is no year of the text, and a line that is only a day none.
    """
    origin = tuple(lexicon.table("periods")["origin"]["words"])
    far = tuple(lexicon.table("kinds")["title_years"]["looking"])
    for time in find_times(head.opening, NO_YEAR, lexicon):
        apart = time.start <= _OPENS and head.opening.startswith("，", time.end)
        opens = anywhere or apart or time.start in head.starts or head.opening[time.start - 1] in OPENERS
        if time.is_day and {time.start, time.end} <= head.starts:
            continue
        if head.opening.endswith(far, 0, time.start):
            continue
        begins = head.opening.startswith("的", time.end) and head.opening.endswith(origin, 0, time.start)
        known = time.kind in ("point", "as_of") and time.first[:4].isdecimal() and int(time.first[:4]) > 1900
        if known and opens and not begins:
            return time
    return None


def about_months(kind: Kind, titles: Sequence[str], lexicon: Lexicon) -> Kind:
    """Return the kind as one that is about months, where its title names a stretch of them: 2031年上半年预算执行情况.

    A title with two years looks back on one of them and plans the other.
    """
    if kind.status == "target" or kind.year == "volume":
        return kind
    for title in titles:
        months = [t for t in _times(title, lexicon) if t.is_months and (t.first != t.last or _heads(title, t))]
        if months and len({year for year, _ in _sided(title, lexicon)}) < 2:
            return replace(kind, year="covered", stretch=True)
    return kind


def _heads(title: str, time: Time) -> bool:
    """Whether a single month with its year says what a title is about, not when it was printed: 2031年7月空气质量."""
    return len(time.first) == 7 and title[time.end : time.end + 1].isalpha()


def stretch_of(kind: Kind, titles: Sequence[str], head: Head, years: Years, lexicon: Lexicon) -> str | None:
    """Return what a document covers as an ISO year, stretch of months or interval of years.

    A title names its months, but one that does not tell the kind may name the month up to which the text sums. Where
    title and text both open with a year, months that follow are only a part of it.
    """
    months = _months_of(titles, head, lexicon) if kind.stretch or kind.name == "company" else None
    if months is not None:
        return _dated(months, years.review, lexicon)
    return str(years.review) if years.review is not None else None


def _months_of(titles: Sequence[str], head: Head, lexicon: Lexicon) -> Time | None:
    named = [t for title in head.titles[:2] for t in _times(title, lexicon) if t.is_months]
    text = [t for t in _times(_below_title(head), lexicon) if t.is_months or _is_year(t)]
    if named:
        sums = bool(text) and text[0].is_months and text[0].last[-3:] == named[0].last[-3:]
        told = titles[0] in head.titles or named[0].first != named[0].last
        return text[0] if sums and not told else named[0]
    years = (t for title in head.titles for t in _times(title, lexicon) if _is_year(t))
    if text and _is_year(text[0]) and any(years):
        return None
    found = (t for title in (*titles, head.opening) for t in _times(title, lexicon) if t.is_months)
    return next(found, None)


def _times(text: str, lexicon: Lexicon) -> tuple[Time, ...]:
    """The times of a text whose year is not known; months of 今年 are months."""
    relative: dict[str, int] = lexicon.table("periods")["relative"]
    for word in (word for word, distance in relative.items() if not distance):
        text = text.replace(word, "")
    return find_times(text, NO_YEAR, lexicon)


def _below_title(head: Head) -> str:
    title = next(iter(head.titles), "")
    return head.opening[head.opening.find(title) + len(title) :]


def _is_year(time: Time) -> bool:
    return time.kind in ("point", "frame") and len(time.first) in (0, 4)


def _dated(months: Time, year: int | None, lexicon: Lexicon) -> str | None:
    ends = tuple(lexicon.table("periods")["alone"]["ends"])
    stretch = (months.last if months.text.endswith(ends) else months.first, months.last)
    first, last = (end if len(end) == 7 else f"{year}{end}" if year else "" for end in stretch)
    return joined(first, last) if first else None


def span_of(layout: Layout, years: Years, now: Now, lexicon: Lexicon) -> str | None:
    """Return the years that a report looks back on, where a heading names them and no other time beside them."""
    for section in layout.sections[:3]:
        times = find_times(section.title, now, lexicon, titles=True)
        for time in times if len(times) == 1 else ():
            interval = time.kind in ("span", "counted") and time.is_interval and time.last == str(years.review)
            if section.part == "review" and interval:
                return time.iso
    return None
