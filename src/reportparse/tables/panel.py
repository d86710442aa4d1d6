"""One indicator over places and years: the target beside the result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from reportparse.lexicon import Lexicon, default
from reportparse.model import Bound
from reportparse.tables.commitment import commitment_of

if TYPE_CHECKING:
    import pandas as pd

SIDE = ("value", "low", "high", "bound", "unit", "n_values", "claim_ids")
_BEFORE_YEAR = re.compile(r"[\W_]*(?:19|20)\d\d")
COLUMNS = (
    *("place", "place_code", "level", "year", "measure"),
    *(f"target_{name}" for name in SIDE),
    *("commitment", "commitment_reason"),
    *(f"actual_{name}" for name in SIDE),
    "gap",
)


def panel(
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    indicator_id: str,
    measure: str | None = None,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """Return place by year for one indicator, targets beside results.

    A target of a year is taken from the report of that year or the last one before it, a result from the first report
    that looks back on the year. Where a report holds several values, the one of highest confidence stands and
    ``n_values`` says how many contend. Growth that is a fall is negative; growth over several years is left out.
    ``gap`` is result minus target, where each side has one unit.

    Args:
        claims: the claims table.
        documents: the documents table.
        indicator_id: a name from the lexicon, such as ``gdp``.
        measure: growth_rate, level …; None takes the form in which the indicator's targets are set.
        lexicon: vocabulary to use instead of the program's own.

    Raises:
        KeyError: if the lexicon has no indicator of that name.
    """
    import pandas as pd

    lexicon = lexicon or default()
    measures = {measure} if measure else target_measures(indicator_id, lexicon)
    rows = claims[(claims["indicator_id"] == indicator_id) & claims["measure"].isin(measures)]
    rows = rows[~_over_years(rows)]
    rows = rows[rows["period"].str.fullmatch(r"\d{4}", na=False) & rows["value"].notna()]
    keep = ["doc_id", "source", "place", "place_code", "level", "report_year"]
    rows = rows.merge(documents[keep], on="doc_id")
    rows = rows.assign(place=rows["place"].fillna(rows["source"].map(place_in)), year=rows["period"].astype("int64"))
    out = [
        _row(cast("tuple[str, int]", key), group, lexicon) for key, group in rows.groupby(["place", "year"], sort=True)
    ]
    return pd.DataFrame(out, columns=pd.Index(COLUMNS))


def place_in(source: str) -> str:
    """Return a file's name up to its year, which stands for a place that is in no list.

    >>> place_in("old/云溪省_2024.txt"), place_in("2024.txt")
    ('云溪省', '2024')
    """
    stem = re.sub(r"\.[^.]*$", "", source.rsplit("/", 1)[-1])
    return _BEFORE_YEAR.split(stem)[0] or stem


def _over_years(rows: pd.DataFrame) -> pd.Series[bool]:
    """Growth in multiples, or against a year other than the one before, which no annual panel can hold."""
    growth = rows["measure"] == "growth_rate"
    base = rows["reference"].astype("str").str.extract(r"((?:19|20)\d\d)", expand=False).astype("float64")
    year = rows["period"].astype("str").str.extract(r"^(\d{4})$", expand=False).astype("float64")
    return growth & ((rows["normalized_unit"] != "%") | (base.notna() & (base != year - 1)))


def target_measures(indicator_id: str, lexicon: Lexicon) -> set[str]:
    """The measures in which targets of an indicator are set: money and indexes by growth, the others by level.

    >>> target_measures("gdp", default())
    {'growth_rate'}
    """
    for row in lexicon.table("indicators")["indicator"]:
        if row["id"] == indicator_id:
            if "target_measure" in row:
                return {row["target_measure"]}
            if row["dimension"] in ("money", ""):
                return {"growth_rate"}
            return {"level", "share"} if row["dimension"] == "percent" else {"level"}
    raise KeyError(indicator_id)


def _row(key: tuple[str, int], group: pd.DataFrame, lexicon: Lexicon) -> dict[str, Any]:
    place, year = key
    target = _nearest(group[group["status"] == "target"], year, ahead=False)
    actual = _nearest(group[group["status"] == "actual"], year, ahead=True)
    first = group.iloc[0]
    row: dict[str, Any] = {"place": place, "place_code": first["place_code"], "level": first["level"], "year": year}
    row["measure"] = first["measure"]
    row |= _side("target", target) | _side("actual", actual)
    if len(target):
        best = _best(target)
        found = commitment_of(best["sentence"], best["text"], cast("Bound", best["bound"]), lexicon)
        row["commitment"], row["commitment_reason"] = found
    if len(target) and len(actual) and row["target_unit"] == row["actual_unit"]:
        row["gap"] = round(row["actual_value"] - row["target_value"], 9)
    return row


def _nearest(rows: pd.DataFrame, year: int, *, ahead: bool) -> pd.DataFrame:
    """The rows of one report: for a target the last not after the year, for a result the first not before it."""
    if not len(rows):
        return rows
    years = rows["report_year"].astype("float64").fillna(year)
    fitting = years[years >= year] if ahead else years[years <= year]
    if not len(fitting):
        return rows.iloc[:0] if not ahead else rows[years == years.max()]
    return rows[years == (fitting.min() if ahead else fitting.max())]


def _best(rows: pd.DataFrame) -> pd.Series[Any]:
    return rows.sort_values(["confidence", "raw_start"], ascending=[False, True], kind="stable").iloc[0]


def _side(name: str, rows: pd.DataFrame) -> dict[str, Any]:
    if not len(rows):
        return {}
    best = _best(rows)
    sign = -1.0 if best["direction"] == "down" and best["measure"] == "growth_rate" else 1.0
    scale = best["normalized_value"] / best["value"] if best["value"] else 1.0
    scale = sign * (1.0 if scale != scale else scale)
    distinct = set(zip(rows["normalized_value"], rows["bound"], rows["direction"].fillna(""), strict=True))
    return {
        f"{name}_value": best["value"] * scale,
        f"{name}_low": best["value_low"] * scale,
        f"{name}_high": best["value_high"] * scale,
        f"{name}_bound": best["bound"],
        f"{name}_unit": best["normalized_unit"],
        f"{name}_n_values": len(distinct),
        f"{name}_claim_ids": list(rows["claim_id"]),
    }
