"""Places by name, with their codes of GB/T 2260."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick_rs

from reportparse.lexicon import Lexicon

BEFORE_SHORT_NAME = frozenset("省市州区盟年在 　")
"""What may stand before a county of two characters: 新县 and 和县 are also ends and starts of other words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the administrative division."""

    name: str
    code: str
    """GB/T 2260, six digits; 000000 for the country."""
    level: Literal["country", "province", "prefecture", "county"]


@lru_cache(maxsize=4)
def _index(lexicon: Lexicon) -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, list[Place]]]]:
    names: dict[str, list[Place]] = defaultdict(list)
    for row in lexicon.table("places"):
        place = Place(row["name"], row["code"], row["level"])
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            names[name].append(place)
    automaton = ahocorasick_rs.AhoCorasick(list(names), matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST)
    return automaton, list(names.items())


def find_places(text: str, lexicon: Lexicon) -> list[Place]:
    """Return the places that ``text`` names, in order; a name that several counties bear needs its province before it.

    >>> from reportparse.lexicon import default
    >>> [(place.name, place.code) for place in find_places("青海西宁市", default())]
    [('青海省', '630000'), ('西宁市', '630100')]
    >>> [place.code for place in find_places("福州市鼓楼区", default())], find_places("鼓楼区", default())
    (['350100', '350102'], [])
    """
    automaton, names = _index(lexicon)
    found: list[Place] = []
    for i, start, _ in automaton.find_matches_as_indexes(text):
        name, places = names[i]
        if len(name) == 2 and places[0].level == "county" and start and text[start - 1] not in BEFORE_SHORT_NAME:
            continue
        near = [p for p in places if any(_within(p, other) for other in found)] or places
        if len(near) == 1:
            found.append(near[0])
    return found


def _within(place: Place, other: Place) -> bool:
    return place.code != other.code and place.code.startswith(other.code.rstrip("0") or "-")
