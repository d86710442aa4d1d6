"""Repeats in a line: a run of characters that follows itself at once, two to four times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 160
"""Characters in a run; a whole line may be longer."""

TRIES = 6
"""Repeats of two characters that are looked at from one place."""


FILLER = 17
"""Copies from which a run fills a line: four times four is the most that double printing of 天天 or 22 gives."""


class Run(NamedTuple):
    """``copies`` times ``half`` characters, beginning at ``start``."""

    start: int
    half: int
    copies: int
    level: str
    """``run`` where whole runs repeat, ``character`` where each character does, ``line`` for a whole line."""

    @property
    def end(self) -> int:
        """Offset behind the last copy."""
        return self.start + self.half * self.copies


def copies_in(line: str) -> dict[int, list[tuple[int, int]]]:
    """Halves and numbers of copies by the place where they start.

    >>> copies_in("惠及惠及6262人人")
    {0: [(2, 2)], 4: [(2, 2)], 8: [(1, 2)]}
    """
    found: dict[int, list[tuple[int, int]]] = {}
    i, last = 0, len(line) - 1
    while i < last:
        here: list[tuple[int, int]] = []
        following = i + 1
        for half in _halves(line, i):
            times = _times(line, i, half)
            if times >= FILLER:
                here, following = [], i + half * (times - 1)
                break
            here += [(half, k) for k in range(2, min(times, 4) + 1)]
        if here:
            found[i] = here
        i = following
    _add_whole(line, found)
    return found


def _halves(line: str, i: int) -> Iterator[int]:
    """Lengths of the runs at ``i`` that follow themselves at once."""
    if line[i] == line[i + 1]:
        yield 1
    pair, at = line[i : i + 2], i + 1
    for _ in range(TRIES):
        at = line.find(pair, at + 1, i + LONGEST + 2)
        if at < 0:
            return
        if line.startswith(line[i:at], at):
            yield at - i


def _times(line: str, start: int, half: int) -> int:
    """How many times the run at ``start`` stands in a row."""
    run, k = line[start : start + half], 2
    while line.startswith(run, start + half * k):
        k += 1
    return k


def _add_whole(line: str, found: dict[int, list[tuple[int, int]]]) -> None:
    """Add the line as a run of its own, past the length that runs may have."""
    start = len(line) - len(line.lstrip())
    length = len(line.rstrip()) - start
    for k in (2, 3, 4):
        half, rest = divmod(length, k)
        if not rest and half > LONGEST and line.startswith(line[start : start + half] * k, start):
            found.setdefault(start, []).append((half, k))
