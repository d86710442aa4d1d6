"""The offset map from derived text back to the text it came from.

Every stage that changes text states its changes as edits. A map is made of pieces; a piece says which characters of
the derived text stand for which characters of the source. Aligned pieces have equal length and map character by
character; the others map as a whole, so that a numeral ``90`` which stands for a doubled ``9090`` answers with all four
characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Piece: TypeAlias = tuple[int, int, int, int, bool]
"""Derived start, derived end, source start, source end; whether the two sides are aligned character by character."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``source[start:end]`` by ``text``; the end is exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a derived text stands in its source.

    ``pieces`` are in the order of the derived text and cover it without gaps; the source need not be covered, since a
    block is a window of its document. ``starts`` repeats their derived starts for bisection.
    """

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    @property
    def length(self) -> int:
        """The length of the derived text in characters."""
        return self.pieces[-1][1] if self.pieces else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the derived span ``start:end``.

        The answer is tight: deletions at its two edges stay outside. Offsets past the end are clamped.

        >>> derived, offsets = apply("惠及6200 6200万", [Edit(2, 11, "6200")])
        >>> derived[2:6], offsets.span(2, 6)
        ('6200', (2, 11))
        """
        if not self.pieces:
            return (0, 0)
        start, end = max(0, min(start, self.length)), max(0, min(end, self.length))
        if start >= end:
            point = self._point(start)
            return (point, point)
        d0, _, s0, _, aligned = self.pieces[bisect_right(self.starts, start) - 1]
        low = s0 + (start - d0) if aligned else s0
        d0, _, s0, s1, aligned = self.pieces[bisect_right(self.starts, end - 1) - 1]
        return (low, s0 + (end - d0) if aligned else s1)

    def _point(self, offset: int) -> int:
        d0, d1, s0, s1, aligned = self.pieces[max(0, bisect_right(self.starts, offset) - 1)]
        return s0 + (offset - d0) if aligned else (s1 if offset >= d1 else s0)

    def then(self, inner: OffsetMap) -> OffsetMap:
        """Compose: this map leads from derived to middle text, ``inner`` from middle to source.

        >>> middle, inner = apply("１ ２ 3", [Edit(0, 4, "12")])
        >>> derived, outer = apply(middle, [Edit(2, 2, ",")])
        >>> outer.then(inner).span(0, 2)
        (0, 4)
        """
        out: list[Piece] = []
        for d0, d1, m0, m1, aligned in self.pieces:
            if aligned:
                out.extend(inner._window(d0, m0, m1))
            else:
                out.append((d0, d1, *inner.span(m0, m1), False))
        return from_pieces(out)

    def _window(self, d0: int, m0: int, m1: int) -> Iterable[Piece]:
        """The pieces of ``m0:m1`` of this map's derived text, moved to start at ``d0``."""
        shift = d0 - m0
        for i in range(max(0, bisect_right(self.starts, m0) - 1), len(self.pieces)):
            p0, p1, s0, s1, aligned = self.pieces[i]
            if p0 >= m1:
                break
            low, high = max(p0, m0), min(p1, m1)
            if low >= high:
                continue
            if aligned:
                yield (low + shift, high + shift, s0 + low - p0, s0 + high - p0, True)
            else:
                yield (low + shift, high + shift, s0, s1, False)


def from_pieces(pieces: Iterable[Piece]) -> OffsetMap:
    """Build a map, joining aligned neighbours and dropping pieces without derived characters."""
    out: list[Piece] = []
    for piece in pieces:
        d0, d1, s0, s1, aligned = piece
        if d0 == d1:
            continue
        if aligned and out and out[-1][4] and out[-1][3] == s0:
            out[-1] = (out[-1][0], d1, out[-1][2], s1, True)
        else:
            out.append(piece)
    return OffsetMap(tuple(out), tuple(p[0] for p in out))


def identity(length: int, start: int = 0) -> OffsetMap:
    """Map a text of ``length`` characters onto the source span that begins at ``start``."""
    return from_pieces([(0, length, start, start + length, True)])


def apply(source: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> tuple[str, OffsetMap]:
    """Apply edits to ``source[start:end]`` and return the derived text with its map to ``source``.

    Edits are in order and do not overlap.

    Raises:
        ValueError: if two edits overlap, stand out of order or outside the window.

    >>> apply("增长 5.2%", [Edit(2, 3, "")])[0]
    '增长5.2%'
    """
    end = len(source) if end is None else end
    parts: list[str] = []
    pieces: list[Piece] = []
    at, out = start, 0
    for edit in edits:
        if edit.start < at or edit.end < edit.start or edit.end > end:
            raise ValueError(f"edit {edit} overlaps its neighbour or leaves the window {start}:{end}")
        if edit.start > at:
            parts.append(source[at : edit.start])
            pieces.append((out, out + edit.start - at, at, edit.start, True))
            out += edit.start - at
        parts.append(edit.text)
        pieces.append((out, out + len(edit.text), edit.start, edit.end, len(edit.text) == edit.end - edit.start))
        out += len(edit.text)
        at = edit.end
    if end > at:
        parts.append(source[at:end])
        pieces.append((out, out + end - at, at, end, True))
    return "".join(parts), from_pieces(pieces)


def overlapping(starts: list[int], ends: list[int], start: int, end: int) -> range:
    """Indexes of the sorted, disjoint spans ``starts[i]:ends[i]`` that share a character with ``start:end``.

    >>> overlapping([0, 5, 9], [2, 7, 12], 6, 10)
    range(1, 3)
    """
    return range(bisect_right(ends, start), bisect_left(starts, end))


def dumps(offsets: OffsetMap) -> str:
    """Write a map in few characters: ``length@source`` for an aligned piece, ``length@start:end`` for any other.

    >>> dumps(apply("惠及6200 6200万", [Edit(2, 11, "6200")])[1])
    '2@0 4@2:11 1@11'
    """
    return " ".join(
        f"{d1 - d0}@{s0}" if aligned else f"{d1 - d0}@{s0}:{s1}" for d0, d1, s0, s1, aligned in offsets.pieces
    )


def loads(text: str) -> OffsetMap:
    """Read a map that ``dumps`` wrote.

    Raises:
        ValueError: if it is none.

    >>> loads("2@0 4@2:11 1@11").span(2, 6)
    (2, 11)
    """
    pieces: list[Piece] = []
    at = 0
    for item in text.split():
        length, _, source = item.partition("@")
        start, _, end = source.partition(":")
        size = int(length)
        pieces.append((at, at + size, int(start), int(end) if end else int(start) + size, not end))
        at += size
    return from_pieces(pieces)


def located(offsets: OffsetMap, start: int, end: int) -> tuple[int, int]:
    """Return where the raw span ``start:end`` stands in the derived text; the inverse of ``OffsetMap.span``.

    A raw span that left no character gives the point where it was.

    >>> _, offsets = apply("惠及6200 6200万", [Edit(2, 11, "6200")])
    >>> located(offsets, 2, 11), located(offsets, 11, 12)
    ((2, 6), (6, 7))
    """
    pieces = offsets.pieces
    first = bisect_right(pieces, start, key=lambda p: p[3])
    last = bisect_left(pieces, end, key=lambda p: p[2]) - 1
    if first > last:
        point = pieces[first][0] if first < len(pieces) else offsets.length
        return (point, point)
    d0, _, s0, _, aligned = pieces[first]
    low = d0 + max(0, start - s0) if aligned else d0
    d0, d1, s0, _, aligned = pieces[last]
    return (low, min(d1, d0 + end - s0) if aligned else d1)
