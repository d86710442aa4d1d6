"""Several files that hold one report, such as the next pages of a web page, as one document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from reportparse.model import Document, Grid, Page

_BETWEEN = "\n"


def join(parts: Sequence[Document]) -> Document:
    """Return one document of several in their order, with the source of the first.

    >>> whole = join([Document("a.html", "增长5%"), Document("b.html", "下降3%", warnings=("a picture is left out",))])
    >>> whole.source, whole.text, whole.warnings
    ('a.html', '增长5%\\n下降3%', ('b.html: a picture is left out',))
    """
    first, *others = parts
    text, warnings, pages, grids = first.text, first.warnings, first.pages, first.grids
    for part in others:
        at = len(text) + len(_BETWEEN)
        text += _BETWEEN + part.text
        warnings += tuple(f"{part.source}: {warning}" for warning in part.warnings)
        pages += tuple(_page(page, at, len(pages)) for page in part.pages)
        grids += tuple(_grid(grid, at) for grid in part.grids)
    digest = hashlib.sha256("".join(part.sha256 for part in parts).encode()).hexdigest() if others else first.sha256
    return replace(first, text=text, sha256=digest, warnings=warnings, pages=pages, grids=grids)


def _page(page: Page, at: int, before: int) -> Page:
    lines = tuple(replace(line, start=line.start + at, end=line.end + at) for line in page.lines)
    return replace(page, number=page.number + before, start=page.start + at, end=page.end + at, lines=lines)


def _grid(grid: Grid, at: int) -> Grid:
    cells = tuple(replace(cell, start=cell.start + at, end=cell.end + at) for cell in grid.cells)
    caption = (grid.caption[0] + at, grid.caption[1] + at) if grid.caption else None
    return replace(grid, start=grid.start + at, end=grid.end + at, cells=cells, caption=caption)
