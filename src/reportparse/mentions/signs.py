"""Minus signs: -3.5%, 负2, 零下5摄氏度; a stroke between two words is none."""

from __future__ import annotations

import re

from reportparse.lexicon.number_words import HIGHEST, LOWEST, MINUS, ZERO
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import Vocabulary

NEGATIVE = re.compile(rf"(?:{MINUS}的?|{ZERO}下|[-－−])[ ]?\Z")
STROKES = frozenset("-－−")
REACH = 4
"""The longest word that is looked up before a sign."""
BELOW_ZERO = frozenset({"percent", "percentage_point", "temperature"})
"""Dimensions whose amounts may fall below zero whatever they are of."""
CLOSED = frozenset("—-－−)）%％‰~～℃")
"""After these a stroke leads from one number to the next."""


def signed(v: Vocabulary, text: str, token: Token, floor: int) -> Token:
    """The token with the sign before it; a stroke that may be none leaves the number as it is and says so."""
    if token.start <= floor or text[token.start - 1] not in "负的下-－− ":
        return token
    m = NEGATIVE.search(text, max(floor, token.start - 3), token.start)
    if not m:
        return token
    if m[0][0] in STROKES and not _is_minus(v, text, m, token.dimension, floor):
        doubtful = LOWEST <= text[m.start() - 1] <= HIGHEST
        return token._replace(flags=(*token.flags, "sign_unclear")) if doubtful else token
    if m[0][0] == MINUS and text[max(floor, m.start() - 1) : m.start()] in v.no_minus_after:
        return token
    return _negative(token, m)


def _is_minus(v: Vocabulary, text: str, m: re.Match[str], dimension: str, floor: int) -> bool:
    """Whether a stroke is a minus: after a word that leads to an amount, not between a place and its distance.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> [_is_minus(v, t, NEGATIVE.search(t), "length", 0) for t in ("海拔为-", "南京-")]
    [True, False]
    """
    at = m.start()
    spaced = at > floor and text[at - 1] == " "
    if spaced and not m[0].endswith(" "):
        return True
    while at > floor and text[at - 1] == " ":
        at -= 1
    before = text[at - 1 : at]
    if not before:
        return True
    if at == floor or before in CLOSED or before.isdigit():
        return False
    if before.isascii() or not before.isalnum():
        return not before.isalnum() or dimension in BELOW_ZERO
    word = next((w for n in range(REACH, 0, -1) if (w := text[max(floor, at - n) : at]) in v.minus_after), "")
    return v.minus_after.get(word, dimension in BELOW_ZERO)


def _negative(token: Token, m: re.Match[str]) -> Token:
    """Turn the sign: 零下 holds for both ends of a range, a minus for the one that it stands before."""
    value, low, high = (None if x is None else -x for x in (token.value, token.low, token.high))
    if token.low != token.high:
        if m[0][0] == ZERO:
            value = low = high
            high = None if token.low is None else -token.low
        else:
            high = token.high
    return token._replace(start=m.start(), number_start=m.start(), value=value, low=low, high=high)
