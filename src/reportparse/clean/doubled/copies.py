"""Repeats in a line: a run of characters that follows itself at once, two to four times."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 160
"""Characters in a run; a whole line may be longer."""

TRIES = 6
"""Repeats of two characters that are looked at from one place."""


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
    for i in range(len(line) - 1):
        here = [(1, k) for k in _times(line, i, 1)] if line[i] == line[i + 1] else []
        pair, at = line[i : i + 2], i
        for _ in range(TRIES):
            at = line.find(pair, max(at + 1, i + 2), i + LONGEST + 2)
            if at < 0:
                break
            if line.startswith(line[i:at], at):
                here += [(at - i, k) for k in _times(line, i, at - i)]
        if here:
            found[i] = here
    _add_whole(line, found)
    return found


def _times(line: str, start: int, half: int) -> range:
    """The numbers of copies from two to four that stand at ``start``."""
    run, k = line[start : start + half], 1
    while k < 4 and line.startswith(run, start + half * k):
        k += 1
    return range(2, k + 1)


def _add_whole(line: str, found: dict[int, list[tuple[int, int]]]) -> None:
    """Add the line as a run of its own, past the length that runs may have."""
    start = len(line) - len(line.lstrip())
    length = len(line.rstrip()) - start
    for k in (2, 3, 4):
        half, rest = divmod(length, k)
        if not rest and half > LONGEST and line.startswith(line[start : start + half] * k, start):
            found.setdefault(start, []).append((half, k))
