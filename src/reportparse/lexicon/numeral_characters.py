"""The characters of Chinese numerals, for the classes of patterns; they are written down once, in ``numerals.toml``.

>>> ONES, SMALL, BIG
('一二三四五六七八九', '十拾百佰千仟', '万亿兆')
"""

from __future__ import annotations

from reportparse.lexicon import default

_TABLE = default().table("numerals")
_DIGITS: dict[str, int] = _TABLE["digits"]
_READ_OUT = "幺两"

ONES = "".join(next(c for c, value in _DIGITS.items() if value == n) for n in range(1, 10))
"""One to nine as they are mostly written."""

ZEROS = "".join(c for c, value in _DIGITS.items() if value == 0)

FINANCIAL = "".join(c for c in _DIGITS if c not in ONES + ZEROS + _READ_OUT)
"""The forms of one to nine that cannot be altered."""

DIGITS = "".join(_DIGITS)

SMALL, BIG, TENS = ("".join(_TABLE[name]) for name in ("small", "big", "tens"))

SCALE = SMALL + BIG

ALL = "0-9" + DIGITS + SCALE + TENS
"""Every character of a numeral, Arabic digits as a range."""
