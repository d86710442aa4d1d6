"""How long a run has still to go, by what its documents have taken so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop
from pathlib import Path
from typing import TypeAlias

Kind: TypeAlias = str
"""How a file's name ends, as far as it tells how long reading takes."""

_PDF = ".pdf"
_TYPICAL = 3e-6
"""Seconds a byte, as measured on reports of all kinds, while none is done."""
_LIKE_OTHERS = 1e6
"""Bytes of a kind that are taken to go as fast as those of all kinds do, until more of it has been read."""
_READING = 0.75
"""Share of a document's time that goes by while its pages are read, as measured on long PDFs; the rest is parsing."""


def size_of(path: Path) -> tuple[Kind, float]:
    """Return the kind and the bytes of a file; none of one that is not there, which takes no time either."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return (_PDF if path.suffix.lower() == _PDF else "", float(size))


@dataclass
class _Open:
    """A document whose pages are being read."""

    began: float
    page: int = 0
    of: int = 1

    @property
    def done(self) -> float:
        """Share of its time that has gone by."""
        return _READING * self.page / self.of


@dataclass
class Pace:
    """What documents have taken, and what is therefore left.

    >>> pace = Pace({"a": ("", 1_000_000), "b": ("", 2_000_000)})
    >>> pace.done("a", 5.0, 0, now=5.0)
    >>> pace.left(5.0)
    10.0
    """

    sizes: Mapping[str, tuple[Kind, float]]
    """Kind and bytes of every document."""
    pages: int = 0
    """Pages read in this run, of documents done and under way."""
    _left: dict[str, tuple[Kind, float]] = field(init=False)
    _bytes: defaultdict[Kind, float] = field(default_factory=lambda: defaultdict(float))
    """Of the documents that are left."""
    _largest: dict[Kind, list[tuple[float, str]]] = field(default_factory=dict)
    """A heap for each kind; some of its documents may be done already."""
    _open: dict[str, _Open] = field(default_factory=dict)
    _spent: dict[Kind, tuple[float, float]] = field(default_factory=dict)
    _first: float | None = None

    def __post_init__(self) -> None:
        self._left = dict(self.sizes)
        for doc, (kind, size) in self._left.items():
            self._bytes[kind] += size
            self._largest.setdefault(kind, []).append((-size, doc))
        for heap in self._largest.values():
            heapify(heap)

    def page(self, doc: str, page: int, of: int, now: float) -> None:
        """Note that a page of a document has been read; news of one that is done comes late and says nothing new."""
        if doc not in self._left:
            return
        held = self._open.setdefault(doc, _Open(now))
        self.pages += max(0, page - held.page)
        held.page, held.of = page, max(of, page, 1)
        self._first = now if self._first is None else self._first

    def kept(self, doc: str) -> None:
        """Note that a document need not be read."""
        self._gone(doc)

    def done(self, doc: str, seconds: float, pages: int, now: float) -> None:
        """Note that a document is done, and what it took; nothing is learned from one that failed in no time."""
        held, size = self._open.pop(doc, None), self._gone(doc)
        self.pages += max(0, pages - (held.page if held else 0))
        if size and seconds:
            spent, seen = self._spent.get(size[0], (0.0, 0.0))
            self._spent[size[0]] = (spent + seconds, seen + size[1])
        self._first = now - seconds if self._first is None else self._first

    def left(self, now: float) -> float | None:
        """Return the seconds that reading will take from now on; None while there is nothing to judge by.

        However many processes there are, no document is done sooner than by the one that reads it.
        """
        if self._first is None:
            return None
        gone = {doc: now - held.began for doc, held in self._open.items()}
        work = sum(spent for spent, _ in self._spent.values()) + sum(gone.values())
        side_by_side = max(1.0, work / max(now - self._first, 1e-9))
        told = {doc: gone[doc] * (1 - held.done) / held.done for doc, held in self._open.items()}
        untold = sum(self._takes(kind, size) for kind, size in self._bytes.items())
        untold -= sum(self._takes(*self._left[doc]) for doc in told)
        longest = [self._takes(kind, -heap[0][0]) for kind in self._bytes if (heap := self._trimmed(kind))]
        return max((sum(told.values()) + untold) / side_by_side, *told.values(), *longest, 0.0)

    def _gone(self, doc: str) -> tuple[Kind, float] | None:
        found = self._left.pop(doc, None)
        if found:
            self._bytes[found[0]] -= found[1]
        return found

    def _trimmed(self, kind: Kind) -> list[tuple[float, str]]:
        """The largest documents that are left and do not tell their pages, the largest first."""
        heap = self._largest[kind]
        while heap and (heap[0][1] not in self._left or heap[0][1] in self._open):
            heappop(heap)
        return heap

    def _takes(self, kind: Kind, size: float) -> float:
        spent, seen = self._spent.get(kind, (0.0, 0.0))
        return size * (spent + self._rate() * _LIKE_OTHERS) / (seen + _LIKE_OTHERS)

    def _rate(self) -> float:
        """Seconds a byte, of all kinds."""
        seen = sum(size for _, size in self._spent.values())
        return sum(spent for spent, _ in self._spent.values()) / seen if seen else _TYPICAL
