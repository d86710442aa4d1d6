"""White space inside numerals: 7 万, 百 分 之 五. It is left out before the scan, and offsets lead back."""

from __future__ import annotations

import re

from reportparse.lexicon.number_words import AND, MINUS, MORE, ORDER, PART, PIECE, POINT, beside
from reportparse.lexicon.numeral_characters import BIG, FINANCIAL, ONES, SMALL

SPACE = re.compile(r"[ \u00a0\u3000]+")
DIGIT = f"0123456789零〇两{ONES}{FINANCIAL}"
SIGNS = PART + POINT + PIECE
JOINT = f"{SMALL}{BIG}{POINT}{PART}之{MORE[0]}{MORE[2]}{AND}{PIECE}{MINUS}"
"""What holds a numeral together: a space beside one of these is none between two numbers."""


def squeeze(text: str) -> tuple[str, list[int]] | None:
    """Return the text without the spaces inside numerals, and where each of its characters stood.

    Digits that only a space parts are left: they are as likely two numbers. None means that nothing was left out.

    >>> squeeze("增长 3 百分点")
    >>> squeeze("达 三 百 五")[0]
    '达 三百五'
    """
    keep: list[int] = []
    parts: list[str] = []
    at = 0
    for m in SPACE.finditer(text):
        if m.start() and m.end() < len(text) and _inside(text, m.start() - 1, m.end()):
            parts.append(text[at : m.start()])
            keep.extend(range(at, m.start()))
            at = m.end()
    if not at:
        return None
    parts.append(text[at:])
    keep.extend(range(at, len(text)))
    return "".join(parts), keep


def _inside(text: str, left: int, right: int) -> bool:
    """Whether a numeral goes on from ``left`` over a space to ``right``."""
    a, b = text[left], text[right]
    if a in DIGIT:
        return b in JOINT and not (b in "百千" and text.startswith(beside("scale_in_unit"), right) and a <= "9")
    if a in JOINT:
        return b in DIGIT or (b in JOINT and text[left - 1] != ORDER) or (a in SIGNS and b in "之百点分")
    return False
