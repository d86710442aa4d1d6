"""How sure a claim is, from the rule that made it and what weakens it; docs/calibration.md shows how well it holds."""

from __future__ import annotations

from collections.abc import Collection

RULES = {
    "change": 0.97,
    "change of": 0.92,
    "doubling": 0.92,
    "noun after": 0.91,
    "noun before": 0.95,
    "percent alone": 0.6,
    "percent of": 0.8,
    "rank": 0.95,
    "rate": 0.96,
    "rate noun": 0.96,
    "share": 0.88,
    "share noun": 0.95,
    "state reached": 0.95,
}
"""The share of claims of a rule that was right on reports read by hand; other rules have too few to tell."""
OTHER_RULES = 0.85
DOUBTS = {
    "indicator_inherited": 0.02,
    "no_rate_noun": 0.12,
    "repaired": 0.06,
    "sign_unclear": 0.4,
    "small_count": 0.2,
    "unit_missing": 0.15,
}
"""What a flag takes from the confidence."""
INHERITED_LEVEL = 0.06
"""An amount with the noun of another clause goes wrong more often than a growth rate, which follows an amount."""
LONG, LONG_DOUBT = 18, 0.08
"""An indicator longer than this often holds more than the noun."""
SHORT_DOUBT = 0.1
NO_NOUN = 0.3


def confidence_of(rule: str, indicator: str, flags: Collection[str]) -> float:
    """Return a share of right claims between 0 and 1 that a claim like this can be expected to have.

    >>> confidence_of("change", "出口总额", ()), confidence_of("noun after", "", ())
    (0.97, 0.3)
    """
    if not indicator:
        return NO_NOUN
    confidence = RULES.get(rule, OTHER_RULES) - INHERITED_LEVEL * (
        rule == "noun before" and "indicator_inherited" in flags
    )
    confidence -= sum(DOUBTS.get(flag, 0.0) for flag in flags)
    if len(indicator) > LONG:
        confidence -= LONG_DOUBT
    elif len(indicator) == 1:
        confidence -= SHORT_DOUBT
    return round(max(0.05, confidence), 2)
