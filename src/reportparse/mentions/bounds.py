"""Words that make a number a bound: 超过, 近, 以上, 左右."""

from __future__ import annotations

from decimal import Decimal

from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import Bound


def bound_before(v: Vocabulary, text: str, start: int, floor: int, bare: bool) -> tuple[int, Bound] | None:
    """The bound word that ends at ``start``, with its own start; it does not reach below ``floor``.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> v = vocabulary(default())
    >>> bound_before(v, "总量超过20万", 4, 0, False), bound_before(v, "节约20万", 2, 0, False)
    ((2, '>'), None)
    """
    if start <= floor or text[start - 1] not in v.before_last:
        return None
    for n in v.before_lengths:
        word = v.before.get(text[start - n : start]) if start - n >= floor else None
        if word and (bare or not word.bare) and not (start > n and text[start - n - 1] in word.not_after):
            return start - n, word.bound
    return None


def bound_after(v: Vocabulary, text: str, end: int) -> tuple[int, Bound] | None:
    """The bound word that begins at ``end``, with its end."""
    if end >= len(text) or text[end] not in v.after_first:
        return None
    for n in v.after_lengths:
        if (word := v.after.get(text[end : end + n])) and end + n <= len(text):
            return end + n, word.bound
    return None


def ends(bound: Bound, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest value that a bound leaves open; no width is invented for ``~``."""
    if bound in (">", ">="):
        return low, None
    if bound in ("<", "<="):
        return None, high
    return low, high
