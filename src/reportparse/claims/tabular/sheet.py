"""A grid as a reader sees it: which rows and columns are heads, and what stands over and beside each number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportparse.claims.tabular.heads import Head, read_head, units_of
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Grid

_NUMBER = re.compile(r"[-+－−±▲▼↑↓]?\s?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?\s?(?:[%％‰]|个?百分点)?")
_BEGINS_NUMBER = re.compile(r"[-+－−±<>≤≥＜＞]?\s?\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTER = re.compile(r"\d{1,3}[.、．]?")
_VALUE_SHARE = 0.5
_MOST_CELLS = 400_000
"""Rows times columns; a grid that is larger has spans that nobody printed."""
_WORDS_BESIDE_YEARS = 4
_HEAD_LENGTH = 60
_HEAD_SHARE = 0.5
"""Share of a row's cells that must read like heads for it to be a head below other rows."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a stretch of rows hold beside numbers."""

    heads: tuple[int, ...] = ()
    """Those that name the rows, from left to right."""
    units: frozenset[int] = frozenset()
    silent: frozenset[int] = frozenset()
    """Those whose numbers claim nothing."""
    panels: tuple[int, ...] = ()
    """Later columns that name the rows anew, where a table stands in two halves side by side."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a grid by row and column, merged ones at each of their places."""

    texts: tuple[tuple[str, ...], ...]
    indexes: tuple[tuple[int, ...], ...]
    """Index of the cell in the grid; -1 where none stands."""
    head_rows: frozenset[int]
    title_rows: frozenset[int]
    """Rows that hold one text and nothing else."""
    titles: tuple[str, ...]
    """For each row the nearest row above it that holds one text and nothing else."""
    blocks: tuple[tuple[int, ...], ...]
    """Head rows that follow one another, title rows aside."""
    passed: tuple[int, ...]
    """For each row how many of these begin above it."""
    columns: tuple[Columns, ...]
    """What the columns are, for each row: heads in the middle of a table may change it."""


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
    titles = frozenset(r for r, row in enumerate(indexes) if _is_title(row, texts, values))
    heads = _head_rows(grid, indexes, shown, values, titles, lexicon)
    columns = _columns(indexes, shown, values, heads, titles, lexicon)
    over, blocks, passed = _above_rows(shown, heads, titles)
    return Sheet(tuple(map(tuple, shown)), tuple(map(tuple, indexes)), heads, titles, over, blocks, passed, columns)


def _above_rows(
    shown: Sequence[Sequence[str]], heads: frozenset[int], titles: frozenset[int]
) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """For each row the title above it; the blocks of heads; for each row how many blocks begin above it."""
    over: list[str] = []
    blocks: list[list[int]] = []
    passed: list[int] = []
    title = ""
    going = False
    for r, row in enumerate(shown):
        over.append(title)
        passed.append(len(blocks))
        if r in heads:
            if not going:
                blocks.append([])
            blocks[-1].append(r)
        elif r in titles:
            title = next(filter(None, row), title)
        going = r in heads or (going and r in titles)
    return tuple(over), tuple(map(tuple, blocks)), tuple(passed)


def _columns(
    indexes: Sequence[Sequence[int]],
    shown: Sequence[Sequence[str]],
    values: frozenset[int],
    heads: frozenset[int],
    titles: frozenset[int],
    lexicon: Lexicon,
) -> tuple[Columns, ...]:
    """What the columns are in each stretch of rows between heads."""
    stretches: list[list[int]] = [[]]
    over: list[list[int]] = [[]]
    for r in range(len(shown)):
        if r in heads:
            if stretches[-1]:
                stretches.append([])
                over.append([])
            over[-1].append(r)
        elif r not in titles:
            stretches[-1].append(r)
    out = [Columns()] * len(shown)
    for body, above in zip(stretches, over, strict=True):
        silent, units = _kinds_of_columns(shown, above, body, lexicon)
        named = _head_columns(indexes, shown, values, body, silent | units)
        found = Columns(named, units, silent, _panels(indexes, shown, values, body, above, named))
        for r in body:
            out[r] = found
    return tuple(out)


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
    """Rows of short words at the top, or where words stand over the numbers of the next row; bare years count as words.

    A table of two columns may have none: what stands first is a label and its text, unless it reads like heads.
    """
    words = head_words(lexicon)
    numbers = [_numbers(row, texts, values) for row, texts in zip(indexes, shown, strict=True)]
    heads: set[int] = set()
    opened = False
    for r, row in enumerate(indexes):
        filled = list(dict.fromkeys(i for i, text in zip(row, shown[r], strict=True) if i >= 0 and text))
        if r in titles or not filled:
            continue
        if numbers[r]:
            opened = True
            continue
        cells = [shown[r][row.index(i)] for i in filled]
        if any(len(text) > _HEAD_LENGTH or "。" in text for text in cells):
            continue
        source = all(grid.cells[i].head for i in filled)
        below = next((numbers[k] for k in range(r + 1, min(len(numbers), r + 3)) if numbers[k]), frozenset())
        over = sum(bool(shown[r][c]) and not is_empty(shown[r][c], words) for c in below)
        stands_over = (
            bool(below) and 2 * over >= len(below) and (opened or len(row) > 2 or _all_numbers(numbers, shown, r))
        )
        if source or stands_over or _reads_like_heads(cells, lexicon) or (not opened and len(row) > 2):
            heads.add(r)
    return frozenset(heads) if any(numbers) else frozenset()


def _all_numbers(numbers: Sequence[frozenset[int]], shown: Sequence[Sequence[str]], top: int) -> bool:
    """Whether each row below has a number in its last column, or nothing there."""
    return all(
        len(row) - 1 in found or not row[-1] for row, found in zip(shown[top + 1 :], numbers[top + 1 :], strict=True)
    )


def _numbers(row: Sequence[int], texts: Sequence[str], values: frozenset[int]) -> frozenset[int]:
    """The columns of a row's numbers; several years and nothing else but a word are heads, no numbers."""
    found = {i: c for c, i in enumerate(row) if i in values}
    filled = {i for i, text in zip(row, texts, strict=True) if i >= 0 and text}
    years = all(_YEAR.fullmatch(texts[c]) for c in found.values())
    if years and len(found) > 1 and len(filled) - len(found) < _WORDS_BESIDE_YEARS:
        return frozenset()
    return frozenset(c for c, i in enumerate(row) if i in values)


def _reads_like_heads(cells: Sequence[str], lexicon: Lexicon) -> bool:
    like = sum(_is_head(read_head(text, lexicon), text, lexicon) for text in cells)
    return len(cells) > 1 and like >= (_HEAD_SHARE if len(cells) > 2 else 1) * len(cells)


def _is_head(head: Head, text: str, lexicon: Lexicon) -> bool:
    words = head_words(lexicon)
    return bool(head.when or head.measure or head.units) or text in words.plain or text.endswith(words.row_ends)


def _kinds_of_columns(
    shown: Sequence[Sequence[str]], heads: Sequence[int], body: Sequence[int], lexicon: Lexicon
) -> tuple[frozenset[int], frozenset[int]]:
    """The columns whose numbers claim nothing, and those that give units."""
    words = head_words(lexicon)
    silent: set[int] = set()
    units: set[int] = set()
    for c in range(len(shown[0])):
        over = ["".join(shown[r][c].split()) for r in heads]
        under = [shown[r][c] for r in body if shown[r][c]]
        if any(text in words.silent for text in over) or _counts(under, c):
            silent.add(c)
        elif any(text in words.unit_column for text in over) or _are_units(under, lexicon):
            units.add(c)
    return frozenset(silent), frozenset(units)


def _are_units(cells: Sequence[str], lexicon: Lexicon) -> bool:
    return len(cells) > 1 and all(units_of(text, vocabulary(lexicon)) for text in cells)


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
        numbers = sum(_is_number(i, text, values, first=not found) for i, text in filled)
        if filled and numbers > _VALUE_SHARE * len(filled):
            break
        if any(i not in values or not found for i, _ in filled):
            found.append(c)
        elif found:
            break
    return tuple(found)


def _is_number(index: int, text: str, values: frozenset[int], *, first: bool) -> bool:
    """Whether a cell is a number and no name of its row: a first column may name years and classes (30岁以下)."""
    if first:
        return index in values and _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None
    return index in values or _BEGINS_NUMBER.match(text) is not None


def _panels(
    indexes: Sequence[Sequence[int]],
    shown: Sequence[Sequence[str]],
    values: frozenset[int],
    body: Sequence[int],
    heads: Sequence[int],
    named: Sequence[int],
) -> tuple[int, ...]:
    """Columns of words under the head of the first column, or, where no heads are, right before numbers."""
    if len(named) != 1 or not body:
        return ()
    found: list[int] = []
    first = [shown[r][named[0]] for r in heads]
    for c in range(named[0] + 1, len(shown[0])):
        filled = [indexes[r][c] for r in body if shown[r][c]]
        if not filled or any(i in values for i in filled):
            continue
        if [shown[r][c] for r in heads] == first and (heads or c + 1 < len(shown[0])):
            found.append(c)
    return tuple(found)


def column_heads(sheet: Sheet, row: int, column: int, span: int = 1) -> list[str]:
    """The heads over a cell, from the top: those of the nearest head rows above it, and where these are empty of the
    head rows before. Over a cell that spans columns only a head that spans them too."""
    for block in reversed(sheet.blocks[: sheet.passed[row]]):
        over = [sheet.texts[r][column] for r in block if len(set(sheet.indexes[r][column : column + span])) == 1]
        found = list(dict.fromkeys(filter(None, over)))
        if found or span > 1:
            return found
    return []


def row_heads(sheet: Sheet, row: int, column: int = 0) -> list[str]:
    """The words that name a row, from left to right; an empty place before others repeats what stands above it."""
    panel = [c for c in sheet.columns[row].panels if c < column]
    texts = [(c, sheet.texts[row][c]) for c in panel[-1:] or sheet.columns[row].heads]
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
