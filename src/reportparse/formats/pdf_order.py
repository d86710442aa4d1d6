"""The order in which the lines of a page are read: recursive cuts between columns and between what crosses them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeAlias

from reportparse.formats.pdf_lines import Piece
from reportparse.formats.pdf_tables import Table
from reportparse.formats.pdf_visible import Box

_LEAST_PROSE = 4
"""Lines beside a shorter column, such as the last one of a story."""
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
CLOSED = re.compile(r"[。！？；：!?;:]['”’」』）)】]*$")
_CLAUSE = re.compile(r"[，。；！？]")
_LONGEST_SENTENCE = 20
"""Lines in which a sentence ends that a box parts."""
_VERTICAL = 2.5
"""Sizes of type that a vertical line is high, at least."""
_NOTE = re.compile(r"[①-⑳*＊※†]|\[\d{1,3}\]|注\s?[:：\d①-⑳]")
_NOTE_SIZE = 0.9
"""The type of notes at the foot of a page is so much smaller."""
_MOST_BOXES = 400
"""The largest boxes of a page, which are looked at; charts and maps have thousands."""
_LEAST_CARDS = 3
"""Boxes side by side that make a row of cards."""
_CARD_LINES = 3
_FIGURE = re.compile(r"[-+－−]?\d[\d,，.]*\s?(?:[%％‰]|[^\W\d_]{1,6})")
_NUMERIC = re.compile(r"[\d.,，．%％+\-−—/:：()（）\s]")
_LONGEST_UNIT = 6
_SHORT = 5.0
"""Sizes by which a full line may fall short of its column, where a number did not fit."""
_QUOTE, _TALLEST_QUOTE = 1.15, 16.0
"""Times the common size of type that a sentence set off between rules has, and sizes that it is high at most."""
_CAPTION = 1.5
"""Sizes below a picture in which its caption begins."""
_PITCH = 2.2
"""Sizes from one line of running text to the next, at most."""
_SLACK = 2.0
_INSIDE, _OVER = 0.8, 0.2
"""The shares of a line's width over a box from which on it stands in it, and runs over its side."""
_APART = 2.5
"""Sizes of an empty height across which no sentence goes on."""
_OTHER_SIZE = 0.12
"""The share by which the type of a heading differs from that of its text."""
_SENTENCE = 12
"""Characters from which on a line may be one of running text, and not a label of a number."""
_TOUCHING = 0.2
"""Sizes of a gap across which two pieces are one word."""
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
    """Of a table, which is one row here."""
    cells: tuple[tuple[str, Box, float | None], ...] = ()
    """The printed lines of a table, and how sure a recogniser is of each."""
    sure: float | None = None
    """How sure a recogniser is of the line; None where the file itself says what it is."""
    boxed: bool = False
    """Whether it stands in a box."""
    furniture: bool = False
    """A running head or page number."""
    resumes: bool = False
    """Whether it goes on in the sentence of the line before, from which a box parted it."""


Items: TypeAlias = Sequence[Item]


def item(piece: Piece) -> Item:
    """Return a piece of a line as an item."""
    row = Row(piece.text, piece.box, "line", piece.size, sure=piece.sure)
    vertical = piece.bottom - piece.top > _VERTICAL * piece.size
    return Item(*piece.box, piece.size, (row,), "box" if vertical else "line")


def read_items(
    items: Items, boxes: Sequence[Box] = (), rules: Sequence[Box] = (), pictures: Sequence[Box] = ()
) -> list[Row]:
    """Return the lines in reading order.

    Args:
        items: pieces of lines, and tables.
        boxes: filled or framed areas, each read as one.
        rules: lines drawn across, which part stories.
        pictures: photographs and drawings, whose captions part no sentence.

    Two columns, each read to its end before the next, under a headline that crosses both:

    >>> from reportparse.formats.pdf_lines import Piece
    >>> left = [Piece("左栏的文字写满一行" + str(i), 0, 20 + 12 * i, 100, 30 + 12 * i, 10) for i in range(4)]
    >>> right = [Piece("右栏的文字写满一行" + str(i), 120, 20 + 12 * i, 220, 30 + 12 * i, 10) for i in range(4)]
    >>> rows = read_items([item(p) for p in [*right, Piece("横贯两栏的标题", 60, 0, 160, 14, 14), *left]])
    >>> [row.text[:2] + row.text[-1] for row in rows]
    ['横贯题', '左栏0', '左栏1', '左栏2', '左栏3', '右栏0', '右栏1', '右栏2', '右栏3']
    """
    common = _common(items)
    held = _boxed(_boxed(list(items), list(_quotes(items, rules, common)), least=1), boxes)
    rows = _read(_across([*_card_rows(held), *_ruled(items, rules)]))
    return list(_set_off(_afloat(_with_captions(_with_notes(rows, common), pictures, common))))


def _common(items: Items) -> float:
    """The size of type of the middle character; 0 without any."""
    sizes = sorted(row.size for it in items for row in it.lines if row.kind == "line" for _ in row.text)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _quotes(items: Items, rules: Sequence[Box], common: float) -> Iterator[Box]:
    """Yield the areas between two rules of one length that hold larger type than the text around them."""
    for above, below in pairwise(sorted(rules, key=lambda r: (round(r[0] / _SLACK), round(r[2] / _SLACK), r[1]))):
        box = above[0], above[1], above[2], below[3]
        alike = abs(above[0] - below[0]) < _SLACK and abs(above[2] - below[2]) < _SLACK
        if alike and box[3] - box[1] < _TALLEST_QUOTE * common:
            held = [i for i in items if box[1] < i.middle < box[3] and i.x0 < box[2] and box[0] < i.x1]
            if held and all(i.kind == "line" and i.size > _QUOTE * common and _within(i, box) for i in held):
                yield box


def _with_captions(rows: list[Row], pictures: Sequence[Box], common: float) -> list[Row]:
    """Take small type right under a picture for a box."""
    out: list[Row] = []
    for row in rows:
        small = row.kind == "line" and row.size <= _NOTE_SIZE * common and not row.boxed
        above = [p for p in pictures if -row.size < row.box[1] - p[3] < _CAPTION * row.size]
        under = any(p[0] - row.size <= row.box[0] and row.box[2] <= p[2] + row.size for p in above)
        goes_on = bool(out) and out[-1].boxed and out[-1].size == row.size and row.box[1] - out[-1].box[3] < row.size
        out.append(replace(row, boxed=True) if small and (under or (goes_on and bool(pictures))) else row)
    return out


def _with_notes(rows: list[Row], common: float) -> list[Row]:
    """Take notes at the foot of a page or column for boxes, which part no sentence."""
    out: list[Row] = []
    inside = False
    for row in rows:
        small = row.kind == "line" and row.size <= _NOTE_SIZE * common
        inside = small and not row.boxed and (inside or _NOTE.match(row.text) is not None)
        out.append(replace(row, boxed=True) if inside else row)
    return out


def _afloat(rows: list[Row]) -> list[Row]:
    """Move a box that stands within a sentence behind it."""
    out: list[Row] = []
    waiting: list[Row] = []
    left = 0
    for at, row in enumerate(rows):
        if row.boxed:
            if not waiting:
                following = next((r for r in rows[at:] if not r.boxed), None)
                left = _LONGEST_SENTENCE if out and following and _goes_on(out[-1], following) else 0
            waiting.append(row)
            continue
        if waiting and not (left and row.kind == "line"):
            out, waiting = out + waiting, []
        out.append(replace(row, resumes=True) if left == _LONGEST_SENTENCE and waiting else row)
        left -= bool(left)
        if waiting and CLOSED.search(row.text):
            out, waiting = out + waiting, []
    return out + waiting


def _goes_on(a: Row, b: Row) -> bool:
    """Whether the second line may go on in the sentence of the first, which is full and of the same size of type."""
    if not a.kind == b.kind == "line" or len(a.text) < _SENTENCE or CLOSED.search(a.text):
        return False
    alike = abs(a.size - b.size) < _OTHER_SIZE * max(a.size, b.size)
    return alike and a.box[2] - a.box[0] >= _FULL * (b.box[2] - b.box[0])


def _set_off(rows: Iterable[Row]) -> Iterator[Row]:
    """Put an empty line between a heading and its text, which differ in size, and two where a wide gap parts lines."""
    last: Row | None = None
    for row in rows:
        if last is not None and last.kind == row.kind == "line" and not row.resumes:
            gap = Row("", row.box, "gap")
            if _is_apart(last, row):
                yield gap
                yield gap
            elif _is_other(last, row):
                yield gap
        yield row
        last = row


def _is_apart(a: Row, b: Row) -> bool:
    below = b.box[1] - a.box[3] > _APART * max(a.size, b.size)
    return below and a.box[0] < b.box[2] and b.box[0] < a.box[2]


def _is_other(a: Row, b: Row) -> bool:
    small, large = sorted((a, b), key=lambda row: row.size)
    other = large.size - small.size > _OTHER_SIZE * large.size
    return other and len(small.text) >= _SENTENCE and not is_number(large.text)


def _boxed(items: list[Item], boxes: Sequence[Box], least: int = 2) -> list[Item]:
    """Put what stands in a box into one item, inner boxes first; fewer than ``least`` are none."""
    for box in sorted(set(boxes), key=lambda b: (b[2] - b[0]) * (b[3] - b[1]), reverse=True)[:_MOST_BOXES][::-1]:
        inside = [i for i in items if _within(i, box)]
        if len(inside) < least or len(inside) == len(items) or _torn(items, inside, box):
            continue
        kept = {id(i) for i in inside}
        gap = (Row("", box, "gap"),) * 2
        rows = tuple(replace(row, boxed=True) for row in (*gap, *_labelled(_read(_across(inside))), *gap))
        items = [i for i in items if id(i) not in kept]
        items.append(Item(*box, max(i.size for i in inside), rows, "box"))
    return items


def _labelled(rows: list[Row]) -> list[Row]:
    """Put the label of a card before its figure, over which it may stand or under it."""
    words = any(c.isdigit() or _CLAUSE.match(c) for row in rows[1:] for c in row.text)
    if 2 <= len(rows) <= _CARD_LINES and _FIGURE.fullmatch(rows[0].text) and not words:
        return [*rows[1:], rows[0]]
    return rows


def _within(item: Item, box: Box) -> bool:
    return box[1] <= item.middle <= box[3] and _share_over(item, box) >= _INSIDE


def _share_over(item: Item, box: Box) -> float:
    """The share of the item's width that stands over the box."""
    return max(0.0, min(item.x1, box[2]) - max(item.x0, box[0])) / max(item.x1 - item.x0, 0.1)


def _torn(items: Items, inside: Items, box: Box) -> bool:
    """Whether a line runs over the side of the box, or goes on beside it, as in the shaded rows of a table."""
    kept = {id(i) for i in inside}
    top, bottom = box[1], box[3]
    over = any(id(i) not in kept and top < i.middle < bottom and _share_over(i, box) > _OVER for i in items)
    low = bottom - top < _LEAST_BOX * max(i.size for i in inside)
    return over or low or _is_shading([i for i in items if id(i) not in kept], inside)


def _is_shading(outside: Items, inside: Items) -> bool:
    """Whether a box marks some lines of a column, whose lines go on over and under it at the same distance and size."""
    lines = sorted((i for i in inside if i.kind == "line"), key=lambda i: i.middle)
    if len(lines) < len(inside):
        return False
    for edge, side in ((lines[0], -1), (lines[-1], 1)):
        near = [
            o
            for o in outside
            if o.kind == "line"
            and abs(o.size - edge.size) < 0.05 * edge.size
            and 0 < side * (o.middle - edge.middle) < _PITCH * edge.size
            and abs(o.x0 - min(i.x0 for i in lines)) < 2.5 * edge.size
            and o.x1 - o.x0 >= _LEAST_WIDTH * o.size
        ]
        if near and _lines_apart(lines, near[0], edge):
            return True
    return False


def _lines_apart(lines: Items, near: Item, edge: Item) -> bool:
    """Whether the line outside is as far from the box's last as its lines are from each other."""
    steps = [b.middle - a.middle for a, b in pairwise(lines)]
    return not steps or abs(abs(near.middle - edge.middle) - min(steps)) < 0.2 * edge.size


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
        large = it.kind == "line" and it.size >= _HEADLINE * common and not is_number(it.text)
        alone = large and not any(
            o is not it and o.kind != "rule" and o.size < it.size * 0.95 and o.top < it.bottom and it.top < o.bottom
            for o in items
        )
        out.append(replace(it, across=alone or it.across))
    return out


def _card_rows(items: list[Item]) -> list[Item]:
    """Take boxes that stand side by side, with nothing else at their height, for one row of cards."""
    boxes = sorted((i for i in items if i.kind == "box"), key=lambda i: i.middle)
    while boxes:
        first = boxes[0]
        row = [b for b in boxes if _level(first, b)]
        boxes = [b for b in boxes if not _level(first, b)]
        top, bottom = min(b.top for b in row), max(b.bottom for b in row)
        held = {id(b) for b in row}
        if len(row) >= _LEAST_CARDS and not any(
            id(i) not in held and i.kind != "rule" and i.top < bottom - 1 and top + 1 < i.bottom for i in items
        ):
            row.sort(key=lambda b: b.x0)
            rows = tuple(r for b in row for r in b.lines)
            size = max(b.size for b in row)
            strip = Item(row[0].x0, top, max(b.x1 for b in row), bottom, size, rows, "box", across=True)
            items = [*(i for i in items if id(i) not in held), strip]
    return items


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
    if prose_left and prose_right and _are_full(left) and _are_full(right) and (_flows(left) or _flows(right)):
        return True
    return _are_cards(left, right) or (
        _are_words(left) and _are_words(right) and _share_aligned(left, right) < _ALIGNED
    )


def _is_short_column(few: Items, many: Items) -> bool:
    """Whether the few lines are the end of a story that begins at the height of the column beside it."""
    widest = max(i.x1 - i.x0 for i in few)
    level = min(i.top for i in few) <= min(i.top for i in many) + 2 * max(i.size for i in many)
    last = max(many, key=lambda i: i.middle)
    ends = few[0].x0 > last.x0 and CLOSED.search(few[-1].text) is not None and CLOSED.search(last.text) is None
    return level and (ends or widest >= _LEAST_WIDTH * few[0].size) and _are_words(few)


def _are_full(items: Items) -> bool:
    """Whether all lines but the last reach the right edge of their column."""
    lines = sorted((i for i in items if i.kind == "line"), key=lambda i: i.middle)
    right = max(i.x1 for i in lines)
    return all(right - i.x1 < _SHORT * i.size for i in lines[:-1])


def _flows(items: Items) -> bool:
    """Whether a line goes on in the next."""
    lines = sorted((i for i in items if i.kind == "line"), key=lambda i: i.middle)
    return any(CLOSED.search(i.text) is None for i in lines[:-1])


def _unit_beside(side: Items, other: Items) -> bool:
    """Whether a box or table stands beside what the other side holds."""
    return any(i.kind != "line" and any(o.top < i.bottom and i.top < o.bottom for o in other) for i in side)


def _overlap(left: Items, right: Items) -> bool:
    return min(i.top for i in left) < max(i.bottom for i in right) and min(i.top for i in right) < max(
        i.bottom for i in left
    )


def _is_prose(items: Items) -> bool:
    """Whether lines are running text: words, half of them full or with marks between clauses; boxes are, too."""
    lines = [i for i in items if i.kind == "line"]
    if not lines:
        return any(i.kind != "line" for i in items)
    if sum(is_number(i.text) for i in lines) > len(lines) / 3:
        return False
    widths = sorted(i.x1 - i.x0 for i in lines)
    column = widths[len(widths) * 9 // 10]
    full = sum(width >= _FULL * column for width in widths)
    marked = sum(_CLAUSE.search(i.text) is not None for i in lines)
    return column >= _LEAST_WIDTH * max(i.size for i in lines) and max(full, marked) >= len(lines) / 2


def _are_words(items: Items) -> bool:
    return not any(is_number(i.text) for i in items if i.kind == "line")


def is_number(text: str) -> bool:
    """Whether a piece is a number, perhaps with its unit, rather than words.

    >>> is_number("1,234.5"), is_number("98.6亿元"), is_number("5.2%，出口1023.5亿元，增长18.25%。")
    (True, True, False)
    """
    numeric = len(_NUMERIC.findall(text))
    return 2 * numeric > len(text) and len(text) - numeric <= _LONGEST_UNIT


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
    kinds = []
    for side in (left, right):
        numbers = [is_number(i.text) for i in sorted(side, key=lambda i: i.middle)]
        if not 0 < sum(numbers) <= 2 * numbers.count(False):
            return False
        kinds.append([number for number, _ in groupby(numbers)])
    return kinds[0] == kinds[1]


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
    vertical = all(_is_vertical(it) for it in row)
    for stack in reversed(stacks) if vertical else stacks:
        for it in sorted(stack, key=lambda i: i.middle):
            yield from it.lines


def _is_vertical(it: Item) -> bool:
    """Whether it is a vertical line; such lines are read from right to left."""
    return len(it.lines) == 1 and it.lines[0].kind == "line" and it.bottom - it.top > _VERTICAL * it.size


def _joined(rows: list[Row]) -> Row:
    x0, x1 = min(r.box[0] for r in rows), max(r.box[2] for r in rows)
    top, bottom = min(r.box[1] for r in rows), max(r.box[3] for r in rows)
    text = rows[0].text
    for a, b in pairwise(rows):
        text += " " * (b.box[0] - a.box[2] > _TOUCHING * b.size) + b.text
    sure = least_sure(r.sure for r in rows)
    return Row(text, (x0, top, x1, bottom), "line", max(r.size for r in rows), sure=sure)


def least_sure(values: Iterable[float | None]) -> float | None:
    """Return the least of the values that are known.

    >>> least_sure([0.9, None, 0.7]), least_sure([None])
    (0.7, None)
    """
    return min((value for value in values if value is not None), default=None)
