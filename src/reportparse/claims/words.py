"""The lexicon's verbs and clause words, compiled once a lexicon; segmentation of the few characters around a number."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportparse.lexicon import Lexicon


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Vocabulary of clauses in the shapes that the rules ask for."""

    directions: Mapping[str, str]
    """Verbs of change, and nouns that name the size of a change, with ``up`` or ``down``."""
    cue: re.Pattern[str]
    """Any word that fixes the measure of a number after it; the group's name is its role."""
    guard: re.Pattern[str]
    """Longer words that hold a shorter one which means something else here."""
    shared_head: re.Pattern[str]
    spends: tuple[str, ...]
    trailing: re.Pattern[str]
    """Words between a noun and its number, read backwards from the number."""
    leading: re.Pattern[str]
    """Words before a noun that are no part of it."""
    trailing_singles: frozenset[str]
    leading_singles: frozenset[str]
    """Words of one character, which count only where segmentation finds them."""
    light: re.Pattern[str]
    adverbs: re.Pattern[str]
    """Words inside a phrase that are no part of the noun."""
    compound_heads: tuple[str, ...]
    """After these a verb is part of a name: 提升工程."""
    totals: frozenset[str]
    stock: re.Pattern[str]
    """Words for a total that has been reached, before a number without a noun."""
    attributes: tuple[str, ...]
    length: re.Pattern[str]
    """Ends the words before a length of time that is itself reported."""
    served: tuple[str, ...]
    structural: tuple[str, ...]
    placed: tuple[str, ...]
    pointers: tuple[str, ...]
    prepositions: frozenset[str]
    degree: re.Pattern[str]
    outcomes: re.Pattern[str]
    vague: tuple[str, ...]
    prefixes: frozenset[str]
    fixed_names: tuple[str, ...]
    joiners: frozenset[str]
    ratio: re.Pattern[str]
    """Verbs between a thing and what it is a multiple of."""
    rank: re.Pattern[str]
    additions: frozenset[str]
    """Verbs of change whose object is an amount: 增加岗位300个."""
    lifts: frozenset[str]
    """Verbs of change whose object is not what changes by the number."""
    actions: frozenset[str]
    empty_nouns: frozenset[str]
    predicates: frozenset[str]
    stops: frozenset[str]
    """Predicates and words that belong to the number before them."""
    bare_heads: frozenset[str]
    """Nouns that say too little alone."""
    sibling_heads: frozenset[str]
    """Those of them that stand in the place of another head."""
    level_nouns: tuple[str, ...]
    share_nouns: tuple[str, ...]
    ratio_nouns: tuple[str, ...]
    variants: Mapping[int, str]
    """Traditional characters and their simplified forms, for ``str.translate``; lengths do not change."""


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """Compile the clause vocabulary of a lexicon."""
    verbs: list[dict[str, str]] = lexicon.table("verbs")
    others: list[dict[str, str]] = lexicon.table("clauses")

    def of(rows: Iterable[Mapping[str, str]], *roles: str) -> list[str]:
        return [row["word"] for row in rows if row["role"] in roles]

    fillers, openers = of(others, "filler"), of(others, "opener")
    between, verb = either(word for word in fillers if word != "连续"), either(of(others, "length_verb"))
    cues = [f"(?P<{role}>{either(of(verbs, role))})" for role in ("guard", "rate_noun", "compare", "lever", "change")]
    return Words(
        directions={row["word"]: row["direction"] for row in verbs if row["direction"]},
        cue=re.compile(
            "|".join(
                [
                    *cues,
                    f"(?P<share_noun>{either(of(others, 'share_noun'))})",
                    f"(?P<share>{either(of(verbs, 'share'))})",
                ]
            )
        ),
        guard=re.compile(either(of(verbs, "guard"))),
        shared_head=re.compile(f"(?:{either(of(others, 'shared_head'))})$"),
        spends=tuple(of(others, "spends")),
        trailing=re.compile(either(word[::-1] for word in fillers if len(word) > 1)),
        leading=re.compile(f"(?!{either(of(verbs, 'guard'))})(?:{either(w for w in openers if len(w) > 1)})"),
        trailing_singles=frozenset(word for word in fillers if len(word) == 1),
        leading_singles=frozenset(word for word in openers if len(word) == 1),
        joiners=frozenset(of(others, "joiner")),
        light=re.compile(f"(?:已经|已|共)?(?:{either(of(verbs, 'light'))})了?"),
        adverbs=re.compile(either(of(others, "adverb"))),
        compound_heads=tuple(of(others, "compound_head")),
        totals=frozenset(of(others, "total")),
        stock=re.compile(either(of(others, "stock"))),
        attributes=tuple(of(others, "attribute")),
        length=re.compile(
            rf"(?:{either(of(others, 'length_noun'))})(?:{between}|{verb})*$|(?:{verb})(?:了|到|至|为)?$"
        ),
        served=tuple(of(others, "served")),
        fixed_names=tuple(of(others, "fixed_name")),
        prefixes=frozenset(of(others, "prefix")),
        outcomes=re.compile(f"(?:{either(of(others, 'outcome'))})(?=[，。；、]|$)"),
        vague=tuple(of(others, "vague")),
        prepositions=frozenset(of(others, "preposition")),
        degree=re.compile(either(of(others, "degree"))),
        pointers=tuple(of(others, "pointer")),
        placed=tuple(of(others, "placed")),
        structural=tuple(of(others, "structural")),
        ratio=re.compile(either(of(verbs, "ratio"))),
        additions=frozenset(of(verbs, "addition")),
        lifts=frozenset(of(verbs, "lift")),
        rank=re.compile(either(of(verbs, "rank"))),
        empty_nouns=frozenset(of(others, "empty_noun")),
        actions=frozenset(of(verbs, "action")),
        stops=frozenset(of(verbs, "predicate", "after_number")),
        predicates=frozenset(of(verbs, "predicate")),
        bare_heads=frozenset(of(others, "bare_head", "sibling_head")),
        sibling_heads=frozenset(of(others, "sibling_head")),
        level_nouns=tuple(of(others, "level_noun")),
        share_nouns=tuple(of(others, "share_noun")),
        ratio_nouns=tuple(of(others, "ratio_noun")),
        variants={ord(row["traditional"]): row["simplified"] for row in lexicon.table("variants")},
    )


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first.

    >>> either(["增", "增长"])
    '增长|增'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=2)
def _tokenizer(lexicon: Lexicon) -> Any:
    """jieba's own dictionary and the lexicon's words, without its cache file in the shared temporary folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's sources warn when they are compiled
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for row in lexicon.table("verbs"):
        if row["role"] in ("action", "predicate") and len(row["word"]) > 1:
            tokenizer.add_word(row["word"])
    return tokenizer


@lru_cache(maxsize=4096)
def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words.

    >>> from reportparse.lexicon import default
    >>> cut("县属高中改善条件", default())
    ('县属', '高中', '改善', '条件')
    """
    return tuple(_tokenizer(lexicon).lcut(text, HMM=False))
