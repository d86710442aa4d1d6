"""The names of WordprocessingML that several modules ask for."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink"))
NOT_TEXT = frozenset(
    W + name
    for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "delText", "rt")
)
_OFF = frozenset(("0", "false", "off", "none"))


def local(element: Any) -> str:
    """Return an element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(parent: Any | None, name: str) -> str | None:
    """Return the value of a property, None where it is not set."""
    child = None if parent is None else parent.find(W + name)
    found: str | None = None if child is None else child.get(W + "val")
    return found


def is_on(parent: Any, name: str) -> bool | None:
    """Return whether a property is switched on; None where nothing is said of it."""
    child = parent.find(W + name)
    return None if child is None else (child.get(W + "val") or "on") not in _OFF
