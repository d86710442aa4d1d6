"""What repairing gives, and the repairs in words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reportparse.model import Repair
from reportparse.spans import OffsetMap

LONG = 40
"""Characters that a repair shows of a long text."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The repaired text of a report. Its line structure is that of the raw text."""

    raw: str
    text: str
    offsets: OffsetMap
    """From ``text`` to ``raw``."""
    repairs: tuple[Repair, ...]

    def explain(self) -> str:
        """Return one line a repair: where, what stood there, what stands there now, and why.

        >>> from reportparse.repair import clean
        >>> print(clean("稳步推进稳步推进。").explain())
        line 1, characters 0-8: 稳步推进稳步推进 → 稳步推进 (doubled_runs: each printed twice: 稳步推进)
        """
        breaks = [i for i, c in enumerate(self.raw) if c == "\n"]
        lines = [describe(bisect_left(breaks, r.start) + 1, r) for r in self.repairs if not r.silent]
        silent = sum(r.silent for r in self.repairs)
        if silent:
            lines.append(
                f"and {silent} silent {'repair that changes' if silent == 1 else 'repairs that change'} no reading"
            )
        return "\n".join(lines) or "nothing to repair"


def describe(line: int, repair: Repair) -> str:
    """One repair as a sentence.

    >>> describe(1, Repair("doubled_unit", "flagged", 0, 2, "万万", "万", "a unit said twice"))
    'line 1, characters 0-2: 万万 left as it is, perhaps 万 (doubled_unit: a unit said twice)'
    """
    before, after = shorten(repair.before), shorten(repair.after)
    change = f"{before} → {after or 'nothing'}"
    if repair.action == "flagged":
        change = f"{before} left as it is" + (f", perhaps {after}" if repair.after != repair.before else "")
    return f"line {line}, characters {repair.start}-{repair.end}: {change} ({repair.kind}: {repair.evidence})"


def shorten(text: str) -> str:
    """Show the beginning and the end of a long text, and line breaks as ⏎.

    >>> shorten("字" * 50) == "字" * 20 + "…" + "字" * 19
    True
    """
    text = text.replace("\r\n", "⏎").replace("\n", "⏎")
    return text if len(text) <= LONG else f"{text[: LONG // 2]}…{text[-LONG // 2 + 1 :]}"
