"""The lexicon's rows, compiled once into what the scan looks up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import PIECE, beside
from reportparse.lexicon.patterns import any_of, either
from reportparse.mentions.date_pattern import compile_dates
from reportparse.mentions.series import Series, compile_series
from reportparse.model import Bound


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a number may carry it."""

    name: str
    dimension: str
    base: str
    factor: Decimal
    not_before: tuple[str, ...]
    """What, following, makes the unit a part of another word."""


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that makes a number a bound."""

    bound: Bound
    not_after: str = ""
    bare: bool = False
    """Whether it counts only before a scale word without a number (上千万)."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Words that hold a numeral, and words beside a number that make it none."""

    words: AhoCorasick
    word_kinds: tuple[tuple[str, str], ...]
    """For each pattern of ``words`` the list that it is from, and itself."""
    word_heads: frozenset[str]
    """The first two characters of words that begin with a numeral."""
    scopes: re.Pattern[str]
    rank_verbs: re.Pattern[str]
    put_first: re.Pattern[str]
    """Words after which 首位 is where something is put."""
    threshold_heads: re.Pattern[str]
    identifier_before: re.Pattern[str]
    identifier_last: frozenset[str]
    """The characters that may end ``identifier_before``."""
    identifier_after: re.Pattern[str]
    series: Series


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything that the readers of this stage look up."""

    digits: Mapping[str, int]
    small: Mapping[str, int]
    big: Mapping[str, int]
    tens: Mapping[str, int]
    forms: Mapping[int, int]
    needs_forms: re.Pattern[str]
    separators: re.Pattern[str]
    date: re.Pattern[str]
    relative_years: frozenset[str]
    """Words for a year that may stand before a month (去年12月)."""
    minus_after: Mapping[str, bool]
    """Words before a stroke, and whether it is a minus after them."""
    no_minus_after: frozenset[str]
    """Characters that make a word of 负 (减负)."""
    units: Mapping[str, Unit]
    unit_lengths: Mapping[str, tuple[int, ...]]
    no_unit: frozenset[str]
    unit_before: Mapping[str, tuple[str, tuple[str, ...]]]
    """Words before a number that say its unit, and the units that may follow it."""
    unit_before_last: frozenset[str]
    parts: Mapping[str, Mapping[str, Decimal]]
    before: Mapping[str, BoundWord]
    before_last: frozenset[str]
    before_lengths: tuple[int, ...]
    after: Mapping[str, BoundWord]
    after_first: frozenset[str]
    after_lengths: tuple[int, ...]
    names: Names


WORD_LISTS = ("words", "name", "name_ordinal", "ordinal", "identifier", "numerals")
"""Where a word is in two lists, the later one has it."""


def lengths(words: Iterable[str]) -> tuple[int, ...]:
    """The lengths of some words, longest first."""
    return tuple(sorted({len(w) for w in words}, reverse=True))


def compile_units(units: Mapping[str, Any], classifiers: Mapping[str, Any]) -> dict[str, Unit]:
    """Every written form of a unit or classifier with its row."""
    out: dict[str, Unit] = {}
    guards = classifiers["not_before"]
    for dimension, words in classifiers.items():
        if dimension in ("not_before", "no_unit"):
            continue
        for word in words:
            name = word.removeprefix(PIECE) if dimension == "compound" else word
            kind = "count" if dimension == "compound" else dimension
            out[word] = Unit(name, kind, "", Decimal(1), tuple(guards.get(word, "").split()))
    for row in units["unit"]:
        unit = Unit(
            row["name"],
            row["dimension"],
            row.get("base", ""),
            Decimal(row.get("factor", "1")),
            tuple(row.get("not_before", "").split()),
        )
        for word in (row["name"], *row.get("aliases", ())):
            out[word] = unit
    return out


def by_first(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first character the lengths of the words that begin with it, longest first."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return {first: lengths(group) for first, group in groups.items()}


def compile_bounds(rows: Mapping[str, Any]) -> dict[str, BoundWord]:
    """The bound words of one side."""
    return {w: BoundWord(r["bound"], r.get("not_after", ""), r.get("only") == "bare") for w, r in rows.items()}


def compile_names(names: Mapping[str, Any], phase_guard: str) -> Names:
    """The lists of ``names.toml``, for one pass over a text and for looks beside a number; see ``compile_series``."""
    with_it = either(beside("put_first_with"))
    listed = {word: kind for kind in WORD_LISTS for word in names[kind].split()}
    return Names(
        words=AhoCorasick(list(listed), matchkind=MatchKind.LeftmostLongest),
        word_kinds=tuple((kind, word) for word, kind in listed.items()),
        word_heads=frozenset(w[:2] for w, kind in listed.items() if kind != "numerals"),
        scopes=any_of(names["rank_scope"].split(), end=r"\Z"),
        rank_verbs=any_of(names["rank_verbs"].split(), end=r"\Z"),
        put_first=any_of(names["put_first"].split(), end=rf"(?:{with_it})?(?:{with_it})?的?\Z"),
        threshold_heads=any_of(names["threshold_heads"].split()),
        identifier_before=any_of(names["identifier_before"].split(), end=r"[：:为是 ]{0,2}\Z"),
        identifier_last=frozenset("：:为是 ") | {w[-1] for w in names["identifier_before"].split()},
        identifier_after=any_of(names["identifier_after"].split()),
        series=compile_series(names, phase_guard),
    )


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Compile what this stage needs of a lexicon."""
    numerals, bounds = lexicon.table("numerals"), lexicon.table("bounds")
    measures, classifiers = lexicon.table("units"), lexicon.table("classifiers")
    units = compile_units(measures, classifiers)
    forms = numerals["forms"]
    before, after = compile_bounds(bounds["before"]), compile_bounds(bounds["after"])
    return Vocabulary(
        digits=numerals["digits"],
        small=numerals["small"],
        big=numerals["big"],
        tens=numerals["tens"],
        forms=str.maketrans(forms["from"], forms["to"]),
        needs_forms=re.compile(f"[{forms['from']}]"),
        date=compile_dates(numerals["dates"]),
        relative_years=frozenset(numerals["dates"]["relative_years"]),
        minus_after={w: minus for minus in (True, False) for w in numerals["sign"]["after" if minus else "not_after"]},
        no_minus_after=frozenset(numerals["sign"]["in_word"]),
        separators=any_of(numerals["range"]["separators"]),
        units=units,
        unit_lengths=by_first(units),
        no_unit=frozenset(classifiers["no_unit"]),
        unit_before={w: (r["unit"], tuple(r["with"])) for w, r in measures["before"].items()},
        unit_before_last=frozenset(w[-1] for w in measures["before"]),
        parts={w: {p: Decimal(f) for p, f in row.items()} for w, row in measures["parts"].items()},
        before=before,
        before_last=frozenset(w[-1] for w in before),
        before_lengths=lengths(before),
        after=after,
        after_first=frozenset(w[0] for w in after),
        after_lengths=lengths(after),
        names=compile_names(lexicon.table("names"), classifiers["not_before"]["期"]),
    )
