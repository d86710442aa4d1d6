"""Tables in the repaired text: those that the source gave, and those that the text itself sets.

All offsets here count in the cleaned text; ``raw_grids`` leads them back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportparse.model import Grid
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.lines import Line
from reportparse.spans import OffsetMap, located

_SENTENCE = re.compile("[。！？；]")
_PROSE = 0.5
"""Share of a grid's characters in cells that hold sentences from which on it is a frame around running text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid at its place among the lines."""

    grid: Grid
    lines: tuple[Line, ...]
    """The lines that hold its cells, in order."""


def given_grids(cleaned: Cleaned, grids: Sequence[Grid], lines: Sequence[Line]) -> list[Placed]:
    """Place the source's grids in the cleaned text; frames around running text are left out."""
    starts = [line.start for line in lines]
    placed: list[Placed] = []
    at = 0
    for grid in sorted(grids, key=lambda g: (g.start, g.end)):
        moved = _moved(cleaned, grid)
        if moved.start < at or _is_frame(cleaned.text, moved):
            continue
        placed.append(Placed(moved, tuple(_lines_of(moved, lines, starts))))
        at = moved.end
    return [item for item in placed if item.lines]


def _moved(cleaned: Cleaned, grid: Grid) -> Grid:
    cells = []
    for cell in grid.cells:
        start, end = located(cleaned.offsets, cell.start, cell.end)
        while start < end and cleaned.text[start].isspace():
            start += 1
        while start < end and cleaned.text[end - 1].isspace():
            end -= 1
        cells.append(replace(cell, start=start, end=end))
    start, end = located(cleaned.offsets, grid.start, grid.end)
    return replace(grid, start=start, end=end, cells=tuple(cells), caption=None)


def _is_frame(text: str, grid: Grid) -> bool:
    """A table that holds running text: pages and letters are set in such tables."""
    filled = [text[c.start : c.end] for c in grid.cells if c.end > c.start]
    prose = sum(len(cell) for cell in filled if len(_SENTENCE.findall(cell)) > 1)
    beside = {c.row for c in grid.cells if c.column and c.end > c.start}
    return not beside or prose > _PROSE * sum(map(len, filled))


def _lines_of(grid: Grid, lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Line]:
    """The lines that hold cells, each once."""
    last = -1
    for cell in grid.cells:
        if cell.end <= cell.start:
            continue
        i = max(last + 1, bisect_right(starts, cell.start) - 1)
        while i < len(lines) and lines[i].start < cell.end:
            if lines[i].end > cell.start:
                yield lines[i]
                last = i
            i += 1


def raw_grids(cleaned: Cleaned, placed: Iterable[Placed]) -> tuple[Grid, ...]:
    """Return the grids with offsets of the raw text."""
    return tuple(_raw(cleaned.offsets, item.grid) for item in placed)


def _raw(offsets: OffsetMap, grid: Grid) -> Grid:
    cells = []
    for cell in grid.cells:
        start, end = offsets.span(cell.start, cell.end)
        cells.append(replace(cell, start=start, end=end))
    start, end = offsets.span(grid.start, grid.end)
    caption = offsets.span(*grid.caption) if grid.caption else None
    return replace(grid, start=start, end=end, cells=tuple(cells), caption=caption)
