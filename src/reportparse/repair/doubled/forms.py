"""What a repeat in a line may be: a run printed twice, a character, or the whole line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from reportparse.lexicon import Lexicon
from reportparse.repair.doubled.weights import REFRAIN, SAID_TWICE, STOPS, character_weight, weight, words

Mode: TypeAlias = tuple[str, int]
"""A form of double printing and its number of copies."""
Reading: TypeAlias = tuple[Mode, float, float, str]
"""The form, what the repeat proves for it, what the run boundary before it costs, and the level of the run."""

LONG_LINE = 16
"""Characters from which a line that is said twice, stops and all, is no refrain."""
INSIDE_HAN, AFTER_UNIT, INSIDE_LATIN = 3.0, 1.0, 6.0
"""Run boundaries are cheap where the script changes and after a number's unit, dear inside a word."""

DIGITS = re.compile(r"(?<=[0-9])(?=[0-9])")
NUMERAL = re.compile(r"(?<=[0-9])(?=\.?[0-9])|(?<=[0-9]\.)(?=[0-9])")
LATIN = re.compile(r"(?<=[A-Za-z])(?=[A-Za-z])")
HAN = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")
PAIRS = re.compile(r"(?=(.)\1(.)\2)")


class Look(NamedTuple):
    """Places inside a digit string, a numeral, a Latin word, a row of ideographs; and of pairs that are natural."""

    digits: frozenset[int]
    numeral: frozenset[int]
    latin: frozenset[int]
    han: frozenset[int]
    natural: frozenset[int]


BARE = Look(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


def by_character(line: str) -> int:
    """How many times every character of the line stands, or 0; four different ones in a row are no accident.

    >>> by_character("稳稳中中有有进进"), by_character("扎扎实实推进")
    (2, 0)
    """
    for k in (4, 3, 2):
        if len(line) % k or len(line) < 4 * k:
            continue
        once = line[::k]
        if all(line[j::k] == once for j in range(1, k)) and all(a != b for a, b in pairwise(once[:4])):
            return k
    return 0


def look_at(line: str, lexicon: Lexicon) -> Look:
    """Find the places that count in a line.

    >>> from reportparse.lexicon import default
    >>> sorted(look_at("踏踏实实干20年", default()).natural), sorted(look_at("干20年", default()).digits)
    ([0, 2], [2])
    """
    digits, numeral, latin, han = (
        frozenset(m.start() for m in c.finditer(line)) for c in (DIGITS, NUMERAL, LATIN, HAN)
    )
    return Look(digits, numeral, latin, han, natural_pairs(line, lexicon))


def natural_pairs(line: str, lexicon: Lexicon) -> frozenset[int]:
    """Places of character pairs that belong to a word which doubles both its characters."""
    known = words(lexicon)["doubled_words"]
    found = [m.start() for m in PAIRS.finditer(line) if line[m.start() : m.start() + 4] in known]
    return frozenset(found + [i + 2 for i in found])


def readings(line: str, i: int, half: int, k: int, look: Look, lexicon: Lexicon) -> list[Reading]:
    """The forms that a repeat at ``i`` may have; a run never begins or ends inside a number.

    >>> from reportparse.lexicon import default
    >>> look = look_at("增增长长", default())
    >>> [(mode, level) for mode, _, _, level in readings("增增长长", 0, 1, 2, look, default())]
    [(('run', 2), 'run'), (('character', 2), 'character')]
    """
    end = i + half * k
    natural = half == 1 and i in look.natural
    out: list[Reading] = []
    if i not in look.digits and end not in look.digits:
        run = line[i : i + half]
        proof = SAID_TWICE if natural else weight(run, k, lexicon)
        if half > 1 and not line[:i].strip() and not line[end:].strip():
            out.append(_whole(line, run, k, proof))
        else:
            proof -= INSIDE_LATIN if i in look.latin else 0.0
            out.append((("run", k), proof, _boundary(line, i, look), "run"))
    if half == 1:
        proof = SAID_TWICE if natural else character_weight(line[i], k)
        out.append((("character", k), proof, 0.0, "character"))
    return out


def _whole(line: str, run: str, k: int, proof: float) -> Reading:
    """A line said twice: short and with a stop it may be a refrain, unless the lines beside it are doubled too."""
    if not any(c in STOPS for c in run):
        return (("run", k), proof, 0.0, "line")
    return (("refrain" if len(line) < LONG_LINE else "run", k), proof + REFRAIN, 0.0, "line")


def _boundary(line: str, i: int, look: Look) -> float:
    if i not in look.han:
        return 0.0
    return AFTER_UNIT if i > 2 and line[i - 3].isdigit() else INSIDE_HAN
