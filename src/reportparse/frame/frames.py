"""The time and the part that headings, opening words and the kind of document set for the blocks below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportparse.frame.kinds import kind_named
from reportparse.frame.times import Now, Time, joined, now_of
from reportparse.frame.timex import find_times
from reportparse.lexicon import Lexicon
from reportparse.model import Block, Metadata, Part, Section
from reportparse.segment.parts import heading_part

OPENING = 12
"""A time expression within this many characters of a block's start speaks for the block."""
CONTEXT = 32
"""Characters after an opening that may say that its time is one of comparison."""
LASTING = ("point", "span", "counted", "since")
LATE = 3
"""Fewer mentions of the next year prove nothing."""
_STATED = re.compile(r"\d(?:%|％|个百分点|[万亿]?[元人吨户亩])")
"""A line of a digest that states a number and only looks like a heading: it stands below the heading before it."""
INTERVALS = ("span", "counted")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a stretch of text is about: years or months, the words that said so, and the part that headings name."""

    first: int = 0
    last: int = 0
    """Years; 0 where no heading and no opening says any."""
    text: str = ""
    heading: bool = False
    """True where a heading said so."""
    late: bool = False
    """True where the report speaks near the end of its year and plans the next: 今年 is then mostly over."""
    months: str = ""
    """The stretch of months, ISO 8601, where years do not say it."""
    part: Part | None = None
    """The part that the headings above name, whatever the passage itself looks like."""

    @property
    def is_interval(self) -> bool:
        """True where more than one year is meant, as in 过去五年."""
        return self.first < self.last

    @property
    def iso(self) -> str:
        """The whole of it in ISO 8601."""
        return self.months or (f"{self.first}/{self.last}" if self.is_interval else str(self.last))


def frames_of(
    blocks: Sequence[Block], sections: Sequence[Section], metadata: Metadata, lexicon: Lexicon
) -> tuple[Frame, ...]:
    """Return the frame of each block, from the headings above it or from the opening words of a block before it.

    A heading's years hold for its section and the sections under it. An interval at the head of a block (五年来，)
    holds until the section ends or other years open a block.
    """
    now = now_of(metadata)
    own = _own_title(sections, metadata, lexicon)
    titles, parts = _section_frames(sections, now, lexicon, own), _named_parts(sections, lexicon, own)
    out: list[Frame] = []
    late = is_late(blocks, now, lexicon)
    whole = current = _whole(metadata, now, lexicon, late=late)
    section: int | None = None
    for block in blocks:
        if block.section != section:
            inside = _is_below(block.section, section, sections)
            section = block.section
            named = _cumulated(titles.get(section), whole) if section is not None else None
            current = named or (current if inside else whole)
        opening = _opening(block, current, now, lexicon)
        if opening is not None and (opening.first, opening.last) == (current.first, current.last):
            opening = current
        part = parts[section] if section is not None else None
        out.append(replace(opening or current, late=late, part=part))
        if opening is not None and (now.sure or block.text[: 2 * OPENING].partition(opening.text)[2].startswith("，")):
            current = opening
        current = _month_said(block, current, now, lexicon)
    return tuple(out)


def _own_title(sections: Sequence[Section], metadata: Metadata, lexicon: Lexicon) -> int | None:
    """The section that the title of a document of results heads: what it says is read with the kind, by its sign."""
    sign = next(iter(metadata.frame_evidence), "").partition(": title ")[2]
    results = kind_named(metadata.kind, lexicon).status == "actual"
    return 0 if sign and results and sections and sign in sections[0].title else None


def _cumulated(named: Frame | None, whole: Frame) -> Frame | None:
    """A heading that names the month up to which the document sums is about all of its months."""
    if named is None or not named.months or named.months == whole.months:
        return named
    return whole if whole.months.endswith(f"/{named.months}") else named


def _whole(metadata: Metadata, now: Now, lexicon: Lexicon, *, late: bool) -> Frame:
    """The years that the whole document is about where they are not the year before and the report's own."""
    years = (metadata.covers or "").partition("/")
    if kind_named(metadata.kind, lexicon).year == "planned" and years[2].isdecimal() and years[0].isdecimal():
        return Frame(int(years[0]), int(years[2]), years[0])
    if now.covers and now.sure:
        return Frame(now.review, now.review, now.covers, months=now.covers)
    return Frame(now.year + 1, now.year + 1) if late else Frame()


def _month_said(block: Block, current: Frame, now: Now, lexicon: Lexicon) -> Frame:
    """In a document on months, the stretch that a block said last goes on to hold in the next.

    In one on several months a single month does so only from the block's head: 上涨a%，其中9月b% is an aside.
    """
    if not now.covers or block.kind not in ("paragraph", "bullet"):
        return current
    for time in reversed(find_times(block.text, now, lexicon)):
        aside = time.first == time.last and "/" in now.covers and time.start > OPENING
        if time.kind in ("frame", "point") and time.is_months and not (aside or is_alone(block.text, time, lexicon)):
            months = dated_months(time, now.review)
            return Frame(now.review, now.review, time.text, months=months)
    return current


def dated_months(time: Time, year: int) -> str:
    """A stretch of months with its year, ISO 8601."""
    first, last = (end if len(end) == 7 else f"{year}{end}" for end in (time.first, time.last))
    return joined(first, last)


def is_alone(text: str, time: Time, lexicon: Lexicon) -> bool:
    """Whether a month speaks for its sentence only: 8月当月."""
    words = lexicon.table("periods")["alone"]
    return text.startswith(tuple(words["after"]), time.end) or time.text.endswith(tuple(words["ends"]))


def is_late(blocks: Sequence[Block], now: Now, lexicon: Lexicon) -> bool:
    """Whether the report speaks near the end of its year: it says next year at least a quarter as often as this.

    A deadline (到2032年) is not counted.
    """
    names = _names(now.year + 1, 1, lexicon)
    if sum(block.text.count(word) for block in blocks for word in names) < LATE:
        return False
    ahead = current = 0
    for block in blocks:
        for time in find_times(block.text, now, lexicon):
            if time.kind == "point":
                ahead += time.last_year == now.year + 1
                current += time.last_year == now.year
    return ahead >= LATE and 4 * ahead >= current


def _names(year: int, distance: int, lexicon: Lexicon) -> list[str]:
    """How a year is written: 1965年, 一九六五年, 明年."""
    words = lexicon.table("periods")
    han = {str(value): digit for digit, value in reversed(words["digits"].items())}
    named = [word for word, step in words["relative"].items() if step == distance]
    return [f"{year}年", "".join(han[d] for d in str(year)) + "年", *named]


def _named_parts(sections: Sequence[Section], lexicon: Lexicon, own: int | None) -> list[Part | None]:
    """The part that a heading's own words name, or those of a heading above it; a document's own title names none."""
    out: list[Part | None] = []
    for section in sections:
        if section.ordinal == own:
            out.append(None)
            continue
        if out and _STATED.search(section.title):
            out.append(out[-1])
            continue
        above = out[section.parent] if section.parent is not None and section.parent < len(out) else None
        out.append(above if above in ("plan", "requirement") else heading_part(section.title, lexicon) or above)
    return out


def _section_frames(sections: Sequence[Section], now: Now, lexicon: Lexicon, own: int | None) -> dict[int, Frame]:
    out: dict[int, Frame] = {}
    for section in sections:
        if section.ordinal == own:
            continue
        frame = _frame(find_times(section.title, now, lexicon, titles=True))
        if frame is None and _STATED.search(section.title):
            frame = out.get(section.ordinal - 1)
        if frame is None and section.parent is not None:
            frame = out.get(section.parent)
        if frame is not None:
            out[section.ordinal] = replace(frame, heading=True)
    return out


def _frame(times: Sequence[Time]) -> Frame | None:
    """The years of a heading; 1993年回顾和1994年方针, “十五”时期和2005年工作回顾 are about neither alone.

    A day is that of a signature.
    """
    known = [t for t in times if t.kind in LASTING and t.last_year is not None and not t.is_day]
    if len({(t.first[:4], t.last[:4]) for t in known}) != 1:
        return None
    months = dated_months(known[0], 0) if known[0].is_months and known[0].kind == "point" else ""
    return Frame(int(known[0].first[:4]), int(known[0].last[:4]), known[0].text, months=months)


def _opening(block: Block, current: Frame, now: Now, lexicon: Lexicon) -> Frame | None:
    """The years that open a block: an interval, where 五年内 means a heading's five years, or the report's own year.

    Of other single years nothing is said here: they speak for their sentence.
    """
    if block.kind not in ("paragraph", "bullet"):
        return None
    first = next(iter(find_times(block.text[: OPENING + CONTEXT], now, lexicon)), None)
    if first is None or first.start > OPENING or first.last_year is None:
        return None
    if first.kind == "point" and len(first.last) == 4:
        if current.heading and current.is_interval and current.first <= first.last_year <= current.last:
            return None  # one year of the five that a heading names speaks for itself
        apart = block.text.startswith("，", first.end)
        ends = apart or not first.text[0].isdigit() or (current.is_interval and not current.heading)
        near = first.last_year in (now.year, now.review) and ends
        near = near or (apart and not now.sure)
        return Frame(first.last_year, first.last_year, first.text) if near else None
    if first.kind == "until" and not now.sure and block.text.endswith(_goal_words(lexicon), 0, first.start):
        return Frame(int(first.last[:4]), int(first.last[:4]), first.text)
    if first.kind not in INTERVALS:
        return None
    opening = Frame(int(first.first[:4]), int(first.last[:4]), first.text)
    known = current.last > 0 and current.last - current.first == opening.last - opening.first
    return current if known and first.kind == "counted" else opening


def _goal_words(lexicon: Lexicon) -> tuple[str, ...]:
    """What sets a year for the goals of a passage: 力争到2031年."""
    return tuple(lexicon.table("status")["target"]["strong"])


def _is_below(section: int | None, above: int | None, sections: Sequence[Section]) -> bool:
    """Whether a section lies under another."""
    for _ in range(len(sections)):
        if section is None or above is None:
            return False
        if section == above:
            return True
        parent = sections[section].parent if section < len(sections) else None
        if parent is None or parent >= section:
            return False
        section = parent
    return False
