"""Which noun a number gets: its own, its share of a joint phrase, or one that its sentence hands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from reportparse.claims.joining import compose, spread, whole_parts, without_verb
from reportparse.claims.nouns import noun_before
from reportparse.claims.reading import Reading
from reportparse.claims.roles import Role
from reportparse.claims.segmentation import cut, last_word
from reportparse.claims.thread import Passed, Thread, subject_of, topic_of, verb_first
from reportparse.claims.tokens import Token
from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon

_GROWN = frozenset({"growth", "growth against", "growth before"})
"""Constructions of what grew, never of its speed."""

_STEM = 2
"""Characters at the head of a noun that say what it is of: 资产总额, 资产占比."""
_QUOTED = re.compile("“[^“”]*”")


def nouns_of(
    reading: Reading, count: int, left: Sequence[Token], thread: Thread, lexicon: Lexicon
) -> tuple[list[str], bool]:
    """Return the noun of each number of a list, and whether it was inherited; a lone number may have two nouns."""
    words = words_of(lexicon)
    noun = reading.noun
    if reading.evidence != noun and _says_nothing(noun, lexicon):
        if redone := _redone(noun, reading, thread, lexicon):
            return [redone], True
        if noun in words.sets["outcome"] and _befalls_others(reading, thread, lexicon):
            return [noun], False
        noun = ""
    if noun.startswith(words.ends["share"]) and len(thread.nouns) >= count:
        return [compose(whose, noun, lexicon) for whose in thread.nouns[-count:]], True
    plan = words.list_mark.split(noun)[-1] if reading.rule == "plan done" else ""
    if thread.last and plan in words.sets["yardstick"] | words.sets["no_whole"]:
        return [thread.last], True  # 完成投资6亿元，时间过半、任务完成五成
    if noun and reading.family == "plan":
        return [compose(thread.last, noun, lexicon)], bool(thread.last)
    if whose := _whose_share(noun, count, thread, lexicon):
        return [whose + noun], True
    if noun and noun not in words.bare_heads:
        return _own(noun, reading, count, left, thread, lexicon), False
    found = (
        _of_pointed(noun, count, left, thread, lexicon)
        or _of_listed(noun, count, thread, lexicon)
        or _of_compared(noun, reading, count, thread, lexicon)
        or _of_each(noun, count, thread, lexicon)
        or _of_last(noun, reading, count, left, thread, lexicon)
        or _of_subject(noun, count, thread, lexicon)
        or _of_passed(noun, count, thread, lexicon)
        or _of_sentence_before(noun, thread, lexicon)
    )
    return (found, True) if found else ([noun] if noun else [], False)


def _whose_share(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> str:
    """大型银行资产占比40%，资产总额增长5%: whose the share just before is, where both are of the same thing."""
    said, share = thread.said, thread.last
    if said is None or said.measure != "share" or said.reference or thread.fresh or count > 1 or len(noun) < _STEM:
        return ""
    ends = tuple(noun[:_STEM] + end for end in words_of(lexicon).ends["share_noun"])
    return share[: -len(next(end for end in ends if share.endswith(end)))] if share.endswith(ends) else ""


def _befalls_others(reading: Reading, thread: Thread, lexicon: Lexicon) -> bool:
    """发生事故3起，死亡5人，受伤8人: who are counted are no accidents, and those who were hurt did not die."""
    if not thread.nouns or not reading.counts:
        return False
    return reading.counts not in thread.units or thread.last.endswith(words_of(lexicon).ends["outcome"])


def _redone(verb: str, reading: Reading, thread: Thread, lexicon: Lexicon) -> str:
    """新建学校3所，改建5所: what the second verb does is done to the object of the first."""
    actions = words_of(lexicon).sets["action"]
    done = without_verb(thread.last, lexicon)
    acts = reading.family == "amount" and done != thread.last and all(word in actions for word in cut(verb, lexicon))
    return verb + done if acts and not thread.fresh and reading.unit == thread.unit else ""


def _says_nothing(noun: str, lexicon: Lexicon) -> bool:
    """新建和改建: verbs alone name nothing."""
    words = words_of(lexicon)
    if noun in words.sets["action"] or noun in words.sets["empty_noun"] or noun in words.sets["outcome"]:
        return True
    pieces = cut(noun, lexicon) if any(joiner in noun for joiner in words.sets["joiner"]) else ()
    return bool(pieces) and all(piece in words.sets["action"] | words.sets["joiner"] for piece in pieces)


def _own(noun: str, reading: Reading, count: int, left: Sequence[Token], thread: Thread, lexicon: Lexicon) -> list[str]:
    words = words_of(lexicon)
    if count == 1 and any("all" in token.roles for token in left):
        count = len(words.list_mark_or_word.findall(noun)) + 1
    elif count == 1 and reading.measure == "rank":
        count = len(words.list_mark.findall(noun)) + 1
    elif count == 1 and reading.family in ("growth", "growth against", "speed", "doubling"):
        count = len(whole_parts(noun, lexicon)) or 1
    parts = spread(noun, count, lexicon) if count > 1 else []
    if not parts:
        again = count > 1 and count == thread.width <= len(thread.nouns) and any("each" in t.roles for t in left)
        if again:
            return [compose(one, noun, lexicon) for one in thread.nouns[-count:]]
        return _of_clauses(noun, count, thread, lexicon) or [noun]
    first = "" if parts[0] in words.bare_heads else parts[0]
    return [parts[0], *(compose(first, p, lexicon) if p in words.bare_heads else p for p in parts[1:])]


def _of_clauses(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """甲、乙业，丙业，丁业增加值分别增长a、b、c: members that hold 、 themselves stand in clauses of their own."""
    before = [str(clause) for clause in thread.about[1 - count :]] if count > 2 else []
    if count < 3 or len(before) < count - 1 or not thread.fresh:
        return []
    head = spread(f"{before[-1]}、{noun}".replace("、", "", before[-1].count("、")), 2, lexicon)
    shared = head[0].removeprefix(before[-1].replace("、", "")) if head else ""
    return [clause + shared for clause in before] + [noun]


def _of_pointed(noun: str, count: int, left: Sequence[Token], thread: Thread, lexicon: Lexicon) -> list[str]:
    """销售额增长2%。利润增长3%，两项指标均居首位: as many things as the numeral says, of a sentence or two."""
    pointing = next((t.mention for t in left if t.mention is not None and Role.PRONOUN in t.roles), None)
    if noun or count > 1 or pointing is None or not any("all" in t.roles for t in left):
        return []
    earlier = (thread.earlier,) if isinstance(thread.earlier, str) and thread.earlier else ()
    things = list(dict.fromkeys(_measured(one, lexicon) for one in (*earlier, *thread.nouns)))
    return things[-int(pointing.value or 0) :] if len(things) >= (pointing.value or 0) > 1 else []


def _of_compared(noun: str, reading: Reading, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """增速比全省和全国分别高a、b: both numbers are of the one thing that is compared."""
    sides = words_of(lexicon).list_mark_or_word.findall(reading.reference or "")
    compared = reading.measure == "change" and count > 1 and len(sides) == count - 1 and bool(thread.last)
    return [compose(thread.last, noun, lexicon)] * count if compared else []


def _of_listed(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """汽车和造船贡献突出，分别拉动增长a和b: the clause just before lists as many things as there are numbers."""
    if count == 1 or noun or not thread.fresh or thread.passed is None:
        return []
    subject = subject_of(thread.passed.tokens(lexicon)).text
    return spread(subject, count, lexicon) if subject else []


def _measured(noun: str, lexicon: Lexicon, *heads: str) -> str:
    """销售额增速 → 销售额: the thing whose speed or share it is."""
    ends = chain.from_iterable(words_of(lexicon).ends[head] for head in heads or ("rate_noun", "share_noun"))
    return noun.removesuffix(next((word for word in ends if noun.endswith(word) and noun != word), ""))


def _of_each(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """As many numbers as nouns before them: 分别增长5%和6%."""
    if count == 1 or len(thread.nouns) < count:
        return []
    return [compose(one, noun, lexicon) for one in thread.nouns[-count:]]


def _of_last(
    noun: str, reading: Reading, count: int, left: Sequence[Token], thread: Thread, lexicon: Lexicon
) -> list[str]:
    """The noun of the number before, unless a clause in between has one of its own."""
    if not thread.nouns or count > 1 or _own_topic(reading, thread, lexicon):
        return []
    if owner := _owner(reading, thread, lexicon):
        return [owner]
    last = left[-1].text if left else ""
    if last in words_of(lexicon).sets["additive"] and reading.measure == "level":
        per_head = next((word for word in words_of(lexicon).ends["per_head"] if thread.last.startswith(word)), "")
        return [last + without_verb(thread.last.removeprefix(per_head), lexicon)]
    if reading.family == "contribution":
        toward = "".join(words_of(lexicon).sets["toward"])
        shares = words_of(lexicon).ends["share_noun"]
        last = next((noun for noun in reversed(thread.nouns) if not noun.endswith(shares)), thread.last)
        share = next((w for w in words_of(lexicon).ends["share"] if w in last), "")
        whose = last.partition(share)[0] if share else last
        return [re.split(f"[{toward}]", whose)[0] or whose]
    base = thread.last
    amount = thread.said is not None and thread.said.measure == reading.measure == "level"
    if reading.counts and thread.unit != reading.counts and amount:
        base = thread.measured_in(reading.counts) or base  # 实施项目9个，投资2亿元，其中新开工4个
    if reading.rule in _GROWN:
        grown = not words_of(lexicon).sets["grown"].isdisjoint(reading.words)
        base = _of_share(base, lexicon) if grown else _measured(base, lexicon, "rate_noun")
    summed = any("stock" in token.roles for token in left)
    return [compose(without_verb(base, lexicon) if summed else base, noun, lexicon)]


def _of_share(noun: str, lexicon: Lexicon) -> str:
    """加工业产值占工业的比重 → 加工业产值: shares rise and fall, what grows is the thing."""
    measured = _measured(noun, lexicon)
    share = next((w for w in words_of(lexicon).ends["share"] if w in measured), "") if measured != noun else ""
    return measured.partition(share)[0] or measured if share else measured


def _owner(reading: Reading, thread: Thread, lexicon: Lexicon) -> str:
    """集团总资产达8亿元，收入增至1亿元，居同行业第9位: among bodies a body has a place."""
    sets = words_of(lexicon).sets
    if reading.measure != "rank" or len(thread.nouns) < 2 or not reading.reference:
        return ""
    if not sets["peers"].intersection(cut(reading.reference, lexicon)):
        return ""
    pieces = cut(thread.nouns[0], lexicon)
    at = next((i for i, piece in enumerate(pieces) if piece in sets["owner"]), None)
    return "" if at is None else "".join(pieces[: at + 1])


def _own_topic(reading: Reading, thread: Thread, lexicon: Lexicon) -> bool:
    """Whether the clause without numbers that stands just before is what the number is of."""
    if not thread.fresh or thread.passed is None:
        return False
    clause = str(thread.passed)
    if reading.measure == "level" or words_of(lexicon).listed.fullmatch(clause):
        return True
    if thread.passed not in thread.about[-1:]:
        return False  # 产量增长5%，保持了良好势头，比全省高2个百分点
    direction = words_of(lexicon).directions.get(last_word(clause, lexicon))
    compares = clause.startswith(words_of(lexicon).ends["than"])
    return reading.direction is not None and direction == reading.direction and not compares


def _of_subject(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """What the last clause without numbers that has a subject is about."""
    if thread.passed is None or not (noun or count > 1):
        return []
    subject = ""
    for clause in reversed(thread.about):
        if not verb_first(tokens := clause.tokens(lexicon)):
            subject = subject_of(tokens).text
            break
    if not subject and not noun:
        subject = topic_of(thread.passed.tokens(lexicon)).text
    return [compose(one, noun, lexicon) for one in spread(subject, count, lexicon) or [subject]] if subject else []


def _of_passed(noun: str, count: int, thread: Thread, lexicon: Lexicon) -> list[str]:
    """What the clause without numbers just before is about."""
    if count > 1 and thread.nouns and not thread.fresh:
        return [compose(thread.last, noun, lexicon)]
    if not thread.fresh or thread.passed is None:
        return []
    tokens = thread.passed.tokens(lexicon)
    if noun and tokens and "of" in tokens[-1].roles:
        return [noun_before(tokens, 0, len(tokens)).text + noun]
    topic = topic_of(tokens).text or thread.last
    if thread.last and _QUOTED.fullmatch(topic):
        return [compose(thread.last, noun, lexicon)]  # 粮食总产5万吨，实现“八连增”，单产a: no success is measured
    if not topic:
        return []
    bare = topic in words_of(lexicon).bare_heads and len(thread.about) > 1
    whose = topic_of(thread.about[-2].tokens(lexicon)).text if bare else ""
    return [compose(whose, topic, lexicon)]


def _of_sentence_before(noun: str, thread: Thread, lexicon: Lexicon) -> list[str]:
    """What the sentence before was about."""
    sets = words_of(lexicon).sets
    if not thread.earlier or (noun and noun not in sets["sibling_head"] | (sets["bare_head"] & sets["yardstick"])):
        return []
    earlier = thread.earlier
    subject = subject_of(earlier.tokens(lexicon)).text if isinstance(earlier, Passed) else earlier
    return [compose(subject, noun, lexicon)] if subject else []
