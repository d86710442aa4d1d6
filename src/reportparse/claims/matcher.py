"""Which construction a number stands in: all that match, and the one that wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reportparse.claims.constructions import Construction, Grammar
from reportparse.claims.tokens import Token, number_role


class Match(NamedTuple):
    """A construction and the tokens that it explains; ``groups`` are spans of tokens, the number's own included."""

    construction: Construction
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]

    def __str__(self) -> str:
        return self.construction.name


def matches(tokens: Sequence[Token], low: int, at: int, high: int, grammar: Grammar) -> list[Match]:
    """Return every construction that the number at ``at`` can stand in, within ``tokens[low:high]``."""
    mention = tokens[at].mention
    if mention is None:
        return []
    role = number_role(mention)
    signs = [grammar.signs[token.roles] for token in tokens[low:high]]
    signs[at - low] = grammar.focus[role]
    text = "".join(signs)
    out = []
    for construction in grammar.by_number[role]:
        if found := construction.pattern.search(text):
            spans = ((name, found.span(number)) for name, number in construction.groups)
            groups = {name: (low + start, low + end) for name, (start, end) in spans if start >= 0}
            out.append(Match(construction, low + found.start(), low + found.end(), groups))
    return out


def choose(candidates: Sequence[Match], fits: Callable[[Match], bool]) -> list[Match]:
    """Return the candidates that fit, the winner first.

    One that another candidate beats comes after all others; of the rest the one that explains most words wins, then
    the one that stands first in the list.
    """
    left = [match for match in candidates if fits(match)]
    beaten = {name for match in left for name in match.construction.beats}
    return sorted(left, key=lambda m: (m.construction.name in beaten, m.start - m.end, m.construction.order))


def tied(ranked: Sequence[Match]) -> tuple[str, ...]:
    """The constructions that lose to the first by their place in the list alone."""
    if not ranked:
        return ()
    first = ranked[0]
    beaten = {name for match in ranked for name in match.construction.beats}
    equal = (m for m in ranked[1:] if m.end - m.start == first.end - first.start)
    return tuple(m.construction.name for m in equal if m.construction.name not in beaten)
