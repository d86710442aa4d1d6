"""The panel of one indicator as people read it: a row a place and year, the target beside the result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportparse.lexicon import Lexicon

if TYPE_CHECKING:
    import pandas as pd

SIDE = (
    *("value", "low", "high", "bound", "unit", "shown", "expected"),
    *("n_values", "others", "claim_id", "claim_ids", "report_year"),
)
KEY = ("place", "place_code", "level", "year", "measure")
COLUMNS = (*KEY, *(f"target_{name}" for name in SIDE), *(f"actual_{name}" for name in SIDE), "gap")


def wide(panel: pd.DataFrame, indicator_id: str, measures: set[str], unit: str) -> pd.DataFrame:
    """Return place by year for one indicator, targets beside results: annual figures, growth on the year before.

    Bounds are as the reports word them: a fall of 3% or more is -3 with ``>=``, and is shown as ≤-3.

    Args:
        panel: the panel table.
        indicator_id: a name from the lexicon, such as ``gdp``.
        measures: growth_rate, level …
        unit: the unit to take where a place has numbers in several, as with exports in 元 and 美元.
    """
    import pandas as pd

    annual = panel["period"] == panel["year"].astype("str")
    basis = panel["basis"].isna() & ~panel["measure"].isin(["growth_rate", "change"]) | (panel["basis"] == "yoy")
    rows = panel[annual & basis & (panel["indicator_id"] == indicator_id) & panel["measure"].isin(measures)]
    rows = rows.assign(bound=rows["bound_written"], other_unit=rows["unit"] != unit).sort_values(
        [*KEY, "other_unit", "unit"]
    )
    rows = rows.drop_duplicates([*KEY, "status"])
    sides = []
    for side, status in (("target", "target"), ("actual", "actual")):
        one = rows.loc[rows["status"] == status, [*KEY, *SIDE]]
        sides.append(one.rename(columns={name: f"{side}_{name}" for name in SIDE}).set_index(list(KEY)))
    joined = sides[0].join(sides[1], how="outer").reset_index().sort_values(["place", "year", "measure"])
    same = joined["target_unit"] == joined["actual_unit"]
    joined["gap"] = (joined["actual_value"] - joined["target_value"]).where(same).round(9)
    return pd.DataFrame(joined.reset_index(drop=True), columns=pd.Index(COLUMNS))


def indicator_row(indicator_id: str, lexicon: Lexicon) -> dict[str, Any]:
    """Return the lexicon's row of an indicator.

    Raises:
        KeyError: if there is none of that name.
    """
    for row in lexicon.table("indicators")["indicator"]:
        if row["id"] == indicator_id:
            found: dict[str, Any] = row
            return found
    raise KeyError(indicator_id)


def form_of(indicator_id: str, lexicon: Lexicon, panel: pd.DataFrame) -> tuple[set[str], str]:
    """Return the measures in which an indicator's targets are set, and its unit.

    What the lexicon does not know, such as an indicator of a vocabulary of one's own, has the form that most of its
    rows have in the table.

    Raises:
        KeyError: if neither has the indicator.
    """
    try:
        row = indicator_row(indicator_id, lexicon)
    except KeyError:
        rows = panel[panel["indicator_id"] == indicator_id]
        if not len(rows):
            raise
        targets = rows[rows["status"] == "target"]
        return set((targets if len(targets) else rows)["measure"]), str(rows["unit"].mode().iloc[0])
    return target_measures(row), unit_of(row)


def target_measures(row: dict[str, Any]) -> set[str]:
    """The measures in which targets of an indicator are set: money and indexes by growth, the others by level.

    >>> target_measures({"id": "gdp", "dimension": "money"})
    {'growth_rate'}
    """
    if "target_measure" in row:
        return {row["target_measure"]}
    if row["dimension"] in ("money", ""):
        return {"growth_rate"}
    return {"level", "share"} if row["dimension"] == "percent" else {"level"}


def unit_of(row: dict[str, Any]) -> str:
    """Return the unit that an indicator's amounts stand in, without a scale word.

    >>> unit_of({"units": ["亿元"]}), unit_of({"units": ["亿千瓦时"]}), unit_of({"units": []})
    ('元', '千瓦时', '')
    """
    return next((str(unit).lstrip("万亿") for unit in row.get("units", ())), "")


_BEFORE_YEAR = re.compile(r"[\W_]*(?:19|20)\d\d")


def place_in(source: str) -> str:
    """Return a file's name up to its year, which stands for a place that is in no list.

    >>> place_in("old/云溪省_2024.txt"), place_in("2024.txt")
    ('云溪省', '2024')
    """
    stem = re.sub(r"\.[^.]*$", "", source.rsplit("/", 1)[-1])
    return _BEFORE_YEAR.split(stem)[0] or stem
