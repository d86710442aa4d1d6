"""Tables with rows written by hand, for tests of what is derived from them."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from reportparse.tables import SCHEMAS
from reportparse.tables.write import write_table


def _blank(field: pa.Field) -> Any:
    if field.nullable:
        return None
    if pa.types.is_list(field.type):
        return []
    return "" if pa.types.is_string(field.type) else 0


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    blank = {field.name: _blank(field) for field in SCHEMAS[name]}
    return pa.Table.from_pylist([blank | row for row in rows], SCHEMAS[name])


def document(doc: str, place: str | None, year: int, **more: Any) -> dict[str, Any]:
    row = {"doc_id": doc, "source": f"{place or doc}_{year}.txt", "place": place, "report_year": year}
    return row | {"review_year": year - 1, "level": "province", "place_code": "990000"} | more


def claim(doc: str, n: int, status: str, period: str, value: float, **more: Any) -> dict[str, Any]:
    text = more.pop("text", f"{value:g}%")
    row = {
        "doc_id": doc,
        "claim_id": f"{doc}-c{n}",
        "mention_id": f"{doc}-m{n}",
        "block_id": f"{doc}-b0",
        "indicator": "地区生产总值",
        "indicator_id": "gdp",
        "measure": "growth_rate",
        "direction": "up",
        "status": status,
        "period": period,
        "value": value,
        "value_low": value,
        "value_high": value,
        "normalized_value": value,
        "normalized_unit": "%",
        "unit": "%",
        "bound": "=",
        "text": text,
        "sentence": f"生产总值增长{text}。",
        "confidence": 0.9,
        "raw_start": n,
        "raw_end": n + 2,
    }
    return row | more


def level(doc: str, n: int, status: str, period: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    more = {"measure": "level", "direction": None, "unit": unit, "normalized_unit": unit} | more
    return claim(doc, n, status, period, value, text=more.pop("text", f"{value:g}{unit}"), **more)


def write(folder: Path, documents: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Path:
    for name, rows in (("documents", documents), ("claims", claims)):
        write_table(folder / f"{name}.parquet", table(name, rows))
    return folder
