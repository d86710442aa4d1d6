"""Claims → the numbers that the index draws: targets beside results, and how often each indicator was found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportparse.review.inline import Row
from reportparse.review.words import chinese
from reportparse.tables.wide import place_in

Point: TypeAlias = tuple[str, int, str, float]
"""Place, year, status, value."""

Key: TypeAlias = tuple[str, str, str]
"""Indicator id, measure, normalized unit."""

MOST_PANELS = 6
MOST_COLUMNS = 80
FEWEST = 3
"""Places, or years, that make a chart worth drawing."""

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator and measure, by place in one year or by year in one place."""

    name: str
    """The words that reports most often have for the indicator."""
    measure: str
    unit: str
    by: Literal["place", "year"]
    about: str
    """The one place, or the one year, of them all."""
    points: Sequence[Point]


def series(claims: Iterable[Row], documents: Mapping[str, Row]) -> list[Series]:
    """Return the fullest series that hold both targets and results: by place, then by year.

    Args:
        claims: rows of the claims table.
        documents: rows of the documents table by ``doc_id``.
    """
    by_place: defaultdict[Key, list[Row]] = defaultdict(list)
    by_year: defaultdict[tuple[Key, str], list[Row]] = defaultdict(list)
    cohort = _cohort(documents.values())
    for claim in claims:
        document = documents[claim["doc_id"]]
        place = place_of(document)
        if not (claim["indicator_id"] and _YEAR.fullmatch(claim["period"] or "")):
            continue
        if claim["normalized_value"] is None:
            continue
        key = (claim["indicator_id"], claim["measure"], claim["normalized_unit"])
        year = int(claim["period"])
        row = {**claim, "place": place, "year": year, "rank": _rank(claim, year, document["report_year"])}
        by_year[key, place].append(row)
        if (document["level"], document["report_year"]) == cohort and _is_new(row, document["report_year"]):
            by_place[key].append(row)
    places = [_series("place", str(cohort[1]), rows) for rows in by_place.values()]
    years = [_series("year", place, rows) for (_, place), rows in by_year.items()]
    return _fullest(places) + _fullest(years)


def place_of(document: Row) -> str:
    """Return the place that the document reports of."""
    return document["place"] or place_in(document["source"])


def _cohort(documents: Iterable[Row]) -> tuple[str | None, int | None]:
    """Level and year that most places at hand have a report of."""
    known = {(d["level"], d["report_year"], place_of(d)) for d in documents if d["report_year"]}
    counts = Counter((level, year) for level, year, _ in known)
    return max(counts, key=lambda c: (counts[c], c[1]), default=(None, None))


def _is_new(claim: Row, report_year: int) -> bool:
    """Last year's results and this year's targets are what a report is given for."""
    return bool(claim["year"] == report_year - (claim["status"] == "actual"))


def _rank(claim: Row, year: int, report_year: int | None) -> tuple[int, float]:
    """The higher, the rather is this the number for its year: results come from later reports, targets from earlier."""
    distance = (report_year or year) - year
    late = distance if claim["status"] == "actual" else -distance
    return (-late if late >= 0 else -999, float(claim["confidence"]))


def _series(by: Literal["place", "year"], about: str, claims: Sequence[Row]) -> Series:
    """Of several numbers for one point that of the nearest report is drawn, and of those the surest."""
    best: dict[tuple[str, int, str], Row] = {}
    for claim in sorted(claims, key=lambda c: c["rank"]):
        best[claim["place"], claim["year"], claim["status"]] = claim
    name = Counter(c["indicator"] for c in claims).most_common(1)[0][0]
    points = [(*cell, _signed(claim)) for cell, claim in sorted(best.items())]
    return Series(name, claims[0]["measure"], claims[0]["normalized_unit"], by, about, points)


def _fullest(made: Iterable[Series]) -> list[Series]:
    full = [
        s
        for s in made
        if len({p[2] for p in s.points}) == 2 and len({p[0] if s.by == "place" else p[1] for p in s.points}) >= FEWEST
    ]
    return sorted(full, key=lambda s: -len(s.points))[:MOST_PANELS]


def _signed(claim: Row) -> float:
    value = float(claim["normalized_value"])
    return -value if claim["direction"] == "down" else value


def coverage(
    claims: Iterable[Row], documents: Mapping[str, Row], most: int = 24
) -> tuple[list[str], list[str], Mapping[tuple[str, str], float]]:
    """Return indicators, columns and how many claims of each indicator a report of each column makes on average.

    Only well-known indicators count, those that most reports have first. A column is a report, in the order of place
    and year; with more reports than a chart can name it is a level and a year.
    """
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cells: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim["indicator_id"]:
            names[claim["indicator_id"]][claim["indicator"]] += 1
            cells[claim["indicator_id"], claim["doc_id"]] += 1
    reach = Counter(indicator for indicator, _ in cells)
    chosen = [indicator for indicator, _ in reach.most_common(most)]
    name_of = _distinct({i: names[i].most_common(1)[0][0] for i in chosen})
    column_of = _columns(documents)
    size = Counter(column_of.values())
    counts: Counter[tuple[str, str]] = Counter()
    for (indicator, doc), n in cells.items():
        if indicator in name_of:
            counts[name_of[indicator], column_of[doc]] += n
    means = {(i, column): n / size[column] for (i, column), n in counts.items()}
    return list(name_of.values()), list(dict.fromkeys(column_of.values())), means


def _columns(documents: Mapping[str, Row]) -> dict[str, str]:
    if len(documents) <= MOST_COLUMNS:
        known = {doc: (place_of(row), row["report_year"]) for doc, row in documents.items()}
        return _distinct({doc: " ".join(str(part) for part in parts if part) for doc, parts in known.items()})
    return {doc: f"{chinese(row['level'] or 'other')} {row['report_year'] or ''}" for doc, row in documents.items()}


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Number the labels that would otherwise stand for two things."""
    seen: Counter[str] = Counter()
    out = {}
    for key, label in labels.items():
        seen[label] += 1
        out[key] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return out
