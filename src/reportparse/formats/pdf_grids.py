"""The parts of pages in reading order → one text and its grids; a table over a page break is one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from reportparse.formats.grid import joined, lay_out, moved
from reportparse.formats.pdf_tables import Table
from reportparse.lexicon.number_words import TEN, beside
from reportparse.lexicon.numeral_characters import ONES
from reportparse.lexicon.patterns import either
from reportparse.model import Grid

Part: TypeAlias = "str | Table"

_DIGITS = re.compile(r"\d+")
PAGE = "".join(beside("page_words"))
_PAGE_NUMBER = re.compile(rf"[\s—－─–\-{PAGE}/]*\d{{1,4}}[\s—－─–\-{PAGE}/\d]*")
_FURNITURE_LINES = 3
"""Lines of header or footer that may stand between the halves of a table."""
_NUMBER = re.compile(r"[-+－−]?\d[\d,，.]*%?")
_SAYS = re.compile(rf"[:：。；，]|^附?表|^[（(]?[{ONES}{TEN}\d]{{1,3}}[)）、.．]|^注")
"""A line between two tables that is a title, a note or running text, and no header that is printed once."""
_NOTE = re.compile(rf"[\[［【(（]?\d{{1,2}}[\]］】)）]|[①-⑳*＊]|{either(beside('notes'))}")
"""Opens a note at the foot of a page."""
_LABEL_END = "：:。；;"
_OPENS = re.compile(rf"[（(]?[{ONES}{TEN}\d]{{1,3}}[)）、.．]|{either(beside('rows_go_on'))}")


class Placed(NamedTuple):
    """The text of one page among the others."""

    text: str
    """Ends with a line end, as the text of each page does."""
    starts: tuple[int, ...]
    """Where its parts begin in the text of all pages."""
    grids: tuple[Grid, ...]
    """Its tables, at their places in the text of all pages."""
    goes_on: bool
    """Whether its first table goes on with the last one before."""


def assemble(pages: Iterable[Sequence[Part]]) -> Iterator[Placed]:
    r"""Yield each page with its parts set one after the other, a line between them.

    Args:
        pages: for each page its texts and tables in reading order.

    >>> from reportparse.formats.grid import SourceCell
    >>> rows = ((SourceCell("煤"), SourceCell("7")), (SourceCell("铁"), SourceCell("9")))
    >>> table = Table(0, 9, 0, 9, (0, 5, 9), rows)
    >>> [(page.text, page.starts, page.goes_on) for page in assemble([["公报", table], ["2", table]])]
    [('公报\n\n煤\n7\n\n铁\n9\n\n', (0, 3), False), ('2\n\n煤\n7\n\n铁\n9\n\n', (14, 16), True)]
    """
    at = 0
    goes_on = False
    mended: list[Part] | None = None
    for page, after in itertools.pairwise(itertools.chain(pages, (None,))):
        current = list(page or ()) if mended is None else mended
        mended = None if after is None else list(after)
        follows = mended is not None and _continues(page or (), mended)
        if follows and mended is not None:
            _align(current, mended)
            _mend(current, mended)
        placed = _placed([_unless_alone(part, follows) for part in current], at, goes_on)
        yield placed
        at += len(placed.text)
        goes_on = follows


def _unless_alone(part: Part, follows: bool) -> Part:
    """A row that might be a table's head, as text where the table does not go on."""
    if isinstance(part, str) or not part.head_only or follows:
        return part
    return " ".join(cell.text for cell in part.rows[0] if cell.text)


def _placed(page: Sequence[Part], at: int, goes_on: bool) -> Placed:
    texts: list[str] = []
    starts: list[int] = []
    grids: list[Grid] = []
    for part in page:
        text, grid = (part, None) if isinstance(part, str) else _laid(part)
        starts.append(at)
        if grid is not None:
            grids.append(moved(grid, at))
        texts.append(text + "\n")
        at += len(text) + 1
    return Placed("".join(texts), tuple(starts), tuple(grids), goes_on and bool(grids))


def whole_grids(pages: Iterable[Placed]) -> tuple[Grid, ...]:
    """Return the tables of all pages, those over several as one."""
    chains: list[list[Grid]] = []
    for page in pages:
        for n, grid in enumerate(page.grids):
            if n or not page.goes_on or not chains:
                chains.append([])
            chains[-1].append(grid)
    return tuple(map(joined, chains))


def _laid(table: Table) -> tuple[str, Grid | None]:
    """A table's text after an empty line."""
    text, grid = lay_out(table.rows)
    return "\n" + text, grid and moved(grid, 1)


def _continues(above: Sequence[Part], below: Sequence[Part]) -> bool:
    """Whether the last table of a page goes on in the first of the next: nothing but headers and footers between."""
    last, first = _table_at(above, -1), _table_at(below, 0)
    if last is None or first is None or not _same_columns(last, first):
        return False
    below_it = [line for part in above[above.index(last) + 1 :] if isinstance(part, str) for line in _lines(part)]
    tail = [line for line in below_it if not _NOTE.match(line)]
    lead = [line for part in below[: below.index(first)] if isinstance(part, str) for line in _lines(part)]
    if len(tail) > _FURNITURE_LINES or len(lead) > _FURNITURE_LINES:
        return False
    heads, feet = _edge_lines(above, 0), _edge_lines(below, -1)
    odd = [line for line in lead if not _is_furniture(line, heads)]
    odd += [line for line in tail if not _is_furniture(line, feet)]
    return len(odd) <= 1 and not any(_SAYS.search(line) for line in odd)


def _table_at(page: Sequence[Part], index: int) -> Table | None:
    tables = [part for part in page if not isinstance(part, str)]
    return tables[index] if tables else None


def _lines(text: str) -> list[str]:
    return [kept for line in text.split("\n") if (kept := line.strip())]


def _edge_lines(page: Sequence[Part], end: int) -> set[str]:
    """The outermost lines of a page, digits aside."""
    if not page or not isinstance(page[end], str):
        return set()
    lines = _lines(str(page[end]))
    near = lines[:_FURNITURE_LINES] if end == 0 else lines[-_FURNITURE_LINES:]
    return {_DIGITS.sub("0", "".join(line.split())) for line in near}


def _is_furniture(line: str, known: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None or _DIGITS.sub("0", "".join(line.split())) in known


def _same_columns(above: Table, below: Table) -> bool:
    """Whether one table has all the edges of the other: a page may cut some of its columns further."""
    few, many = sorted((above.edges, below.edges), key=len)
    slack = (0.05 if len(few) == len(many) else 0.01) * max(1.0, few[-1] - few[0])
    if abs(few[0] - many[0]) > slack or abs(few[-1] - many[-1]) > slack or len(few) < 3:
        return False
    return all(min(abs(x - y) for y in many) <= slack for x in few)


def _align(above: list[Part], below: list[Part]) -> None:
    """Give both halves of a table the columns of the half that has more."""
    last, first = _table_at(above, -1), _table_at(below, 0)
    if last is None or first is None or len(last.edges) == len(first.edges):
        return
    edges = max(last.edges, first.edges, key=len)
    above[above.index(last)] = _respanned(last, edges)
    below[below.index(first)] = _respanned(first, edges)


def _respanned(table: Table, edges: tuple[float, ...]) -> Table:
    grid = lay_out(table.rows)[1]
    if grid is None or table.edges == edges:
        return table
    near = [min(range(len(edges)), key=lambda k: abs(edges[k] - x)) for x in table.edges]
    cells = iter(grid.cells)
    rows = []
    for row in table.rows:
        spans = [
            near[min(c.column + c.column_span, len(near) - 1)] - near[c.column]
            for _, c in zip(row, cells, strict=False)
        ]
        rows.append(tuple(replace(cell, column_span=max(1, span)) for cell, span in zip(row, spans, strict=True)))
    return replace(table, edges=edges, rows=tuple(rows))


def _mend(above: list[Part], below: list[Part]) -> None:
    """Give the row that a page break cuts its rest, in the page where it begins."""
    last, first = _table_at(above, -1), _table_at(below, 0)
    if last is None or first is None or not _is_cut(last, first):
        return
    rest = first.rows[0]
    row = tuple(replace(cell, text=cell.text + more.text) for cell, more in zip(last.rows[-1], rest, strict=True))
    above[above.index(last)] = replace(last, rows=(*last.rows[:-1], row))
    below[below.index(first)] = replace(first, rows=first.rows[1:])


def _is_cut(last: Table, first: Table) -> bool:
    """Whether a row goes on: the rest holds words only, each under a cell that its words fill to the edge."""
    if len(first.rows) < 2 or len(last.rows[-1]) != len(first.rows[0]):
        return False
    rest = [(i, cell.text) for i, cell in enumerate(first.rows[0]) if cell.text]
    above = last.rows[-1]
    return bool(rest) and all(
        (i in last.filled or _is_open(above[i].text))
        and not _NUMBER.fullmatch(text)
        and not _OPENS.match(text)
        and text[-1] not in _LABEL_END
        for i, text in rest
    )


def _is_open(text: str) -> bool:
    """Whether a bracket waits to be closed."""
    return text.count("（") > text.count("）") or text.count("(") > text.count(")")
