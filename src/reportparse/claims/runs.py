"""Lists of numbers, and numbers that define a class and are not counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportparse.claims.constructions import Grammar
from reportparse.claims.roles import Role
from reportparse.claims.tokens import AS_LABEL, Token

COUNTS = frozenset({"count", "organization", "household", "person"})
"""Dimensions of how many there are."""
_AMONG = frozenset({"opener", "preposition", "rank"})
"""Roles of what stands before the bodies that something is ranked among: 全省, 在, 居."""
_CLASS_BOUNDS = frozenset({">", ">=", "<", "<=", "range"})


def signs(tokens: Sequence[Token], grammar: Grammar) -> str:
    """The tokens as a string of letters, one for each set of roles."""
    return "".join(grammar.signs[token.roles] for token in tokens)


def without_thresholds(tokens: tuple[Token, ...], grammar: Grammar) -> tuple[Token, ...]:
    """Make labels of numbers that define a class: 产值超10亿元的企业30家, 30家10人以上作坊."""
    out = list(tokens)
    numbers = [i for i, token in enumerate(tokens) if "number" in token.roles]
    following: int | None = None
    defines: int | None = None
    for at in reversed(numbers):
        counted = _inside_count(tokens, at) or _of_counted(tokens, at, grammar) or _heads_count(tokens, at)
        counted = counted or _of_ranked(tokens, at, following, grammar)
        if counted or _defines(tokens, at, following, grammar) or _listed(out, at, defines):
            out[at] = tokens[at]._replace(roles=AS_LABEL)
            defines = defines if counted else at
            continue
        following, defines = at, None
    return tuple(out)


def _inside_count(tokens: Sequence[Token], at: int) -> bool:
    """30家10人以上作坊: a bound that follows a count at once."""
    mention, before = tokens[at].mention, tokens[at - 1].mention if at else None
    return bool(mention and before and mention.bound in _CLASS_BOUNDS and before.kind == mention.kind == "quantity"
                and before.block_end == mention.block_start and "number" in tokens[at - 1].roles)  # fmt: skip


def _heads_count(tokens: Sequence[Token], at: int) -> bool:
    """10亿元以上8个: a bound that a count follows at once."""
    mention, after = tokens[at].mention, tokens[at + 1].mention if at + 1 < len(tokens) else None
    return bool(mention and after and mention.bound in _CLASS_BOUNDS and mention.kind == after.kind == "quantity"
                and after.dimension in COUNTS and mention.unit not in ("", after.unit)
                and after.block_start == mention.block_end and "number" in tokens[at + 1].roles)  # fmt: skip


def _of_counted(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    """30家产值超亿元企业: a bound between the number of things and their name."""
    mention = tokens[at].mention
    if mention is None or mention.kind != "quantity" or mention.bound not in _CLASS_BOUNDS or at + 1 == len(tokens):
        return False
    first = next((i for i in range(at - 1, max(at - 4, -1), -1) if "number" in tokens[i].roles), at)
    counted = tokens[first].mention
    if first == at or counted is None or counted.dimension not in COUNTS or counted.unit == mention.unit:
        return False
    match = grammar.lists["counted_class"].fullmatch
    return bool(match(signs(tokens[first + 1 : at], grammar)) and match(signs(tokens[at + 1 : at + 2], grammar)))


def _of_ranked(tokens: Sequence[Token], at: int, following: int | None, grammar: Grammar) -> bool:
    """居全省21个市州第3位: how many bodies there are that a place is one among."""
    mention, rank = tokens[at].mention, tokens[following].mention if following is not None else None
    if mention is None or rank is None or following is None or rank.kind != "rank" or not at:
        return False
    bodies = mention.dimension in COUNTS or not mention.unit
    among = grammar.lists["ranked"].fullmatch(signs(tokens[at + 1 : following], grammar)) is not None
    return bodies and among and not tokens[at - 1].roles.isdisjoint(_AMONG)


def _listed(tokens: Sequence[Token], at: int, defines: int | None) -> bool:
    """超10亿元、超20亿元的企业, 18—34岁、35岁及以上人口: one class beside another."""
    if defines is None:
        defines = next((i for i in range(at + 1, min(at + 3, len(tokens))) if Role.LABEL in tokens[i].roles), None)
    mention, other = tokens[at].mention, tokens[defines].mention if defines is not None else None
    return bool(mention and other and mention.kind == "quantity" and "" != mention.unit == other.unit
                and other.block_start - mention.block_end <= 2)  # fmt: skip


def _defines(tokens: Sequence[Token], at: int, following: int | None, grammar: Grammar) -> bool:
    """Whether a bound defines a class whose members the next number counts, or 的有 speaks of."""
    mention = tokens[at].mention
    if mention is None or mention.kind != "quantity" or mention.bound not in _CLASS_BOUNDS:
        return False
    if grammar.lists["open_class"].match(signs(tokens[at + 1 : at + 6], grammar)):
        return True
    other = tokens[following].mention if following is not None else None
    if following is None or other is None or other.kind != "quantity":
        return False
    if other.normalized_unit == mention.normalized_unit:
        return False
    return grammar.lists["class"].fullmatch(signs(tokens[at + 1 : following], grammar)) is not None


def runs(tokens: Sequence[Token], grammar: Grammar) -> Iterator[tuple[int, ...]]:
    """Numbers with nothing but a joiner between them are one list; after 分别 a verb or another unit may come in."""
    run: list[int] = []
    each = False
    for at, token in enumerate(tokens):
        each = each or "each" in token.roles
        if "number" not in token.roles:
            continue
        if run and not _joined(tokens, run[-1], at, each and any("each" in t.roles for t in tokens[: run[0]]), grammar):
            yield tuple(run)
            run = []
        run.append(at)
    if run:
        yield tuple(run)


def is_proportion(tokens: Sequence[Token], run: Sequence[int], grammar: Grammar) -> bool:
    """12∶38∶50: numbers with colons between them."""
    return len(run) > 1 and grammar.lists["colon"].fullmatch(signs(tokens[run[0] + 1 : run[1]], grammar)) is not None


def _joined(tokens: Sequence[Token], one: int, other: int, each: bool, grammar: Grammar) -> bool:
    first, second = tokens[one].mention, tokens[other].mention
    if first is None or second is None:
        return False
    between = signs(tokens[one + 1 : other], grammar)
    if not first.unit and grammar.lists["colon"].fullmatch(between):
        return True
    if not between:
        return first.kind == second.kind == "quantity"
    if grammar.lists["joiner"].fullmatch(between):
        return each or first.unit == second.unit
    return each and grammar.lists["joiner and verb"].fullmatch(between) is not None
