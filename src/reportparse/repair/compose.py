"""Steps one after another: their repairs are carried back to the raw text and merged where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from reportparse.lexicon import Lexicon
from reportparse.model import Repair
from reportparse.repair.cleaned import Cleaned
from reportparse.spans import Edit, apply, identity

Step: TypeAlias = Callable[[str, Lexicon], list[Repair]]
"""Reads a text with a vocabulary and returns repairs in that text's offsets, in order.

Applied ones neither overlap nor insert.
"""

Placed: TypeAlias = tuple[int, int, int, Repair]
"""Start and end in the current text, 0 for a repair of an earlier step or 1 for one of this step, the repair."""


def run_steps(raw: str, steps: Iterable[Step], lexicon: Lexicon, start: Cleaned | None = None) -> Cleaned:
    """Apply each step to the text that the one before it left.

    >>> from reportparse.lexicon import default
    >>> step = lambda text, lexicon: [Repair("space", "applied", 1, 2, " ", "", "none is meant")]
    >>> run_steps("a b", [step], default()).text
    'ab'
    """
    done = start or Cleaned(raw, raw, identity(len(raw)), ())
    for step in steps:
        found = step(done.text, lexicon)
        if found:
            done = add(done, found)
    return done


def add(done: Cleaned, found: list[Repair]) -> Cleaned:
    """Return ``done`` with further repairs, which are in the offsets of ``done.text``."""
    applied = [r for r in found if r.action == "applied"]
    rows = [r for r in done.repairs if r.action == "applied"]
    doubts = [r for r in done.repairs if r.action == "flagged"]
    told = {(r.kind, r.start, r.end) for r in doubts}
    flagged = (to_raw(r, done) for r in found if r.action == "flagged")
    doubts += [r for r in flagged if (r.kind, r.start, r.end) not in told]
    text, offsets = done.text, done.offsets
    if applied:
        text, inner = apply(done.text, [Edit(r.start, r.end, r.after) for r in applied])
        offsets = inner if done.text is done.raw else inner.then(done.offsets)
        rows = list(merge(done, rows, applied))
    repairs = sorted(rows + doubts, key=lambda r: (r.start, r.end, r.action))
    return Cleaned(done.raw, text, offsets, tuple(repairs))


def to_raw(repair: Repair, done: Cleaned) -> Repair:
    """Carry a doubt back to the raw text."""
    start, end = done.offsets.span(repair.start, repair.end)
    before = done.raw[start:end]
    after = before if repair.after == repair.before else repair.after
    return replace(repair, start=start, end=end, before=before, after=after)


def merge(done: Cleaned, rows: list[Repair], applied: list[Repair]) -> Iterator[Repair]:
    """Join the repairs of earlier steps with those of this one; what meets becomes one row."""
    shift = 0
    for group in clusters(rows, applied):
        before, shift = shift, shift + sum(growth(r) for _, _, new, r in group if not new)
        if len(group) == 1 and not group[0][2]:
            yield group[0][3]
            continue
        start, end = group[0][0], max(e for _, e, _, _ in group)
        yield Repair(
            kind=_joined("+", (r.kind for *_, r in group)),
            action="applied",
            start=start - before,
            end=end - shift,
            before=done.raw[start - before : end - shift],
            after=spliced(done.text, [r for _, _, new, r in group if new], start, end),
            evidence=_joined("; ", (r.evidence for *_, r in group)),
            silent=all(r.silent for *_, r in group),
        )


def _joined(mark: str, texts: Iterable[str]) -> str:
    """All different parts of texts that are joined by a mark."""
    return mark.join(dict.fromkeys(part for text in dict.fromkeys(texts) for part in text.split(mark)))


def spliced(text: str, repairs: list[Repair], start: int, end: int) -> str:
    """``text[start:end]`` with the repairs made.

    >>> spliced("增增长8%", [Repair("doubled", "applied", 0, 2, "增增", "增", "")], 0, 4)
    '增长8'
    """
    parts: list[str] = []
    for r in repairs:
        parts += (text[start : r.start], r.after)
        start = r.end
    return "".join([*parts, text[start:end]])


def clusters(rows: list[Repair], applied: list[Repair]) -> Iterator[list[Placed]]:
    """Group repairs that share a character of the current text, or that touch and are of one kind."""
    group: list[Placed] = []
    end = 0
    for item in sorted([*placed(rows), *((r.start, r.end, 1, r) for r in applied)], key=lambda p: p[:3]):
        if group and (item[0] < end or (item[0] == end and item[3].kind == group[-1][3].kind)):
            group.append(item)
        else:
            if group:
                yield group
            group = [item]
        end = max(end, item[1])
    if group:
        yield group


def placed(rows: list[Repair]) -> Iterator[Placed]:
    """Where the results of earlier repairs stand in the current text."""
    shift = 0
    for r in rows:
        yield (r.start + shift, r.end + shift + growth(r), 0, r)
        shift += growth(r)


def changed_lines(done: Cleaned, settled: frozenset[str]) -> str:
    """The lines of the cleaned text that repairs of other than the ``settled`` kinds touched.

    >>> from reportparse.lexicon import default
    >>> step = lambda text, lexicon: [Repair("space", "applied", 1, 2, " ", "", "none is meant")]
    >>> changed_lines(run_steps("a b\\nc", [step], default()), frozenset())
    'ab'
    """
    out: list[str] = []
    end = -1
    for start, stop, _, r in placed([r for r in done.repairs if r.action == "applied"]):
        if stop <= end or settled.issuperset(r.kind.split("+")):
            continue
        begin = max(done.text.rfind("\n", 0, start) + 1, end + 1)
        end = done.text.find("\n", stop)
        end = len(done.text) if end < 0 else end
        out.append(done.text[begin:end])
    return "\n".join(out)


def growth(repair: Repair) -> int:
    """How many characters a repair adds."""
    return len(repair.after) - (repair.end - repair.start)
