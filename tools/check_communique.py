"""Compare the values that parse reads from single sentences of statistical communiqués with a table of expected ones.

    check_communique.py TABLE.tsv [--fails N]

The table has the columns field, unit, sentence and expected_value (NULL where the sentence does not give the field).
The exit code is 1 if fewer than ``LEAST`` of them are read.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import reportparse as rp

LEAST = 0.9
"""Share of sentences that must be read right."""
GROWTH = "增速"
SCALES = {"亿": Decimal(10**8), "万": Decimal(10**4), "": Decimal(1)}
TONNES = {"斤": Decimal("0.0005"), "公斤": Decimal("0.001"), "吨": Decimal(1)}
SYNONYMS = {
    "规上工业利润总额": ("利润总额", "利润"),
    "规上工业利税总额": ("利税总额", "利税", "税金总额"),
    "规上工业增加值": ("增加值",),
    "规上工业主营业务收入": ("主营业务收入",),
}


def main() -> int:
    """Print the share of rows whose value is read, and the rows where it is not; return 1 if it is too low."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--fails", type=int, default=0)
    arguments = parser.parse_args()
    rows = list(csv.DictReader(arguments.table.open(encoding="utf8"), delimiter="\t"))
    missed = [(row, got) for row in rows if (got := readings(row)) is not None]
    print(f"sentences right {len(rows) - len(missed)}/{len(rows)} ({1 - len(missed) / len(rows):.4f})")
    for row, got in missed[: arguments.fails]:
        print(f"  {row['field']} {row['expected_value']} got {got}: {row['sentence']}")
    return int(len(rows) - len(missed) < LEAST * len(rows))


def readings(row: dict[str, str]) -> list[tuple[str, str, str]] | None:
    """Return what was read instead of the expected value, or None if it was read."""
    growth = row["field"].endswith(GROWTH)
    field = row["field"].removesuffix(GROWTH)
    claims = [c for c in rp.parse(row["sentence"], year=2018).claims if (c.measure == "growth_rate") is growth]
    claims = [c for c in claims if names(c.indicator, field) and c.measure in ("level", "growth_rate")]
    values = {value_in(claim, row["unit"]) for claim in claims} - {None}
    expected = row["expected_value"]
    right = not values if expected == "NULL" else Decimal(expected) in values
    return None if right else [(c.indicator, c.measure, c.text) for c in claims]


def names(indicator: str, field: str) -> bool:
    """Whether an indicator is the field's; a part of it in the middle of a longer name is not."""
    endings: Iterable[str] = SYNONYMS.get(field, (field,))
    if any(indicator.endswith(ending) for ending in endings):
        return True
    subject, head = field[:-2], field[-2:]
    return indicator.startswith(subject) and indicator.endswith(head)


def value_in(claim: rp.Claim, unit: str) -> Decimal | None:
    """The claim's value in the table's unit, signed by its direction; None for another kind of unit."""
    if claim.normalized_value is None:
        return None
    if unit == "%":
        return -abs(claim.normalized_value) if claim.direction == "down" else claim.normalized_value
    scale, base = (unit[0], unit[1:]) if unit[0] in SCALES else ("", unit)
    factor = TONNES.get(claim.normalized_unit, Decimal(1)) if base == "吨" else Decimal(1)
    if base != claim.normalized_unit and not (base == "吨" and claim.normalized_unit in TONNES):
        return None
    return claim.normalized_value * factor / SCALES[scale]


if __name__ == "__main__":
    sys.exit(main())
