"""A body that a page holds several times over comes out once; refrains and labels that recur stay."""

from __future__ import annotations

from collections.abc import Iterator

from reportparse.lexicon import Lexicon
from reportparse.model import Repair
from reportparse.repair.doubled.lines import Line, split_lines

LONG = 20
"""Characters of a line that does not recur by chance."""
LINES, CHARACTERS = 3, 200
"""Long lines, in the same order, and characters that a copy must have."""


def drop_repeats(text: str, _: Lexicon) -> list[Repair]:
    """Empty the lines of copies; the line breaks stay.

    >>> body = "\\n".join(f"第{n}段" + "讲述全年工作的一项主要进展" * 5 + str(n) for n in range(4))
    >>> from reportparse.lexicon import default
    >>> [len(r.before) for r in drop_repeats(body + "\\n" + body, default())]
    [69, 69, 69, 69]
    >>> thrice = drop_repeats("题目\\n数字\\n" + "\\n题目\\n数字\\n".join([body] * 3), default())
    >>> len(thrice), all(a.end <= b.start for a, b in zip(thrice, thrice[1:]))
    (12, True)
    """
    lines = [
        (start + len(line) - len(line.lstrip()), line.strip()) for start, line in split_lines(text) if line.strip()
    ]
    out: list[Repair] = []
    for first, again, size in copies_of(lines):
        number = text.count("\n", 0, lines[first][0]) + 1
        why = f"{size} lines that stand from line {number} on, once more in the same order"
        for start, line in lines[again : again + size]:
            out.append(Repair("repeated_body", "applied", start, start + len(line), line, "", why))
    return out


def copies_of(lines: list[Line]) -> Iterator[tuple[int, int, int]]:
    """First line, first line of the copy and number of lines, for each stretch of lines that stands again.

    A short line inside the stretch counts as well, if it too is the same.
    """
    seen: dict[str, int] = {}
    at = free = 0
    while at < len(lines):
        line = lines[at][1]
        first = seen.get(line)
        if first is None:
            if len(line) >= LONG:
                seen[line] = at
            at += 1
            continue
        size = _common(lines, first, at)
        back = min(_common_before(lines, first, at), at - free)
        if is_copy(lines[at - back : at + size]):
            yield first - back, at - back, size + back
        at += size
        free = at


def _common(lines: list[Line], first: int, at: int) -> int:
    size = 1
    while at + size < len(lines) and first + size < at and lines[first + size][1] == lines[at + size][1]:
        size += 1
    return size


def _common_before(lines: list[Line], first: int, at: int) -> int:
    """Short lines before a stretch that are the same in both places."""
    back = 0
    while (
        back < min(first, at - first - 1)
        and lines[first - back - 1][1] == lines[at - back - 1][1]
        and len(lines[at - back - 1][1]) < LONG
    ):
        back += 1
    return back


def is_copy(lines: list[Line]) -> bool:
    """Whether a stretch that stands again is long enough to be a copy and no refrain."""
    long = [line for _, line in lines if len(line) >= LONG]
    return len(long) >= LINES and sum(map(len, long)) >= CHARACTERS
