"""What a growth rate or a change is measured from: the year before, the month before, a plan, a named year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from reportparse.claims.words import words_of
from reportparse.frame.timex import compared_years
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import any_of, either
from reportparse.model import Basis, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDEST = 120
"""Characters before a number in which its basis may stand."""
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


@lru_cache(maxsize=4)
def _bases(lexicon: Lexicon) -> tuple[re.Pattern[str], Mapping[str, Basis]]:
    """Any word that names a basis, and the basis that it names."""
    table: Mapping[str, Mapping[str, list[str]]] = lexicon.table("basis")
    named = {word: cast("Basis", name) for name, row in table.items() for word in row["words"]}
    return any_of(named), named


@lru_cache(maxsize=4)
def _paired(lexicon: Lexicon) -> re.Pattern[str]:
    """同比、环比分别: two bases, whose numbers follow in their order."""
    named, words = either(_bases(lexicon)[1]), words_of(lexicon)
    joiner, each = either(words.sets["joiner"]), either(words.sets["each"])
    return re.compile(f"({named})(?:{joiner})({named})(?:{each})(?P<since>[^，。；]*)$")


def basis_of(
    before: str, measure: Measure, period: str | None, lexicon: Lexicon
) -> tuple[Basis | None, str | None, str]:
    """Return the basis of a growth rate or a change, the period that it starts from, and the word that told.

    Args:
        before: the sentence up to the number; the last word in it that names a basis decides.
        measure: nothing but ``growth_rate`` and ``change`` has a basis.
        period: what the number is about, ISO 8601.
        lexicon: the vocabulary.

    >>> from reportparse.lexicon import default
    >>> basis_of("出口同比增长", "growth_rate", "2024-01/2024-03", default())
    ('yoy', '2023-01/2023-03', '同比')
    >>> basis_of("产量比一九七八年增长", "growth_rate", "1982", default())
    ('vs_base', '1978', '1978')
    >>> basis_of("出口增长", "growth_rate", "2024", default())
    (None, None, '')
    """
    if measure not in ("growth_rate", "change"):
        return None, None, ""
    before = before[-_WIDEST:]
    pattern, named = _bases(lexicon)
    if (pair := _paired(lexicon).search(before)) is not None:
        said = pair[1 + any(joiner in pair["since"] for joiner in words_of(lexicon).sets["joiner"])]
        return named[said], _base_period(named[said], period), said
    found = next(reversed(list(pattern.finditer(before))), None)
    years = compared_years(before, lexicon)
    if years and (found is None or not compared_years(before[: found.start()], lexicon)):
        return _against(years[-1], period)
    if found is None:
        return None, None, ""
    basis = named[found[0]]
    return basis, _base_period(basis, period), found[0]


def _against(year: int, period: str | None) -> tuple[Basis, str, str]:
    """The year before the period is the plain case; any other is a base of its own."""
    before = period is not None and _YEAR.fullmatch(period) is not None and int(period) == year + 1
    return ("yoy" if before else "vs_base"), str(year), str(year)


def _base_period(basis: Basis, period: str | None) -> str | None:
    """The period that the change starts from, as far as that of the number tells."""
    if period is None or basis == "vs_plan":
        return None
    first, last = period[:4], period[-4:] if _YEAR.fullmatch(period[-4:]) else period.rpartition("/")[2][:4]
    if basis == "mom":
        month = _MONTH.fullmatch(period)
        return _month_before(int(month[1]), int(month[2])) if month else None
    if basis in ("annual_average", "cumulative"):
        return str(int(first) - 1) if first != last else None
    if basis == "yoy" and first == last:
        return _YEAR.sub(lambda m: str(int(m[0]) - 1), period)
    return str(int(last) - 1)


def _month_before(year: int, month: int) -> str:
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
