"""Amounts: differences, ratios, and levels with their nouns."""

from __future__ import annotations

import re

from reportparse.claims.phrases import noun_after, noun_before
from reportparse.claims.reading import Reading, direction_of, split_reference
from reportparse.claims.segmentation import cut, last_word
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_OWNER = re.compile(r"的，?(?:已经|已)?(?:共?有|共|为|达)$")
_RATIO_AFTER = re.compile(r"^\s*[∶:：︰﹕]")
_ACTORS = frozenset({"person", "household"})
"""Dimensions of what can act: 12人入选名单."""
_HEADLESS = re.compile(r"(?:其中)?([^，。；、的]{4,14})的(?:共?有|计|共)?$")
"""继续建设的40个: what was done to them says which they are."""
_SIZE = re.compile(r"^[0-9.]+[^\W\d]{1,3}(?:及?以[上下])")
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
    noun, rule, evidence = _noun(left, right, before, after, mention, words, lexicon)
    return Reading("level", None, noun, None, rule, evidence)


def _noun(
    left: str, right: str, before: str, after: str, mention: Mention, words: Words, lexicon: Lexicon
) -> tuple[str, str, str]:
    """The noun of a level, the rule that found it, and the word that told."""
    if not after:
        return _noun_before(left, right, before, mention, words, lexicon)
    if owner := _OWNER.search(left):
        return noun_before(left[: owner.start()], words, lexicon) + "的" + after, "noun after", "有"
    owned = right.startswith("的")
    invested = before in words.sets["invest"] and len(after) + 1 < len(right)
    if owned and (before in words.bare_heads or invested):
        return after + before, "noun of", before
    if before and after.startswith(words.ends["additive"]):
        return before, "noun before", ""
    if owned and before and last_word(before, lexicon) not in words.sets["action"]:
        return before, "noun before", ""
    if after in words.sets["sibling_head"] and before and not owned:
        return _product(before, words, lexicon) + after, "noun after", ""
    return after, "noun after", ""


def _noun_before(
    left: str, right: str, before: str, mention: Mention, words: Words, lexicon: Lexicon
) -> tuple[str, str, str]:
    """The noun of a level that no noun follows; what was done may have to serve."""
    if before in words.sets["invest"]:
        return _project(right, words, lexicon) + before, "noun before", before
    outcome = words.outcomes.match(right)
    if before and outcome:
        return before + outcome[0], "noun before", outcome[0]
    if before in words.sets["action"] and (headless := _HEADLESS.search(left)):
        return headless[1], "noun before", "的"
    alone = not before and not left.startswith("、") and mention.dimension in _ACTORS
    if alone and outcome:
        return outcome[0], "noun after", outcome[0]
    if alone and (acts := _act(right, words, lexicon)):
        return acts, "noun after", acts[:2]
    return before, "noun before", ""


def _difference(left: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading | None:
    """比上年多3万吨, 低2个百分点; points are always a difference."""
    word = next((w for w in words.ends["more"] if left.endswith(w)), "")
    noun, reference = split_reference(left.removesuffix(word), words, lexicon)
    if not (word and reference) and mention.unit != "个百分点":
        return None
    return Reading("change", direction_of(word, words) or "up", noun, reference, "difference", word)


def _product(noun: str, words: Words, lexicon: Lexicon) -> str:
    """果蔬产出6亿元产值: the verb between a thing and its measure is dropped."""
    word = last_word(noun, lexicon)
    return noun.removesuffix(word) if word in words.sets["action"] else noun


def _project(right: str, words: Words, lexicon: Lexicon) -> str:
    """投资3亿元建设水库: what the verb after a sum has as its object."""
    at = 0
    verbs = words.sets["action"] | words.sets["predicate"] | {"了"}
    for piece in cut(right[:24], lexicon):
        if piece not in verbs or not right.startswith(piece, at):
            break
        at += len(piece)
    return noun_after(_SIZE.sub("", right[at:]), words, lexicon) if at else ""


def _act(right: str, words: Words, lexicon: Lexicon) -> str:
    """12人入选名单: where no noun is given, what they did says who is counted."""
    clause = right[: found.start()] if (found := _MARKS.search(right)) else right
    pieces = cut(clause[:16], lexicon)
    acts = len(pieces) > 1 and len(clause) <= 16 and pieces[0] in words.sets["predicate"] | words.sets["action"]
    return clause if acts else ""
