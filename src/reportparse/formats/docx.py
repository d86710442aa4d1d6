"""The text of a Word file as its reader sees it: what is deleted, struck out or hidden is left out, and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportparse.formats.flow import Block, Table
from reportparse.formats.scripts import Piece, set_scripts
from reportparse.formats.word_names import NOT_TEXT, WRAPPERS, M, W, local, value
from reportparse.formats.word_numbers import Numbering, read_numbering
from reportparse.formats.word_package import Package
from reportparse.formats.word_styles import Look, Styles, own_look, read_styles
from reportparse.formats.word_tables import read_rows

Embedded = Callable[[bytes], "tuple[list[Block], Counter[str]]"]
"""Reads a file that stands within the Word file."""

_MARKS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_GONE = {W + "del": "deleted text", W + "moveFrom": "deleted text"}
_COUNTED = {"blip": "pictures", "imagedata": "pictures", "chart": "charts", "relIds": "diagrams"}
_SYMBOLS = {0xB1: "±", 0xB0: "°", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0x25: "%", 0x2E: ".", 0x6D: "μ"}
_SYMBOLS |= {code: chr(code) for code in range(0x30, 0x3A)}


_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class _Reading:
    """One reading of a file: what it looks up, and what it counts."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Any]
    related: dict[str, tuple[str, str]]
    embedded: Embedded
    left_out: Counter[str] = field(default_factory=Counter)
    fields: list[str] | None = None
    """For each open field, its code as far as it was read, or what its result is; None if fields do not pair."""


@dataclass(slots=True)
class _Beside:
    """What a paragraph refers to and what is anchored in it; it follows the paragraph."""

    boxes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


def read_docx(package: Package, embedded: Embedded) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of a Word file, and what was left out of them, counted by its name.

    Notes and text boxes follow the paragraph that they belong to; numbers that Word counts itself are written out.

    Raises:
        UnreadableError: if a part is damaged.
    """
    root = package.root(package.main)
    if root is None:
        return [], Counter()
    numbering = package.of_kind("numbering") or list(root.iter(W + "lists"))
    styles = package.of_kind("styles") or list(root.iter(W + "styles"))
    reading = _Reading(
        package,
        read_styles(styles[0] if styles else None),
        read_numbering(numbering[0] if numbering else None),
        _notes(package),
        package.related(),
        embedded,
    )
    if _paired(root):
        reading.fields = []
    body = root.find(W + "body")
    blocks = list(_blocks(root if body is None else body, reading))
    _count_parts(package, root, reading.left_out)
    return blocks, reading.left_out


def _paired(root: Any) -> bool:
    kinds = Counter(mark.get(W + "fldCharType") for mark in root.iter(W + "fldChar"))
    return kinds["begin"] == kinds["end"]


def _notes(package: Package) -> dict[tuple[str, str], Any]:
    return {
        (kind, note.get(W + "id") or ""): note
        for kind in ("footnote", "endnote")
        for part in package.of_kind(kind + "s")
        for note in part.iter(W + kind)
    }


def _count_parts(package: Package, root: Any, left_out: Counter[str]) -> None:
    left_out["comments"] += sum(1 for _ in root.iter(W + "commentReference"))
    for kind in ("header", "footer"):
        for part in package.of_kind(kind):
            words = "".join(text.text or "" for text in part.iter(W + "t"))
            left_out[f"page {kind}s"] += bool(_WORD.search(words))


def _blocks(parent: Any, reading: _Reading) -> Iterator[Block]:
    """Yield what stands in a body, a cell, a box or a note; a paragraph whose end was deleted goes on in the next."""
    pending: list[Piece] = []
    beside = _Beside()
    for element in _inside(parent, reading):
        if element.tag == W + "p":
            pending += _pieces(element, _paragraph_look(element, reading), reading, beside)
            if _goes_on(element, reading):
                continue
            yield from _finished(pending, element, reading, beside)
        else:
            if pending:
                yield from _finished(pending, None, reading, beside)
            yield from _other(element, reading)
        pending, beside = [], _Beside()
    if pending:
        yield from _finished(pending, None, reading, beside)


def _inside(parent: Any, reading: _Reading) -> Iterator[Any]:
    """Yield paragraphs, tables and embedded files, whatever wraps them."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl", W + "altChunk"):
            yield child
        elif not _is_left_out(child, reading) and isinstance(child.tag, str):
            yield from _inside(_chosen(child), reading)


def _is_left_out(element: Any, reading: _Reading) -> bool:
    if element.tag in NOT_TEXT:
        return True
    why = _GONE.get(element.tag, "")
    if local(element) == "annotation":
        kind = next((text for name, text in element.attrib.items() if name.endswith("type")), "")
        why = {"Word.Deletion": "deleted text", "Word.Comment": "comments"}.get(kind, "")
    if element.tag == W + "sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        why = "unfilled fields"
    if element.tag == W + "sdt" and any(
        value(part, "docPartGallery") == "Table of Contents" for part in element.iter(W + "docPartObj")
    ):
        why = "contents"
    reading.left_out[why] += bool(why)
    return bool(why)


def _chosen(element: Any) -> Any:
    """Of the ways in which a drawing is given, the first with text; other elements are themselves."""
    if local(element) != "AlternateContent":
        return element
    ways = [child for child in element if isinstance(child.tag, str)]
    with_text = (way for way in ways if any((text.text or "").strip() for text in way.iter(W + "t")))
    return next(with_text, ways[0] if ways else element)


def _other(element: Any, reading: _Reading) -> Iterator[Block]:
    if element.tag == W + "tbl":
        rows = read_rows(element, lambda cell: tuple(_blocks(cell, reading)), reading.left_out)
        if rows:
            yield Table(rows)
        return
    target = next((text for name, text in element.attrib.items() if name.endswith("}id")), "")
    data = reading.package.part(reading.related.get(target, ("", ""))[1])
    blocks, left_out = reading.embedded(data) if data else ([], Counter({"embedded files": 1}))
    reading.left_out.update(left_out)
    yield from blocks


def _goes_on(paragraph: Any, reading: _Reading) -> bool:
    """True if the paragraph's end is deleted or hidden, so that the next one belongs to it."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    if marks is None:
        return False
    gone = any(marks.find(W + name) is not None for name in ("del", "moveFrom"))
    return gone or bool(own_look(marks).hidden)


def _finished(pieces: list[Piece], paragraph: Any | None, reading: _Reading, beside: _Beside) -> Iterator[Block]:
    text, marks = set_scripts(pieces)
    reading.left_out["note marks"] += marks
    number = "" if paragraph is None else _number(paragraph, reading)
    yield number + text.lstrip() if number and text.strip() else text
    for box in beside.boxes:
        yield from _blocks(box, reading)
    for count, note in enumerate(beside.notes, 1):
        lines = [block for block in _blocks(note, reading) if not isinstance(block, str) or block.strip()]
        if lines and isinstance(lines[0], str):
            lines[0] = f"[{count}] " + lines[0].lstrip()
        yield from lines


def _paragraph_look(paragraph: Any, reading: _Reading) -> Look:
    return reading.styles.look(value(paragraph.find(W + "pPr"), "pStyle"))


def _number(paragraph: Any, reading: _Reading) -> str:
    """The number that Word counts for a paragraph; Word 2003 gives it as it is written."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        style, own = None, None
    else:
        style, own = value(properties, "pStyle"), properties.find(W + "numPr")
        if (written := _written_number(properties)) is not None:
            return written
    look = reading.styles.look(style)
    number = value(own, "numId") or look.list_number
    if not number or number == "0":
        return ""
    depth = value(own, "ilvl") or look.depth
    if depth is None and own is None and look.list_style:
        depth = str(reading.numbering.level_of_style(number, look.list_style))
    return reading.numbering.next(number, int(depth) if depth and depth.isdecimal() else 0)


def _written_number(properties: Any) -> str | None:
    hint = properties.find(W + "listPr")
    for child in () if hint is None else hint:
        if local(child) == "t":
            return next((text for name, text in child.attrib.items() if name.endswith("}val")), "")
    return None


def _pieces(element: Any, look: Look, reading: _Reading, beside: _Beside) -> Iterator[Piece]:
    for child in element:
        if not isinstance(child.tag, str) or _is_left_out(child, reading):
            continue
        if child.tag == W + "r":
            yield from _run(child, look, reading, beside)
        elif child.tag in (W + "p", W + "tbl") or child.tag == W + "txbxContent":
            beside.boxes.append(child if child.tag == W + "txbxContent" else element)
            return
        elif child.tag.startswith(M):
            yield from _equation(child)
        elif child.tag in WRAPPERS or local(child) in ("AlternateContent", "annotation", "content"):
            yield from _pieces(_chosen(child), look, reading, beside)
        else:
            yield from _pieces(child, look, reading, beside)


def _run(run: Any, look: Look, reading: _Reading, beside: _Beside) -> Iterator[Piece]:
    properties = run.find(W + "rPr")
    own = own_look(properties).over(reading.styles.look(value(properties, "rStyle"))).over(look)
    text = [Piece(text, own.place or "line") for text in _run_texts(run, reading, beside)]
    gone = "hidden text" if own.hidden else "struck-out text" if own.struck else ""
    if gone and any(piece.text.strip() for piece in text):
        reading.left_out[gone] += 1
    if not gone:
        yield from text


def _run_texts(run: Any, reading: _Reading, beside: _Beside) -> Iterator[str]:
    for child in run:
        if not isinstance(child.tag, str) or child.tag in NOT_TEXT:
            continue
        if child.tag in (W + "fldChar", W + "instrText"):
            _step_field(child, reading)
        elif child.tag in (W + "t", *_MARKS):
            if not _in_code(reading):
                yield _MARKS.get(child.tag) or child.text or ""
        elif child.tag == W + "sym":
            yield _symbol(child, reading)
        elif child.tag == W + "ruby":
            yield "".join(text.text or "" for base in child.iter(W + "rubyBase") for text in base.iter(W + "t"))
        else:
            _anchored(child, reading, beside)


def _symbol(symbol: Any, reading: _Reading) -> str:
    """A character of a symbol font, if it is known what it shows."""
    try:
        code = int(symbol.get(W + "char") or "", 16) & 0xFFF
    except ValueError:
        code = 0
    text = _SYMBOLS.get(code, "") if symbol.get(W + "font") == "Symbol" else ""
    reading.left_out["symbols"] += not text
    return text


def _anchored(element: Any, reading: _Reading, beside: _Beside) -> None:
    """Keep the notes and text boxes that a run refers to or holds, and count its pictures."""
    kind = local(element).removesuffix("Reference")
    if kind in ("footnote", "endnote"):
        note = reading.notes.get((kind, element.get(W + "id") or ""), element)
        if len(note):
            beside.notes.append(note)
        return
    element = _chosen(element)
    for inner in element.iterdescendants():
        name = local(inner)
        if inner.tag == W + "txbxContent" and not _within_other(inner, element):
            beside.boxes.append(inner)
        elif name in _COUNTED:
            reading.left_out[_COUNTED[name]] += 1


def _within_other(box: Any, top: Any) -> bool:
    """True if the box stands in another one, with which it is read, or repeats another for old programs."""
    for outer in box.iterancestors():
        if outer is top:
            return False
        if outer.tag == W + "txbxContent":
            return True
        if local(outer) == "Fallback" and _chosen(outer.getparent()) is not outer:
            return True
    return False


def _step_field(element: Any, reading: _Reading) -> None:
    if reading.fields is None:
        return
    kind = element.get(W + "fldCharType")
    if element.tag == W + "instrText":
        if reading.fields:
            reading.fields[-1] += element.text or ""
    elif kind == "begin":
        reading.fields.append("=")
    elif kind == "end":
        if reading.fields:
            reading.fields.pop()
    elif kind == "separate" and reading.fields:
        contents = reading.fields[-1].strip("= ").startswith("TOC ")
        reading.left_out["contents"] += contents
        reading.fields[-1] = "=contents" if contents else ""


def _in_code(reading: _Reading) -> bool:
    return any(code.startswith("=") for code in reading.fields or ())


def _equation(element: Any) -> Iterator[Piece]:
    """The text of an equation in a line: fractions with a stroke, exponents raised."""
    name = local(element)
    if element.tag == M + "t":
        yield Piece(element.text or "")
    elif name == "f":
        for number, part in enumerate(element.iterchildren(M + "num", M + "den")):
            yield from [Piece("/")] * number
            yield from _equation(part)
    elif name in ("sup", "sub") and local(element.getparent()).startswith("s"):
        text = "".join(piece.text for child in element for piece in _equation(child))
        yield Piece(text, "raised" if name == "sup" else "lowered")
    else:
        for child in element:
            if isinstance(child.tag, str):
                yield from _equation(child)
