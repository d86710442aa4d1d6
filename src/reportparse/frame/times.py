"""Years that time expressions mean."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from reportparse.model import Metadata

TimeKind: TypeAlias = Literal[
    "point", "until", "as_of", "span", "counted", "recent", "bare", "since", "frame", "vague", "ago", "lost", "month"
]
"""``span`` has fixed years, ``counted`` a length that the place of the word fixes (五年内), ``recent`` is 近两年,
``bare`` a count without a word of direction (五年累计); ``frame`` leaves its year to the surroundings (全年, 上半年),
``vague`` leaves it open (近年来), ``lost`` is counted from a year that is not known; ``month`` is the month that was
said last (月末); ``ago`` dates the number right after it (五年前的三百户) and no other."""


class Time(NamedTuple):
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
        if self.kind in ("bare", "vague", "lost", "month"):
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
    def is_months(self) -> bool:
        """True for a stretch of months, whether its year is known or not; a day is none."""
        return len(self.last) in (3, 7) and not self.is_day

    @property
    def is_day(self) -> bool:
        """True for a day of a month."""
        return self.text.endswith("日")

    @property
    def iso(self) -> str | None:
        """ISO 8601 year, month or interval."""
        return joined(self.first, self.last) if self.first and self.last else None


def joined(first: str, last: str) -> str:
    """Return a stretch in ISO 8601; all months of a year are the year.

    >>> joined("2031-01", "2031-08"), joined("2031-01", "2031-12"), joined("2031", "2031")
    ('2031-01/2031-08', '2031', '2031')
    """
    if first[:4] == last[:4] and first.endswith("-01") and last.endswith("-12") and len(last) == 7:
        return first[:4]
    return first if first == last else f"{first}/{last}"


NEVER, ALWAYS = 0, 9999
"""Years before and after any that a document writes."""


class Now(NamedTuple):
    """The years that words such as 今年 and 过去五年 are counted from."""

    year: int
    """The year in which the report speaks."""
    review: int
    """The last year that it looks back on."""
    known: bool = True
    """False where the year of speaking is not known: 去年 is then no year."""
    sure: bool = True
    """False where the document does not say of which year it is as a whole: a number without a time then has none."""
    covers: str = ""
    """The months that the whole document is about, ISO 8601; empty where it is about years."""
    lived: int = 9
    """Months of its year that the report can have lived through: those before its day, or most of them."""
    month: str = ""
    """The month of its day, ISO 8601; empty where no day near its years is written."""

    def is_over(self, time: Time) -> bool:
        """True where a time ends with a year that is looked back on, or is a stretch of months before its day."""
        if time.last_year is None:
            return False
        if time.last_year <= self.review:
            return True
        return len(time.last) == 7 and time.last < self.month and time.kind != "until"

    def is_ahead(self, time: Time) -> bool:
        """True where a time ends with a year after the one of speaking."""
        return time.last_year is not None and time.last_year > self.year


SURE = 0.5
"""From this certainty on a document's own year stands for numbers without a time."""


def now_of(metadata: Metadata) -> Now:
    """Return the years that relative words are counted from.

    A document of a whole year that is its own, such as a communiqué, speaks of that year as 今年.

    >>> now = now_of(Metadata(report_year=2024, review_year=2023))
    >>> now.year, now.review, now_of(Metadata()).known
    (2024, 2023, False)
    """
    review = metadata.review_year
    day = metadata.issued or metadata.delivered
    issued = int(day[:4]) if day and day[:4].isdecimal() else None
    month = day[:7] if day and issued is not None and issued - (review or issued) in (0, 1) else ""
    return _spoken(metadata, issued, day)._replace(month=month)


def _spoken(metadata: Metadata, issued: int | None, day: str | None) -> Now:
    """The years of a document whose day of issue is given."""
    year, review = metadata.report_year, metadata.review_year
    sure = metadata.frame_certainty >= SURE
    covers = metadata.covers if metadata.covers and metadata.covers[4:5] == "-" else ""
    if review is None:
        review = year - 1 if year is not None else NEVER
    if year is None:
        spoken = issued if issued is not None else review or ALWAYS
        return Now(spoken, review, issued is not None, sure and review != NEVER, covers)
    if metadata.spoken is not None:
        return Now(metadata.spoken, review, True, sure, covers)
    if not sure and issued is None:
        return Now(year, min(review, year), False, False, covers)
    spoken = year
    if issued is not None and review <= issued and (issued <= year or not sure):
        spoken = issued
    lived = int(day[5:7]) - 1 if day and issued == spoken else 9
    return Now(spoken, min(review, year), True, sure, covers, lived)
