"""The index of all reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from reportparse.review.charts import coverage_figure, targets_figure
from reportparse.review.compare import LEVELS, coverage, place_of
from reportparse.review.inline import Row
from reportparse.review.page import name_of, summary
from reportparse.review.render import render
from reportparse.review.targets import series
from reportparse.tables import Outputs

_COLUMNS = [
    *("doc_id", "claim_id", "indicator", "indicator_id", "measure", "text", "status", "period", "flags", "confidence"),
]

MOST_NUMBERS = 20_000
"""Numbers that the index can be searched for; with more of them only well-known indicators, the surest first."""


def index_html(loaded: Outputs, documents: Sequence[Row]) -> str:
    """Return the index page.

    Args:
        loaded: the written tables.
        documents: rows of the documents table; ``page`` is the file name of the report's page.
    """
    claims = loaded.table("claims", _COLUMNS).to_pylist()
    of_document: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        of_document[claim["doc_id"]].append(claim)
    by_id = {row["doc_id"]: row for row in sorted(documents, key=_order)}
    reports = [{**row, **summary(row, of_document[doc])} for doc, row in by_id.items()]
    indicators, labels, counts = coverage(claims, by_id)
    panel, delivery = (loaded.table(name).to_pylist() for name in ("panel", "delivery"))
    pages = {doc: row["page"] for doc, row in by_id.items()}
    return render(
        "index.html.jinja",
        reports=reports,
        totals={name: sum(row[name] for row in reports) for name in ("n_chars", "n_claims", "n_mentions", "n_repairs")},
        failures=loaded.table("failures").to_pylist(),
        targets=[targets_figure(s) for s in series(panel, delivery, pages)],
        numbers=_numbers(claims, list(by_id.values())),
        coverage=coverage_figure(indicators, labels, counts) if counts else None,
    )


def _numbers(claims: Sequence[Row], documents: Sequence[Row]) -> dict[str, list[list[Any]]]:
    """Return what the search of the index looks through: reports, and numbers that name theirs by its place in them."""
    if len(claims) > MOST_NUMBERS:
        known = (c for c in claims if c["indicator_id"])
        claims = sorted(known, key=lambda c: -c["confidence"])[:MOST_NUMBERS]
    at = {row["doc_id"]: i for i, row in enumerate(documents)}
    places = [[name_of(row), row["page"], place_of(row), str(row["report_year"] or "")] for row in documents]
    said = ("claim_id", "indicator", "indicator_id", "text", "status", "period")
    rows = [[at[claim["doc_id"]], *(claim[name] or "" for name in said)] for claim in claims]
    return {"reports": places, "numbers": rows}


def _order(document: Row) -> tuple[int, str, int, str]:
    level = LEVELS.index(document["level"]) if document["level"] in LEVELS else len(LEVELS)
    place = document["place_code"] or document["place"] or ""
    return (level, place, -(document["report_year"] or 0), document["source"])
