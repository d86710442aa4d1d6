"""The lines of a text with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Line: TypeAlias = tuple[int, str]
"""Offset of the line and its characters without the line break."""

REACH = 6
"""Lines with text, on either side of a proof, in which weaker signs may count."""

BREAKS = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def split_lines(text: str) -> list[Line]:
    """All lines that have a character, whatever the line break.

    >>> split_lines("a\\r\\n\\nb")
    [(0, 'a'), (4, 'b')]
    """
    return [(m.start(), m[0]) for m in BREAKS.finditer(text)]


def neighbourhoods(lines: list[Line], places: Iterable[int]) -> Iterator[list[Line]]:
    """The lines around each place, as stretches that do not overlap.

    >>> [len(part) for part in neighbourhoods([(n, "x") for n in range(50)], [3, 5, 40])]
    [12, 13]
    """
    starts = [start for start, _ in lines]
    low = high = 0
    for place in sorted(set(places)):
        at = max(0, bisect_right(starts, place) - 1)
        if at - REACH > high:
            if high:
                yield lines[low:high]
            low = max(0, at - REACH)
        high = min(len(lines), at + REACH + 1)
    if high:
        yield lines[low:high]
