"""Parts of a whole: 百分之五, 三分之二, 1/10, 三成, 一半."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.mentions.grammar import ARABIC, Number, read_number
from reportparse.mentions.vocabulary import Vocabulary

OF = re.compile(r"分之(?:负的?|负)?")
HUNDRED = Decimal(100)
SLASH = re.compile(r"[/／](?=[0-9])")


def read_fraction(v: Vocabulary, text: str, number: Number, start: int) -> Number | None:
    """Read what makes ``number`` a denominator, or None where nothing does. The value is in hundredths.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> text = "千分之五"
    >>> read_fraction(v, text, read_number(v, text, 0), 0).low
    Decimal('0.5')
    """
    m = OF.match(text, number.end)
    if not m or m.end() >= len(text):
        return _slash(text, number, start)
    part = read_number(v, text, m.end())
    if not part or not number.low:
        return None
    scale = HUNDRED / (number.low * number.factor)
    low, high = part.low * part.factor * scale, part.high * part.factor * scale
    if "负" in m[0]:
        low, high = -low, -high
    return Number(part.end, low, high, vague=part.vague, percent=True, chinese=True, style="fraction")


def _slash(text: str, number: Number, start: int) -> Number | None:
    """1/10, where a numerator is smaller than what it divides; 10/3 is as likely a date or a pair."""
    m = SLASH.match(text, number.end)
    below = m and ARABIC.match(text, m.end())
    if not below or number.scale or SLASH.match(text, below.end()):
        return None
    denominator = Decimal(below[0].replace(",", "").replace("，", ""))
    if not denominator:
        return None
    return Number(below.end(), *(number.low * HUNDRED / denominator,) * 2, percent=True, style="fraction")
