"""How much a repeat proves, in nats: the log odds of double printing against chance in clean reports."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from reportparse.lexicon import Lexicon
from reportparse.lexicon.unit_words import classifiers

IDEOGRAPHS = (0.0, 5.3, 9.0, 14.0)
"""In clean reports one ideograph in 200 repeats, a pair in 10,000, three in none of two million characters."""
DIGIT, DIGITS_AT_MOST = 2.3, 9.0
"""A digit repeats by chance one time in ten; numbers like 2020 are made so, and prove little however long."""
LATIN, LATIN_AT_MOST = 1.5, 12.0
STOPS = {"，": 11.0, "。": 13.0, "、": 13.0, "；": 13.0, "：": 13.0}
"""A slip of the hand leaves ，， now and then in clean reports, never the others."""
SIGNS = dict.fromkeys("“”‘’（）《》【】", 8.0) | {
    "%": 5.0,
    "！": 5.0,
    "？": 4.0,
    ".": 4.0,
    ":": 3.0,
    "—": -2.0,
    "…": -2.0,
    "·": 0.0,
}
"""—— and …… are one mark of two characters."""
OTHER_SIGN = 3.0
FILLERS = frozenset("-=_*~|!?/\\#<>'\"`^&$@ \t　─━│┃·•.")
"""Signs that fill lines and tables, or are written twice on purpose."""
REFRAIN = 30.0
"""What a run loses if it has a stop inside: 要实干、要实干、 is rhetoric."""
ONE_BY_ONE = 4
"""Characters of a phrase like 一座水库 that, said twice, means one after another."""
NEVER_DOUBLED = -100.0
"""For what a decoder writes over unreadable bytes: each copy stands for a character of its own."""
SAID_TWICE = 0.5
"""For words that repeat by nature."""

KINDS = re.compile(
    r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff]+)|(?P<digit>[0-9]+)|(?P<latin>[A-Za-z]+)|(?P<sign>.)", re.S
)


@lru_cache(maxsize=65536)
def weight(run: str, copies: int, lexicon: Lexicon) -> float:
    """What it proves that ``run`` stands there ``copies`` times.

    >>> from reportparse.lexicon import default
    >>> proofs = [weight(run, 2, default()) for run in ("综合实力", "综合", "综", "人")]
    >>> proofs == sorted(proofs, reverse=True)
    True
    """
    known = words(lexicon)
    if known["unreadable"].issuperset(run):
        return NEVER_DOUBLED
    if said_twice(run, lexicon) and copies != 3:
        return SAID_TWICE if copies == 2 else weight(run * 2, 2, lexicon)
    return character_weight(run, copies) if len(run) == 1 else _several(run) * (copies - 1)


def character_weight(character: str, copies: int) -> float:
    """What it proves that this character stands ``copies`` times; three full stops are an ellipsis.

    >>> character_weight("。", 2) > character_weight("。", 3)
    True
    """
    if character == "。" and copies > 2:
        return SAID_TWICE
    proof = single(character)
    return proof * (copies - 1) if proof > 0 else proof


def said_twice(run: str, lexicon: Lexicon) -> bool:
    """Whether the language repeats this word by nature: a listed word, or 一, a measure word and perhaps a noun.

    >>> from reportparse.lexicon import default
    >>> [said_twice(run, default()) for run in ("天", "一座水库", "投资")]
    [True, True, False]
    """
    known = words(lexicon)
    if len(run) > 1 and run[0] == "一" and run[1] in known["measures"]:
        return len(run) <= ONE_BY_ONE
    return run in known["said_twice"]


@lru_cache(maxsize=8192)
def single(character: str) -> float:
    """What it proves that this character stands twice."""
    if character in STOPS:
        return STOPS[character]
    if character in SIGNS:
        return SIGNS[character]
    if character.isdigit():
        return DIGIT
    if KINDS.match(character)["han"]:  # type: ignore[index]
        return IDEOGRAPHS[1]
    if character in FILLERS:
        return 0.0
    return LATIN if character.isascii() else OTHER_SIGN


def _several(run: str) -> float:
    han = digits = latin = signs = stops = 0
    for m in KINDS.finditer(run):
        size = m.end() - m.start()
        if m.lastgroup == "han":
            han += size
        elif m.lastgroup == "digit":
            digits += size
        elif m.lastgroup == "latin":
            latin += size
        else:
            signs += m[0] not in FILLERS
            stops += m[0] in STOPS
    proof = IDEOGRAPHS[min(han, 3)] + 4.0 * max(0, han - 3)
    proof += min(digits * DIGIT, DIGITS_AT_MOST) + min(latin * LATIN, LATIN_AT_MOST) + signs
    return min(proof, 60.0) - (REFRAIN if stops else 0.0)


@lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> dict[str, Any]:
    """The words that repeat by nature, compiled from the lexicon."""
    table = lexicon.table("reduplication")
    pairs = {word[0] for word in table["pairs"].split()}
    return {
        "said_twice": frozenset(pairs | set(table["word_pairs"].split())),
        "measures": frozenset(table["measures"]) | classifiers(lexicon),
        "unreadable": frozenset(lexicon.table("damage")["unreadable"]["characters"]),
        "doubled_words": frozenset(w[0] * 2 + w[1] * 2 for w in table["doubled_words"].split()),
    }
