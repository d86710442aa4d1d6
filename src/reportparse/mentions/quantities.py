"""Numbers with their units and bounds: quantities, percents, multiples, durations."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.mentions.bounds import bound_after, bound_before, ends
from reportparse.mentions.fractions import read_fraction
from reportparse.mentions.grammar import Number, read_number
from reportparse.mentions.money import read_rest
from reportparse.mentions.token import Token
from reportparse.mentions.units import Found, read_unit
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import Bound, MentionKind

KINDS: dict[str, MentionKind] = {
    "percent": "percent",
    "percentage_point": "percent",
    "multiple": "multiple",
    "time": "duration",
}
SYMBOLS = {"￥": "元", "¥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
MINUS = re.compile(r"(?:负的?|零下|[-－−])[ ]?\Z")
INCLUDED = re.compile(r"[（(]含[）)]")
NONE = Found(0, 0, "", "")


def read_quantity(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """Read the longest number, range, unit and bounds at ``start``."""
    number = _number(v, text, start)
    if not number:
        return None
    number = _wide(number) if number.percent else number
    unit = _unit(v, text, number)
    vague = number.vague
    span = read_range(v, text, start, number, unit)
    if span:
        low, high, second, unit = span
        number = second._replace(low=low, high=high)
    token = _token(start, number, unit, text)
    token, vague = _after_unit(v, text, token, unit, vague)
    if not span and unit and (rest := read_rest(v, text, unit._replace(end=token.end))):
        token = _add(token, rest.added, rest.end)
    token = _signed(text, token, floor)
    return _bounded(v, text, token, floor, vague, bool(span), number)


def _number(v: Vocabulary, text: str, start: int) -> Number | None:
    """A number, with the fraction that it begins; 一线 is a word and no tail of 3万一."""
    number = read_number(v, text, start, tail=True)
    if not number:
        return None
    return read_fraction(v, text, number, start) or number


def _wide(number: Number) -> Number:
    return number._replace(scale="", factor=Decimal(1))


def _unit(v: Vocabulary, text: str, number: Number) -> Found | None:
    """The unit after a number, 余 or 多 (40余部); a fraction has its own."""
    at = number.end
    if number.percent:
        return Found(at, at, "%", "percent")
    if at < len(text) and text[at] in "余多来":
        return read_unit(v, text, at + 1)
    return read_unit(v, text, at)


def read_range(
    v: Vocabulary, text: str, start: int, first: Number, unit: Found | None
) -> tuple[Decimal, Decimal, Number, Found | None] | None:
    """Read the second end of a range, which gives unit and scale to the first where that has none."""
    at = unit.end if unit and unit.end > first.end else first.end
    if m := INCLUDED.match(text, at):
        at = m.end()
    sep = v.separators.match(text, at)
    if not sep or sep.end() >= len(text):
        return None
    at = sep.end() + (text[sep.end()] == " ")
    if at >= len(text) or not (text[at] in "0123456789" or text[at] in v.digits or text[at] in "十百千半"):
        return None
    second = _number(v, text, at)
    if not second:
        return None
    other = _unit(v, text, second)
    if first.percent != second.percent:
        return None
    if unit and (not other or other.name != unit.name):
        return None
    low, high, second = _shared(v, first, second)
    return (low, high, second, other) if low <= high else None


def _shared(v: Vocabulary, first: Number, second: Number) -> tuple[Decimal, Decimal, Number]:
    """Bring both ends to one scale: 2—3万 is 2万 to 3万, 七千到九千亿 is 7000亿 to 9000亿."""
    if first.scale == second.scale:
        low, high = first.low, second.high
        if first.chinese and second.chinese:
            for big in (Decimal(10**8), Decimal(10**4)):
                if second.high >= big > first.low and second.high % big == 0 and first.low <= second.high / big:
                    return first.low * big, second.high, second
            unit = _leading(second.high)
            if first.low < 10 <= second.high and unit > 1 and second.high / unit == int(second.high / unit):
                low = first.low * unit if first.low * unit <= second.high else low
        return low, high, second
    if not first.scale and first.low <= second.high:
        return first.low, second.high, second
    whole = second._replace(scale="", factor=Decimal(1))
    return first.low * first.factor, second.high * second.factor, whole


def _leading(value: Decimal) -> Decimal:
    """The power of ten of a number with one digit before zeros, else 1."""
    power = Decimal(10) ** value.adjusted()
    return power if value % power == 0 and value >= 100 else Decimal(1)


def _token(start: int, number: Number, unit: Found | None, text: str) -> Token:
    found = unit or NONE
    end = unit.end if unit else number.end
    factor = number.factor * found.factor
    written = None
    if number.percent or found.base == "%":
        written = None
    dimension = found.dimension
    kind = KINDS.get(dimension, "quantity")
    token = Token(
        start,
        max(end, number.end),
        kind,
        number.style,
        start,
        number.end,
        number.low,
        number.low,
        number.high,
        unit=written,
        factor=factor,
        dimension=dimension,
        normalized_unit=(found.base or found.name) if unit else None,
    )
    scale_start = number.end - len(number.scale)
    if number.percent:
        return token._replace(unit="%", unit_start=number.end, unit_end=number.end)
    if found.name == "成":
        low, high = number.low * 10, number.high * 10
        return token._replace(value=low, low=low, high=high, factor=Decimal(1), unit="%", reason="tenths")
    unit_start = unit.start if unit and not number.scale else scale_start
    return token._replace(
        number_end=scale_start if number.scale else number.end, unit_start=unit_start, unit_end=token.end
    )


def _after_unit(v: Vocabulary, text: str, token: Token, unit: Found | None, vague: bool) -> tuple[Token, bool]:
    """余 and 多 on either side of the unit belong to the mention (三年多, 40余部)."""
    at = token.unit_start - 1
    if unit and at >= token.number_end and text[at] in "余多来":
        vague = True
    elif not unit and token.end < len(text) and text[token.end] in "余多":
        return token._replace(end=token.end + 1), True
    return token, vague


def _add(token: Token, added: Decimal, end: int) -> Token:
    value = (token.value or Decimal(0)) + added
    return token._replace(end=end, value=value, low=value, high=value, number_end=end, reason="compound")


def _signed(text: str, token: Token, floor: int) -> Token:
    """A minus, 负 or 零下 before the number; a hyphen after a word or number is none."""
    m = MINUS.search(text, max(floor, token.start - 3), token.start)
    if not m or (m[0][0] in "-－−" and m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] in "—-）)")):
        return token
    value, low, high = (None if x is None else -x for x in (token.value, token.low, token.high))
    return token._replace(start=m.start(), number_start=m.start(), value=value, low=low, high=high)


def _bounded(
    v: Vocabulary, text: str, token: Token, floor: int, vague: bool, is_range: bool, number: Number
) -> Token | None:
    before = bound_before(v, text, token.start, floor, number.bare)
    if token.start > floor and text[token.start - 1] in SYMBOLS:
        name = SYMBOLS[text[token.start - 1]]
        token = token._replace(start=token.start - 1, unit=name, normalized_unit=name, dimension="money")
    after = bound_after(v, text, token.end)
    bound: Bound = "range" if is_range or number.high != number.low else "="
    if before:
        token, bound = token._replace(start=before[0]), before[1]
    if after:
        token = token._replace(end=after[0])
        bound = after[1] if not before or before[1] == "=" else bound
    if vague and bound == "=":
        bound = ">"
    low, high = ends(bound, token.low, token.high)
    return token._replace(bound=bound, low=low, high=high)
