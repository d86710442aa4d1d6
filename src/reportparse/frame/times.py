"""Years that time expressions mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

TimeKind: TypeAlias = Literal[
    "point", "until", "as_of", "span", "counted", "recent", "bare", "since", "frame", "vague", "ago"
]
"""``span`` has fixed years, ``counted`` a length that the place of the word fixes (五年内), ``recent`` is 近两年,
``bare`` a count without a word of direction (五年累计); ``frame`` leaves its year to the surroundings (全年, 上半年),
``vague`` leaves it open (近年来); ``ago`` dates the number right after it (五年前的三百户) and no other."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression. ``first`` and ``last`` are ISO years or months, empty where the frame must supply them."""

    start: int
    end: int
    kind: TimeKind
    first: str
    last: str
    text: str

    @property
    def last_year(self) -> int | None:
        """The year in which it ends, if it is known.

        >>> Time(0, 5, "point", "2023", "2023", "2023年").last_year
        2023
        """
        if self.kind in ("bare", "vague"):
            return None
        return int(self.last[:4]) if self.last[:4].isdigit() and not self.last.startswith("-") else None

    @property
    def is_interval(self) -> bool:
        """True where it is more than one year long."""
        return self.first[:4] != self.last[:4]

    @property
    def is_lasting(self) -> bool:
        """True where it may hold for the sentences after its own: a year or an interval, but not 近两年 or a month."""
        return self.kind in ("point", "span", "counted", "since") and len(self.first) == 4

    @property
    def iso(self) -> str | None:
        """ISO 8601 year, month or interval."""
        if not self.first or not self.last:
            return None
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Now:
    """The years that words such as 今年 and 过去五年 are counted from."""

    year: int
    """The year in which the report speaks."""
    review: int
    """The last year that it looks back on."""
