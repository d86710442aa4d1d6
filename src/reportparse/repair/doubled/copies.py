"""Repeats in a line: a run of characters that follows itself at once, two to four times."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 160
"""Characters in a run; a whole line may be longer."""

TRIES = 6
"""Repeats of two characters that are looked at from one place."""


FILLER = 17
"""Copies from which a run fills a line: four times four is the most that double printing of 天天 or 22 gives."""


WHOLE_ROWS = "，。、；："
"""Stops: a row of them is one stop printed so often, or none is."""


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

    >>> copies_in("造林造林6262亩亩")
    {0: [(2, 2)], 4: [(2, 2)], 8: [(1, 2)]}
    """
    found: dict[int, list[tuple[int, int]]] = {}
    i, last = 0, len(line) - 1
    while i < last:
        pair, at = line[i : i + 2], i + 1
        halves = [1] if pair[0] == pair[1] else []
        for _ in range(TRIES):
            at = line.find(pair, at + 1, i + LONGEST + 2)
            if at < 0:
                break
            if line.startswith(line[i:at], at):
                halves.append(at - i)
        i = _add(line, i, halves, found) if halves else i + 1
    _add_whole(line, found)
    return found


def _add(line: str, i: int, halves: list[int], found: dict[int, list[tuple[int, int]]]) -> int:
    """Add the repeats at ``i`` and return the next place; a run that fills the line is passed over."""
    here: list[tuple[int, int]] = []
    for half in halves:
        times = _times(line, i, half)
        if times >= FILLER:
            return i + half * times
        if half == 1 and line[i] in WHOLE_ROWS:
            here += [(1, times)] if times <= 4 and line[i - 1 : i] != line[i] else []
        else:
            here += [(half, k) for k in range(2, min(times, 4) + 1)]
    if here:
        found[i] = here
    return i + 1


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
        if rest or half <= LONGEST or not line.startswith(line[start : start + half] * k, start):
            continue
        if (line.find(line[start : start + half], start + 1) - start) * FILLER > length:
            found.setdefault(start, []).append((half, k))
