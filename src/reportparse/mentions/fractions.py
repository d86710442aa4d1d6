"""Parts of a whole: 百分之五, 三分之二, 1/10, 一又三分之一."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.lexicon.number_words import AND, MINUS, PART, TEN
from reportparse.lexicon.numeral_characters import ONES, SMALL
from reportparse.mentions.grammar import Number, read_number
from reportparse.mentions.vocabulary import Vocabulary

OF = re.compile(rf"{PART}之(?:{MINUS}的?)?")
CLIPPED = re.compile(rf"{PART}(?=[0-9两{ONES}{SMALL}])")
SLASH = re.compile(rf"[/／](?=[0-9两{ONES}{TEN}])")
BEGINS = f"{PART}{AND}/／ "
MIXED = re.compile(r" ([0-9]+)[/／]([0-9]+)(?![0-9/／])")
HUNDRED = Decimal(100)


def _style(whole: Number) -> str:
    """百分之五 is a way to write a percent, 三分之一 a fraction."""
    return "percent in words" if whole.low * whole.factor in (100, 1000, 10000) else "fraction"


def read_fraction(v: Vocabulary, text: str, number: Number, start: int) -> Number | None:
    """Read what makes ``number`` a denominator, or None where nothing does. The value is in hundredths.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> text = "千分之五"
    >>> read_fraction(v, text, read_number(v, text, 0), 0).low
    Decimal('0.5')
    """
    at = number.end
    if at >= len(text) or text[at] not in BEGINS:
        return None
    if text[at] == AND:
        return _whole_and_part(v, text, number)
    if text[at] != PART:
        return _slash(v, text, number, start)
    m = OF.match(text, at) or (CLIPPED.match(text, at) if text[start:at] == "百" else None)
    part = read_number(v, text, m.end()) if m and m.end() < len(text) else None
    if not m or not part or not number.low:
        return None
    part = _before_fraction(v, text, m.end(), part)
    scale = HUNDRED / (number.low * number.factor)
    scale = -scale if MINUS in m[0] else scale
    low, high = part.low * part.factor * scale, part.high * part.factor * scale
    return Number(part.end, low, high, vague=part.vague, percent=True, chinese=True, style=_style(number))


def _before_fraction(v: Vocabulary, text: str, at: int, part: Number) -> Number:
    """Where a second 分之 follows, the last scale word is its denominator."""
    if not OF.match(text, part.end) or part.end - at < 2:
        return part
    shorter = read_number(v, text[at : part.end - 1], 0)
    return shorter._replace(end=at + shorter.end) if shorter else part


def _whole_and_part(v: Vocabulary, text: str, whole: Number) -> Number | None:
    """一又三分之一 is one and a third: a plain number, since it is no part of a whole."""
    at = whole.end + 1
    below = read_number(v, text, at) if at < len(text) and not whole.scale else None
    part = read_fraction(v, text, below, at) if below and text.startswith(PART, below.end) else None
    if not part or not part.percent:
        return None
    value = whole.low + part.low / HUNDRED
    return whole._replace(end=part.end, low=value, high=value, chinese=True, style="mixed fraction")


def _slash(v: Vocabulary, text: str, number: Number, start: int) -> Number | None:
    """1/10 and 2 1/3; a third stroke makes it a date or a code."""
    if number.scale:
        return None
    if m := MIXED.match(text, number.end):
        value = number.low + Decimal(m[1]) / Decimal(m[2]) if Decimal(m[2]) else number.low
        return number._replace(end=m.end(), low=value, high=value, style="mixed fraction")
    stroke = SLASH.match(text, number.end)
    below = read_number(v, text, stroke.end()) if stroke else None
    if not below or not below.low or below.scale or SLASH.match(text, below.end):
        return None
    value = number.low * HUNDRED / below.low
    return Number(below.end, value, value, percent=True, chinese=number.chinese, style="fraction")
