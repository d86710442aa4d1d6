"""The day on which a document was issued or given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.frame.head import TOP_LINES, Head
from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import TEN
from reportparse.lexicon.numeral_characters import ONES, ZEROS
from reportparse.lexicon.patterns import either
from reportparse.segment.vocabulary import Words

YEAR = rf"((?:19|20)\d{{2}}|[{ONES[:2]}][{ONES[-1]}{ZEROS}][{ONES}{ZEROS}]{{2}})"
COUNT = rf"(?:\d{{1,2}}|[{ONES}{TEN}]{{1,3}})"
"""A count below a hundred, which ``small`` reads."""
_DATE = re.compile(YEAR + rf"\s?年\s?({COUNT})月({COUNT})日")
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CLOCKED = re.compile(_NUMERIC.pattern + r"\s*\d{1,2}:\d{2}(?!\d)")
"""A day with a time of day, as pages print when they were put up; it may stand within a line."""
_POSTED = 400
"""Characters at the top in which they print it."""
_DAY = re.compile(r"(?<!\d)(?<!年)(\d{1,2})月(\d{1,2})日")
_HAN = {c: str(i) for i, c in enumerate(f"〇{ONES}")} | dict.fromkeys(ZEROS, "0")
_LAST = 40
_STAMP, _DATELINE = 60, 160
"""Widest line that stamps a day on a text, and the characters in which a dateline stands."""


@dataclass(frozen=True, slots=True)
class Issued:
    """When a document was issued: a whole day, or month and day of a year that the document leaves open."""

    iso: str | None = None
    month: int | None = None
    day: int | None = None
    at_meeting: bool = False
    """Whether the text says that it was given on that day."""

    @property
    def year(self) -> int | None:
        """The year, where it is written."""
        return int(self.iso[:4]) if self.iso else None

    def after(self, month: int, year: int) -> str | None:
        """The first such day after the end of a month, for a dateline without a year."""
        if self.iso or self.month is None or self.day is None:
            return self.iso
        return f"{year + (self.month <= month):04d}-{self.month:02d}-{self.day:02d}"


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    rows = lexicon.table("kinds")["issued"]
    return re.compile(either(rows["beside"])), tuple(rows["dateline"]), tuple(rows["page"]), tuple(rows["office"])


def delivered(head: Head, vocabulary: Words) -> str | None:
    """Return the day of the line that says where a report was given."""
    for line in head.text.splitlines():
        found = _DATE.search(line)
        if found and vocabulary.session.search(line):
            return _iso(*found.groups())
    return None


def issued(head: Head, given: str | None, lexicon: Lexicon) -> Issued:
    """Return when a document was issued: at a meeting, by a stamp, a signature or a dateline."""
    if given:
        return Issued(given, at_meeting=True)
    beside, dateline, page, office = _words(lexicon)
    lines = [line.strip() for line in head.text.splitlines() if line.strip()]
    for line in lines[:TOP_LINES]:
        if len(line) <= _STAMP and (found := _stamp(line, beside, office)):
            return Issued(found)
    if clocked := _CLOCKED.search(head.text, 0, _POSTED):
        return Issued(_iso(clocked[1], clocked[3], clocked[4]))
    for line in reversed(head.last):
        if (found := _whole(line) or _printed(line, page)) is not None:
            return Issued(found)
    for m in _DAY.finditer(head.opening[:_DATELINE]):
        if head.opening.startswith(dateline, m.end()):
            return Issued(None, int(m[1]), int(m[2]))
    return Issued()


def _stamp(line: str, beside: re.Pattern[str], office: tuple[str, ...]) -> str | None:
    """The day of a line that is only a date, with its issuer before it, or with one beside a word such as 来源."""
    if (whole := _whole(line)) is not None:
        return whole
    m = _DATE.search(line)
    if m is not None and m.end() == len(line) and 1 < m.start() <= _LAST and line.endswith(office, 0, m.start()):
        return _iso(*m.groups())
    if not beside.search(line):
        return None
    if m is not None:
        return _iso(*m.groups())
    m = _NUMERIC.search(line)
    return _iso(m[1], m[3], m[4]) if m else None


def _whole(line: str) -> str | None:
    bare = line.strip("（）()【】 　")
    if m := _DATE.fullmatch(bare):
        return _iso(*m.groups())
    m = _NUMERIC.fullmatch(bare)
    return _iso(m[1], m[3], m[4]) if m else None


def _printed(line: str, page: tuple[str, ...]) -> str | None:
    """The day of a last line that names paper, day and page: 《日报》（2031年5月15日01版）."""
    m = _DATE.search(line) if len(line) <= _LAST and line.endswith(page) else None
    return _iso(*m.groups()) if m else None


def _iso(year: str, month: str, day: str) -> str | None:
    m, d = small(month), small(day)
    return f"{number(year):04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 else None


def number(year: str) -> int:
    """Read a year in digits or ideographs.

    >>> number("一九八七"), number("2031")
    (1987, 2031)
    """
    return int("".join(_HAN.get(c, c) for c in year))


def small(text: str) -> int:
    """Read a count below a hundred in digits or ideographs.

    >>> small("12"), small("十二"), small("二十")
    (12, 12, 20)
    """
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition(TEN)
    return (10 * int(_HAN.get(tens, "1")) if TEN in text else 0) + int(_HAN.get(ones, "0"))
