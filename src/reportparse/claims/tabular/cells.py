"""One number of a table: what its heads, its cell and its caption together say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.claims.tabular.heads import Head, When, measured_in, read_head, title_noun, unit_of
from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.frame.places import find_places
from reportparse.lexicon import Lexicon
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Direction, Measure, Mention, Metadata, Status

_CENTS = re.compile(r"[-－−]?\d{1,3}(?:,\d{3})+\.\d{2,3}|[-－−]?\d+\.\d{2}")
_PLACE = re.compile(r"[省市县区州盟旗镇乡]$|^全[省市县区州国]$")
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
    repeated: bool
    """Whether rows under other titles have the same heads."""
    before: str
    """The noun of the row above that has one."""
    left: str
    """The noun of the nearest column to the left that has one."""
    left_when: When | None
    """The time of the columns right before, which a growth without one goes on."""
    caption: str
    caption_units: Sequence[str]
    goal: bool
    """Whether the title calls the numbers targets."""
    metadata: Metadata
    ahead: bool
    """Whether the table stands in a part of the report that plans."""


def say(around: Surroundings, lexicon: Lexicon) -> Saying:
    """Put together what the heads of a number say."""
    words = head_words(lexicon)
    rows = [read_head(text, lexicon) for text in around.rows]
    columns = [read_head(text, lexicon) for text in around.columns]
    measure, direction, decided = _measure(around, rows, columns, words)
    unit, unit_from = _unit(around, rows, columns, measure, decided, words, lexicon)
    if decided is None and unit.endswith(("%", "％")) and unit_from == "caption" and around.caption:
        told = read_head(around.caption, lexicon)
        measure, direction = told.measure or measure, told.direction or direction
    measure = _by_unit(measure, unit)
    if measure in ("growth_rate", "change") and direction is None:
        direction = "down" if around.mention.value is not None and around.mention.value < 0 else "up"
    if around.mention.value == 0:
        direction = None
    period, period_from = _period(around, rows, columns, lexicon)
    indicator, noun_from = _indicator(around, rows, columns, words, lexicon)
    missing = not unit and not words.unitless.search(indicator)
    doubts = {
        "period_inferred": period_from == "document",
        "unit_missing": missing,
        "unit_inferred": not missing and unit_from in ("measure", "implied", "cents"),
        "measure_unclear": measure == "growth_rate" and any(row.rate for row in rows) and not around.mention.unit,
        "indicator_inherited": noun_from in ("above", "left"),
        "table_unread": _unread(around, indicator, unit),
    }
    status, status_from = _status(around, rows, columns, period, words)
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
        flags=tuple(flag for flag, holds in doubts.items() if holds),
        why=(
            f"indicator={indicator}: {heads}",
            f"measure={measure}: {decided.measure_word if decided and decided.measure_word else 'table cell'}",
            f"unit={unit}: {unit_from}",
            f"status={status}: {status_from}",
            f"period={period}: {period_from}",
        ),
    )


def _by_unit(measure: Measure, unit: str) -> Measure:
    """A measure that its unit allows: 3.2亿元 is no growth rate, 0.5个百分点 is a change."""
    if measure in _RATIOS and unit and not unit.endswith(("%", "‰", "倍", "番", "位", "百分点")):
        return "change" if measure == "growth_rate" else "level"
    if measure in ("growth_rate", "change"):
        if unit.endswith(("%", "‰", "倍", "番")):
            return "growth_rate"
        return "change" if unit.endswith(("百分点", "千分点")) else measure
    return measure


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
        if units := decided.units or next((h.units for h in reversed(columns) if h.units), ()):
            return units[0], "head of the measure"
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
    if not said and around.left_when and any(h.measure in ("growth_rate", "change") for h in columns):
        said = [around.left_when]
    also = [h.when for h in titles if h.when]
    whens = said + also
    first = whens[0] if whens else None
    months = next((w.months for w in said if w.months), None) or next((w.months for w in also if w.months), None)
    spanned = next((w for w in whens if w.year is not None), None)
    if spanned is not None and spanned.last_year is not None and not months:
        return f"{spanned.year}/{spanned.last_year}", spanned.text
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
    row = _joined([h.noun for h in rows])
    column = _joined([h.noun for h in columns if h.noun not in words.totals or not row], last=True)
    source = "heads"
    measured = any(h.measure for h in columns)
    if not row and around.before and any(h.measure for h in rows):
        row, source = around.before, "above"
    elif not column and measured and around.left and (not row or around.left not in row):
        column, source = around.left, "heads" if row else "left"
    row = _whole_row(around, row, column, words, lexicon)
    if column in words.scopes and row:
        return column + row, source
    for scope in words.whole:
        row = row.removeprefix(scope) if len(row) > len(scope) + 1 else row
        column = "" if column == scope else column
    if column and row and column not in row:
        return (row if row not in column else "") + column, source
    return row or column, source


def _whole_row(around: Surroundings, row: str, column: str, words: HeadWords, lexicon: Lexicon) -> str:
    """The noun of a row, joined with its whole where it says too little: a total, a part, a place."""
    title = title_noun(around.caption, lexicon) if around.caption else ""
    if row in words.totals or (not row and not column):
        return _within(around, title, row, lexicon)
    above = title_noun(around.title, lexicon) if around.title and around.repeated else ""
    if above and above not in row:
        return above + row
    if row in words.parts:
        whole = around.before or title_noun(around.title, lexicon) or title
        return whole + row if whole != row else row
    told = read_head(around.caption, lexicon).measure if title and not column else None
    known = told and indicator_id_of(title, "level", "", lexicon, around.metadata)
    if (known or (not column and _is_place(row, lexicon))) and title not in row:
        return row + title if _is_place(row, lexicon) else title + row
    return row


def _joined(nouns: Sequence[str], *, last: bool = False) -> str:
    """Nouns of heads over or beside each other; 申请人情况 over 自然人 adds nothing."""
    out = ""
    for k, noun in enumerate(nouns):
        if last and k + 1 < len(nouns) and noun.endswith(("情况", "项目")):
            continue
        if noun and noun not in out:
            out = noun if out in noun else out + noun
    return out


def _within(around: Surroundings, title: str, part: str, lexicon: Lexicon) -> str:
    """A total joined with what the table's title, or the title row above it, says that it sums."""
    noun = title or (title_noun(around.title, lexicon) if around.title else "")
    return noun + part if noun != part else part


def _is_place(noun: str, lexicon: Lexicon) -> bool:
    return 2 <= len(noun) <= 9 and (_PLACE.search(noun) is not None or bool(find_places(noun, lexicon)))


def _status(
    around: Surroundings, rows: Sequence[Head], columns: Sequence[Head], period: str | None, words: HeadWords
) -> tuple[Status, str]:
    for head in (*reversed(columns), *reversed(rows)):
        if head.status and (head in columns or not head.noun):
            return head.status, head.text
    covered = _covered(around.metadata)
    dated = any(h.when for h in (*columns, *rows))
    plans = words.kinds.get(around.metadata.kind) == "target"
    if period and covered and (dated or plans) and _is_ahead(period, covered, plans=plans):
        return "target", period
    if around.goal and not dated:
        return "target", around.caption
    if around.ahead and not dated:
        return "target", "a part that plans"
    return "actual", "table"


def _is_ahead(period: str, covered: str, *, plans: bool) -> bool:
    """Whether a period ends after what the document covers, or for a plan in it."""
    last, first, end = period.split("/")[-1][:4], covered[:4], covered.split("/")[-1][:4]
    return last >= first if plans else last > end


def _unread(around: Surroundings, indicator: str, unit: str) -> bool:
    """Whether the table does not say what the number is: no noun, no head over several columns, or a bare column."""
    headless = not around.columns and len(around.rows) != 1
    return not indicator or headless or (not around.rows and not unit)
