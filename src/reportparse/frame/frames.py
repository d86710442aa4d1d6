"""The time that headings and opening words set for the blocks below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportparse.frame.times import Now, Time
from reportparse.frame.timex import find_times
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Block, Metadata, Section

OPENING = 12
"""A time expression within this many characters of a block's start speaks for the block."""
CONTEXT = 32
"""Characters after an opening that may say that its time is one of comparison."""
LASTING = ("point", "span", "counted", "since")
LATE = 3
"""Fewer mentions of the next year prove nothing."""
HEAD, HEAD_TEXT = 12, 400
"""A report names its subject within its first blocks."""
INTERVALS = ("span", "counted")


@dataclass(frozen=True, slots=True)
class Frame:
    """Years that a stretch of text is about, and the words that said so."""

    first: int
    last: int
    text: str
    heading: bool = False
    """True where a heading said so."""
    late: bool = False
    """True where the report speaks near the end of its year and plans the next: 今年 is then mostly over."""

    @property
    def is_interval(self) -> bool:
        """True where more than one year is meant, as in 过去五年."""
        return self.first < self.last


def now_of(metadata: Metadata) -> Now | None:
    """Return the years that relative words are counted from; None where the report's year is unknown.

    A report on a whole year that is its own, such as a communiqué, speaks in the year after.

    >>> now_of(Metadata(report_year=2024, review_year=2023))
    Now(year=2024, review=2023)
    """
    delivered = metadata.delivered[:4] if metadata.delivered else ""
    year = metadata.report_year
    if year is None:
        if metadata.review_year is None:
            return None
        year = metadata.review_year + 1
    review = metadata.review_year if metadata.review_year is not None else year - 1
    spoken = year if review < year else year + 1
    if delivered.isdecimal() and review <= int(delivered) <= spoken:
        spoken = int(delivered)
    return Now(spoken, min(review, year))


def frames_of(
    blocks: Sequence[Block], sections: Sequence[Section], metadata: Metadata, lexicon: Lexicon
) -> tuple[Frame | None, ...]:
    """Return the frame of each block, from the headings above it or from the opening words of a block before it.

    A heading's years hold for its section and the sections under it. An interval at the head of a block (五年来，)
    holds until the section ends or other years open a block.
    """
    now = now_of(metadata)
    if now is None:
        return (None,) * len(blocks)
    titles = _section_frames(sections, now, lexicon)
    out: list[Frame | None] = []
    late = is_late(blocks, now, lexicon)
    whole = current = _whole(blocks[:HEAD], now, lexicon) or (Frame(now.year + 1, now.year + 1, "") if late else None)
    section: int | None = None
    for block in blocks:
        if block.section != section:
            inside = _is_below(block.section, section, sections)
            section = block.section
            named = titles.get(section) if section is not None else None
            current = named or (current if inside else whole)
        opening = _opening(block, current, now, lexicon)
        if opening is not None:
            current = opening
        out.append(replace(current, late=True) if late and current is not None else current)
    return tuple(out)


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


@lru_cache(maxsize=4)
def _report_on(lexicon: Lexicon) -> re.Pattern[str]:
    """A title that names its subject: 关于第七个五年计划的报告."""
    subjects = either(lexicon.table("periods")["report_on"]["subjects"])
    return re.compile(f"关于[^。]{{2,60}}(?:{subjects})[^。]{{0,12}}报告")


def _whole(blocks: Sequence[Block], now: Now, lexicon: Lexicon) -> Frame | None:
    """The years of the plan or budget that the whole report is about: 关于第七个五年计划的报告."""
    for block in blocks:
        if m := _report_on(lexicon).search(block.text[:HEAD_TEXT]):
            return _frame(find_times(m[0], now, lexicon, titles=True))
    return None


def _section_frames(sections: Sequence[Section], now: Now, lexicon: Lexicon) -> dict[int, Frame]:
    out: dict[int, Frame] = {}
    for section in sections:
        frame = _frame(find_times(section.title, now, lexicon, titles=True))
        if frame is None and section.parent is not None:
            frame = out.get(section.parent)
        if frame is not None:
            out[section.ordinal] = replace(frame, heading=True)
    return out


def _frame(times: Sequence[Time]) -> Frame | None:
    """The years of a heading; 1993年回顾和1994年方针, “十五”时期和2005年工作回顾 are about neither alone."""
    known = [t for t in times if t.kind in LASTING and t.last_year is not None]
    if len({(t.first[:4], t.last[:4]) for t in known}) != 1:
        return None
    return Frame(int(known[0].first[:4]), int(known[0].last[:4]), known[0].text)


def _opening(block: Block, current: Frame | None, now: Now, lexicon: Lexicon) -> Frame | None:
    """The years that open a block: an interval, where 五年内 means a heading's five years, or the report's own year.

    Of other single years nothing is said here: they speak for their sentence.
    """
    if block.kind not in ("paragraph", "bullet"):
        return None
    first = next(iter(find_times(block.text[: OPENING + CONTEXT], now, lexicon)), None)
    if first is None or first.start > OPENING or first.last_year is None:
        return None
    if first.kind == "point" and len(first.last) == 4:
        near = first.last_year in (now.year, now.review) and (
            block.text.startswith("，", first.end) or not first.text[0].isdigit()
        )
        return Frame(first.last_year, first.last_year, first.text) if near else None
    if first.kind not in INTERVALS:
        return None
    opening = Frame(int(first.first[:4]), int(first.last[:4]), first.text)
    known = current is not None and current.last - current.first == opening.last - opening.first
    return current if known and first.kind == "counted" else opening


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
