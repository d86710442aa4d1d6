"""What the words around one number say of it."""

from __future__ import annotations

from typing import NamedTuple, cast

from reportparse.claims.amounts import amount_noun
from reportparse.claims.constructions import Grammar, directions
from reportparse.claims.matcher import Match, choose, matches, tied
from reportparse.claims.view import View
from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon
from reportparse.model import Direction, Measure, Mention


class Reading(NamedTuple):
    """What the words around one number say of it."""

    measure: Measure
    direction: Direction | None
    noun: str
    """The noun phrase that the clause itself gives; empty if the number inherits one."""
    reference: str | None
    rule: str
    """The construction."""
    evidence: str
    """The words that decided the measure."""
    family: str = ""
    """What the construction is a kind of; see ``lexicon/constructions.toml``."""
    role: str = ""
    """``from`` and ``to`` where the number is an end of 由A到B."""
    end: int = 0
    """The token after the last one that the construction explains."""
    words: tuple[str, ...] = ()
    """The words that the construction explains."""
    lost: tuple[str, ...] = ()
    """Constructions that matched as well, the next best first."""
    tied: tuple[str, ...] = ()
    """Those of them that lost by their place in the list alone."""
    unit: str = ""
    counts: str = ""
    """The unit, if the number says how many there are."""
    edges: str = ""
    """How the noun was chosen, and what its first and last words are."""


def read(view: View, grammar: Grammar) -> Reading:
    """Read one number."""
    ranked = choose(matches(view.tokens, view.low, view.at, view.high, grammar), view.fits)
    if not ranked:
        return Reading("level", None, view.before.text, None, "none", "")
    best = ranked[0]
    return _reading(view, best, tuple([match.construction.name for match in ranked[1:]]), tied(ranked))


def _reading(view: View, match: Match, lost: tuple[str, ...], tied: tuple[str, ...]) -> Reading:
    c = match.construction
    phrase = view.noun(match)
    noun, evidence = phrase.text, view.text(match.start, view.at)[-12:]
    measure, direction = c.measure, cast("Direction | None", c.direction or None)
    if c.direction == "word":
        ref = range(*match.groups.get("ref", (0, 0)))
        explained = (view.tokens[i].roles for i in range(match.start, match.end) if i not in ref)
        direction = next(reversed(list(directions(explained))), "up")
    if c.by_noun:
        measure, direction = measure_of(noun, view.mention, view.lexicon)
    if c.noun == "amount":
        noun, evidence = amount_noun(view)
    if noun.endswith(view.words.ends["per_head"]) and "told" in view.tokens[match.start].roles:
        noun += view.tokens[match.start].text
    return Reading(
        measure,
        direction,
        noun,
        _reference(view, match, noun),
        c.name,
        evidence,
        c.family,
        c.role,
        max(match.end, phrase.end) if c.noun == "after" else match.end,
        tuple([token.text for token in view.tokens[match.start : match.end]]),
        lost,
        tied,
        view.edges(phrase),
    )


def _reference(view: View, match: Match, noun: str) -> str | None:
    """What the number is relative to: the words of a group, the scope of a rank, or the things it is a part of."""
    c = match.construction
    spans = [match.groups[name] for name in ("ref", "whole") if name in match.groups]
    said = view.text(*spans[0]).rstrip(view.words.of) if spans else ""
    if view.mention.kind == "rank":
        scope = view.words.rank_scope.match(view.mention.text)
        said += scope[1] if scope else ""
    return said or (noun if c.itself else None)


def measure_of(noun: str, mention: Mention, lexicon: Lexicon) -> tuple[Measure, Direction | None]:
    """What a state of a noun is: of a rate of growth a growth rate, of a share a share, else a level."""
    words = words_of(lexicon)
    if noun.endswith(words.ends["guard"]):
        return "level", None
    if mention.unit == "%" and noun.endswith(words.ends["share_noun"]):
        return "share", None
    if mention.unit == "%" and (rate := next((w for w in words.ends["rate_noun"] if noun.endswith(w)), "")):
        return "growth_rate", cast("Direction | None", words.directions.get(rate))
    if not mention.unit and noun.endswith(words.ends["ratio_noun"]):
        return "ratio", None
    return "level", None
