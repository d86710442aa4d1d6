"""PDF → text, pages and tables: what is seen of each page, in reading order."""

from __future__ import annotations

import pickle
import re
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportparse.formats.limits import MAX_PAGES, too_large
from reportparse.formats.ocr import OCR_PACKAGES, is_installed, recognise
from reportparse.formats.pdf_extras import extras, hidden_layers, seen_notes
from reportparse.formats.pdf_furniture import edges_of, furniture_of, with_furniture
from reportparse.formats.pdf_grids import Part, Placed, assemble, whole_grids
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
            sheaf, warnings = _read(pdf, hidden_layers(data), (lambda page, of: None) if ocr else tell)
            if ocr:
                sheaf, recognised = _recognised(pdf, sheaf, tell)
                warnings = (*recognised, *warnings)
        finally:
            pdf.close()
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError("damaged", _reason(error)) from error
    _refuse(sheaf)
    placed, pages = _placed(sheaf)
    text = "".join(page.text for page in placed)
    return PdfText(text, pages, whole_grids(placed), (*_page_warnings(sheaf), *warnings))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a page while the others are read: its pieces packed, since a report may have 2,000 pages."""

    packed: bytes
    edges: tuple[tuple[str, int], ...]
    """What stands at its upper and lower edge, for the furniture."""
    letters: int
    lost: int
    """Glyphs without a character."""
    digit_lost: bool
    scan: bool
    marks: int
    left_out: tuple[tuple[str, str], ...]

    @property
    def leaf(self) -> Leaf:
        leaf: Leaf = pickle.loads(zlib.decompress(self.packed))
        return leaf

    @property
    def is_unmapped(self) -> bool:
        """Whether digits, or much of its text, have no character."""
        return self.digit_lost or self.lost > _MOST_UNMAPPED * self.letters


def _kept(leaf: Leaf) -> _Kept:
    texts = list(leaf.texts)
    letters = sum(map(len, texts))
    return _Kept(
        packed=zlib.compress(pickle.dumps(leaf, pickle.HIGHEST_PROTOCOL), 1),
        edges=edges_of(leaf),
        letters=letters,
        lost=sum(text.count(UNMAPPED) for text in texts),
        digit_lost=any(_DIGIT_LOST.search(text) for text in texts),
        scan=not letters or (leaf.pictured and letters < _LEAST_TEXT),
        marks=leaf.marks,
        left_out=leaf.left_out,
    )


def _read(pdf: Any, layers: frozenset[str], tell: Callable[[int, int], None]) -> tuple[list[_Kept], tuple[str, ...]]:
    if len(pdf) > MAX_PAGES:
        raise too_large("pages", len(pdf), MAX_PAGES)
    warnings = extras(pdf)
    sheaf: list[_Kept] = []
    watermarks: set[str] = set()
    for number in range(len(pdf)):
        with seen_notes(pdf, number) as (page, notes):
            sheaf.append(_kept(read_leaf(page, layers, watermarks, notes)))
        tell(number + 1, len(pdf))
    return sheaf, warnings


def _recognised(
    pdf: Any, sheaf: Sequence[_Kept], tell: Callable[[int, int], None]
) -> tuple[list[_Kept], tuple[str, ...]]:
    """Read the pictures of pages that do not say their text."""
    out = list(sheaf)
    read = []
    for number, kept in enumerate(sheaf):
        if kept.scan or kept.is_unmapped:
            if not is_installed():
                raise UnreadableError("no_ocr", f"reading pictures needs more packages; {OCR_PACKAGES}")
            page = pdf[number]
            out[number] = _kept(recognised_leaf(*recognise(page), kept.leaf))
            page.close()
            read.append(number + 1)
        tell(number + 1, len(sheaf))
    return out, (f"{len(read)} of {len(sheaf)} pages are read by OCR ({_listed(read)})",) if read else ()


def _placed(sheaf: Sequence[_Kept]) -> tuple[list[Placed], tuple[Page, ...]]:
    """Put all pages in order, of which no more than three are unpacked at a time."""
    waiting: deque[tuple[list[list[Row]], Leaf]] = deque()
    leaves: deque[Leaf] = deque()

    def unpacked() -> Iterator[Leaf]:
        for kept in sheaf:
            leaves.append(kept.leaf)
            yield leaves[-1]

    def parts() -> Iterator[list[Part]]:
        for rows in with_furniture(unpacked(), furniture_of(kept.edges for kept in sheaf)):
            waiting.append((_parts(rows), leaves.popleft()))
            yield [held[0].table or "\n".join(row.text for row in held) for held in waiting[-1][0]]

    placed: list[Placed] = []
    pages: list[Page] = []
    start = 0
    for number, page in enumerate(assemble(parts()), 1):
        rows, leaf = waiting.popleft()
        end = start + len(page.text)
        boxes: list[LineBox] = []
        for held, (at, until) in zip(rows, pairwise((*page.starts, end)), strict=True):
            boxes += _boxes(held, at, page.text[at - start : until - start])
        placed.append(page)
        pages.append(Page(number, start, end, leaf.width, leaf.height, tuple(boxes)))
        start = end
    return placed, tuple(pages)


def _reason(error: Exception) -> str:
    if "password" in str(error).lower():
        return "the PDF is encrypted; save it without a password"
    line = " ".join(str(error).split())[:200] or type(error).__name__
    return f"the PDF cannot be opened ({line}); download or save it again"


def _refuse(sheaf: Sequence[_Kept]) -> None:
    if all(kept.scan for kept in sheaf):
        raise UnreadableError("no_text_layer", f"the PDF holds pictures of pages and no text; {_SCAN}")
    lost, letters = sum(kept.lost for kept in sheaf), sum(kept.letters for kept in sheaf)
    if any(kept.digit_lost for kept in sheaf) or lost > _MOST_UNMAPPED * letters:
        raise UnreadableError("no_text_layer", f"the PDF's fonts do not say which characters they show; {_SCAN}")


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """Group the rows of a page: each table by itself, the lines between tables together."""
    out: list[list[Row]] = []
    for row in rows:
        if row.table or not out or out[-1][0].table:
            out.append([])
        out[-1].append(row)
    return out


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


def _page_warnings(sheaf: Sequence[_Kept]) -> tuple[str, ...]:
    empty = [number for number, kept in enumerate(sheaf, 1) if kept.scan]
    lost = sum(kept.lost for kept in sheaf)
    out = []
    if empty:
        out.append(f"{len(empty)} of {len(sheaf)} pages hold no text ({_listed(empty)}); they may need OCR")
    if lost:
        out.append(f"{lost} glyphs have no character in their font and stand as {UNMAPPED}")
    marks = sum(kept.marks for kept in sheaf)
    if marks:
        out.append(f"left out: note marks ({marks})")
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, kept in enumerate(sheaf, 1):
        for what, text in kept.left_out:
            found[what].setdefault(number, text)
    for what, texts in found.items():
        shown = " ".join(next(iter(texts.values())).split())[:40]
        out.append(f"{what} on {_listed(list(texts))} left out: {shown}")
    return tuple(out)


def _listed(numbers: Sequence[int]) -> str:
    """Name pages.

    >>> _listed([3]), _listed([1, 2, 5]), _listed(range(1, 30))
    ('page 3', 'pages 1, 2, 5', 'pages 1, 2, 3, 4, 5, 6 and 23 more')
    """
    shown = ", ".join(map(str, numbers[:6])) + (f" and {len(numbers) - 6} more" if len(numbers) > 6 else "")
    return f"page{'s' * (len(numbers) > 1)} {shown}"
