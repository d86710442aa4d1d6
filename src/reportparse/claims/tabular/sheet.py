"""A grid as a reader sees it: which rows and columns are heads, and what stands over and beside each number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportparse.claims.tabular.heads import read_head
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.model import Grid

_NUMBER = re.compile(r"[-+－−±▲▼↑↓]?\s?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s?(?:[%％‰]|个?百分点)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTER = re.compile(r"\d{1,3}[.、．]?")
_VALUE_SHARE = 0.5
_MOST_CELLS = 400_000
"""Rows times columns; a grid that is larger has spans that nobody printed."""
_HEAD_SHARE = 0.5
"""Share of a row's cells that must read like heads for it to be a head below other rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a grid by row and column, merged ones at each of their places."""

    texts: tuple[tuple[str, ...], ...]
    indexes: tuple[tuple[int, ...], ...]
    """Index of the cell in the grid; -1 where none stands."""
    head_rows: frozenset[int]
    title_rows: frozenset[int]
    """Rows that hold one text and nothing else."""
    head_columns: tuple[int, ...]
    """The columns that name the rows, from left to right."""
    unit_columns: frozenset[int]
    silent_columns: frozenset[int]


def sheet_of(grid: Grid, texts: Mapping[int, str], values: frozenset[int], lexicon: Lexicon) -> Sheet | None:
    """Arrange a grid.

    Args:
        grid: the table.
        texts: the text of each cell that has one, by its index.
        values: indexes of the cells that hold one number and nothing else.
        lexicon: the vocabulary.

    None where no cell holds a number, or where the grid is larger than any table.
    """
    n_rows = max((c.row + c.row_span for c in grid.cells), default=0)
    n_columns = max((c.column + c.column_span for c in grid.cells), default=0)
    if not values or n_rows * n_columns > _MOST_CELLS:
        return None
    indexes = [[-1] * n_columns for _ in range(n_rows)]
    for i, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            indexes[row][cell.column : cell.column + cell.column_span] = [i] * cell.column_span
    shown = [[texts.get(i, "") for i in row] for row in indexes]
    words = head_words(lexicon)
    titles = frozenset(r for r, row in enumerate(indexes) if _is_title(row, texts, values))
    heads = _head_rows(grid, indexes, shown, values, titles, lexicon)
    body = [r for r in range(n_rows) if r not in heads and r not in titles]
    silent, units = _kinds_of_columns(shown, heads, body, words)
    head_columns = _head_columns(indexes, shown, values, body, silent | units)
    return Sheet(tuple(map(tuple, shown)), tuple(map(tuple, indexes)), heads, titles, head_columns, units, silent)


def is_empty(text: str, words: HeadWords) -> bool:
    """Whether a cell says that it has no number.

    >>> from reportparse.lexicon import default
    >>> [is_empty(text, head_words(default())) for text in ("", "—", "不适用", "0")]
    [True, True, True, False]
    """
    return not text or text in words.empty or not text.strip("-—－–…./／· ")


def _is_title(row: Sequence[int], texts: Mapping[int, str], values: frozenset[int]) -> bool:
    filled = {i for i in row if i >= 0 and texts.get(i)}
    return len(filled) == 1 and not filled & values


def _head_rows(
    grid: Grid,
    indexes: Sequence[Sequence[int]],
    shown: Sequence[Sequence[str]],
    values: frozenset[int],
    titles: frozenset[int],
    lexicon: Lexicon,
) -> frozenset[int]:
    """Rows without a number, at the top or where their words read like heads; a row of bare years counts as one."""
    heads: set[int] = set()
    opened = False
    for r, row in enumerate(indexes):
        filled = list(dict.fromkeys(i for i in row if i >= 0 and shown[r][row.index(i)]))
        if r in titles or not filled:
            continue
        numbers = [i for i in filled if i in values]
        years = all(_YEAR.fullmatch(shown[r][row.index(i)]) for i in numbers)
        if numbers and not (years and len(numbers) > 1 and len(numbers) >= len(filled) - 1):
            opened = True
            continue
        source = all(grid.cells[i].head for i in filled)
        if not opened or source or _reads_like_heads([shown[r][row.index(i)] for i in filled], lexicon):
            heads.add(r)
    return frozenset(heads) if opened else frozenset()


def _reads_like_heads(cells: Sequence[str], lexicon: Lexicon) -> bool:
    words = head_words(lexicon)
    like = sum(
        bool((h := read_head(t, lexicon)).when or h.measure or (h.units and not h.noun)) or t in words.plain
        for t in cells
    )
    return len(cells) > 1 and like >= _HEAD_SHARE * len(cells)


def _kinds_of_columns(
    shown: Sequence[Sequence[str]], heads: frozenset[int], body: Sequence[int], words: HeadWords
) -> tuple[frozenset[int], frozenset[int]]:
    """The columns whose numbers claim nothing, and those that give units."""
    silent: set[int] = set()
    units: set[int] = set()
    for c in range(len(shown[0])):
        over = ["".join(shown[r][c].split()) for r in sorted(heads)]
        under = [shown[r][c] for r in body if shown[r][c]]
        if any(text in words.silent for text in over) or _counts(under, c):
            silent.add(c)
        elif any(text in words.unit_column for text in over):
            units.add(c)
    return frozenset(silent), frozenset(units)


def _counts(cells: Sequence[str], column: int) -> bool:
    """1, 2, 3 … down the first column number the rows."""
    if column or len(cells) < 2 or not all(_COUNTER.fullmatch(text) for text in cells):
        return False
    return [int(text.strip(".、．")) for text in cells] == list(range(1, len(cells) + 1))


def _head_columns(
    indexes: Sequence[Sequence[int]],
    shown: Sequence[Sequence[str]],
    values: frozenset[int],
    body: Sequence[int],
    apart: frozenset[int],
) -> tuple[int, ...]:
    """The leading columns that hold words, or years, beside the numbers of the body."""
    found: list[int] = []
    for c in range(len(shown[0])):
        if c in apart:
            continue
        filled = [(indexes[r][c], shown[r][c]) for r in body if shown[r][c]]
        numbers = sum(i in values and not (not found and _YEAR.fullmatch(text)) for i, text in filled)
        if filled and numbers > _VALUE_SHARE * len(filled):
            break
        if any(i not in values or _YEAR.fullmatch(text) for i, text in filled):
            found.append(c)
        elif found:
            break
    return tuple(found)


def column_heads(sheet: Sheet, row: int, column: int) -> list[str]:
    """The heads over a cell, from the top: those of the nearest head rows above it, and where these are empty of the
    head rows before."""
    above = [r for r in sheet.head_rows if r < row]
    if not above:
        return []
    blocks: list[list[int]] = []
    for r in sorted(above):
        if blocks and all(m in sheet.title_rows for m in range(blocks[-1][-1] + 1, r)):
            blocks[-1].append(r)
        else:
            blocks.append([r])
    for block in reversed(blocks):
        found = list(dict.fromkeys(sheet.texts[r][column] for r in block if sheet.texts[r][column]))
        if found:
            return found
    return []


def row_heads(sheet: Sheet, row: int) -> list[str]:
    """The words that name a row, from left to right; an empty place before others repeats what stands above it."""
    texts = [(c, sheet.texts[row][c]) for c in sheet.head_columns]
    found: list[str] = []
    for k, (c, text) in enumerate(texts):
        if not text and any(later for _, later in texts[k + 1 :]):
            text = _above(sheet, row, c)
        if text and text not in found:
            found.append(text)
    return found


def _above(sheet: Sheet, row: int, column: int) -> str:
    for r in range(row - 1, max(-1, row - 60), -1):
        if r in sheet.head_rows or r in sheet.title_rows:
            return ""
        if sheet.texts[r][column]:
            return sheet.texts[r][column]
    return ""


def title_over(sheet: Sheet, row: int) -> str:
    """The nearest row above that holds one text and nothing else."""
    before = [r for r in sheet.title_rows if r < row]
    return next((text for text in sheet.texts[max(before)] if text), "") if before else ""
