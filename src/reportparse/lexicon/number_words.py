"""Words and characters beside a number, for the patterns of its readers; ``numerals.toml`` has them.

>>> HALF, POINT, beside("pairs")
('半', '点', ('与', '和'))
"""

from __future__ import annotations

from reportparse.lexicon import default

_TABLE: dict[str, str] = default().table("numerals")["beside"]
_WORDS = {name: tuple(words.split()) for name, words in _TABLE.items()}


def beside(name: str) -> tuple[str, ...]:
    """Return the words of a list of the table ``beside``.

    Raises:
        KeyError: if there is no such list.
    """
    return _WORDS[name]


HALF, DOUBLING, FIRST, HEAD, ORDER, POINT, PART, AND, MINUS, PIECE, ZERO, TEN, FRONT = (
    _TABLE[name]
    for name in (
        "half", "doubling", "first", "head", "order", "point", "part", "and", "minus", "piece", "zero", "ten", "front",
    )
)  # fmt: skip

MORE = "".join(beside("more"))
"""Characters after a number that leave it open: 余."""

OVER = MORE[:2]
"""Those that may stand after a unit, too."""

DATED = "".join(beside("begins_date")[:4])
"""Units of the calendar."""

IDEOGRAPH = "\u4e00-\u9fa5"
"""Ideographs as a range of a class."""

LOWEST, HIGHEST = IDEOGRAPH[0], IDEOGRAPH[-1]
