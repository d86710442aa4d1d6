"""The lexicon's words of headings and notes, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.numeral_characters import ONES, TENS
from reportparse.lexicon.patterns import either


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
        title=re.compile(rf"(?:{either(table['titles'])})(?:[（(].{{2,12}}[）)]|\[\d+\])?$"),
        address=re.compile(either(table["addresses"])),
        speech=re.compile(either(table["speech"])),
        note=re.compile(rf"(?:{bylines})|(?:{heads})\s?[：:]|[（(].*[）)]$|.*\d{{4}}年.*会议.*上"),
        source=re.compile(either(table["sources"])),
        session=re.compile(either(table["sessions"])),
        speaker=re.compile(rf"(?:{either(table['speakers'])})([^，。]{{2,30}})"),
        communique=re.compile(either(table["communiques"])),
        report=re.compile(either(table["reports"])),
        counted=re.compile(f"(?:{either(table['counted'])})"),
        company=re.compile(rf"(?:[^\W\d]|[（）()]){{2,40}}?(?:{either(table['companies'])})"),
    )


@lru_cache(maxsize=4)
def unit_line(lexicon: Lexicon) -> re.Pattern[str]:
    """A line that gives the unit or the currency of a table."""
    table = lexicon.table("table_heads")["caption"]
    return re.compile(f"(?:{either([*table['unit'], *table['currency']])})\\s?[:：]")


@lru_cache(maxsize=4)
def title_number(lexicon: Lexicon) -> re.Pattern[str]:
    """Opens the title of a table that is numbered."""
    return re.compile(f"(?:{either(lexicon.table('table_heads')['title']['numbers'])})\\s?[\\d{ONES}{TENS}]")
