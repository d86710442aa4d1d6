"""How sure a claim is, from the rule that made it and what weakens it."""

from __future__ import annotations

from collections.abc import Iterable

RULES = {
    "change": 0.97,
    "change of": 0.92,
    "comparison": 0.93,
    "noun after": 0.93,
    "noun before": 0.95,
    "percent alone": 0.7,
    "percent of": 0.88,
    "part of": 0.85,
    "proportion": 0.85,
    "rank": 0.94,
    "rate": 0.95,
    "rate noun": 0.96,
    "share": 0.93,
    "share noun": 0.95,
    "state reached": 0.95,
    "verb inherited": 0.85,
}
"""The share of claims of a rule that was right on reports read by hand; other rules have too few to tell."""
OTHER_RULES = 0.88
DOUBTS = {"indicator_inherited": 0.02, "repaired": 0.1, "unit_missing": 0.15, "no_rate_noun": 0.12}
"""What a flag takes from the confidence."""
LONG, LONG_DOUBT = 18, 0.08
"""An indicator longer than this often holds more than the noun."""
SHORT_DOUBT = 0.1
NO_NOUN = 0.3


def confidence_of(rule: str, indicator: str, flags: Iterable[str]) -> float:
    """Return a share of right claims between 0 and 1 that a claim like this can be expected to have.

    >>> confidence_of("change", "出口总额", ()), confidence_of("noun after", "", ())
    (0.97, 0.3)
    """
    if not indicator:
        return NO_NOUN
    confidence = RULES.get(rule, OTHER_RULES) - sum(DOUBTS.get(flag, 0.0) for flag in flags)
    if len(indicator) > LONG:
        confidence -= LONG_DOUBT
    elif len(indicator) == 1:
        confidence -= SHORT_DOUBT
    return round(max(0.05, confidence), 2)
