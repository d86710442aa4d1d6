"""PDF → text, pages and tables: what is seen of each page, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportparse.formats.limits import MAX_PAGES, too_large
from reportparse.formats.ocr import is_installed, recognise
from reportparse.formats.pdf_extras import extras, hidden_layers, seen_notes
from reportparse.formats.pdf_furniture import with_furniture
from reportparse.formats.pdf_grids import Assembled, assemble
from reportparse.formats.pdf_layout import Leaf, read_leaf, recognised_leaf
from reportparse.formats.pdf_order import Row
from reportparse.formats.pdf_page import UNMAPPED
from reportparse.formats.pdf_visible import Box
from reportparse.formats.unreadable import UnreadableError
from reportparse.model import Grid, LineBox, Page

_MOST_UNMAPPED = 0.02
_MOST_CELLS = 200
"""Printed lines of a table among which a cell is looked for."""
_LEAST_TEXT = 20
"""Characters of a page's text; a picture of a page with less is a scan, with a page number at most."""
_DIGIT_LOST = re.compile(
    rf"{UNMAPPED}+[.,](?:{UNMAPPED}|\d)|\d[.,]{UNMAPPED}|\d{UNMAPPED}+\d|{UNMAPPED}+[%％‰万亿]|{UNMAPPED}{{2,}}[年月日]"
)
"""Where a glyph without a character must be a digit, by what stands beside it."""
_SCAN = "extract it with --ocr, or run OCR on it first"


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says."""

    text: str
    pages: tuple[Page, ...]
    grids: tuple[Grid, ...]
    warnings: tuple[str, ...]


def read_pdf(data: bytes, ocr: bool = False, on_page: Callable[[int, int], None] | None = None) -> PdfText:
    """Return the text of a PDF, page after page.

    Args:
        data: the bytes of the file.
        ocr: whether pages without text, or whose fonts do not say which characters they show, are read as pictures.
        on_page: called after each page with its number and how many there are.

    Raises:
        UnreadableError: if the PDF is damaged, encrypted, too long, holds pictures of pages only, or does not say which
            digits it shows.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            tell = on_page or (lambda page, of: None)
            leaves, warnings = _leaves(pdf, hidden_layers(data), (lambda page, of: None) if ocr else tell)
            if ocr:
                leaves, recognised = _recognised(pdf, leaves, tell)
                warnings = (*recognised, *warnings)
        finally:
            pdf.close()
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError("damaged", _reason(error)) from error
    _refuse(leaves)
    parts = [_parts(rows) for rows in with_furniture(leaves)]
    found = assemble([[rows[0].table or "\n".join(row.text for row in rows) for rows in page] for page in parts])
    return PdfText(found.text, tuple(_pages(leaves, parts, found)), found.grids, (*_page_warnings(leaves), *warnings))


def _leaves(pdf: Any, layers: frozenset[str], tell: Callable[[int, int], None]) -> tuple[list[Leaf], tuple[str, ...]]:
    if len(pdf) > MAX_PAGES:
        raise too_large("pages", len(pdf), MAX_PAGES)
    warnings = extras(pdf)
    leaves: list[Leaf] = []
    watermarks: set[str] = set()
    for number in range(len(pdf)):
        with seen_notes(pdf, number) as (page, notes):
            leaves.append(read_leaf(page, layers, watermarks, notes))
        tell(number + 1, len(pdf))
    return leaves, warnings


def _recognised(
    pdf: Any, leaves: Sequence[Leaf], tell: Callable[[int, int], None]
) -> tuple[list[Leaf], tuple[str, ...]]:
    """Read the pictures of pages that do not say their text."""
    out = list(leaves)
    read = []
    for number, leaf in enumerate(leaves):
        if _is_scan(leaf) or _is_unmapped("\n".join(leaf.texts)):
            if not is_installed():
                raise UnreadableError("no_ocr", "reading pictures needs more packages: pip install 'reportparse[ocr]'")
            page = pdf[number]
            out[number] = recognised_leaf(recognise(page), leaf)
            page.close()
            read.append(number + 1)
        tell(number + 1, len(leaves))
    return out, (f"{len(read)} of {len(leaves)} pages are read by OCR ({_listed(read)})",) if read else ()


def _reason(error: Exception) -> str:
    if "password" in str(error).lower():
        return "the PDF is encrypted; save it without a password"
    line = " ".join(str(error).split())[:200] or type(error).__name__
    return f"the PDF cannot be opened ({line}); download or save it again"


def _refuse(leaves: Sequence[Leaf]) -> None:
    if all(_is_scan(leaf) for leaf in leaves):
        raise UnreadableError("no_text_layer", f"the PDF holds pictures of pages and no text; {_SCAN}")
    if _is_unmapped("\n".join(line for leaf in leaves for line in leaf.texts)):
        raise UnreadableError("no_text_layer", f"the PDF's fonts do not say which characters they show; {_SCAN}")


def _is_unmapped(text: str) -> bool:
    """Whether digits, or much of a text, have no character.

    >>> _is_unmapped("增长\ufffd.\ufffd%"), _is_unmapped("\ufffd 2023年新增公路12公里" + "。" * 90)
    (True, False)
    """
    return _DIGIT_LOST.search(text) is not None or text.count(UNMAPPED) > _MOST_UNMAPPED * len(text)


def _is_scan(leaf: Leaf) -> bool:
    length = sum(len(line) for line in leaf.texts)
    return not length or (leaf.pictured and length < _LEAST_TEXT)


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """Group the rows of a page: each table by itself, the lines between tables together."""
    out: list[list[Row]] = []
    for row in rows:
        if row.table or not out or out[-1][0].table:
            out.append([])
        out[-1].append(row)
    return out


def _pages(leaves: Sequence[Leaf], parts: Sequence[Sequence[Sequence[Row]]], found: Assembled) -> Iterator[Page]:
    start = 0
    for number, (leaf, page, starts, end) in enumerate(zip(leaves, parts, found.starts, found.ends, strict=True), 1):
        boxes: list[LineBox] = []
        for rows, (at, until) in zip(page, pairwise((*starts, end)), strict=True):
            boxes += _boxes(rows, at, found.text[at:until])
        yield Page(number, start, end, leaf.width, leaf.height, tuple(boxes))
        start = end


def _boxes(rows: Sequence[Row], at: int, text: str) -> Iterator[LineBox]:
    """Yield where each line of a part stands; what of a table is not found in print has the box of the table."""
    cells = [("".join(printed.split()), box, sure) for printed, box, sure in rows[0].cells]
    for i, line in enumerate(text.split("\n")):
        if line:
            row = rows[0] if rows[0].table else rows[i]
            box, sure = _cell_place(line, cells) or (row.box, row.sure)
            x0, top, x1, bottom = (round(x, 1) for x in box)
            yield LineBox(at, at + len(line), x0, top, x1, bottom, sure)
        at += len(line) + 1


def _cell_place(line: str, cells: list[tuple[str, Box, float | None]]) -> tuple[Box, float | None] | None:
    """The place of the first printed line that the cell opens with, which is used up."""
    words = "".join(line.split())
    for i, (printed, box, sure) in enumerate(cells[:_MOST_CELLS]):
        if words.startswith(printed):
            del cells[i]
            return box, sure
    return None


def _page_warnings(leaves: Sequence[Leaf]) -> tuple[str, ...]:
    empty = [number for number, leaf in enumerate(leaves, 1) if _is_scan(leaf)]
    lost = sum(line.count(UNMAPPED) for leaf in leaves for line in leaf.texts)
    out = []
    if empty:
        out.append(f"{len(empty)} of {len(leaves)} pages hold no text ({_listed(empty)}); they may need OCR")
    if lost:
        out.append(f"{lost} glyphs have no character in their font and stand as {UNMAPPED}")
    marks = sum(leaf.marks for leaf in leaves)
    if marks:
        out.append(f"left out: note marks ({marks})")
    for what in dict.fromkeys(what for leaf in leaves for what, _ in leaf.left_out):
        found = [(number, text) for number, leaf in enumerate(leaves, 1) for w, text in leaf.left_out if w == what]
        shown = " ".join(found[0][1].split())[:40]
        out.append(f"{what} on {_listed([n for n, _ in found])} left out: {shown}")
    return tuple(out)


def _listed(numbers: Sequence[int]) -> str:
    """Name pages.

    >>> _listed([3]), _listed([1, 2, 5]), _listed(range(1, 30))
    ('page 3', 'pages 1, 2, 5', 'pages 1, 2, 3, 4, 5, 6 and 23 more')
    """
    shown = ", ".join(map(str, numbers[:6])) + (f" and {len(numbers) - 6} more" if len(numbers) > 6 else "")
    return f"page{'s' * (len(numbers) > 1)} {shown}"
