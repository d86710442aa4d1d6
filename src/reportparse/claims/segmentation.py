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
    """Words with the logarithms of their frequencies."""

    scores: Mapping[str, float]
    longest: Mapping[str, int]
    """By first character, the length of the longest word."""
    unknown: float
    """The score of a character that is no word."""


@lru_cache(maxsize=4096)
def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words; white space is dropped.

    >>> from reportparse.lexicon import default
    >>> cut("县属高中改善条件", default())
    ('县属', '高中', '改善', '条件')
    """
    words: list[str] = []
    for match in _RUN.finditer(text):
        words.extend(_best(match[0], _dictionary(lexicon))[1] if match[1] else [match[0]])
    return tuple(words)


@lru_cache(maxsize=2)
def _dictionary(lexicon: Lexicon) -> Dictionary:
    """jieba's dictionary and the lexicon's verbs."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba, whose dictionary cuts phrases into words, is not installed")
    content = (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf8")
    counts = {word: int(count) for word, count, _ in (line.split(" ") for line in content.splitlines())}
    total = math.log(sum(counts.values()))
    scores = {word: math.log(count or 1) - total for word, count in counts.items()}
    longest: dict[str, int] = {}
    for word in scores:
        if len(word) > longest.get(word[0], 1):
            longest[word[0]] = len(word)
    dictionary = Dictionary(scores, longest, -total)
    for row in lexicon.table("verbs"):
        if row["role"] in ("action", "predicate") and len(row["word"]) > 1:
            _add(row["word"], scores, longest, dictionary)
    return dictionary


def _add(word: str, scores: dict[str, float], longest: dict[str, int], dictionary: Dictionary) -> None:
    """Make a word just likelier than its parts."""
    scores[word] = max(scores.get(word, dictionary.unknown), _best(word, dictionary)[0] + 1e-6)
    longest[word[0]] = max(len(word), longest.get(word[0], 1))


def _best(run: str, dictionary: Dictionary) -> tuple[float, list[str]]:
    """The likeliest cut of a run of ideographs, and its score, found from the end."""
    scores, longest, unknown = dictionary.scores, dictionary.longest, dictionary.unknown
    best = [0.0] * (len(run) + 1)
    ends = [0] * len(run)
    for start in range(len(run) - 1, -1, -1):
        best[start], ends[start] = scores.get(run[start], unknown) + best[start + 1], start + 1
        for end in range(start + 2, min(start + longest.get(run[start], 1), len(run)) + 1):
            score = scores.get(run[start:end])
            if score is not None and score + best[end] >= best[start]:
                best[start], ends[start] = score + best[end], end
    words, at = [], 0
    while at < len(run):
        words.append(run[at : ends[at]])
        at = ends[at]
    return best[0], words
