"""Several nouns for several numbers: 甲、乙分别增长a、b, and heads that nouns share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.claims.words import Words

_SPLIT = re.compile(r"[、]|以及|(?:和|与|及(?!以|其))(?=\S{2})")
_URBAN_RURAL = "城乡"
_BOTH = {"城乡": ("城镇", "农村"), "城镇和农村": ("城镇", "农村")}


def spread(phrase: str, count: int, words: Words) -> list[str]:
    """Return ``count`` nouns of a joint phrase, or an empty list if it does not hold so many.

    A head that only the last noun has belongs to all; so does what the first noun begins with if the others lack it.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> words = words_of(default())
    >>> spread("羊、鱼产量", 2, words)
    ['羊产量', '鱼产量']
    >>> spread("城乡居民收入", 2, words)
    ['城镇居民收入', '农村居民收入']
    >>> spread("公路客运量和货运量", 2, words)
    ['公路客运量', '货运量']
    >>> spread("全省出口额", 2, words)
    []
    """
    if count == 2 and _URBAN_RURAL in phrase:
        return [phrase.replace(_URBAN_RURAL, place, 1) for place in _BOTH[_URBAN_RURAL]]
    parts = [part for part in _split(phrase) if part]
    if len(parts) != count:
        return []
    head = _shared_head(parts, words.shared_head)
    return [*(part if not head or part.endswith(head) else part + head for part in parts[:-1]), parts[-1]]


def _split(phrase: str) -> list[str]:
    """Cut at 、 和 与 及 outside quotes and brackets."""
    parts, depth, start = [], 0, 0
    marks = {m.start(): m.end() for m in _SPLIT.finditer(phrase)}
    for i, c in enumerate(phrase):
        if c in "“《（(":
            depth += 1
        elif c in "”》）)":
            depth -= 1
        elif depth <= 0 and i in marks and i >= start:
            parts.append(phrase[start:i])
            start = marks[i]
    return [*parts, phrase[start:]]


def _shared_head(parts: Sequence[str], heads: re.Pattern[str]) -> str:
    """The head of the last noun, if the others have none of their own."""
    match = heads.search(parts[-1])
    if not match or any(heads.search(part) for part in parts[:-1]):
        return ""
    return match[0]
