"""A block's text cut into runs: plain text, numerals that make claims, numerals that make none, repaired places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from reportparse.spans import OffsetMap

Row: TypeAlias = Mapping[str, Any]
_CLAIMABLE = frozenset({"quantity", "percent", "multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one repair made or doubts, or that none touches."""

    text: str
    before: str | None = None
    """The raw characters; None where the text is raw."""
    why: str = ""
    doubt: bool = False
    """The repair was flagged and not applied."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong together: one numeral, or the text between two."""

    pieces: tuple[Piece, ...]
    claims: tuple[Row, ...] = ()
    anchor: str = ""
    unclaimed: bool = False
    """A numeral of a kind that makes claims, but made none here."""


def located(offsets: OffsetMap, start: int, end: int) -> tuple[int, int]:
    """Return where the raw span ``start:end`` stands in the derived text; the inverse of ``OffsetMap.span``.

    A raw span that left no character gives the point where it was.

    >>> from reportparse.spans import Edit, apply
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


def runs(text: str, offsets: OffsetMap, mentions: Sequence[Row], repairs: Sequence[Row]) -> list[Run]:
    """Cut a block's text.

    Args:
        text: the block's text.
        offsets: its map to the raw text.
        mentions: the block's mentions in order; ``claims`` of a mention are its claims.
        repairs: the repairs that touch the block, in order.
    """
    placed = sorted(((*located(offsets, r["raw_start"], r["raw_end"]), r) for r in repairs), key=lambda p: p[0])
    out: list[Run] = []
    at = 0
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        claims = mention["claims"]
        if start < at or not (claims or mention["kind"] in _CLAIMABLE):
            continue
        if start > at:
            out.append(Run(tuple(_pieces(text, at, start, placed))))
        pieces = tuple(_pieces(text, start, end, placed))
        out.append(Run(pieces, claims, mention["anchor"], not claims))
        at = end
    if at < len(text) or not out:
        out.append(Run(tuple(_pieces(text, at, len(text) + 1, placed))))
    return out


def _pieces(text: str, start: int, end: int, placed: Sequence[tuple[int, int, Row]]) -> Iterator[Piece]:
    """Cut ``text[start:end]`` at its repairs; a repair that began in an earlier run is not shown twice."""
    at = start
    first = bisect_left(placed, start, key=lambda p: p[0])
    for low, high, repair in islice(placed, first, bisect_left(placed, end, key=lambda p: p[0])):
        if low < at:
            continue
        if low > at:
            yield Piece(text[at:low])
        at = min(high, end, len(text))
        doubt = repair["action"] == "flagged"
        yield Piece(text[low:at], repair["before"], repair["evidence"], doubt)
    if at < min(end, len(text)):
        yield Piece(text[at:end])
