"""Claims of tables: each number with what its row, its column and the caption say of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportparse.claims.basis import basis_of
from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.claims.tabular.cells import Saying, Surroundings, say
from reportparse.claims.tabular.heads import When, read_head, units_of
from reportparse.claims.tabular.sheet import Sheet, column_heads, is_empty, row_heads, sheet_of
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Block, Bound, Cell, Claim, Grid, Layout, Mention, Metadata
from reportparse.spans import located

__all__ = ["table_claims"]

_NUMBER = re.compile(r"[-+－−±]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_KINDS = frozenset({"quantity", "percent", "multiple", "rank"})
_WORDS = 3
_AHEAD = 0.8
"""Share of a table's cells in the part of a report that plans, from which on its numbers are targets."""
_DATED = re.compile(r"^(?:19|20)\d\d年?")
_BASE = re.compile(r"[=＝]\s?100")
_LONGEST = 40
"""Characters of a cell that holds one number and nothing else."""
_AROUND = re.compile(r"[\s()（）\[\]*＊①-⑳↑↓▲▼+＋<>≤≥≦≧＜＞]*")
_BOUNDS: dict[str, Bound] = {"≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", ">": ">", "＞": ">", "<": "<", "＜": "<"}
_BRACKETED = re.compile(r"[（(]\s?\d[\d,.]*\s?[)）]")
RULE = "table cell"


@dataclass(frozen=True, slots=True)
class _Place:
    """A block of a cell and its numerals, each with its index in the report."""

    block: Block
    mentions: tuple[tuple[int, Mention], ...]
    more: tuple[Block, ...] = ()
    """Where the cell holds a list, its other items."""

    @property
    def text(self) -> str:
        """All that the cell says."""
        return " ".join(block.text for block in (self.block, *self.more))


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
            found = cells[number].get(at)
            own = tuple(numerals.get(block.ordinal, ()))
            cells[number][at] = replace(found, more=(*found.more, block)) if found else _Place(block, own)
    starts = [block.start for block in layout.blocks]
    out: dict[int, tuple[Claim, ...]] = {}
    for number, places in cells.items():
        grid = layout.grids[number]
        out |= dict.fromkeys(_title_blocks(grid, layout.blocks, starts), ())
        caption = _caption(grid, layout.blocks, starts)
        out |= _read(grid, places, caption, metadata, lexicon)
    return out


def _caption(grid: Grid, blocks: Sequence[Block], starts: Sequence[int]) -> list[str]:
    if grid.caption is None:
        return []
    first, last = max(0, bisect_right(starts, grid.caption[0]) - 1), bisect_left(starts, grid.caption[1])
    near = (b for b in blocks[first:last] if b.cell is None and b.kind != "furniture")
    return [text for b in near if (text := b.text[slice(*located(b.offsets, *grid.caption))])]


def _title_blocks(grid: Grid, blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """The blocks that are a table's title or unit and nothing else; their numbers claim nothing."""
    if grid.caption is None:
        return []
    first, last = bisect_left(starts, grid.caption[0]), bisect_left(starts, grid.caption[1])
    lines = (block for block in blocks[first:last] if block.cell is None)
    return [line.ordinal for line in lines if line.kind == "table" or _BASE.search(line.text)]


def _read(
    grid: Grid, places: Mapping[int, _Place], caption: Sequence[str], metadata: Metadata, lexicon: Lexicon
) -> dict[int, tuple[Claim, ...]]:
    words = head_words(lexicon)
    texts = {i: place.text for i, place in places.items()}
    values = frozenset(i for i, place in places.items() if _is_value(place, words))
    sheet = sheet_of(grid, texts, values, lexicon)
    if sheet is None:
        return {}
    quiet = [block for i in _silent(grid, sheet, places) for block in (places[i].block, *places[i].more)]
    silent: dict[int, tuple[Claim, ...]] = {block.ordinal: () for block in quiet}
    found = _sayings(grid, sheet, places, values, caption, metadata, lexicon)
    return silent | {places[i].block.ordinal: claims for i, claims in found}


def _is_value(place: _Place, words: HeadWords) -> bool:
    """Whether a cell holds one number, with its unit and a verb of change at most."""
    text = place.block.text
    if place.more or len(text) > _LONGEST or is_empty(text, words):
        return False
    if _NUMBER.fullmatch(text):
        return len(place.mentions) == 1
    claimable = [m for _, m in place.mentions if m.kind in _KINDS and m.value is not None]
    if len(claimable) != 1 or len(place.mentions) != 1:
        return False
    rest = text.replace(claimable[0].text, "", 1)
    return _AROUND.fullmatch(words.fillers.sub("", words.up.sub("", words.down.sub("", rest)))) is not None


def _silent(grid: Grid, sheet: Sheet, places: Mapping[int, _Place]) -> Iterator[int]:
    """Cells that are heads, units, codes or short words; what stands in the last column heads nothing."""
    last = max((cell.column for cell in grid.cells), default=0)
    for i, place in places.items():
        cell = grid.cells[i]
        columns = sheet.columns[cell.row]
        apart = cell.column in columns.silent | columns.units
        head = cell.row in sheet.head_rows or (cell.column in columns.heads and cell.column < last)
        prose = _SENTENCE.search(place.text) or (not head and not apart and _speaks(place))
        if not prose:
            yield i


def _speaks(place: _Place) -> bool:
    """Whether a cell says in words what its numbers are of (新建幼儿园34所), as 18.5元/500克 does not."""
    rest = place.text
    for _, mention in place.mentions:
        rest = rest.replace(mention.text, "", 1)
    return sum(c.isalpha() for c in rest) >= _WORDS


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
    nouns = _nouns(sheet, lexicon)
    named = Counter(tuple(row_heads(sheet, row)) for row in {grid.cells[i].row for i in values})
    body = min((grid.cells[i].row for i in values if grid.cells[i].row not in sheet.head_rows), default=0)
    tops = [text for row in sorted(sheet.title_rows) if row < body for text in sheet.texts[row] if text]
    tops = list(dict.fromkeys(tops))
    units = _caption_units([*caption, *tops], words, lexicon)
    title = _title([*caption, *tops[:1]], words)
    parts = [place.block.part in ("plan", "requirement") for place in places.values()]
    ahead = metadata.review_year != metadata.report_year and sum(parts) > _AHEAD * len(parts)
    for i in sorted(values):
        cell, place = grid.cells[i], places[i]
        own = sheet.columns[cell.row]
        if cell.row in sheet.head_rows or cell.column in own.silent | own.units | frozenset(own.heads):
            continue
        rows, columns = (
            row_heads(sheet, cell.row, cell.column),
            column_heads(sheet, cell.row, cell.column, cell.column_span),
        )
        if any("".join(head.split()) in words.silent for head in (*rows[:1], *columns[-1:])):
            yield i, ()
            continue
        unit = next((sheet.texts[cell.row][c] for c in own.units if sheet.texts[cell.row][c]), "")
        index, mention = place.mentions[0]
        around = Surroundings(
            mention, place.block.text, rows, columns, unit, sheet.titles[cell.row], named[tuple(rows)] > 1,
            nouns[cell.row],
            _left(sheet, cell, lexicon), _left_when(sheet, cell, lexicon), title, units,
            words.goal.search(title) is not None, metadata, ahead,
        )  # fmt: skip
        saying = say(around, lexicon)
        if not saying.unit and _YEAR.fullmatch(place.block.text):
            yield i, ()
            continue
        yield i, (_claim(saying, around, place.block, index, lexicon),)


def _nouns(sheet: Sheet, lexicon: Lexicon) -> list[str]:
    """For each row the noun of the last row above it that has one."""
    words = head_words(lexicon)
    out: list[str] = []
    noun = ""
    for row in range(len(sheet.texts)):
        out.append(noun)
        if row in sheet.head_rows:
            continue
        texts = row_heads(sheet, row)
        own = next((n for text in texts if (n := read_head(text, lexicon).noun)), "")
        if own and own not in words.parts and not any(text.startswith(words.within) for text in texts):
            noun = own
    return out


def _left(sheet: Sheet, cell: Cell, lexicon: Lexicon) -> str:
    """The noun of the nearest column to the left of a cell whose head has one."""
    for column in range(cell.column - 1, -1, -1):
        if column in sheet.columns[cell.row].heads:
            break
        nouns = [read_head(text, lexicon).noun for text in column_heads(sheet, cell.row, column)]
        if noun := next(filter(None, reversed(nouns)), ""):
            return noun
    return ""


def _left_when(sheet: Sheet, cell: Cell, lexicon: Lexicon) -> When | None:
    """The latest time of the run of columns right before a cell whose heads give a time and no measure."""
    run: list[When] = []
    for column in range(cell.column - 1, -1, -1):
        heads = [read_head(text, lexicon) for text in column_heads(sheet, cell.row, column)]
        when = next((h.when for h in reversed(heads) if h.when), None)
        if column in sheet.columns[cell.row].heads or when is None or any(h.measure for h in heads):
            break
        run.append(when)
    return max(run, key=lambda w: (w.year or 0, -(w.back or 0), w.months[1] if w.months else 12), default=None)


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
    compared = _DATED.sub("", around.columns[-1] if around.columns else head)
    basis, base_period, basis_why = basis_of(compared, saying.measure, saying.period, lexicon)
    bound = next((_BOUNDS[c] for c in block.text if c in _BOUNDS), mention.bound)
    low, high = (mention.value_low, mention.value_high) if mention.kind in _KINDS else (value, value)
    if bound != mention.bound:
        low, high = (value, None) if bound.startswith(">") else (None, value)
    flags = saying.flags + (("sign_unclear",) if _BRACKETED.fullmatch(block.text) else ())
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
        value_low=low,
        value_high=high,
        bound=bound,
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
        confidence=0.0,
        start=mention.start,
        end=mention.end,
        flags=flags,
        why=saying.why + ((f"basis={basis}: {basis_why}",) if basis else ()),
        basis=basis,
        base_period=base_period,
    )
