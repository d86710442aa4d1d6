"""What a reader asks a report first: its main targets and results, and those of the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportparse.lexicon import default
from reportparse.review.inline import Row

MOST = 14
"""Rows of a sheet."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the way to its sentence."""

    shown: str
    href: str
    verdict: str = ""
    why: str = ""
    """Why the verdict is so."""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with its target, its result, and what the year before had hoped for and reached."""

    indicator_id: str
    measure: str
    unit: str
    target: Figure | None
    result: Figure | None
    hoped: Figure | None
    """The target that the result is measured by, from the report of the year before."""
    earlier: Figure | None
    """The result of the year before that one."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The sheet of one report."""

    year: int
    """The year of its targets."""
    reviewed: int
    """The year of its results."""
    lines: Sequence[Line]


class Figures:
    """Panel and delivery, to be asked report by report.

    Args:
        panel: rows of the panel table.
        delivery: rows of the delivery table.
        pages: file name of a report's page by ``doc_id``.
    """

    def __init__(self, panel: Iterable[Row], delivery: Iterable[Row], pages: Mapping[str, str]):
        self._pages = pages
        self._of: defaultdict[str, list[Row]] = defaultdict(list)
        judged = [row for row in delivery if row["result_claim_id"]]
        self._verdicts = {row["result_claim_id"]: (row["verdict"], row["why"] or "") for row in judged}
        for row in panel:
            if row["period"] == str(row["year"]) and row["basis"] in (None, "yoy"):
                self._of[row["place"]].append(row)

    def sheet(self, document: Row, place: str) -> Headline | None:
        """Return the sheet of one report; None where it has no years or no well-known number."""
        year, reviewed = document["report_year"], document["review_year"]
        if year is None or reviewed is None:
            return None
        lines = self._lines(document["doc_id"], place, year, reviewed)
        return Headline(year, reviewed, lines[:MOST]) if lines else None

    def _lines(self, doc: str, place: str, year: int, reviewed: int) -> list[Line]:
        cells: defaultdict[tuple[str, str, str], dict[tuple[str, int], Row]] = defaultdict(dict)
        for row in self._of[place]:
            cells[row["indicator_id"], row["measure"], row["unit"]][row["status"], row["year"]] = row
        lines = []
        for (indicator, measure, unit), found in cells.items():
            target, result = found.get(("target", year)), found.get(("actual", reviewed))
            if not any(row and row["doc_id"] == doc for row in (target, result)):
                continue
            asked = (target, result, found.get(("target", reviewed)), found.get(("actual", reviewed - 1)))
            lines.append(Line(indicator, measure, unit, *(self._figure(row, doc) for row in asked)))
        order = {row["id"]: i for i, row in enumerate(default().table("indicators")["indicator"])}
        return sorted(lines, key=lambda line: _rank(line, order))

    def _figure(self, row: Row | None, doc: str) -> Figure | None:
        if row is None:
            return None
        page = "" if row["doc_id"] == doc else self._pages.get(row["doc_id"], "")
        judged = self._verdicts.get(row["claim_id"], ("", "")) if row["status"] == "actual" else ("", "")
        return Figure(row["shown"], f"{page}#claim-{row['claim_id']}", *judged)


def _rank(line: Line, order: Mapping[str, int]) -> tuple[bool, int, str]:
    """What has a target goes first, then the order of the lexicon, which has the national accounts at its head."""
    return (line.target is None, order.get(line.indicator_id, len(order)), line.measure)
