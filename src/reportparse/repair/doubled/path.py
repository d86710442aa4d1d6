"""The likeliest reading of neighbouring lines: where double printing begins, in which form, and where it ends.

A dynamic programme over the places of a line. Its states are clean text, clean text near a repair, and double printing
of one form (run by run or character by character, two to four copies). Double printing is dear to enter from clean
text, persists over line ends, and is left cheaply there and less cheaply inside a line. Only repeats can be read in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from reportparse.lexicon import Lexicon
from reportparse.repair.doubled.copies import Run, copies_in
from reportparse.repair.doubled.forms import BARE, Mode, by_character, look_at, natural_pairs, readings
from reportparse.repair.doubled.lines import Line
from reportparse.repair.doubled.weights import REFRAIN, SAID_TWICE, character_weight

ENTER = 10.0
"""Entering from clean text: with leaving, more than two ideographs or a lone number can pay."""
ENTER_KNOWN = 8.0
"""The same in a document that is known to be doubled."""
ENTER_NEAR = 2.5
"""Entering again a few lines after a repair."""
LEAVE, LEAVE_AT_BREAK = 3.0, 0.3
PROOF = 8.0
"""What the runs at one end of a line must prove for double printing to reach over that end."""
DRIFT = 1.5
"""What each clean line adds until a repair is no longer near."""
SWITCH = 4.0
"""Taking up double printing near a repair in another form than there."""
RARE = {2: 0.0, 3: 2.0, 4: 3.0}
"""Three and four copies are rarer than two."""
BY_CHARACTER = 4.0
"""Two reduplicated words may meet in clean text (AABB CCDD), so this form takes more proof."""

Path: TypeAlias = "tuple[Path, int, int, int, str] | None"
"""The reading before, and the fields of its last run."""
Cell: TypeAlias = tuple[float, Path, float, int]
"""Score, path, and for double printing what its runs prove on this line and where on the line they began."""

NUMBER = re.compile(r"[0-9.%\s]+")

NEVER = 1e9
NOWHERE: Cell = (-NEVER, None, 0.0, 0)
NONE: dict[Mode, Cell] = {}
FORMS = ("run", "refrain", "character")
EXTRA: dict[Mode, float] = {(f, k): RARE[k] + (BY_CHARACTER if f == "character" else 0.0) for f in FORMS for k in RARE}
BEFORE: dict[Mode, tuple[Mode, ...]] = {
    (f, k): ((f, k),) if f == "character" else (("run", k), ("refrain", k)) for f in FORMS for k in RARE
}
"""The forms that each form may follow at once."""


class State(NamedTuple):
    """Best readings up to a place, by what the text is there."""

    clean: Cell
    near: Cell
    doubled: dict[Mode, Cell]


def read_lines(lines: list[Line], enter: float, lexicon: Lexicon) -> list[Run]:
    """The runs of the likeliest reading of ``lines``, in order.

    >>> from reportparse.lexicon import default
    >>> runs = read_lines([(0, "稳步推进稳步推进55项项工作")], ENTER, default())
    >>> [(r.start, r.half, r.copies) for r in runs]
    [(0, 4, 2), (8, 1, 2), (10, 1, 2)]
    """
    state = State((0.0, None, 0.0, 0), NOWHERE, NONE)
    for start, line in lines:
        if line.strip():
            state = read_line(start, line, state, enter, lexicon)
    near = _left(state.doubled, state.near, 0)
    path = near[1] if near[0] > state.clean[0] else state.clean[1]
    runs: list[Run] = []
    while path:
        path, start, half, k, level = path
        runs.append(Run(start, half, k, level))
    return runs[::-1]


def read_line(base: int, line: str, state: State, enter: float, lexicon: Lexicon) -> State:
    """Carry the readings over one line that begins at ``base``."""
    k = by_character(line)
    by_run, same = (state.doubled.get((form, k), NOWHERE)[0] for form in ("run", "character"))
    if k and by_run <= same:
        return _read_by_character(base, line, k, state, enter, lexicon)
    copies = copies_in(line)
    clean, near, waiting = state.clean, state.near, {0: state.doubled} if state.doubled else {}
    look = look_at(line, lexicon) if copies else BARE
    for i in range(len(line)) if copies or waiting else ():
        here, starts = waiting.pop(i, NONE), copies.get(i)
        inside = i in look.numeral
        if here:
            if not inside:
                near = _left(here, near, i)
            if line[i].isspace():
                _keep_all(waiting, i + 1, here)
        for half, k in starts or ():
            for mode, proof, boundary, level in readings(line, i, half, k, look, lexicon):
                cell, mode = _entered(clean, near, here, mode, boundary, NEVER if inside else enter, i)
                score, path, proved, since = cell
                there = waiting.setdefault(i + half * k, {})
                if mode not in there or score + proof > there[mode][0]:
                    there[mode] = (score + proof, (path, base + i, half, k, level), proved + proof, since)
    clean = near if near[0] > clean[0] else clean
    number = bool(NUMBER.fullmatch(line))
    doubled = {mode: _carried(cell, number) for mode, cell in waiting.get(len(line), NONE).items()}
    return State(clean, (near[0] - DRIFT, near[1], 0.0, 0), doubled)


def _read_by_character(base: int, line: str, k: int, state: State, enter: float, lexicon: Lexicon) -> State:
    """Carry the readings over a line whose every character stands ``k`` times: it has no run to look for."""
    clean, near, doubled = state
    (score, path, _, _), mode = _entered(clean, near, doubled, ("character", k), 0.0, enter, 0)
    natural = natural_pairs(line, lexicon)
    weights = {c: character_weight(c, k) for c in set(line)}
    for i in range(0, len(line), k):
        score += SAID_TWICE if i in natural else weights[line[i]]
        path = (path, base + i, 1, k, "character")
    near = _left(doubled, near, 0)
    clean = near if near[0] > clean[0] else clean
    return State(clean, (near[0] - DRIFT, near[1], 0.0, 0), {mode: (score, path, 0.0, 0)})


def _entered(
    clean: Cell, near: Cell, here: Mapping[Mode, Cell], mode: Mode, boundary: float, enter: float, i: int
) -> tuple[Cell, Mode]:
    """The best way to stand in double printing of this form; what follows double printing at once is no refrain."""
    best, form = NOWHERE, mode
    for before in BEFORE[mode] if here else ():
        cell = here.get(before)
        if cell and cell[0] - boundary > best[0]:
            best, form = (cell[0] - boundary, *cell[1:]), BEFORE[mode][0]
    if clean[0] - enter - EXTRA[mode] > best[0]:
        best, form = (clean[0] - enter - EXTRA[mode], clean[1], 0.0, i), mode
    if near[0] - ENTER_NEAR > best[0] and enter < NEVER and near[1]:
        _, _, _, k, level = near[1]
        like = k == mode[1] and (level == "character") == (mode[0] == "character")
        score = near[0] - ENTER_NEAR - (DRIFT if i else 0.0) - (0.0 if like else EXTRA[mode] + SWITCH)
        if score > best[0]:
            best, form = (score, near[1], 0.0, i), mode
    return best, form


def _left(here: Mapping[Mode, Cell], near: Cell, i: int) -> Cell:
    """The better of ``near`` and of leaving double printing at ``i``.

    What is carried over from the line before ends inside this one only with proof of its own.
    """
    for (form, _), (score, path, proved, since) in here.items():
        score -= LEAVE if i else LEAVE_AT_BREAK
        if form == "refrain":
            score -= REFRAIN
        elif i and not since and proved < PROOF:
            score -= proved + 1
        if score > near[0]:
            near = (score, path, 0.0, 0)
    return near


def _carried(cell: Cell, number: bool) -> Cell:
    """Double printing over the end of a line; what began inside it, or is no more than a number, needs proof there."""
    score, path, proved, since = cell
    if proved < PROOF and (since or number):
        score -= proved + (1 if since else ENTER_NEAR + DRIFT + LEAVE_AT_BREAK + 1)
    return (score, path, 0.0, 0)


def _keep_all(waiting: dict[int, dict[Mode, Cell]], place: int, cells: Mapping[Mode, Cell]) -> None:
    """Carry double printing on to a place, where a better reading may wait already."""
    there = waiting.setdefault(place, {})
    for mode, cell in cells.items():
        if mode not in there or cell[0] > there[mode][0]:
            there[mode] = cell
