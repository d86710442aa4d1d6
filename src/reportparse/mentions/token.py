"""What the readers of this stage hand to each other."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reportparse.model import Bound, MentionKind


class Token(NamedTuple):
    """A numeral with its affixes, in offsets of the text that was scanned."""

    start: int
    end: int
    kind: MentionKind
    reason: str
    number_start: int
    number_end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: Bound = "="
    unit_start: int = 0
    unit_end: int = 0
    unit: str | None = None
    """The unit where it does not stand as it is understood (三成 has %); None takes the written one."""
    factor: Decimal = Decimal(1)
    normalized_unit: str | None = None
    """None where the unit is not known."""
    dimension: str = ""
    iso: str | None = None
    flags: tuple[str, ...] = ()


def label(start: int, end: int, kind: MentionKind, reason: str, value: Decimal | None = None) -> Token:
    """A token that reports no amount."""
    return Token(start, end, kind, reason, start, end, value, value, value)
