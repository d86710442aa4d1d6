"""Bytes → text. The type of a file is decided by its content, never by its name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportparse.formats.archive import is_archive, only_report
from reportparse.formats.flow import Block, left_out, set_out
from reportparse.formats.sniff import DOCX, FLAT_OPC, MAIL, WORD_2003, XLSX, media_type
from reportparse.formats.text import decode
from reportparse.formats.unreadable import UnreadableError
from reportparse.model import Document

__all__ = ["UnreadableError", "decode", "read", "read_one"]


def read(
    what: bytes | str | Path, source: str = "", *, ocr: bool = False, on_page: Callable[[int, int], None] | None = None
) -> Document:
    """Return the text, pages and tables of one file; of a ZIP, those of the one report that it holds.

    Args:
        what: the file's bytes, or its path.
        source: its path relative to the input root; kept, not looked at. Of a path it is the name, unless given.
        ocr: whether pages of a PDF that hold no text are read as pictures; this needs the extra ``ocr``.
        on_page: called after each page of a PDF with its number and how many there are.

    Raises:
        UnreadableError: if the bytes hold no text that can be read; the message says what to do.
        OSError: if the path cannot be read.

    >>> read("增长5%".encode("gb18030"), "a.txt").text
    '增长5%'
    """
    data = what if isinstance(what, bytes) else Path(what).read_bytes()
    source = source or ("" if isinstance(what, bytes) else Path(what).name)
    if is_archive(data):
        data, source = only_report(data, source)
    return read_one(data, source, ocr, on_page)


def read_one(
    data: bytes, source: str, ocr: bool = False, on_page: Callable[[int, int], None] | None = None
) -> Document:
    """Return what ``read`` does, of any file but a ZIP of others, which is refused.

    Args:
        data: the file's bytes.
        source: its path relative to the input root; kept, not looked at.
        ocr: whether pages of a PDF that hold no text are read as pictures.
        on_page: called after each page of a PDF with its number and how many there are.

    Raises:
        UnreadableError: if the bytes hold no text that can be read.
    """
    kind = media_type(data)
    if kind == "application/pdf":
        from reportparse.formats.pdf import read_pdf

        pdf = read_pdf(data, ocr, on_page)
        found = Document(source, pdf.text, warnings=pdf.warnings, pages=pdf.pages, grids=pdf.grids)
    else:
        try:
            found = _ELSE.get(kind, _plain)(data)
        except RecursionError as error:
            raise UnreadableError("too_large", "its parts lie too deep within each other; save it anew") from error
    if not found.text.strip():
        raise UnreadableError("empty", "the file holds no text; put the report's text into it or remove it")
    return replace(
        found,
        source=source,
        media_type=found.media_type if kind == "text/plain" else kind,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _plain(data: bytes) -> Document:
    from reportparse.formats.plain import read_plain

    return read_plain(data)


def _sheets(data: bytes) -> Document:
    from reportparse.formats.xlsx import read_xlsx

    return _document(*read_xlsx(data))


def _page(data: bytes) -> Document:
    from reportparse.formats.html import read_page

    text, encoding, warnings = decode(data)
    return _document(*read_page(text), encoding, warnings)


def _mail(data: bytes) -> Document:
    from reportparse.formats.mail import read_mail

    return _document(*read_mail(data))


def _word(data: bytes) -> Document:
    return _document(*_word_blocks(data))


def _word_blocks(data: bytes) -> tuple[list[Block], Counter[str]]:
    from reportparse.formats import word_package
    from reportparse.formats.docx import read_docx

    kinds = {FLAT_OPC: word_package.open_flat, WORD_2003: word_package.open_2003}
    return read_docx(kinds.get(media_type(data), word_package.open_zip)(data), _embedded)


def _embedded(data: bytes) -> tuple[list[Block], Counter[str]]:
    """What stands within a Word file as a file of its own; one that cannot be read is named as left out."""
    from reportparse.formats.html import read_page
    from reportparse.formats.mail import read_mail

    try:
        kind = media_type(data)
        if kind in (DOCX, FLAT_OPC, WORD_2003):
            return _word_blocks(data)
        if kind == MAIL:
            return read_mail(data)[:2]
        text = decode(data)[0]
        return read_page(text) if kind == "text/html" else (list(text.splitlines()), Counter())
    except UnreadableError:
        return [], Counter({"embedded files": 1})


def _document(blocks: list[Block], left: Counter[str], encoding: str = "", warnings: tuple[str, ...] = ()) -> Document:
    text, grids = set_out(blocks)
    return Document("", text, encoding=encoding, warnings=warnings + left_out(left), grids=grids)


_ELSE = {"text/html": _page, MAIL: _mail, DOCX: _word, XLSX: _sheets, FLAT_OPC: _word, WORD_2003: _word}
"""What reads a kind of file; all others are text."""
