"""Claims → the numbers that the index draws: targets beside results, and how often each indicator was found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportparse.review.inline import Row

Point: TypeAlias = tuple[str, int, str, float]
"""Place, year, status, value."""

MOST_PANELS = 6
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator and measure, by place in one year or by year in one place."""

    name: str
    """The words that reports most often have for the indicator."""
    measure: str
    unit: str
    by: Literal["place", "year"]
    points: Sequence[Point]


def series(claims: Iterable[Row], documents: Mapping[str, Row]) -> list[Series]:
    """Return the fullest series that hold both targets and results, the fullest first.

    Args:
        claims: rows of the claims table.
        documents: rows of the documents table by ``doc_id``.
    """
    found: defaultdict[tuple[str, str, str], dict[tuple[str, int, str], Row]] = defaultdict(dict)
    for claim in claims:
        place = documents[claim["doc_id"]]["place"]
        if not (place and claim["indicator_id"] and _YEAR.fullmatch(claim["period"] or "")):
            continue
        if claim["normalized_value"] is None:
            continue
        key = (claim["indicator_id"], claim["measure"], claim["normalized_unit"])
        cell = (place, int(claim["period"]), claim["status"])
        best = found[key].get(cell)
        if best is None or claim["confidence"] > best["confidence"]:
            found[key][cell] = claim
    made = (_series(measure, unit, cells) for (_, measure, unit), cells in found.items())
    full = [s for s in made if len({p[2] for p in s.points}) == 2 and len(s.points) >= 4]
    return sorted(full, key=lambda s: -len(s.points))[:MOST_PANELS]


def _series(measure: str, unit: str, cells: Mapping[tuple[str, int, str], Row]) -> Series:
    name = Counter(c["indicator"] for c in cells.values()).most_common(1)[0][0]
    points = [(*cell, _signed(claim)) for cell, claim in sorted(cells.items())]
    years = Counter(place for place, _, _, _ in points)
    longest = max(years, key=lambda place: years[place])
    if len(years) >= years[longest]:
        latest = {(place, status): (place, year, status, value) for place, year, status, value in points}
        return Series(name, measure, unit, "place", list(latest.values()))
    return Series(name, measure, unit, "year", [p for p in points if p[0] == longest])


def _signed(claim: Row) -> float:
    value = float(claim["normalized_value"])
    return -value if claim["direction"] == "down" else value


def coverage(
    claims: Iterable[Row], documents: Mapping[str, Row], most: int = 24
) -> tuple[list[str], list[str], Mapping[tuple[str, str], int]]:
    """Return indicators, reports and how many claims each report makes of each indicator.

    Only well-known indicators count, those that most reports have first; reports stand in the order of place and year.
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
    label_of = _distinct({doc: _label(row) for doc, row in documents.items()})
    counts = {(name_of[i], label_of[doc]): n for (i, doc), n in cells.items() if i in name_of}
    return list(name_of.values()), list(label_of.values()), counts


def _label(document: Row) -> str:
    known = [document["place"], document["report_year"]]
    return " ".join(str(k) for k in known if k) or document["source"].rsplit("/", 1)[-1]


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Number the labels that would otherwise stand for two things."""
    seen: Counter[str] = Counter()
    out = {}
    for key, label in labels.items():
        seen[label] += 1
        out[key] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return out
