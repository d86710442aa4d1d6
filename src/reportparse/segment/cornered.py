"""Tables that pages copied as text leave behind one cell a line, or in one line with single spaces between the cells.

A word that names the rows (信息内容, 指标名称) opens such a table; as many heads follow as numbers stand after each
label. Where heads are merged their order says nothing, and only printed forms that the lexicon knows are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.model import Cell, Grid
from reportparse.segment.grids import Placed
from reportparse.segment.lines import Line, columns

_VALUE = re.compile(r"[-+－−]?\d[\d,，.]*\s?(?:[%％‰]|[^\W\d_]{1,3})?|[-—－/]+")
_TOKEN = re.compile(r"\S+")
_BAR = re.compile("[|｜│]+")
"""A line that only parts the cells before and after it."""
_ENDED = re.compile("[。；！？：]$")
_LONGEST = 40
"""Characters of a label."""
_GROUPS = 2
"""Labels over a label."""
_MOST = 24


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form with merged heads."""

    heads: tuple[str, ...]
    places: tuple[tuple[int, int, int, int], ...]
    """For each head its row, column, rows and columns."""
    numbers: int
    """Numbers of a row."""

    @property
    def labelled(self) -> bool:
        """Whether a label stands before the numbers of a row."""
        return all(column for _, column, _, _ in self.places)


@dataclass(frozen=True, slots=True)
class Corners:
    """What opens such tables."""

    words: frozenset[str]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    line: int

    @property
    def is_value(self) -> bool:
        return _VALUE.fullmatch(self.text) is not None


@lru_cache(maxsize=4)
def corners(lexicon: Lexicon) -> Corners:
    """Compile the words that open tables, and the printed forms."""
    table = lexicon.table("table_heads")
    forms = [Form(tuple(row["heads"]), tuple(map(tuple, row["places"])), row["numbers"]) for row in table["form"]]
    opening = {form.heads[0] for form in forms}
    return Corners(frozenset(table["corner"]["words"]) | opening, tuple(forms))


def find_cornered(items: Sequence[Line | Placed], lexicon: Lexicon) -> list[Line | Placed]:
    """Return the items with the lines, or the parts of a line, that make such tables as grids.

    >>> from reportparse.lexicon import default
    >>> from reportparse.segment.lines import read_lines
    >>> (found,) = find_cornered(read_lines("信息内容\\n本年处理决定数量\\n行政许可\\n41"), default())
    >>> [(cell.row, cell.column) for cell in found.grid.cells]
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    known = corners(lexicon)
    out: list[Line | Placed] = []
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Line) or not _opens(item, known):
            out.append(item)
            continue
        lines = [item, *_following(waiting, known)]
        found = _table(lines, known)
        if found is None:
            out.append(item)
            continue
        del waiting[len(waiting) - len(lines) + 1 :]
        before, table, after = found
        out += [*before, table]
        waiting += reversed(after)
    return out


def _following(waiting: Sequence[Line | Placed], known: Corners) -> list[Line]:
    """The lines after a corner that may be cells of its table."""
    lines: list[Line] = []
    for item in reversed(waiting):
        if not isinstance(item, Line) or item.closed or len(item.text) > _LONGEST or _opens(item, known):
            break
        lines.append(item)
    return lines


def _opens(line: Line, known: Corners) -> bool:
    return line.text in known.words or not known.words.isdisjoint(line.text.split())


def _table(lines: Sequence[Line], known: Corners) -> tuple[list[Line], Placed, list[Line]] | None:
    """The table that lines hold, with the lines and the parts of lines before and after it."""
    tokens = [token for i, line in enumerate(lines) for token in _tokens(line, i, known)]
    corner = next(i for i, token in enumerate(tokens) if token.text in known.words)
    first = corner - (corner > 0 and not _ENDED.search(tokens[corner - 1].text))
    cells, used = _cells(tokens[first:], known)
    if not cells:
        return None
    kept, rest = tokens[first : first + used], tokens[first + used :]
    start, end = lines[kept[0].line], lines[kept[-1].line]
    before = [_part(start, start.start, tokens[first - 1].end)] if first else []
    after = [_part(end, rest[0].start, end.end)] if rest and rest[0].line == kept[-1].line else []
    own = [
        _part(line, max(line.start, kept[0].start), min(line.end, kept[-1].end)) for line in lines[: kept[-1].line + 1]
    ]
    placed = Placed(Grid(kept[0].start, kept[-1].end, tuple(cells)), tuple(own))
    return before, placed, [*after, *lines[kept[-1].line + 1 :]]


def _part(line: Line, start: int, end: int) -> Line:
    """The part of a line between two offsets."""
    text = line.text[start - line.start : end - line.start]
    return replace(line, text=text, start=start, end=end, width=columns(text))


def _tokens(line: Line, number: int, known: Corners) -> list[_Token]:
    """The cells of a line: its parts where it holds a number or a corner among them, or else the whole line; no bar."""
    if _BAR.fullmatch(line.text):
        return []
    parts = [_Token(m[0], line.start + m.start(), line.start + m.end(), number) for m in _TOKEN.finditer(line.text)]
    apart = len(parts) > 1 and any(part.is_value or part.text in known.words for part in parts)
    return parts if apart else [_Token(line.text, line.start, line.end, number)]


def _cells(tokens: Sequence[_Token], known: Corners) -> tuple[list[Cell], int]:
    """The cells of the tables that follow one another, and how many tokens they take."""
    cells: list[Cell] = []
    row = used = 0
    while used < len(tokens):
        corner = next((i for i in range(used, len(tokens)) if tokens[i].text in known.words), None)
        titles = tokens[used:corner]
        if corner is None or len(titles) > _GROUPS or any(token.is_value for token in titles):
            break
        found, stop = _one(tokens, corner, row + len(titles), known)
        if not found:
            break
        cells += [Cell(row + i, 0, token.start, token.end) for i, token in enumerate(titles)]
        cells += found
        row, used = max(cell.row for cell in found) + 1, stop
    return cells, used


def _one(tokens: Sequence[_Token], corner: int, row: int, known: Corners) -> tuple[list[Cell], int]:
    """One table from its corner: heads, then rows of a label and as many numbers, with the labels over them."""
    words = tuple(token.text for token in tokens[corner : corner + _MOST])
    form = next((form for form in known.forms if words[: len(form.heads)] == form.heads), None)
    first = next((i for i in range(corner, len(tokens)) if tokens[i].is_value), None)
    if first is None:
        return [], corner
    if form is not None:
        heads = [
            Cell(row + r, c, t.start, t.end, rows, columns, head=True)
            for t, (r, c, rows, columns) in zip(tokens[corner:], form.places, strict=False)
        ]
        width, at = form.numbers, corner + len(form.heads)
        row += 1 + max(r for r, *_ in form.places)
    else:
        width = _run(tokens, first)
        heads = [Cell(row, i, t.start, t.end, head=True) for i, t in enumerate(tokens[corner : corner + width + 1])]
        at, row = corner + width + 1, row + 1
    body, stop = _rows(tokens, at, row, width) if form is None or form.labelled else _row(tokens, at, row, width)
    return ([*heads, *body], stop) if body else ([], corner)


def _rows(tokens: Sequence[_Token], at: int, row: int, width: int) -> tuple[list[Cell], int]:
    """The rows from a token on: labels, of which the last is that of the numbers after it."""
    cells: list[Cell] = []
    while at < len(tokens):
        first = next((i for i in range(at, min(len(tokens), at + _GROUPS + 2)) if tokens[i].is_value), at)
        if first == at or _run(tokens, first) != width:
            break
        labels, values = tokens[at:first], tokens[first : first + width]
        cells += [Cell(row + i, 0, token.start, token.end) for i, token in enumerate(labels)]
        row += len(labels)
        cells += [Cell(row - 1, 1 + i, token.start, token.end) for i, token in enumerate(values)]
        at = first + width
    return cells, at


def _row(tokens: Sequence[_Token], at: int, row: int, width: int) -> tuple[list[Cell], int]:
    """The one row of a form that labels none."""
    if _run(tokens, at) != width:
        return [], at
    return [Cell(row, i, t.start, t.end) for i, t in enumerate(tokens[at : at + width])], at + width


def _run(tokens: Sequence[_Token], at: int) -> int:
    """How many numbers stand in a row."""
    stop = at
    while stop < len(tokens) and tokens[stop].is_value:
        stop += 1
    return stop - at
