"""Every numeral of a block, read exactly or classified with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportparse.lexicon import Lexicon
from reportparse.mentions.runs import share_units
from reportparse.mentions.scan import scan
from reportparse.mentions.squeeze import squeeze
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import Vocabulary, vocabulary
from reportparse.model import Block, Mention

__all__ = ["find_mentions"]

DOT = re.compile(r"(?<=[0-9０-９])·(?=[0-9０-９]+ ?[%％‰])")
"""A middle dot that stands for a decimal point: 14·1%."""
VAGUE = re.compile(r"[余餘多几幾\s]+")
"""What may stand between a scale word and its unit without being part of either."""
ONE_FORM = frozenset({"money", "percent", "percentage_point", "temperature", "multiple"})
"""Dimensions whose units have one written form in the tables."""
PERCENT = "%"


def find_mentions(blocks: Iterable[Block], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions of all blocks in order; they do not overlap, and every Arabic digit is in one."""
    v = vocabulary(lexicon)
    return tuple(mention(v, block, token) for block in blocks for token in tokens(v, block))


def tokens(v: Vocabulary, block: Block) -> Iterator[Token]:
    """The tokens of a block, read in one form of its characters and without spaces in its numerals."""
    text = block.text
    if "·" in text:
        text = DOT.sub(".", text)
    if v.needs_forms.search(text):
        text = text.translate(v.forms)
    squeezed = squeeze(text) if " " in text or "\u3000" in text or "\u00a0" in text else None
    if not squeezed:
        yield from share_units(v, text, scan(v, text, block.kind == "furniture"))
        return
    text, at = squeezed
    for t in share_units(v, text, scan(v, text, block.kind == "furniture")):
        number = (at[t.number_start], at[t.number_end - 1] + 1) if t.number_end > t.number_start else (0, 0)
        unit = (at[t.unit_start], at[t.unit_end - 1] + 1) if t.unit_end > t.unit_start else (0, 0)
        yield t._replace(
            start=at[t.start], end=at[t.end - 1] + 1, number_start=number[0], number_end=number[1],
            unit_start=unit[0], unit_end=unit[1],
        )  # fmt: skip


def as_written(v: Vocabulary, unit: str, t: Token) -> str:
    """The base unit of a token: traditional characters stay, except in money, percents and temperatures."""
    name = t.normalized_unit or ""
    tail = unit[len(unit) - len(name) :]
    if tail == name or t.dimension in ONE_FORM or tail.translate(v.forms) != name:
        return name
    return tail


def mention(v: Vocabulary, block: Block, t: Token) -> Mention:
    """Put a token into its block."""
    text = block.text
    start, end = block.offsets.span(t.start, t.end)
    unit = t.unit if t.unit is not None else text[t.unit_start : t.unit_end]
    if t.unit is None and t.unit_end - t.unit_start > 1:
        unit = VAGUE.sub("", unit)
    if t.normalized_unit == PERCENT:
        unit = PERCENT  # as digits have it, whose width is made plain before
    normalized = t.value * t.factor if t.value is not None else None
    return Mention(
        block=block.ordinal,
        block_start=t.start,
        block_end=t.end,
        start=start,
        end=end,
        text=text[t.start : t.end],
        kind=t.kind,
        reason=t.reason,
        value_text=text[t.number_start : t.number_end],
        value=t.value,
        value_low=t.low,
        value_high=t.high,
        bound=t.bound,
        unit=unit,
        normalized_value=normalized,
        normalized_unit=as_written(v, unit, t),
        dimension=t.dimension,
        iso=t.iso,
        flags=t.flags,
    )
