"""Names for well-known indicators: 地区生产总值 is ``gdp``, a part or a rate of it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.lexicon.unit_words import measures
from reportparse.model import Metadata

KINDS = "省市区县州盟旗镇乡"
"""Last characters of the names of places."""
_NOISE = re.compile("[\\s“”\"'‘’「」《》、，,：:·]")

LONGEST = 120
"""No well-known indicator takes more characters, its quotes and its place included."""


@dataclass(frozen=True, slots=True)
class Index:
    """The lexicon's indicators, compiled."""

    forms: Mapping[str, str]
    growth_forms: Mapping[str, str]
    level_forms: Mapping[str, str]
    measured_in: Mapping[str, tuple[str, ...]]
    """What the unit of a level may be, by indicator id; empty where it may be anything."""
    strip: re.Pattern[str]
    territory: tuple[str, ...]
    country: tuple[str, ...]
    place_ending: re.Pattern[str]
    suffix: re.Pattern[str]
    growth_suffix: re.Pattern[str]


@lru_cache(maxsize=4)
def index_of(lexicon: Lexicon) -> Index:
    """Compile the indicators of a lexicon."""
    table = lexicon.table("indicators")
    rows = table["indicator"]
    modifiers = table["modifiers"]

    def forms(key: str) -> dict[str, str]:
        return {_plain(form): row["id"] for row in rows for form in row.get(key, ())}

    return Index(
        forms("forms"),
        forms("growth_forms"),
        forms("level_forms"),
        {row["id"]: tuple(table["measured_in"].get(row["dimension"], ())) for row in rows},
        re.compile(f"^(?:{either(modifiers['plain'])})的?"),
        tuple(modifiers["territory"]),
        tuple(modifiers["country"]),
        re.compile(f"(?:{either(modifiers['place_endings'])})$"),
        re.compile(f"的?(?:{either(table['suffixes']['plain'])})$"),
        re.compile(f"的?(?:{either(table['suffixes']['growth'])})$"),
    )


@lru_cache(maxsize=4)
def capacity_of(lexicon: Lexicon) -> re.Pattern[str]:
    """What opens a list of capacities, each told by its product alone: 新增生产能力有."""
    rows = lexicon.table("indicators")["capacity"]
    return re.compile(f"(?:{either(rows['nouns'])})[^，。；]{{0,6}}(?:{either(rows['opens'])})")


def _plain(phrase: str) -> str:
    """A phrase without quotes and spaces, in the letter case and brackets of the lexicon."""
    return _NOISE.sub("", phrase).upper().replace("(", "（").replace(")", "）")


def indicator_id_of(
    indicator: str, measure: str, unit: str, lexicon: Lexicon, metadata: Metadata | None = None
) -> str | None:
    """Return the id of a well-known indicator, or None.

    Words that leave the thing as it is (全省, 预期目标) are stripped; what remains must be a surface form of the
    lexicon. The name of another place, a 占 or a 比重 that no form has, or a unit that cannot measure it gives None.

    >>> from reportparse.lexicon import default
    >>> indicator_id_of("全省地区生产总值", "growth_rate", "%", default())
    'gdp'
    >>> indicator_id_of("第三产业增加值占全国比重", "share", "%", default()) is None
    True
    """
    if len(indicator) > LONGEST:
        return None
    index = index_of(lexicon)
    phrase = _plain(indicator)
    found = _lookup(phrase, measure, lexicon, metadata)
    if found is None or not _fits(found, measure, unit, index, lexicon):
        return None
    return found


def _lookup(phrase: str, measure: str, lexicon: Lexicon, metadata: Metadata | None) -> str | None:
    """Strip from both ends until a form remains; each step tries the phrase as it is first."""
    index = index_of(lexicon)
    for _ in range(8):
        found = index.forms.get(phrase) or _by_measure(phrase, measure, index)
        if found:
            return found
        shorter = _shorten(phrase, measure, lexicon, metadata)
        if shorter == phrase or not shorter:
            return None
        phrase = shorter
    return None


def _by_measure(phrase: str, measure: str, index: Index) -> str | None:
    if measure == "growth_rate" and phrase in index.growth_forms:
        return index.growth_forms[phrase]
    return index.level_forms.get(phrase) if measure in ("level", "growth_rate", "change") else None


def _shorten(phrase: str, measure: str, lexicon: Lexicon, metadata: Metadata | None) -> str:
    index = index_of(lexicon)
    if m := index.strip.match(phrase):
        return phrase[m.end() :]
    if measure == "growth_rate" and (m := index.growth_suffix.search(phrase)):
        return phrase[: m.start()]
    if m := index.suffix.search(phrase):
        return phrase[: m.start()]
    for word in own_places(metadata, lexicon):
        if phrase.startswith(word):
            return phrase[len(word) :].removeprefix("的")
    return phrase


@lru_cache(maxsize=8)
def own_places(metadata: Metadata | None, lexicon: Lexicon) -> tuple[str, ...]:
    """Words that name the report's own place: 浙江省 and 浙江, or 全国 in a national report.

    Without metadata 全国 and every word such as 全省 count as the report's own.
    """
    index = index_of(lexicon)
    if metadata is None or metadata.level is None:
        return (*index.country, *index.territory)
    if metadata.level == "country":
        return (*index.country, "全社会")
    place = metadata.place or ""
    short = index.place_ending.sub("", place)
    own = tuple(p for p in (place, short) if len(p) > 1)
    return own + tuple(word for word in index.territory if is_of(word, place))


def is_of(word: str, place: str) -> bool:
    """Whether a word such as 全省 can mean a place: their last characters agree, or the word names no kind of place.

    >>> is_of("全省", "东岭省"), is_of("全省", "云溪市"), is_of("全区", "西原自治区"), is_of("全社会", "云溪市")
    (True, False, True, True)
    """
    return not place or word[-1] not in KINDS or word[-1] == place[-1]


def _fits(found: str, measure: str, unit: str, index: Index, lexicon: Lexicon) -> bool:
    """Whether a level's unit can measure the indicator; points are the change of a rate, never of an amount."""
    kinds = index.measured_in.get(found, ())
    if measure == "change" and unit.endswith("百分点"):
        return not kinds or "percentage_point" in kinds
    if measure != "level" or not kinds or not unit.strip("万亿千百十"):
        return True
    return measures(unit, kinds, lexicon)
