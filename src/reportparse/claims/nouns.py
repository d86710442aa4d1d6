"""Which noun a number gets: its own, its share of a joint phrase, or one that its sentence hands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reportparse.claims.lists import spread
from reportparse.claims.phrases import BRACKET, ONLY_DATE, TOO_LONG, WIDEST, noun_before, strip_head, strip_tail
from reportparse.claims.reading import Reading
from reportparse.claims.segmentation import cut, last_word
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon

_VERB_LED = re.compile(r".{1,3}了")
_POINTING = ("这", "那", "它", "必须", "应当", "应该", "可以", "能够")
"""A clause that begins with one of these is about what the one before it is about."""
_ASIDE = re.compile(
    r"(?:考虑|扣除|剔除|按|依)[^，。]{1,14}(?:因素|口径|价格|价)(?:计算|后|影响)?$|(?:经过|通过|经)[^，。]{1,16}后$"
    r"|(?:由于|随着|为了|尽管|虽然|加上)|据[^，。]{2,12}$|据[^，。]{2,30}(?:统计|调查|测算|估算|资料)$|不?包括[^，。]*在内$"
)
_BASIS = re.compile(r"在[^，。]{1,24}(?:基础上|带动下|推动下|作用下|情况下|条件下|过程中|同时)$")
"""粮食在上年增产的基础上: what a subject stands on is no part of it."""
_LISTED = re.compile(r"[^，。]*、[^，。]*等[^，。]{0,12}")
"""A clause that is nothing but a list of things, which the growth rate after it is of."""
_EACH = re.compile(r"(?<![人月年日平户亩])[均都](?!衡|匀|价|值|等)")


@dataclass(slots=True)
class Thread:
    """What the clauses of a sentence hand on."""

    nouns: list[str] = field(default_factory=list)
    """The indicators of the claims so far, the latest last."""
    reading: Reading | None = None
    unit: str = ""
    role: str = ""
    width: int = 1
    """How many numbers the last list had."""
    bare: str = ""
    """The last clause without numbers; its nouns are looked for only when they are asked for."""
    about: list[str] = field(default_factory=list)
    """Those of them that may have a subject."""
    earlier: str = ""
    """What the sentence before was about."""
    fresh: bool = False
    """Whether no claim came after that clause."""

    def take(self, nouns: Sequence[str], reading: Reading, unit: str) -> None:
        """Remember the claims of one list."""
        self.nouns.extend(dict.fromkeys(noun for noun in nouns if noun))
        self.reading, self.unit, self.fresh = reading, unit, False

    @property
    def last(self) -> str:
        """The noun of the last claim; empty before the first."""
        return self.nouns[-1] if self.nouns else ""

    def next_sentence(self) -> Thread:
        """The thread of the sentence that follows."""
        said = self.about[-1] if self.about else ""
        return Thread(earlier=(said if self.fresh else self.last) or said or self.last or self.earlier)

    def pass_by(self, clause: str) -> None:
        """Remember a clause without numbers; one that begins with a verb goes on with the subject before it."""
        clause = clause[:WIDEST]
        if _ASIDE.match(clause) or ONLY_DATE.fullmatch(clause):
            return
        self.bare, self.fresh = clause, True
        if not _VERB_LED.match(clause) and not clause.startswith(_POINTING):
            self.about.append(clause)


def topic_of(clause: str, words: Words, lexicon: Lexicon) -> str:
    """The noun that a clause without numbers leaves to the next: its object if a verb opens it, else its subject."""
    clause = _BASIS.sub("", clause)
    if _verb_first(clause, words, lexicon) or _is_noun_phrase(clause, words, lexicon):
        return noun_before(clause, words, lexicon)
    return subject_of(clause, words, lexicon)


def _verb_first(clause: str, words: Words, lexicon: Lexicon) -> bool:
    """Whether a verb opens a clause, adverbials apart, so that it has no subject."""
    head = strip_head(clause, words, lexicon)
    opening = cut(clause[: len(clause) - len(head)], lexicon)[-3:]
    first = cut(head[:8], lexicon)[:1]
    return any(piece in words.sets["action"] or piece in words.directions for piece in (*opening, *first))


def _subject(thread: Thread, words: Words, lexicon: Lexicon) -> str:
    """What the last clause without numbers that has a subject is about."""
    for clause in reversed(thread.about[-4:]):
        if not _verb_first(clause, words, lexicon):
            return subject_of(clause, words, lexicon)
    return ""


def _is_noun_phrase(clause: str, words: Words, lexicon: Lexicon) -> bool:
    """市级财政用于教育的投入, 低保的覆盖人数: nothing that follows 的 is a verb, unless it makes a noun of a head."""
    before, of, head = clause.rpartition("的")
    pieces = cut(head, lexicon) or ("",)
    nominal = pieces[-1] in words.bare_heads or not any(piece in words.sets["predicate"] for piece in pieces)
    return bool(of and head) and "了" not in before and nominal


def subject_of(clause: str, words: Words, lexicon: Lexicon) -> str:
    """What a clause without numbers is about: its words before the verb, or all if it has none.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> subject_of("大豆品质不断提升", words_of(default()), default())
    '大豆'
    """
    taken: list[str] = []
    clause = strip_head(strip_tail(_BASIS.sub("", BRACKET.sub("", clause)), words, lexicon), words, lexicon)
    pieces = cut(clause, lexicon)
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=""):
        verb = piece in words.sets["predicate"] and piece + following not in words.sets["guard"]
        if taken and verb and piece not in words.sets["joiner"]:
            break
        taken.append(piece)
    while len(taken) > 1 and taken[-1] in words.ends["attribute"]:
        taken.pop()
    subject = strip_tail("".join(taken), words, lexicon)
    return subject if len(subject) <= TOO_LONG else ""


def nouns_of(
    reading: Reading, count: int, left: str, thread: Thread, words: Words, lexicon: Lexicon
) -> tuple[list[str], bool]:
    """Return the noun of each number of a list, and whether it was inherited; a lone number may have two nouns."""
    noun = reading.noun
    if _says_nothing(noun, words, lexicon) and reading.evidence != noun:
        noun = ""
    if noun.startswith("占") and thread.nouns and count == 1:
        return [thread.nouns[-1] + noun], True
    if noun and noun not in words.bare_heads:
        return _own(noun, reading, count, left, words, lexicon), False
    if count > 1 and len(thread.nouns) >= count:
        return [compose(n, noun, words, lexicon) for n in thread.nouns[-count:]], True
    own_topic = thread.fresh and (
        reading.measure == "level" or _LISTED.fullmatch(thread.bare) or _says_how(thread.bare, reading, words, lexicon)
    )
    if thread.nouns and count == 1 and not own_topic:
        added = next((verb for verb in words.ends["additive"] if left.endswith(verb)), "")
        if added and reading.measure == "level":
            return [added + _without_verb(thread.last, words, lexicon)], True
        if reading.rule == "contribution":
            return [thread.last.partition("占")[0]], True
        base = _without_verb(thread.nouns[-1], words, lexicon) if words.stock.search(left) else thread.nouns[-1]
        return [compose(base, noun, words, lexicon)], True
    if thread.bare and (noun or count > 1):
        subject = _subject(thread, words, lexicon) or ("" if noun else topic_of(thread.bare, words, lexicon))
        if subject:
            return [
                compose(one, noun, words, lexicon) for one in spread(subject, count, words, lexicon) or [subject]
            ], True
    if count > 1 and thread.nouns and not thread.fresh:
        return [compose(thread.last, noun, words, lexicon)], True
    if thread.fresh and thread.bare.endswith("的") and noun:
        return [topic_of(thread.bare, words, lexicon) + noun], True
    if thread.fresh and (topic := topic_of(thread.bare, words, lexicon) or thread.last):
        whose = topic_of(thread.about[-2], words, lexicon) if topic in words.bare_heads and thread.about[1:] else ""
        return [compose(whose, topic, words, lexicon)], True
    if thread.earlier and (not noun or noun in words.sets["sibling_head"]):
        earlier = subject_of(thread.earlier, words, lexicon)
        return [compose(earlier, noun, words, lexicon)], True
    return [noun] if noun else [], False


def _says_how(clause: str, reading: Reading, words: Words, lexicon: Lexicon) -> bool:
    """补贴标准继续提高，人均提高50元: a clause that ends in the change is what the number measures."""
    direction = words.directions.get(last_word(clause, lexicon))
    return reading.direction is not None and direction == reading.direction and clause[0] not in "比较较"


def _says_nothing(noun: str, words: Words, lexicon: Lexicon) -> bool:
    """新建和改建: verbs alone name nothing."""
    if noun in words.sets["action"] or noun in words.sets["empty_noun"] or noun in words.sets["outcome"]:
        return True
    pieces = cut(noun, lexicon) if any(joiner in noun for joiner in words.sets["joiner"]) else ()
    return bool(pieces) and all(piece in words.sets["action"] | words.sets["joiner"] for piece in pieces)


def _own(noun: str, reading: Reading, count: int, left: str, words: Words, lexicon: Lexicon) -> list[str]:
    if count == 1 and _EACH.search(left):
        count = len(re.findall("、|以及|[和与及]", noun)) + 1
    elif count == 1 and reading.measure == "rank":
        count = noun.count("、") + 1
    parts = spread(noun, count, words, lexicon) if count > 1 else []
    if not parts:
        return [noun]
    return [parts[0], *(compose(parts[0], p, words, lexicon) if p in words.bare_heads else p for p in parts[1:])]


def compose(base: str, head: str, words: Words, lexicon: Lexicon) -> str:
    """Join a head that says too little alone to what it belongs to.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> lexicon = default()
    >>> [compose(*pair, words_of(lexicon), lexicon) for pair in [("出口总额", "增速"), ("甜菜播种面积", "产量")]]
    ['出口总额增速', '甜菜产量']
    """
    base = _one_thing(base, head, words)
    if not head or base.endswith(head):
        return base
    if head in words.sets["total"] and base.startswith("新"):
        base = _without_verb(base, words, lexicon)
    if head in words.sets["per_head"]:
        return head + base
    if head in words.sets["sibling_head"]:
        if base.startswith(words.ends["additive"]):
            return head
        return _stem(base, words, lexicon) + head
    if len(base) > 2 and base[-1] == head[-1]:
        return base[:-1] + head
    return base + head


def _one_thing(base: str, head: str, words: Words) -> str:
    """What a head is joined to: the first of 粮食面积、总产, and no speed or share where a total follows."""
    first, *others = base.split("、")
    if others and words.bare_heads.issuperset(others):
        base = first
    measured = words.ends["rate_noun"] + words.ends["share_noun"]
    said = next((word for word in measured if head and head != word and base.endswith(word)), "")
    return base.removesuffix(said) if len(base) > len(said) + 1 else base


def _without_verb(noun: str, words: Words, lexicon: Lexicon) -> str:
    """新增岗位 → 岗位, since the total of a thing is not of what was added."""
    pieces = cut(noun, lexicon)
    return "".join(pieces[1:]) if len(pieces) > 1 and pieces[0] in words.sets["action"] else noun


def _stem(noun: str, words: Words, lexicon: Lexicon) -> str:
    """A noun without its head and the verb that goes with it: 甜菜播种面积 → 甜菜."""
    pieces = list(cut(noun, lexicon))
    kept = len(pieces)
    while kept > 1 and (pieces[kept - 1] in words.bare_heads or pieces[kept - 1] in words.sets["action"]):
        kept -= 1
    stem = "".join(pieces[:kept])
    shared = words.shared_head.search(stem)
    if shared is None or len(stem) <= 3 or kept < len(pieces):
        return stem
    return stem[: shared.start()] if len(shared[0]) > 1 or pieces[-1] == shared[0] else stem
