"""Bytes → text. The type of a file is decided by its content, never by its name."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from reportparse.formats.flow import left_out, set_out
from reportparse.formats.sniff import media_type
from reportparse.formats.text import decode
from reportparse.formats.unreadable import UnreadableError
from reportparse.model import Document, Grid, Page

__all__ = ["UnreadableError", "decode", "read"]


def read(what: bytes | str | Path, source: str = "", *, ocr: bool = False) -> Document:
    """Return the text, pages and tables of one file.

    Args:
        what: the file's bytes, or its path.
        source: its path relative to the input root; kept, not looked at. Of a path it is the name, unless given.
        ocr: whether pages of a PDF that hold no text are read as pictures; this needs the extra ``ocr``.

    Raises:
        UnreadableError: if the bytes hold no text that can be read; the message says what to do.
        OSError: if the path cannot be read.

    >>> read("增长5%".encode("gb18030"), "a.txt").text
    '增长5%'
    """
    if isinstance(what, bytes):
        return _read(what, source, ocr)
    path = Path(what)
    return _read(path.read_bytes(), source or path.name, ocr)


def _read(data: bytes, source: str, ocr: bool) -> Document:
    kind, encoding = media_type(data), ""
    warnings: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    pages: tuple[Page, ...] = ()
    if kind == "application/pdf":
        from reportparse.formats.pdf import read_pdf

        found = read_pdf(data, ocr)
        text, warnings, pages, grids = found.text, found.warnings, found.pages, found.grids
    elif kind.endswith(".document"):
        from reportparse.formats.docx import read_docx
        from reportparse.formats.word_package import open_zip

        blocks, left = read_docx(open_zip(data), lambda d: ([], Counter({"embedded files": 1})))
        text, grids = set_out(blocks)
        warnings = left_out(left)
    else:
        text, encoding, warnings = decode(data)
        if kind == "text/html":
            from reportparse.formats.html import html_text

            text = html_text(text)
    if not text.strip():
        raise UnreadableError("empty", "the file holds no text; put the report's text into it or remove it")
    return Document(source, text, kind, encoding, hashlib.sha256(data).hexdigest(), warnings, pages, grids)
