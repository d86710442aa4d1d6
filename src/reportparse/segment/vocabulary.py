"""The lexicon's words of headings and notes, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.numeral_characters import ONES, TENS
from reportparse.lexicon.patterns import any_of, either


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
    counted: re.Pattern[str]
    company: re.Pattern[str]


@lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> Words:
    """Compile the lexicon's words of headings and notes."""
    table, furniture = lexicon.table("headings"), lexicon.table("furniture")
    bylines, heads = either(table["bylines"]), either(furniture["note_heads"])
    return Words(
        title=any_of(table["titles"], end=r"(?:[（(].{2,12}[）)]|\[\d+\])?$"),
        address=any_of(table["addresses"]),
        speech=any_of(table["speech"]),
        note=re.compile(rf"(?:{bylines})|(?:{heads})\s?[：:]|[（(].*[）)]$|.*\d{{4}}年.*会议.*上"),
        source=any_of(table["sources"]),
        session=any_of(table["sessions"]),
        speaker=any_of(table["speakers"], end="([^，。]{2,30})"),
        communique=any_of(table["communiques"]),
        report=any_of(table["reports"]),
        counted=any_of(table["counted"]),
        company=any_of(table["companies"], r"(?:[^\W\d]|[（）()]){2,40}?"),
    )


@lru_cache(maxsize=4)
def unit_line(lexicon: Lexicon) -> re.Pattern[str]:
    """A line that gives the unit or the currency of a table."""
    table = lexicon.table("table_heads")["caption"]
    return any_of([*table["unit"], *table["currency"]], end=r"\s?[:：]")


@lru_cache(maxsize=4)
def title_number(lexicon: Lexicon) -> re.Pattern[str]:
    """Opens the title of a table that is numbered."""
    return any_of(lexicon.table("table_heads")["title"]["numbers"], end=rf"\s?[\d{ONES}{TENS}]")
