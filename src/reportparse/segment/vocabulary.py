"""The lexicon's words of headings and notes, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon


@dataclass(frozen=True)
class Words:
    """The compiled vocabulary of headings and notes."""

    title: re.Pattern[str]
    address: re.Pattern[str]
    speech: re.Pattern[str]
    note: re.Pattern[str]
    source: re.Pattern[str]
    session: re.Pattern[str]
    speaker: re.Pattern[str]
    communique: re.Pattern[str]
    report: re.Pattern[str]


@lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> Words:
    """Compile the lexicon's words of headings and notes."""
    table, furniture = lexicon.table("headings"), lexicon.table("furniture")
    bylines, heads = any_of(table["bylines"]), any_of(furniture["note_heads"])
    return Words(
        title=re.compile(rf"(?:{any_of(table['titles'])})(?:[（(].{{2,12}}[）)]|\[\d+\])?$"),
        address=re.compile(any_of(table["addresses"])),
        speech=re.compile(any_of(table["speech"])),
        note=re.compile(rf"(?:{bylines})|(?:{heads})\s?[：:]|[（(].*[）)]$|.*\d{{4}}年.*会议.*上"),
        source=re.compile(any_of(table["sources"])),
        session=re.compile(any_of(table["sessions"])),
        speaker=re.compile(rf"(?:{any_of(table['speakers'])})([^，。]{{2,30}})"),
        communique=re.compile(any_of(table["communiques"])),
        report=re.compile(any_of(table["reports"])),
    )


def any_of(terms: list[str]) -> str:
    """Return the alternation of the terms."""
    return "|".join(re.escape(term) for term in terms)
