"""Amounts: differences, ratios, and levels with their nouns."""

from __future__ import annotations

import re

from reportparse.claims.phrases import noun_before
from reportparse.claims.reading import Reading, direction_of, split_reference
from reportparse.claims.segmentation import cut
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_OWNER = re.compile(r"的，?(?:已经|已)?(?:共?有|共|为|达)$")
_RATIO_AFTER = re.compile(r"^\s*[∶:：]")
_ACTORS = frozenset({"person", "household"})
"""Dimensions of what can act: 12人入选名单."""
_MARKS = re.compile("[，。；：、！？]")


def quantity(left: str, right: str, after: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading:
    """An amount: its noun follows it (新建3所小学) or stands before it (小学3所)."""
    if difference := _difference(left, mention, words, lexicon):
        return difference
    before = noun_before(left, words, lexicon)
    if before in words.sets["action"] and not after and right[:1] in ("在", "到", "向"):
        before, after = "", right.strip("，。；、")
    if not mention.unit and (_RATIO_AFTER.match(right) or before.endswith(words.ends["ratio_noun"])):
        return Reading("ratio", None, before, None, "ratio", before[-2:])
    if (not before or before in words.sets["action"]) and not after and left.endswith(words.ends["spends"]):
        after = right.removeprefix("用于")[:24].rstrip("，。；、")
    owner = _OWNER.search(left)
    if after and owner:
        return Reading(
            "level", None, noun_before(left[: owner.start()], words, lexicon) + "的" + after, None, "noun after", "有"
        )
    outcome = words.outcomes.match(right)
    if before and outcome and not after:
        return Reading("level", None, before + outcome[0], None, "noun before", outcome[0])
    if after and before in words.bare_heads and right.startswith("的"):
        return Reading("level", None, after + before, None, "noun of", before)
    if after in words.sets["sibling_head"] and before and not right.startswith("的"):
        after = _product(before, words, lexicon) + after
    if (
        not (before or after or left.startswith("、"))
        and mention.dimension in _ACTORS
        and (acts := _act(right, words, lexicon))
    ):
        return Reading("level", None, acts, None, "noun after", acts[:2])
    owned = right.startswith("的") and before and cut(before, lexicon)[-1] not in words.sets["action"]
    if after and not owned:
        return Reading("level", None, after, None, "noun after", "")
    return Reading("level", None, before, None, "noun before", "")


def _difference(left: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading | None:
    """比上年多3万吨, 低2个百分点; points are always a difference."""
    word = next((w for w in words.ends["more"] if left.endswith(w)), "")
    noun, reference = split_reference(left.removesuffix(word), words, lexicon)
    if not (word and reference) and mention.unit != "个百分点":
        return None
    return Reading("change", direction_of(word, words) or "up", noun, reference, "difference", word)


def _product(noun: str, words: Words, lexicon: Lexicon) -> str:
    """果蔬产出6亿元产值: the verb between a thing and its measure is dropped."""
    pieces = cut(noun, lexicon)
    return "".join(pieces[:-1]) if pieces[-1] in words.sets["action"] else noun


def _act(right: str, words: Words, lexicon: Lexicon) -> str:
    """12人入选名单: where no noun is given, what they did says who is counted."""
    clause = right[: found.start()] if (found := _MARKS.search(right)) else right
    pieces = cut(clause[:16], lexicon)
    acts = len(pieces) > 1 and len(clause) <= 16 and pieces[0] in words.sets["predicate"] | words.sets["action"]
    return clause if acts else ""
