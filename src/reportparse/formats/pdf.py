"""The text of a PDF: fake-bold characters once, columns one after the other, the rows of tables apart."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from reportparse.formats.limits import MAX_PAGES, too_large
from reportparse.formats.pdf_grids import assemble
from reportparse.formats.pdf_tables import Table, find_tables
from reportparse.formats.unreadable import UnreadableError
from reportparse.model import Grid

Char: TypeAlias = dict[str, Any]
"""A character of pdfplumber, with ``x0``, ``x1``, ``top``, ``bottom`` and ``text``."""

_COLUMN_LINES = 6
"""Lines that two columns must have side by side; fewer may be a table or a letterhead."""
_COLUMN_FILL = 0.6
"""How much of its column's width an average line of running text fills; the cells of a table fill less."""


_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""What stands for a character of a font that does not say which one it is."""
_MOST_UNMAPPED = 0.02
_MOST_TURNED = 0.1
"""A page with a greater share of turned text is laid out so."""
_GAP = 1.2
"""Heights of a character that part two columns."""


def pdf_text(data: bytes) -> tuple[str, tuple[str, ...], tuple[Grid, ...]]:
    """Return the text of a PDF, page after page, warnings, and its tables.

    Raises:
        UnreadableError: if the PDF is damaged, encrypted, too long, or holds pictures of pages only.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise too_large("pages", len(pdf.pages), MAX_PAGES)
            pages = []
            for page in pdf.pages:
                pages.append(_page(page))
                page.close()
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableError("damaged", _reason(error)) from error
    found = assemble(pages)
    texts = [found.text[start[0] : end] if start else "" for start, end in zip(found.starts, found.ends, strict=True)]
    if sum(len(_UNMAPPED.findall(page)) for page in texts) > _MOST_UNMAPPED * sum(map(len, texts)):
        raise UnreadableError(
            "no_text_layer", "the PDF's fonts do not say which characters they show; run OCR on it first"
        )
    empty = sum(not page.strip() for page in texts)
    if empty == len(texts):
        raise UnreadableError("no_text_layer", "the PDF holds pictures of pages and no text; run OCR on it first")
    warnings = (f"{empty} of {len(texts)} pages hold no text; they may need OCR",) * bool(empty)
    return found.text, warnings, found.grids


def _reason(error: Exception) -> str:
    name = type(error.__context__ or error).__name__ + type(error).__name__ + str(error)
    if "Password" in name:
        return "the PDF is encrypted; save it without a password"
    line = " ".join(str(error).split())[:200] or type(error).__name__
    return f"the PDF cannot be opened ({line}); download or save it again"


def _page(page: Any) -> list[str | Table]:
    page = _upright(page.dedupe_chars())
    return [part for part in _texts(page.chars, find_tables(page)) if part]


def _upright(page: Any) -> Any:
    """Leave out turned text, such as watermarks, which would mix with the lines that it crosses."""
    turned = sum(not char["upright"] for char in page.chars)
    if not 0 < turned < _MOST_TURNED * len(page.chars):
        return page
    return page.filter(lambda thing: thing["object_type"] != "char" or thing["upright"])


def _texts(chars: list[Char], tables: list[Table]) -> Iterator[str | Table]:
    """Yield the text above, between and below the tables of a page, and that of each table in its place."""
    for table in tables:
        yield from map(_text, _in_order([c for c in chars if _middle(c) < table.top]))
        yield table
        chars = [c for c in chars if _middle(c) > table.bottom]
    yield from map(_text, _in_order(chars))


def _text(chars: Sequence[Char]) -> str:
    from pdfplumber.utils.text import extract_text

    found: str = extract_text(list(chars))
    return found


def _in_order(chars: list[Char]) -> Iterator[list[Char]]:
    """Yield the characters of a page in parts to be read one after the other."""
    segments = _segments(chars)
    gutter = _gutter(segments)
    if gutter is None:
        yield chars
        return
    across: list[list[Char]] = []
    for band in _bands(segments, gutter):
        left = [s for s in band if s[-1]["x1"] <= gutter]
        right = [s for s in band if s[0]["x0"] >= gutter]
        if len(left) + len(right) == len(band) and _is_prose(left) and _is_prose(right):
            yield _joined(across)
            yield _joined(left)
            yield _joined(right)
            across = []
        else:
            across += band
    yield _joined(across)


def _joined(segments: list[list[Char]]) -> list[Char]:
    return [char for segment in segments for char in segment]


def _segments(chars: list[Char]) -> list[list[Char]]:
    """Lines, parted where a gap is wider than a character."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=_middle):
        if lines and _middle(char) < lines[-1][0]["bottom"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [segment for line in lines for segment in _parted(sorted(line, key=lambda c: c["x0"]))]


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _parted(line: list[Char]) -> Iterator[list[Char]]:
    segment: list[Char] = []
    for char in line:
        if segment and char["x0"] - segment[-1]["x1"] > _GAP * (char["bottom"] - char["top"]):
            yield segment
            segment = []
        if segment or char["text"].strip():
            segment.append(char)
    if segment:
        yield segment


def _gutter(segments: list[list[Char]]) -> float | None:
    """The middle of the widest strip that parts most segments, if one runs between columns of a page."""
    if len(segments) < 2 * _COLUMN_LINES:
        return None
    low, high = min(s[0]["x0"] for s in segments), max(s[-1]["x1"] for s in segments)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = low + (high - low) * step / 100
        crossing = sum(s[0]["x0"] < x < s[-1]["x1"] for s in segments)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    return best[1] if best and best[0] <= len(segments) // 3 else None


def _bands(segments: list[list[Char]], gutter: float) -> Iterator[list[list[Char]]]:
    """Part a page, top to bottom, into runs of segments that cross the gutter and runs that do not."""
    band: list[list[Char]] = []
    crossing = False
    for segment in segments:
        crosses = segment[0]["x0"] < gutter < segment[-1]["x1"]
        if band and crosses != crossing:
            yield band
            band = []
        crossing = crosses
        band.append(segment)
    if band:
        yield band


def _is_prose(segments: list[list[Char]]) -> bool:
    if len(segments) < _COLUMN_LINES:
        return False
    low, high = min(s[0]["x0"] for s in segments), max(s[-1]["x1"] for s in segments)
    widths = [s[-1]["x1"] - s[0]["x0"] for s in segments]
    return bool(sum(widths) / len(widths) >= _COLUMN_FILL * (high - low))
