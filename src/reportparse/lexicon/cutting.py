"""Cutting a phrase into words, and the part of speech of each.

Dictionary and model are jieba's, with the lexicon's verbs and long names. Its guesses at unknown words are left off,
since an invented word is worse than two short ones. Its code is left aside: words are read from its dictionary when a
text first has the character that they begin with, so that a short text waits for few of them, and nothing is written to
a temporary folder.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from math import exp, inf, log
from pathlib import Path

from reportparse.lexicon import Lexicon

_LONG = 3
"""Characters; a longer name begins where no other word ends in it: 加|上级补助."""
_SHORT = 40
"""Characters of a phrase whose words are remembered."""
_RUN = re.compile(r"([\u4e00-\u9fff]+)|[A-Za-z0-9+#&._%-]+|\S")
_LINES = re.compile(r"^(.).*\n(?:\1.*\n)*", re.MULTILINE)
"""Neighbouring lines of the dictionary whose words begin with the same character."""
_TOTAL = 60_101_967
"""The sum of all counts of jieba's dictionary."""
_UNKNOWN = -log(_TOTAL)
"""The weight of a character that is no word."""
_SURE = -1.0
"""The weight of a word that is never parted: 其中|国道 is no 其|中国|道."""
_ROUNDING = 1e-6
"""What a count may lose on the way through its logarithm."""
_Weights = dict[str, float]
"""By word, the logarithm of its share of all words; 0 for what only begins a word."""


class Dictionary(dict[str, _Weights]):
    """jieba's words by their first character, each group read from the dictionary's file when it is first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.tags: dict[str, str] = {}
        """By word, its part of speech in jieba's letters; a noun's begins with ``n``, a verb's with ``v``."""
        self.places: dict[str, list[tuple[int, int]]] = {}
        for lines in _LINES.finditer(text):
            self.places.setdefault(lines[1], []).append(lines.span())

    def __missing__(self, first: str) -> _Weights:
        fields = "".join(self.text[start:end] for start, end in self.places.get(first, ())).split()
        words = fields[::3]
        weights = dict.fromkeys([word[:end] for word in words for end in range(1, len(word))], 0.0)
        weights.update(zip(words, [log(int(count)) + _UNKNOWN for count in fields[1::3]], strict=True))
        self.tags.update(zip(words, map(sys.intern, fields[2::3]), strict=True))
        self[first] = weights
        return weights

    def tagged(self, tag: str) -> frozenset[str]:
        """All words of a part of speech."""
        lines = self.text.split(f" {tag}\n")[:-1]
        return frozenset(line.rpartition("\n")[2].partition(" ")[0] for line in lines)


class Cutter(dict[str, _Weights]):
    """The words of the dictionary and of a lexicon by first character; the lexicon's are likelier than their parts.

    ``own`` gives the lexicon's words their parts of speech; those of ``sure`` are never parted.
    """

    def __init__(self, dictionary: Dictionary, own: Mapping[str, str], sure: frozenset[str]) -> None:
        super().__init__()
        self.dictionary, self.own, self.sure = dictionary, own, sure
        self.begun: dict[str, list[str]] = {}
        for word in own:
            self.begun.setdefault(word[0], []).append(word)

    def __missing__(self, first: str) -> _Weights:
        weights = self.dictionary[first]
        if first in self.begun:
            weights = dict(weights)
        for word in self.begun.get(first, ()):
            for end in range(1, len(word)):
                weights.setdefault(word[:end], 0.0)
            likely = max(self._enough(word), weights.get(word) or _UNKNOWN)
            weights[word] = _SURE if word in self.sure else likely
        self[first] = weights
        return weights

    def _enough(self, word: str) -> float:
        """The weight that makes a word a little likelier than its parts."""
        parts = likeliest(word, self.dictionary)
        weight = sum(self.dictionary[part[0]].get(part) or _UNKNOWN for part in parts)
        return log(int(exp(weight - _UNKNOWN) + _ROUNDING) + 1) + _UNKNOWN

    def tag(self, word: str) -> str:
        """The part of speech of a word; ``m`` for a number, ``eng`` for letters, ``x`` for what no dictionary knows."""
        tags = self.dictionary.tags
        if word not in tags and word[0] not in self:
            self[word[0]]
        if known := tags.get(word) or self.own.get(word):
            return known
        if not word.isascii():
            return "x"
        return "m" if word[0].isdigit() else "eng" if word[0].isalpha() else "x"


def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Cut a phrase into words; white space is dropped, and what is no ideograph stays together.

    >>> from reportparse.lexicon import default
    >>> cut("乡镇中学改善食堂 6.8%", default())
    ('乡镇', '中学', '改善', '食堂', '6.8%')
    """
    return _cut_once(text, lexicon) if len(text) <= _SHORT else _cut(text, lexicon)


def _cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    cutter = cutter_of(lexicon)
    words: list[str] = []
    for match in _RUN.finditer(text):
        words.extend(likeliest(match[0], cutter) if match[1] else (match[0],))
    return tuple(words)


_cut_once = lru_cache(maxsize=4096)(_cut)


def likeliest(text: str, words: Mapping[str, _Weights]) -> list[str]:
    """Return the words of a text that are likeliest together; of two equal ways the one whose first word is longer.

    Source: the unigram model of jieba, reckoned from the end of the text.
    """
    length = len(text)
    score, ends = [0.0] * (length + 1), [0] * length
    for at in range(length - 1, -1, -1):
        weight_of = words[text[at]].get
        best, last = -inf, 0
        for end in range(at + 1, length + 1):
            weight = weight_of(text[at:end])
            if weight is None:
                break
            if weight and (weight := weight + score[end]) >= best:
                best, last = weight, end
        if last:
            score[at], ends[at] = best, last
        else:
            score[at], ends[at] = _UNKNOWN + score[at + 1], at + 1
    out, at = [], 0
    while at < length:
        out.append(text[at : ends[at]])
        at = ends[at]
    return out


def last_word(text: str, lexicon: Lexicon) -> str:
    """Return the last word of a phrase; empty if it holds none.

    >>> from reportparse.lexicon import default
    >>> last_word("改善食堂", default())
    '食堂'
    """
    return next(reversed(cut(text, lexicon)), "")


def tagged(text: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Cut a phrase into words with their parts of speech, in jieba's letters.

    Words are tagged one by one, by what they mostly are; see ``Cutter.tag``.

    >>> from reportparse.lexicon import default
    >>> tagged("改善GDP的结构6.8%", default())
    (('改善', 'v'), ('GDP', 'eng'), ('的', 'uj'), ('结构', 'n'), ('6.8%', 'm'))
    """
    tag = cutter_of(lexicon).tag
    return tuple([(word, tag(word)) for word in cut(text, lexicon)])


@lru_cache(maxsize=4)
def cutter_of(lexicon: Lexicon) -> Cutter:
    """Return the dictionary with a lexicon's verbs and long names."""
    names = [row["word"] for row in lexicon.table("clauses") if row["role"] == "determiner"]
    verbs = [row["word"] for row in lexicon.table("verbs") if row["role"] in ("action", "predicate")]
    own = {**{name: "n" for name in names if len(name) > _LONG}, **{verb: "v" for verb in verbs if len(verb) > 1}}
    sure = frozenset(row["word"] for row in lexicon.table("clauses") if row["role"] == "part_opener")
    return Cutter(_dictionary(), {**own, **dict.fromkeys(sure, "r")}, sure)


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    """jieba's dictionary; the package is not imported, since that costs more than the words of a short text."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("reportparse needs jieba for its dictionary; pip install jieba", name="jieba")
    return Dictionary(Path(spec.origin).with_name("dict.txt").read_text(encoding="utf8"))
