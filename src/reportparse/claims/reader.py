"""Reading the numbers of one clause: who inherits what from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportparse.claims.clauses import Clause
from reportparse.claims.lists import spread
from reportparse.claims.measures import Reading, read
from reportparse.claims.phrases import noun_before
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_JOINT = re.compile(r"^\s*(?:[、，,和与及]|以及)\s*(?:分别)?$")
_EACH = re.compile(r"[均都](?!衡|匀|价|值|等)")
_FROM = re.compile(r"(?:由|从)(?:原来的|原来|上年的|上年|去年的|去年|\S{0,6}年的?)?$")


@dataclass(slots=True)
class Thread:
    """What the clauses of a sentence hand on."""

    nouns: list[str] = field(default_factory=list)
    """The indicators of the claims so far, the latest last."""
    topic: str = ""
    """The noun of a clause without numbers, since the last claim."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim to be: a mention, what it measures, of what."""

    mention: Mention
    reading: Reading
    indicator: str
    flags: tuple[str, ...] = ()
    role: str = ""


def findings(
    text: str, clause: Clause, mentions: Sequence[Mention], thread: Thread, words: Words, lexicon: Lexicon
) -> Iterator[Finding]:
    """Read the numbers of a clause in order, and let each hand its noun on.

    ``mentions`` are those that make claims.
    """
    at = clause.start
    for run in _runs(text, mentions):
        first, last = run[0], run[-1]
        following = next((m.block_start for m in mentions if m.block_start >= last.block_end), clause.end)
        left, right = text[at : first.block_start], text[last.block_end : following]
        found = list(_run(left, right, run, thread, words, lexicon, text))
        thread.nouns.extend(dict.fromkeys(f.indicator for f in found if f.indicator))
        thread.topic = ""
        yield from found
        at = last.block_end


def _runs(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Numbers with nothing but a joiner between them are one list."""
    run: list[Mention] = []
    for mention in mentions:
        if run and (mention.unit != run[-1].unit or not _JOINT.match(text[run[-1].block_end : mention.block_start])):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _run(
    left: str, right: str, run: list[Mention], thread: Thread, words: Words, lexicon: Lexicon, text: str
) -> Iterator[Finding]:
    each, count = "分别" in left, len(run)
    base = _FROM.sub("", left) if _FROM.search(left) else left
    reading = read(base.replace("分别", ""), right, run[-1], words, lexicon)
    role = "from" if base is not left else ""
    if not role and reading.rule == "state reached" and thread.nouns and not reading.noun:
        role = "to"
    nouns, inherited = _nouns(reading, count, each, left, thread, words)
    for i, mention in enumerate(run):
        mine = nouns if count == 1 else nouns[i : i + 1] or nouns[-1:]
        for noun in mine or [""]:
            flags = ("indicator_inherited",) if inherited else ()
            yield Finding(mention, reading, noun, flags, role)


def _nouns(reading: Reading, count: int, each: bool, left: str, thread: Thread, words: Words) -> tuple[list[str], bool]:
    """The noun of each number of a list: its own, spread from a joint phrase, or inherited."""
    noun = reading.noun
    if noun and noun not in words.bare_heads:
        if count > 1:
            return spread(noun, count) or [noun], False
        if _EACH.search(left) or (reading.measure == "rank" and "、" in noun):
            parts = spread(noun, noun.count("、") + 1 + len(re.findall("[和与及]", noun)) * bool(_EACH.search(left)))
            return parts or [noun], False
        return [noun], False
    if count > 1 and len(thread.nouns) >= count:
        return [n + noun for n in thread.nouns[-count:]], True
    if reading.measure == "level" and thread.topic:
        return [_joined(thread.topic, noun)], True
    if thread.nouns:
        return [_joined(thread.nouns[-1], noun)], True
    return [_joined(thread.topic, noun)], bool(thread.topic)


def _joined(base: str, head: str) -> str:
    return base if not head or base.endswith(head) else base + head


def topic_of(text: str, words: Words, lexicon: Lexicon) -> str:
    """The noun that a clause without numbers leaves to the next."""
    return noun_before(text, words, lexicon)
