"""The unit after a number: 万千瓦, 元/月, 微克/立方米, 个多月."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportparse.mentions.vocabulary import Unit, Vocabulary

SPACES = re.compile(r"[ \u3000\u00a0]{1,4}")
LATIN = re.compile(r"[A-Za-zμµ]+")


class Found(NamedTuple):
    """Where a unit stands and what it is."""

    start: int
    end: int
    name: str
    dimension: str
    base: str = ""
    factor: Decimal = Decimal(1)


def lookup(v: Vocabulary, text: str, at: int) -> tuple[int, Unit] | None:
    """The longest unit that begins at ``at``, with its end; a unit that begins another word is none."""
    if at >= len(text):
        return None
    for n in v.unit_lengths.get(text[at], ()):
        word = text[at : at + n]
        unit = v.units.get(word)
        if not unit or len(word) < n or (unit.not_before and text.startswith(unit.not_before, at + n)):
            continue
        if not (word[-1].isascii() and word[-1].isalpha() and LATIN.match(text, at + n)):
            return at + n, unit
    return None


def read_unit(v: Vocabulary, text: str, at: int) -> Found | None:
    """Read a unit and what it is counted by (元/月), after white space if there is any.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> read_unit(vocabulary(default()), "微克/立方米，", 0).name
    '微克/立方米'
    """
    if at < len(text) and text[at] in " \u3000\u00a0" and (gap := SPACES.match(text, at)):
        at = gap.end()
    found = lookup(v, text, at)
    if not found:
        return None
    end, unit = found
    rate = _rate(v, text, end)
    if rate:
        return Found(at, rate[0], f"{unit.name}/{rate[1]}", "rate")
    return Found(at, end, unit.name, unit.dimension, unit.base, unit.factor)


def _rate(v: Vocabulary, text: str, at: int) -> tuple[int, str] | None:
    """What stands after the stroke of a rate; more than one may (元/人·年)."""
    names: list[str] = []
    while at < len(text) and text[at] in "/／·" and (found := lookup(v, text, at + 1)):
        if text[at] == "·" and not names:
            break
        at = found[0]
        names.append(found[1].name)
    return (at, "·".join(names)) if names else None
