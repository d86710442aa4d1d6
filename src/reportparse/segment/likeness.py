"""How much a heading and a passage share: characters and pairs of characters, the rarer the more telling.

Chinese words are mostly of two characters, so pairs stand in for words without a dictionary; single characters catch
what abbreviations leave (降碳 for 碳排放). Each weighs as rare as it is on the page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_HAN = re.compile(r"[\u4e00-\u9fff]+")
SINGLE = 0.3
"""Weight of a shared character beside that of a shared pair."""


def features(text: str) -> frozenset[str]:
    """Return the ideographs of ``text`` and its pairs of neighbours.

    >>> sorted(features("兴农 3 兴工"))
    ['兴', '兴农', '兴工', '农', '工']
    """
    found: set[str] = set()
    for run in _HAN.findall(text):
        found.update(run)
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


class Likeness:
    """The likeness of passages and headings of one page, cached by text."""

    def __init__(self, passages: Sequence[str], headings: Sequence[str]) -> None:
        """Count how many texts hold each feature."""
        self._features: dict[str, frozenset[str]] = {}
        counts = Counter(f for text in (*passages, *headings) for f in self._of(text))
        total = len(passages) + len(headings)
        self._weights = {f: math.log(max(total, 2) / n) * (1.0 if len(f) == 2 else SINGLE) for f, n in counts.items()}

    def _of(self, text: str) -> frozenset[str]:
        if text not in self._features:
            self._features[text] = features(text)
        return self._features[text]

    def _weigh(self, found: Iterable[str]) -> float:
        return sum(self._weights.get(f, 0.0) for f in found)

    def between(self, passage: str, heading: str) -> float:
        """Return how much of ``heading`` the passage has, in units that grow with the heading's own weight.

        >>> page = Likeness(["种植小麦", "养殖牛羊", "兴建水库"], ["发展种植业"])
        >>> page.between("种植小麦", "发展种植业") > page.between("养殖牛羊", "发展种植业")
        True
        """
        wanted = self._of(heading)
        return self._weigh(self._of(passage) & wanted) / math.sqrt(max(1.0, self._weigh(wanted)))
