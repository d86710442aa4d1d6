"""How likely the whole row of a claim is right: named features, and their weights as fitted on texts read by hand.

The weights stand in ``confidence.toml`` of the lexicon, where a person can read them; ``make calibrate`` fits them and
writes docs/calibration.md, which shows how well they hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon
from reportparse.lexicon.cutting import cut, tagged
from reportparse.lexicon.number_words import DATED
from reportparse.model import Block, Claim, Layout, Mention, Metadata

LEAST, MOST = 0.02, 0.99
"""No reading is sure."""
LONG, SHORT = 14, 1
"""Characters of an indicator that hold more than a noun, or too little."""
NEAR = 240
"""Characters on either side of a number in which its noun is looked for."""
EDGE = 6
"""Characters beside the start of an indicator that show whether it begins with a word."""
FAR = 12
"""Characters between the indicator and its number from which others may stand between them."""
CROWD = 6
"""Numbers of one sentence from which nouns and times are easily mixed up."""
NOMINAL = ("n", "v", "j", "l", "b", "a", "eng", "i", "x", "s", "t", "f", "m", "q", "z")
"""First letters of the tags of words with which an indicator may begin; it may end in no verb of these."""
_NAMES = [field.name for field in fields(Claim)]
_VALUES, _CONFIDENCE = attrgetter(*_NAMES), _NAMES.index("confidence")
_DEFAULTS = ("the reviewed year", "the report's year")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STOPS = re.compile("[，。；：！？\n]")
_FLAGS = (
    "indicator_inherited",
    "repaired",
    "sign_unclear",
    "unit_missing",
    "unit_inferred",
    "small_count",
    "no_rate_noun",
    "measure_unclear",
    "table_unread",
    "year_unknown",
    "card",
)
"""Doubts that other stages state; each is a feature of its own."""


def weigh(
    claims: Sequence[Claim], layout: Layout, mentions: Sequence[Mention], metadata: Metadata, lexicon: Lexicon
) -> tuple[Claim, ...]:
    """Return the claims with the confidence that their features give."""
    weights = lexicon.table("confidence")["weights"]
    dated = names_years(layout.blocks, lexicon)
    out = []
    for claim in claims:
        mention, block = mentions[claim.mention], layout.blocks[claim.block]
        found = features(claim, mention, block, metadata, lexicon, dated=dated)
        values = list(_VALUES(claim))
        values[_CONFIDENCE] = likely(found, weights)
        out.append(Claim(*values))
    return tuple(out)


@lru_cache(maxsize=4)
def _dated(lexicon: Lexicon) -> re.Pattern[str]:
    """A year that is not compared with."""
    apart = "".join(f"(?<!{word})" for word in words_of(lexicon).sets["than"])
    return re.compile(rf"{apart}(?:19|20)\d\d\s?[{DATED}]")


def likely(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum, to two digits.

    >>> likely({"base": 3.0, "noun_long": 1.0}, {"base": 1.0, "noun_long": -0.8})
    0.9
    """
    total = sum(weights[name] * value for name, value in found.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-total)))), 2)


def names_years(blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Return whether a text names years, unless as ones that it compares with (比2031年增长)."""
    return any(_dated(lexicon).search(block.text) for block in blocks)


def features(
    claim: Claim, mention: Mention, block: Block, metadata: Metadata, lexicon: Lexicon, *, dated: bool
) -> dict[str, float]:
    """Return the features of a claim that are not zero, by name; ``dated`` says whether its text names years.

    What made the claim is told by what it measures and by where its noun stands, so that the names of rules may change.
    """
    found = {"base": 1.0, f"measure_{claim.measure}": 1.0, **_of_noun(claim, mention, block, lexicon)}
    found |= {f"flag_{flag}": 1.0 for flag in _FLAGS if flag in claim.flags}
    found |= _of_time(claim, block, metadata)
    found["time_unread"] = float(dated and claim.period is None)
    found["table"] = float(block.kind == "table")
    found["unit_unknown"] = float(bool(mention.unit) and not mention.dimension)
    found["bound"] = float(claim.bound not in ("=", ">=", ">"))
    found["crowd"] = float(_is_crowded(claim.sentence))
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=16)
def _is_crowded(sentence: str) -> bool:
    """Whether a sentence has so many numbers that they are easily mixed up."""
    return len(_NUMBER.findall(sentence)) >= CROWD


def _of_noun(claim: Claim, mention: Mention, block: Block, lexicon: Lexicon) -> dict[str, float]:
    """Whether the indicator looks like a noun, and where it stands to its number."""
    noun = claim.indicator
    if not noun:
        return {"noun_none": 1.0}
    words = tagged(noun, lexicon)
    known = claim.indicator_id is not None
    before = block.text[max(0, mention.block_start - NEAR) : mention.block_start]
    after = block.text[mention.block_end : mention.block_end + NEAR]
    at = before.rfind(noun)
    between = before[at + len(noun) :] if at >= 0 else ""
    beside = {
        "noun_after": float(at < 0 and after.lstrip("的").startswith(noun[:2])),
        "noun_composed": float(at < 0 and not after.lstrip("的").startswith(noun[:2])),
        "noun_far": float(len(between) > FAR or _STOPS.search(between) is not None),
    }
    return {
        **(beside if block.kind != "table" else {}),
        "noun_known": float(known),
        "noun_single": float(not known and len(words) == 1),
        "noun_clause": float(not known and any(tag.startswith("v") and tag != "vn" for _, tag in words[:-1])),
        "noun_list": float("、" in noun),
        "noun_cut": float(at >= 0 and _is_cut(before[max(0, at - EDGE) : at], noun, lexicon)),
        "noun_short": float(len(noun) <= SHORT),
        "noun_long": float(len(noun) > LONG),
        "noun_verb": float(bool(words) and (words[-1][1].startswith("v") and words[-1][1] != "vn")),
        "noun_edge": float(bool(words) and not words[0][1].startswith(NOMINAL)),
        "noun_marks": float(bool(re.search("[，；。：|]", noun))),
        "noun_digits": float(bool(re.search(r"\d", noun))),
    }


def _is_cut(before: str, noun: str, lexicon: Lexicon) -> bool:
    """Whether the noun begins within a word of its text: 级补助收入 of 加上级补助收入."""
    stretch = _STOPS.split(before)[-1]
    if not stretch or any(c.isspace() for c in stretch):
        return False
    start = 0
    for word in cut(stretch + noun[:EDGE], lexicon):
        if start >= len(stretch):
            break
        start += len(word)
    return start != len(stretch)


def _of_time(claim: Claim, block: Block, metadata: Metadata) -> dict[str, float]:
    """How the period and the status were found: written in the sentence, governed from elsewhere, or by the kind."""
    period, status = (_reason(claim, field) for field in ("period", "status"))
    inferred = period in _DEFAULTS or "period_inferred" in claim.flags
    doubt = 1.0 - metadata.frame_certainty
    said = period.partition(",")[0]
    written = bool(period) and said in claim.sentence
    target = claim.status == "target"
    return {
        "time_none": float(claim.period is None and "year_unknown" not in claim.flags),
        "time_inferred": float(inferred),
        "time_governed": float(claim.period is not None and not inferred and not written),
        "time_far": float(claim.period is not None and not inferred and said not in block.text),
        "time_interval": float(claim.period is not None and "/" in claim.period and len(claim.period) == 9),
        "time_before": float(period.startswith("the year before")),
        "frame_doubt": doubt if claim.period is not None else 0.0,
        "frame_doubt_inferred": doubt if inferred else 0.0,
        "kind_unnamed": float(not any(": title " in line for line in metadata.frame_evidence[:1])),
        "status_by_part": float(status.startswith("part")),
        "status_target": float(target),
        "target_undated": float(target and claim.period is None),
        "target_by_time": float(target and bool(said) and said in status),
    }


def _reason(claim: Claim, field: str) -> str:
    """What decided a field, from the claim's own account."""
    line = next((line for line in claim.why if line.startswith(f"{field}=")), "")
    return line.partition(": ")[2]
