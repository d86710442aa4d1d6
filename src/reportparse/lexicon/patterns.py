"""Lists of words as parts of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first, so that 增 never cuts 增长 short.

    >>> either(["增", "增长"])
    '增长|增'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
