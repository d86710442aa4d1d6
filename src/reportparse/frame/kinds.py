"""What kind of document a text is, by signs that the lexicon lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from reportparse.frame.timewords import months_pattern
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Section

YearMeaning: TypeAlias = Literal["given", "covered", "reported", "planned", "volume"]
"""What a single year in a title or a file name is to a kind of document."""
Ways: TypeAlias = Literal["parts", "actual", "target"]
"""What the numbers of a kind are where no word decides: as the part looks, results, or plans."""
TITLE, OPENING, HEADING, FILE, FOLDER, NOTHING = 0.98, 0.9, 0.88, 0.8, 0.7, 0.5
"""How sure a sign is, by where it stands."""
UNKNOWN = "unknown"
_BEFORE, _AFTER = 40, 8
EARLY = 150
"""A sign that stands further down speaks in passing: it tells the kind, but not the year."""
_YEARS = r"(?:19|20)\d\d年?[—－–\-~～至到]{1,2}(?:19|20)\d\d年"
_GAP = "[^。；\n]{0,30}?"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document and what it means for time and status."""

    name: str
    year: YearMeaning
    status: Ways
    stretch: bool
    """True where it is about a stretch of months, which goes on to hold once it is said."""
    title: re.Pattern[str]
    opening: re.Pattern[str]
    heading: re.Pattern[str]
    file: re.Pattern[str]

    @property
    def is_covered(self) -> bool:
        """True where a single year is the one that it is about."""
        return self.year in ("covered", "reported")


@dataclass(frozen=True, slots=True)
class Told:
    """The kind of a document, how sure it is, and the sign that told it."""

    kind: Kind
    certainty: float
    why: str
    title: str = ""
    """The title that held the sign, or the sign itself where it stands in a sentence."""


@lru_cache(maxsize=4)
def kinds(lexicon: Lexicon) -> Mapping[str, Kind]:
    """Return the kinds of a lexicon by name, in the order in which they are tried."""
    rows = lexicon.table("kinds")["kind"]
    return {row["name"]: _kind(row, lexicon) for row in rows}


def _kind(row: Mapping[str, Any], lexicon: Lexicon) -> Kind:
    office = f"(?!{either(lexicon.table('kinds')['bodies']['after'])})"
    title, opening, heading, file = (_signs(row[key], lexicon) for key in ("title", "opening", "heading", "file"))
    title = re.compile(f"(?:{title.pattern}){office}")
    return Kind(row["name"], row["year"], row["status"], row["stretch"], title, opening, heading, file)


def _signs(signs: Sequence[str], lexicon: Lexicon) -> re.Pattern[str]:
    """Any of the signs; none match nothing."""
    if not signs:
        return re.compile("(?!)")
    months, year = months_pattern(lexicon) + r"(?<!日)(?!\d)", r"(?:\d{4}年)?"
    stands_for = {"…": _GAP, r"\{months\}": months, r"\{year\}": year, r"\{years\}": _YEARS}
    written = [re.escape(sign) for sign in signs]
    for mark, pattern in stands_for.items():
        written = [sign.replace(mark, pattern) for sign in written]
    return re.compile("|".join(written))


def kind_of(
    titles: Sequence[str], opening: str, sections: Sequence[Section], source: str | None, lexicon: Lexicon
) -> Told:
    """Return the kind that the titles, the first sentences, the headings or the file name show.

    A second heading of the kind makes it surer, and so do parts that look back and ahead where its own do.

    >>> from reportparse.lexicon import default
    >>> kind_of(["2031年1—8月份全州经济运行情况"], "", [], None, default()).kind.name
    'release'
    >>> kind_of([], "现在，我代表县人民政府向大会报告工作。", [], None, default()).kind.name
    'work_report'
    >>> kind_of([], "全县茶园面积稳步扩大。", [], None, default()).kind.name
    'unknown'
    """
    known = kinds(lexicon)
    told = _by_news(opening, known, lexicon) or _by_title(titles, known) or _by_opening(opening, known)
    if told is None:
        folder, _, name = (source or "").lower().rpartition("/")
        told = (
            _signed([(section.title, "heading") for section in sections], HEADING, known)
            or _signed([(name, "file name")], FILE, known)
            or _signed([(folder, "folder")], FOLDER, known)
            or Told(known[UNKNOWN], NOTHING, "no sign")
        )
    return _agreed(told, sections)


def _agreed(told: Told, sections: Sequence[Section]) -> Told:
    """A kind that more than one sign tells is surer; what a title says is sure by itself."""
    signs = {m[0] for section in sections if (m := told.kind.heading.search(section.title))}
    parts = {section.part for section in sections}
    both = told.kind.status == "parts" and "review" in parts and bool(parts & {"plan", "requirement"})
    if told.certainty >= TITLE or told.kind.name == UNKNOWN or not (both or signs - {told.why.partition(" ")[2]}):
        return told
    return replace(told, certainty=round(min(TITLE, 1 - (1 - told.certainty) * (1 - HEADING)), 2))


def _by_title(titles: Sequence[str], known: Mapping[str, Kind]) -> Told | None:
    """The first kind with a sign in a title, in the order of the titles."""
    for title in titles:
        for kind in known.values():
            if m := kind.title.search(title):
                return Told(kind, TITLE, f"title {m[0]}", title)
    return None


def _by_news(opening: str, known: Mapping[str, Kind], lexicon: Lexicon) -> Told | None:
    """The kind of what a news text says was published: 统计局发布1—8月份全省经济运行情况."""
    words = lexicon.table("kinds")["news"]
    published = re.compile(f"(?:{either(words['published'])})(?!{either(words['labels'])})")
    for m in published.finditer(opening, 0, EARLY):
        named = re.split("[，。；：！？]", opening[m.end() : m.end() + _BEFORE])[0]
        for kind in known.values():
            if (sign := kind.title.search(named)) and re.search(r"\d", named):
                return Told(kind, TITLE, f"title {sign[0]}", named)
    return None


def _by_opening(opening: str, known: Mapping[str, Kind]) -> Told | None:
    """The kind whose sign stands first in the first sentences."""
    found = [(m.start(), i, kind, m[0]) for i, kind in enumerate(known.values()) if (m := kind.opening.search(opening))]
    if not found:
        return None
    at, _, kind, sign = min(found, key=lambda told: told[:2])
    title = _around(opening, at, at + len(sign)) if at < EARLY else ""
    return Told(kind, OPENING, f"opening {sign}", title)


def _signed(texts: Sequence[tuple[str, str]], certainty: float, known: Mapping[str, Kind]) -> Told | None:
    """The first kind, in the order of the texts, with a sign in a heading, or in a name of file or folder."""
    for text, where in texts:
        for kind in known.values():
            if m := (kind.heading if where == "heading" else kind.file).search(text):
                return Told(kind, certainty, f"{where} {m[0]}")
    return None


def _around(text: str, start: int, end: int) -> str:
    """A sign with what stands before it in its sentence, and the bracket after it: 清河县2031年政府工作报告."""
    before = re.split("[。；：，！\n]", text[max(0, start - _BEFORE) : start])[-1]
    return before + text[start : end + (_AFTER if text[end : end + 1] in ("（", "(") else 0)]


def kind_named(name: str, lexicon: Lexicon) -> Kind:
    """Return the kind of a name; one that the lexicon lacks is unknown."""
    known = kinds(lexicon)
    return known.get(name, known[UNKNOWN])
