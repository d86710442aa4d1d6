"""One number and the tokens beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportparse.claims.matcher import Match
from reportparse.claims.nouns import NOTHING, Noun, noun_after, noun_before, noun_up_to, text_of
from reportparse.claims.roles import Role
from reportparse.claims.tokens import Token
from reportparse.claims.words import Words, words_of
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_SHORT = 8
"""Characters of a noun that may own what is added."""


@dataclass(frozen=True, eq=False)
class View:
    """One number and the tokens beside it, as far as they may speak of it."""

    tokens: tuple[Token, ...]
    at: int
    """The number."""
    lexicon: Lexicon
    low: int = 0

    @property
    def high(self) -> int:
        """The token after the last one that may speak of it."""
        return len(self.tokens)

    @property
    def words(self) -> Words:
        """The vocabulary of clauses."""
        return words_of(self.lexicon)

    @property
    def mention(self) -> Mention:
        """The number."""
        mention = self.tokens[self.at].mention
        if mention is None:
            raise ValueError("the token at the centre of a view is a number")
        return mention

    @property
    def left(self) -> Token | None:
        """The token before the number."""
        return self.tokens[self.at - 1] if self.at > self.low else None

    @property
    def right(self) -> Token | None:
        """The token after the number."""
        return self.tokens[self.at + 1] if self.at + 1 < self.high else None

    def text(self, start: int, end: int) -> str:
        """The words between two tokens, brackets left out."""
        return "".join(token.text for token in self.tokens[start:end] if Role.ASIDE not in token.roles)

    @cached_property
    def before(self) -> Noun:
        """The noun that stands before the number."""
        return noun_before(self.tokens, self.low, self.at)

    @cached_property
    def after(self) -> Noun:
        """The noun that follows the number."""
        return noun_after(self.tokens, self.at + 1, self.high)

    def noun(self, match: Match) -> Noun:
        """The noun that a match governs."""
        groups = match.groups
        match match.construction.noun:
            case "after":
                return self.after
            case "noun":
                return noun_before(self.tokens, *groups["noun"])
            case "owner and noun":
                return self._owned(match)
            case "last":
                return noun_up_to(self.tokens, self.low, groups.get("last", groups.get("whole", (0, 0)))[1])
            case "before to last":
                noun = noun_before(self.tokens, self.low, match.start)
                start = noun.start if noun.text else match.start
                return Noun(text_of(self.tokens, start, groups["last"][1]), start, groups["last"][1])
            case "before or after":
                noun = self._before(match)
                return noun if noun.text and not self._is_verb(noun) else self.after
            case "thread":
                return NOTHING
        return self._before(match)

    def _before(self, match: Match) -> Noun:
        return self.before if match.start == self.at else noun_before(self.tokens, self.low, match.start)

    def _is_verb(self, noun: Noun) -> bool:
        """团结占人口多数的群众: a verb alone before the number has its object after it."""
        return all(not t.roles.isdisjoint({Role.VERB, "action"}) for t in self.tokens[noun.start : noun.end])

    def _owned(self, match: Match) -> Noun:
        """地方财政增加支出: whose the noun is stands before the verb."""
        noun = noun_before(self.tokens, *match.groups["noun"])
        owner = self._before(match).text
        owner = owner if len(owner) <= _SHORT and owner not in self.words.sets["action"] else ""
        return noun._replace(text=owner + noun.text) if noun.text else noun

    def fits(self, match: Match) -> bool:
        """Whether the number and the nouns around it are as the construction asks for them."""
        c, mention = match.construction, self.mention
        if c.unit and mention.unit != c.unit:
            return False
        if c.reasons and mention.reason not in c.reasons:
            return False
        if c.dimension and (mention.dimension == c.dimension.removeprefix("not ")) == c.dimension.startswith("not "):
            return False
        return self._nouns_fit(match)

    def _nouns_fit(self, match: Match) -> bool:
        c = match.construction
        if not all(self._beside(side).text for side in c.needs) or any(self._beside(side).text for side in c.lacks):
            return False
        if c.noun in ("noun", "owner and noun") and not self.noun(match).text:
            return False
        if not c.noun_ends:
            return True
        ends = self.noun(match).text.endswith(self.words.ends[c.noun_ends.removeprefix("not ")])
        return ends != c.noun_ends.startswith("not ")

    def _beside(self, side: str) -> Noun:
        return self.after if side == "after" else self.before

    def edges(self, noun: Noun) -> str:
        """The parts of speech of the first and the last word of a noun: ``n-n``."""
        if not noun.text or noun.end <= noun.start:
            return ""
        first, last = self.tokens[noun.start], self.tokens[noun.end - 1]
        return f"{_kind(first)}-{_kind(last)}"


def _kind(token: Token) -> str:
    """A tag, or the first of the roles where the lexicon holds the word together."""
    return token.tag or min(token.roles, default="")
