"""Which numerals make claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reportparse.claims.words import Words
from reportparse.model import Mention

_KINDS = frozenset({"quantity", "percent", "multiple", "rank"})
_QUOTED = re.compile(r"“[^“”]{1,16}”|《[^《》]{1,60}》|‘[^‘’]{1,16}’")
_AFTER = frozenset(["", *"，。；、）！,;和以左及到内"])
"""What may follow a length of time that is reported; a noun there makes it part of a name."""
_BRACKETS = frozenset({"（）", "()", "[]", "〔〕"})
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
_YEARS = re.compile(r"(?:19|20)\d\d[／/](?:19|20)?\d\d")
_CLAUSE = re.compile("[，。；：（(]")
_LISTING, _MOST_LISTED = 60, 10
"""Characters of a list that a number may sum up, and how many it cannot be any more."""
_ROUND = frozenset({1, 10, 100, 1000})
_CONTEXT = 14
"""Characters before a length of time that may say that the length is what is reported."""


def worthy(text: str, mentions: Sequence[Mention], words: Words) -> list[Mention]:
    """Return the mentions of a block that report how large something is.

    A number inside a quoted name is none, and a length of time only where it is itself what is reported.
    """
    quoted = [m.span() for m in _QUOTED.finditer(text)] if "“" in text or "《" in text or "‘" in text else []
    starts = [start for start, _ in quoted]
    return [
        mention
        for i, mention in enumerate(mentions)
        if (mention.dimension == "time" and _is_length(text, mention, words))
        or (
            (mention.kind in _KINDS and mention.dimension != "time")
            and mention.value is not None
            and not _within(mention, quoted, starts)
            and (mention.unit == "%" or not text.startswith(words.ends["structural"], mention.block_end))
            and not text.startswith(words.ends["fixed_name"], mention.block_start)
            and not mention.text.endswith(words.ends["vague"])
            and not (
                mention.kind == "rank"
                and text[max(0, mention.block_start - 4) : mention.block_start].endswith(words.ends["placed"])
            )
            and not _pointed_at(text, mention, words, mentions[i - 1] if i else None)
            and not _bare(text, mention)
            and not _grades(text, mention)
            and not _points(text, mention, words)
            and not _is_base(text, mention, words)
            and not _sums_up(text, mention, words)
            and not _listed_ordinal(text, mention, mentions, i)
            and not words.surveyed.match(text, mention.block_end)
        )
    ]


def _pointed_at(text: str, mention: Mention, words: Words, before: Mention | None) -> bool:
    """以上3项 goes back to what was said; 硕士及以上321人 and 10亿元以上8个 do not."""
    if before is not None and before.block_end == mention.block_start:
        return False
    word = next((w for w in words.ends["pointer"] if text.endswith(w, 0, mention.block_start)), "")
    start = mention.block_start - len(word)
    ends_class = word in words.sets["class_end"] and text.endswith(words.ends["class"], 0, start)
    return bool(word) and not ends_class


def _grades(text: str, mention: Mention) -> bool:
    """220千伏变电站: a voltage before a noun is part of its name."""
    after = text[mention.block_end : mention.block_end + 1]
    return mention.dimension == "voltage" and after not in _AFTER and after not in _CLOSING


def _points(text: str, mention: Mention, words: Words) -> bool:
    """两项分别增长: a number that stands for what was said; 跨过两个千亿元大关: steps that are counted."""
    after = text[mention.block_end : mention.block_end + 10]
    if mention.text in words.sets["pronoun"]:
        thing = next((word for word in words.ends["pointed"] if after.startswith(word)), "")
        return after[len(thing) :].startswith(words.ends["each"] + words.ends["all"])
    return mention.dimension == "count" and words.step.match(after) is not None


def _is_base(text: str, mention: Mention, words: Words) -> bool:
    """以上年为100, （女性为100）: what an index or a ratio is reckoned on."""
    if mention.value not in _ROUND or mention.unit:
        return False
    left = text[max(0, mention.block_start - _CONTEXT) : mention.block_start]
    alone = text[mention.block_end : mention.block_end + 1] in _CLOSING and any(b in left for b in _OPENING)
    return left.endswith(words.ends["base_end"]) and (alone or any(b in left for b in words.ends["base"]))


def _sums_up(text: str, mention: Mention, words: Words) -> bool:
    """火灾、交通、生产三类事故: a number that says how many were listed before it, whose noun follows."""
    size = int(mention.value or 0)
    if mention.unit not in words.sets["sort"] or not 1 < size < _MOST_LISTED or mention.bound != "=":
        return False
    if _AFTER.issuperset(text[mention.block_end : mention.block_end + 1]):
        return False
    stretch = text[max(0, mention.block_start - _LISTING) : mention.block_start]
    parts = words.list_mark_or_word.split(_CLAUSE.split(stretch)[-1])
    return len(parts) == size and all(parts) and not words.sets["action"].intersection(parts)


def _listed_ordinal(text: str, mention: Mention, mentions: Sequence[Mention], i: int) -> bool:
    """第四、五版: an ordinal before it says that it is one too."""
    before = mentions[i - 1] if i else None
    if before is None or before.kind != "ordinal" or before.unit or mention.dimension != "count":
        return False
    return text[before.block_end : mention.block_start] == "、" and not mention.text[0].isdecimal()


def _bare(text: str, mention: Mention) -> bool:
    """A year, or a number that is all that its brackets hold."""
    if not mention.unit and text.strip() == mention.text and mention.text.isdecimal() and len(mention.text) < 3:
        return True
    if mention.unit:
        return bool(_YEARS.fullmatch(mention.text))
    around = (
        text[max(0, mention.block_start - 1) : mention.block_start] + text[mention.block_end : mention.block_end + 1]
    )
    return around in _BRACKETS or (
        len(mention.text) == 4 and mention.value is not None and 1900 <= mention.value < 2100
    )


def _within(mention: Mention, quoted: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    i = bisect_right(starts, mention.block_start) - 1
    return i >= 0 and mention.block_end <= quoted[i][1]


def _is_length(text: str, mention: Mention, words: Words) -> bool:
    """平均受教育年限10年, 用时压缩至5天, 12年免费教育; but not 连续5年, 五年来, 三五年内."""
    if mention.kind not in ("duration", "quantity"):
        return False
    if text.startswith(words.ends["served"], mention.block_end):
        return True
    if words.within.match(text, mention.block_end):
        return False
    left = text[max(0, mention.block_start - _CONTEXT) : mention.block_start]
    closed = text[mention.block_end : mention.block_end + 1] in _AFTER
    return bool(words.length.search(left)) and (closed or bool(words.cue.match(text, mention.block_end)))
