"""The noun beside a number, chosen by what its words are: what is measured, without verbs and adverbials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportparse.claims.roles import Role
from reportparse.claims.tokens import Token

_NEVER = frozenset(
    {"aside_clause", Role.ADVERB, Role.CONJUNCTION, Role.PRONOUN, Role.TIME, Role.NUMERAL, Role.PARTICLE, Role.MARK}
)
_SKIPPED = _NEVER | {"filler", "joiner", "relative", Role.ASIDE, Role.PREPOSITION, "empty_noun"}
"""Roles of words between a noun and its number."""
_FUNCTION = frozenset("dcprtm")
"""First letters of the tags of words that name nothing."""
_NAMES = frozenset({"action", "bare_head", "sibling_head", "per_head", "share_noun", "level_noun", "rate_noun", "guard",
    "here", "compound_head", "attribute", "yardstick", "place_noun", "invest", "total", "shared_head", "ratio_noun",
    "length_noun", "prefix", "determiner", "survey", "modifier", "outcome", "joint", "quality_noun"})  # fmt: skip
"""Roles of words that can stand inside a noun whatever else they are."""


class Noun(NamedTuple):
    """A noun phrase: its words, and where they stand."""

    text: str
    start: int = 0
    end: int = 0
    """Span of tokens."""


NOTHING = Noun("")
_AMOUNTS = frozenset({"quantity", "percent", "multiple"})
_NO_HEAD = frozenset({"joiner", "and_so_on", "after_number", Role.MARK, Role.PRONOUN})
"""Roles of words that no noun after a number begins with."""
_LONGEST = 24
"""Characters; a longer phrase holds more than what is measured."""
_TOO_LONG = 60
"""Characters; no noun is as long, so that a text without words or marks names nothing."""


def _skipped(token: Token) -> bool:
    """Whether a word between a noun and its number is no part of the noun."""
    if "filler" in token.roles or (len(token.text) == 1 and token.tag == "f"):
        return True
    if token.mention is not None and token.mention.reason == "scale word in a name":
        return True
    function = bool(token.tag) and token.tag[0] in _FUNCTION and token.roles.isdisjoint(_NAMES)
    return function or not token.roles.isdisjoint(_SKIPPED)


def _stops(token: Token) -> bool:
    """Whether a word cannot be inside a noun."""
    roles = token.roles
    if "stop" in roles or ("filler" in roles and token.tag == "d"):
        return True
    if "joiner" in roles or "of" in roles or not roles.isdisjoint(_NAMES):
        return "，" in token.text
    if Role.TIME in roles or ("adverb" in roles and token.tag[:1] != "d"):
        return False
    if Role.MARK in roles or Role.PARTICLE in roles:
        return True
    if Role.ADVERB in roles or Role.NUMERAL in roles:
        return False
    if not roles.isdisjoint(_NEVER) or Role.PREPOSITION in roles:
        return len(token.text) > 1
    if roles.isdisjoint({"opener", "filler", "predicate"}):
        return False
    return not token.tag or token.tag[0] in _FUNCTION


def noun_before(tokens: Sequence[Token], low: int, high: int) -> Noun:
    """Return the noun phrase that ends before ``high``, as far as ``tokens[low:high]`` hold one."""
    end = high
    while end > low:
        if (aside := _aside(tokens, low, end)) < end:
            end = aside
        elif _skipped(tokens[end - 1]) and not _made_noun(tokens, low, end):
            end -= 1
        else:
            break
    if (verb := _bare_verb(tokens, low, end)) and (noun := noun_before(tokens, low, verb)).text:
        head = tokens[end - 1].text if "invest" in tokens[end - 1].roles else ""
        return noun._replace(text=noun.text + head)
    noun = noun_up_to(tokens, low, end)
    return _with_subject(tokens, low, noun) if noun.end - noun.start == 1 else noun


def _made_noun(tokens: Sequence[Token], low: int, end: int) -> bool:
    """绿色发展: a verb that what stands before it makes a noun."""
    return end - 2 >= low and "modifier" in tokens[end - 2].roles and "action" in tokens[end - 1].roles


def _with_subject(tokens: Sequence[Token], low: int, noun: Noun) -> Noun:
    """煤炭业务则亏损: a verb that jieba takes for a noun, after an adverb, goes with its subject."""
    adverb = tokens[noun.start - 1] if noun.start > low else None
    if tokens[noun.start].tag != "vn" or adverb is None or adverb.tag != "d" or "filler" not in adverb.roles:
        return noun
    subject = noun_before(tokens, low, noun.start - 1)
    return noun._replace(text=subject.text + noun.text, start=subject.start) if subject.text else noun


def _bare_verb(tokens: Sequence[Token], low: int, end: int) -> int:
    """Where the adverb stands that parts a noun from its verb: 甲、乙分别新建, 税收共收到; 0 if there is none."""
    start = end - ("invest" in tokens[end - 1].roles) if end > low else end
    while start > low and not tokens[start - 1].roles.isdisjoint({"action", Role.VERB, "prefix", "light", "outcome"}):
        start -= 1
    if start in (end, low):
        return 0
    adverb = tokens[start - 1]
    return start - 1 if "each" in adverb.roles or (adverb.tag == "d" and "filler" in adverb.roles) else 0


def begins(tokens: Sequence[Token], low: int, high: int) -> int:
    """Where the words begin that are no adverbials before a noun."""
    while low < high and (_leads(tokens, low, high) or _skipped(tokens[low])):
        low += 1
    return low


def _aside(tokens: Sequence[Token], low: int, end: int) -> int:
    """Where an aside on how the number is reckoned begins, or ``end``: 每50公斤, 剔除价格因素后, 甲、乙等."""
    last = tokens[end - 1]
    if Role.LABEL in last.roles and "per" in last.roles:
        return end - 1
    if Role.LABEL in last.roles and end - 2 >= low and "per" in tokens[end - 2].roles:
        return end - 2
    opener = "excluding" if "excluded" in last.roles else "lists" if "and_so_on" in last.roles else ""
    if opener:
        for at in range(end - 2, max(low, end - 20) - 1, -1):
            if opener in tokens[at].roles and (at > low or opener == "excluding"):
                return at
    return end


def noun_up_to(tokens: Sequence[Token], low: int, end: int) -> Noun:
    """Return the noun phrase whose last word is the one before ``end``."""
    start = end
    if start > low and "ratio_noun" in tokens[start - 1].roles:
        start -= 1
    while start > low and (not _stops(tokens[start - 1]) or _goes_on(tokens, low, start, end)):
        if _apart(tokens, low, start, end) or _titled(tokens, start, end):
            break
        start -= 1
    if start > low and "to_whom" in tokens[start - 1].roles:
        start = _given(tokens, start, end)
    start = _after_place(tokens, low, start, end)
    while start < end and _leads(tokens, start, end) and not _directed(tokens, start, end):
        start += 1
    if not _names(tokens, start, end):
        return NOTHING
    text = text_of(tokens, start, end)
    if len(text) > _LONGEST and not any("joiner" in token.roles for token in tokens[start:end]):
        start = _last_object(tokens, start, end)
        text = text_of(tokens, start, end)
    return Noun(text, start, end) if len(text) <= _TOO_LONG else NOTHING


def _is_amount(token: Token) -> bool:
    """千亿: a number that is not counted is no name, as 第一产业 is."""
    mention = token.mention
    return mention is not None and (mention.kind in _AMOUNTS or mention.reason == "scale word in a name")


def _last_object(tokens: Sequence[Token], start: int, end: int) -> int:
    """In a long phrase the object of the last verb that has one is what is counted."""
    for at in range(end - 2, start, -1):
        verb = "action" in tokens[at].roles
        if verb and "modifier" not in tokens[at - 1].roles and "of" not in tokens[at + 1].roles:
            return at
    return start


def _names(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether words name something: verbs alone do not, unless they say what is done to what is counted."""
    return any(
        not token.roles.isdisjoint(_NAMES) or token.roles.isdisjoint(_NEVER | {"predicate", "stop", "filler", "opener"})
        for token in tokens[start:end]
    )


def _titled(tokens: Sequence[Token], start: int, end: int) -> bool:
    """农业 2022年全县蔬菜面积: a time and a place after it open a sentence of their own."""
    when = tokens[start - 1]
    return start < end and Role.TIME in when.roles and not when.tag and "opener" in tokens[start].roles


def _apart(tokens: Sequence[Token], low: int, start: int, end: int) -> bool:
    """甲项目推进、乙率: what comes before 、 with a verb of its own is another statement."""
    if "joiner" not in tokens[start - 1].roles or tokens[start - 1].text != "、" or start == end:
        return False
    if start == end - 1 and "invest" in tokens[start].roles:
        return True
    before = tokens[start - 2] if start - 2 >= low else None
    verb = before is not None and "predicate" in before.roles and "compound_head" not in before.roles
    if verb and start - 3 >= low and "joiner" in tokens[start - 3].roles and "outcome" in tokens[start - 2].roles:
        verb = False  # 社保、就业、卫生支出
    opens = "opener" in tokens[start].roles and tokens[start].roles.isdisjoint(_NAMES)
    return verb or (opens and before is not None and Role.QUOTED not in before.roles)


def _goes_on(tokens: Sequence[Token], low: int, start: int, end: int) -> bool:
    """消费对增长的贡献率: a preposition inside a noun, whose object 的 closes."""
    roles = tokens[start - 1].roles
    if "share" in roles:
        return any("share_noun" in token.roles for token in tokens[start:end])
    if start - 1 == low or not any("of" in token.roles for token in tokens[start : end - 1]):
        return False
    preposition = tokens[start - 1].tag == "p" and "stop" not in roles
    return "toward" in roles or preposition or _pointed(tokens[start - 2 : start])


def _directed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """对欧盟出口: to whom trade goes tells it apart."""
    return "toward" in tokens[start].roles and end > start + 2 and "directed" in tokens[end - 1].roles


def _pointed(pair: Sequence[Token]) -> bool:
    """用于这些方面的经费: what a verb before it governs."""
    return len(pair) == 2 and Role.PRONOUN in pair[1].roles and "predicate" in pair[0].roles


def _given(tokens: Sequence[Token], start: int, end: int) -> int:
    """为农户发放补贴: what is given is counted, not to whom."""
    for at in range(start + 1, end):
        per = "per" in tokens[at - 1].roles
        if "gives" in tokens[at].roles and (per or at < end - 1):
            return at - per
    return start


def _after_place(tokens: Sequence[Token], low: int, start: int, end: int) -> int:
    """在山区修建电站: what is done at a place is counted, not the place."""
    at = next((i for i in range(max(low, start - 1), min(start + 1, end)) if _locates(tokens[i])), end)
    for i in range(at + 2, end - 1):
        if "action" in tokens[i].roles:
            alone = tokens[i].roles.isdisjoint(_NAMES - {"action"})
            alone = alone and tokens[i + 1].roles.isdisjoint({"of", "compound_head"})
            return i if alone else start
    return start


def _locates(token: Token) -> bool:
    return "circumstance_head" in token.roles or {"filler", Role.PREPOSITION} <= token.roles


def _leads(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a word before a noun is no part of it."""
    token = tokens[at]
    roles = token.roles
    if "share" in roles:
        return False
    if "opener" in roles or "joiner" in roles or "of" in roles:
        return True
    if Role.ASIDE in roles or "and_so_on" in roles or "streak" in roles:
        return True
    if Role.NUMERAL in roles and token.tag == "m" and "filler" not in roles:
        return False
    return not roles.isdisjoint(_NEVER) and (len(token.text) > 1 or Role.MARK in roles or Role.PARTICLE in roles)


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """The words of a noun phrase, without brackets, times, adverbials and light verbs inside it."""
    kept = []
    for i in range(start, end):
        token = tokens[i]
        inside = start < i < end - 1
        when = Role.TIME in token.roles and not token.tag
        if when or "adverb" in token.roles or _is_aside(token):
            continue
        if inside and Role.LABEL in token.roles and _sums_up(tokens, start, i):
            continue
        if inside and "light" in token.roles and "of" not in tokens[i + 1].roles:
            continue
        kept.append(token.text)
    return "".join(kept)


def _is_aside(token: Token) -> bool:
    """A bracket of one letter is part of a word, 企（事）业; a longer one and the number of a note are none."""
    return Role.ASIDE in token.roles and (len(token.text) != 3 or token.text[1].isdigit())


def _sums_up(tokens: Sequence[Token], start: int, at: int) -> bool:
    """社保、就业、卫生三项支出: a number that says how many things were listed."""
    mention = tokens[at].mention
    counts = mention is not None and mention.dimension == "count" and mention.bound == "="
    return counts and any(token.text == "、" for token in tokens[start:at])


def noun_after(tokens: Sequence[Token], low: int, high: int) -> Noun:
    """Return the noun phrase that begins at ``low``, as far as ``tokens[low:high]`` hold one."""
    start = low
    while start < high and _before_after(tokens[start], start == low):
        start += 1
    if start + 1 < high and _kinds_of_place(tokens[start], tokens[start + 1]):
        return Noun(tokens[start].text + tokens[start + 1].text, start, start + 2)
    if start == high or not tokens[start].roles.isdisjoint(_NO_HEAD):
        return NOTHING
    end = start
    while end < high and not _ends(tokens, start, end, high):
        end += 1
    while end > start and _trails(tokens[end - 1]):
        end -= 1
    end = _without_goal(tokens, start, end)
    text = text_of(tokens, start, end)
    acts = end > start + 1 and all("action" in token.roles for token in tokens[start:end])
    if end == start + 1 and end < high and tokens[start].tag == "v" and "located" in tokens[end].roles:
        return NOTHING
    return Noun(text, start, end) if 0 < len(text) <= _TOO_LONG and not acts else NOTHING


def _kinds_of_place(noun: Token, aside: Token) -> bool:
    """12个县（市、区）: what the bracket holds is counted too."""
    return "place_noun" in noun.roles and Role.ASIDE in aside.roles and len(aside.text) <= 10


def _without_goal(tokens: Sequence[Token], start: int, end: int) -> int:
    """2所医院的建设目标: what is counted stands before the goal."""
    if end - start < 3 or "no_whole" not in tokens[end - 1].roles:
        return end
    return next((at for at in range(end - 2, max(start, end - 4), -1) if "of" in tokens[at].roles), end)


def _trails(token: Token) -> bool:
    """Whether a word at the end of a noun phrase is no part of it: 产品中."""
    return not token.roles.isdisjoint({"joiner", "of"}) or (len(token.text) == 1 and token.tag == "f")


def _before_after(token: Token, first: bool) -> bool:
    """Brackets, 的, and a number that defines a class stand between a number and its noun."""
    bounded = token.mention is not None and token.mention.bound not in ("=", "~") and Role.LABEL in token.roles
    return Role.ASIDE in token.roles or (first and "of" in token.roles) or bounded


def _frames(tokens: Sequence[Token], start: int, at: int, high: int) -> bool:
    """15个城市中列第4: 中 ends what is counted where a verb follows."""
    if at == start or "among" not in tokens[at].roles or at + 1 >= high:
        return False
    return not tokens[at + 1].roles.isdisjoint({"has", "filler", "rank", "stop", "number"})


def _ends_by_kind(token: Token, following: Token | None, inside: bool) -> bool | None:
    """Whether a noun ends before a word for what that word is; None where more must be looked at."""
    roles = token.roles
    if Role.QUOTED in roles or Role.LABEL in roles:
        return False
    if Role.MARK in roles or "number" in roles or Role.TIME in roles:
        return True
    if "reached" in roles or ("filler" in roles and not token.tag):
        return inside
    parts = not roles.isdisjoint({Role.ASIDE, "and_so_on", Role.PARTICLE, "here"})
    return True if inside and (parts or (following and Role.PARTICLE in following.roles)) else None


def _ends(tokens: Sequence[Token], start: int, at: int, high: int) -> bool:
    """Whether a noun that began at ``start`` ends before the word at ``at``."""
    roles, following = tokens[at].roles, tokens[at + 1] if at + 1 < high else None
    settled = _frames(tokens, start, at, high) or _ends_by_kind(tokens[at], following, at > start)
    if settled is not None:
        return settled
    if "joiner" in roles:
        alike = {Role.QUOTED, "place_noun"} & tokens[at - 1].roles
        return tokens[at].text == "、" and not (following and alike & following.roles)
    verb = "predicate" in roles or "after_number" in roles
    if "of" in roles and at == start + 1 and "own_head" in tokens[start].roles:
        return True
    if at == start + 1 and "place_noun" in tokens[start].roles and "action" in roles:
        return True
    if at == start and not roles.isdisjoint({Role.ADVERB, Role.NUMERAL}):
        return False
    if not verb:
        return (roles.isdisjoint(_NAMES) and not roles.isdisjoint(_NEVER | {Role.PREPOSITION})) or "stop" in roles
    head = "compound_head" if at > start else "of"
    if following and "carries" not in roles and head in following.roles:
        return False
    return not (at > start and "prefix" in tokens[at - 1].roles)
