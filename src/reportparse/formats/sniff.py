"""What a file is, by its first bytes."""

from __future__ import annotations

import io
import re
import zipfile

from reportparse.formats.unreadable import UnreadableError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as docx"),
    (b"{\\rtf", "an RTF file; save it as docx or text"),
    (b"\x89PNG", "a picture; run OCR first"),
    (b"\xff\xd8\xff", "a picture; run OCR first"),
    (b"GIF8", "a picture; run OCR first"),
    (b"II*\0", "a picture; run OCR first"),
    (b"MM\0*", "a picture; run OCR first"),
    (b"Rar!", "an archive; unpack it"),
    (b"7z\xbc\xaf", "an archive; unpack it"),
    (b"\x1f\x8b", "a packed file; unpack it"),
)
# A page or a fragment of one opens with its doctype or an element, after white space, comments and an XML declaration.
# Zero bytes between the characters are those of UTF-16.
_ELEMENTS = (
    rb"!doctype\s+html|html|head|body|meta|title|link|style|script|div|table|section|article|center|font|span|p|br|ul|ol"
    rb"|h[1-6]|a"
)
_HTML = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:" + _ELEMENTS + rb")\b", re.I | re.S)
_HEAD = 4096


def media_type(data: bytes) -> str:
    """Return the media type of a file that can be read.

    Raises:
        UnreadableError: if the file is of a type that holds no text, or none that is read here.

    >>> media_type("地区生产总值增长5%".encode()), media_type(b"<!DOCTYPE html><p>5%</p>")
    ('text/plain', 'text/html')
    """
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip(data)
    for start, what in _REFUSED:
        if data.startswith(start):
            raise UnreadableError("unsupported", f"this is {what}")
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    return "text/html" if _HTML.match(head) else "text/plain"


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return DOCX
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError(
            "damaged", f"the docx or zip file is damaged ({error}); save or download it again"
        ) from error
    raise UnreadableError("unsupported", "this is a zip file but no docx; unpack it or save it as docx")
