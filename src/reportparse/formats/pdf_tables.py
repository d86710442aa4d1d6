"""The ruled tables of a PDF page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportparse.formats.grid import SourceCell, lay_out
from reportparse.model import Grid

_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
"""Less is a frame around text, or the shading behind it."""
_SLACK = 2.0
"""Points by which a character may stand over the line that rules its cell, and lines of one edge apart."""
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])|(?<=[,.])\n(?=\d)")
"""Line ends within a cell that part no words: Chinese has no spaces, and a long number breaks after its marks."""

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page, with the stretch of the page that it takes up."""

    top: float
    bottom: float
    left: float
    right: float
    edges: tuple[float, ...]
    """The x of the columns' edges, the outer ones included."""
    rows: tuple[tuple[SourceCell, ...], ...]

    @property
    def text(self) -> str:
        """A cell a line, rows parted by an empty line, after an empty line."""
        return "\n" + lay_out(self.rows)[0]

    @property
    def grid(self) -> Grid | None:
        """The grid, its offsets counted from the start of ``text``."""
        from reportparse.formats.grid import moved

        found = lay_out(self.rows)[1]
        return found and moved(found, 1)


def find_tables(page: Any) -> list[Table]:
    """Return the tables of a page of pdfplumber from top to bottom.

    A table beside which other text stands is left out, since it belongs to one column of the page.
    """
    found: list[Table] = []
    for ruled in sorted(page.find_tables(), key=lambda g: float(g.bbox[1])):
        left, top, right, bottom = ruled.bbox
        below = not found or top >= found[-1].bottom
        if not below or not _stands_alone(page.chars, left, top, right, bottom):
            continue
        table = _table(page.chars, [tuple(cell) for cell in ruled.cells], ruled.bbox)
        if _is_table(table.rows):
            found.append(table)
    return found


def _is_table(rows: Sequence[Sequence[SourceCell]]) -> bool:
    full = [row for row in rows if sum(bool(cell.text) for cell in row) >= _LEAST_COLUMNS]
    return len(full) >= _LEAST_ROWS


def _stands_alone(chars: list[dict[str, Any]], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether all characters of this height stand inside."""
    return all(
        left - _SLACK <= c["x0"] and c["x1"] <= right + _SLACK
        for c in chars
        if top < (c["top"] + c["bottom"]) / 2 < bottom and c["text"].strip()
    )


def _table(chars: list[dict[str, Any]], boxes: Sequence[Box], bbox: Box) -> Table:
    """Place the boxes of a ruled table in rows and columns; those that cross an edge span it."""
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    rows: list[list[tuple[int, SourceCell]]] = [[] for _ in ys[1:]]
    texts = _texts(chars, boxes)
    for box, text in zip(boxes, texts, strict=True):
        row, column = _at(ys, box[1]), _at(xs, box[0])
        spans = max(1, _at(ys, box[3]) - row), max(1, _at(xs, box[2]) - column)
        rows[row].append((column, SourceCell(text, *spans)))
    filled = [tuple(cell for _, cell in sorted(row, key=lambda pair: pair[0])) for row in rows]
    left, top, right, bottom = bbox
    return Table(top, bottom, left, right, tuple(xs), tuple(filled))


def _edges(positions: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for x in sorted(positions):
        if not edges or x - edges[-1] > _SLACK:
            edges.append(x)
    return edges


def _at(edges: list[float], x: float) -> int:
    return min(bisect_left(edges, x - _SLACK), len(edges) - 1)


def _texts(chars: list[dict[str, Any]], boxes: Sequence[Box]) -> list[str]:
    from pdfplumber.utils.text import extract_text

    inside: list[list[dict[str, Any]]] = [[] for _ in boxes]
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    tops = [boxes[i][1] for i in order]
    tallest = max((box[3] - box[1] for box in boxes), default=0.0)
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for k in range(bisect_left(tops, y) - 1, -1, -1):
            box = boxes[order[k]]
            if box[1] < y - tallest:
                break
            if box[0] <= x < box[2] and box[1] <= y < box[3]:
                inside[order[k]].append(char)
                break
    return [_unwrapped(extract_text(held)) if held else "" for held in inside]


def _unwrapped(cell: str) -> str:
    """Join the lines of a cell.

    >>> _unwrapped("比上年\\n增长(%)"), _unwrapped("1,203,\\n400.5"), _unwrapped("12\\n30")
    ('比上年增长(%)', '1,203,400.5', '12 30')
    """
    return " ".join(_WRAPPED.sub("", cell).split())
