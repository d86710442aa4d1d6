"""What may stand behind a number: units, classifiers and words of scale, as repairs and layout look for them.

These are derived from the files of units, classifiers, numerals and indicators, so that a unit is written down once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.cutting import cut
from reportparse.lexicon.numeral_characters import SCALE
from reportparse.lexicon.patterns import either

_NO_LISTS = ("not_before", "no_unit")
_NEAR = 8
"""Characters that are cut into words to see whether a unit is the beginning of a longer one."""


@lru_cache(maxsize=4)
def unit_words(lexicon: Lexicon) -> Mapping[str, str]:
    """Return every written form of a unit or classifier, with what may not follow it, apart by spaces.

    >>> from reportparse.lexicon import default
    >>> unit_words(default())["艘"], unit_words(default())["家"]
    ('', '庭')
    """
    classifiers = lexicon.table("classifiers")
    guards = classifiers["not_before"]
    words = [word for name, some in classifiers.items() if name not in _NO_LISTS for word in some]
    rows = lexicon.table("units")["unit"]
    units = {word: row.get("not_before", "") for row in rows for word in (row["name"], *row.get("aliases", ()))}
    return {word: guards.get(word, "") for word in words} | units


@lru_cache(maxsize=4)
def behind_number(lexicon: Lexicon) -> Mapping[str, str]:
    """Return what goes on with a number, with what may not follow it: words of scale, of more or less, and unit words.

    >>> from reportparse.lexicon import default
    >>> [word in behind_number(default()) for word in ("万", "多", "兆瓦时", "推进")]
    [True, True, True, False]
    """
    numerals = lexicon.table("numerals")
    others = [*numerals["small"], *numerals["big"], *lexicon.table("layout")["more"]]
    return {**unit_words(lexicon), **dict.fromkeys(others, "")}


@lru_cache(maxsize=4)
def _guarded(lexicon: Lexicon) -> re.Pattern[str]:
    ordered = sorted(behind_number(lexicon).items(), key=lambda item: (-len(item[0]), item[0]))
    return re.compile(
        "|".join(re.escape(word) + (f"(?!{either(after.split())})" if after else "") for word, after in ordered)
    )


def opens_with_unit(text: str, lexicon: Lexicon) -> bool:
    """Whether a text begins with what goes on with a number, and that is no part of a longer word.

    >>> from reportparse.lexicon import default
    >>> [opens_with_unit(text, default()) for text in ("顷地", "把椅子", "把握机遇")]
    [True, True, False]
    """
    found = _guarded(lexicon).match(text)
    if found is None or len(found[0]) > 1 or found[0] not in unit_words(lexicon):
        return found is not None
    return len(cut(text[:_NEAR], lexicon)[0]) == 1


@lru_cache(maxsize=4)
def classifiers(lexicon: Lexicon) -> frozenset[str]:
    """Return the classifiers of one character.

    >>> from reportparse.lexicon import default
    >>> sorted(set("艘次吨") & classifiers(default()))
    ['次', '艘']
    """
    lists = lexicon.table("classifiers").items()
    return frozenset(word for name, some in lists if name not in _NO_LISTS for word in some if len(word) == 1)


@lru_cache(maxsize=4)
def dimensions(lexicon: Lexicon) -> Mapping[str, str]:
    """Return every written form of a unit or classifier with its dimension, or the list that a classifier is from.

    >>> from reportparse.lexicon import default
    >>> [dimensions(default())[word] for word in ("公顷", "美金", "人次", "艘")]
    ['area', 'money', 'visits', 'count']
    """
    lists = {name: words for name, words in lexicon.table("classifiers").items() if name not in _NO_LISTS}
    counted = {word: "count" if name == "compound" else name for name, words in lists.items() for word in words}
    rows = lexicon.table("units")["unit"]
    return counted | {word: row["dimension"] for row in rows for word in (row["name"], *row.get("aliases", ()))}


def measures(unit: str, kinds: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a unit is of one of some dimensions, or one of them itself; the longest unit that ends it counts.

    >>> from reportparse.lexicon import default
    >>> [measures(unit, ("length", "口"), default()) for unit in ("万公里", "亿吨公里", "皮长公里", "万口", "平方米")]
    [True, False, True, True, False]
    """
    known, forms = dimensions(lexicon), lexicon.table("numerals")["forms"]
    unit = unit.translate(str.maketrans(forms["from"], forms["to"]))
    last = next((unit[at:] for at in range(len(unit)) if unit[at:] in known), unit.lstrip(SCALE))
    return last in kinds or known.get(last) in kinds


@lru_cache(maxsize=4)
def scaled_units(lexicon: Lexicon) -> frozenset[str]:
    """Return the units that well-known indicators have with 万 or 亿 before them.

    >>> from reportparse.lexicon import default
    >>> sorted({"元", "人次", "公里"} & scaled_units(default()))
    ['人次', '元']
    """
    big = tuple(lexicon.table("numerals")["big"])
    units = {unit for row in lexicon.table("indicators")["indicator"] for unit in row.get("units", ())}
    return frozenset(unit.lstrip("".join(big)) for unit in units if unit.startswith(big))
