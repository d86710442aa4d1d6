"""Cutting a phrase into words with jieba's dictionary.

This is jieba's own rule for text without unknown words: of all ways to cut, the one whose words are the most frequent.
Only the dictionary is taken from the package; importing its code would read models of unknown words that a phrase of
a few characters has no use for, and more than double the time until the first claim.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from reportparse.lexicon import Lexicon

_RUN = re.compile(r"([\u4e00-\u9fff]+)|[A-Za-z0-9+#&._%-]+|\S")


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """Words and how often they were counted."""

    counts: Mapping[str, float]
    longest: Mapping[str, int]
    """By first character, the length of its longest word if that has more than two."""
    total: float
    """The logarithm of the sum of all counts."""


@lru_cache(maxsize=4096)
def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words; white space is dropped.

    >>> from reportparse.lexicon import default
    >>> cut("乡镇中学改善食堂", default())
    ('乡镇', '中学', '改善', '食堂')
    """
    words: list[str] = []
    for match in _RUN.finditer(text):
        words.extend(_best(match[0], _dictionary(lexicon))[1] if match[1] else [match[0]])
    return tuple(words)


def last_word(text: str, lexicon: Lexicon) -> str:
    """The last word of a phrase; empty if it holds none."""
    return next(reversed(cut(text, lexicon)), "")


@lru_cache(maxsize=2)
def _dictionary(lexicon: Lexicon) -> Dictionary:
    """jieba's dictionary and the lexicon's verbs."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba, whose dictionary cuts phrases into words, is not installed")
    fields = (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf8").split()
    counts: dict[str, float] = dict(zip(fields[::3], map(int, fields[1::3]), strict=True))
    longest: dict[str, int] = {}
    for word in counts:
        length = len(word)
        if length > 2 and length > longest.get(word[0], 2):
            longest[word[0]] = length
    dictionary = Dictionary(counts, longest, math.log(sum(counts.values())))
    for row in lexicon.table("verbs"):
        if row["role"] in ("action", "predicate") and len(row["word"]) > 1:
            _add(row["word"], counts, longest, dictionary)
    return dictionary


def _add(word: str, counts: dict[str, float], longest: dict[str, int], dictionary: Dictionary) -> None:
    """Make a word just likelier than its parts."""
    likelier = math.exp(_best(word, dictionary)[0] + dictionary.total) * 1.001
    counts[word] = max(counts.get(word, 0), likelier)
    longest[word[0]] = max(len(word), longest.get(word[0], 2))


def _best(run: str, dictionary: Dictionary) -> tuple[float, list[str]]:
    """The likeliest cut of a run of ideographs, and its score, found from the end."""
    counts, longest, total = dictionary.counts, dictionary.longest, dictionary.total
    best = [0.0] * (len(run) + 1)
    ends = [0] * len(run)
    for start in range(len(run) - 1, -1, -1):
        best[start], ends[start] = math.log(counts.get(run[start]) or 1) - total + best[start + 1], start + 1
        for end in range(start + 2, min(start + longest.get(run[start], 2), len(run)) + 1):
            count = counts.get(run[start:end])
            if count and (score := math.log(count) - total + best[end]) >= best[start]:
                best[start], ends[start] = score, end
    words, at = [], 0
    while at < len(run):
        words.append(run[at : ends[at]])
        at = ends[at]
    return best[0], words
