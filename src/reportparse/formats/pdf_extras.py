"""What a PDF holds beside its pages: layers, form fields, notes and attachments."""

from __future__ import annotations

import ctypes
import io
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportparse.formats.pdf_page import layer_name

_NAMES = {1: "notes", 3: "free-text notes", 17: "attachments", 20: "form fields"}
_SHOWN = (3, 20)
"""Kinds of annotation whose text is part of the page: free text and form fields."""


def hidden_layers(data: bytes) -> frozenset[str]:
    """Return the names of the layers that are switched off when the PDF is opened."""
    if b"OCProperties" not in data and b"ObjStm" not in data:
        return frozenset()
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        known = resolve1(PDFDocument(PDFParser(io.BytesIO(data))).catalog.get("OCProperties")) or {}
        default = resolve1(known.get("D")) or {}
        off = {ref.objid for ref in resolve1(default.get("OFF")) or ()}
        on = {ref.objid for ref in resolve1(default.get("ON")) or ()}
        groups = {ref.objid: _name(resolve1(ref)) for ref in resolve1(known.get("OCGs")) or ()}
        if str(default.get("BaseState")) == "/'OFF'":
            off |= set(groups) - on
        return frozenset(name for number, name in groups.items() if number in off) - {""}
    except Exception:
        return frozenset()


def _name(group: Any) -> str:
    raw = group.get("Name", b"")
    return layer_name(raw) if isinstance(raw, bytes) else ""


def extras(pdf: Any) -> tuple[str, ...]:
    """Return warnings that name the form fields, notes and attachments of a PDF of pypdfium2."""
    import pypdfium2.raw as pdfium

    names = [pdf.get_attachment(i).get_name() for i in range(max(0, pdf.count_attachments()))]
    found: Counter[str] = Counter()
    for number in range(len(pdf)):
        page = pdf[number]
        for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
            found[_NAMES.get(_kind(page, i), "")] += 1
        page.close()
    out = []
    if names:
        out.append(f"{len(names)} attached files are not read: {', '.join(names)[:120]}")
    read = [f"{found[_NAMES[kind]]} {_NAMES[kind]}" for kind in _SHOWN if found[_NAMES[kind]]]
    if read:
        out.append(f"{' and '.join(read)} are read as text of the page")
    if found["notes"]:
        out.append(f"{found['notes']} notes beside the text are not read")
    return tuple(out)


def _kind(page: Any, i: int) -> int:
    import pypdfium2.raw as pdfium

    annotation = pdfium.FPDFPage_GetAnnot(page, i)
    kind = int(pdfium.FPDFAnnot_GetSubtype(annotation))
    pdfium.FPDFPage_CloseAnnot(annotation)
    return kind


@contextmanager
def seen_notes(pdf: Any, number: int) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Give a page with its form fields and free-text notes drawn into it, and the text of those without picture."""
    import pypdfium2.raw as pdfium

    page = pdf[number]
    notes: tuple[str, ...] = ()
    try:
        count = pdfium.FPDFPage_GetAnnotCount(page)
        if any(_kind(page, i) in _SHOWN for i in range(count)):
            notes = tuple(text for i in range(count) if (text := _unpictured(page, i)))
            if pdfium.FPDFPage_Flatten(page, 0) == pdfium.FLATTEN_SUCCESS:
                page.close()
                page = pdf[number]
        yield page, notes
    finally:
        page.close()


def _unpictured(page: Any, i: int) -> str:
    """The text of a field or note that has no appearance of its own."""
    import pypdfium2.raw as pdfium

    annotation = pdfium.FPDFPage_GetAnnot(page, i)
    try:
        hidden = pdfium.FPDFAnnot_GetFlags(annotation) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
        pictured = pdfium.FPDFAnnot_GetAP(annotation, 0, None, 0) > 2
        if pdfium.FPDFAnnot_GetSubtype(annotation) not in _SHOWN or hidden or pictured:
            return ""
        return " ".join((_string(annotation, b"Contents") or _string(annotation, b"V")).split())
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(annotation: Any, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
