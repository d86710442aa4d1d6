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
    """Vocabulary of clauses in the shapes that the rules ask for; notes in the lexicon say what each role is."""

    sets: Mapping[str, frozenset[str]]
    """The words of each role, to look up."""
    ends: Mapping[str, tuple[str, ...]]
    """The words of each role, to compare the ends of a text with."""
    directions: Mapping[str, str]
    """Verbs of change, and nouns that name the size of a change, with ``up`` or ``down``."""
    variants: Mapping[int, str]
    """Traditional characters and their simplified forms, for ``str.translate``; lengths do not change."""
    stops: frozenset[str]
    """Predicates and words that belong to the number before them."""
    bare_heads: frozenset[str]
    """Nouns that say too little alone."""
    trailing_singles: frozenset[str]
    leading_singles: frozenset[str]
    """Words of one character, which count only where segmentation finds them."""
    cue: re.Pattern[str]
    """Any word that fixes the measure of a number after it; the group's name is its role."""
    guard: re.Pattern[str]
    """Longer words that hold a shorter one which means something else here."""
    trailing: re.Pattern[str]
    """Words between a noun and its number, read backwards from the number."""
    leading: re.Pattern[str]
    """Words before a noun that are no part of it."""
    light: re.Pattern[str]
    length: re.Pattern[str]
    """Ends the words before a length of time that is itself reported."""
    outcomes: re.Pattern[str]
    shared_head: re.Pattern[str]
    adverbs: re.Pattern[str]
    stock: re.Pattern[str]
    degree: re.Pattern[str]
    ratio: re.Pattern[str]
    reach: re.Pattern[str]
    apart: re.Pattern[str]
    """A bound with what it is a part of, before the number: 不超过总收入的5%."""
    bounds: Mapping[str, Bound]
    no_whole: re.Pattern[str]
    """What no result is a part of: last year's, a plan's."""
    plan_done: re.Pattern[str]
    """A plan and how much of it is done: 基建计划只完成了九成."""
    rank: re.Pattern[str]
    surveyed: re.Pattern[str]
    """After the number of places that a count was made in: 9个县的统计."""
    gives: re.Pattern[str]
    """Whom something is given, before the verb."""
    joint: re.Pattern[str]
    joint_nouns: Mapping[str, tuple[str, str]]
    """Words that hold two nouns: 城乡."""


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """Compile the clause vocabulary of a lexicon."""
    rows = [*lexicon.table("verbs"), *lexicon.table("clauses"), *lexicon.table("goals")]
    roles = {role: tuple(row["word"] for row in rows if row["role"] == role) for role in {row["role"] for row in rows}}
    fillers, openers = roles["filler"], roles["opener"]
    return Words(
        sets={role: frozenset(words) for role, words in roles.items()},
        ends=roles,
        directions={row["word"]: row["direction"] for row in lexicon.table("verbs") if row["direction"]},
        variants={ord(row["traditional"]): row["simplified"] for row in lexicon.table("variants")},
        stops=frozenset(roles["predicate"] + roles["after_number"]),
        bare_heads=frozenset(roles["bare_head"] + roles["sibling_head"]),
        trailing_singles=frozenset(word for word in fillers if len(word) == 1),
        leading_singles=frozenset(word for word in openers if len(word) == 1),
        cue=re.compile("|".join(f"(?P<{role}>{either(roles[role])}{_more(role, roles)})" for role in _CUES)),
        trailing=re.compile(either(word[::-1] for word in fillers if len(word) > 1)),
        leading=re.compile(f"(?!{either(roles['guard'])})(?:{either(w for w in openers if len(w) > 1)})"),
        gives=re.compile(
            rf"(?<![{_WEI}])(?:为|向|对|给)[^，。；、为向对给]{{2,16}}?(?<!的)(?={either(roles['gives'])})"
        ),
        apart=re.compile(f"(最[多少]|至[多少])?({either(_firm(lexicon))})([^，。；、的]{{2,16}})的$"),
        bounds={word: row["bound"] for word, row in lexicon.table("bounds")["before"].items()},
        no_whole=re.compile(f"年|(?:{either(roles['yardstick'])})|目标|同期|任务|水平"),
        plan_done=re.compile(f"({either(roles['yardstick'])})[就只仅已也都共超额]{{0,3}}完成了?$"),
        surveyed=re.compile(rf"[^，。；、]{{0,10}}的(?:不完全)?(?:{either(roles['survey'])})(?=[，。；、]|$)"),
        light=re.compile(f"(?:已经|已|共)?(?:{either(roles['light'])})(?![率度])了?"),
        length=_length(roles),
        joint=re.compile(either(row["joint"] for row in lexicon.table("joint"))),
        joint_nouns={row["joint"]: (row["first"], row["second"]) for row in lexicon.table("joint")},
        outcomes=re.compile(f"(?:{either(roles['outcome'])})(?=[，。；、]|$)"),
        shared_head=re.compile(f"(?:{either(roles['shared_head'])})$"),
        **{field: re.compile(either(roles[role])) for field, role in _PLAIN.items()},
    )


_WEI = "成作认因以较最称视改变行分列定设更"
"""Characters that make words of 为."""


def _firm(lexicon: Lexicon) -> list[str]:
    """Words that can bound nothing but a part: 不超过; 超过 may also say by how much."""
    before = lexicon.table("bounds")["before"]
    return [word for word, row in before.items() if word.startswith("不") and row["bound"] in ("<=", ">=")]


_CUES = ("guard", "rate_noun", "compare", "lever", "change", "share_noun", "share")
"""In this order a longer word is met before the shorter one that it begins with."""
_PLAIN = {"adverbs": "adverb"} | {role: role for role in ("guard", "stock", "degree", "ratio", "reach", "rank")}


def _more(role: str, roles: Mapping[str, tuple[str, ...]]) -> str:
    """超计划5%: 超 compares only before what it exceeds; else it belongs to the number."""
    if role != "compare":
        return ""
    return rf"|(?:{either(roles['over'])})(?=(?:年度|全年|年初)?(?:{either(roles['yardstick'])})$)"


def _length(roles: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """年限达, 时间由, 缩短到: what stands before a length of time that is reported; 连续 never does."""
    between = either(word for word in roles["filler"] if word != "连续")
    noun, verb = either(roles["length_noun"]), either(roles["length_verb"])
    return re.compile(rf"(?:{noun})(?:{between}|{verb})*$|(?:{verb})(?:了|到|至|为)?$")
