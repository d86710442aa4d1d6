"""Amounts in two units: 三块四, 五元三毛, 三斤半, 3斤5两."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reportparse.mentions.grammar import read_number
from reportparse.mentions.units import Found, read_unit
from reportparse.mentions.vocabulary import Vocabulary

SMALLER = {
    ("元", "角"): Decimal("0.1"),
    ("元", "分"): Decimal("0.01"),
    ("元", "分钱"): Decimal("0.01"),
    ("美元", "美分"): Decimal("0.01"),
    ("斤", "两"): Decimal("0.1"),
    ("公斤", "两"): Decimal("0.05"),
    ("角", "分"): Decimal("0.1"),
}
HALVED = ("length", "mass", "volume", "area", "time", "money", "temperature", "degree")


class Rest(NamedTuple):
    """What is added to the number before it, in its unit, and where it ends."""

    end: int
    added: Decimal


def read_rest(v: Vocabulary, text: str, unit: Found) -> Rest | None:
    """Read 半, a smaller unit or a last digit after a unit.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> read_rest(v, "3斤半", read_unit(v, "3斤半", 1)).added
    Decimal('0.5')
    """
    at, total = unit.end, Decimal(0)
    if at < len(text) and text[at] == "半" and unit.dimension in HALVED and text[at + 1 : at + 2] not in "导径岛截":
        return Rest(at + 1, Decimal("0.5"))
    while at < len(text) and (step := _step(v, text, at, unit.name)):
        at, total = step.end, total + step.added
    return Rest(at, total) if at > unit.end else None


def _step(v: Vocabulary, text: str, at: int, name: str) -> Rest | None:
    begin = at + 1 if text[at] in "又零" else at
    if begin >= len(text) or (text[begin] not in v.digits and text[begin] not in "0123456789十"):
        return None
    number = read_number(v, text, begin, tail=False)
    if not number or number.scale:
        return None
    if text[number.end : number.end + 1] == "分" and ("元", "分") and name in ("元", "角"):
        return Rest(number.end + 1, number.low * SMALLER[name, "分"])
    unit = read_unit(v, text, number.end)
    if unit and (factor := SMALLER.get((name, unit.name))):
        return Rest(unit.end, number.low * factor)
    if unit or name not in ("元", "角", "度") or number.end - begin != 1 or text[begin].isascii():
        return None
    return Rest(number.end, number.low / (100 if text[at] == "零" else 10))
