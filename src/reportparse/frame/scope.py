"""The time expression that governs a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import is_alone
from reportparse.frame.kinds import UNKNOWN
from reportparse.frame.times import Now, Time
from reportparse.frame.timex import OPENERS, find_times
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Mention

_APART = re.compile("[^，。；]{0,2}，")
WORDS = 240
"""How many characters before a number its words are looked for: no clause of a report is longer."""
TIMES = 32
"""How many time expressions before a number are looked at."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Words around the year that a change or an interval starts from."""

    words: tuple[str, ...]
    opening: re.Pattern[str]
    joining: re.Pattern[str]
    """由1980年的, 由今年预计的: what joins a year to the value of that year."""


@lru_cache(maxsize=4)
def origin_of(lexicon: Lexicon) -> Origin:
    """Compile the words of origin of a lexicon."""
    rows = lexicon.table("periods")["origin"]
    opening, joining = (
        re.compile(f"(?:{either(rows[name])})?{end}") for name, end in (("opening", "[，,]?在?"), ("joining", "的?"))
    )
    return Origin(tuple(rows["words"]), opening, joining)


@lru_cache(maxsize=8)
def times_of(text: str, now: Now, lexicon: Lexicon) -> tuple[Time, ...]:
    """The time expressions of a block; 从1965年起，八年内 is one interval."""
    out: list[Time] = []
    for time in find_times(text, now, lexicon):
        if out and time.kind == "counted" and _begins(text, out[-1], time, origin_of(lexicon)):
            start = out.pop()
            first = int(start.first[:4])
            last = first + int(time.last[:4]) - int(time.first[:4])
            time = Time(start.start, time.end, "span", str(first), str(last), text[start.start : time.end])
        out.append(time)
    return tuple(out)


def _begins(text: str, start: Time, length: Time, origin: Origin) -> bool:
    """Whether a year opens the interval after it: 从1963年起，五年内."""
    if start.kind != "point" or not start.first[:4].isdecimal() or not text.endswith(origin.words, 0, start.start):
        return False
    return origin.opening.fullmatch(text, start.end, length.start) is not None


@lru_cache(maxsize=8)
def _lasting_of(text: str, now: Now, lexicon: Lexicon) -> tuple[Time, ...]:
    """The time expressions at the head of a clause that hold beyond their sentence."""
    times = times_of(text, now, lexicon)
    starts = [t.start for t in times]
    heads = (t for t in times if _is_head(text, t.start, lexicon) and not _is_single(text, t, lexicon))
    lasting = (
        t for t in heads if t.is_lasting or (t.is_months and not is_alone(text, t, lexicon)) or _is_month_end(t, now)
    )
    return tuple(t for t in lasting if not _overtaken(text, t.end, starts))


def _is_month_end(time: Time, now: Now) -> bool:
    """Whether a document on months goes on from a month's end or a whole year: 6月末，贷款余额A亿元。住户贷款B亿元。"""
    return bool(now.covers) and time.kind in ("frame", "point", "as_of") and (time.is_months or not time.first)


def _is_head(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a time opens a clause: 去年, and 在刚刚过去的2015年 too."""
    return start == 0 or text[start - 1] in OPENERS or text.endswith(just_over(lexicon), 0, start)


@lru_cache(maxsize=4)
def just_over(lexicon: Lexicon) -> tuple[str, ...]:
    """What stands before a year that has just ended."""
    return tuple(lexicon.table("periods")["just_over"]["words"])


def _overtaken(text: str, end: int, starts: list[int]) -> bool:
    """Whether another time follows in the same clause: 2015年以来新增的企业去年纳税 is of last year."""
    following = bisect_left(starts, end)
    return following < len(starts) and not any(c in OPENERS for c in text[end : starts[following]])


def before_number(context: ClauseContext, mention: Mention) -> str:
    """The clause up to the number, its last characters where it is very long."""
    stop = max(0, mention.block_start - context.clause_start)
    return context.clause[max(0, stop - WORDS) : stop]


def around_number(context: ClauseContext, mention: Mention) -> str:
    """The sentence around the number, cut where it is very long."""
    at = max(0, mention.block_start - context.sentence_start)
    return context.sentence[max(0, at - WORDS) : at + WORDS]


def times_before(context: ClauseContext, mention: Mention, now: Now) -> tuple[Time, ...]:
    """The last time expressions of the sentence before the number, in order."""
    times = times_of(context.block.text, now, context.lexicon)
    stop = bisect_right(times, mention.block_start, key=attrgetter("end"))
    return tuple(t for t in times[max(0, stop - TIMES) : stop] if t.start >= context.sentence_start)


def adjoins(context: ClauseContext, mention: Mention, time: Time | None) -> bool:
    """Whether a time stands right before the number: 由1980年的三千亩."""
    return time is not None and 0 <= mention.block_start - time.end <= 1 and time.kind != "until"


@lru_cache(maxsize=2)
def governing(context: ClauseContext, mention: Mention) -> Time | None:
    """The nearest time expression before the number in its sentence.

    Source: Chinese sets the time before the verb, and it holds until the sentence ends or another time is set. A length
    such as 五年内 is that of an interval of the same length that the block or its heading has set.
    """
    now = context.now
    apart = _compared(context, mention, now) or distributed(context, mention)
    if apart is not None:
        return apart
    times = times_of(context.block.text, now, context.lexicon)
    stop = bisect_right(times, mention.block_start, key=attrgetter("end"))
    for i in range(stop - 1, max(-1, stop - TIMES), -1):
        if times[i].start < context.sentence_start:
            return None
        if not _is_of_another(times[i], context, mention):
            earlier = times[max(0, i - TIMES) : i]
            found = _month_said(times[i], earlier, context, now)
            found = _with_year(_set_before(found, earlier, context), earlier, context.sentence_start)
            return _of_this_year(found, context, mention, now)
    return None


def _month_said(time: Time, earlier: tuple[Time, ...], context: ClauseContext, now: Now) -> Time:
    """月末 as the month that was said last, or the one with which the document's months end."""
    if time.kind != "month":
        return time
    said = next((t.last for t in reversed(earlier) if t.is_months), "")
    held = context.frame.months if context.frame is not None else ""
    month = said or held.rpartition("/")[2] or now.covers.rpartition("/")[2]
    return time._replace(kind="frame", first=month, last=month)


def distributed(context: ClauseContext, mention: Mention) -> Time | None:
    """The year that stands in the place of the number: 2021年、2022年分别建成A所、B所."""
    stop = max(0, mention.block_start - context.clause_start)
    at = max(context.clause.rfind(word, 0, stop) for word in context.lexicon.table("periods")["apart"]["words"])
    if at < 0:
        return None
    at += context.clause_start
    now = context.now
    times = [t for t in times_of(context.block.text, now, context.lexicon) if context.clause_start <= t.end <= at]
    end = context.clause_start + len(context.clause)
    low = bisect_left(context.mentions, at, key=attrgetter("block_start"))
    numbers = [
        m for m in context.mentions[low : low + TIMES] if m.block_start < end and m.kind not in ("date", "duration")
    ]
    if len(times) < 2 or len(times) != len(numbers) or mention not in numbers:
        return None
    return times[numbers.index(mention)]


def _of_this_year(time: Time, context: ClauseContext, mention: Mention, now: Now) -> Time:
    """A stretch of months that is compared with last year's is of the current year: 头三个月比去年同期增长."""
    same = context.lexicon.table("periods")["same_stretch"]["words"]
    if not now.known or not time.first.startswith("-") or int(time.last[1:]) > now.lived:
        return time
    if not any(word in before_number(context, mention) for word in same):
        return time
    return time._replace(first=f"{now.year}{time.first}", last=f"{now.year}{time.last}")


def _compared(context: ClauseContext, mention: Mention, now: Now) -> Time | None:
    """The time of a number that is itself what another is compared with: 比上期的五百万元增加, 高于上年增长3%的速度.

    A multiple or a part of that time (是上期的两倍) is of the later time.
    """
    at = mention.block_start
    if mention.kind == "percent":
        return _speed_before(context, mention, now)
    if mention.kind != "quantity" or context.block.text[at - 1 : at] != "的":
        return None
    start = max(context.sentence_start, at - TIMES)
    times = find_times(context.block.text[start:at], now, context.lexicon, compared=True)
    if not times or times[-1].end + start != at - 1:
        return None
    return times[-1]._replace(start=times[-1].start + start, end=times[-1].end + start)


def _speed_before(context: ClauseContext, mention: Mention, now: Now) -> Time | None:
    """The year before, where the number is the speed of that year: 高于上年增长3%的速度."""
    if not context.block.text.startswith("的", mention.block_end):
        return None
    m = compared_speeds(context.lexicon).search(before_number(context, mention))
    if m is None:
        return None
    times = times_of(context.block.text, now, context.lexicon)
    earlier = [t for t in times[: bisect_right(times, mention.block_start, key=attrgetter("end"))] if t.last_year]
    year = str((earlier[-1].last_year or now.review) - 1 if earlier else now.review - 1)
    return Time(mention.block_start, mention.block_start, "point", year, year, m[0])


@lru_cache(maxsize=4)
def compared_speeds(lexicon: Lexicon) -> re.Pattern[str]:
    """A comparison with the speed of the year before, up to its number."""
    rows = lexicon.table("periods")["compared_speed"]
    return re.compile(f"(?:{either(rows['verbs'])})(?:{either(rows['years'])})(?:{either(rows['growth'])})$")


def _is_of_another(time: Time, context: ClauseContext, mention: Mention) -> bool:
    """Whether the time is part of a name (九年义务教育), or dates the first value of 由1980年的A增加到B only."""
    if _is_named(time, context) or _is_told(time, context) or _is_over_by(time, context, mention):
        return True
    if time.kind == "ago" and not adjoins(context, mention, time):
        return True
    if mention.kind == "multiple" and context.block.text[time.end : mention.block_start] == "的":
        return True
    origin = origin_of(context.lexicon)
    if not context.block.text.endswith(origin.words, 0, time.start):
        return False
    at = bisect_left(context.mentions, time.end, key=attrgetter("block_start"))
    counted = (m for m in context.mentions[at : at + 2] if m != mention and m.kind not in ("date", "duration"))
    text = context.block.text
    return any(origin.joining.fullmatch(text, time.end, max(time.end, other.block_start)) for other in counted)


def _is_named(time: Time, context: ClauseContext) -> bool:
    """Whether a count or a year stands inside a name; the names of plans are times."""
    if time.kind not in ("point", "bare", "counted"):
        return False
    at = bisect_right(context.mentions, time.start, key=attrgetter("block_start")) - 1
    return at >= 0 and context.mentions[at].kind == "name" and time.end <= context.mentions[at].block_end


def _is_over_by(time: Time, context: ClauseContext, mention: Mention) -> bool:
    """Whether a month alone ended with its part of the sentence: 6月当月增长a%；投资下降b%."""
    text = context.block.text
    return _is_single(text, time, context.lexicon) and "；" in text[time.end : mention.block_start]


def _is_single(text: str, time: Time, lexicon: Lexicon) -> bool:
    """6月当月, 当月: a month set apart from those that are summed; 6月末 is none."""
    rows = lexicon.table("periods")["alone"]
    alone = tuple(word for word in rows["after"] if word not in rows["ends"])
    return time.text in alone or (time.is_months and text.startswith(alone, time.end))


def _is_told(time: Time, context: ClauseContext) -> bool:
    """Whether a day is that of the telling: 5月12日，记者从市林业局获悉."""
    if not time.is_day:
        return False
    since = context.block.text[time.end : time.end + TIMES].partition("。")[0]
    return any(word in since for word in context.lexicon.table("periods")["reported"]["words"])


def _with_year(time: Time, earlier: tuple[Time, ...], sentence: int) -> Time:
    """上半年 or 年内 with the year that the same sentence set before it."""
    if time.first[:4].isdecimal() or time.kind not in ("frame", "as_of"):
        return time
    for known in reversed(earlier):
        if known.start >= sentence and known.kind == "point" and len(known.first) == 4:
            return time._replace(first=known.first + time.first, last=known.first + time.last)
    return time


def _set_before(time: Time, earlier: tuple[Time, ...], context: ClauseContext) -> Time:
    """The interval of the same length that was set before, for one that is only counted in years.

    Single years of the same sentence set one too: 1991年增长a，1992年增长b，两年平均增长c.
    """
    if time.kind not in ("counted", "bare"):
        return time
    length = int(time.last) - int(time.first)
    if length == 0:
        return time
    known = [(int(t.first), int(t.last)) for t in earlier if t.kind == "span"]
    if context.frame is not None and context.frame.last:
        known.insert(0, (context.frame.first, context.frame.last))
    points = (t for t in earlier if t.kind == "point" and len(t.last) == 4 and t.start >= context.sentence_start)
    years = [int(t.last) for t in points]
    if years:
        known.append((min(years), max(years)))
    for first, last in reversed(known):
        if last - first == length:
            return Time(time.start, time.end, "span", str(first), str(last), time.text)
    return time


def carried(context: ClauseContext, before: int) -> Time | None:
    """The last time at the head of a clause before an offset of the block that holds beyond its sentence.

    A stretch of months holds on in a document on months, and elsewhere for the parts that the next sentences give.
    """
    now = context.now
    lasting = _lasting_of(context.block.text, now, context.lexicon)
    stop = bisect_left(lasting, before, key=attrgetter("start"))
    known = [t for t in lasting[max(0, stop - TIMES) : stop] if not t.is_months or _months_hold(t, context, now)]
    if not known:
        return None
    spans = [time for time in known if time.kind in ("span", "counted")]
    last = _set_before(spans[-1] if known[-1].kind == "since" and spans else known[-1], (), context)
    return _with_year(last, tuple(known[:-1]), 0)


def _months_hold(time: Time, context: ClauseContext, now: Now) -> bool:
    """Whether a stretch of months still holds in the sentence of the clause: one that a comma sets apart does."""
    if now.covers or context.metadata.kind == UNKNOWN:
        return True
    if _APART.match(context.block.text, time.end):
        return True
    return context.sentence.lstrip().startswith(parts_follow(context.lexicon))


@lru_cache(maxsize=4)
def parts_follow(lexicon: Lexicon) -> tuple[str, ...]:
    """What opens a sentence that gives parts of what was said."""
    return tuple(lexicon.table("periods")["parts_follow"]["words"])
