"""What a sentence hands on: nouns, measure, unit, and the clauses without numbers that numbers may be about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportparse.claims.clauses import within
from reportparse.claims.nouns import NOTHING, Noun, begins, noun_before
from reportparse.claims.roles import Role
from reportparse.claims.tokens import Token, number_roles, tokens_of
from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon
from reportparse.model import Direction, Measure, Mention

WIDEST = 400
"""Characters of a clause that are looked at, so that a text without marks stays linear."""
_TIMES = frozenset({Role.TIME, Role.MARK, Role.CONJUNCTION, "from", "to", Role.TIME_HEAD})
"""Roles of the words of a clause that only says when."""
_KEPT = 4
"""Clauses without numbers that are remembered."""
_MOST_NOUNS = 48
"""Nouns that are remembered, so that a sentence of very many numbers stays linear."""


class Passed(NamedTuple):
    """A clause without claims; its words are cut only when they are asked for."""

    text: str
    """Of the block."""
    start: int
    end: int
    mentions: tuple[Mention, ...]

    def tokens(self, lexicon: Lexicon) -> tuple[Token, ...]:
        """The words of the clause."""
        inside = within(self.mentions, self.start, self.end)
        return tokens_of(self.text, self.start, self.end, inside, (), lexicon)

    def __str__(self) -> str:
        return self.text[self.start : self.end]


class Said(NamedTuple):
    """What the last list of numbers said."""

    measure: Measure
    direction: Direction | None
    reference: str | None
    rule: str
    unit: str
    role: str
    """``from`` and ``to`` for the ends of 由A到B."""
    width: int
    """How many numbers it had."""


class Thread(NamedTuple):
    """The state of a sentence before a clause; never changed, each step gives a new one."""

    nouns: tuple[str, ...] = ()
    """The indicators of the claims so far, the latest last."""
    said: Said | None = None
    passed: Passed | None = None
    """The last clause without numbers."""
    about: tuple[Passed, ...] = ()
    """Those of them that may have a subject."""
    fresh: bool = False
    """Whether no claim came after that clause."""
    earlier: Passed | str = ""
    """What the sentence before was about."""
    whole: str = ""
    """The noun whose parts 其中 opened."""
    near: bool = False
    """Whether no ； came after 其中."""
    units: tuple[str, ...] = ()
    """The unit that each of the nouns was last measured in; empty where it is not known."""

    @property
    def last(self) -> str:
        """The noun of the last claim; empty before the first."""
        return self.nouns[-1] if self.nouns else ""

    @property
    def unit(self) -> str:
        """The unit of the last claim."""
        return self.said.unit if self.said else ""

    @property
    def role(self) -> str:
        """The end of 由A到B that the last claim was."""
        return self.said.role if self.said else ""

    @property
    def width(self) -> int:
        """How many numbers the last list had."""
        return self.said.width if self.said else 1

    def take(self, nouns: Iterable[str], said: Said) -> Thread:
        """After the claims of one list."""
        new = tuple(dict.fromkeys(noun for noun in nouns if noun))
        units = (*self.units[-_MOST_NOUNS:], *(said.unit for _ in new))
        nouns = (*self.nouns[-_MOST_NOUNS:], *new)
        return Thread(nouns, said, self.passed, self.about, False, self.earlier, self.whole, self.near, units)

    def measured_in(self, unit: str) -> str:
        """The last noun that was counted in a unit; empty if none was."""
        same = (noun for noun, own in zip(reversed(self.nouns), reversed(self.units), strict=True) if own == unit)
        return next(same, "")

    def next_sentence(self) -> Thread:
        """Before the sentence that follows."""
        about: Passed | str = self.about[-1] if self.about else ""
        return Thread(earlier=(about if self.fresh else self.last) or about or self.last or self.earlier)

    def pass_by(self, clause: Passed, lexicon: Lexicon) -> Thread:
        """After a clause without numbers; one that begins with a verb goes on with the subject before it."""
        if clause.end - clause.start > WIDEST:
            clause = clause._replace(end=clause.start + WIDEST)
        if _is_aside(clause, lexicon):
            return self
        led = _is_led(clause, lexicon)
        about = self.about if led else (*self.about[1 - _KEPT :], clause)
        return self._replace(passed=clause, about=about, fresh=True)

    def parted(self, opens: bool, apart: bool, lexicon: Lexicon) -> Thread:
        """Before a clause with numbers: one that 其中 opens has parts of what was said last.

        Args:
            opens: whether 其中 stands at its head, if it does not stand alone before it.
            apart: whether ； stands before it.
            lexicon: the vocabulary.
        """
        alone = self.fresh and self.passed is not None and str(self.passed) in words_of(lexicon).sets["part_opener"]
        if opens or alone:
            whole = self.last or (self.earlier if isinstance(self.earlier, str) else "")
            return self._replace(whole=whole, near=True, fresh=self.fresh and not alone)
        return self._replace(near=False) if apart and self.near else self


def _is_aside(clause: Passed, lexicon: Lexicon) -> bool:
    """A clause that says when, why or by whose count, and nothing of its own: 据初步统计, 尽管我国人口众多."""
    text, ends = str(clause), words_of(lexicon).ends
    if text.startswith(ends["aside_clause"]) or text.endswith(ends["aside_end"]):
        return True
    if text.startswith(ends["source"]) and (len(text) <= 14 or text.endswith(ends["source_end"])):
        return True
    if len(text) > 16:
        return False
    inside = within(clause.mentions, clause.start, clause.end)
    if not inside and text not in words_of(lexicon).sets["time"]:
        return False
    if text.isalnum() and any(_TIMES.isdisjoint(number_roles(m, counted=False, lexicon=lexicon)) for m in inside):
        return False
    return all(not token.roles.isdisjoint(_TIMES) for token in clause.tokens(lexicon))


def _is_led(clause: Passed, lexicon: Lexicon) -> bool:
    """Whether a clause goes on with the subject of the one before: 优化了结构, 这表明…."""
    text = str(clause)
    words = words_of(lexicon)
    return not words.sets["done_mark"].isdisjoint(text[1:4]) or text.startswith(words.ends["pointing"])


def verb_first(tokens: tuple[Token, ...]) -> bool:
    """Whether a verb opens a clause, adverbials apart, so that it has no subject."""
    at = begins(tokens, 0, len(tokens))
    return any(not t.roles.isdisjoint({"action", "change", "light"}) for t in tokens[max(0, at - 3) : at + 1])


def subject_of(tokens: tuple[Token, ...]) -> Noun:
    """What a clause without numbers is about: its words before the verb, or all if it has none."""
    start = begins(tokens, 0, len(tokens))
    end = start
    while end < len(tokens) and not (end > start and _is_predicate(tokens, end)):
        end += 1
    while end > start + 1 and "attribute" in tokens[end - 1].roles:
        end -= 1
    noun = noun_before(tokens, start, end)
    return noun if len(noun.text) <= 60 else NOTHING


def _is_predicate(tokens: tuple[Token, ...], at: int) -> bool:
    roles = tokens[at].roles
    return "streak" in roles or ("predicate" in roles and "joiner" not in roles and "guard" not in roles)


def topic_of(tokens: tuple[Token, ...]) -> Noun:
    """The noun that a clause without numbers leaves to the next: its object if a verb opens it, else its subject."""
    if verb_first(tokens) or _is_noun_phrase(tokens):
        return noun_before(tokens, 0, len(tokens))
    return subject_of(tokens)


def _is_noun_phrase(tokens: tuple[Token, ...]) -> bool:
    """市级财政用于教育的投入, 低保的覆盖人数: nothing after 的 is a verb, unless a head makes a noun of it."""
    of = max((i for i, token in enumerate(tokens) if "of" in token.roles), default=-1)
    head = tokens[of + 1 :]
    if of < 1 or not head or any("done_mark" in token.roles for token in tokens[:of]):
        return False
    nominal = not head[-1].roles.isdisjoint({"bare_head", "sibling_head"})
    return nominal or not any("predicate" in token.roles for token in head)
