"""Cutting a phrase into words, and the part of speech of each.

The work is jieba's, with its dictionary and the lexicon's verbs. Its guesses at unknown words are left off, since an
invented word is worse than two short ones, and so is its cache: the dictionary goes from its file into memory, and
nothing is written to a temporary folder.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reportparse.lexicon import Lexicon

_LONG = 3
"""Characters; a longer name begins where no other word ends in it: 加|上级补助."""
_RUN = re.compile(r"([\u4e00-\u9fff]+)|[A-Za-z0-9+#&._%-]+|\S")


@dataclass(frozen=True, slots=True, eq=False)
class Cutter:
    """jieba with a dictionary of its own."""

    tokenizer: Any
    tags: Mapping[str, str]
    """By word, its part of speech in jieba's letters: those of a noun begin with ``n``, those of a verb with ``v``."""


@lru_cache(maxsize=4096)
def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words; white space is dropped, and what is no ideograph stays together.

    >>> from reportparse.lexicon import default
    >>> cut("乡镇中学改善食堂 6.8%", default())
    ('乡镇', '中学', '改善', '食堂', '6.8%')
    """
    tokenizer = _cutter(lexicon).tokenizer
    words: list[str] = []
    for match in _RUN.finditer(text):
        words.extend(tokenizer.cut(match[0], HMM=False) if match[1] else [match[0]])
    return tuple(words)


def last_word(text: str, lexicon: Lexicon) -> str:
    """Return the last word of a phrase; empty if it holds none.

    >>> from reportparse.lexicon import default
    >>> last_word("改善食堂", default())
    '食堂'
    """
    return next(reversed(cut(text, lexicon)), "")


def tagged(text: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Cut a phrase into words with their parts of speech, in jieba's letters.

    Words are tagged one by one, by what they mostly are. ``m`` is a number, ``eng`` a word of letters, ``x`` anything
    that the dictionary does not know.

    >>> from reportparse.lexicon import default
    >>> tagged("改善GDP的结构6.8%", default())
    (('改善', 'v'), ('GDP', 'eng'), ('的', 'uj'), ('结构', 'n'), ('6.8%', 'm'))
    """
    tags = _cutter(lexicon).tags
    return tuple((word, tags.get(word) or _plain_tag(word)) for word in cut(text, lexicon))


def _plain_tag(word: str) -> str:
    if not word.isascii():
        return "x"
    return "m" if word[0].isdigit() else "eng" if word[0].isalpha() else "x"


@lru_cache(maxsize=2)
def _cutter(lexicon: Lexicon) -> Cutter:
    """jieba's dictionary, the lexicon's verbs and its long names, each a little likelier than its parts."""
    with warnings.catch_warnings():  # its code is older than the rules that newer versions of Python warn of
        warnings.simplefilter("ignore")
        from jieba import Tokenizer
    counts, tags = _dictionary()
    total = sum(counts.values())
    tokenizer = Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(counts), total, True
    verbs = [
        row["word"] for row in lexicon.table("verbs") if row["role"] in ("action", "predicate") and len(row["word"]) > 1
    ]
    names = [
        row["word"] for row in lexicon.table("clauses") if row["role"] == "determiner" and len(row["word"]) > _LONG
    ]
    for word in (*verbs, *names):
        if (enough := tokenizer.suggest_freq(word)) > counts.get(word, 0):
            tokenizer.add_word(word, enough)
            tokenizer.total = total  # or every rare word of the dictionary would become likelier than its parts
    return Cutter(tokenizer, {**dict.fromkeys(names, "n"), **dict.fromkeys(verbs, "v"), **tags})


@lru_cache(maxsize=1)
def _dictionary() -> tuple[dict[str, int], dict[str, str]]:
    """How often jieba counted each word, with a count of 0 for what only begins one, and the words' parts of speech."""
    fields = files("jieba").joinpath("dict.txt").read_text(encoding="utf8").split()
    words = fields[::3]
    counts = dict.fromkeys({word[0] for word in words}, 0)
    counts.update(dict.fromkeys([word[:end] for word in words if len(word) > 2 for end in range(2, len(word))], 0))
    counts.update(zip(words, map(int, fields[1::3]), strict=True))
    return counts, dict(zip(words, map(sys.intern, fields[2::3]), strict=True))
