"""Written numbers → exact values."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reportparse.mentions.vocabulary import Vocabulary

ARABIC = "0123456789"


class Reading(NamedTuple):
    """The value of a run of numeral characters, and how many of them it took."""

    value: Decimal
    taken: int
    scaled: bool
    """Whether a scale word (十 百 千 万 亿) has part in the value."""
    shortened: bool = False
    """Whether the last digit stands for the next lower scale (三万五)."""


@lru_cache(maxsize=65536)
def read_run(v: Vocabulary, run: str, tail: bool = True) -> Reading | None:
    """Read the longest number at the start of ``run``, a string of digits and scale words.

    Without ``tail`` a last digit is not read as a shortened one (三万五 is 35000).

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> [str(read_run(v, s).value) for s in ("一百零五", "三万五", "二〇二四", "5万4千6百", "四千零五万")]
    ['105', '35000', '2024', '54600', '40050000']
    """
    if positional := digit_string(v, run):
        return positional
    state = _State()
    at = 0
    while at < len(run):
        step = _step(v, state, run, at)
        if not step:
            break
        at += step
    shortened = state.digit is not None and state.shortened
    if shortened and (not tail or at < len(run)):
        at, state.digit, shortened = at - 1, None, False
    if state.digit is not None:
        state.close()
    return Reading(state.value(), at, state.unit > 1, shortened) if at else None


def digit_string(v: Vocabulary, run: str) -> Reading | None:
    """Digits read one by one: 二〇二四 is 2024. Two digits are left to the caller, who knows 七八 from 七八年.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> digit_string(vocabulary(default()), "一九五三").value
    Decimal('1953')
    """
    n = 0
    while n < len(run) and run[n] in v.digits and (run[n] != "两" or n == 0):
        n += 1
    if n < 2 or (n < len(run) and (run[n] in v.small or run[n] in v.big) and n < 4 and run[0] not in "零〇○"):
        return None
    return Reading(Decimal("".join(str(v.digits[c]) for c in run[:n])), n, False)


class _State:
    """A number half read: closed groups of 万 and 亿, the open section below 万, a digit that waits for its scale."""

    __slots__ = ("digit", "groups", "section", "section_unit", "shortened", "unit", "zero")

    def __init__(self) -> None:
        self.groups: list[tuple[int, Decimal]] = []
        self.section = Decimal(0)
        self.section_unit = 10_000
        self.digit: Decimal | None = None
        self.unit = 1
        """The last scale read."""
        self.zero = False
        self.shortened = False

    def value(self) -> Decimal:
        return sum((value for _, value in self.groups), self.section)

    def close(self) -> None:
        """Add the digit that no scale follows: plain after 十 and 零, else one scale lower (一百二)."""
        assert self.digit is not None
        self.section += self.digit * (self.unit // 10) if self.shortened else self.digit
        self.digit = None


def _step(v: Vocabulary, s: _State, run: str, at: int) -> int:
    """Read one token at ``at``; return its length, or 0 where the number ends."""
    c = run[at]
    if c in ARABIC:
        return _arabic(s, run, at)
    if c in v.digits:
        last = at + 1 >= len(run) or run[at + 1] in v.digits
        return 0 if c == "两" and at and last else _digit(s, v.digits[c], at)
    if c in v.tens:
        if s.digit is not None or s.section_unit <= 10:
            return 0
        s.section, s.section_unit, s.unit = s.section + v.tens[c], 10, 10
        return 1
    if c in v.small:
        return _small(s, v.small[c], at)
    return _big(s, v.big[c], at) if c in v.big else 0


def _arabic(s: _State, run: str, at: int) -> int:
    if s.digit is not None:
        return 0
    end = at + 1
    while end < len(run) and (run[end] in ARABIC or (run[end] == "." and run[end + 1 : end + 2].isdigit())):
        end += 1
    s.digit = Decimal(run[at:end]) if run[at:end].count(".") < 2 else None
    s.shortened = end == at + 1 and s.unit >= 100 and not s.zero
    return end - at if s.digit is not None else 0


def _digit(s: _State, value: int, at: int) -> int:
    if s.digit is not None:
        return 0
    if value == 0:
        if s.zero:
            return 0
        s.zero = True
        if at == 0:
            s.section_unit = 10_000
        return 1
    s.digit = Decimal(value)
    s.shortened = s.unit >= 100 and not s.zero
    return 1


def _small(s: _State, unit: int, at: int) -> int:
    if unit >= s.section_unit and not (unit == 10 and s.section == 0):
        return 0
    if s.digit is None and unit != 10 and at > 0 and not s.zero:
        return 0
    s.section += (s.digit if s.digit is not None else 1) * unit
    s.digit, s.section_unit, s.unit, s.zero = None, unit, unit, False
    return 1


def _big(s: _State, unit: int, at: int) -> int:
    """Close the section: what stands before a larger scale is all multiplied by it (一万零五亿 is 10005 亿)."""
    here = s.section + (s.digit or 0)
    if here == 0 and not s.groups:
        here = Decimal(1)
    elif here == 0 and (s.zero or s.unit < 10_000):
        return 0
    if here == 0 and s.groups[-1][0] > unit:
        return 0
    while s.groups and (s.groups[-1][0] < unit or (here == 0 and s.groups[-1][0] == unit)):
        here += s.groups.pop()[1]
    if s.groups and s.groups[-1][0] == unit:
        return 0
    s.groups.append((unit, here * unit))
    s.section, s.section_unit, s.digit, s.unit, s.zero = Decimal(0), 10_000, None, unit, False
    return 1
