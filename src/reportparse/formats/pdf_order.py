"""The order in which the lines of a page are read: recursive cuts between columns and between what crosses them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportparse.formats.pdf_lines import Piece
from reportparse.formats.pdf_page import Box
from reportparse.formats.pdf_tables import Table

_LEAST_PROSE = 4
"""Lines beside a shorter column, such as the last one of a story."""
_LEAST_LINES = 3
"""Lines that each of two short columns has, at least."""
_FULL = 0.8
"""How much of its column's width a full line of running text takes up; half of its lines are full."""
_LEAST_WIDTH = 6.0
"""Sizes of type that a column of running text measures at least."""
_ALIGNED = 0.6
"""The share of lines with a line at the same height in the next column, from which on both may be rows of a table."""
_HEADLINE = 1.3
"""Times the common size of type that a headline has."""
_LEAST_BOX = 1.5
"""Lines of type that a box is high, at least."""
_MOST_BOX = 0.85
"""A box that takes up more of the page is its background."""
_NUMERIC = re.compile(r"[\d.,，．%％+\-−—/:：()（）\s]")
_SLACK = 2.0
_LEVEL = 0.4
"""The share of the lower one's height at which two pieces overlap that stand in one row."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is set as one: a piece of a line, or a box or table with its own lines, or a rule without any."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    lines: tuple[Row, ...]
    kind: str = "line"
    """``line``, ``box``, ``table`` or ``rule``."""
    across: bool = False
    """Whether it parts what stands above from what stands below over the whole width, as headlines do."""

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """The text of a piece of a line, else nothing."""
        return self.lines[0].text if self.kind == "line" else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page's text."""

    text: str
    box: Box
    kind: str = "line"
    """``line``, ``table``, or ``gap`` for the empty line around a box."""
    size: float = 0.0
    table: Table | None = None
    """With the first line of a table."""
    furniture: bool = False
    """A running head or page number."""


Items: TypeAlias = Sequence[Item]


def item(piece: Piece) -> Item:
    """Return a piece of a line as an item."""
    row = Row(piece.text, piece.box, "line", piece.size)
    return Item(*piece.box, piece.size, (row,))


def read_items(items: Items, boxes: Sequence[Box] = (), rules: Sequence[Box] = ()) -> list[Row]:
    """Return the lines in reading order.

    Args:
        items: pieces of lines, and tables.
        boxes: filled or framed areas, each read as one.
        rules: lines drawn across, which part stories.

    Two columns, each read to its end before the next, under a headline that crosses both:

    >>> from reportparse.formats.pdf_lines import Piece
    >>> left = [Piece("左栏的文字写满一行" + str(i), 0, 20 + 12 * i, 100, 30 + 12 * i, 10) for i in range(4)]
    >>> right = [Piece("右栏的文字写满一行" + str(i), 120, 20 + 12 * i, 220, 30 + 12 * i, 10) for i in range(4)]
    >>> rows = read_items([item(p) for p in [*right, Piece("横贯两栏的标题", 60, 0, 160, 14, 14), *left]])
    >>> [row.text[:2] + row.text[-1] for row in rows]
    ['横贯题', '左栏0', '左栏1', '左栏2', '左栏3', '右栏0', '右栏1', '右栏2', '右栏3']
    """
    return _read(_across([*_boxed(list(items), boxes), *_ruled(items, rules)]))


def _boxed(items: list[Item], boxes: Sequence[Box]) -> list[Item]:
    """Put what stands in a box into one item, inner boxes first."""
    for box in sorted(set(boxes), key=lambda b: (b[2] - b[0]) * (b[3] - b[1])):
        inside = [i for i in items if _within(i, box)]
        if len(inside) < 2 or len(inside) == len(items) or _torn(items, inside, box):
            continue
        kept = {id(i) for i in inside}
        gap = (Row("", box, "gap"),) * 2
        rows = (*gap, *_read(_across(inside)), *gap)
        items = [i for i in items if id(i) not in kept]
        items.append(Item(*box, max(i.size for i in inside), rows, "box"))
    return items


def _within(item: Item, box: Box) -> bool:
    x0, top, x1, bottom = box
    return x0 - _SLACK <= item.x0 and item.x1 <= x1 + _SLACK and top <= item.middle <= bottom


def _torn(items: Items, inside: Items, box: Box) -> bool:
    """Whether a line runs over the side of the box, or goes on beside it, as in the shaded rows of a table."""
    kept = {id(i) for i in inside}
    x0, top, x1, bottom = box
    over = any(
        id(i) not in kept and top < i.middle < bottom and i.x0 < x1 - _SLACK and i.x1 > x0 + _SLACK for i in items
    )
    return over or bottom - top < _LEAST_BOX * max(i.size for i in inside)


def _ruled(items: Items, rules: Sequence[Box]) -> Iterator[Item]:
    for x0, top, x1, bottom in sorted(set(rules)):
        if not any(i.kind != "line" and i.x0 <= x0 and x1 <= i.x1 and i.top <= top <= i.bottom for i in items):
            yield Item(x0, top, x1, bottom, 0.0, (), "rule")


def _across(items: Items) -> list[Item]:
    """Let a headline over an empty height cross all columns, however short it is."""
    lines = [i for i in items if i.kind == "line"]
    if not lines:
        return list(items)
    common = sorted(i.size for i in lines for _ in i.text)[sum(len(i.text) for i in lines) // 2]
    out: list[Item] = []
    for it in items:
        large = it.kind == "line" and it.size >= _HEADLINE * common
        alone = large and not any(
            o is not it and o.kind != "rule" and o.size < it.size * 0.95 and o.top < it.bottom and it.top < o.bottom
            for o in items
        )
        out.append(Item(it.x0, it.top, it.x1, it.bottom, it.size, it.lines, it.kind, alone))
    return out


def _read(items: Items) -> list[Row]:
    gutter = _gutter(items)
    if gutter is None:
        return list(_rows(items))
    out: list[Row] = []
    rest: list[Item] = []
    for columns, band in _bands(items, gutter):
        if not columns:
            rest += band
            continue
        out += _read(rest)
        rest = []
        out += _read(_left(band, gutter))
        out += _read([i for i in band if i.x0 + i.x1 >= 2 * gutter])
    return out + _read(rest)


def _left(band: Items, gutter: float) -> list[Item]:
    return [i for i in band if i.x0 + i.x1 < 2 * gutter]


def _gutter(items: Items) -> float | None:
    """The x of the strip between columns that parts the most lines, if there is one."""
    if not _side_by_side(items):
        return None
    best: tuple[int, float, float] | None = None
    for low, high in _strips(items):
        x = (low + high) / 2
        parted = sum(len(band) for columns, band in _bands(items, x) if columns)
        if parted and (best is None or (parted, high - low) > best[:2]):
            best = (parted, high - low, x)
    return best[2] if best else None


def _side_by_side(items: Items) -> bool:
    ordered = sorted((i for i in items if i.kind != "rule"), key=lambda i: i.top)
    lowest = -1.0
    for i in ordered:
        if i.top + 1 < lowest:
            return True
        lowest = max(lowest, i.bottom)
    return False


def _strips(items: Items) -> list[tuple[float, float]]:
    """Gaps between an item's end and the next start to its right, each once."""
    starts = sorted(i.x0 for i in items if i.kind != "rule")
    found: dict[int, tuple[float, float]] = {}
    for end in sorted({i.x1 for i in items if i.kind != "rule"}):
        at = bisect_left(starts, end - 0.5)
        if at < len(starts):
            low, high = end, max(starts[at], end)
            key = round((low + high) / 6)
            if key not in found or high - low < found[key][1] - found[key][0]:
                found[key] = (low, high)
    return list(found.values())


def _bands(items: Items, x: float) -> Iterator[tuple[bool, list[Item]]]:
    """Part the items, top to bottom, into bands that are columns at x and bands that are not."""
    band: list[Item] = []
    for it in sorted(items, key=lambda i: (i.middle, i.x0)):
        if it.across or it.x0 < x - 0.5 < x + 0.5 < it.x1:
            if band:
                yield _are_columns(band, x), band
            yield False, [it]
            band = []
        else:
            band.append(it)
    if band:
        yield _are_columns(band, x), band


def _are_columns(band: Items, x: float) -> bool:
    left = [i for i in _left(band, x) if i.kind != "rule"]
    right = [i for i in band if i.x0 + i.x1 >= 2 * x and i.kind != "rule"]
    if not left or not right:
        return False
    if all(i.kind != "line" for i in (*left, *right)):
        return _overlap(left, right) and _share_aligned(left, right) < _ALIGNED
    prose_left, prose_right = _is_prose(left), _is_prose(right)
    few, many = sorted((left, right), key=len)
    long = len(many) >= _LEAST_PROSE
    if long and ((prose_left and prose_right and len(few) > 1) or (_is_prose(many) and _is_short_column(few, many))):
        return True
    if _unit_beside(left, right) or _unit_beside(right, left):
        return prose_left or prose_right
    if len(few) < 2 or not _overlap(left, right):
        return False
    return _are_cards(left, right) or (
        _are_words(left) and _are_words(right) and _share_aligned(left, right) < _ALIGNED
    )


def _is_short_column(few: Items, many: Items) -> bool:
    """Whether the few lines are the end of a story that begins at the height of the column beside it."""
    widest = max(i.x1 - i.x0 for i in few)
    level = min(i.top for i in few) <= min(i.top for i in many) + 2 * max(i.size for i in many)
    return level and widest >= _LEAST_WIDTH * few[0].size and _are_words(few)


def _unit_beside(side: Items, other: Items) -> bool:
    """Whether a box or table stands beside what the other side holds."""
    return any(i.kind != "line" and any(o.top < i.bottom and i.top < o.bottom for o in other) for i in side)


def _overlap(left: Items, right: Items) -> bool:
    return min(i.top for i in left) < max(i.bottom for i in right) and min(i.top for i in right) < max(
        i.bottom for i in left
    )


def _is_prose(items: Items) -> bool:
    """Whether the lines are running text, mostly words and mostly as wide as their column; boxes are taken for it."""
    lines = [i for i in items if i.kind == "line"]
    if not lines:
        return any(i.kind != "line" for i in items)
    if sum(_is_number(i.text) for i in lines) > len(lines) / 3:
        return False
    widths = sorted(i.x1 - i.x0 for i in lines)
    column = widths[len(widths) * 9 // 10]
    full = sum(width >= _FULL * column for width in widths)
    return column >= _LEAST_WIDTH * max(i.size for i in lines) and full >= len(lines) / 2


def _are_words(items: Items) -> bool:
    return not any(_is_number(i.text) for i in items if i.kind == "line")


def _is_number(text: str) -> bool:
    """Whether a piece is a number, perhaps with its unit, rather than words.

    >>> _is_number("1,234.5"), _is_number("98.6亿元"), _is_number("同比增长6.8%")
    (True, True, False)
    """
    return 2 * len(_NUMERIC.findall(text)) > len(text)


def _share_aligned(left: Items, right: Items) -> float:
    few, many = sorted((left, right), key=len)
    heights = sorted(i.middle for i in many)
    found = 0
    for i in few:
        at = bisect_left(heights, i.middle)
        found += any(abs(h - i.middle) < 0.4 * i.size for h in heights[max(0, at - 1) : at + 1])
    return found / len(few)


def _are_cards(left: Items, right: Items) -> bool:
    """Whether both sides hold the same few lines one under the other, words and numbers in turns, as cards do.

    In a table the numbers stand under one another.
    """
    kinds = [[_is_number(i.text) for i in sorted(side, key=lambda i: i.middle)] for side in (left, right)]
    return kinds[0] == kinds[1] and any(kinds[0]) and not all(kinds[0])


def _rows(items: Items) -> Iterator[Row]:
    """Yield the lines from top to bottom, what stands at one height from left to right."""
    row: list[Item] = []
    for it in sorted((i for i in items if i.lines), key=lambda i: (i.middle, i.x0)):
        if row and not _level(row[0], it):
            yield from _row(row)
            row = []
        row.append(it)
    yield from _row(row)


def _level(a: Item, b: Item) -> bool:
    lower = min(a.bottom - a.top, b.bottom - b.top)
    return min(a.bottom, b.bottom) - max(a.top, b.top) >= _LEVEL * lower


def _row(row: list[Item]) -> Iterator[Row]:
    stacks: list[list[Item]] = []
    for it in sorted(row, key=lambda i: (i.x0, i.middle)):
        if stacks and it.x0 < max(i.x1 for i in stacks[-1]) - _SLACK:
            stacks[-1].append(it)
        else:
            stacks.append([it])
    if all(len(stack) == 1 and stack[0].kind == "line" for stack in stacks):
        if stacks:
            yield _joined([stack[0].lines[0] for stack in stacks])
        return
    for stack in stacks:
        for it in sorted(stack, key=lambda i: i.middle):
            yield from it.lines


def _joined(rows: list[Row]) -> Row:
    x0, x1 = min(r.box[0] for r in rows), max(r.box[2] for r in rows)
    top, bottom = min(r.box[1] for r in rows), max(r.box[3] for r in rows)
    return Row(" ".join(r.text for r in rows), (x0, top, x1, bottom), "line", max(r.size for r in rows))
