"""Repairs from the runs that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportparse.model import Repair
from reportparse.repair.doubled.copies import Run
from reportparse.repair.doubled.weights import KINDS

TIMES = {2: "twice", 3: "three times", 4: "four times"}
NAMES = {"run": "doubled_runs", "character": "doubled_characters", "line": "doubled_line"}
SPACES = frozenset(" \t\u3000")
SHOWN = 6
"""Runs that the evidence names."""


def repairs_of(text: str, runs: list[Run]) -> list[Repair]:
    """One repair a run, with the evidence of the stretch that it belongs to, and a doubt for numbers at its edges."""
    out: list[Repair] = []
    for stretch in stretches(text, runs):
        evidence = _evidence(text, stretch)
        out += [_repair(text, run, evidence) for run in stretch]
        out += _edges(text, stretch)
    return out


def stretches(text: str, runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs of one form that follow each other with nothing but spaces between."""
    group: list[Run] = []
    for run in runs:
        if group and not _follows(text, group[-1], run):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _follows(text: str, last: Run, run: Run) -> bool:
    start, half, copies, level = last
    if run.copies != copies or run.level != level:
        return False
    end = start + half * copies
    return end == run.start or SPACES.issuperset(text[end : run.start])


def _repair(text: str, run: Run, evidence: str) -> Repair:
    """Keep one copy. A run of one script answers as a whole for its copies; of a mixed one the first copy stays."""
    start, half, copies, level = run
    end, after = start + half * copies, text[start : start + half]
    if half > 1 and len(set(_kinds(after))) > 1:
        start, after = start + half, ""
    return Repair(NAMES[level], "applied", start, end, text[start:end], after, evidence)


def _kinds(run: str) -> list[str | None]:
    return [m.lastgroup for m in KINDS.finditer(run)]


def _evidence(text: str, stretch: list[Run]) -> str:
    shown = sorted(stretch, key=lambda r: -r.half)[:SHOWN]
    seen = " ".join(dict.fromkeys(text[r.start : r.start + r.half] for r in sorted(shown)))
    return f"each printed {TIMES[stretch[0].copies]}: {seen}" + (" …" if len(stretch) > SHOWN else "")


def _edges(text: str, stretch: list[Run]) -> Iterator[Repair]:
    """Doubts about the numbers where a repaired stretch meets text that is not doubled."""
    first, last = stretch[0], stretch[-1]
    for run, beside in ((first, text[first.start - 1 : first.start]), (last, text[last.end : last.end + 1])):
        one = text[run.start : run.start + run.half]
        edge = one[:1] if run is first else one[-1:]
        if beside.strip() and (edge.isdigit() or (edge in ".%" and any(c.isdigit() for c in one))):
            before = text[run.start : run.end]
            why = f"the repair ends at this number; it may be {one} or {before}"
            yield Repair("number_at_repair", "flagged", run.start, run.end, before, one, why)
