"""Which part of the report a heading or a passage belongs to: review, plan, requirement or other.

A heading says it by its words. A passage says it by its own words, by its heading and by its neighbours, since a report
looks back for pages and then ahead for pages: the passages of a report are labelled together, as the cheapest sequence
of looking back and looking ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import compiled
from reportparse.model import Part

SAMPLE = 2000
"""Characters of a passage that are read for its words."""
FULL = 40
"""Characters from which on a passage's own words have full weight."""
HEADING, LEANING, OPENING, SWITCH = 0.9, 0.3, 1.5, 2.0
"""Weights of a heading that decides, of one that leans, of an opening phrase, and of a change between passages."""

DONE = 0.5
"""Weight of a verb that ends an action (建成) beside a word of time; without one, a heading outweighs it."""


@dataclass(frozen=True)
class Words:
    """The compiled vocabulary of parts."""

    annex: re.Pattern[str]
    review: re.Pattern[str]
    plan: re.Pattern[str]
    requirement: re.Pattern[str]
    annual: re.Pattern[str]
    leans_back: re.Pattern[str]
    leans_ahead: re.Pattern[str]
    passage_review: tuple[str, ...]
    passage_done: tuple[str, ...]
    passage_plan: tuple[str, ...]
    opens_review: re.Pattern[str]
    opens_plan: re.Pattern[str]
    opens_requirement: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One block on its way to a part."""

    own: float
    """What its own words say: positive ahead, negative back."""
    heading: float
    """What its heading says, likewise."""
    stretch: int | None
    """The outermost section, if its heading decides; between two of them a change costs nothing."""


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Words:
    return compiled(Words, lexicon.table("parts"))


def heading_part(title: str, lexicon: Lexicon) -> Part | None:
    """Return the part that the words of a heading decide, or None where they decide nothing or name two parts.

    >>> from reportparse.lexicon import default
    >>> [heading_part(t, default()) for t in ("2021年工作回顾", "对今年工作的建议", "总体要求", "开创新局面")]
    ['review', 'plan', 'requirement', None]
    """
    words = _words(lexicon)
    if words.annex.search(title):
        return "other"
    back = words.review.search(title)
    ahead = words.plan.search(title) or words.requirement.search(title)
    if back and (ahead is None or back.end() == len(title)):
        return "review"
    if back or (ahead and words.leans_back.search(title)):
        return None
    required = words.requirement.search(title)
    if required and (required.end() == len(title) or not words.plan.search(title)):
        return "requirement"
    return "plan" if ahead else None


def heading_lean(title: str, lexicon: Lexicon) -> float:
    """Return how much a heading looks ahead (positive) or back (negative) without deciding."""
    words = _words(lexicon)
    return LEANING * (bool(words.leans_ahead.search(title)) - 2 * bool(words.leans_back.search(title)))


def passage_lean(text: str, lexicon: Lexicon) -> float:
    """Return how much the words of a passage look ahead (positive) or back (negative).

    >>> from reportparse.lexicon import default
    >>> passage_lean("去年建成了两个园区。", default()) < 0 < passage_lean("要继续扩大投资。", default())
    True
    """
    words = _words(lexicon)
    sample = text[:SAMPLE]
    back = sum(map(sample.count, words.passage_review))
    done = sum(map(sample.count, words.passage_done))
    ahead = sum(map(sample.count, words.passage_plan))
    seen = back + done + ahead
    own = (ahead - back - DONE * done) / seen * min(1.0, len(text) / FULL) if seen else 0.0
    head = text[:40]
    if words.opens_plan.search(head) or words.opens_requirement.search(text[:60]):
        return own + OPENING
    return own - OPENING if words.opens_review.match(head) else own


def is_requirement(text: str, lexicon: Lexicon) -> bool:
    """Return whether a passage opens the statement of what is required."""
    return _words(lexicon).opens_requirement.search(text[:60]) is not None


def opens_review(text: str, lexicon: Lexicon) -> bool:
    """Return whether a passage opens a look back, as the lead of a report does."""
    return _words(lexicon).opens_review.match(text[:40]) is not None


def is_annual(title: str, lexicon: Lexicon) -> bool:
    """Return whether a title is of a document that only looks back, such as a statistical communiqué."""
    return _words(lexicon).annual.search(title) is not None


def label(passages: Sequence[Passage]) -> list[bool]:
    """Return for each passage whether it looks ahead, as the best-scored sequence.

    >>> back, ahead, unsure = Passage(-1, 0, None), Passage(1, 0, None), Passage(0.2, 0, None)
    >>> label([back, back, unsure, back, ahead, ahead, ahead, unsure])
    [False, False, False, False, True, True, True, True]
    """
    scores = (0.0, 0.0)
    came: list[tuple[bool, bool]] = []
    before: int | None = None
    for at, passage in enumerate(passages):
        cost = SWITCH if at and passage.stretch in (None, before) else 0.0
        lean = passage.own + passage.heading
        back, ahead = scores
        came.append((ahead - cost > back, ahead >= back - cost))
        scores = (max(back, ahead - cost) - lean, max(ahead, back - cost) + lean)
        before = before if passage.stretch is None else passage.stretch
    state = scores[1] > scores[0]
    states: list[bool] = []
    for sources in reversed(came):
        states.append(state)
        state = sources[state]
    return states[::-1]
