"""Claims of tables: each number with what its row, its column and the caption say of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportparse.claims.basis import basis_of
from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.claims.tabular.cells import Saying, Surroundings, say
from reportparse.claims.tabular.heads import read_head, units_of
from reportparse.claims.tabular.sheet import Sheet, column_heads, is_empty, row_heads, sheet_of, title_over
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Block, Claim, Grid, Layout, Mention, Metadata
from reportparse.segment.grids import located

__all__ = ["table_claims"]

_NUMBER = re.compile(r"[-+－−±]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_KINDS = frozenset({"quantity", "percent", "multiple", "rank"})
_AHEAD = 0.8
"""Share of a table's cells in the part of a report that plans, from which on its numbers are targets."""
_LONGEST = 40
"""Characters of a cell that holds one number and nothing else."""
_AROUND = re.compile(r"[\s()（）\[\]*＊①-⑳↑↓▲▼+＋]*")
RULE = "table cell"
_SURE, _LEAST = 0.93, 0.05
_DOUBTS = {
    "period_inferred": 0.0,
    "unit_missing": 0.35,
    "unit_inferred": 0.06,
    "measure_unclear": 0.3,
    "indicator_inherited": 0.1,
    "repaired": 0.2,
}
_UNREAD = 0.3


@dataclass(frozen=True, slots=True)
class _Place:
    """A block of a cell and its numerals, each with its index in the report."""

    block: Block
    mentions: tuple[tuple[int, Mention], ...]


def table_claims(
    layout: Layout, mentions: Sequence[Mention], metadata: Metadata, lexicon: Lexicon
) -> dict[int, tuple[Claim, ...]]:
    """Return the claims of the blocks that are cells of tables, by the block's ordinal.

    A cell that holds running text is left out, since it reads like any paragraph; heads, labels and codes claim
    nothing.
    """
    numerals: defaultdict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        numerals[mention.block].append((i, mention))
    cells: defaultdict[int, dict[int, _Place]] = defaultdict(dict)
    for block in layout.blocks:
        if block.cell is not None:
            number, at = block.cell
            cells[number].setdefault(at, _Place(block, tuple(numerals.get(block.ordinal, ()))))
    starts = [block.start for block in layout.blocks]
    out: dict[int, tuple[Claim, ...]] = {}
    for number, places in cells.items():
        grid = layout.grids[number]
        caption = _caption(grid, layout.blocks, starts)
        out |= _read(grid, places, caption, metadata, lexicon)
    return out


def _caption(grid: Grid, blocks: Sequence[Block], starts: Sequence[int]) -> list[str]:
    if grid.caption is None:
        return []
    first, last = max(0, bisect_right(starts, grid.caption[0]) - 1), bisect_left(starts, grid.caption[1])
    near = (b for b in blocks[first:last] if b.cell is None and b.kind != "furniture")
    return [text for b in near if (text := b.text[slice(*located(b.offsets, *grid.caption))])]


def _read(
    grid: Grid, places: Mapping[int, _Place], caption: Sequence[str], metadata: Metadata, lexicon: Lexicon
) -> dict[int, tuple[Claim, ...]]:
    words = head_words(lexicon)
    texts = {i: place.block.text for i, place in places.items()}
    values = frozenset(i for i, place in places.items() if _is_value(place, words))
    sheet = sheet_of(grid, texts, values, lexicon)
    if sheet is None:
        return {}
    silent = {places[i].block.ordinal: () for i in _silent(grid, sheet, places)}
    found = _sayings(grid, sheet, places, values, caption, metadata, lexicon)
    return silent | {places[i].block.ordinal: claims for i, claims in found}


def _is_value(place: _Place, words: HeadWords) -> bool:
    """Whether a cell holds one number, with its unit and a verb of change at most."""
    text = place.block.text
    if len(text) > _LONGEST or is_empty(text, words):
        return False
    if _NUMBER.fullmatch(text):
        return len(place.mentions) == 1
    claimable = [m for _, m in place.mentions if m.kind in _KINDS and m.value is not None]
    if len(claimable) != 1 or len(place.mentions) != 1:
        return False
    rest = text.replace(claimable[0].text, "", 1)
    return _AROUND.fullmatch(words.up.sub("", words.down.sub("", rest))) is not None


def _silent(grid: Grid, sheet: Sheet, places: Mapping[int, _Place]) -> Iterator[int]:
    """Cells that are heads, units, codes or short words."""
    for i, place in places.items():
        cell = grid.cells[i]
        apart = cell.column in sheet.silent_columns | sheet.unit_columns
        head = cell.row in sheet.head_rows or cell.column in sheet.head_columns
        prose = _SENTENCE.search(place.block.text) or (not head and not apart)
        if not prose:
            yield i


def _sayings(
    grid: Grid,
    sheet: Sheet,
    places: Mapping[int, _Place],
    values: frozenset[int],
    caption: Sequence[str],
    metadata: Metadata,
    lexicon: Lexicon,
) -> Iterator[tuple[int, tuple[Claim, ...]]]:
    """The claims of the cells that hold one number."""
    words = head_words(lexicon)
    apart = sheet.silent_columns | sheet.unit_columns | frozenset(sheet.head_columns)
    nouns = _nouns(sheet, lexicon)
    tops = [text for row in sorted(sheet.title_rows) if (text := title_over(sheet, row + 1))]
    units = _caption_units([*caption, *tops], words, lexicon)
    title = _title([*caption, *tops[:1]], words)
    parts = [place.block.part in ("plan", "requirement") for place in places.values()]
    ahead = metadata.review_year != metadata.report_year and sum(parts) > _AHEAD * len(parts)
    for i in sorted(values):
        cell, place = grid.cells[i], places[i]
        if cell.row in sheet.head_rows or cell.column in apart:
            continue
        rows, columns = row_heads(sheet, cell.row), column_heads(sheet, cell.row, cell.column)
        if any("".join(head.split()) in words.silent for head in (*rows[:1], *columns[-1:])):
            yield i, ()
            continue
        unit = next((sheet.texts[cell.row][c] for c in sheet.unit_columns if sheet.texts[cell.row][c]), "")
        index, mention = place.mentions[0]
        around = Surroundings(
            mention, place.block.text, rows, columns, unit, title_over(sheet, cell.row), nouns[cell.row], title, units,
            metadata, ahead,
        )  # fmt: skip
        saying = say(around, lexicon)
        if not saying.unit and _YEAR.fullmatch(place.block.text):
            yield i, ()
            continue
        yield i, (_claim(saying, around, place.block, index, lexicon),)


def _nouns(sheet: Sheet, lexicon: Lexicon) -> list[str]:
    """For each row the noun of the last row above it that has one."""
    out: list[str] = []
    noun = ""
    for row in range(len(sheet.texts)):
        out.append(noun)
        if row not in sheet.head_rows:
            noun = next((n for text in row_heads(sheet, row) if (n := read_head(text, lexicon).noun)), noun)
    return out


def _caption_units(lines: Sequence[str], words: HeadWords, lexicon: Lexicon) -> tuple[str, ...]:
    v = vocabulary(lexicon)
    for line in reversed(lines):
        match = words.unit_line.search(line)
        if match and (found := units_of(match[1], v) or units_of(re.split("[ 、，,]", match[1])[0], v)):
            return found
    return ()


def _title(lines: Sequence[str], words: HeadWords) -> str:
    """The nearest line over the table that is more than its unit."""
    for line in reversed(lines):
        rest = words.unit_line.sub("", line)
        if rest.strip("（()）:： ") and not words.currency.search(rest):
            return rest.strip("（() ")
    return ""


def _value(mention: Mention) -> Decimal | None:
    if mention.value is not None and mention.kind in _KINDS:
        return mention.value
    text = mention.text.translate({ord("－"): "-", ord("−"): "-", ord(","): None, ord("，"): None})
    return Decimal(text) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text) else mention.value


def _claim(saying: Saying, around: Surroundings, block: Block, index: int, lexicon: Lexicon) -> Claim:
    mention = around.mention
    value = _value(mention)
    own = mention.unit != ""
    head = " ".join((*around.rows, *around.columns))
    basis, base_period, basis_why = basis_of(
        around.columns[-1] if around.columns else head, saying.measure, saying.period, lexicon
    )
    return Claim(
        mention=index,
        block=block.ordinal,
        section=block.section,
        indicator=saying.indicator,
        indicator_id=indicator_id_of(saying.indicator, saying.measure, saying.unit, lexicon, around.metadata),
        measure=saying.measure,
        direction=saying.direction,
        value_text=mention.value_text or mention.text,
        value=value,
        value_low=mention.value_low if mention.kind in _KINDS else value,
        value_high=mention.value_high if mention.kind in _KINDS else value,
        bound=mention.bound,
        unit=saying.unit,
        normalized_value=mention.normalized_value if own else None if value is None else value * saying.factor,
        normalized_unit=mention.normalized_unit if own else saying.base,
        dimension=mention.dimension if own else saying.dimension,
        status=saying.status,
        period=saying.period,
        reference=saying.reference,
        text=mention.text,
        sentence=f"{head} {block.text}",
        rule=RULE,
        confidence=_confidence(saying.indicator, saying.flags),
        start=mention.start,
        end=mention.end,
        flags=saying.flags,
        why=saying.why + ((f"basis={basis}: {basis_why}",) if basis else ()),
        basis=basis,
        base_period=base_period,
    )


def _confidence(indicator: str, flags: Sequence[str]) -> float:
    if "table_unread" in flags or not indicator:
        return _UNREAD
    return round(max(_LEAST, _SURE - sum(_DOUBTS.get(flag, 0.0) for flag in flags)), 2)
