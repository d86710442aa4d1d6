"""The text of a docx file: paragraphs and tables in their order, insertions kept, deletions left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from reportparse.formats.grid import row_lines
from reportparse.formats.limits import MAX_UNPACKED, too_large
from reportparse.formats.unreadable import UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_MARKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
# Deleted and moved text is no longer there; a fallback repeats the text box it stands in for.
_LEFT_OUT = {_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _MC + "Fallback"}


def docx_text(data: bytes) -> str:
    """Return the text of a docx file: a paragraph a line, tables as ``row_lines`` sets them.

    Numbers that Word counts itself, footnotes, headers and footers are no part of the text.

    Raises:
        UnreadableError: if the file is damaged, or too large when unpacked.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise too_large("bytes when unpacked", unpacked, MAX_UNPACKED)
    import docx

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except Exception as error:
        line = " ".join(str(error).split())[:200]
        raise UnreadableError("damaged", f"the docx file cannot be opened ({line}); save it again") from error
    return "\n".join(_lines(body))


def _lines(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == _W + "p":
            yield from _paragraph(child)
        elif child.tag == _W + "tbl":
            yield from _rows(child)
        elif child.tag in _WRAPPERS:
            yield from _lines(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    boxes: list[Any] = []
    yield "".join(_pieces(paragraph, boxes))
    for box in boxes:
        yield from _lines(box)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == _W + "txbxContent":
            boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child, boxes)


def _rows(table: Any) -> Iterator[str]:
    for row in _inside(table, _W + "tr"):
        yield from row_lines([list(_lines(cell)) for cell in _inside(row, _W + "tc")])


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, also those that content controls wrap."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
