"""How a table stands in a text: a cell a line, rows parted by an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportparse.model import Cell, Grid

PARTING = ""
"""The line that ends a row."""
_ITEM = re.compile(r"[^\W\d_]{3,}.*\d|\d.*[^\W\d_]{3,}")
MOST_SPANNED = 1000
"""Rows or columns that a cell may cover, as in HTML."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as a format has it, before it has a place in a text."""

    text: str
    """Its lines; those of a cell beside others are joined."""
    row_span: int = 1
    column_span: int = 1
    head: bool = False


def row_lines(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of one row, given the lines of its cells.

    A cell beside others is one line. One that stands alone keeps its lines: pages and letters use such tables as frames
    around running text.

    >>> list(row_lines([["粮食", "总产"], ["12.5"]])), list(row_lines([["一、综合", "增长5%。"]]))
    (['粮食 总产', '12.5', ''], ['一、综合', '增长5%。', ''])
    """
    if len(cells) == 1:
        yield from cells[0]
    else:
        texts = (" ".join(" ".join(lines).split()) for lines in cells)
        yield from (text for text in texts if text)
    yield PARTING


def lay_out(rows: Sequence[Sequence[SourceCell]]) -> tuple[str, Grid | None]:
    """Return the text of a table and its grid, whose offsets count from the text's start.

    Args:
        rows: the cells of each row in order; a cell stands in the row where it begins, and empty cells are given too.
            A column that an earlier cell's row span covers is passed over, as in HTML and Word.

    The grid is None where no row has two cells with text: such a table is a frame around running text, and its text
    keeps its lines, as do the items of a list in a cell. ``moved`` puts the grid where the text stands in a document.

    >>> head = [SourceCell("产品", row_span=2, head=True), SourceCell("产量", column_span=2, head=True)]
    >>> years = [SourceCell("2019年", head=True), SourceCell("2018年", head=True)]
    >>> text, grid = lay_out([head, years, [SourceCell("生铁"), SourceCell(""), SourceCell("52")]])
    >>> text.split()
    ['产品', '产量', '2019年', '2018年', '生铁', '52']
    >>> [(c.row, c.column, text[c.start : c.end]) for c in grid.cells][-3:]
    [(2, 0, '生铁'), (2, 1, ''), (2, 2, '52')]
    """
    beside = any(sum(bool(cell.text.strip()) for cell in row) > 1 for row in rows)
    lines: list[str] = []
    cells: list[Cell] = []
    at = 0
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        alone = sum(bool(cell.text.strip()) for cell in row) == 1
        column = 0
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            kept = _filled(cell.text)
            text = ("\n" if alone or _is_list(kept) else " ").join(" ".join(line.split()) for line in kept)
            cells.append(_placed(cell, number, column, at, text))
            for _ in range(cells[-1].column_span):
                taken[column] = number + cells[-1].row_span
                column += 1
            if text:
                lines.append(text)
                at += len(text) + 1
        lines.append(PARTING)
        at += 1
    return "\n".join(lines), Grid(0, max(0, at - 2), tuple(cells)) if beside else None


def _filled(text: str) -> list[str]:
    return [kept for line in text.split("\n") if (kept := line.strip())]


def _is_list(lines: Sequence[str]) -> bool:
    """Whether lines of a cell each say how much of what, as the items of a list do."""
    return sum(_ITEM.search(line) is not None for line in lines) > 1


def _placed(cell: SourceCell, row: int, column: int, at: int, text: str) -> Cell:
    rows, columns = (max(1, min(MOST_SPANNED, span)) for span in (cell.row_span, cell.column_span))
    return Cell(row, column, at, at + len(text), rows, columns, cell.head)


def moved(grid: Grid, by: int, rows: int = 0) -> Grid:
    """Return the grid with its offsets ``by`` characters and its rows ``rows`` further on.

    >>> text, grid = lay_out([[SourceCell("煤"), SourceCell("7")]])
    >>> moved(grid, 10).cells[1].start
    12
    """
    cells = tuple(
        replace(c, row=c.row + rows, start=c.start + by, end=c.end + by) if by or rows else c for c in grid.cells
    )
    caption = (grid.caption[0] + by, grid.caption[1] + by) if grid.caption else None
    return replace(grid, start=grid.start + by, end=grid.end + by, cells=cells, caption=caption)


def joined(grids: Sequence[Grid]) -> Grid:
    """Return one grid of several that follow each other, as a table over pages has them; the rows go on counting.

    >>> text, grid = lay_out([[SourceCell("煤"), SourceCell("7")]])
    >>> [(c.row, c.start) for c in joined([grid, moved(grid, 9)]).cells]
    [(0, 0), (0, 2), (1, 9), (1, 11)]
    """
    cells: list[Cell] = []
    rows = 0
    for grid in grids:
        cells += moved(grid, 0, rows).cells
        rows += max((cell.row + cell.row_span for cell in grid.cells), default=0)
    return Grid(grids[0].start, grids[-1].end, tuple(cells), grids[0].caption)
