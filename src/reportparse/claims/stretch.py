"""Stretch goals: what a place hopes for beyond the target that it sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.model import Claim


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.table("commitment")["stretch"]["words"])))


def set_apart(claims: Sequence[Claim], lexicon: Lexicon) -> tuple[Claim, ...]:
    """Flag stretch goals and leave their indicator without an id, so that a year has the one target that was set.

    增长5%以上、力争达到6% sets one target, 5% or more. Source: growth-target studies code the number that is set.
    """
    out: list[Claim] = []
    for claim in claims:
        if out and claim.status == "target" and _goes_beyond(out[-1], claim, lexicon):
            claim = replace(claim, indicator_id=None, flags=(*claim.flags, "stretch_goal"))
        out.append(claim)
    return tuple(out)


def _goes_beyond(target: Claim, claim: Claim, lexicon: Lexicon) -> bool:
    """Whether a claim names more of what the claim before it set, after a word of hope."""
    same = (
        (claim.block, claim.indicator, claim.measure, claim.period, claim.unit)
        == (target.block, target.indicator, target.measure, target.period, target.unit)
        and target.status == "target"
        and target.sentence == claim.sentence
    )
    if not same:
        return False
    first = claim.sentence.find(target.text) + len(target.text)
    between = claim.sentence[first : claim.sentence.find(claim.text, first)]
    return len(between) <= 12 and _words(lexicon).search(between) is not None
