"""Numbers as a reader wants to see them: what the program understood, in few characters."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

_BOUND = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "range": ""}
_ARROW = {"up": "↑ ", "down": "↓ "}
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float | None) -> str:
    """Return a number with grouped digits, and with a power of ten from a thousand million on.

    >>> number(22610000.0), number(2.65e12), number(-0.4), number(None)
    ('22,610,000', '2.65×10¹²', '−0.4', '—')
    """
    if value is None or value != value:
        return "—"
    sign, size = ("−" if value < 0 else ""), abs(value)
    if size < 1e9:
        return sign + f"{size:,.10g}"
    mantissa, _, power = f"{size:.9e}".partition("e")
    return f"{sign}{float(mantissa):.10g}×10{str(int(power)).translate(_SUPERSCRIPT)}"


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
    return f"{text} {claim['normalized_unit']}".rstrip()


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
