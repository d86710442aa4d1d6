"""A panel of numbers that no list of indicators has, by the exact words of the reports."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reportparse.review.numbers import number

if TYPE_CHECKING:
    from reportparse.tables import Outputs

Row = dict[str, Any]

_SIGNS = {"=": "", "~": "≈", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
_GROWTH = ("growth_rate", "change")


def rows_named(outputs: Outputs, name: str) -> list[Row]:
    """Return the claims of an indicator by its exact name, as the panel table would have them, the surest first."""
    from reportparse.tables.plain import where

    found = where(outputs.told_claims(), {"indicator": name}).to_pylist()
    cells: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for claim in sorted(found, key=lambda claim: -claim["confidence"]):
        year = str(claim["period"] or "")[-4:]
        if year.isdigit() and claim["value"] is not None:
            key = (claim["place"], claim["period"], claim["measure"], claim["status"], claim["normalized_unit"])
            cells[key].append(_row(claim, int(year)))
    return [_first(rows) for rows in cells.values()]


def _row(claim: Row, year: int) -> Row:
    factor = claim["normalized_value"] / claim["value"] if claim["value"] and claim["normalized_value"] else 1
    sign = -1 if claim["direction"] == "down" and claim["measure"] in _GROWTH else 1
    ends = [end if end is None else end * factor * sign for end in (claim["value_low"], claim["value_high"])]
    low, high = ends[::sign]
    value = claim["value"] * factor * sign
    return {
        **{key: claim[key] for key in ("place", "measure", "status", "period", "claim_id", "report_year")},
        "place_code": None,
        "level": None,
        "year": year,
        "value": value,
        "low": low,
        "high": high,
        "bound": claim["bound"],
        "bound_written": claim["bound"],
        "unit": claim["normalized_unit"],
        "basis": claim["basis"] or ("yoy" if claim["measure"] in _GROWTH else None),
        "expected": False,
        "shown": _shown(claim["bound"], value, low, high, sign),
    }


def _shown(bound: str, value: float, low: float | None, high: float | None, sign: int) -> str:
    if bound == "range" and low is not None and high is not None:
        return f"{number(low)}–{number(high)}"
    turned = bound.translate(str.maketrans("<>", "><")) if sign < 0 else bound
    return _SIGNS.get(turned, "") + number(value)


def _first(rows: list[Row]) -> Row:
    values = list(dict.fromkeys(row["value"] for row in rows))
    ids = [row["claim_id"] for row in rows]
    return rows[0] | {"n_values": len(values), "others": values[1:], "claim_ids": ids}
