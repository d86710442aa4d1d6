"""Which noun a number gets: its own, its share of a joint phrase, or one that its sentence hands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportparse.claims.lists import spread
from reportparse.claims.measures import Reading
from reportparse.claims.words import Words

_EACH = re.compile(r"[均都](?!衡|匀|价|值|等)")


@dataclass(slots=True)
class Thread:
    """What the clauses of a sentence hand on."""

    nouns: list[str] = field(default_factory=list)
    """The indicators of the claims so far, the latest last."""
    reading: Reading | None = None
    unit: str = ""
    role: str = ""
    subject: str = ""
    """What the last clause without numbers was about."""
    topic: str = ""
    """The noun that ended the last clause without numbers, if no claim came after it."""

    def take(self, nouns: Sequence[str], reading: Reading, unit: str) -> None:
        """Remember the claims of one list."""
        self.nouns.extend(dict.fromkeys(noun for noun in nouns if noun))
        self.reading, self.unit, self.topic = reading, unit, ""


def nouns_of(reading: Reading, count: int, left: str, thread: Thread, words: Words) -> tuple[list[str], bool]:
    """Return the noun of each number of a list, and whether it was inherited; a lone number may have two nouns."""
    noun = reading.noun
    if noun and noun not in words.bare_heads:
        return _own(noun, reading, count, left), False
    if count > 1 and len(thread.nouns) >= count:
        return [compose(n, noun) for n in thread.nouns[-count:]], True
    if count > 1 and thread.subject:
        return [compose(one, noun) for one in spread(thread.subject, count) or [thread.subject]], True
    if thread.topic and (not thread.nouns or reading.measure == "level"):
        return [compose(thread.subject if noun else thread.topic, noun)], True
    if thread.nouns:
        return [compose(thread.nouns[-1], noun)], True
    return [compose(thread.subject, noun)] if noun else [], bool(thread.subject)


def _own(noun: str, reading: Reading, count: int, left: str) -> list[str]:
    if count > 1:
        return spread(noun, count) or [noun]
    if _EACH.search(left):
        joined = len(re.findall("、|以及|[和与及]", noun))
        return spread(noun, joined + 1) or [noun]
    if reading.measure == "rank" and "、" in noun:
        return spread(noun, noun.count("、") + 1) or [noun]
    return [noun]


def compose(base: str, head: str) -> str:
    """Join a head that says too little alone to what it belongs to.

    >>> compose("绿电交易量", "外送量"), compose("进出口总额", "增速"), compose("出口", "")
    ('绿电交易外送量', '进出口总额增速', '出口')
    """
    if not head or base.endswith(head):
        return base
    if base and len(base) > 2 and base[-1] == head[-1]:
        return base[:-1] + head
    return base + head
