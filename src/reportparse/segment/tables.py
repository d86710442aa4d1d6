"""Tables that the text itself sets: with bars, tabs or wide gaps, or one cell a line, rows parted by blank lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from reportparse.formats.alignment import columns_of, place
from reportparse.model import Cell, Grid
from reportparse.segment.grids import Placed
from reportparse.segment.lines import Line, columns

_NUMBER = re.compile(r"[-+－—]?\d[\d,，.]*|[-—－/…]+")
_VALUE = re.compile(r"[-+－−]?\d[\d,，.]*\s?(?:[%％‰]|[^\W\d_]{1,5})?|[-—－/…]+|\.{2,3}")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?度?")
_BAR = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"[\s|｜:+=─-╿\-—－]*[|｜+─-╿][\s|｜:+=─-╿\-—－]*")
_WIDE = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*")
CELL_WIDTH = 30
LEAST_CELLS, LEAST_NUMBERS = 8, 4
NUMBER_SHARE = 0.25
"""Share of cells that are bare numbers from which on short lines in a row are a table."""
LEAST_ROWS = 2
"""Rows with a label and numbers that prove columns set by tabs or gaps."""
MOST_COLUMNS = 9
_CAPTION_LINES, _CAPTION_WIDTH = 3, 90

_ROW = re.compile(r"[^\s\d，。；：,;:]\S{0,29}(?: [-+－−]?\d[\d,]*(?:\.\d+)?[%％]?){2,12}")
"""A label and at least two bare numbers, parted by single spaces: how the rows of a printed table come out as text."""

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Loose:
    """A line that is a cell of a table whose rows and columns are not known."""

    line: Line


Item: TypeAlias = Line | Loose | Placed


def find_tables(items: Sequence[Line | Placed], text: str) -> list[Item]:
    """Return the items with the lines of tables as grids.

    Args:
        items: lines, and the grids that the source gave, in order.
        text: the text that their offsets count in.

    >>> from reportparse.segment.lines import read_lines
    >>> text = "产品\\n单位\\n产量\\n\\n生铁\\n万吨\\n31\\n\\n水泥\\n万吨\\n52\\n\\n玻璃\\n万箱\\n7\\n\\n纸\\n万吨\\n8"
    >>> (found,) = find_tables(read_lines(text), text)
    >>> [(c.row, c.column, text[c.start : c.end]) for c in found.grid.cells][3:6]
    [(1, 0, '生铁'), (1, 1, '万吨'), (1, 2, '31')]
    """
    out: list[Item] = []
    for kind, run in _runs(items):
        out += _READERS[kind](run, text) if kind in _READERS else run
    return out


def captioned(items: Sequence[Any], unit: re.Pattern[str], number: re.Pattern[str]) -> list[Item | Any]:
    """Give each grid the lines right over it: its title, and the unit of its numbers, which is no line of the text.

    A grid right after another stands under the same lines.
    """
    out: list[Item | Any] = []
    for item in items:
        if not isinstance(item, Placed):
            out.append(item)
            continue
        lines: list[Line] = []
        for at in range(len(out) - 1, max(-1, len(out) - 1 - _CAPTION_LINES), -1):
            above = out[at]
            line = above.line if isinstance(above, Loose) else above
            if not isinstance(line, Line) or line.width > _CAPTION_WIDTH or line.closed:
                break
            lines.append(line)
            if unit.search(line.text) or number.match(line.text):
                out[at] = Loose(line)
            if not unit.search(line.text):
                break
        caption = (lines[-1].start, lines[0].end) if lines else None
        if not lines and out and isinstance(out[-1], Placed):
            caption = out[-1].grid.caption
        out.append(replace(item, grid=replace(item.grid, caption=caption)))
    return out


def _runs(items: Sequence[Line | Placed]) -> Iterator[tuple[str, list[Line]]]:
    """Runs of lines that may be one table, by how they set their cells; all else one by one."""
    lines = [item for item in items if isinstance(item, Line)]
    stacked = _stacked(lines)
    kinds = [_kind(item, stacked) for item in items]
    for i, (before, kind, after) in enumerate(zip(kinds, kinds[1:], kinds[2:], strict=False), start=1):
        if kind == "short" and before == after and before in ("spaced", "tabs", "row"):
            kinds[i] = before
    for kind, group in itertools.groupby(zip(kinds, items, strict=True), key=lambda pair: pair[0]):
        yield kind, [item for _, item in group]  # type: ignore[misc]


def _kind(item: Line | Placed, stacked: set[int]) -> str:
    if not isinstance(item, Line):
        return ""
    if len(_BAR.findall(item.text)) > 1 or (_RULE.fullmatch(item.text) and len(item.text) > 2):
        return "bars"
    if "\t" in item.text:
        return "tabs"
    if item.start in stacked:
        return "short"
    if _ROW.fullmatch(item.text):
        return "row"
    if _WIDE.search(item.text) and not item.closed:
        return "spaced"
    return "short" if item.width <= CELL_WIDTH and item.gap <= 2 and item.plain and not item.closed else ""


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


def _single(run: list[Line], text: str) -> list[Item]:
    """Rows with single spaces: heads and labels may run over several lines, so their columns are not known."""
    return [Loose(line) for line in run] if len(run) >= LEAST_ROWS else list(run)


def _barred(run: list[Line], text: str) -> list[Item]:
    """Lines with bars; a rule of dashes sets the heads above it apart."""
    rows = [[] if _RULE.fullmatch(line.text) else _parts(line, _BAR) for line in run]
    heads = next((i for i, row in enumerate(rows) if not row), 0)
    widths = {len(row) for row in rows if row}
    framed = all(_BAR.match(line.text) for line in run)
    proven = framed or 0 < heads < len(rows) or (len(widths) == 1 and _labelled(rows, text) >= LEAST_ROWS)
    if not proven or max(widths, default=0) < 2 or sum(map(bool, rows)) < 2:
        return list(run)
    cells = [
        Cell(i, j, start, end, head=i < heads)
        for i, row in enumerate(filter(None, rows))
        for j, (start, end) in enumerate(row)
    ]
    return [_placed(cells, run)]


def _tabbed(run: list[Line], text: str) -> list[Item]:
    """Lines with tabs; a tab that opens a line leaves the first column empty."""
    rows = []
    for line in run:
        begin = text.rfind("\n", 0, line.start) + 1
        lead = text[begin : line.start].count("\t")
        rows.append([(line.start, line.start)] * lead + _parts(line, re.compile("\t")))
    if _labelled(rows, text) < LEAST_ROWS or min(max(map(len, rows)), MOST_COLUMNS * 2) < 2:
        return list(run)
    cells = [Cell(i, j, start, end) for i, row in enumerate(rows) for j, (start, end) in enumerate(row)]
    return [_placed(cells, run)]


def _spaced(run: list[Line], text: str) -> list[Item]:
    """Lines with wide gaps whose parts line up."""
    rows = [[span for span in _parts(line, _WIDE) if span[1] > span[0]] for line in run]
    if _labelled(rows, text) < LEAST_ROWS or any(row and _all_values(row, text) for row in rows):
        return list(run)
    extents = [
        [(line.indent + columns(text[line.start : s]), line.indent + columns(text[line.start : e])) for s, e in row]
        for line, row in zip(run, rows, strict=True)
    ]
    found = columns_of(extents)
    if found is None and len({len(row) for row in rows}) > 1:
        return list(run)
    cells = []
    for i, row in enumerate(rows):
        places = (place(extents[i], found) if found else None) or range(len(row))
        cells += [Cell(i, j, start, end) for j, (start, end) in zip(places, row, strict=True)]
    return [_placed(cells, run)]


def _parts(line: Line, mark: re.Pattern[str]) -> list[Span]:
    """The spans between marks, without white space; what stands outside the first and the last bar is no cell."""
    edges = [(m.start() + line.start, m.end() + line.start) for m in mark.finditer(line.text)]
    starts = [line.start, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), line.end]
    spans = [_stripped(line, start, end) for start, end in zip(starts, ends, strict=True)]
    if mark is _BAR:
        spans = spans[edges[0][0] == line.start :] if edges else spans
        spans = spans[:-1] if edges and edges[-1][1] == line.end and len(spans) > 1 else spans
    return spans


def _stripped(line: Line, start: int, end: int) -> Span:
    part = line.text[start - line.start : end - line.start]
    start += len(part) - len(part.lstrip())
    return start, max(start, start + len(part.strip()))


def _labelled(rows: Sequence[Sequence[Span]], text: str) -> int:
    """How many rows have words first and then a number, and nothing longer than a cell."""
    return sum(
        len(row) > 1
        and not _VALUE.fullmatch(text[slice(*row[0])])
        and any(_is_value(text[slice(*span)]) for span in row[1:])
        for row in rows
    )


def _all_values(row: Sequence[Span], text: str) -> bool:
    return len(row) > 1 and all(_is_value(text[slice(*span)]) for span in row)


def _is_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None


def _listed(run: list[Line], text: str) -> list[Item]:
    """Short lines, one a cell."""
    stacked = _stacked(run)
    out: list[Item] = []
    while _may_be_table(run):
        caption, rows = _rows(run)
        if len(rows) > 2 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            return [*out, *(Loose(line) for line in caption), _grid_of(rows)]
        regular = _periodic(run)
        if regular is None:
            break
        before, rows, run = regular
        out += [*before, _grid_of(rows)]
    enough = _may_be_table(run, LEAST_NUMBERS)
    return out + [Loose(line) if enough or line.start in stacked else line for line in run]


def _may_be_table(run: list[Line], least: int = LEAST_NUMBERS - 1) -> bool:
    numbers = sum(_NUMBER.fullmatch(line.text) is not None for line in run)
    return len(run) >= LEAST_CELLS and numbers >= max(least, NUMBER_SHARE * len(run))


def _grid_of(rows: list[list[Line]]) -> Placed:
    cells = [Cell(i, j, line.start, line.end) for i, row in enumerate(rows) for j, line in enumerate(row)]
    return _placed(cells, [line for row in rows for line in row])


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


def _periodic(run: list[Line]) -> tuple[list[Line], list[list[Line]], list[Line]] | None:
    """What stands before, the rows, and what stands after, where the same order of words and numbers comes back.

    A row of words as long as the rows below it must stand above them: its words are the heads.
    """
    shape = "".join("N" if _is_value(line.text) else "T" for line in run)
    for width in range(2, MOST_COLUMNS):
        for form in (f"T{'T' * words}{'N' * (width - 1 - words)}" for words in range(min(3, width - 1))):
            found = re.search(f"{'T' * width}(?:{form}){{3,}}", shape)
            if found and len(found[0]) >= len(run) // 2:
                body = run[found.start() : found.end()]
                rows = [body[i : i + width] for i in range(0, len(body), width)]
                return run[: found.start()], rows, run[found.end() :]
    return None


def _placed(cells: Sequence[Cell], lines: Sequence[Line]) -> Placed:
    return Placed(Grid(lines[0].start, lines[-1].end, tuple(cells)), tuple(lines))


_READERS: dict[str, Callable[[list[Line], str], list[Item]]] = {
    "bars": _barred,
    "tabs": _tabbed,
    "spaced": _spaced,
    "row": _single,
    "short": _listed,
}
