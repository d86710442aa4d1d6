"""A user's own vocabulary, tried on a sentence."""

from __future__ import annotations

import tomllib
from decimal import Decimal

from reportparse.claims.check import problems as examples
from reportparse.lexicon import own
from reportparse.lexicon.lines import lines_of
from reportparse.lexicon.number_words import beside
from reportparse.pipeline import parse


def problems(content: str) -> list[str]:
    """Return what is wrong with a user's file, as ``lexicon.own.problems`` does, and what the stages cannot work with.

    >>> problems("")
    []
    """
    return own.problems(content) or _factors(content) or _trial(content)


def _factors(content: str) -> list[str]:
    """Factors that are no numbers, or such that what is multiplied by them is none."""
    lines = lines_of(content)
    rows = tomllib.loads(content).get("units", {}).get("unit", [])
    odd = [(i, row["factor"]) for i, row in enumerate(rows) if not _usable(row.get("factor", "1"))]
    said = "the factor must be a decimal number from 1e-30 to 1e30"
    return [f"line {lines.get(('units', 'unit', i, 'factor'), 1)}: units.unit: {said}, not {f!r}" for i, f in odd]


def _usable(factor: str) -> bool:
    try:
        return Decimal("1e-30") <= Decimal(factor) <= Decimal("1e30")
    except ArithmeticError:
        return False


def _trial(content: str) -> list[str]:
    try:
        lexicon = own.with_own(content)
        parse(beside("sentence")[0], lexicon=lexicon)
    except Exception as error:
        return [f"line 1: the program cannot work with this vocabulary: {type(error).__name__}: {error}"]
    return [f"line 1: {line}" for line in examples(lexicon)] if "constructions" in content else []
