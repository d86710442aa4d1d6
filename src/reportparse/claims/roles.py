"""Roles that the code itself gives to words: what a number is, and what jieba's tags tell.

``lexicon/roles.csv`` explains every role in a line, these and those of the lexicon's words.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a word of a clause can do there."""

    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    FOLD = "fold"
    RANK = "rank"
    QUANTITY = "quantity"
    BARE = "bare"
    TIME = "time"
    TIME_EDGE = "time_edge"
    TIME_HEAD = "time_head"
    LABEL = "label"
    NOUN = "noun"
    QUALITY = "quality"
    VERB = "verb"
    ADVERB = "adverbial"
    CONJUNCTION = "conjunction"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    NUMERAL = "numeral"
    SIDE = "side"
    PARTICLE = "particle"
    MARK = "mark"
    ASIDE = "aside"
    QUOTED = "quoted"
