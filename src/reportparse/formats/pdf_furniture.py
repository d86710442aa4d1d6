"""The lines of all pages in order, with running heads and page numbers where they break no sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import NamedTuple

from reportparse.formats.pdf_layout import Leaf, Part, turned_back
from reportparse.formats.pdf_order import CLOSED, Item, Row, read_items

_EDGE = 0.12
"""The share of a page's height, at its top and bottom, in which running heads and page numbers stand."""
_NUMBER = re.compile(r"[—－─–\-·]+\s*\d{1,4}\s*[—－─–\-·]+|第\s*\d{1,4}\s*页.*|\d{1,4}\s*/\s*\d{1,4}")
_BARE = re.compile(r"([0-9]{1,4})(?:\s*/\s*[0-9]{1,4})?")
"""A page number that says nothing but how many pages come before it, or there are."""
_DIGITS = re.compile(r"\d+")
_PLACE = 4.0
"""Points within which a running head stands at one height on all pages."""
_BROKEN = re.compile(r"\d\|[\d.,%％‰亿万]|[.,，、]\|[\d]")
_SHORT = 3.0
"""Sizes by which a line that ends a paragraph falls short of its column."""
_OPENING_NUMBER = re.compile(r"[\d.,]+%?")
"""Stands on the next line if it does not fit on the last one."""
_DIGIT_WIDTH = 0.55
_LONGEST_SENTENCE = 20
"""Lines in which a sentence begun on the page before ends."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the edges of several pages."""

    repeated: frozenset[tuple[str, int]]
    """Text, digits masked, and height of what stands on two pages or more."""
    counted: frozenset[int]
    """By how much bare page numbers differ from the count of pages, where two pages or more agree."""


def edges_of(leaf: Leaf) -> tuple[tuple[str, int], ...]:
    """Return the text and height of each piece at the upper and lower edge of a page."""
    return tuple(
        (it.text, round(it.middle / _PLACE))
        for part in leaf.parts[:1]
        for it in part.items
        if _at_edge(it, _height(part, leaf))
    )


def furniture_of(pages: Iterable[Sequence[tuple[str, int]]]) -> Furniture:
    """Return what the edges of pages have in common.

    >>> known = furniture_of([[("年报", 9), ("7", 190)], [("年报", 9), ("8", 190)]])
    >>> sorted(known.repeated), known.counted
    ([('#', 190), ('年报', 9)], frozenset({7}))
    """
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    offsets: Counter[int] = Counter()
    for number, edges in enumerate(pages):
        for text, place in edges:
            places[_masked(text), place].add(number)
        bare = [found for text, _ in edges if (found := _BARE.fullmatch(text))]
        offsets.update({int(found[1]) - number for found in bare})
    repeated = frozenset(place for place, found in places.items() if len(found) > 1)
    return Furniture(repeated, frozenset(offset for offset, found in offsets.items() if found > 1))


def with_furniture(leaves: Iterable[Leaf], known: Furniture) -> Iterator[list[Row]]:
    """Yield the lines of each page in reading order.

    Where a sentence goes on over the end of a page, the page number below it stands before the sentence, and the
    running head of the next page after it: a number that is broken over two pages is whole. Numbers that count
    the pages are left out.
    """
    goes_on = False
    pages = (_ordered(number, leaf, known) for number, leaf in enumerate(leaves))
    for page, after in pairwise(chain(pages, (_Ordered([], [], []),))):
        first = _first_closed(page.body) if goes_on else 0
        goes_on = bool(page.body) and bool(after.body) and _goes_on(page.body, after.body[0])
        last = max(first, _last_closed(page.body)) if goes_on else len(page.body)
        yield [*page.body[:first], *page.head, *page.body[first:last], *page.foot, *page.body[last:]]


class _Ordered(NamedTuple):
    """The lines of one page."""

    body: list[Row]
    head: list[Row]
    foot: list[Row]


def _ordered(number: int, leaf: Leaf, known: Furniture) -> _Ordered:
    body: list[Row] = []
    edges: tuple[list[Row], list[Row]] = ([], [])
    for part in leaf.parts:
        above, items, below = _parted(part, leaf, known.repeated)
        for edge, held in zip(edges, (above, below), strict=True):
            told = [it for it in held if not _counts(it.text, number, known.counted)]
            edge += [replace(turned_back(row, part.turn, leaf), furniture=True) for row in read_items(told)]
        rows = read_items(items, part.boxes, part.rules, part.pictures)
        body += [turned_back(row, part.turn, leaf) for row in rows]
    body += [Row(note, (0.0, 0.0, 0.0, 0.0)) for note in leaf.notes]
    last = next((n for n in range(len(body), 0, -1) if not body[n - 1].boxed), 0)
    return _Ordered(body[:last], edges[0], [*body[last:], *edges[1]])


def _masked(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _height(part: Part, leaf: Leaf) -> float:
    return leaf.width if part.turn % 180 else leaf.height


def _at_edge(it: Item, height: float) -> bool:
    return it.kind == "line" and (it.bottom < _EDGE * height or it.top > (1 - _EDGE) * height)


def _counts(text: str, number: int, counted: frozenset[int]) -> bool:
    """Whether it is the bare number of the page, which ``Page.number`` has."""
    bare = _BARE.fullmatch(text)
    return bare is not None and int(bare[1]) - number in counted


def _parted(part: Part, leaf: Leaf, repeated: frozenset[tuple[str, int]]) -> tuple[list[Item], list[Item], list[Item]]:
    """Part running heads, the body and what stands below it: furniture is outermost."""
    height = _height(part, leaf)
    items = sorted(part.items, key=lambda i: i.middle)
    first = next((n for n, it in enumerate(items) if not _is_furniture(it, height, repeated)), len(items))
    last = next((n for n in range(len(items), first, -1) if not _is_furniture(items[n - 1], height, repeated)), first)
    above = [it for it in items[:first] if it.middle < height / 2]
    return above, items[first:last], items[len(above) : first] + items[last:]


def _is_furniture(it: Item, height: float, repeated: frozenset[tuple[str, int]]) -> bool:
    place = round(it.middle / _PLACE)
    return _at_edge(it, height) and (
        _NUMBER.fullmatch(it.text) is not None or any((_masked(it.text), place + by) in repeated for by in (-1, 0, 1))
    )


def _first_closed(body: Sequence[Row]) -> int:
    """The number of lines up to the end of the sentence that opens a page; one where that is not seen."""
    for i, row in enumerate(body[:_LONGEST_SENTENCE]):
        if row.kind != "line":
            return i
        if CLOSED.search(row.text):
            return i + 1
    return min(1, len(body))


def _last_closed(body: Sequence[Row]) -> int:
    for i in range(len(body) - 1, -1, -1):
        if CLOSED.search(body[i].text) or body[i].kind != "line":
            return i + 1
    return 0


def _goes_on(body: Sequence[Row], following: Row) -> bool:
    """Whether the last line of a page is full and ends within a sentence, or ends within a number."""
    last = body[-1]
    if not (last.kind == following.kind == "line" and last.text and following.text) or CLOSED.search(last.text):
        return False
    if _BROKEN.search(last.text[-1] + "|" + following.text[0]):
        return True
    beside = [r.box[2] for r in body if r.kind == "line" and r.box[0] < last.box[2] and last.box[0] < r.box[2]]
    number = _OPENING_NUMBER.match(following.text)
    short = _SHORT + (_DIGIT_WIDTH * len(number[0]) if number else 0)
    return last.box[2] >= max(beside) - short * last.size
