"""What a file is, by its first bytes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from reportparse.formats.unreadable import UnreadableError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FLAT_OPC = "application/vnd.ms-word.document.flat+xml"
WORD_2003 = "application/vnd.ms-word.2003+xml"
MAIL = "message/rfc822"
ARCHIVE = "application/zip"
ZIP_START = b"PK\x03\x04"

_OLE = b"\xd0\xcf\x11\xe0"
# A compound file names its streams in UTF-16.
_STREAMS = (
    ("EncryptedPackage", "an Office file with a password; open it and save it without one"),
    ("WordDocument", "an old Word or WPS file (.doc, .wps); open it in Word or WPS and save it as docx"),
    ("Workbook", "an old Excel file (.xls); open it and save it as xlsx"),
    ("PowerPoint Document", "old slides (.ppt); save them as PDF"),
    ("__properties_version", "an Outlook mail (.msg); save it as text or HTML"),
)
_REFUSED = (
    (_OLE, "an old Office file; open it in Word or WPS and save it as docx"),
    (b"{\\rtf", "an RTF file; open it in Word or WPS and save it as docx"),
    (b"\x89PNG", "a picture; run OCR first"),
    (b"\xff\xd8\xff", "a picture; run OCR first"),
    (b"GIF8", "a picture; run OCR first"),
    (b"II*\0", "a picture; run OCR first"),
    (b"MM\0*", "a picture; run OCR first"),
    (b"BM", "a picture; run OCR first"),
    (b"AT&TFORM", "a DjVu file; run OCR first or save it as PDF"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\xc8WKS", "an old WPS file; open it in WPS and save it as docx"),
    (b"CAJ", "a CAJ file; open it in its reader and print it as PDF"),
    (b"Rar!", "an archive (RAR); unpack it, each report is a file of its own"),
    (b"7z\xbc\xaf", "an archive (7z); unpack it, each report is a file of its own"),
    (b"\x1f\x8b", "a packed file (gzip); unpack it"),
    (b"BZh91AY&SY", "a packed file (bzip2); unpack it"),
    (b"\xfd7zXZ", "a packed file (xz); unpack it"),
)
# What tells the kinds of zip files apart: a member's name, and for some what the member "mimetype" says.
_MEMBERS = (
    ("OFD.xml", "an OFD file; open it in its reader and save it as PDF"),
    ("ppt/presentation.xml", "slides (pptx); save them as PDF"),
    ("xl/workbook.bin", "a binary Excel file (xlsb); open it and save it as xlsx"),
    ("Index/Document.iwa", "a Pages file; save it as docx"),
    ("META-INF/container.xml", "an EPUB file; save its text as docx or HTML"),
)
_MIMETYPES = (
    ("opendocument.text", "an ODT file; open it in an office program and save it as docx"),
    ("opendocument.spreadsheet", "an ODS file; open it in an office program and save it as xlsx"),
    ("opendocument", "an OpenDocument file; save it as docx or PDF"),
    ("epub", "an EPUB file; save its text as docx or HTML"),
)

# A page or a fragment of one opens with its doctype or an element, after white space, comments and an XML declaration.
_ELEMENTS = (
    rb"!doctype\s+html|html|head|body|meta|title|link|style|script|noscript|base|div|table|thead|tbody|tr|td|th|section"
    rb"|article|main|header|nav|aside|footer|form|fieldset|details|center|font|span|p|br|hr|ul|ol|li|dl|pre|textarea"
    rb"|blockquote|frameset|frame|figure|img|iframe|strong|b|em|h[1-6]|a"
)
_HTML = re.compile(rb"<(?:" + _ELEMENTS + rb")(?=[\s/>])", re.I)
_XML = re.compile(rb"<\?xml\s|<[A-Za-z][\w.-]*:[A-Za-z]|<[A-Za-z][\w.-]*\s[^<>]{0,200}xmlns", re.I)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_HEAD = 4096

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):")
_MAIL_HEADERS = frozenset(
    b"from to subject date mime-version content-type content-transfer-encoding message-id received return-path"
    b" snapshot-content-location content-location x-mailer reply-to cc sender".split()
)
_LEAST_HEADERS = 2


def media_type(data: bytes) -> str:
    """Return the media type of a file that can be read.

    Raises:
        UnreadableError: if the file is of a type that holds no text, or none that is read here.

    >>> media_type("地区生产总值增长5%".encode()), media_type(b"<!DOCTYPE html><p>5%</p>")
    ('text/plain', 'text/html')
    """
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(ZIP_START):
        return _zip(data)
    for start, what in _REFUSED:
        if data.startswith(start) and (len(start) > 3 or b"\0" in data[:64]):
            raise UnreadableError("unsupported", f"this is {_stream(data) or what}")
    # Zero bytes between the characters are those of UTF-16.
    head = data[: 64 * _HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    if _is_mail(head[: 4 * _HEAD]):
        return MAIL
    opening = _opening(head)
    if _HTML.match(opening):
        return "text/html"
    return _xml(opening) if _XML.match(head.lstrip()) else "text/plain"


def _stream(data: bytes) -> str:
    if not data.startswith(_OLE):
        return ""
    return next((what for name, what in _STREAMS if name.encode("utf-16-le") in data), "")


def _opening(head: bytes) -> bytes:
    """The head from its first element on, in one pass over what may stand before it."""
    at = 0
    while at < len(head):
        if head[at : at + 1].isspace():
            at += 1
            continue
        end = next((e for s, e in ((b"<?", b"?>"), (b"<!--", b"-->")) if head.startswith(s, at)), b"")
        closed = head.find(end, at) if end else -1
        if closed < 0:
            break
        at = closed + len(end)
    return head[at : at + _HEAD]


def _xml(opening: bytes) -> str:
    root = _ROOT.match(opening)
    name = root[1].decode("ascii", "replace") if root else ""
    if name == "wordDocument":
        return WORD_2003
    if name == "package" and b"xmlPackage" in opening:
        return FLAT_OPC
    if name == "html":
        return "text/html"
    kinds = {"Workbook": "an Excel 2003 XML file; open it in Excel and save it as xlsx", "document": _MIMETYPES[2][1]}
    what = kinds.get(name, f"an XML file ({name or 'without an element'}); supply its text, a web page or a docx file")
    raise UnreadableError("unsupported", f"this is {what}")


def _is_mail(head: bytes) -> bool:
    """True if the lines up to the first empty one are headers of a mail."""
    known = 0
    for number, line in enumerate(head.lstrip().split(b"\n")):
        if not line.strip():
            break
        match = _HEADER.match(line)
        if not match and line[:1] not in (b" ", b"\t") and not (number == 0 and line.startswith(b"From ")):
            return False
        known += match is not None and match[1].lower() in _MAIL_HEADERS
    return known >= _LEAST_HEADERS


def _zip(data: bytes) -> str:
    found = zip_type(io.BytesIO(data))
    if found != ARCHIVE:
        return found
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = sum(not info.is_dir() for info in archive.infolist())
    what = f"a zip file of {files} files; unpack it into the folder, each report is a file of its own"
    raise UnreadableError("unsupported", f"this is {what}")


def zip_type(file: Path | io.BytesIO) -> str:
    """Return the media type of a zip file: a kind of document that can be read, or an archive of files.

    Raises:
        UnreadableError: if it is damaged, or a kind of document that is not read here.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
            types = archive.read("[Content_Types].xml")[:200_000] if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError) as error:
        raise UnreadableError(
            "damaged", f"the docx or zip file is damaged ({error}); save or download it again"
        ) from error
    if "word/document.xml" in names or (b"wordprocessingml" in types and b"main+xml" in types):
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    what = next((what for word, what in _MIMETYPES if word in kind), None)
    what = what or next((what for name, what in _MEMBERS if name in names), None)
    if what:
        raise UnreadableError("unsupported", f"this is {what}")
    return ARCHIVE
