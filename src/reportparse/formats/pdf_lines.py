"""Characters → pieces of printed lines, whatever order they were drawn in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from reportparse.formats import scripts
from reportparse.formats.pdf_page import Char
from reportparse.formats.pdf_visible import Box

_SAME_PLACE = 0.2
"""Sizes by which the copies of a character drawn twice, as bold or with a shadow, stand apart; a full stop is wider."""
_SAME_BASE = 0.3
"""Sizes by which the baselines of one line may differ; raised characters stand higher."""
_PARTED = 1.05
"""Sizes of a gap that parts two pieces of a line; an ideographic space is one size."""
_OTHER_TYPE = 1.5
"""Times the size of type from which on a gap is measured by the smaller of two."""
_MARKS = frozenset("，。、；：！？）》」』”’")
_GUTTER, _GUTTER_LINES, _GUTTER_REACH = 0.45, 5, 4.0
"""Sizes of a gap that may part columns, lines that have it at one place at least, and sizes between two of them."""
_WORD_GAP = 0.2
"""Sizes of a gap that is read as a space between letters or digits."""
_WIDE_GAP = 0.55
"""The same beside an ideograph: print sets numbers and Latin words off from ideographs by a quarter of a size."""
_MOST_SPACED = 0.7
"""Sizes up to which even gaps are letter-spacing and not columns."""
_SMALL = 0.8
"""A note number is at most so large, beside the type that it stands in."""
_LONGEST_NOTE = 5
_BESIDE = 0.6
"""Sizes within which raised characters follow what they stand at."""
_STACKED = 3
"""Characters one above the other that make a vertical line."""
_PITCH = (0.85, 1.9)
"""Sizes from one character of a vertical line to the next."""
_UPRIGHT = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uffe6]")
"""What stands upright in a vertical line."""
_SET_OFF = re.compile(r".[\u3000-\u303f\u3400-\u9fff\uf900-\uffee]|[\u3000-\u303f\u3400-\u9fff\uf900-\uffee][!-~]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or what of it stands between two wide gaps."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    sure: float | None = None
    """How sure a recogniser is of its least sure digit, or of its least sure character where it has no digit."""

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.x0, self.top, self.x1, self.bottom


@dataclass(slots=True)
class _Line:
    chars: list[Char]
    spaces: list[float]
    """Where space characters stand."""
    spacing: float = 0.0

    @property
    def base(self) -> float:
        return self.chars[0].base

    @property
    def size(self) -> float:
        return median(c.size for c in self.chars)


def once(chars: Iterable[Char]) -> list[Char]:
    """Return the characters from top to bottom, those that were drawn twice at nearly one place once.

    >>> [c.x0 for c in once([Char("1", 10.5, 0, 15, 9, 8, 9, 0), Char("1", 10, 0, 15, 9, 8, 9, 0)])]
    [10]
    """
    kept: list[Char] = []
    cells: dict[tuple[str, int, int], list[Char]] = {}
    for char in sorted(chars, key=attrgetter("base", "x0", "text")):
        slack = max(0.3, _SAME_PLACE * char.size)
        column, row = int(char.x0 // slack), int(char.base // slack)
        near = (cells.get((char.text, column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(abs(c.x0 - char.x0) < slack and abs(c.base - char.base) < slack for found in near for c in found):
            continue
        cells.setdefault((char.text, column, row), []).append(char)
        kept.append(char)
    return kept


def settled(chars: Iterable[Char]) -> tuple[list[Char], int]:
    """Return the characters, raised and lowered ones set into their lines, and how many note marks were left out.

    What is left out stays as an empty text in its place.
    """
    found = once(chars)
    lines = [part for line in _lines(found) for part in _parted(line)]
    placed, marks = _placed(lines)
    return [placed.get(id(char), char) for char in found], marks


def pieces(chars: Iterable[Char]) -> list[Piece]:
    """Return the pieces of all lines of settled characters, in no promised order."""
    found = sorted(chars, key=attrgetter("base", "x0", "text"))
    lines = list(_lines(found))
    gutters = _gutters(lines)
    return _stacks([_piece(part) for n, line in enumerate(lines) for part in _parted(line, gutters.get(n, ()))])


def _lines(chars: Sequence[Char]) -> Iterator[_Line]:
    held: list[Char] = []
    for char in chars:
        if held and char.base - held[0].base > _SAME_BASE * min(char.size, held[0].size):
            yield from _line(held)
            held = []
        held.append(char)
    yield from _line(held)


def _line(chars: list[Char]) -> Iterator[_Line]:
    inked = sorted((c for c in chars if not c.text.isspace()), key=attrgetter("x0", "x1", "text"))
    if inked:
        yield _Line(inked, sorted((c.x0 + c.x1) / 2 for c in chars if c.text.isspace()), _spacing(inked))


def _spacing(chars: Sequence[Char]) -> float:
    """The even gap of letter-spaced type."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(chars)]
    if len(gaps) < 3:
        return 0.0
    middle = median(gaps)
    return middle if 0 < middle <= _MOST_SPACED * chars[0].size else 0.0


@dataclass(slots=True)
class _Strip:
    """A strip of the page that no character stands in, beside which lines have text on both sides."""

    low: float
    high: float
    base: float
    """Of the last line that has."""
    lines: list[int]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def _gutters(lines: Sequence[_Line]) -> dict[int, list[float]]:
    """Where columns stand so near that a gap between them may be no wider than one in a line: by line, the x.

    Several lines one under the other have it at one place.
    """
    found: dict[int, list[float]] = defaultdict(list)
    strips: list[_Strip] = []
    for n, line in enumerate(lines):
        least = _GUTTER * line.size + line.spacing
        gaps = [(_ink_end(a), b.x0) for a, b in pairwise(line.chars) if b.x0 - _ink_end(a) >= least]
        apart = {b.x0 for a, b in pairwise(line.chars) if b.x0 - a.x1 > 0.3 * least}
        open_strips = []
        for strip in strips:
            if line.base - strip.base < _GUTTER_REACH * line.size and _goes_on(strip, n, line, gaps, least):
                open_strips.append(strip)
            else:
                _keep(strip, found)
        known = [strip for strip in open_strips if strip.lines[-1] == n]
        new = [g for g in gaps if g[1] in apart and not any(g[0] <= strip.middle <= g[1] for strip in known)]
        strips = open_strips + [_Strip(low, high, line.base, [n]) for low, high in new]
    for strip in strips:
        _keep(strip, found)
    return found


def _ink_end(char: Char) -> float:
    """The right edge of a character; a mark that ends a clause leaves the right half of its place empty."""
    return char.x1 - 0.5 * char.size if char.text in _MARKS and char.x1 - char.x0 > 0.8 * char.size else char.x1


def _goes_on(strip: _Strip, n: int, line: _Line, gaps: Sequence[tuple[float, float]], least: float) -> bool:
    """Whether a line leaves the strip free, which it may make narrower."""
    for low, high in gaps:
        if min(high, strip.high) - max(low, strip.low) >= least:
            strip.low, strip.high, strip.base = max(low, strip.low), min(high, strip.high), line.base
            strip.lines.append(n)
            return True
    low = max((_ink_end(c) for c in line.chars if c.x0 < strip.middle), default=strip.low)
    high = min((c.x0 for c in line.chars if c.x0 >= strip.middle), default=strip.high)
    low, high = max(low, strip.low), min(high, strip.high)
    if high - low < least:
        return False
    strip.low, strip.high = low, high
    return True


def _keep(strip: _Strip, found: dict[int, list[float]]) -> None:
    if len(strip.lines) >= _GUTTER_LINES:
        for n in strip.lines:
            found[n].append(strip.middle)


def _parted(line: _Line, gutters: Sequence[float] = ()) -> Iterator[_Line]:
    held: list[Char] = []
    end = 0.0
    for char in line.chars:
        small, large = sorted((char.size, held[-1].size)) if held else (char.size, char.size)
        widest = _PARTED * (small if large > _OTHER_TYPE * small else large) + line.spacing
        if held and (char.x0 - end > widest or any(_ink_end(held[-1]) <= x <= char.x0 for x in gutters)):
            yield _Line(held, line.spaces, line.spacing)
            held = []
        end = max(end, char.x1) if held else char.x1
        held.append(char)
    yield _Line(held, line.spaces, line.spacing)


def _placed(lines: list[_Line]) -> tuple[dict[int, Char], int]:
    """Give note numbers, exponents and indices the baseline of the line that they stand in."""
    lines = sorted(lines, key=lambda line: line.base)
    bases = [line.base for line in lines]
    out: dict[int, Char] = {}
    marks = 0
    for small in lines:
        if sum(len(c.text) for c in small.chars) > _LONGEST_NOTE:
            continue
        reach = 4 * small.size
        for k in range(bisect_left(bases, small.base - reach), bisect_left(bases, small.base + reach)):
            at = None if id(lines[k].chars[0]) in out else _place_in(lines[k], small)
            if at is not None:
                marks += _place(lines[k], small, at, out)
                break
    return out, marks


def _place_in(line: _Line, small: _Line) -> int | None:
    """The number of characters of the line before the small ones, if they stand in it."""
    size = line.size
    lifted = line.base - small.base
    height = line.base - min(c.top for c in line.chars)
    if small.size > _SMALL * size or not -0.5 * size < lifted < height or abs(lifted) < 0.08 * size:
        return None
    start, end = small.chars[0].x0, small.chars[-1].x1
    at = bisect_left([c.x0 for c in line.chars], start)
    if at and start - line.chars[at - 1].x1 < _BESIDE * size:
        return at
    return at if at < len(line.chars) and at == 0 and -0.2 * size <= line.chars[0].x0 - end < _BESIDE * size else None


def _place(line: _Line, small: _Line, at: int, out: dict[int, Char]) -> int:
    """Put the small characters on the line's baseline; return how many note marks that left out."""
    before = "".join(c.text for c in line.chars[max(0, at - 6) : at])
    place: scripts.Place = "lowered" if small.base > line.base else "raised"
    text, marks = scripts.set_scripts(
        [scripts.Piece(before), scripts.Piece("".join(c.text for c in small.chars), place)]
    )
    near = line.chars[at - 1] if at else line.chars[0]
    for i, char in enumerate(small.chars):
        shown = "" if i else text[len(before) :]
        out[id(char)] = char._replace(text=shown, base=near.base, top=near.top, bottom=near.bottom, size=near.size)
    return marks


def _piece(line: _Line) -> Piece:
    chars = line.chars
    top, bottom = min(c.top for c in chars), max(c.bottom for c in chars)
    text = "".join(_spaced(line)).strip()
    return Piece(text, chars[0].x0, top, max(c.x1 for c in chars), bottom, line.size, _sure(chars))


def _sure(chars: Sequence[Char]) -> float | None:
    known = [c for c in chars if c.sure is not None]
    return min((c.sure or 0.0 for c in [c for c in known if c.text.isdigit()] or known), default=None)


def _spaced(line: _Line) -> Iterator[str]:
    """Yield the characters of a line, with a space for each word gap."""
    narrow, wide = (gap * line.size + line.spacing for gap in (_WORD_GAP, _WIDE_GAP))
    at = 0
    last: Char | None = None
    for char in line.chars:
        first = at
        at = bisect_left(line.spaces, (char.x0 + char.x1) / 2, at)
        if last is not None:
            spaced = at > first and line.spaces[at - 1] > last.x1 - 0.5 * char.size
            gap = wide if _SET_OFF.fullmatch(last.text[-1:] + char.text[:1]) else narrow
            if spaced or char.x0 - last.x1 > gap:
                yield " "
        yield char.text
        last = char


def _stacks(found: list[Piece]) -> list[Piece]:
    """Join single characters that stand one above the other, as vertical titles are set."""
    single = [p for p in found if _UPRIGHT.fullmatch(p.text)]
    if len(single) < _STACKED:
        return found
    single.sort(key=lambda p: (round((p.x0 + p.x1) / p.size), p.top))
    joined: list[Piece] = []
    used: set[int] = set()
    chain: list[Piece] = []
    for piece in [*single, None]:
        if chain and (piece is None or not _follows(chain[-1], piece)):
            if len(chain) >= _STACKED:
                joined.append(_stack(chain))
                used.update(map(id, chain))
            chain = []
        if piece is not None:
            chain.append(piece)
    return [p for p in found if id(p) not in used] + joined


def _follows(above: Piece, below: Piece) -> bool:
    pitch = (below.top - above.top) / above.size
    centred = abs(above.x0 + above.x1 - below.x0 - below.x1) < 0.4 * above.size
    return centred and _PITCH[0] <= pitch <= _PITCH[1] and abs(above.size - below.size) < 0.1 * above.size


def _stack(chain: list[Piece]) -> Piece:
    first, last = chain[0], chain[-1]
    return Piece("".join(p.text for p in chain), first.x0, first.top, first.x1, last.bottom, first.size)
