"""How firmly a target binds: hard (以上, 不低于, 确保) or soft (左右, 力争, a range, a plain point)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from reportparse.lexicon import Lexicon
from reportparse.model import Bound

Commitment: TypeAlias = Literal["hard", "soft"]
CLAUSE_END = re.compile("[，；。！？：\n]")


@dataclass(frozen=True, slots=True)
class Coding:
    """The lexicon's table of commitment, compiled."""

    verbs: tuple[tuple[re.Pattern[str], Commitment], ...]
    bounds: dict[str, Commitment]


@lru_cache(maxsize=4)
def coding_of(lexicon: Lexicon) -> Coding:
    """Compile the table of commitment of a lexicon."""
    table = lexicon.table("commitment")
    verbs = tuple((re.compile("|".join(map(re.escape, row["words"]))), row["commitment"]) for row in table["verb"])
    return Coding(verbs, {bound: row["commitment"] for row in table["bound"] for bound in row["bounds"]})


def commitment_of(sentence: str, text: str, bound: Bound, lexicon: Lexicon) -> tuple[Commitment, str]:
    """Return how firmly a target binds and the word or bound that says so.

    Args:
        sentence: the sentence of the target.
        text: the number as it stands in the sentence, with its bound.
        bound: the number's bound.
        lexicon: the vocabulary with the table ``commitment``.

    >>> from reportparse.lexicon import default
    >>> commitment_of("力争产量增长4%以上。", "4%以上", ">=", default())
    ('soft', '力争')
    >>> commitment_of("产量增长4%以上。", "4%以上", ">=", default())
    ('hard', '>=')
    """
    coding = coding_of(lexicon)
    clause = CLAUSE_END.split(sentence[: max(0, sentence.find(text))])[-1]
    for words, commitment in coding.verbs:
        if m := words.search(clause):
            return commitment, m[0]
    return coding.bounds[bound], bound
