"""Panel and delivery → the numbers that the index draws: the target of a year beside the result of that same year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from reportparse.review.inline import Row

Key: TypeAlias = tuple[str, str, str]
"""Indicator id, measure, unit."""

Cell: TypeAlias = tuple[str, str, str, str, str | None, str]
"""Place, indicator id, measure, unit, basis, period."""

MOST_PANELS = 6
FEWEST = 3
"""Places, or years, that make a chart worth drawing."""


class Point(NamedTuple):
    """A target or a result."""

    place: str
    year: int
    status: str
    value: float
    shown: str
    """The number with its bound."""
    href: str
    """Where the sentence stands."""
    verdict: str
    """Whether the result keeps the target, for both of a pair; empty where one side is missing."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator and measure, by place in one year or by year in one place."""

    name: str
    """The name that the National Bureau of Statistics uses."""
    measure: str
    unit: str
    by: Literal["place", "year"]
    about: str
    """The one place, or the one year, of them all."""
    points: Sequence[Point]
    needs: int | None = None
    """The year of the reports that are not at hand and would give results."""


def series(panel: Iterable[Row], delivery: Iterable[Row], pages: Mapping[str, str]) -> list[Series]:
    """Return the fullest series of targets against results of the same year: by place, then by year.

    Args:
        panel: rows of the panel table.
        delivery: rows of the delivery table.
        pages: file name of a report's page by ``doc_id``.
    """
    rows = [row for row in panel if row["period"] == str(row["year"]) and row["basis"] in (None, "yoy")]
    judged = {_of(row): row for row in delivery if row["match"] == "id"}
    level, year = _cohort(rows, judged)
    places: defaultdict[Key, list[Row]] = defaultdict(list)
    years: defaultdict[tuple[Key, str], list[Row]] = defaultdict(list)
    for row in rows:
        key = (row["indicator_id"], row["measure"], row["unit"])
        years[key, row["place"]].append(row)
        if (row["level"], row["year"]) == (level, year):
            places[key].append(row)
    by_place = [_series("place", str(year), group, judged, pages) for group in places.values()]
    by_year = [_series("year", place, group, judged, pages) for (_, place), group in years.items()]
    return _fullest(by_place) + _fullest([s for s in by_year if _pairs(s)])


def _of(row: Row) -> Cell:
    return (row["place"], row["indicator_id"], row["measure"], row["unit"], row["basis"], row["period"])


def _cohort(rows: Sequence[Row], judged: Mapping[Cell, Row]) -> tuple[str | None, int | None]:
    """Level and year with targets and results of most places; if there are too few, with targets of most."""
    paired: defaultdict[tuple[str | None, int], set[str]] = defaultdict(set)
    single: defaultdict[tuple[str | None, int], set[str]] = defaultdict(set)
    for row in rows:
        if row["status"] == "target" and _of(row) in judged:
            cell = (row["level"], row["year"])
            single[cell].add(row["place"])
            if judged[_of(row)]["result_value"] is not None:
                paired[cell].add(row["place"])
    for places in (paired, single):
        enough = {cell: len(held) for cell, held in places.items() if len(held) >= FEWEST}
        if enough:
            return max(enough, key=lambda cell: (enough[cell], cell[1]))
    return None, None


def _series(
    by: Literal["place", "year"],
    about: str,
    rows: Sequence[Row],
    judged: Mapping[Cell, Row],
    pages: Mapping[str, str],
) -> Series:
    points = []
    for row in sorted(rows, key=lambda r: (r["place"], r["year"], r["status"])):
        found = judged.get(_of(row))
        known = found if found and found["result_value"] is not None else {"verdict": "", "why": ""}
        href = f"{pages.get(row['doc_id'], '')}#claim-{row['claim_id']}"
        said = (row["shown"], href, known["verdict"], known["why"] or "")
        points.append(Point(row["place"], row["year"], row["status"], row["value"], *said))
    first = rows[0]
    made = Series(first["indicator"], first["measure"], first["unit"], by, about, points)
    if by == "place" and not _pairs(made):
        return Series(made.name, made.measure, made.unit, by, about, points, needs=int(about) + 1)
    return made


def _pairs(made: Series) -> int:
    cells = Counter((p.place, p.year) for p in made.points)
    return sum(n == 2 for n in cells.values())


def _fullest(made: Iterable[Series]) -> list[Series]:
    full = [
        s
        for s in made
        if len({p.place if s.by == "place" else p.year for p in s.points}) >= FEWEST
        and any(p.status == "target" for p in s.points)
    ]
    return sorted(full, key=lambda s: (-_pairs(s), -len(s.points), s.name, s.about))[:MOST_PANELS]
