"""A number with its unit, and two of them as a range: 3.2万亿元, 三块四, 一个半小时, 2—3个百分点."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportparse.lexicon.number_words import AND, HALF, IDEOGRAPH, MORE, OVER, PIECE, TEN, ZERO, beside
from reportparse.lexicon.numeral_characters import SMALL
from reportparse.lexicon.patterns import either
from reportparse.mentions.fractions import read_fraction
from reportparse.mentions.grammar import Number, read_number
from reportparse.mentions.units import Found, read_unit
from reportparse.mentions.vocabulary import Vocabulary

HALVED = frozenset({"length", "mass", "volume", "area", "time", "money", "temperature", "degree", "multiple"})
INCLUDED = re.compile(r"[（(]不?含[）)]")
BETWEEN = re.compile("|".join(beside("pairs")))
PAUSE = re.compile("、")
CLOSED = re.compile(rf"[，。；、！？：）)”’\s]|$|{either(beside('closing'))}")
CLOSING = re.compile(f"之?间(?!{either(beside('between_in_word'))})")
BOUNDARY = re.compile(r"[，。；、！？：）)”’\s]|$|的")
WORD = re.compile(f"[{IDEOGRAPH}]")
MIXED, DIGITS_TEN = f"0123456789{SMALL}{HALF}", f"0123456789{TEN}"
AROUND, LINKS, OVERS = MORE + "来", AND + ZERO, tuple(OVER)
HUNDREDTH = beside("hundredth")[0]
HALF_IN_WORD = beside("half_in_word")
NONE, ONE = Decimal(0), Decimal(1)
MINUS = frozenset("-－−")


class Measure(NamedTuple):
    """A number and its unit as they stand; ``low`` and ``high`` are in units of ``factor``."""

    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal
    scale: str
    factor: Decimal
    unit: Found | None
    number: Number
    vague: bool
    ranged: bool = False
    guessed: bool = False


def read_measure(v: Vocabulary, text: str, start: int) -> Measure | None:
    """Read a number, 余 or 多, its unit, and what a smaller unit adds to it.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> m = read_measure(vocabulary(default()), "五元三角", 0)
    >>> m.low, m.unit.name
    (Decimal('5.3'), '元')
    """
    number = read_number(v, text, start)
    if not number:
        return None
    number = read_fraction(v, text, number, start) or number
    unit, vague = _unit(v, text, number)
    guess = None if unit or number.percent else _guessed(v, text, number)
    unit = unit or guess
    end = unit.end if unit else number.end + (vague and not number.vague)
    number_end = number.end - len(number.scale)
    plain = Measure(
        start, number_end, end, number.low, number.high, number.scale, number.factor, unit, number, vague,
        guessed=bool(guess),
    )  # fmt: skip
    return _with_parts(v, text, plain) if unit and not guess else plain


def _unit(v: Vocabulary, text: str, number: Number) -> tuple[Found | None, bool]:
    """The unit after a number, 余 or 多 (40余部); a fraction is in hundredths, or in the unit that follows it."""
    at = number.end
    if number.percent:
        unit = read_unit(v, text, at)
        if unit and unit.dimension in HALVED and unit.dimension != "time" and unit.start == at:
            return unit, number.vague
        return Found(at, at, "%", "percent"), number.vague
    if at < len(text) and text[at] in AROUND:
        unit = read_unit(v, text, at + 1)
        return unit, bool(unit) or text[at] in OVER or number.vague
    unit = read_unit(v, text, at)
    split = _split(v, text, unit) if unit else None
    return split or unit, bool(split) or number.vague


def _split(v: Vocabulary, text: str, unit: Found) -> Found | None:
    """个多月 is 个月 with 多 inside."""
    if unit.name != PIECE or not text.startswith(OVERS, unit.end):
        return None
    for n in (3, 2, 1):
        whole = v.units.get(PIECE + text[unit.end + 1 : unit.end + 1 + n])
        if whole and unit.end + 1 + n <= len(text) and whole.dimension != "count":
            return Found(unit.start, unit.end + 1 + n, whole.name, whole.dimension, whole.base, whole.factor)
    return None


def _guessed(v: Vocabulary, text: str, number: Number) -> Found | None:
    """A lone ideograph between a number and a boundary is taken for a unit that the lexicon lacks."""
    at = number.end
    if (
        number.bare
        or (number.low < 10 and number.chinese)
        or at >= len(text)
        or text[at] in v.no_unit
        or not WORD.match(text, at)
        or not BOUNDARY.match(text, at + 1)
    ):
        return None
    return None if text[at] in v.digits or text[at] in v.small or text[at] in v.big else Found(at, at + 1, text[at], "")


def _with_parts(v: Vocabulary, text: str, m: Measure) -> Measure:
    """Add 半, a smaller unit or a last digit after the unit: 三斤半, 五元三角, 三块四."""
    if m.number.percent or not m.unit or m.end >= len(text):
        return m
    halved = m.unit.dimension in HALVED or m.unit.name in v.parts
    if halved and text[m.end] == HALF and not text.startswith(HALF_IN_WORD, m.end + 1):
        return m._replace(end=m.end + 1, low=m.low + Decimal("0.5"), high=m.high + Decimal("0.5"))
    if m.unit.name not in v.parts and m.unit.name != "度":
        return m
    base, end, added = m.unit.name, m.end, NONE
    while end < len(text) and (step := _part(v, text, end, base)):
        end, added = step[0], added + step[1]
    return m._replace(end=end, low=m.low + added, high=m.high + added)


def _part(v: Vocabulary, text: str, at: int, base: str) -> tuple[int, Decimal] | None:
    begin = at + 1 if text[at] in LINKS else at
    if begin >= len(text) or (text[begin] not in v.digits and text[begin] not in DIGITS_TEN):
        return None
    number = read_number(v, text, begin, tail=False)
    if not number or number.scale:
        return None
    for name, share in v.parts.get(base, {}).items():
        for n in (2, 1):
            written = text[number.end : number.end + n]
            unit = v.units.get(written)
            if len(written) == n and (written == name or (unit and unit.name == name)):
                return number.end + n, number.low * share
    if number.end - begin != 1 or text[begin].isascii() or read_unit(v, text, number.end):
        return None
    if WORD.match(text, number.end) and not CLOSED.match(text, number.end):
        return None
    return number.end, number.low / (100 if text[at] == ZERO else 10)


def read_range(v: Vocabulary, text: str, first: Measure) -> Measure | None:
    """Read the second end of a range, which gives unit and scale to the first where that has none."""
    at = first.end
    if m := INCLUDED.match(text, at):
        at = m.end()
    at += text.startswith(" ", at)
    sep = v.separators.match(text, at)
    between = None if sep or first.guessed else BETWEEN.match(text, at)
    opened = sep or between or (PAUSE.match(text, at) if first.number.percent else None)
    if not opened or first.vague:
        return None
    at = opened.end() + text.startswith(" ", opened.end())
    if sep and at + 1 < len(text) and text[at] in MINUS and text[first.start - 1 : first.start] in MINUS:
        return _below_zero(first, read_measure(v, text, at + 1))
    if at >= len(text) or not (text[at] in v.digits or text[at] in MIXED):
        return None
    second = read_measure(v, text, at)
    if not second:
        return None
    if first.number.percent != second.number.percent:
        return None if between else _percents(v, text, first, second)
    if between:
        return _between(v, text, first, second)
    return _joined(first, second)


def _percents(v: Vocabulary, text: str, first: Measure, second: Measure) -> Measure | None:
    """百分之八到十: the second end leaves out 百分之; over a pause only neighbours do (百分之六、七)."""
    if not text.startswith(HUNDREDTH, first.start) or (second.unit and not second.guessed):
        return None
    number, low = second.number, first.low
    if not number.chinese or number.factor != 1 or not CLOSED.match(text, number.end):
        return None
    if PAUSE.match(text, first.end):
        low = low * 10 if number.low >= 20 and low < 10 else low
        step = 10 if number.low >= 20 else 1
        if number.low - low != step or low % step or text.startswith(beside("joints")[:2], number.end):
            return None
    if low >= number.high:
        return None
    unit = Found(number.end, number.end, "%", "percent")
    return first._replace(number_end=number.end, end=number.end, low=low, high=number.high, unit=unit, ranged=True)


def _between(v: Vocabulary, text: str, first: Measure, second: Measure) -> Measure | None:
    """A and B are a range where 之间 closes them."""
    if second.unit and second.unit.name == "间":
        second = second._replace(unit=None, end=second.unit.start)
    closing = CLOSING.match(text, second.end)
    joined = _joined(first, second) if closing else None
    return joined._replace(end=closing.end()) if joined and closing else None


def _below_zero(first: Measure, second: Measure | None) -> Measure | None:
    """-8%至-5%: the second end has a sign of its own; that of the first is read with the whole."""
    if second is None or first.number.percent != second.number.percent or _unlike(first, second):
        return None
    low, high, scale, factor = _shared(first, second)
    if low < high:
        return None
    return second._replace(start=first.start, low=low, high=-high, scale=scale, factor=factor, ranged=True)


def _joined(first: Measure, second: Measure) -> Measure | None:
    if not first.guessed and _unlike(first, second):
        return None
    low, high, scale, factor = _shared(first, second)
    if low > high:
        return None
    return second._replace(start=first.start, low=low, high=high, scale=scale, factor=factor, ranged=True)


def _unlike(first: Measure, second: Measure) -> bool:
    """Whether the first end has a unit that the second has not."""
    return bool(first.unit and not (second.unit and second.unit.name == first.unit.name))


def _shared(first: Measure, second: Measure) -> tuple[Decimal, Decimal, str, Decimal]:
    """Bring both ends to one scale: 2—3万 is 2万 to 3万, 七千到九千亿 is 7000亿 to 9000亿."""
    if first.scale == second.scale:
        same = (first.unit and not first.guessed) or not (first.number.chinese and second.number.chinese)
        low = first.low if same else first.low * _common(first.low, second.high)
        return low, second.high, second.scale, second.factor
    if not first.scale and not first.unit and first.low <= second.high:
        return first.low, second.high, second.scale, second.factor
    return first.low * first.factor, second.high * second.factor, "", ONE


def _common(low: Decimal, high: Decimal) -> Decimal:
    """The scale that the first of two Chinese numerals leaves to the second, 1 if none."""
    for big in (Decimal(10**8), Decimal(10**4)):
        if high >= big > low and _ends_in_zeros(high, big.adjusted()):
            return big if low <= high / big else ONE
    unit = Decimal(10) ** high.adjusted()
    whole = unit >= 100 and _ends_in_zeros(high, unit.adjusted()) and low < 10
    return unit if whole and low * unit <= high else ONE


def _ends_in_zeros(number: Decimal, zeros: int) -> bool:
    """Tell whether a number is a whole multiple of a power of ten, however many digits it has."""
    _, digits, exponent = number.as_tuple()
    ends = next((i for i, digit in enumerate(reversed(digits)) if digit), len(digits))
    return isinstance(exponent, int) and exponent + ends >= zeros
