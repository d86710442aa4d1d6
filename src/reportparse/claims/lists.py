"""Several nouns for several numbers: 甲、乙分别增长a、b, and heads that nouns share."""

from __future__ import annotations

import re

from reportparse.claims.segmentation import cut
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon

_MARK = re.compile(r"、|(?<=”)(?=“)")
_MARK_OR_WORD = re.compile(r"、|(?<=”)(?=“)|以及|(?:和|与|及(?!以|其))(?=\S{2})")
_QUOTED = re.compile(r"“[^”]*”")
_GRADES = tuple("等级期段")
"""中、高等教育: what both grades share."""
_ORDINAL = re.compile("第[一二三四五六七八九十]")
_NUMERALS = "一二三四五六七八九"


def spread(phrase: str, count: int, words: Words, lexicon: Lexicon) -> list[str]:
    """Return ``count`` nouns of a joint phrase, or an empty list if it does not hold so many.

    A noun without a head of its own takes that of the next noun which has one.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> args = (words_of(default()), default())
    >>> spread("羊、鱼产量", 2, *args)
    ['羊产量', '鱼产量']
    >>> spread("城乡居民收入", 2, *args)
    ['城镇居民收入', '农村居民收入']
    >>> spread("公路客运量和货运量", 2, *args)
    ['公路客运量', '货运量']
    >>> spread("全省出口额", 2, *args)
    []
    """
    for mark in (_MARK, _MARK_OR_WORD):
        parts = [part for part in _split(phrase, mark) if part]
        if len(parts) == count:
            return _with_share(_with_heads(parts, words, lexicon), words)
    if count == 2 and (joint := words.joint.search(phrase)):
        return [phrase.replace(joint[0], noun, 1) for noun in words.joint_nouns[joint[0]]]
    return []


def _with_share(parts: list[str], words: Words) -> list[str]:
    """装机容量和发电量占比 are two shares."""
    share = next((word for word in words.ends["share_noun"] if parts[-1].endswith(word)), "")
    own = words.ends["share_noun"] + words.ends["rate_noun"] + words.ends["level_noun"]
    return [part if not share or part.endswith(own) else part + share for part in parts]


def _split(phrase: str, mark: re.Pattern[str]) -> list[str]:
    """Cut at the marks outside quotes and brackets."""
    parts, depth, start = [], 0, 0
    marks = {m.start(): m.end() for m in mark.finditer(phrase)}
    for i, c in enumerate(phrase):
        if depth <= 0 and i in marks and i >= start:
            parts.append(phrase[start:i])
            start = marks[i]
        depth += (c in "“《（(") - (c in "”》）)")
    return [*parts, phrase[start:]]


def _with_heads(parts: list[str], words: Words, lexicon: Lexicon) -> list[str]:
    """Give each noun without a head that of the nearest noun after it."""
    out: list[str] = []
    head = ""
    for part in reversed(parts):
        if _QUOTED.fullmatch(part) and out and (after := _QUOTED.match(out[-1])):
            out.append(part + out[-1][after.end() :])
            continue
        if out and _ORDINAL.fullmatch(part) and (ordinal := _ORDINAL.match(out[-1])):
            out.append(part + out[-1][ordinal.end() :])
            continue
        if len(part) == 1 and out and out[-1][1:2] in _GRADES:
            out.append(part + out[-1][1:])
            continue
        if len(part) == 1 and part in _NUMERALS and out and out[-1][0] in _NUMERALS:
            out.append(part + out[-1][1:])
            continue
        if part in words.sets["action"] and out:
            out.append(part + _object(out[-1], words, lexicon))
            continue
        own = _head(part, words, lexicon)
        head = own or head
        out.append(part if own else part + head)
    return out[::-1]


def _object(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """新建、改建公路: both verbs have the one object."""
    pieces = cut(phrase, lexicon)
    return "".join(pieces[1:]) if pieces[0] in words.sets["action"] else phrase


def _head(part: str, words: Words, lexicon: Lexicon) -> str:
    match = words.shared_head.search(part)
    if not match:
        return ""
    pieces = cut(part, lexicon)
    if len(pieces) > 2 and pieces[-2] in words.sets["action"]:
        return "".join(pieces[-2:])
    if len(match[0]) > 1:
        return match[0]
    return pieces[-1] if len(pieces[-1]) > 1 else "".join(pieces[-2:])
