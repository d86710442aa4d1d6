"""One number of a table: what its heads, its cell and its caption together say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportparse.claims.tabular.heads import Head, When, measured_in, read_head, unit_of
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Direction, Measure, Mention, Metadata, Status

_CENTS = re.compile(r"[-－−]?\d{1,3}(?:,\d{3})+\.\d{2,3}|[-－−]?\d+\.\d{2}")
_RATIOS = frozenset({"growth_rate", "share", "ratio"})


@dataclass(frozen=True, slots=True)
class Saying:
    """What a number of a table claims, and where each part was read."""

    indicator: str
    measure: Measure
    direction: Direction | None
    unit: str
    factor: Decimal
    base: str
    dimension: str
    period: str | None
    status: Status
    reference: str | None
    flags: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one number."""

    mention: Mention
    text: str
    """The cell."""
    rows: Sequence[str]
    columns: Sequence[str]
    unit_column: str
    title: str
    """The row above that holds one text and nothing else."""
    before: str
    """The noun of the row above that has one."""
    caption: str
    caption_units: Sequence[str]
    metadata: Metadata
    ahead: bool
    """Whether the table stands in a part of the report that plans."""


def say(around: Surroundings, lexicon: Lexicon) -> Saying:
    """Put together what the heads of a number say."""
    words = head_words(lexicon)
    rows = [read_head(text, lexicon) for text in around.rows]
    columns = [read_head(text, lexicon) for text in around.columns]
    flags: list[str] = []
    measure, direction, decided = _measure(around, rows, columns, words)
    unit, unit_from = _unit(around, rows, columns, measure, decided, words, lexicon)
    if measure == "level" and decided is None and unit.endswith("百分点") and not around.mention.unit:
        measure = "change"
    if measure in _RATIOS and unit and not unit.endswith(("%", "‰", "倍", "番", "位", "百分点")):
        measure = "change" if measure == "growth_rate" else "level"
    elif measure == "growth_rate" and unit.endswith("百分点"):
        measure = "change"
    if measure in ("growth_rate", "change") and direction is None:
        direction = "down" if around.mention.value is not None and around.mention.value < 0 else "up"
    period, period_from = _period(around, rows, columns, lexicon)
    if period_from == "document":
        flags.append("period_inferred")
    if not unit:
        flags.append("unit_missing")
    elif unit_from in ("measure", "implied", "cents"):
        flags.append("unit_inferred")
    if measure == "growth_rate" and any(head.rate for head in rows) and not around.mention.unit:
        flags.append("measure_unclear")
    indicator, noun_from = _indicator(around, rows, columns, words, lexicon)
    if noun_from == "above":
        flags.append("indicator_inherited")
    if _unread(around, indicator, unit):
        flags.append("table_unread")
    status, status_from = _status(around, rows, columns, period)
    token = measured_in(unit, vocabulary(lexicon)) if unit else None
    heads = f"row {'/'.join(around.rows) or '–'}, column {'/'.join(around.columns) or '–'}"
    return Saying(
        indicator=indicator,
        measure=measure,
        direction=direction if measure in ("growth_rate", "change") else None,
        unit=unit,
        factor=token.factor if token else Decimal(1),
        base=(token.normalized_unit or "") if token else "",
        dimension=token.dimension if token else "",
        period=period,
        status=status,
        reference=(decided.reference or None) if decided else None,
        flags=tuple(flags),
        why=(
            f"indicator={indicator}: {heads}",
            f"measure={measure}: {decided.measure_word if decided and decided.measure_word else 'table cell'}",
            f"unit={unit}: {unit_from}",
            f"status={status}: {status_from}",
            f"period={period}: {period_from}",
        ),
    )


def _measure(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], words: HeadWords
) -> tuple[Measure, Direction | None, Head | None]:
    """The measure: by a verb in the cell, else by the lowest head of the column that fixes one, else by the row's."""
    decided = next((h for h in reversed(columns) if h.measure), None)
    decided = decided or next((h for h in reversed(rows) if h.measure and (h.measure != "change" or h.units)), None)
    mention = around.mention
    outside = around.text.replace(mention.text, " ", 1)
    verb: Direction | None = "down" if words.down.search(outside) else "up" if words.up.search(outside) else None
    if verb:
        relative = mention.unit.endswith(("%", "‰", "倍", "番"))
        return ("growth_rate" if relative else "change"), verb, decided
    if decided is None or decided.measure is None:
        return "level", None, None
    direction = decided.direction
    if direction and mention.value is not None and mention.value < 0:
        direction = "up"
    return decided.measure, direction, decided


def _unit(
    around: Surroundings,
    rows: Sequence[Head],
    columns: Sequence[Head],
    measure: Measure,
    decided: Head | None,
    words: HeadWords,
    lexicon: Lexicon,
) -> tuple[str, str]:
    """The unit and where it stands: cell, the head that fixes the measure, unit column, row, column, caption."""
    if around.mention.unit:
        return around.mention.unit, "cell"
    if decided is not None and measure != "level":
        if decided.units:
            return decided.units[0], "head of the measure"
        if decided.measure_unit and measure in ("growth_rate", "share", "ratio", "rank", "change"):
            printed = [u for u in around.caption_units if u.endswith("%")]
            return decided.measure_unit, "caption" if printed and decided.measure_unit == "%" else "measure"
    if around.unit_column and (unit := unit_of(around.unit_column, vocabulary(lexicon))):
        return unit, "unit column"
    for heads, name in ((rows, "row head"), (columns, "column head")):
        found = next((h.units[0] for h in reversed(heads) if h.units), "")
        if found:
            return found, name
    return _unit_around(around, rows, columns, words)


def _unit_around(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], words: HeadWords
) -> tuple[str, str]:
    heads = [h.text for h in (*rows, *columns)]
    joined = " ".join(heads)
    for unit, pattern in words.implied:
        if pattern.search(joined):
            return unit, "implied"
    if any(h.rate for h in (*rows, *columns)):
        return "%", "measure"
    printed = [unit for unit in around.caption_units if not unit.endswith("%")]
    if printed:
        return printed[0], "caption"
    if around.caption_units:
        return around.caption_units[0], "caption"
    if around.metadata.level == "company" and _CENTS.fullmatch(around.mention.text):
        return words.cents, "cents"
    return "", "nowhere"


def _covered(metadata: Metadata) -> str | None:
    """What the document is about, in ISO 8601."""
    covers = getattr(metadata, "covers", None)
    if covers:
        return str(covers)
    year = metadata.report_year if metadata.level == "company" else metadata.review_year
    return str(year) if year is not None else None


def _period(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], lexicon: Lexicon
) -> tuple[str | None, str]:
    """The period: what the column says, completed by the row, the title row and the caption, last by the document."""
    covered = _covered(around.metadata)
    titles = [read_head(text, lexicon) for text in (around.title, around.caption) if text]
    said = [h.when for h in (*reversed(columns), *reversed(rows)) if h.when]
    also = [h.when for h in titles if h.when]
    whens = said + also
    first = whens[0] if whens else None
    months = next((w.months for w in said if w.months), None) or next((w.months for w in also if w.months), None)
    if first is not None and first.last_year is not None:
        return f"{first.year}/{first.last_year}", first.text
    year = next((w.year for w in whens if w.year is not None), None) if not (said and said[0].back) else None
    back = next((w.back for w in whens if w.back is not None), None)
    if year is None and covered is None:
        return None, "no year is known"
    if year is None and covered is not None:
        return _from_covered(covered, back or 0, months, first)
    text = first.text if first else ""
    return _iso(int(year or 0), months), text


def _from_covered(
    covered: str, back: int, months: tuple[int, int] | None, first: When | None
) -> tuple[str | None, str]:
    """A time that the document's own year completes; without months it is the document's stretch."""
    why = first.text if first else "document"
    if months:
        return _iso(int(covered[:4]) - back, months), why
    if not back:
        return covered, why
    moved = [str(int(part[:4]) - back) + part[4:] for part in covered.split("/")]
    return "/".join(moved), why


def _iso(year: int, months: tuple[int, int] | None) -> str:
    if not months or months == (1, 12):
        return str(year)
    first, last = (f"{year}-{month:02}" for month in months)
    return first if first == last else f"{first}/{last}"


def _indicator(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], words: HeadWords, lexicon: Lexicon
) -> tuple[str, str]:
    """The noun: row head, then column head; a part or a place is joined with what it is a part of."""
    row = _joined([h.noun for h in rows], words)
    column = _joined([h.noun for h in columns], words)
    source = "heads"
    if not row and not column and any(h.measure for h in rows):
        row, source = around.before, "above"
    if row in words.parts or (not row and not column):
        row = _within(around, row, lexicon)
    if not column and _is_place(row, lexicon):
        column = read_head(around.caption, lexicon).noun if around.caption else ""
    if column and row and column not in row:
        return (row if row not in column else "") + column, source
    return row or column, source


def _joined(nouns: Sequence[str], words: HeadWords) -> str:
    out = ""
    for noun in nouns:
        if noun and noun not in out:
            out = noun if out in noun else out + noun
    return out


def _within(around: Surroundings, part: str, lexicon: Lexicon) -> str:
    """A part joined with its whole: the title row above it, or the caption."""
    for text in (around.title, around.caption):
        noun = read_head(text, lexicon).noun if text else ""
        if noun and noun != part:
            return noun + part
    return part


def _is_place(noun: str, lexicon: Lexicon) -> bool:
    from reportparse.frame.places import find_places

    found = list(find_places(noun, lexicon)) if 2 <= len(noun) <= 12 else []
    return bool(found) and len(noun) <= 9


def _status(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], period: str | None
) -> tuple[Status, str]:
    for head in (*reversed(columns), *reversed(rows)):
        if head.status:
            return head.status, head.text
    covered = _covered(around.metadata)
    if period and covered and period[:4] > covered[:4]:
        return "target", period
    if around.ahead and not any(h.when for h in (*columns, *rows)):
        return "target", "a part that plans"
    return "actual", "table"


def _unread(around: Surroundings, indicator: str, unit: str) -> bool:
    """Whether the table does not say what the number is: no noun, or neither a column head nor a unit."""
    return not indicator or (not around.columns and len(around.rows) != 1) or not (around.rows or around.columns)
