"""The tables of a PDF page: ruled all round, ruled in part, and set by columns alone."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from reportparse.formats.grid import SourceCell, lay_out
from reportparse.formats.pdf_columns import Board, Line, Row, find_cards, find_rows, join_words, lines_of

_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
"""Less is a frame around text, or the shading behind it."""
_HEAD_CELLS, _HEAD_BELOW = 3, 2
_SLACK = 2.0
"""Points by which a character may stand over the line that rules its cell, and lines of one edge apart."""
_FILLED = 24.0
"""Points between words and the edge of their column that no further character fits into."""
_SHORTEST = 20.0
"""Points that a rule is long at least."""

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left corner."""
Char: TypeAlias = dict[str, Any]
_Held: TypeAlias = "tuple[int, int, list[Line], Box]"
"""A cell of a row: its column, the row that it ends before, its lines and its box."""


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
    filled: frozenset[int] = frozenset()
    """Cells of the last row, by their place in it, whose words reach the right edge and so may go on."""
    head_only: bool = False
    """Whether it is one ruled row, which is a table only if it goes on over the page."""

    @property
    def text(self) -> str:
        """A cell a line, rows parted by an empty line, after an empty line."""
        return "\n" + lay_out(self.rows)[0]


def find_tables(page: Any) -> list[Table]:
    """Return the tables of a page of pdfplumber from top to bottom.

    A table beside which other text stands is left out, since it belongs to one column of the page.
    """
    chars = [c for c in page.chars if c["text"].strip()]
    found: list[Table] = []
    taken: list[tuple[float, float]] = []
    for boxes in _ruled(page):
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
        below = not found or top >= found[-1].bottom - _SLACK
        table = _table(chars, boxes)
        if _is_head(table, chars):
            table = replace(table, head_only=True)
        elif not _is_table(table.rows):
            continue
        taken.append((top, bottom))
        if below and _stands_alone(chars, left, top, right, bottom):
            found.append(table)
    free = [c for c in chars if not any(top < _middle(c) < bottom for top, bottom in taken)]
    rows = lines_of(free)
    found += [_of_rows(table) for table in find_rows(rows)]
    found += [_of_cards(board) for board in find_cards(rows) if not any(_meet(board, table) for table in found)]
    return sorted(found, key=lambda table: table.top)


def _ruled(page: Any) -> list[list[Box]]:
    """The cells of each ruled table, from top to bottom; rows whose rules run past the outer columns close them."""
    sides = _open_sides(page.edges)
    tables = page.find_tables({"explicit_vertical_lines": sides} if sides else {})
    return [[tuple(cell) for cell in t.cells] for t in sorted(tables, key=lambda t: float(t.bbox[1]))]


def _open_sides(edges: Sequence[Char]) -> list[Char]:
    """Lines to close tables that are ruled between their columns and not at their sides."""
    across = sorted(
        (e for e in edges if e["orientation"] == "h" and e["x1"] - e["x0"] > _SHORTEST), key=lambda e: float(e["top"])
    )
    upright = [e for e in edges if e["orientation"] == "v"]
    groups: dict[tuple[int, int], list[Char]] = {}
    for edge in across:
        groups.setdefault((round(edge["x0"] / _SLACK), round(edge["x1"] / _SLACK)), []).append(edge)
    return [side for group in groups.values() for run in _linked(group, upright) for side in _sides(run, upright)]


def _linked(group: Sequence[Char], upright: Sequence[Char]) -> list[list[Char]]:
    """Part rules of one length where no line between columns leads from one to the next: there one table ends."""
    left, right = group[0]["x0"] + _SLACK, group[0]["x1"] - _SLACK
    inner = [e for e in upright if left < e["x0"] < right]
    runs = [[group[0]]]
    for above, below in itertools.pairwise(group):
        top, bottom = above["top"] + _SLACK, below["top"] - _SLACK
        if not any(e["top"] <= top and e["bottom"] >= bottom for e in inner):
            runs.append([])
        runs[-1].append(below)
    return [run for run in runs if len(run) > 1]


def _sides(run: Sequence[Char], upright: Sequence[Char]) -> list[Char]:
    """Lines at the ends of a table's rules where none are."""
    top, bottom = run[0]["top"], run[-1]["top"]
    near = [e["x0"] for e in upright if e["top"] < bottom and e["bottom"] > top]
    missing = [x for x in (run[0]["x0"], run[0]["x1"]) if not any(abs(n - x) <= _SLACK for n in near)]
    return [_upright(x, top, bottom) for x in missing]


def _upright(x: float, top: float, bottom: float) -> Char:
    return {
        "object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0,
        "height": bottom - top, "orientation": "v", "doctop": top, "y0": 0.0, "y1": bottom - top,
    }  # fmt: skip


def _is_table(rows: Sequence[Sequence[SourceCell]]) -> bool:
    full = [row for row in rows if sum(bool(cell.text) for cell in row) >= _LEAST_COLUMNS]
    return len(full) >= _LEAST_ROWS


def _is_head(table: Table, chars: Sequence[Char]) -> bool:
    """Whether a ruled row at the foot of a page may be the head of a table: words, and hardly a line below."""
    below = {round(c["top"]) for c in chars if c["top"] > table.bottom}
    words = [cell.text for cell in table.rows[0] if cell.text] if len(table.rows) == 1 else []
    return len(words) >= _HEAD_CELLS and len(below) <= _HEAD_BELOW


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _stands_alone(chars: list[Char], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether all characters of this height stand inside."""
    return all(left - _SLACK <= c["x0"] and c["x1"] <= right + _SLACK for c in chars if top < _middle(c) < bottom)


def _table(chars: list[Char], boxes: Sequence[Box]) -> Table:
    """Place the boxes of a ruled table in rows and columns; those that cross an edge span it."""
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    rows: list[list[_Held]] = [[] for _ in ys[1:]]
    for box, held in zip(boxes, _inside(chars, boxes), strict=True):
        rows[min(_at(ys, box[1]), len(rows) - 1)].append((_at(xs, box[0]), _at(ys, box[3]), held, box))
    out: list[tuple[SourceCell, ...]] = []
    filled: frozenset[int] = frozenset()
    for number, row in enumerate(rows):
        row = _crossed(sorted(row, key=lambda cell: cell[0]))
        parted = _parted([held for _, _, held, _ in row]) if all(end == number + 1 for _, end, _, _ in row) else None
        out += [
            tuple(
                SourceCell(join_words(held), max(1, end - number), max(1, _at(xs, box[2]) - column))
                for held, (column, end, _, box) in zip(part, row, strict=True)
            )
            for part in parted or [[held for _, _, held, _ in row]]
        ]
        filled = frozenset(i for i, (_, _, held, box) in enumerate(row) if held and _reaches(held[-1], box[2]))
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return Table(ys[0], ys[-1], left, right, tuple(xs), tuple(out), filled)


def _crossed(row: Sequence[_Held]) -> list[_Held]:
    """Join cells whose one line of words runs over the rule between them, as heads over several columns do."""
    out: list[_Held] = []
    for cell in row:
        _, end, held, box = cell
        before = out[-1] if out else None
        if before and len(held) == len(before[2]) == 1 and end == before[1] and _touch(before[2][0], held[0]):
            joined = Line(before[2][0].text + held[0].text, before[2][0].x0, held[0].x1, held[0].top, held[0].bottom)
            out[-1] = (before[0], end, [joined], (before[3][0], before[3][1], box[2], box[3]))
        else:
            out.append(cell)
    return out


def _touch(left: Line, right: Line) -> bool:
    height = left.bottom - left.top
    return abs(left.middle - right.middle) < height / 4 and right.x0 - left.x1 < height / 8


def _reaches(line: Line, right: float) -> bool:
    """Whether no further character fits into the line before the cell's edge, its margin aside."""
    return right - line.x1 < 2.2 * (line.bottom - line.top)


def _parted(cells: Sequence[Sequence[Line]]) -> list[list[list[Line]]] | None:
    """Part a tall row that holds several rows without rules: every column of numbers has one on each line."""
    numbers = [cell for cell in cells if len(cell) > 1 and all(line.is_number for line in cell)]
    most = max(map(len, numbers), default=0)
    if most < 2 or any(len(cell) != most for cell in numbers):
        return None
    middles = [sum(cell[k].middle for cell in numbers) / len(numbers) for k in range(most)]
    height = numbers[0][0].bottom - numbers[0][0].top
    words = [cell for cell in cells if cell and not all(line.is_number for line in cell)]
    if not words or any(len(cell) < most for cell in words[:1]):
        return None
    tops = [middle - height for middle in middles]
    out: list[list[list[Line]]] = [[[] for _ in cells] for _ in range(most)]
    for i, cell in enumerate(cells):
        for line in cell:
            out[max(0, bisect_right(tops, line.middle) - 1)][i].append(line)
    return out


def _edges(positions: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for x in sorted(positions):
        if not edges or x - edges[-1] > _SLACK:
            edges.append(x)
    return edges


def _at(edges: list[float], x: float) -> int:
    return min(bisect_left(edges, x - _SLACK), len(edges) - 1)


def _inside(chars: list[Char], boxes: Sequence[Box]) -> list[list[Line]]:
    """The lines of each box."""
    held: list[list[Char]] = [[] for _ in boxes]
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    tops = [boxes[i][1] for i in order]
    tallest = max((box[3] - box[1] for box in boxes), default=0.0)
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, _middle(char)
        for k in range(bisect_left(tops, y) - 1, -1, -1):
            box = boxes[order[k]]
            if box[1] < y - tallest - _SLACK:
                break
            if box[0] <= x < box[2] and box[1] <= y < box[3]:
                held[order[k]].append(char)
                break
    return [[line for row in lines_of(inner) for line in [row.whole()]] for inner in held]


def _of_rows(rows: Sequence[Row]) -> Table:
    """The table of rows that stand in columns without rules."""
    columns = rows[0].columns
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    edges = (columns[0][0], *inner, columns[-1][1])
    last = rows[-1]
    reaching = (i for i, end in enumerate(last.ends) if edges[min(i + 1, len(edges) - 1)] - end < _FILLED)
    return Table(
        rows[0].top, rows[-1].bottom, edges[0], edges[-1], edges, tuple(row.cells for row in rows), frozenset(reaching)
    )


def _meet(board: Board, table: Table) -> bool:
    return board.top < table.bottom and table.top < board.bottom


def _of_cards(board: Board) -> Table:
    """A board of cards as a table of a row a card."""
    rows = tuple(tuple(SourceCell(text) for text in card) for card in board.cards)
    step = (board.x1 - board.x0) / len(board.cards[0])
    edges = tuple(board.x0 + step * k for k in range(len(board.cards[0]) + 1))
    return Table(board.top, board.bottom, board.x0, board.x1, edges, rows)
