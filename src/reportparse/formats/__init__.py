"""Bytes → text. The type of a file is decided by its content, never by its name."""

from __future__ import annotations

import hashlib

from reportparse.formats.sniff import media_type
from reportparse.formats.text import decode
from reportparse.formats.unreadable import UnreadableError
from reportparse.model import Document

__all__ = ["UnreadableError", "decode", "read"]


def read(data: bytes, source: str) -> Document:
    """Return the text of one file.

    Args:
        data: the file's bytes.
        source: its path relative to the input root; kept, not looked at.

    Raises:
        UnreadableError: if the bytes hold no text that can be read; the message says what to do.

    >>> read("增长5%".encode("gb18030"), "a.txt").text
    '增长5%'
    """
    kind, encoding = media_type(data), ""
    warnings: tuple[str, ...] = ()
    if kind == "application/pdf":
        from reportparse.formats.pdf import pdf_text

        text, warnings = pdf_text(data)
    elif kind.endswith(".document"):
        from reportparse.formats.docx import docx_text

        text = docx_text(data)
    else:
        text, encoding, warnings = decode(data)
        if kind == "text/html":
            from reportparse.formats.html import html_text

            text = html_text(text)
    if not text.strip():
        raise UnreadableError("empty", "the file holds no text; put the report's text into it or remove it")
    return Document(source, text, kind, encoding, hashlib.sha256(data).hexdigest(), warnings)
