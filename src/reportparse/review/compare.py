"""How often each indicator was found in each report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reportparse.review.inline import Row
from reportparse.review.words import chinese, words
from reportparse.tables.wide import place_in

LEVELS = ("country", "province", "prefecture", "county", "company")
MOST_COLUMNS = 80
"""Reports that a chart can name."""


def place_of(document: Row) -> str:
    """Return the place that the document reports of."""
    return document["place"] or place_in(document["source"])


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


def level_in_english(column: str) -> str:
    """Return the English for a column that is a level and a year, empty for a report's own name.

    >>> level_in_english("省级 2024"), level_in_english("云溪省 2024")
    ('province 2024', '')
    """
    level, _, rest = column.partition(" ")
    en = next((words()[key][1] for key in (*LEVELS, "other") if words()[key][0] == level), "")
    return f"{en} {rest}" if en else ""


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Number the labels that would otherwise stand for two things."""
    seen: Counter[str] = Counter()
    out = {}
    for key, label in labels.items():
        seen[label] += 1
        out[key] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return out
