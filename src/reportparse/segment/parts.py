"""Which part of the report a heading or a passage belongs to: review, plan, requirement or other.

A heading says it by its words, by the year it names, and by its place, since a report looks back before it looks
ahead. A passage without a heading says it by the words of its sentences and by its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.model import Part

SAMPLE = 4000
"""Characters of a section that are read for its words."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True)
class Words:
    """The compiled vocabulary of parts."""

    annex: re.Pattern[str]
    review: re.Pattern[str]
    plan_strong: re.Pattern[str]
    plan: re.Pattern[str]
    requirement: re.Pattern[str]
    passage_review: tuple[str, ...]
    passage_plan: tuple[str, ...]
    opens_review: re.Pattern[str]
    opens_plan: re.Pattern[str]
    opens_requirement: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Words:
    table = lexicon.table("parts")
    compiled = {
        key: re.compile("|".join(map(re.escape, terms))) for key, terms in table.items() if "passage" not in key
    }
    return Words(passage_review=tuple(table["passage_review"]), passage_plan=tuple(table["passage_plan"]), **compiled)


def heading_part(title: str, lexicon: Lexicon) -> Part | None:
    """Return the part that the words of a heading name, or None.

    >>> from reportparse.lexicon import default
    >>> [heading_part(t, default()) for t in ("2021年工作回顾", "对今年工作的建议", "总体要求", "开创新局面")]
    ['review', 'plan', 'requirement', None]
    """
    words = _words(lexicon)
    if words.annex.search(title):
        return "other"
    if words.review.search(title) and not words.plan_strong.search(title):
        return "review"
    if words.review.search(title):
        return "review" if "回顾" in title or "执行" in title else "plan"
    if words.requirement.search(title) and not words.plan_strong.search(title):
        return "requirement"
    return "plan" if words.plan.search(title) else None


def lean(text: str, lexicon: Lexicon) -> float:
    """Return how much the words of ``text`` look ahead (positive, at most 1) or back (negative)."""
    words = _words(lexicon)
    sample = text[:SAMPLE]
    back = sum(sample.count(word) for word in words.passage_review)
    ahead = sum(sample.count(word) for word in words.passage_plan)
    return (ahead - back) / (ahead + back) if ahead + back else 0.0


def opening_part(text: str, lexicon: Lexicon) -> Part | None:
    """Return the part that a passage opens by its first words, or None."""
    words = _words(lexicon)
    head = text[:60]
    if words.opens_requirement.search(head):
        return "requirement"
    if words.opens_plan.search(head):
        return "plan"
    return "review" if words.opens_review.match(head) else None
