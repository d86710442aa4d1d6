"""Numbers as a reader wants to see them: what the program understood, in few characters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from reportparse.review.words import chinese, words

_BOUND = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "range": ""}
_ARROW = {"up": "↑ ", "down": "↓ "}
_POWERS = ("1e8", "1e12")


def number(value: float | None) -> str:
    """Return a number with grouped digits; from a hundred million on in the powers of ten that Chinese counts in.

    >>> number(22610000.0), number(2.65e12), number(-0.4), number(None)
    ('22,610,000', '2.65万亿', '−0.4', '—')
    """
    if value is None or value != value:
        return "—"
    sign, size = ("−" if value < 0 else ""), abs(value)
    power = max((p for p in _POWERS if size >= float(p)), key=float, default="")
    scaled = size / float(power) if power else size
    return f"{sign}{scaled:,.10g}{chinese(power) if power else ''}"


def understood(claim: Mapping[str, Any]) -> str:
    """Return direction, bound, normalized number and base unit of a claim.

    >>> understood({"direction": "up", "bound": "~", "value": 6.5, "normalized_value": 6.5, "normalized_unit": "%",
    ...             "value_low": 6.5, "value_high": 6.5})
    '↑ ≈ 6.5 %'
    >>> understood({"direction": None, "bound": "range", "value": 2, "normalized_value": 20000.0,
    ...             "normalized_unit": "人", "value_low": 2.0, "value_high": 3.0})
    '20,000–30,000 人'
    """
    value, normalized = claim["value"], claim["normalized_value"]
    shown = number(value if normalized is None else normalized)
    if claim["bound"] == "range":
        scale = normalized / value if value and normalized is not None else 1
        ends = (claim["value_low"], claim["value_high"])
        shown = "–".join("…" if end is None else number(end * scale) for end in ends)
    text = _ARROW.get(claim["direction"] or "", "") + _BOUND.get(claim["bound"], "") + shown
    gap = " " if text[-1:].isdecimal() else ""
    return f"{text}{gap}{claim['normalized_unit']}".rstrip()


def in_english(shown: str) -> str:
    """Return a number as the tables show it with its power of ten in figures, and 预计 in English.

    >>> in_english("≥20万"), in_english("≈6.5")
    ('≥20×10⁴', '≈6.5')
    """
    for zh, en in (words()[power] for power in ("1e12", "1e8", "1e4")):
        shown = shown.replace(zh, f"×{en}")
    return shown.replace(*words()["expected"])


def unit(written: str, language: int = 0) -> str:
    """Return a unit in Chinese (0) or English (1); one that has no English stays as it is.

    >>> unit("吨", 1), unit("斛", 1)
    ('tonnes', '斛')
    """
    return words()[written][language] if written in words() else written


def confidence(value: float) -> str:
    """Return two decimals, cut and not rounded, so that 0.9 means 0.9.

    >>> confidence(0.899), confidence(0.29)
    ('0.89', '0.29')
    """
    return f"{math.floor(value * 100 + 1e-9) / 100:.2f}"


def period(value: str | None) -> str:
    """Return an ISO interval with a dash instead of its slash.

    >>> period("2021/2025"), period(None)
    ('2021–2025', '—')
    """
    return (value or "—").replace("/", "–")
