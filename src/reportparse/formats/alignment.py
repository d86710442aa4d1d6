"""Rows of words set under one another → the columns that they stand in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TypeAlias

Extent: TypeAlias = tuple[float, float]
"""Left and right edge of a word, in points or in columns of print."""


def columns_of(rows: Sequence[Sequence[Extent]]) -> list[Extent] | None:
    """Return the columns that the words of all rows fit into, from left to right; None where they do not line up.

    Where empty strips part the words of all rows, these part the columns. Else the rows with most words set them: a
    column is as wide as the words that stand in it alone; a row may leave columns empty, but no two of its words may
    share one.

    >>> columns_of([[(0, 4), (10, 14), (20, 24)], [(0, 8), (11, 14)], [(0, 4), (12, 14), (21, 24)]])
    [(0, 8), (10, 14), (20, 24)]
    >>> columns_of([[(0, 4), (10, 14)], [(0, 3), (5, 8), (10, 14)]])
    [(0, 4), (5, 8), (10, 14)]
    >>> columns_of([[(0, 4), (10, 14)], [(0, 12), (13, 16)]]) is None
    True
    """
    found = _strips(rows)
    if found is not None:
        return found
    most = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == most]
    if most < 2 or 2 * len(full) < len(rows):
        return None
    columns = [(min(row[i][0] for row in full), max(row[i][1] for row in full)) for i in range(most)]
    if any(a[1] > b[0] for a, b in itertools.pairwise(columns)):
        return None
    for row in rows:
        places = place(row, columns)
        if places is None:
            return None
        for (low, high), i in zip(row, places, strict=True):
            columns[i] = (min(columns[i][0], low), max(columns[i][1], high))
    return columns if all(a[1] <= b[0] for a, b in itertools.pairwise(columns)) else None


def _strips(rows: Sequence[Sequence[Extent]]) -> list[Extent] | None:
    """The columns between strips that no word of any row touches, where no row has two words in one."""
    columns: list[Extent] = []
    for low, high in sorted(word for row in rows for word in row):
        if columns and low < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(high, columns[-1][1]))
        else:
            columns.append((low, high))
    parted = len(columns) > 1 and all(place(row, columns) is not None for row in rows)
    return columns if parted else None


def place(row: Sequence[Extent], columns: Sequence[Extent]) -> list[int] | None:
    """Return the column of each word of a row: the one that it overlaps most; None where two words share one."""
    places = [max(range(len(columns)), key=lambda i: _overlap(word, columns[i])) for word in row]
    return places if all(a < b for a, b in itertools.pairwise(places)) else None


def _overlap(word: Extent, column: Extent) -> float:
    """How far two extents overlap; below zero the gap between them."""
    return min(word[1], column[1]) - max(word[0], column[0])
