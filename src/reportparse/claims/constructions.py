"""The constructions of ``lexicon/constructions.toml``, compiled to patterns over roles and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from reportparse.claims.roles import Role
from reportparse.claims.tokens import vocabulary
from reportparse.lexicon import Lexicon
from reportparse.model import Direction, Measure

_WRITTEN = re.compile(r"\{(?P<group>[a-z]+):|(?P<look>\(\?<?[=!:])|(?P<not>!?)(?P<role>[a-z_]+)")
_FOCUS = frozenset({Role.PERCENT, Role.POINTS, Role.MULTIPLE, Role.FOLD, Role.RANK, Role.QUANTITY, Role.BARE})
_FIRST_SIGN = 0xE000


@dataclass(frozen=True, slots=True, eq=False)
class Construction:
    """One way in which texts say what a number is; ``lexicon/constructions.toml`` says what each field is."""

    name: str
    family: str
    order: int
    numbers: frozenset[str]
    pattern: re.Pattern[str]
    groups: tuple[tuple[str, int], ...]
    """The names of the pattern's groups, and their numbers; a name stands in each branch that has its words."""
    measure: Measure
    direction: str
    noun: str
    noun_ends: str
    needs: tuple[str, ...]
    lacks: tuple[str, ...]
    dimension: str
    unit: str
    reasons: tuple[str, ...]
    by_noun: bool
    itself: bool
    role: str
    beats: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All constructions of a lexicon, and the letter of every set of roles that a token can have."""

    signs: Mapping[frozenset[str], str]
    focus: Mapping[str, str]
    """The letter of the number that is being read, by what it counts as."""
    by_number: Mapping[str, tuple[Construction, ...]]
    named: Mapping[str, Construction]
    lists: Mapping[str, re.Pattern[str]]
    """What stands between the numbers of a list, and after one that defines a class."""


@lru_cache(maxsize=4)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Compile and check the constructions of a lexicon.

    Raises:
        ValueError: if a construction names an unknown role or construction, or if constructions beat each other.
    """
    table = lexicon.table("constructions")
    sets: list[frozenset[str]] = sorted(set(vocabulary(lexicon).roles.values()), key=sorted)
    sets += [frozenset({role}) for role in Role if role not in _FOCUS]
    sets += [frozenset({Role.LABEL, "per"})]
    sets += [frozenset({"number", role}) for role in sorted(_FOCUS)]
    signs = {roles: chr(_FIRST_SIGN + i) for i, roles in enumerate(sets)}
    focus = {str(role): chr(_FIRST_SIGN + len(sets) + i) for i, role in enumerate(sorted(_FOCUS))}
    classes = _classes(signs)
    explained = {row["role"] for row in lexicon.table("roles")}
    if unexplained := (set(classes) | _FOCUS) - explained:
        raise ValueError(f"roles: no line says what these are: {', '.join(sorted(unexplained))}")
    rows: Sequence[Mapping[str, Any]] = table["construction"]
    named = {row["name"]: _compiled(row, i, table["part"], classes, focus) for i, row in enumerate(rows)}
    _check_beats(rows, named)
    return Grammar(
        signs,
        focus,
        {str(role): tuple(c for c in named.values() if role in c.numbers) for role in _FOCUS},
        named,
        {name: re.compile(_pattern(name, text, table["part"], classes)) for name, text in table["list"].items()},
    )


def _classes(signs: Mapping[frozenset[str], str]) -> dict[str, str]:
    """The letters of all tokens that have a role, by role."""
    classes: dict[str, str] = {}
    for role in set(chain.from_iterable(signs)):
        classes[role] = "".join(sign for roles, sign in signs.items() if role in roles)
    stop = classes["number"] + classes[Role.MARK]
    classes["inner"] = "".join(sign for sign in signs.values() if sign not in stop)
    thing = set(stop).union(*(classes[role] for role in ("of", "joiner", "reached", "has", "filler", "stop")))
    classes["thing"] = "".join(sign for sign in signs.values() if sign not in thing)
    change = classes["change"]
    classes["plain"] = "".join(sign for sign in classes["inner"] if sign not in change)
    return classes


def _compiled(
    row: Mapping[str, Any], order: int, parts: Mapping[str, str], classes: Mapping[str, str], focus: Mapping[str, str]
) -> Construction:
    numbers = frozenset(row["numbers"])
    if unknown := numbers - _FOCUS:
        raise ValueError(f"constructions: {row['name']}: numbers: no such number: {', '.join(sorted(unknown))}")
    number = "[" + "".join(focus[role] for role in sorted(numbers)) + "]"
    pattern = re.compile(_pattern(row["name"], row["pattern"], parts, classes).replace("#", number))
    return Construction(
        row["name"],
        row.get("family", row["name"]),
        order,
        numbers,
        pattern,
        tuple((name.partition("_")[0], number) for name, number in pattern.groupindex.items()),
        row.get("measure", "level"),
        row.get("direction", ""),
        row.get("noun", "before"),
        row.get("noun_ends", ""),
        tuple(row.get("needs", ())),
        tuple(row.get("lacks", ())),
        row.get("dimension", ""),
        row.get("unit", ""),
        tuple(row.get("reasons", ())),
        row.get("by_noun", False),
        row.get("itself", False),
        row.get("role", ""),
        frozenset(row.get("beats", ())),
    )


def _pattern(name: str, written: str, parts: Mapping[str, str], classes: Mapping[str, str]) -> str:
    """Roles become classes of letters; ``{name: …}`` a group, ``$part`` a shared piece, ``!role`` any other token."""
    for part, content in parts.items():
        written = written.replace(f"${part}", f"(?:{content})")

    def letters(match: re.Match[str]) -> str:
        if match["group"]:
            return f"(?P<{match['group']}_{match.start()}>"
        if match["look"]:
            return str(match[0])
        negated, role = match["not"], match["role"]
        if role not in classes:
            raise ValueError(f"constructions: {name}: pattern: there is no role {role!r}")
        return f"[{'^' if negated else ''}{classes[role]}{classes['number'] if negated else ''}]"

    return str(re.sub(r"\s+", "", _WRITTEN.sub(letters, written)).replace("}", ")"))


def _check_beats(rows: Sequence[Mapping[str, Any]], named: Mapping[str, Construction]) -> None:
    for row in rows:
        for other in row.get("beats", ()):
            if other not in named:
                raise ValueError(f"constructions: {row['name']}: beats: there is no construction {other!r}")
        if row["name"] in _beaten(row["name"], named):
            raise ValueError(f"constructions: {row['name']}: beats: it beats itself by way of others")


def beaten_by(name: str, grammar: Grammar) -> set[str]:
    """Return the constructions that one beats, directly or by way of others."""
    return _beaten(name, grammar.named)


def _beaten(name: str, named: Mapping[str, Construction]) -> set[str]:
    seen: set[str] = set()
    todo: list[str] = list(named[name].beats)
    while todo:
        other = todo.pop()
        if other not in seen:
            seen.add(other)
            todo.extend(named[other].beats)
    return seen


def directions(roles: Iterable[frozenset[str]]) -> Iterator[Direction]:
    """The directions that words have, in their order."""
    for mine in roles:
        if "up" in mine or "down" in mine:
            yield "up" if "up" in mine else "down"
