"""A page's elements in reading order, as lines and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportparse.formats.flow import Block, Table, TableCell
from reportparse.formats.html_hidden import Hidden, find_hidden
from reportparse.formats.html_tree import body_of, is_silent, parse_page
from reportparse.formats.scripts import Piece, Place, set_scripts

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noscript", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "tr", "ul"),
        *("xmp", "listing", "plaintext"),
    )
)
_KEPT = frozenset(("pre", "textarea", "xmp", "listing", "plaintext"))
_STRUCK = frozenset(("del", "s", "strike"))
_PLACES: dict[str, Place] = {"sup": "raised", "sub": "lowered"}
_ALIGNED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.I)
_NOTE_CLASS = re.compile(
    r"Mso(?:Footnote|Endnote)Reference|sd(?:footnote|endnote)(?:sym|anc)|(?:Footnote|Endnote)_20_(?:Symbol|anchor)"
    r"|\bfootnote-(?:ref|back)\b"
)
_ROWS = frozenset(("tbody", "thead", "tfoot"))
_INDENT = re.compile(r"\n[ \t]*(?=\u3000)")
_CLOSING = "。；！？：”"
_FOLDED = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BETWEEN = re.compile(f"(?<={_WIDE})\n|\n(?={_WIDE})")
_SPACES = re.compile(r"[ \n\xa0]{2,}|\n")


@dataclass(slots=True)
class _Walk:
    """One way through a page: the lines so far, and the line that is being written."""

    gone: frozenset[Any]
    hidden: Hidden
    frames: Mapping[str, str]
    left_out: Counter[str]
    blocks: list[Block] = field(default_factory=list)
    line: list[Piece] = field(default_factory=list)
    kept: int = 0
    """How many elements that keep their line ends are open."""

    def inner(self) -> _Walk:
        return _Walk(self.gone, self.hidden, self.frames, self.left_out)


def walk(body: Any, gone: frozenset[Any], frames: Mapping[str, str]) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of a body without the elements ``gone``, and what else was left out of them."""
    state = _Walk(gone, find_hidden(body), frames, Counter())
    state.kept = _is_text(body)
    _element(body, state, "line")
    _end_line(state)
    return state.blocks, state.left_out


def _is_text(body: Any) -> bool:
    """True for a text with the head of a page before it: no element parts its lines, which end as lines do."""
    if sum(element.tag in _BLOCKS or element.tag == "br" for element in body.iterdescendants()) > 1:
        return False
    lines = [line.strip() for line in "".join(body.itertext()).split("\n") if line.strip()]
    return len(lines) > 1 and sum(line[-1] in _CLOSING for line in lines) * 2 >= len(lines)


def _element(element: Any, state: _Walk, place: Place) -> None:
    tag = element.tag
    if _is_left_out(element, state):
        return
    if tag == "br":
        _end_line(state)
    elif tag == "table":
        _table(element, state)
    elif tag == "dl" and _is_pairs(element):
        _pairs(element, state)
    elif tag in ("iframe", "frame"):
        _frame(element, state)
    elif tag in _BLOCKS:
        _end_line(state)
        state.kept += tag in _KEPT
        _inside(element, state, place)
        _end_line(state)
        state.kept -= tag in _KEPT
    else:
        _inside(element, state, _place(element, state, place))


def _place(element: Any, state: _Walk, place: Place) -> Place:
    if element.tag in _PLACES:
        return _PLACES[element.tag]
    aligned = _ALIGNED.search(element.get("style") or "")
    named = _NOTE_CLASS.search(element.get("class") or "") or state.hidden.is_raised(element)
    if named or (aligned and aligned[1].lower() == "super"):
        return "raised"
    return "lowered" if aligned else place


def _inside(element: Any, state: _Walk, place: Place) -> None:
    _add(element.text, state, place)
    for child in element:
        if isinstance(child.tag, str):
            _element(child, state, place)
        _add(child.tail, state, place)


def _is_left_out(element: Any, state: _Walk) -> bool:
    if element.tag == "img" and element.getparent().tag != "a":
        state.left_out["pictures"] += not state.hidden.is_hidden(element)
    if element.tag == "img" or element in state.gone or is_silent(element):
        return True
    why = "hidden text" if state.hidden.is_hidden(element) else ""
    if element.tag in _STRUCK or state.hidden.is_struck(element):
        why = "struck-out text"
    state.left_out[why] += bool(why) and any(text.strip() for text in element.itertext())
    return bool(why)


def _add(text: str | None, state: _Walk, place: Place) -> None:
    if not text:
        return
    first, *more = text.split("\n") if state.kept else _INDENT.split(text)
    state.line.append(Piece(first, place))
    for line in more:
        _end_line(state)
        state.line.append(Piece(line, place))


def _end_line(state: _Walk) -> None:
    if not state.line:
        return
    text, marks = set_scripts(_folded(state.line))
    state.left_out["note marks"] += marks
    state.line = []
    if text.strip():
        state.blocks.append(text.strip())


def _folded(pieces: list[Piece]) -> Iterator[Piece]:
    """Line ends of the source are spaces, and nothing beside an ideograph; several spaces are one."""
    whole = "".join(piece.text for piece in pieces)
    if "\n" not in whole and "  " not in whole:
        yield from pieces
        return
    for piece in pieces:
        text = _FOLDED.sub(lambda run: "\n" if "\n" in run[0] else " ", piece.text)
        text = _BETWEEN.sub("", text)
        yield Piece(_SPACES.sub(" ", text), piece.place)


def _frame(frame: Any, state: _Walk) -> None:
    """A page within the page is read where it is given; what another file holds is missing."""
    _end_line(state)
    address = frame.get("src") or ""
    source = frame.get("srcdoc") or state.frames.get(address)
    if source:
        others = {name: page for name, page in state.frames.items() if name != address}
        blocks, left_out = walk(body_of(parse_page(source)), frozenset(), others)
        state.blocks += blocks
        state.left_out.update(left_out)
    elif address and not address.startswith("about:"):
        state.left_out["frames"] += 1


def _table(table: Any, state: _Walk) -> None:
    _end_line(state)
    rows: list[tuple[TableCell, ...]] = []
    for caption in table.iterchildren("caption"):
        _element(caption, state, "line")
    _read_rows(table, state, rows, False)
    if rows:
        state.blocks.append(Table(tuple(rows)))


def _read_rows(parent: Any, state: _Walk, rows: list[tuple[TableCell, ...]], head: bool) -> None:
    """Read the rows of a table; what stands between them is a row of its own."""
    for child in parent:
        if not isinstance(child.tag, str) or child.tag == "caption" or _is_left_out(child, state):
            continue
        if child.tag == "tr":
            if cells := _cells(child, state, head):
                rows.append(cells)
        elif child.tag in _ROWS or (
            next(child.iter("tr"), None) is not None and child.tag not in ("td", "th", "table")
        ):
            _read_rows(child, state, rows, child.tag == "thead")
        elif blocks := _blocks_in(child, state):
            rows.append((TableCell(blocks),))


def _cells(row: Any, state: _Walk, head: bool) -> tuple[TableCell, ...]:
    cells = []
    for cell in row:
        if not isinstance(cell.tag, str) or _is_left_out(cell, state):
            continue
        blocks = _blocks_in(cell, state)
        if cell.tag in ("td", "th") or blocks:
            spans = (_span(cell, "rowspan"), _span(cell, "colspan"))
            cells.append(TableCell(blocks, *spans, head or cell.tag == "th"))
    return tuple(cells)


def _blocks_in(element: Any, state: _Walk) -> tuple[Block, ...]:
    inner = state.inner()
    if element.tag in ("td", "th"):
        _inside(element, inner, "line")
    else:
        _element(element, inner, "line")
    _end_line(inner)
    return tuple(inner.blocks)


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return min(int(text), 1000) if text.isascii() and text.isdigit() and 0 < len(text) < 5 else 1


def _is_pairs(element: Any) -> bool:
    """True for a list of terms whose values are short: a table in all but name."""
    values = ["".join(value.itertext()) for value in element.iter("dd")]
    return bool(values) and all(len(text.strip()) < 30 and "。" not in text for text in values)


def _pairs(element: Any, state: _Walk) -> None:
    _end_line(state)
    rows: list[list[TableCell]] = []
    for part in element.iter("dt", "dd"):
        if _is_left_out(part, state):
            continue
        if part.tag == "dt" or not rows:
            rows.append([])
        rows[-1].append(TableCell(_blocks_in(part, state), head=part.tag == "dt"))
    state.blocks.append(Table(tuple(map(tuple, rows))))
