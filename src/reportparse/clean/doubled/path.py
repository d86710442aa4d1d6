"""The likeliest reading of neighbouring lines: where double printing begins, in which form, and where it ends.

A dynamic programme over the places of a line. Its states are clean text, clean text near a repair, and double printing
of one form (run by run or character by character, two to four copies). Double printing is dear to enter from clean
text, persists over line ends, and is left cheaply there and less cheaply inside a line. Only repeats can be read in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from reportparse.clean.doubled.copies import Run, copies_in
from reportparse.clean.doubled.lines import Line
from reportparse.clean.doubled.weights import REFRAIN, SAID_TWICE, STOPS, single, weight, words
from reportparse.lexicon import default

ENTER = 10.0
"""Entering from clean text: with leaving, more than two ideographs or a lone number can pay."""
ENTER_KNOWN = 8.0
"""The same in a document that is known to be doubled."""
ENTER_NEAR = 3.0
"""Entering again a few lines after a repair."""
LEAVE, LEAVE_AT_BREAK = 3.0, 0.3
DRIFT = 1.5
"""What each clean line adds until a repair is no longer near."""
SWITCH = 4.0
"""Taking up double printing near a repair in another form than there."""
RARE = {2: 0.0, 3: 2.0, 4: 3.0}
"""Three and four copies are rarer than two."""
BY_CHARACTER = 4.0
"""Two reduplicated words may meet in clean text (AABB CCDD), so this form takes more proof."""
LONG_LINE = 16
"""Characters from which a line that is said twice, stops and all, is no refrain."""
INSIDE_HAN, INSIDE_LATIN = 3.0, 6.0
"""Run boundaries are cheap where the script changes."""

Mode: TypeAlias = tuple[str, int]
Path: TypeAlias = "tuple[Path, Run] | None"
Cell: TypeAlias = tuple[float, Path]


NOWHERE: Cell = (-1e9, None)


class State(NamedTuple):
    """Best readings up to a place, by what the text is there."""

    clean: Cell
    near: Cell
    doubled: dict[Mode, Cell]


def read_lines(lines: list[Line], enter: float) -> list[Run]:
    """The runs of the likeliest reading of ``lines``, in order.

    >>> [(r.start, r.half, r.copies) for r in read_lines([(0, "稳步推进稳步推进55项项工作")], ENTER)]
    [(0, 4, 2), (8, 1, 2), (10, 1, 2)]
    """
    state = State((0.0, None), NOWHERE, {})
    for start, line in lines:
        if line.strip():
            state = read_line(start, line, state, enter)
    ends = [_left(state.doubled, "", 0)] if state.doubled else []
    path = max(state.clean, state.near, *ends, key=_score)[1]
    runs: list[Run] = []
    while path:
        path, run = path
        runs.append(run)
    return runs[::-1]


def read_line(base: int, line: str, state: State, enter: float) -> State:
    """Carry the readings over one line that begins at ``base``."""
    copies = copies_in(line)
    natural = _natural(line) if copies else set()
    clean, near = state.clean, state.near
    waiting = {0: state.doubled} if state.doubled else {}
    for i in range(len(line)) if copies or waiting else ():
        here, starts = waiting.pop(i, None), copies.get(i)
        if here:
            near = max(near, _left(here, line, i), key=_score)
            if line[i].isspace():
                _offer(waiting, i + 1, here)
        for half, k in starts or ():
            for mode, proof, level in _readings(line, i, half, k, natural):
                score, path = _entered(line, i, mode, State(clean, near, here or {}), enter)
                cell = (score + proof, (path, Run(base + i, half, k, level)))
                _offer(waiting, i + half * k, {mode: cell})
    doubled = waiting.get(len(line), {})
    clean = max(clean, near, key=_score)
    return State(clean, (near[0] - DRIFT, near[1]), doubled)


def _readings(line: str, i: int, half: int, k: int, natural: set[int]) -> list[tuple[Mode, float, str]]:
    """The forms of double printing that a repeat may be read as, what each proves, and the level of its run."""
    run, end, out = line[i : i + half], i + half * k, []
    if not (_inside(line, i, str.isdigit) or _inside(line, end, str.isdigit)):
        proof = SAID_TWICE if half == 1 and i in natural else weight(run, k)
        proof -= INSIDE_LATIN * _inside(line, i, _is_latin)
        if half > 1 and not line[:i].strip() and not line[end:].strip():
            stops = any(c in STOPS for c in run)
            form = "refrain" if stops and len(run) < LONG_LINE else "run"
            out.append(((form, k), proof + REFRAIN * stops, "line"))
        else:
            out.append((("run", k), proof, "run"))
    if half == 1:
        out.append((("character", k), SAID_TWICE if i in natural else single(run) * (k - 1), "character"))
    return out


def _entered(line: str, i: int, mode: Mode, sources: State, enter: float) -> Cell:
    """The best way to stand at ``i`` in double printing of this form."""
    ways: list[Cell] = []
    if not _inside(line, i, str.isdigit):
        extra = RARE[mode[1]] + (BY_CHARACTER if mode[0] == "character" else 0.0)
        ways.append(_less(sources.clean, enter + extra))
        extra = 0.0 if _like_last(sources.near, mode) else extra + SWITCH
        ways.append(_less(sources.near, ENTER_NEAR + extra + (DRIFT if i else 0.0)))
    boundary = _boundary(line, i) if mode[0] != "character" else 0.0
    ways += [_less(sources.doubled[m], boundary) for m in _before(mode) if m in sources.doubled]
    return max(ways, key=_score, default=NOWHERE)


def _before(mode: Mode) -> tuple[Mode, ...]:
    """The forms that this one may follow at once."""
    return (mode,) if mode[0] == "character" else (("run", mode[1]), ("refrain", mode[1]))


def _like_last(cell: Cell, mode: Mode) -> bool:
    """Whether the last repair of this reading was of the same form."""
    if cell[1] is None:
        return False
    last = cell[1][1]
    return last.copies == mode[1] and (last.level == "character") == (mode[0] == "character")


def _left(here: dict[Mode, Cell], line: str, i: int) -> Cell:
    """The best reading that leaves double printing at ``i``; a number is never cut."""
    if _inside(line, i, str.isdigit):
        return NOWHERE
    cost = LEAVE if i else LEAVE_AT_BREAK
    return max((_less(c, cost + REFRAIN * (m[0] == "refrain")) for m, c in here.items()), key=_score)


def _less(cell: Cell, cost: float) -> Cell:
    return (cell[0] - cost, cell[1])


def _boundary(line: str, i: int) -> float:
    """What it costs to begin a new run at ``i``: nothing where the script changes or next to a number's unit."""
    if not i or not (_is_han(line[i - 1]) and _is_han(line[i])):
        return 0.0
    return INSIDE_HAN if i < 3 or not line[i - 3].isdigit() else 1.0


def _natural(line: str) -> set[int]:
    """Places where a character pair belongs to a word that doubles both its characters."""
    known = words(default())["doubled_words"]
    at = [i for i in range(len(line) - 3) if line[i] == line[i + 1] and line[i : i + 4] in known]
    return {*at, *(i + 2 for i in at)}


def _offer(waiting: dict[int, dict[Mode, Cell]], place: int, cells: dict[Mode, Cell]) -> None:
    """Keep the better reading of each form at a place."""
    there = waiting.setdefault(place, {})
    for mode, cell in cells.items():
        if mode not in there or cell[0] > there[mode][0]:
            there[mode] = cell


def _inside(line: str, i: int, test: Callable[[str], bool]) -> bool:
    return 0 < i < len(line) and test(line[i - 1]) and test(line[i])


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _score(cell: Cell) -> float:
    return cell[0]
