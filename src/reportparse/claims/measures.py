"""What kind of statement a number makes: level, growth rate, change, share, ratio or rank."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from reportparse.claims.amounts import quantity
from reportparse.claims.phrases import BRACKET, noun_after, noun_before, strip_tail
from reportparse.claims.reading import Reading, direction_of, split_reference
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Direction, Measure, Mention

_TO = re.compile(r"(?:了)?(?:到|至|为|成)")
_GROWTH_AFTER = re.compile(
    r"(?:以上|左右|以内)?的?[^，。；、\s]{0,2}(?:增长|增速|递增|涨幅|增幅|速度)(?=[，。；、）的率幅速势机态]|$)"
)
_TO_ANOTHER = re.compile(r"与([^，。；、与]{2,14})之比(?:为|达到?)?$")
_SHORT = 8
_SCOPE = re.compile(r"(.+?)(?:第|首位|之首|榜首|前列)")
_CLOSED = frozenset(["", *"，。；、！,;）"])


def read(left: str, right: str, grown: int, mention: Mention, words: Words, lexicon: Lexicon) -> Reading:
    """Read a number from the words between it and its neighbours.

    ``left`` begins after the number before it or at the clause's start, ``right`` ends at the next number or the
    clause's end; ``grown`` characters of ``right`` call the number itself a growth rate.
    """
    left = BRACKET.sub("", left)
    if mention.kind == "rank" or _is_place(left, mention, words):
        return _rank(left, mention, words, lexicon)
    if mention.kind == "multiple":
        return _multiple(left, right, mention, words, lexicon)
    after = "" if grown else noun_after(right, words, lexicon)
    reading = _from_cue(left, after, mention, words, lexicon)
    if reading and reading.rule == "share" and not reading.noun and right.startswith("的"):
        return replace(reading, noun=after)
    if reading:
        return reading
    if mention.unit == "%":
        return _percent(left, right, after, grown, mention, words, lexicon)
    return quantity(left, right, after, mention, words, lexicon)


def _is_place(left: str, mention: Mention, words: Words) -> bool:
    """排名12位 is a place; 排名上升3位 is a change."""
    if mention.unit != "位" or not words.rank.search(left[-8:] + mention.text):
        return False
    cue = next((m for m in words.cue.finditer(left[-4:]) if m.lastgroup == "change"), None)
    return cue is None or bool(_TO.match(left[-4:], cue.end()))


def growth_after(right: str) -> int:
    """The length of words after a number that belong to it: 5%的增长, but not the verb of another number: 增长5%."""
    match = _GROWTH_AFTER.match(right)
    return match.end() if match else 0


def _from_cue(left: str, after: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading | None:
    """The last verb or noun of change, comparison or share before the number decides."""
    for match in reversed(list(words.cue.finditer(left))):
        role = cast(str, match.lastgroup)
        before, word, rest = left[: match.start()], match[0], left[match.end() :]
        if role == "guard":
            continue
        if role == "share":
            return _share(before, rest, words, lexicon) if mention.unit == "%" else None
        if role == "share_noun":
            if mention.unit == "%" and not strip_tail(rest, words, lexicon):
                noun, whole = noun_before(before + word, words, lexicon), before.rpartition("占")[2].rstrip("的")
                return Reading("share", None, noun, whole if "占" in before else None, "share noun", word)
            continue
        if role == "compare":
            return _compare(before, word, rest, mention, words, lexicon)
        if role == "rate_noun":
            if strip_tail(rest, words, lexicon) or mention.unit != "%":
                continue
            noun = noun_before(before + word, words, lexicon)
            return Reading("growth_rate", direction_of(word, words), noun, None, "rate noun", word)
        if role == "change":
            reading = _change(before, word, rest, after, mention, words, lexicon)
            if reading:
                return reading
            if len(word) > 1:
                return None
    return None


def _change(
    before: str, word: str, rest: str, after: str, mention: Mention, words: Words, lexicon: Lexicon
) -> Reading | None:
    """增长5%, 增加3万吨, 提高到80%; with an object between verb and number 压减支出5%."""
    if word in words.sets["compared"] and before.strip("，、；") == "比":
        before = ""
    if _TO.match(rest):
        if strip_tail(_TO.sub("", rest), words, lexicon):
            return None
        noun, _ = split_reference(before, words, lexicon)
        return replace(_state(noun, mention, words), evidence=word + rest)
    relative = mention.unit == "%" or mention.unit in ("倍", "番")
    measure: Measure = "growth_rate" if relative else "change"
    between = strip_tail(rest, words, lexicon)
    if not between:
        lever = next((m for m in words.cue.finditer(before) if m.lastgroup == "lever"), None)
        if lever and mention.unit != "个百分点":
            before = before[lever.end() :]
        elif lever:
            noun = noun_before(before[: lever.start()], words, lexicon)
            target = before[lever.end() :] + word
            return Reading("change", "up", noun, target, "contribution", lever[0])
        noun, reference = split_reference(before, words, lexicon)
        if (
            not relative
            and mention.unit != "个百分点"
            and (after or (word in words.sets["lift"] and words.light.search(before)))
        ):
            return None
        return Reading(measure, direction_of(word, words), noun, reference, "change", word)
    if after or len(word) < 2:
        return None
    if word in words.sets["addition"] and not relative:
        owner = noun_before(before, words, lexicon)
        owner = owner if len(owner) <= _SHORT and owner not in words.sets["action"] else ""
        noun = owner + noun_before(between, words, lexicon)
        if mention.dimension == "money" and "的" not in between:
            return Reading("change", direction_of(word, words), noun, None, "change of", word)
        return Reading("level", None, noun, None, "addition", word)
    if (word in words.sets["lift"] and not relative) or between.rpartition("、")[2] in words.sets["action"]:
        return None
    return Reading(measure, direction_of(word, words), noun_before(between, words, lexicon), None, "change of", word)


def _state(noun: str, mention: Mention, words: Words) -> Reading:
    """降至5%: of a rate of growth the state reached is a growth rate, of a share a share."""
    measure: Measure = "level"
    direction: Direction | None = None
    if mention.unit == "%" and noun.endswith(words.ends["share_noun"]):
        measure = "share"
    elif mention.unit == "%" and (rate := next((w for w in words.ends["rate_noun"] if noun.endswith(w)), "")):
        measure, direction = "growth_rate", direction_of(rate, words)
    elif not mention.unit and noun.endswith(words.ends["ratio_noun"]):
        measure = "ratio"
    return Reading(measure, direction, noun, None, "state reached", "")


def _compare(before: str, word: str, rest: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading | None:
    """高于全国2个百分点, 少于预算3亿元."""
    other = _comparand(rest, words, lexicon)
    if not other:
        return None
    noun = noun_before(before, words, lexicon)
    measure: Measure = "growth_rate" if mention.unit == "%" else "change"
    return Reading(measure, direction_of(word, words), noun, other, "comparison", word)


def _comparand(text: str, words: Words, lexicon: Lexicon) -> str:
    """The other side of a comparison; 计划, elsewhere an adverb, is a noun here."""
    bare = text.rstrip("的")
    return bare if bare.endswith(words.ends["yardstick"]) else strip_tail(text, words, lexicon)


def _share(before: str, rest: str, words: Words, lexicon: Lexicon) -> Reading:
    """占全国的40%; 占总人口比重达到30%."""
    whole = _comparand(rest, words, lexicon)
    noun = noun_before(before, words, lexicon).removesuffix("所")
    if whole.endswith(words.ends["yardstick"]):
        return Reading("ratio", None, noun, whole, "percent of plan", whole)
    if whole.lstrip("的") in words.ends["share_noun"]:
        return Reading("share", None, noun and noun + "占" + whole, None, "share", "占")
    for tail in words.ends["share_noun"]:
        if whole.endswith(tail) and noun:
            noun, whole = f"{noun}占{whole}", whole.removesuffix(tail).rstrip("的")
            break
    return Reading("share", None, noun, whole.rstrip("的") or None, "share", "占")


def _rank(left: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading:
    """居全国第二; the scope stands in the mention or before it."""
    scope = _SCOPE.match(mention.text)
    verb = next(reversed(list(words.rank.finditer(left))), None)
    before, among = (left[: verb.start()], left[verb.end() :]) if verb else (left, "")
    reference = among + (scope[1] if scope else "")
    noun = noun_before(before, words, lexicon)
    if not noun and verb and verb[0] in words.sets["wins"]:
        noun = noun_before(among, words, lexicon)
    return Reading("rank", None, noun, reference or None, "rank", mention.text)


def _multiple(left: str, right: str, mention: Mention, words: Words, lexicon: Lexicon) -> Reading:
    """翻番 and 增长两倍 are growth, 是…的两倍 is a ratio."""
    if "翻" in mention.text:
        noun, reference = split_reference(left, words, lexicon)
        return Reading("growth_rate", "up", noun, reference, "doubling", mention.text)
    reading = _from_cue(left, "", mention, words, lexicon)
    if reading and reading.measure in ("growth_rate", "level"):
        return reading if reading.measure == "growth_rate" else replace(reading, measure="ratio")
    if match := words.ratio.search(left):
        noun = noun_before(left[: match.start()], words, lexicon)
        return Reading("ratio", None, noun, left[match.end() :].rstrip("的") or None, "multiple of", match[0])
    return Reading("ratio", None, noun_before(left, words, lexicon), None, "multiple of", mention.text)


def _of_whole(left: str, words: Words, lexicon: Lexicon) -> Reading | None:
    """达到农户总数的60% is a share of the whole, 达到去年的60% and 等于农户总数的60% are ratios."""
    for verb in reversed([*words.ratio.finditer(left), *words.reach.finditer(left)]):
        whole = left[verb.end() : -1].removeprefix("了")
        if not whole:
            continue
        part = verb[0] in words.sets["reach"] and not words.no_whole.search(whole)
        if not part and verb[0] not in words.sets["ratio"]:
            return None
        noun = noun_before(left[: verb.start()], words, lexicon)
        return Reading("share" if part else "ratio", None, noun, whole, "percent of", verb[0])
    return None


def _percent(
    left: str, right: str, after: str, grown: int, mention: Mention, words: Words, lexicon: Lexicon
) -> Reading:
    """A percent without a verb of change is a level if a rate is named, else a part of a whole."""
    if match := _TO_ANOTHER.search(left):
        noun = noun_before(left[: match.start()], words, lexicon)
        return Reading("ratio", None, noun, match[1], "ratio to", "之比")
    if match := words.plan_done.search(left):
        noun = noun_before(left[: match.start() + len(match[1])], words, lexicon)
        return Reading(
            "ratio", None, noun + match[1] * (not noun.endswith(match[1])), match[1], "percent of plan", match[0]
        )
    noun = noun_before(left, words, lexicon)
    if grown:
        return Reading("growth_rate", "up", noun, None, "growth after", right[:4])
    if left.endswith("的"):
        if parted := _of_whole(left, words, lexicon):
            return parted
        if noun:
            return Reading("share", None, noun, None, "part of", "的")
    if (
        after
        and right.startswith("的")
        and not noun.endswith(words.ends["level_noun"])
        and not words.light.search(left)
    ):
        return Reading("share", None, after, after, "percent of", after)
    if noun and not noun.endswith(words.ends["level_noun"]) and right[:1] not in _CLOSED:
        return Reading("share", None, noun, noun, "part of", noun)
    if "半" in mention.text or ("分之" in mention.text and "百分" not in mention.text):
        verb = words.ratio.search(left)
        whole = left[verb.end() :] if verb else ""
        return (
            Reading("share", None, noun_before(left[: verb.start()], words, lexicon), whole, "fraction", verb[0])
            if (verb and whole)
            else Reading("share", None, noun or after, None, "fraction", mention.text)
        )
    if after and not noun:
        part: Measure = "level" if words.light.search(left) else "share"
        return Reading(part, None, after, after if part == "share" else None, "percent of", after)
    if not noun and "率" not in left:
        return Reading("level", None, "", None, "percent alone", "")
    return Reading("level", None, noun, None, "rate", noun[-1:])
