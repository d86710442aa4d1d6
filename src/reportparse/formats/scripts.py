"""Raised and lowered characters: exponents join their units, note marks leave the numbers they are set at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

Place: TypeAlias = Literal["line", "raised", "lowered"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line and where they stand."""

    text: str
    place: Place = "line"


_DIGITS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_EXPONENT = re.compile(r"[-−–+]?\d{1,2}")
# Lengths and seconds, which are squared and cubed; 10 before an exponent is a power.
_SQUARED = re.compile(r"(?:(?<![A-Za-z])(?:[kcdmhnNμµu]?m|s)|[米里]|(?<![\d.])10)$")
_POWER = re.compile(r"[23](?=[\[［（(①-⑳㉑-㉟*＊])")
"""An exponent that a note mark follows."""
_LETTER = re.compile(r"[A-Za-z]$")
_NOTE = re.compile(
    r"[\[［(（〔【]?\s*注?(?:\d{1,3}|[①-⑳㉑-㉟*＊※†‡§])?(?:[\s,，、~～–-]+(?:\d{1,3}|[①-⑳㉑-㉟]))*\s*[\]］)）〕】]?"
)
_LONGEST_MARK = 40
_NEAR = 12
_BARE = re.compile(r"\d{1,3}|[①-⑳㉑-㉟]")
_NUMBER = re.compile(r"[\d.]+")


def set_scripts(pieces: Iterable[Piece]) -> tuple[str, int]:
    """Return a line and how many note marks were left out of it.

    A mark at the line's head is that of a note, and stays in brackets. What is lowered stays with its letters; between
    two digits that are not of one number stands a space.

    >>> set_scripts([Piece("完成1234.5"), Piece("1", "raised"), Piece("亿元")])
    ('完成1234.5亿元', 1)
    >>> set_scripts([Piece("30km"), Piece("2", "raised"), Piece("，CO"), Piece("2", "lowered"), Piece("5吨")])
    ('30km²，CO2 5吨', 0)
    """
    out, marks, apart = "", 0, False
    for place, text in _merged(pieces):
        if place == "raised":
            added, apart = _raised(out, text)
            marks += not added.strip() and bool(text.strip())
        elif place == "lowered" and _NUMBER.fullmatch(text.strip()) and out and not _LETTER.search(out[-1:]):
            added, apart, marks = "", True, marks + 1
        else:
            added = text
        between = apart and added[:1].isdecimal() and out[-1:].isdecimal()
        out += " " * between + added
        apart = place != "line" if added else apart
    return out, marks


def _merged(pieces: Iterable[Piece]) -> Iterator[tuple[Place, str]]:
    for place, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.place):
        yield place, "".join(piece.text for piece in run)


def _raised(before: str, text: str) -> tuple[str, bool]:
    """What stands for raised text, and whether digits after it are of another number."""
    mark = text.strip()
    if (power := _POWER.match(mark)) and _SQUARED.search(before[-_NEAR:]):
        return power[0].translate(_DIGITS) + _raised(before + "²", mark[power.end() :])[0], True
    if _EXPONENT.fullmatch(mark) and (
        _SQUARED.search(before[-_NEAR:]) or (not mark[0].isdecimal() and _LETTER.search(before[-1:]))
    ):
        return mark.translate(_DIGITS), True
    if not before or before.isspace():
        bare = _BARE.search(mark) if len(mark) <= _LONGEST_MARK and _NOTE.fullmatch(mark) else None
        return (f"[{bare[0]}] " if bare else text), True
    if len(mark) <= _LONGEST_MARK and _NOTE.fullmatch(mark):
        return "", True
    return (" " + text if text[:1].isdecimal() and before[-1:].isdecimal() else text), True
