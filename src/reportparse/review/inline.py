"""A block's text cut into runs: plain text, numerals that make claims, numerals that make none, repaired places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reportparse.spans import OffsetMap, located

Row: TypeAlias = Mapping[str, Any]
_Placed: TypeAlias = tuple[int, int, Row]
_CLAIMABLE = frozenset({"quantity", "percent", "multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one repair made or doubts, or that none touches."""

    text: str
    before: str | None = None
    """The raw characters; None where the text is raw."""
    kind: str = ""
    """Kind of damage."""
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


def runs(text: str, offsets: OffsetMap, mentions: Sequence[Row], repairs: Sequence[Row]) -> list[Run]:
    """Cut a block's text.

    Args:
        text: the block's text.
        offsets: its map to the raw text.
        mentions: the block's mentions in order; ``claims`` of a mention are its claims.
        repairs: the repairs that touch the block, in order.
    """
    placed = _place(offsets, repairs)
    out: list[Run] = []
    at = 0
    for mention in mentions:
        start, end, claims = mention["start"], mention["end"], mention["claims"]
        if start < at or not (claims or mention["kind"] in _CLAIMABLE):
            continue
        if start > at:
            out.append(Run(tuple(_pieces(text, at, start, placed, offsets))))
        pieces = tuple(_pieces(text, start, end, placed, offsets))
        out.append(Run(pieces, claims, mention["anchor"], not claims))
        at = end
    if at < len(text) or not out:
        out.append(Run(tuple(_pieces(text, at, len(text) + 1, placed, offsets))))
    return out


def _place(offsets: OffsetMap, repairs: Iterable[Row]) -> list[_Placed]:
    """Where the repairs stand in the text, apart from one another; a repair hides a doubt that meets it."""
    out: list[_Placed] = []
    for repair in sorted(repairs, key=lambda r: (r["action"] == "flagged", r["raw_start"])):
        low, high = located(offsets, repair["raw_start"], repair["raw_end"])
        at = bisect_right(out, low, key=lambda p: p[1])
        if at == len(out) or high <= out[at][0]:
            out.insert(at, (low, high, repair))
    return out


def _pieces(text: str, start: int, end: int, placed: Sequence[_Placed], offsets: OffsetMap) -> Iterator[Piece]:
    """Cut ``text[start:end]`` at its repairs, each piece with the raw characters that it stands for."""
    at = start
    near = slice(bisect_left(placed, start, key=lambda p: p[1]), bisect_left(placed, end, key=lambda p: p[0]))
    for low, high, repair in placed[near]:
        if high == start and low < start:
            continue
        first, last = max(low, start), min(high, end, len(text))
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], _before(repair, offsets, first, last, low, high), repair["kind"], _doubt(repair))
        at = last
    if at < min(end, len(text)):
        yield Piece(text[at:end])


def _before(repair: Row, offsets: OffsetMap, first: int, last: int, low: int, high: int) -> str:
    """The raw characters of a part of a repaired place; deletions at the place's own edges belong to it."""
    start, end = offsets.span(first, last)
    raw = repair["raw_start"]
    cut = slice(0 if first == low else max(0, start - raw), None if last == high else max(0, end - raw))
    return str(repair["before"][cut])


def _doubt(repair: Row) -> bool:
    return bool(repair["action"] == "flagged")
