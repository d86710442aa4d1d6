"""Nouns that texts share: heads of a list, joint words, and heads that say too little alone."""

from __future__ import annotations

import re

from reportparse.claims.segmentation import cut
from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon

_QUOTED = re.compile(r"“[^”]*”")


def spread(phrase: str, count: int, lexicon: Lexicon) -> list[str]:
    """Return ``count`` nouns of a joint phrase, or an empty list if it does not hold so many.

    A noun without a head of its own takes that of the next noun which has one.

    >>> from reportparse.lexicon import default
    >>> spread("羊、鱼产量", 2, default())
    ['羊产量', '鱼产量']
    >>> spread("城乡居民收入", 2, default())
    ['城镇居民收入', '农村居民收入']
    >>> spread("公路客运量和货运量", 2, default())
    ['公路客运量', '货运量']
    >>> spread("全省出口额", 2, default())
    []
    """
    words = words_of(lexicon)
    for mark in (words.list_mark, words.list_mark_or_word):
        parts = _ordered([part for part in _split(phrase, mark) if part], lexicon)
        if len(parts) == count:
            return _with_share(_with_heads(_with_owner(parts, lexicon), lexicon), lexicon)
    if count == 2 and (joint := words.joint.search(phrase)):
        return [phrase.replace(joint[0], noun, 1) for noun in words.joint_nouns[joint[0]]]
    return []


def _with_owner(parts: list[str], lexicon: Lexicon) -> list[str]:
    """海外铜、锂产量: whose the first of things with short names is, all are."""
    first, others = cut(parts[0], lexicon), [cut(part, lexicon)[0] for part in parts[1:]]
    if len(parts) < 2 or len(first) != 2 or any(len(word) > 1 for word in (first[1], *others)):
        return parts
    if first[0] in others:
        return parts
    return [parts[0], *(first[0] + part for part in parts[1:])]


def _ordered(parts: list[str], lexicon: Lexicon) -> list[str]:
    """第一、二、三产业: the first says for all that they are ordinals."""
    words = words_of(lexicon)
    if len(parts) < 2 or not (first := words.ordinal.fullmatch(parts[0])):
        return parts
    mark = first[0][:1]
    return [mark + part if words.digit.match(part) else part for part in parts]


def whole_parts(phrase: str, lexicon: Lexicon) -> list[str]:
    """Return the members of a phrase if each stands whole, with a head of its own; else nothing.

    >>> from reportparse.lexicon import default
    >>> whole_parts("工业总产值、农业总产值", default()), whole_parts("粮食和油料产量", default())
    (['工业总产值', '农业总产值'], [])
    """
    words = words_of(lexicon)
    parts = [part for part in _split(phrase, words.list_mark_or_word) if part]
    whole = len(parts) > 1 and all(
        len(p) > 3 and words.shared_head.search(p) and p not in words.bare_heads for p in parts
    )
    return parts if whole else []


def part_of(part: str, whole: str, same_head: bool, lexicon: Lexicon) -> str:
    """Give a part the head of its whole where it has none of its own, and what tells wholes apart where heads agree.

    >>> from reportparse.lexicon import default
    >>> part_of("省级", "龙头企业", False, default()), part_of("短期存款", "住户存款", True, default())
    ('省级龙头企业', '住户短期存款')
    """
    if not whole or whole.startswith(part):
        return part
    if part in words_of(lexicon).sets["part"]:
        return part + whole
    pieces = cut(whole, lexicon)
    told = (
        same_head
        and len(pieces) == 2
        and pieces[1] in words_of(lexicon).sets["owned_head"]
        and part.endswith(pieces[1])
    )
    return pieces[0] + part if told and pieces[0] not in part else part


def _with_share(parts: list[str], lexicon: Lexicon) -> list[str]:
    """装机容量和发电量占比 are two shares."""
    ends = words_of(lexicon).ends
    share = next((word for word in ends["share_noun"] if parts[-1].endswith(word)), "")
    own = ends["share_noun"] + ends["rate_noun"] + ends["level_noun"]
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


def _with_heads(parts: list[str], lexicon: Lexicon) -> list[str]:
    """Give each noun without a head that of the nearest noun after it."""
    out: list[str] = []
    head = ""
    for part in reversed(parts):
        if out and (whole := _ellipsis(part, out[-1], lexicon)):
            if len(part) > 1 and whole == part + out[-1][1:]:
                out[-1] = part[:-1] + out[-1]  # 本外币存、贷款: what stands before the half word is said of both
            out.append(whole)
            continue
        own = _head(part, lexicon)
        if own == part and out and out[-1].removesuffix(head) in words_of(lexicon).sets["shared_head"]:
            own = ""  # 收入、支出总计: heads that share another
        head = own or head
        out.append(part if own else part + head[part[-1:] == head[:1] and len(head) > 2 :])
    return out[::-1]


def _ellipsis(part: str, following: str, lexicon: Lexicon) -> str:
    """A part that leaves out what it shares with the next: “甲”、“乙”行动, 第一、第二产业, 中、高等教育."""
    words = words_of(lexicon)
    if _QUOTED.fullmatch(part) and (after := _QUOTED.match(following)):
        return part + following[after.end() :]
    if words.ordinal.fullmatch(part) and (ordinal := words.ordinal.match(following)):
        return part + following[ordinal.end() :]
    graded = len(part) == 1 and following[1:2] in words.sets["grade"]
    numbered = len(part) == 1 and words.digit.match(part) and words.digit.match(following)
    word = part[-1] + following[1:2]
    pieces = cut(part, lexicon)
    whole = len(pieces) == 1 or len(pieces[-2]) > 1
    halved = whole and pieces[-1] == part[-1] and len(word) == 2 and cut(word + following[2:], lexicon)[0] == word
    if graded or numbered or (halved and cut(following, lexicon)[0] == following[:2]):
        return part + following[1:]
    return part + _object(following, lexicon) if part in words.sets["action"] else ""


def _object(phrase: str, lexicon: Lexicon) -> str:
    """新建、改建公路: both verbs have the one object."""
    pieces = cut(phrase, lexicon)
    return "".join(pieces[1:]) if pieces[0] in words_of(lexicon).sets["action"] else phrase


def _head(part: str, lexicon: Lexicon) -> str:
    words = words_of(lexicon)
    match = words.shared_head.search(part)
    if not match:
        return ""
    pieces = cut(part, lexicon)
    if len(pieces) > 2 and pieces[-2] in words.sets["action"] and pieces[-3] not in words.sets["joiner"]:
        return "".join(pieces[-2:])
    if len(match[0]) > 1:
        return match[0]
    return pieces[-1] if len(pieces[-1]) > 1 else "".join(pieces[-2:])


def compose(base: str, head: str, lexicon: Lexicon) -> str:
    """Join a head that says too little alone to what it belongs to.

    >>> from reportparse.lexicon import default
    >>> [compose(*pair, default()) for pair in [("出口总额", "增速"), ("甜菜播种面积", "产量")]]
    ['出口总额增速', '甜菜产量']
    """
    words = words_of(lexicon)
    base = _one_thing(base, head, lexicon)
    if head in words.sets["result"] and base in words.sets["yardstick"]:
        return head
    if not head or base.endswith(head):
        return base
    if head in words.sets["total"] and base.startswith("新"):
        base = without_verb(base, lexicon)
    if head in words.sets["per_head"]:
        own = next((word for word in words.ends["per_head"] if base.startswith(word)), "")
        return head + base.removeprefix(own)
    if head in words.sets["sibling_head"]:
        apart = base.startswith(words.ends["additive"]) or base.endswith(words.ends["invest"])
        return head if apart else _stem(base, lexicon) + head
    if len(base) > 2 and base[-1] == head[-1]:
        return base.removesuffix(cut(base, lexicon)[-1]) + head if len(base) > 3 else base[:-1] + head
    return base + head


def _one_thing(base: str, head: str, lexicon: Lexicon) -> str:
    """What a head is joined to: the first of 粮食面积、总产, and no speed or share where a total follows."""
    words = words_of(lexicon)
    first, *others = base.split("、")
    if others and words.bare_heads.issuperset(others):
        base = first
    measured = words.ends["rate_noun"] + words.ends["share_noun"]
    if head in words.sets["result"]:
        measured += tuple(sorted(words.sets["yardstick"], key=len, reverse=True))
    elif head in words.sets["yardstick"]:
        measured += tuple(sorted(words.sets["result"], key=len, reverse=True))
    said = next((word for word in measured if head and head != word and base.endswith(word)), "")
    share = next((word for word in words.ends["share"] if word in base), "") if said in words.sets["share_noun"] else ""
    if share and base.index(share) > 1:
        return base[: base.index(share)]
    return base.removesuffix(said) if len(base) > len(said) + 1 else base


def without_verb(noun: str, lexicon: Lexicon) -> str:
    """新增岗位 → 岗位, since the total of a thing is not of what was added."""
    pieces = cut(noun, lexicon)
    return "".join(pieces[1:]) if len(pieces) > 1 and pieces[0] in words_of(lexicon).sets["action"] else noun


def _stem(noun: str, lexicon: Lexicon) -> str:
    """A noun without its head and the verb that goes with it: 甜菜播种面积 → 甜菜."""
    words = words_of(lexicon)
    pieces = list(cut(noun, lexicon))
    if leading := next((word for word in words.ends["sibling_head"] if noun.startswith(word) and noun != word), ""):
        pieces = list(cut(noun.removeprefix(leading), lexicon))
    kept = len(pieces)
    while kept > 1 and (pieces[kept - 1] in words.bare_heads or pieces[kept - 1] in words.sets["action"]):
        kept -= 1
    stem = "".join(pieces[:kept])
    shared = words.shared_head.search(stem)
    if shared is None or len(stem) <= 3 or kept < len(pieces):
        return stem
    return stem[: shared.start()] if len(shared[0]) > 1 or pieces[-1] == shared[0] else stem
