"""The lexicon as the tables and variables that the queries read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from reportparse.claims.indicator_ids import KINDS
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.tables.wide import unit_of

_INDICATORS = pa.schema(
    [
        ("indicator_id", pa.string()),
        ("nbs_name", pa.string()),
        ("polarity", pa.string()),
        ("tolerance", pa.float64()),
        ("growth_tolerance", pa.float64()),
        ("dimension", pa.string()),
        ("many", pa.bool_()),
    ]
)
_SUMS = pa.schema([("whole", pa.string()), ("parts", pa.list_(pa.string()))])
_PRODUCTS = pa.schema(
    [("whole", pa.string()), ("factors", pa.list_(pa.string())), ("scale", pa.float64()), ("slack", pa.float64())]
)
_HALVES = pa.schema([("one", pa.string()), ("other", pa.string())])
_JUMPS = pa.schema([("dimension", pa.string()), ("most", pa.float64())])
_UNITS = pa.schema(
    [("indicator_id", pa.string()), ("normalized_unit", pa.string()), ("unit", pa.string()), ("factor", pa.float64())]
)


def indicator_rows(lexicon: Lexicon) -> pa.Table:
    """Return id, NBS name, polarity, tolerances of every indicator."""
    rows = [
        {
            "indicator_id": row["id"],
            "nbs_name": row["nbs_name"],
            "polarity": row.get("polarity"),
            "tolerance": row.get("tolerance"),
            "growth_tolerance": row.get("growth_tolerance"),
            "dimension": row["dimension"],
            "many": row.get("many", False),
        }
        for row in lexicon.table("indicators")["indicator"]
    ]
    return pa.Table.from_pylist(rows, _INDICATORS)


def sum_rows(lexicon: Lexicon) -> pa.Table:
    """Return wholes and the parts that they are the sum of, by the ids of indicators."""
    return pa.Table.from_pylist(lexicon.table("facts")["sum"], _SUMS)


def product_rows(lexicon: Lexicon) -> pa.Table:
    """Return wholes and the two factors that they are the product of, by the ids of indicators."""
    return pa.Table.from_pylist(lexicon.table("facts")["product"], _PRODUCTS)


def halves_rows(lexicon: Lexicon) -> pa.Table:
    """Return pairs of words for the two halves of a whole."""
    return pa.Table.from_pylist(lexicon.table("facts")["halves"], _HALVES)


def jump_rows(lexicon: Lexicon) -> pa.Table:
    """Return how many times as much the level of an indicator can be within two years, by its dimension."""
    most = lexicon.table("facts")["jump"]
    return pa.Table.from_pydict({"dimension": list(most), "most": list(most.values())}, _JUMPS)


def unit_rows(lexicon: Lexicon) -> pa.Table:
    """Return, for every indicator, the units that its one unit can be reckoned from."""
    table = lexicon.table("indicators")
    rows = [line for row in table["indicator"] for line in _units(row, table["one_unit"])]
    return pa.Table.from_pylist(rows, _UNITS)


def _units(row: dict[str, Any], factors: dict[str, dict[str, float]]) -> Iterator[dict[str, Any]]:
    own = unit_of(row)
    for group in factors.values():
        if own in group:
            for unit, factor in group.items():
                yield {"indicator_id": row["id"], "normalized_unit": unit, "unit": own, "factor": factor / group[own]}


def variables(lexicon: Lexicon) -> dict[str, str | float | list[str]]:
    """Return the words and numbers that the queries name with ``getvariable``; words as a pattern of alternatives."""
    facts = lexicon.table("facts")
    verbs = lexicon.table("commitment")["verb"]
    modifiers = lexicon.table("indicators")["modifiers"]
    territory = [word for word in modifiers["territory"] if word[-1] in KINDS]
    words = {name: either(listed) for name, listed in facts["words"].items()}
    for commitment in ("hard", "soft"):
        words[f"{commitment}_words"] = either(
            w for row in verbs if row["commitment"] == commitment for w in row["words"]
        )
    return {
        **words,
        "country": list(modifiers["country"]),
        "territory": territory,
        **facts["patterns"],
        **facts["marks"],
        **facts["tolerance"],
    }
