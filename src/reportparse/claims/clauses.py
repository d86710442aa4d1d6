"""Sentences and clauses of a block, quotes and brackets respected."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from reportparse.model import Mention

_MARK = re.compile(r"[。！？!?；;，,：:“”‘’《》（）()【】\[\]〔〕「」\n]")
_RATIO = re.compile(r"[\d ][:：] *\d")
"""三次产业结构为9:41:50 is one clause."""
_CLOSING = {"”": "“", "’": "‘", "》": "《", "）": "（", ")": "(", "】": "【", "]": "[", "〕": "〔", "」": "「"}
_OPENING = frozenset(_CLOSING.values())
_SENTENCE_END = frozenset("。！？!?\n")
_CLAUSE_END = frozenset("；;，,：:") | _SENTENCE_END
_start = attrgetter("block_start")
_WIDEST_BRACKET = 120
"""A bracket that closes later than this is taken for a slip of print and holds nothing together."""


class Clause(NamedTuple):
    """A stretch of a block between two clause marks, with the sentence around it; offsets in the block's text."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    """Exclusive; the end mark is inside."""


def clauses_of(text: str, numerals: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """Split a block into clauses.

    Marks inside ``numerals`` (sorted, disjoint spans), quotes and brackets do not count.

    >>> text = "产量（含复种，下同）达5万吨，增长3%。其中一季度增长2%。"
    >>> [text[c.start : c.end] for c in clauses_of(text)]
    ['产量（含复种，下同）达5万吨', '增长3%', '其中一季度增长2%']
    >>> [clauses_of(text)[i].sentence_start for i in (0, 1, 2)]
    [0, 0, 20]
    """
    marks = [
        (m.start(), m[0]) for m in _MARK.finditer(text) if m[0] not in ":：" or not _RATIO.match(text, m.start() - 1)
    ]
    if numerals:
        marks = [mark for mark in marks if not _inside(mark[0], numerals)]
    covered = _covered(marks)
    clauses: list[Clause] = []
    pending: list[tuple[int, int]] = []
    start = sentence_start = 0
    for at, mark in [*((a, c) for a, c in marks if c in _CLAUSE_END), (len(text), "\n")]:
        if _inside(at, covered):
            continue
        if at > start:
            pending.append((start, at))
        start = at + 1
        if mark in _SENTENCE_END:
            end = min(start, len(text))
            clauses.extend(Clause(a, b, sentence_start, end) for a, b in pending)
            pending, sentence_start = [], end
    return clauses


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    i = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return i >= 0 and spans[i][0] <= at < spans[i][1]


def _covered(marks: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """The outermost pairs of quotes and brackets."""
    stack: list[tuple[int, str]] = []
    pairs: list[tuple[int, int]] = []
    for at, mark in marks:
        if mark in _OPENING:
            stack.append((at, mark))
        elif mark in _CLOSING and stack and stack[-1][1] == _CLOSING[mark]:
            opened = stack.pop()[0]
            if at - opened <= _WIDEST_BRACKET:
                while pairs and pairs[-1][0] > opened:
                    pairs.pop()
                pairs.append((opened, at))
        elif mark == "。":
            stack.clear()
    return pairs


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions of a block that lie in a stretch of it; they are looked up, since a block may hold very many.

    Args:
        mentions: in order.
        start: first character of the stretch in the block's text.
        end: the character after the last one.
    """
    low = bisect_left(mentions, start, key=_start)
    return [m for m in mentions[low : bisect_left(mentions, end, low, key=_start)] if m.block_end <= end]
