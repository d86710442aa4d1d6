"""Bytes → text. The type of a file is decided by its content."""

from __future__ import annotations

import hashlib

from reportparse.model import Document
from reportparse.read.text import decode
from reportparse.read.unreadable import UnreadableError

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
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("empty", "the file holds no text; put the report's text into it or remove it")
    text, encoding, warnings = decode(data)
    return Document(source, text, "text/plain", encoding, hashlib.sha256(data).hexdigest(), warnings)
