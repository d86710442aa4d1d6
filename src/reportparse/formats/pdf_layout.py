"""One page of a PDF: what a reader sees of it, each direction of text by itself, tables and boxes apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from reportparse.formats.pdf_lines import pieces, settled
from reportparse.formats.pdf_order import Item, Row, is_number, item, least_sure
from reportparse.formats.pdf_page import Char, Run, Shape, Sheet, back, is_small, read_sheet, upright
from reportparse.formats.pdf_tables import Table, find_tables
from reportparse.formats.pdf_visible import Box

_NEAR = 24
"""Steps of 255 by which a colour must differ from its ground to be seen."""
_PALE = 140
"""Luminance from which on type may be a watermark."""
_MOST_MARKS = 0.3
"""A watermark has a smaller share of the page's characters."""
_CROSSED = 0.2
"""The share of a watermark's characters that cross others, at least."""
_SOME = 60
"""Characters of a watermark that are looked at."""
_RULE = 0.2
"""The share of the page's width from which on a line parts what stands above and below."""
_BOX = (60.0, 14.0)
"""Points that a box measures, at least."""
_MOST_PAGE = 0.85
_MOST_BOXES = 200
_BOX_LINES = 2.0
"""Sizes of type that a box is high around which no line runs on."""
_REACH = 0.3
"""Sizes by which a character reaches up and down from its middle."""
_CLAUSE = re.compile(r"[，。；！？]")
_MOST_CLAUSES = 0.2
"""A table without rules has a smaller share of cells with marks between clauses."""
_FRAME_CELLS = 3
"""Cells of what is no table but frames."""
_MOST_COLUMN = 0.6
"""The share of the page's width up to which rules may be those of a table within a column."""
_LEAST_RULES = 3
_LEAST_CARDS, _CARD_LINES = 3, 6
_CARD_SLACK = 2.0
"""Points by which the heights of cards differ at most, and between cards at least."""
_PROSE = 8.0
"""Sizes from which on a line beside a table is text of another column."""
_INVISIBLE, _CLIP = 3, 7

Seen: TypeAlias = list[tuple[Char, Run]]


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one direction on a page, in a frame in which it reads from left to right."""

    turn: int
    items: tuple[Item, ...]
    boxes: tuple[Box, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    marks: int
    """Note marks that were left out of its lines."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page, before its lines are put in order."""

    width: float
    height: float
    parts: tuple[Part, ...]
    """The direction with the most text first."""
    pictured: bool
    """Whether pictures cover much of it."""
    left_out: tuple[tuple[str, str], ...]
    """What was not read, and its text."""
    marks: int = 0
    """Note marks that were left out of its lines."""
    notes: tuple[str, ...] = ()
    """Text that no page shows, such as values of form fields without a picture."""

    @property
    def texts(self) -> Iterator[str]:
        """The lines, in no promised order."""
        for part in self.parts:
            for it in part.items:
                for row in it.lines:
                    yield row.text
        yield from self.notes


def read_leaf(page: Any, layers: frozenset[str], watermarks: set[str], notes: tuple[str, ...] = ()) -> Leaf:
    """Return what stands on a page of pypdfium2.

    Args:
        layers: names of the layers that are switched off.
        watermarks: text known to be watermarks, to which those of this page are added.
        notes: text of the page that PDFium does not show.
    """
    sheet = read_sheet(page, layers)
    left_out: list[tuple[str, str]] = [
        (what, text)
        for what, text in (("slanted text", sheet.slanted), ("text outside the page", sheet.outside))
        if text.strip()
    ]
    parts: list[Part] = []
    shown: list[Char] = []
    for turn, found in sorted(sheet.chars.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        shapes = [(s, upright(s.box, turn, sheet.width, sheet.height)) for s in sheet.shapes]
        seen, unseen = _seen(found, shapes, sheet)
        seen, printed = _unmarked(seen, watermarks)
        for what, text in (("text that cannot be seen", unseen), ("a watermark", printed)):
            if text.strip():
                left_out.append((what, text))
        upright_back = [_shown(char, turn, sheet) for char, _ in seen]
        if shown and _crosses(upright_back, shown):
            left_out.append(("text across the lines", "".join(char.text for char, _ in seen)))
        elif seen:
            shown += upright_back
            parts.append(_part(turn, seen, shapes, sheet))
    marks = sum(part.marks for part in parts)
    return Leaf(sheet.width, sheet.height, tuple(parts), sheet.pictured, tuple(left_out), marks, notes)


def _seen(found: Seen, shapes: Sequence[tuple[Shape, Box]], sheet: Sheet) -> tuple[Seen, str]:
    """Part the characters that a reader sees from those that only machines do."""
    scan = sheet.pictured
    grounds = [(s, box) for s, box in shapes if s.kind in ("fill", "picture")]
    colors = {(255, 255, 255), *(s.color[:3] for s, _ in grounds if s.kind == "fill")}
    runs = {run.order: run.color for _, run in found}
    doubtful = {order: any(_alike(color, other) for other in colors) for order, color in runs.items()}
    seen: Seen = []
    unseen: list[str] = []
    for char, run in found:
        if run.hidden or is_small(char) or run.color[3] == 0:
            visible = False
        elif run.mode in (_INVISIBLE, _CLIP):
            visible = scan
        else:
            visible = not doubtful[run.order] or run.mode != 0 or not _blends(char, run, grounds)
        if visible:
            seen.append((char, run))
        else:
            unseen.append(char.text)
    return seen, "".join(unseen)


def _alike(color: Sequence[int], other: Sequence[int]) -> bool:
    return all(abs(a - b) < _NEAR for a, b in zip(color[:3], other[:3], strict=True))


def _blends(char: Char, run: Run, grounds: Sequence[tuple[Shape, Box]]) -> bool:
    """Whether the character has the colour of what it stands on."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    ground: Sequence[int] = (255, 255, 255)
    for shape, (x0, top, x1, bottom) in grounds:
        if shape.order < run.order and x0 <= x <= x1 and top <= y <= bottom:
            if shape.kind == "picture":
                return False
            ground = shape.color
    return _alike(run.color, ground)


def _unmarked(seen: Seen, watermarks: set[str]) -> tuple[Seen, str]:
    """Leave out pale or transparent type of one style that crosses other text."""
    styles: dict[tuple[float, tuple[int, ...]], Seen] = defaultdict(list)
    for char, run in seen:
        styles[round(char.size, 1), run.color].append((char, run))
    if len(styles) < 2:
        return seen, ""
    left_out: list[str] = []
    kept: Seen = []
    for (_, color), held in styles.items():
        text = "".join(char.text for char, _ in held)
        pale = color[3] < 255 or _luminance(color) > _PALE
        few = len(held) < _MOST_MARKS * len(seen)
        runs = {run.order for _, run in held}
        others = [char for char, run in seen if run.order not in runs]
        if pale and few and (text in watermarks or _crosses([char for char, _ in held], others)):
            watermarks.add(text)
            left_out.append(text)
        else:
            kept += held
    return kept, " ".join(left_out)


def _luminance(color: Sequence[int]) -> float:
    return 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2]


def _shown(char: Char, turn: int, sheet: Sheet) -> Char:
    x0, top, x1, bottom = back((char.x0, char.top, char.x1, char.bottom), turn, sheet.width, sheet.height)
    return char._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def _crosses(held: Sequence[Char], others: Sequence[Char]) -> bool:
    some = held[:: max(1, len(held) // _SOME)]
    crossing = sum(any(_overlap(char, o) for o in others) for char in some)
    return crossing >= max(1, _CROSSED * len(some))


def _overlap(a: Char, b: Char) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min((a.x1 - a.x0) * (a.bottom - a.top), (b.x1 - b.x0) * (b.bottom - b.top))
    return across > 0 and down > 0 and across * down > 0.2 * smaller


class _RuledPage:
    """What the finder of tables asks of a page."""

    def __init__(self, chars: Sequence[Char], edges: list[dict[str, Any]], bbox: Box):
        self.chars = [_as_dict(char) for char in chars if char.text]
        self.edges = edges
        self.bbox = bbox
        self.ruled: list[Any] = []

    def find_tables(self, settings: dict[str, Any]) -> list[Any]:
        from pdfplumber.table import TableFinder

        self.ruled = TableFinder(self, settings).tables  # type: ignore[arg-type]
        return self.ruled


def _as_dict(char: Char) -> dict[str, Any]:
    """The character as pdfplumber has it: as high as its type is large."""
    middle = (char.top + char.bottom) / 2
    top, bottom = middle - char.size / 2, middle + char.size / 2
    return {
        "text": char.text, "x0": char.x0, "x1": char.x1, "top": top, "bottom": bottom, "doctop": top,
        "width": char.x1 - char.x0, "height": char.size, "size": char.size, "upright": True, "object_type": "char",
    }  # fmt: skip


def _edges(shapes: Iterable[tuple[Shape, Box]]) -> Iterator[dict[str, Any]]:
    for shape, (x0, top, x1, bottom) in shapes:
        if shape.kind == "edge":
            flat = bottom - top <= x1 - x0
            y, x = (top + bottom) / 2, (x0 + x1) / 2
            yield _edge(x0, y, x1, y, "h") if flat else _edge(x, top, x, bottom, "v")
        elif shape.kind in ("fill", "frame"):
            yield _edge(x0, top, x1, top, "h")
            yield _edge(x0, bottom, x1, bottom, "h")
            yield _edge(x0, top, x0, bottom, "v")
            yield _edge(x1, top, x1, bottom, "v")


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def recognised_leaf(chars: list[Char], turn: int, leaf: Leaf) -> Leaf:
    """Return a page whose characters a recogniser has read from its picture, turned by so many degrees."""
    if not chars:
        return leaf
    width, height = (leaf.height, leaf.width) if turn % 180 else (leaf.width, leaf.height)
    tables, rest, _ = _tables(chars, [], (0, 0, width, height))
    part = Part(turn, (*map(item, pieces(rest)), *tables), (), (), (), 0)
    return replace(leaf, parts=(part,), pictured=False)


def _part(turn: int, seen: Seen, shapes: Sequence[tuple[Shape, Box]], sheet: Sheet) -> Part:
    chars, marks = settled(char for char, _ in seen)
    width, height = (sheet.height, sheet.width) if turn % 180 else (sheet.width, sheet.height)
    boxes: list[Box] = [
        box for s, box in shapes if s.kind in ("fill", "frame", "picture") and _is_box(box, width * height)
    ]
    cards, loose = _cards(chars, boxes)
    tables, chars, frames = _tables(loose, list(_edges(shapes)), (0, 0, width, height))
    chars = [*chars, *cards]
    boxes += [box for box in frames if _is_box(box, width * height)]
    rules = [box for s, box in shapes if s.kind == "edge" and box[2] - box[0] > max(_RULE * width, box[3] - box[1])]
    found = [piece for held in _by_box(chars, boxes) for piece in pieces(held)]
    pictures = [box for s, box in shapes if s.kind == "picture" and _is_box(box, width * height)]
    return Part(turn, (*map(item, found), *tables), tuple(boxes), tuple(rules), tuple(pictures), marks)


def _cards(chars: list[Char], boxes: Sequence[Box]) -> tuple[list[Char], list[Char]]:
    """Part the characters in cards from the others: boxes of one height and apart, each of a label and a figure."""
    heights: dict[int, list[Box]] = defaultdict(list)
    for box in sorted(set(boxes))[:_MOST_BOXES]:
        heights[round((box[3] - box[1]) / _CARD_SLACK)].append(box)
    cards: set[int] = set()
    for level in heights.values():
        apart = [b for b in level if not any(b is not o and _touch(b, o) for o in level)]
        held = [[c for c in chars if _within(c, box)] for box in apart] if len(apart) >= _LEAST_CARDS else []
        full = [inside for inside in held if inside]
        if len(full) >= _LEAST_CARDS and all(map(_is_card, full)):
            cards.update(id(c) for inside in full for c in inside)
    return [c for c in chars if id(c) in cards], [c for c in chars if id(c) not in cards]


def _touch(a: Box, b: Box) -> bool:
    return (
        a[0] - _CARD_SLACK < b[2]
        and b[0] - _CARD_SLACK < a[2]
        and a[1] - _CARD_SLACK < b[3]
        and b[1] - _CARD_SLACK < a[3]
    )


def _is_card(chars: list[Char]) -> bool:
    """Whether some lines say what, and others, under or over them, how much."""
    lines = pieces(chars)
    figures = [line for line in lines if any(c.isdigit() for c in line.text)]
    words = [line for line in lines if line not in figures]
    parted = any(a.bottom <= b.top or b.bottom <= a.top for a in figures for b in words)
    return len(lines) <= _CARD_LINES and parted


def _by_box(chars: Sequence[Char], boxes: Sequence[Box]) -> list[list[Char]]:
    """Group the characters by the innermost box that they stand in: no line runs from one box into another."""
    inner = sorted(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))[:_MOST_BOXES]
    groups: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        x, y, reach = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2, _REACH * char.size
        at = next(
            (
                i
                for i, (x0, top, x1, bottom) in enumerate(inner)
                if x0 <= x <= x1 and top <= y - reach and y + reach <= bottom and bottom - top > _BOX_LINES * char.size
            ),
            -1,
        )
        groups[at].append(char)
    return list(groups.values())


def _tables(chars: list[Char], edges: list[dict[str, Any]], bbox: Box) -> tuple[list[Item], list[Char], list[Box]]:
    """Return the tables of a page, the characters outside, and the frames of one cell.

    A ruled table beside a column of running text is looked for in its own column.
    """
    page = _RuledPage(chars, edges, bbox)
    tables, chars = _found(page, chars)
    ruled = [(_box(found.bbox), len(found.cells)) for found in page.ruled]
    areas = [box for box, cells in ruled if cells > _FRAME_CELLS] + _rule_areas(edges, bbox)
    for box in [area for area in areas if _stands_beside(chars, area, areas)]:
        inside = [c for c in chars if _within(c, box)]
        if inside:
            held = [e for e in edges if box[0] - 3 <= e["x0"] and e["x1"] <= box[2] + 3]
            added, rest = _found(_RuledPage(inside, held, box), inside)
            kept = set(map(id, inside)) - set(map(id, rest))
            tables += added
            chars = [c for c in chars if id(c) not in kept]
    return tables, chars, [box for box, cells in ruled if cells == 1]


def _rule_areas(edges: Sequence[dict[str, Any]], bbox: Box) -> list[Box]:
    """Areas of a column between rules of one length, as tables have that are not ruled between their columns."""
    groups: dict[tuple[int, int], list[float]] = defaultdict(list)
    for e in edges:
        if e["orientation"] == "h" and _RULE < (e["x1"] - e["x0"]) / (bbox[2] - bbox[0]) < _MOST_COLUMN:
            groups[round(e["x0"] / 3), round(e["x1"] / 3)].append(e["top"])
    return [
        (3.0 * x0, min(tops), 3.0 * x1, max(tops))
        for (x0, x1), tops in groups.items()
        if len(tops) >= _LEAST_RULES and max(tops) - min(tops) > _BOX[1]
    ]


def _found(page: _RuledPage, chars: list[Char]) -> tuple[list[Item], list[Char]]:
    tables: list[Item] = []
    for table in find_tables(page) if chars else ():
        box = (table.left, table.top, table.right, table.bottom)
        inside = [c for c in chars if _within(c, box)]
        if inside and not _is_running(table, page.edges):
            printed = sorted(pieces(inside), key=lambda p: (p.top, p.x0))
            cells = tuple((piece.text, piece.box, piece.sure) for piece in printed)
            sure = least_sure(piece.sure for piece in printed)
            row = Row(table.text, box, "table", table=table, cells=cells, sure=sure)
            tables.append(Item(*box, max(c.size for c in inside), (row,), "table"))
            kept = set(map(id, inside))
            chars = [c for c in chars if id(c) not in kept]
    return tables, chars


def _is_running(table: Table, edges: Sequence[dict[str, Any]]) -> bool:
    """Whether what lines up without rules are columns of running text."""
    if any(_rules(e, table) for e in edges):
        return False
    texts = [cell.text for row in table.rows for cell in row if cell.text]
    marked = sum(_CLAUSE.search(text) is not None for text in texts)
    return marked > 1 and marked > _MOST_CLAUSES * len(texts)


def _rules(e: dict[str, Any], table: Table) -> bool:
    """Whether an edge is a rule of the table, and not the side of a box beside or behind it."""
    level = e["top"] < table.bottom and table.top < e["bottom"]
    return bool(level and e["orientation"] == "h" and table.left - 3 < e["x1"] and e["x0"] < table.right + 3)


def _within(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _stands_beside(chars: Sequence[Char], box: Box, areas: Sequence[Box]) -> bool:
    """Whether running text or another table stands beside a table, and not rows of one that is ruled in part."""
    level = [c for c in chars if box[1] < (c.top + c.bottom) / 2 < box[3] and not _within(c, box)]
    if not level:
        return False
    beside = pieces(c for c in level if not any(_within(c, area) for area in areas))
    wide = sum(piece.x1 - piece.x0 > _PROSE * piece.size for piece in beside)
    return 2 * wide >= len(beside) and not any(is_number(piece.text) for piece in beside)


def _box(corners: Sequence[float]) -> Box:
    x0, top, x1, bottom = corners
    return x0, top, x1, bottom


def _is_box(box: Box, page: float) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return width >= _BOX[0] and height >= _BOX[1] and width * height < _MOST_PAGE * page


def turned_back(row: Row, turn: int, leaf: Leaf) -> Row:
    """Return the line with its box as the page is shown."""
    cells = tuple((text, back(box, turn, leaf.width, leaf.height), sure) for text, box, sure in row.cells)
    return replace(row, box=back(row.box, turn, leaf.width, leaf.height), cells=cells)
