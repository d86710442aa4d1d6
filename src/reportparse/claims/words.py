"""The lexicon's verbs and clause words, compiled once a lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Bound


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Vocabulary of clauses in the shapes that the rules ask for; ``roles`` says what each role is."""

    sets: Mapping[str, frozenset[str]]
    """The words of each role, to look up."""
    ends: Mapping[str, tuple[str, ...]]
    """The words of each role, to compare the ends of a text with."""
    of: str
    directions: Mapping[str, str]
    """Verbs of change, and nouns that name the size of a change, with ``up`` or ``down``."""
    variants: Mapping[int, str]
    """Traditional characters and their simplified forms, for ``str.translate``; lengths do not change."""
    traditional: re.Pattern[str]
    """Any character that has a simplified form."""
    bounds: Mapping[str, Bound]
    bare_heads: frozenset[str]
    """Nouns that say too little alone."""
    cue: re.Pattern[str]
    """Any word that tells what a number after it measures."""
    change: re.Pattern[str]
    length: re.Pattern[str]
    """Ends the words before a length of time that is itself reported."""
    outcomes: re.Pattern[str]
    shared_head: re.Pattern[str]
    surveyed: re.Pattern[str]
    """After the number of places that a count was made in: 9个县的统计."""
    within: re.Pattern[str]
    """After a length of time in which something changed: 五年提高1岁."""
    step: re.Pattern[str]
    rank_scope: re.Pattern[str]
    """Among whom a place is, where the place itself says it: 全省第二."""
    list_mark: re.Pattern[str]
    list_mark_or_word: re.Pattern[str]
    listed: re.Pattern[str]
    """A clause that is nothing but a list of things, which the growth rate after it is of."""
    ordinal: re.Pattern[str]
    digit: re.Pattern[str]
    joint: re.Pattern[str]
    joint_nouns: Mapping[str, tuple[str, str]]
    """Words that hold two nouns: 城乡."""


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """Compile the clause vocabulary of a lexicon."""
    rows = [*lexicon.table("verbs"), *lexicon.table("clauses"), *lexicon.table("goals")]
    roles = {role: tuple(row["word"] for row in rows if row["role"] == role) for role in {row["role"] for row in rows}}
    digits, tens = ("".join(lexicon.table("numerals")[name]) for name in ("digits", "small"))
    joining = either(word for word in roles["joiner"] if len(word) > 1)
    return Words(
        sets={role: frozenset(words) for role, words in roles.items()},
        ends=roles,
        of="".join(roles["of"]),
        directions={row["word"]: row["direction"] for row in lexicon.table("verbs") if row["direction"]},
        variants={ord(row["traditional"]): row["simplified"] for row in lexicon.table("variants")},
        traditional=re.compile(f"[{''.join(row['traditional'] for row in lexicon.table('variants'))}]"),
        bounds={word: row["bound"] for word, row in lexicon.table("bounds")["before"].items()},
        bare_heads=frozenset(roles["bare_head"] + roles["sibling_head"]),
        cue=re.compile(either(word for role in _CUES for word in roles[role])),
        change=re.compile(either(roles["change"])),
        length=_length(roles),
        outcomes=re.compile(f"(?:{either(roles['outcome'])})(?=[，。；、]|$)"),
        shared_head=re.compile(f"(?:{either(roles['shared_head'])})$"),
        surveyed=_surveyed(roles),
        within=_within(roles, digits),
        step=re.compile(f"[^，。；、]{{0,6}}(?:{either(roles['step'])})"),
        rank_scope=re.compile(f"(.+?)(?:{either(roles['place_word'])})"),
        list_mark=re.compile("、|(?<=”)(?=“)"),
        list_mark_or_word=re.compile(rf"、|(?<=”)(?=“)|{joining}|[{''.join(roles['list_word'])}](?![以其])(?=\S{{2}})"),
        listed=re.compile(f"[^，。]*、[^，。]*(?:{either(roles['and_so_on'])})[^，。]{{0,12}}"),
        ordinal=re.compile(f"第[{digits}{tens}]"),
        digit=re.compile(f"[{digits}]"),
        joint=re.compile(either(row["joint"] for row in lexicon.table("joint"))),
        joint_nouns={row["joint"]: (row["first"], row["second"]) for row in lexicon.table("joint")},
    )


def _surveyed(roles: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """据9个县的统计, 5‰人口变动抽样调查: a number of those who were asked."""
    source, sampling = either(roles["survey"]), either(roles["sampling"])
    return re.compile(rf"[^，。；、]{{0,10}}(?:的(?:{source})(?=[，。；、]|$)|(?:{sampling}))")


def _within(roles: Mapping[str, tuple[str, ...]], digits: str) -> re.Pattern[str]:
    return re.compile(f"(?:{either(roles['change'])})(?:{either(roles['done_mark'])})?[0-9{digits}]")


_CUES = ("guard", "rate_noun", "compare", "lever", "change", "share_noun", "share")


def _length(roles: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """年限达, 时间由, 缩短到: what stands before a length of time that is reported; 连续 never does."""
    between = either(word for word in roles["filler"] if word not in roles["streak"])
    noun, verb, to = either(roles["length_noun"]), either(roles["length_verb"]), either(roles["to"] + roles["particle"])
    return re.compile(rf"(?:{noun})(?:{between}|{verb})*$|(?:{verb})(?:{to})?$")
