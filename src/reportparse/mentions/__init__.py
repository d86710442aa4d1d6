"""Every numeral of a block, read exactly or classified with a reason."""

import re
from collections.abc import Iterable
from decimal import Decimal

from reportparse.lexicon import Lexicon
from reportparse.model import Block, Mention

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万亿|亿|万)?(%|个百分点|元|人次|人|个|亩|吨|千瓦)?")


def find_mentions(blocks: Iterable[Block], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions of all blocks in order."""
    out = []
    for block in blocks:
        for m in _NUMBER.finditer(block.text):
            value = Decimal(m[1])
            unit = (m[2] or "") + (m[3] or "")
            scale = {"万亿": 10**12, "亿": 10**8, "万": 10**4, None: 1}[m[2]]
            start, end = block.offsets.span(*m.span())
            out.append(
                Mention(
                    block.ordinal,
                    *m.span(),
                    start,
                    end,
                    m[0],
                    "percent" if unit == "%" else "quantity",
                    "digits",
                    m[1],
                    value,
                    value,
                    value,
                    "=",
                    unit,
                    value * scale,
                    m[3] or "",
                    "",
                )
            )
    return tuple(out)
