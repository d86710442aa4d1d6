"""The ruled tables of a PDF page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reportparse.formats.grid import row_lines

_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
"""Less is a frame around text, or the shading behind it."""
_SLACK = 2.0
"""Points by which a character may stand over the line that rules its cell."""
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])|(?<=[,.])\n(?=\d)")
"""Line ends within a cell that part no words: Chinese has no spaces, and a long number breaks after its marks."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the stretch of the page's height that it takes up."""

    top: float
    bottom: float
    text: str
    """A cell a line, rows parted by an empty line."""


def find_tables(page: Any) -> list[Table]:
    """Return the tables of a page of pdfplumber from top to bottom.

    A table beside which other text stands is left out, since it belongs to one column of the page.
    """
    found: list[Table] = []
    for grid in sorted(page.find_tables(), key=lambda g: float(g.bbox[1])):
        rows = [[cell or "" for cell in row] for row in grid.extract()]
        left, top, right, bottom = grid.bbox
        below = not found or top >= found[-1].bottom
        if below and _is_table(rows) and _stands_alone(page.chars, left, top, right, bottom):
            lines = [line for row in rows for line in row_lines([[_unwrapped(cell)] for cell in row])]
            found.append(Table(top, bottom, "\n".join(["", *lines])))
    return found


def _is_table(rows: list[list[str]]) -> bool:
    full = [row for row in rows if sum(map(bool, row)) >= _LEAST_COLUMNS]
    return len(full) >= _LEAST_ROWS


def _stands_alone(chars: list[dict[str, Any]], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether all characters of this height stand inside."""
    return all(
        left - _SLACK <= c["x0"] and c["x1"] <= right + _SLACK
        for c in chars
        if top < (c["top"] + c["bottom"]) / 2 < bottom and c["text"].strip()
    )


def _unwrapped(cell: str) -> str:
    """Join the lines of a cell.

    >>> _unwrapped("比上年\\n增长(%)"), _unwrapped("1,203,\\n400.5"), _unwrapped("12\\n30")
    ('比上年增长(%)', '1,203,400.5', '12 30')
    """
    return " ".join(_WRAPPED.sub("", cell).split())
