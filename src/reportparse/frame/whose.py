"""Whose document it is: the place or the company that reports."""

from __future__ import annotations

import re
from collections import Counter

from reportparse.frame.head import TOP_LINES, Head
from reportparse.frame.places import Place, find_places
from reportparse.lexicon import Lexicon
from reportparse.segment.vocabulary import Words

COUNTRY = "000000"
_PRESS = re.compile(r"[^，。]{0,16}?\d{1,2}月\d{1,2}日(?:电|讯)|来源.*$")
"""Datelines and sources name places of the press."""
_SIGN = 300
"""Characters at the top in which the issuer of a document for the whole country stands."""


def place_of(head: Head, source: str | None, lexicon: Lexicon, vocabulary: Words, warnings: list[str]) -> Place | None:
    """Return the place that the title, the meeting or the speaker names, or else the file name or most of the text.

    A document of an issuer for the whole country is of the country, whatever places it speaks of.
    """
    session = next((line for line in head.text.splitlines() if len(line) < 80 and vocabulary.session.search(line)), "")
    speaker = vocabulary.speaker.search(head.text)
    for text in (head.title or "", session, speaker.group(1) if speaker else ""):
        if found := find_places(text, lexicon):
            return _narrowest(found)
    for text in head.titles:
        if found := [p for p in find_places(_PRESS.sub("", text), lexicon) if p.code != COUNTRY]:
            return _narrowest(found)
    if _is_country(head, lexicon):
        return next(place for place in find_places("全国", lexicon) if place.code == COUNTRY)
    return _elsewhere(head, source, lexicon, warnings)


def _is_country(head: Head, lexicon: Lexicon) -> bool:
    words = lexicon.table("kinds")["country"]
    return any(word in head.opening[:_SIGN] for word in (*words["issuers"], *words["own"]))


def _elsewhere(head: Head, source: str | None, lexicon: Lexicon, warnings: list[str]) -> Place | None:
    found = find_places(source or "", lexicon)
    named = find_places(head.text, lexicon)
    (province, count), *_ = Counter(place.code[:2] for place in named).most_common(1) or [("", 0)]
    if count >= 3 and 2 * count > len(named) and (not found or any(place.code[:2] == province for place in found)):
        warnings.append("place inferred from the places that the text names")
        return _narrowest(found) if found else next(place for place in named if place.code[:2] == province)
    if found:
        warnings.append("place taken from the file name")
    return _narrowest(found) if found else None


def given_place(name: str, lexicon: Lexicon) -> Place | None:
    """Return the place of a full name that the caller gives."""
    return next(iter(find_places(name, lexicon)), None)


def company_of(head: Head, vocabulary: Words) -> str | None:
    """Return the company that a line at the top names; a report of one is of no place, whatever places it speaks of."""
    return next((line for line in head.lines[:TOP_LINES] if vocabulary.company.fullmatch(line)), None)


def _narrowest(found: list[Place]) -> Place:
    """The last of a chain such as 江西省宜春市万载县, or the first place named."""
    at = found[0]
    for place in found[1:]:
        if at.level != "country" and place.code.startswith(at.code.rstrip("0")):
            at = place
    return at


def issuer_of(where: Place | None, kind: str, lexicon: Lexicon) -> str | None:
    """Return who issues a document of this kind for a place."""
    if where is None:
        return None
    issuers: dict[str, str] = lexicon.table("headings")["issuers"]
    side = "communique" if kind in ("communique", "release", "analysis") else "report"
    return issuers[f"country_{side}"] if where.level == "country" else where.name + issuers[side]
