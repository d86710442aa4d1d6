"""Amounts that words say without a plain numeral: 首位, 翻番, 翻两番, 过半, 一半."""

from __future__ import annotations

from decimal import Decimal

from reportparse.lexicon.number_words import DOUBLING, FIRST, HALF, beside
from reportparse.lexicon.numeral_characters import ONES
from reportparse.mentions.bounds import bound_after, bound_before, ends
from reportparse.mentions.grammar import read_number
from reportparse.mentions.ordinals import read_first
from reportparse.mentions.token import Token
from reportparse.mentions.units import lookup
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import Bound

FIFTY = Decimal(50)
MOST_DOUBLINGS = 20
TURNED, DONE = beside("turned")
WORDS, UNCOUNTED, BEFORE_DOUBLING = FIRST + DOUBLING + HALF, FIRST + DOUBLING, TURNED + DONE
ONE_HALF = ONES[0] + HALF


def read_wordless(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """Read one of these at its character 首, 番, 半, 一, or at the numeral of 翻两番."""
    c = text[start]
    if c == FIRST:
        return read_first(v, text, start, floor)
    if (
        c == ONES[0]
        and text.startswith(HALF, start + 1)
        and text[start + 2 : start + 3] not in beside("one_half_in_word")
    ):
        return _part(v, text, start, start + 2, floor, "=")
    if c == HALF:
        return _half(v, text, start, floor)
    return _doubled(v, text, start, floor)


def doubling(v: Vocabulary, text: str, start: int, floor: int) -> tuple[int, Bound] | None:
    """Where the 翻 stands that ``start`` follows, over 了 and a bound word (翻了近一番), and the bound.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> doubling(vocabulary(default()), "翻了近一番", 3, 0)
    (0, '~')
    """
    word = bound_before(v, text, start, floor, False)
    at = word[0] if word else start
    if at > floor and text[at - 1] == DONE:
        at -= 1
    return (at - 1, word[1] if word else "=") if at > floor and text[at - 1] == TURNED else None


def _doubled(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """翻番 is twofold, 翻两番 fourfold: each 番 doubles."""
    found = doubling(v, text, start, floor)
    if not found:
        return None
    number = None if text[start] == DOUBLING else read_number(v, text, start, tail=False)
    end = number.end if number else start
    times = number.low if number else Decimal(1)
    if not text.startswith(DOUBLING, end) or times != int(times) or not 0 < times <= MOST_DOUBLINGS:
        return None
    value = Decimal(2) ** int(times)
    return _bounded(v, text, _amount(found[0], end + 1, value, "multiple", "倍", "doubling"), floor, found[1])


def _half(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """过半 and 半数以上 are shares; 半 before a unit is read with the numbers, anything else is a word."""
    after = text[start + 1 : start + 2]
    if start > floor and text[start - 1] == "过" and after not in beside("over_half_in_word"):
        begin = start - 2 if text.startswith("超过", start - 2) and start - 2 >= floor else start - 1
        return _part(v, text, begin, start + 1 + (after == "数"), floor, ">")
    if after == "数" and ((start > floor and text[start - 1] == "超") or bound_after(v, text, start + 2)):
        return _part(v, text, start, start + 2, floor, "=")
    return None


def _part(v: Vocabulary, text: str, start: int, end: int, floor: int, bound: Bound) -> Token:
    return _bounded(v, text, _amount(start, end, FIFTY, "percent", "%", "half"), floor, bound)


def _bounded(v: Vocabulary, text: str, token: Token, floor: int, bound: Bound) -> Token:
    if before := bound_before(v, text, token.start, floor, False):
        token, bound = token._replace(start=before[0]), before[1]
    if after := bound_after(v, text, token.end):
        token, bound = token._replace(end=after[0]), bound if before else after[1]
    low, high = ends(bound, token.value, token.value)
    return token._replace(bound=bound, low=low, high=high)


def _amount(start: int, end: int, value: Decimal, kind: str, unit: str, reason: str) -> Token:
    return Token(
        start, end, "percent" if kind == "percent" else "multiple", reason, start, end, value, value, value,
        unit=unit, normalized_unit=unit, dimension=kind,
    )  # fmt: skip


def is_wordless(v: Vocabulary, text: str, start: int, floor: int) -> bool:
    """Whether ``start`` may begin one of these; a quick look before reading."""
    c = text[start]
    doubled = text.startswith(DOUBLING, start + 1)
    if doubled or c in WORDS or text.startswith(ONE_HALF, start):
        return True
    return start > floor and text[start - 1] in BEFORE_DOUBLING


def only_a_word(v: Vocabulary, text: str, start: int) -> bool:
    """Whether 首, 番 or 半 at ``start`` counts nothing."""
    return text[start] in UNCOUNTED or (text[start] == HALF and not lookup(v, text, start + 1))
