"""Tables that a page sets by columns alone: words over words, numbers under numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeAlias

from reportparse.formats.alignment import Extent, columns_of, place
from reportparse.formats.grid import SourceCell
from reportparse.lexicon.number_words import DATED

Char: TypeAlias = dict[str, Any]

_GAP = 0.9
"""Heights of a character that part two columns."""
_NUMBER_GAP = 0.3
"""The same between two numbers: figures of one number touch."""
_SPACE = 0.25
"""Heights of a character that part two Latin words."""
_WRAPPED = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])|(?<=[,.])\n(?=\d)")
"""Line ends within a cell that part no words: Chinese has no spaces, and a long number breaks after its marks."""
_VALUE = re.compile(r"[-+－−]?\d[\d,，.]*\s?(?:[%％‰]|[^\W\d_]{1,4})?|[-—－–/…]+|不适用")
_BARE = re.compile(r"[-+－−]?\d[\d,，.]*[%％]?|[-—－–/]+")
_LEADERS = re.compile(r"[.…·．]{4,}|…{2,}")
_YEARS = re.compile(r"(?:19|20)\d\d年?")
_FIGURE = re.compile(rf"[-+－−]?\d[\d,，.]*\s?(?:[%％‰]|(?![{DATED}])[^\W\d_]{{1,6}})")
"""A number with its unit, which stands for nothing but its label."""
_LEAST_ROWS = {2: 3}
"""Rows that prove a table: three of two columns, else two."""
_NEAR = 3.2
"""Heights of a line that may stand between two rows of numbers, other lines included."""
_CARD_ROWS = 5
_CARD_GAP = 1.5
"""Times the first gap within a card up to which the next belongs to it."""
_HEAD_ROWS = 5
_OWN_MIDDLE = 0.8
"""Heights of a line by which a head may be off the middle of its own column."""
_TIGHT = 1.75
"""Heights of a line within which the lines of one head follow each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand together on one line."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def is_number(self) -> bool:
        """Whether it is a number with a unit at most, or a sign for none."""
        return _BARE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class TextRow:
    """What stands at one height, parted at wide gaps."""

    parts: tuple[Line, ...]

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(part.top for part in self.parts)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(part.bottom for part in self.parts)

    @property
    def extents(self) -> list[Extent]:
        """Where its parts stand."""
        return [(part.x0, part.x1) for part in self.parts]

    def whole(self) -> Line:
        """All parts as one line."""
        text = "".join(
            (" " if i and _needs_space(self.parts[i - 1].text[-1], part.text[0]) else "") + part.text
            for i, part in enumerate(self.parts)
        )
        return Line(text, self.parts[0].x0, self.parts[-1].x1, self.top, self.bottom)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table without rules."""

    top: float
    bottom: float
    columns: tuple[Extent, ...]
    """Those of the table."""
    cells: tuple[SourceCell, ...]
    ends: tuple[float, ...]
    """The right edge of each cell's words."""


def join_words(lines: Sequence[Line]) -> str:
    """Join the lines of a cell.

    >>> texts = (["比上年", "增长(%)"], ["1,203,", "400.5"], ["12", "30"])
    >>> [join_words([Line(t, 0, 1, 0, 1) for t in cell]) for cell in texts]
    ['比上年增长(%)', '1,203,400.5', '12 30']
    """
    return " ".join(_WRAPPED.sub("", "\n".join(line.text for line in lines)).split())


def lines_of(chars: Sequence[Char]) -> list[TextRow]:
    """The rows of a page's characters from top to bottom; no white space is among them."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=_middle):
        if rows and _middle(char) < rows[-1][0]["bottom"]:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [TextRow(tuple(_parts(sorted(row, key=lambda c: float(c["x0"]))))) for row in rows]


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _parts(row: Sequence[Char]) -> Iterator[Line]:
    held: list[Char] = []
    text = ""
    for char in row:
        if held:
            gap, height = char["x0"] - held[-1]["x1"], char["bottom"] - char["top"]
            both = held[-1]["text"][-1:].isdecimal() and (char["text"][:1].isdecimal() or char["text"][:1] in "-－−")
            if gap > (_NUMBER_GAP if both else _GAP) * height:
                yield _line(held, text)
                held, text = [], ""
            elif gap > _SPACE * height and _needs_space(text[-1], char["text"][0]):
                text += " "
        held.append(char)
        text += char["text"]
    if held:
        yield _line(held, text)


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _line(held: Sequence[Char], text: str) -> Line:
    top, bottom = min(c["top"] for c in held), max(c["bottom"] for c in held)
    return Line(text, held[0]["x0"], max(c["x1"] for c in held), top, bottom)


def find_rows(rows: Sequence[TextRow]) -> list[list[Row]]:
    """Return the tables among the rows of a page: each a run of rows whose words and numbers line up.

    A table is proven by rows that have words first and then numbers, one under the other. What stands between them
    and right over them in the same columns belongs to it.
    """
    seeds = [i for i, row in enumerate(rows) if _is_seed(row) and not _is_figures(row)]
    tables: list[list[Row]] = []
    start, floor = 0, 0
    while start < len(seeds):
        end = _grown(rows, seeds, start)
        group = seeds[start:end]
        columns = columns_of([rows[i].extents for i in group])
        if columns and len(group) >= _LEAST_ROWS.get(len(columns), 2):
            pitch = median(rows[b].top - rows[a].top for a, b in itertools.pairwise(group))
            first = _top_of(rows, group[0], columns, floor, pitch)
            last = _bottom_of(rows, group[-1], columns, pitch)
            inside = rows[first : last + 1]
            wide = columns_of([row.extents for row in inside if len(row.parts) == len(columns)]) or columns
            wide = wide if len(wide) == len(columns) else columns
            tables.append(_table(inside, [i - first for i in group], wide))
            floor = last + 1
        start = end
    return tables


def _is_seed(row: TextRow) -> bool:
    """Words, and then numbers only."""
    first, *others = row.parts
    counted = _BARE.fullmatch(first.text) and not _YEARS.fullmatch(first.text)
    if not others or counted or any(_LEADERS.search(part.text) for part in row.parts):
        return False
    values = sum(_VALUE.fullmatch(part.text) is not None for part in others)
    numbers = sum(_BARE.fullmatch(part.text) is not None for part in others)
    years = sum(_YEARS.fullmatch(part.text) is not None for part in others)
    return numbers > years and values >= len(others) - 2


def _is_figures(row: TextRow) -> bool:
    return all(_FIGURE.fullmatch(part.text) for part in row.parts)


def _grown(rows: Sequence[TextRow], seeds: Sequence[int], start: int) -> int:
    """The end of the longest run of seeds from ``start`` that stand near and in the same columns."""
    end = start + 1
    while end < len(seeds):
        above, below = rows[seeds[end - 1]], rows[seeds[end]]
        height = above.bottom - above.top
        between = seeds[end] - seeds[end - 1] - 1
        if below.top - above.bottom > (_NEAR + 1.6 * between) * height or between > 3:
            break
        if columns_of([rows[i].extents for i in seeds[start : end + 1][-40:]]) is None:
            break
        end += 1
    return end


def _top_of(rows: Sequence[TextRow], first: int, columns: Sequence[Extent], floor: int, pitch: float) -> int:
    """The first row of the heads over a table."""
    at = first
    while at > floor and first - at < _HEAD_ROWS:
        above = rows[at - 1]
        height = above.bottom - above.top
        if rows[at].top - above.top > max(2.6 * height, 1.1 * pitch) or not _fits(above, columns):
            break
        at -= 1
    while at < first and len(rows[at].parts) < 2 and rows[at].parts[0].x0 < columns[1][0]:
        at += 1
    return at


def _fits(row: TextRow, columns: Sequence[Extent]) -> bool:
    """Whether a row may be a head: short parts over the columns, no sentence."""
    left, right = columns[0][0], columns[-1][1]
    width = (right - left) / len(columns)
    if any(part.x0 < left - width or part.x1 > right + width for part in row.parts):
        return False
    if len(row.parts) == 1:
        part = row.parts[0]
        return part.x1 - part.x0 < 0.4 * (right - left) and not re.search("[。；：:，]", part.text)
    return all(not re.search("[。；：:]", part.text) for part in row.parts) and _spans(row, columns) is not None


def _bottom_of(rows: Sequence[TextRow], last: int, columns: Sequence[Extent], pitch: float) -> int:
    """The last line of a label that goes on below its numbers."""
    at = last
    while at + 1 < len(rows) and at - last < 2:
        below = rows[at + 1]
        alone = len(below.parts) == 1 and below.parts[0].x1 <= columns[1][0] and below.parts[0].x0 >= columns[0][0] - 3
        if not alone or below.top - rows[at].top > 0.8 * pitch:
            break
        at += 1
    return at


def _spans(row: TextRow, columns: Sequence[Extent]) -> list[tuple[int, int]] | None:
    """First and last column of each part; None where two parts share one."""
    places = place(row.extents, columns)
    if places is None:
        return None
    out: list[tuple[int, int]] = []
    for k, (part, at) in enumerate(zip(row.parts, places, strict=True)):
        low = out[-1][1] + 1 if out else 0
        high = places[k + 1] - 1 if k + 1 < len(places) else len(columns) - 1
        inside = [c for c in range(low, high + 1) if part.x0 <= _centre(columns[c]) <= part.x1]
        span = (min([at, *inside]), max([at, *inside]))
        if len(row.parts) < len(columns) and at:
            span = _centred(part, columns, span, (max(1, low), high))
        out.append(span)
    return out if all(a[1] < b[0] for a, b in itertools.pairwise(out)) else None


def _centred(part: Line, columns: Sequence[Extent], span: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """The run of columns in whose middle a head stands, where it stands in no column's own middle."""
    height = part.bottom - part.top

    def off(low: int, high: int) -> float:
        return abs(_centre((part.x0, part.x1)) - (columns[low][0] + columns[high][1]) / 2)

    if off(*span) < _OWN_MIDDLE * height:
        return span
    low, high = min(within[0], span[0]), max(within[1], span[1])
    runs = [(a, b) for a in range(low, span[0] + 1) for b in range(span[1], high + 1)]
    best = min(runs, key=lambda run: (round(off(*run) / height, 1), run[1] - run[0]))
    return best if off(*best) < 0.75 * off(*span) else span


def _centre(extent: Extent) -> float:
    return (extent[0] + extent[1]) / 2


def _table(rows: Sequence[TextRow], seeds: Sequence[int], columns: Sequence[Extent]) -> list[Row]:
    """Put the parts of rows into columns; lines that belong to one row are joined."""
    groups = _joined(rows, seeds, columns)
    out: list[Row] = []
    for group in groups:
        cells: dict[tuple[int, int], list[Line]] = {}
        for row in group:
            spans = _spans(row, columns) or [(k, k) for k in range(len(row.parts))]
            for span, part in zip(spans, row.parts, strict=True):
                cells.setdefault(span, []).append(part)
        out.append(_row(group, cells, columns))
    return out


def _row(group: Sequence[TextRow], cells: dict[tuple[int, int], list[Line]], columns: Sequence[Extent]) -> Row:
    done: list[SourceCell] = []
    ends: list[float] = []
    column = 0
    while column < len(columns):
        span = next((span for span in cells if span[0] == column), (column, column))
        lines = cells.get(span, [])
        done.append(SourceCell(join_words(lines), 1, span[1] - span[0] + 1))
        ends.append(lines[-1].x1 if lines else columns[column][0])
        column = span[1] + 1
    top, bottom = min(row.top for row in group), max(row.bottom for row in group)
    return Row(top, bottom, tuple(columns), tuple(done), tuple(ends))


def _joined(rows: Sequence[TextRow], seeds: Sequence[int], columns: Sequence[Extent]) -> list[list[TextRow]]:
    """Group the lines that make one row: the lines of a label around its numbers, the lines of one row of heads."""
    tops = [rows[i].top for i in seeds]
    pitch = median(b - a for a, b in itertools.pairwise(tops)) if len(tops) > 1 else 0.0
    owner: dict[int, int] = {}
    for i, row in enumerate(rows):
        if i in seeds:
            owner[i] = i
            continue
        near = min((s for s in seeds if abs(s - i) <= 2), key=lambda s: abs(rows[s].top - row.top), default=None)
        label = len(row.parts) == 1 and row.parts[0].x1 <= columns[1][0]
        close = near is not None and abs(rows[near].top - row.top) < 0.72 * pitch
        inside = i > seeds[0] or (near is not None and abs(rows[near].top - row.top) < 0.5 * pitch)
        owner[i] = near if label and close and inside and near is not None else i
    heads = [i for i in range(len(rows)) if i < seeds[0] and owner[i] == i]
    for a, b in itertools.pairwise(heads):
        spans = _spans(rows[a], columns) or []
        tight = rows[b].top - rows[a].top < _TIGHT * (rows[a].bottom - rows[a].top)
        if tight and all(low == high for low, high in spans):
            owner[b] = owner[a]
    groups: dict[int, list[TextRow]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(owner[i], []).append(row)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class Board:
    """Cards side by side: the stretch of the page that they take up, and for each its label and its figures."""

    x0: float
    top: float
    x1: float
    bottom: float
    cards: tuple[tuple[str, ...], ...]


def find_cards(rows: Sequence[TextRow]) -> list[Board]:
    """Return the boards of cards among the rows of a page.

    Cards stand side by side: a row of labels, over or under it one of numbers, and others of units and of changes,
    each with as many parts. A unit on a line of its own joins the number before it. Where labels and figures alternate,
    two rows make a row of cards.
    """
    found: list[Board] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and end - at < _CARD_ROWS and _beside(rows[at:end], rows[end]):
            end += 1
        end = at + 2 if _alternate(rows[at : at + 4]) else end
        cards = _cards(rows[at:end]) if len(rows[at].parts) > 1 and end - at > 1 else []
        if cards:
            parts = [part for row in rows[at:end] for part in row.parts]
            left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
            found.append(Board(left, rows[at].top, right, rows[end - 1].bottom, tuple(cards)))
        at = end if cards else at + 1
    return found


def _alternate(rows: Sequence[TextRow]) -> bool:
    """Whether labels and figures stand in turns, twice at least, each over or under its own."""
    kinds = [_is_figures(row) for row in rows]
    words = all(
        not re.search(r"\d", part.text)
        for row, figures in zip(rows, kinds, strict=True)
        if not figures
        for part in row.parts
    )
    beside = all(_beside([a], b) for a, b in itertools.pairwise(rows))
    return len(rows) == 4 and kinds[0] != kinds[1] and kinds[:2] == kinds[2:] and words and beside


def _beside(held: Sequence[TextRow], row: TextRow) -> bool:
    """Whether a row goes on cards: as many parts, centred or aligned under one another, no wider a gap than before."""
    first, last = held[0], held[-1]
    height = max(row.bottom - row.top, last.bottom - last.top)
    widest = _CARD_GAP * max(held[1].top - first.bottom, 0.5 * height) if len(held) > 1 else 2.5 * height
    if len(row.parts) != len(first.parts) or row.top - last.bottom > widest:
        return False
    return all(a.x0 < b.x1 and b.x0 < a.x1 for a, b in zip(first.parts, row.parts, strict=True))


def _cards(rows: Sequence[TextRow]) -> list[tuple[str, ...]]:
    numbers = [i for i, row in enumerate(rows) if all(part.is_number and part.text[0].isdigit() for part in row.parts)]
    figures = [i for i, row in enumerate(rows) if all(re.search(r"\d", part.text) for part in row.parts)]
    words = [i for i, row in enumerate(rows) if not any(re.search(r"\d", part.text) for part in row.parts)]
    if len(figures) + len(words) < len(rows) or not figures or not words or len(numbers) > 1:
        return []
    label = max(words, key=lambda i: sum(len(part.text) for part in rows[i].parts))
    units = [i for i in words if i != label]
    if len(units) > 1 or (units and units[0] - 1 not in numbers):
        return []
    if len(figures) + 2 * len(units) < 2 and not _is_figures(rows[figures[0]]):
        return []
    if not units and numbers:
        return []
    cards = []
    for k in range(len(rows[0].parts)):
        values = [
            rows[i].parts[k].text + (rows[i + 1].parts[k].text if units and i == units[0] - 1 else "") for i in figures
        ]
        cards.append((rows[label].parts[k].text, *values))
    return cards
