"""Numbers with their units and bounds: quantities, percents, multiples, durations."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.lexicon.number_words import IDEOGRAPH, beside
from reportparse.mentions.bounds import bound_after, bound_before, ends
from reportparse.mentions.measures import Measure, read_measure, read_range
from reportparse.mentions.signs import signed
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import Bound, MentionKind

KINDS: dict[str, MentionKind] = {
    "percent": "percent",
    "percentage_point": "percent",
    "multiple": "multiple",
    "time": "duration",
}
NOUN = re.compile(f"[{IDEOGRAPH}A-Za-z]")
FEW_BEFORE = beside("few_before")


def read_quantity(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """Read the longest number, range, unit and bounds at ``start``; nothing before ``floor`` is taken."""
    first = read_measure(v, text, start)
    if not first:
        return None
    measure = read_range(v, text, first) or first
    if start > floor and text[start - 1] in FEW_BEFORE and (text[start] in v.small or text[start] in v.big):
        measure = measure._replace(start=start - 1, vague=True)
    token = signed(v, text, _token(v, text, measure), floor)
    token = _prefixed(v, text, token, floor)
    return _bounded(v, text, token, floor, measure, first.number.bare)


def _token(v: Vocabulary, text: str, m: Measure) -> Token:
    unit = m.unit
    low, high, factor, written, normalized = _amount(m)
    return Token(
        m.start, m.end, KINDS.get(unit.dimension, "quantity") if unit else "quantity",
        "range" if m.ranged else m.number.style, m.start, m.number_end, low, low, high,
        unit_start=m.number_end if m.scale or not unit else unit.start,
        unit_end=unit.end if unit else m.number.end, unit=written, factor=factor, normalized_unit=normalized,
        dimension=unit.dimension if unit else "", flags=_flags(text, m),
    )  # fmt: skip


def _amount(m: Measure) -> tuple[Decimal, Decimal, Decimal, str | None, str | None]:
    """Lowest and highest value, factor, the unit where it is only understood, and its base unit."""
    unit = m.unit
    if not unit:
        return m.low, m.high, m.factor, None, None
    if unit.end == unit.start or unit.name == "成":
        return m.low * unit.factor, m.high * unit.factor, m.factor, "%", "%"
    low, high = (m.low / 100, m.high / 100) if m.number.percent else (m.low, m.high)
    return low, high, m.factor * unit.factor, None, unit.base or unit.name


def _flags(text: str, m: Measure) -> tuple[str, ...]:
    if m.guessed:
        return ("unit_guessed",)
    return () if m.unit or not NOUN.match(text, m.end) else ("unit_missing",)


def _prefixed(v: Vocabulary, text: str, token: Token, floor: int) -> Token:
    """A word before the number that says its unit: ￥, 人民币, 摄氏."""
    at = token.start
    while at > floor and text[at - 1] == " ":
        at -= 1
    if at <= floor or text[at - 1] not in v.unit_before_last:
        return token
    for n in (4, 3, 2, 1):
        found = v.unit_before.get(text[at - n : at]) if at - n >= floor else None
        if found and (token.normalized_unit or "") in found[1]:
            unit = v.units[found[0]]
            return token._replace(
                start=at - n, unit=found[0], normalized_unit=unit.name, dimension=unit.dimension, flags=()
            )
    return token


def _bounded(v: Vocabulary, text: str, token: Token, floor: int, m: Measure, bare: bool) -> Token:
    """Take in the bound words on either side; before and after may agree (约300万左右), else the nearer sense wins."""
    bound: Bound = "range" if m.ranged or m.low != m.high else "="
    before = bound_before(v, text, token.start, floor, bare)
    after = bound_after(v, text, token.end)
    if after and bound != "range":
        bound = after[1]
    if before and bound != "range":
        bound = before[1]
    if bound == "=" and (m.vague or m.number.vague):
        bound = ">"
    if bound == "=" and not before and not after:
        return token
    start, end = before[0] if before else token.start, after[0] if after else token.end
    low, high = ends(bound, token.low, token.high)
    return token._replace(start=start, end=end, bound=bound, low=low, high=high)
