"""Lines and tables in reading order, as the readers of marked-up formats give them, and the text that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from reportparse.formats.grid import SourceCell, lay_out, moved
from reportparse.model import Grid

Block: TypeAlias = "str | Table"
"""A line of text, or a table."""

_MOST_SPAN = 1000
_LONG = 40
"""Characters of a line in a cell that is running text."""
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell as a format has it: its lines and, in a layout made of tables, the tables within it."""

    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; a cell stands in the row where it begins."""

    rows: tuple[tuple[TableCell, ...], ...]


def set_out(blocks: Iterable[Block]) -> tuple[str, tuple[Grid, ...]]:
    """Return the text of lines and tables, a line each and tables as ``lay_out`` sets them, and the tables' grids.

    A row that holds a table is a frame: its cells follow each other, and what they hold is read as if no frame were.

    >>> row = tuple(TableCell((text,)) for text in ("生铁", "52"))
    >>> text, grids = set_out(["产量如下", Table((row,)), "完"])
    >>> text, [text[c.start : c.end] for c in grids[0].cells]
    ('产量如下\\n生铁\\n52\\n\\n完\\n', ['生铁', '52'])
    """
    lines: list[str] = []
    grids: list[Grid] = []
    at = 0
    for text, grid in _parts(blocks):
        if grid:
            grids.append(moved(grid, at))
        lines.append(text)
        at += len(text) + 1
    return "\n".join(lines) + "\n", tuple(grids)


def is_statement(line: str) -> bool:
    """True if a line says something of a number.

    >>> is_statement("增长5%"), is_statement("2023"), is_statement("综合")
    (True, False, False)
    """
    return bool(_DIGIT.search(line) and _IDEOGRAPH.search(line))


def left_out(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the warning that names what a reader left out, none where it left out nothing.

    >>> left_out({"pictures": 2, "hidden text": 0, "comments": 1})
    ('left out: comments (1), pictures (2)',)
    """
    found = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()) if count and name)
    return (f"left out: {found}",) if found else ()


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[str, Grid | None]]:
    for block in blocks:
        if isinstance(block, str):
            yield block, None
            continue
        for frame, rows in groupby(block.rows, _is_frame):
            if frame:
                for cell in (cell for row in rows for cell in row):
                    yield from _parts(cell.blocks)
            else:
                yield lay_out(_source(list(rows)))


def _is_frame(row: Sequence[TableCell]) -> bool:
    """True if a cell holds a table or lines of text that would run together as one."""
    return any(_holds_table(cell) or (len(row) > 1 and _holds_text(cell)) for cell in row)


def _holds_table(cell: TableCell) -> bool:
    return any(isinstance(block, Table) for block in cell.blocks)


def _holds_text(cell: TableCell) -> bool:
    return len(lines := _lines(cell)) > 1 and any(len(line) > _LONG for line in lines)


def _lines(cell: TableCell) -> list[str]:
    return [block for block in cell.blocks if isinstance(block, str) and block.strip()]


def _in_cell(cell: TableCell) -> str:
    """The text of a cell: statements are parted by a mark, so that they do not run together as one."""
    lines = _lines(cell)
    if len(lines) < 2 or not all(map(is_statement, lines)):
        return "\n".join(lines)
    return "".join(line if line[-1] in "。；，、：" else line + "；" for line in lines[:-1]) + lines[-1]


def _source(rows: list[tuple[TableCell, ...]]) -> list[list[SourceCell]]:
    return [
        [
            SourceCell(
                _in_cell(cell),
                min(max(1, cell.row_span), len(rows) - number),
                min(max(1, cell.column_span), _MOST_SPAN),
                cell.head,
            )
            for cell in row
        ]
        for number, row in enumerate(rows)
    ]
