"""Tables that a conversion exploded onto lines: one cell a line, rows parted by blank lines."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from reportparse.segment.lines import Line

_NUMBER = re.compile(r"[-+－—]?\d[\d,，.]*|[-—－/…]+")
CELL_WIDTH = 30
LEAST_CELLS, LEAST_NUMBERS = 8, 4
NUMBER_SHARE = 0.25
"""Share of cells that are bare numbers from which on short lines in a row are a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, or one line of a table set with bars."""

    line: Line
    label: str
    """The heads of its row and column, where the table is regular."""


def find_tables(lines: list[Line]) -> list[Line | Cell]:
    """Return the lines with those of tables as cells.

    >>> from reportparse.segment.lines import read_lines
    >>> text = "产品\\n单位\\n产量\\n\\n生铁\\n万吨\\n31\\n\\n水泥\\n万吨\\n52\\n\\n玻璃\\n万箱\\n7\\n\\n纸\\n万吨\\n8"
    >>> [item.label for item in find_tables(read_lines(text)) if item.label][:2]
    ['生铁 单位', '生铁 产量']
    """
    out: list[Line | Cell] = []
    run: list[Line] = []
    stacked = _stacked(lines)
    for line in lines:
        if line.text.startswith("|") and line.text.endswith("|") and len(line.text) > 1:
            out += _cells(run, stacked)
            out.append(Cell(line, ""))
            run = []
        elif line.start in stacked or (line.width <= CELL_WIDTH and line.gap <= 2 and line.plain and not line.closed):
            run.append(line)
        else:
            out += [*_cells(run, stacked), line]
            run = []
    return out + _cells(run, stacked)


def _stacked(lines: list[Line]) -> set[int]:
    """The starts of bare numbers that stand one under the other and of the label above them.

    They are cells, however few and however long the label: joined as lines of a paragraph they would make one number.
    """
    found: set[int] = set()
    for i, (above, line) in enumerate(itertools.pairwise(lines)):
        if line.gap == 0 and _NUMBER.fullmatch(above.text) and _NUMBER.fullmatch(line.text):
            label = lines[i - 1] if i and above.gap == 0 and not lines[i - 1].closed else above
            found |= {label.start, above.start, line.start}
    return found


def _cells(run: list[Line], stacked: set[int]) -> list[Line | Cell]:
    numbers = sum(_NUMBER.fullmatch(line.text) is not None for line in run)
    if len(run) < LEAST_CELLS or numbers < max(LEAST_NUMBERS, NUMBER_SHARE * len(run)):
        return [Cell(line, "") if line.start in stacked else line for line in run]
    caption, rows = _rows(run)
    if len(rows) < 3 or len({len(row) for row in rows}) > 1:
        return [Cell(line, "") for line in run]
    heads = rows[0]
    cells: list[Line | Cell] = [Cell(line, "") for line in caption]
    return cells + [
        Cell(line, _label(row, j, heads) if i else "") for i, row in enumerate(rows) for j, line in enumerate(row)
    ]


def _rows(run: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The caption and the rows; a caption stands in a row of its own, or before the heads in theirs."""
    rows: list[list[Line]] = []
    for line in run:
        if line.gap or not rows:
            rows.append([])
        rows[-1].append(line)
    first, second = [*map(len, rows), 0][:2]
    caption = rows[0][:1] if len(rows) > 2 and (first == second + 1 or first == 1 < second) else []
    return caption, [row for row in (rows[0][len(caption) :], *rows[1:]) if row]


def _label(row: list[Line], j: int, heads: list[Line]) -> str:
    return f"{row[0].text} {heads[j].text}" if j else ""
