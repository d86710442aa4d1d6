"""Every numeral of a block, read exactly or classified with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from reportparse.lexicon import Lexicon
from reportparse.mentions.scan import scan
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import vocabulary
from reportparse.model import Block, Mention

__all__ = ["find_mentions"]


def find_mentions(blocks: Iterable[Block], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions of all blocks in order; they do not overlap, and every Arabic digit is in one."""
    v = vocabulary(lexicon)
    out: list[Mention] = []
    for block in blocks:
        text = block.text
        if v.needs_forms.search(text):
            text = text.translate(v.forms)
        out.extend(mention(block, token) for token in scan(v, text, block.kind == "furniture"))
    return tuple(out)


def mention(block: Block, t: Token) -> Mention:
    """Put a token into its block."""
    text = block.text
    start, end = block.offsets.span(t.start, t.end)
    unit = text[t.unit_start : t.unit_end] if t.unit is None else t.unit
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
        normalized_unit=t.normalized_unit or "",
        dimension=t.dimension,
        iso=t.iso,
        flags=t.flags,
    )
