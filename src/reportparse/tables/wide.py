"""The panel of one indicator as people read it: a row a place and year, the target beside the result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from reportparse.lexicon import Lexicon

if TYPE_CHECKING:
    import pyarrow as pa

Row: TypeAlias = dict[str, Any]

SIDE = (
    *("value", "low", "high", "bound", "unit", "shown", "expected"),
    *("n_values", "others", "claim_id", "claim_ids", "report_year"),
)
KEY = ("place", "place_code", "level", "year", "measure")
COLUMNS = (*KEY, *(f"target_{name}" for name in SIDE), *(f"actual_{name}" for name in SIDE), "gap")


def wide(rows: Iterable[Row], measures: set[str], unit: str) -> list[Row]:
    """Return place by year for one indicator, targets beside results: annual figures, growth on the year before.

    Bounds are as the reports word them: a fall of 3% or more is -3 with ``>=``, and is shown as ≤-3.

    Args:
        rows: the rows of one indicator in the panel table.
        measures: growth_rate, level …
        unit: the unit to take where a place has numbers in several, as with exports in 元 and 美元.
    """
    sides: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: (row["unit"] != unit, row["unit"] or "")):
        if row["measure"] in measures and _is_annual(row):
            sides.setdefault(tuple(row[name] for name in KEY), {}).setdefault(row["status"], row)
    found = [_joined(key, side) for key, side in sides.items()]
    return sorted(found, key=lambda row: (row["place"], row["year"], row["measure"]))


def _is_annual(row: Row) -> bool:
    basis = row["basis"] == "yoy" or (row["basis"] is None and row["measure"] not in ("growth_rate", "change"))
    return basis and bool(row["period"] == str(row["year"]))


def _joined(key: tuple[Any, ...], sides: Mapping[str, Row]) -> Row:
    """A target and its result as one row; what is missing is None."""
    out = dict(zip(KEY, key, strict=True))
    for side in ("target", "actual"):
        row = sides.get(side)
        out |= {f"{side}_{name}": row and row[_WRITTEN.get(name, name)] for name in SIDE}
    target, actual = sides.get("target"), sides.get("actual")
    same = target and actual and target["unit"] == actual["unit"]
    known = same and None not in (out["target_value"], out["actual_value"])
    return out | {"gap": round(out["actual_value"] - out["target_value"], 9) if known else None}


_WRITTEN = {"bound": "bound_written"}


def schema() -> pa.Schema:
    """Return the columns of what ``wide`` gives."""
    import pyarrow as pa

    from reportparse.tables.schemas import PANEL

    kinds = {name: PANEL.field(name).type for name in KEY}
    for side in ("target", "actual"):
        kinds |= {f"{side}_{name}": PANEL.field(_WRITTEN.get(name, name)).type for name in SIDE}
    return pa.schema([(name, kinds.get(name, pa.float64())) for name in COLUMNS])


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


def form_of(indicator_id: str, lexicon: Lexicon, rows: Sequence[Row]) -> tuple[set[str], str]:
    """Return the measures in which an indicator's targets are set, and its unit.

    What the lexicon does not know, such as an indicator of a vocabulary of one's own, has the form that most of its
    rows have in the table.

    Args:
        indicator_id: a name from the lexicon.
        lexicon: the vocabulary.
        rows: the rows of the indicator in the panel table.

    Raises:
        KeyError: if neither has the indicator.
    """
    try:
        row = indicator_row(indicator_id, lexicon)
    except KeyError:
        if not rows:
            raise
        targets = [row for row in rows if row["status"] == "target"] or rows
        unit = Counter(sorted(row["unit"] for row in rows)).most_common(1)[0][0]
        return {row["measure"] for row in targets}, str(unit)
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
