"""The rows of a Word table: merged cells as spans, deleted rows left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from reportparse.formats.flow import Block, TableCell
from reportparse.formats.word_names import NOT_TEXT, W, is_on, value


def read_rows(
    table: Any, read: Callable[[Any], tuple[Block, ...]], left_out: Counter[str]
) -> tuple[tuple[TableCell, ...], ...]:
    """Return the rows of a table, given what reads a cell."""
    rows: list[list[TableCell]] = []
    open_at: dict[int, tuple[int, int]] = {}
    for row in _inside(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and (properties.find(W + "del") is not None or is_on(properties, "hidden")):
            left_out["deleted rows"] += 1
            continue
        head = properties is not None and bool(is_on(properties, "tblHeader"))
        column = _count(properties, "gridBefore", 0)
        cells = [TableCell(()) for _ in range(column)]
        for cell in _inside(row, W + "tc"):
            shape = cell.find(W + "tcPr")
            span, merged = _count(shape, "gridSpan", 1), _merged(shape)
            if merged == "continue" and column in open_at:
                _extend(rows, *open_at[column], len(rows))
            else:
                gone = shape is not None and shape.find(W + "cellDel") is not None
                open_at.pop(column, None)
                if merged:
                    open_at[column] = (len(rows), len(cells))
                cells.append(TableCell(() if gone else read(cell), 1, span, head))
            column += span
        rows.append(cells)
    return tuple(tuple(row) for row in rows)


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, also those that content controls wrap."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (*NOT_TEXT, W + "tbl", W + "p", W + "tc", W + "tr"):
            yield from _inside(child, tag)


def _merged(shape: Any | None) -> str:
    """``restart`` for the first of cells merged downwards, ``continue`` for the others, empty for a cell on its own."""
    for name in ("vMerge", "vmerge"):
        if shape is not None and shape.find(W + name) is not None:
            return value(shape, name) or "continue"
    return ""


def _extend(rows: list[list[TableCell]], row: int, cell: int, last: int) -> None:
    rows[row][cell] = replace(rows[row][cell], row_span=last - row + 1)


def _count(properties: Any | None, name: str, default: int) -> int:
    text = value(properties, name) or ""
    return min(int(text), 1000) if text.isdecimal() and len(text) < 6 else default
