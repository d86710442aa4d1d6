"""Fake bold that fell apart into lines: each line begins with what the line before it ended with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportparse.lexicon import Lexicon
from reportparse.model import Repair
from reportparse.repair.doubled.lines import Line, split_lines

LEAST, MOST = 2, 24
"""Characters that two lines share."""
CHAIN = 3
"""Line ends in a row that must do so."""


def flag_lineshift(text: str, _: Lexicon) -> list[Repair]:
    """Point out chains of overlapping lines, with the reading that leaves the overlaps out.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in flag_lineshift("建成\\n建成120\\n120公里\\n公里", default())]
    [('建成\\n建成120\\n120公里\\n公里', '建成120公里')]
    """
    lines = [(start, line) for start, line in split_lines(text) if line.strip()]
    why = "each line begins with the end of the line before it, as a program leaves fake bold"
    return [
        Repair("fake_bold_lineshift", "flagged", start, end, text[start:end], "".join(parts), why)
        for start, end, parts in _chains(lines)
    ]


def _chains(lines: list[Line]) -> Iterator[tuple[int, int, list[str]]]:
    """Start, end and text without overlaps of each chain."""
    parts: list[str] = []
    start = 0
    for (at, line), (_, following) in pairwise([*lines, (0, "")]):
        shared = overlap(line, following)
        if not parts:
            start, parts = at, [line]
        if shared:
            parts.append(following[shared:])
            continue
        if len(parts) > CHAIN:
            yield start, at + len(line), parts
        parts = []


def overlap(line: str, following: str) -> int:
    """How many characters at the end of a line open the next one; a line that is repeated whole does not count.

    >>> overlap("惠及", "惠及62"), overlap("投资", "投资"), overlap("产量", "产值")
    (2, 0, 0)
    """
    if line == following or line[-1] not in following[:MOST]:
        return 0
    for size in range(min(MOST, len(line), len(following)), LEAST - 1, -1):
        if line.endswith(following[:size]):
            return size
    return 0
