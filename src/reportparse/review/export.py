"""Tables to take away: Excel, CSV, JSON or a DuckDB file, with all that a reader elsewhere needs beside each number."""

from __future__ import annotations

import csv
import json
import math
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc

from reportparse.review.write import page_name
from reportparse.tables import SCHEMAS, Outputs
from reportparse.tables.outputs import told

Tables: TypeAlias = Mapping[str, pa.Table]

_READ = (
    *("place", "report_year", "source", "indicator", "indicator_id", "measure", "direction", "text", "value", "unit"),
    *("bound", "value_low", "value_high", "normalized_value", "normalized_unit", "status", "period", "basis"),
    *("base_period", "reference", "sentence", "page", "link", "flags", "confidence", "claim_id"),
)
"""Columns of claims in the order of a reader; a spreadsheet has these alone."""

_MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its head."""

_NOT_IN_A_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA = re.compile(r"[=@\t\r].|[+-][^\d.]", re.DOTALL)
"""What a spreadsheet that opens a CSV file would reckon, or worse."""


class ExportError(ValueError):
    """A file that cannot be written; the message says what to do."""


def export(outputs: Outputs, path: Path, claims: pa.Table | None = None, table: str = "claims") -> dict[str, int]:
    """Write tables into one file, told by its name: .xlsx, .csv, .json or .duckdb.

    Args:
        outputs: the tables.
        path: the file, written anew and only once it is whole.
        claims: the claims to write, with those of their documents before them, in place of all; of the other tables
            the rows in which they have a part.
        table: the table for .csv and .json, which hold one; the others hold claims, panel and delivery.

    Returns:
        rows by table.

    Raises:
        ExportError: if the kind of file is not known, or a sheet cannot hold the rows.
        OSError: if the file cannot be written.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise ExportError(f"{path}: give it a name that ends in {', '.join(_WRITERS)}")
    names = (table,) if write in (_csv, _json) else ("claims", "panel", "delivery", "doubts", "documents")
    found = {name: _table(outputs, name, claims, path) for name in names}
    handle, fresh = tempfile.mkstemp(suffix=path.suffix, dir=path.parent)
    os.close(handle)
    try:
        write(Path(fresh), found)
        os.chmod(fresh, 0o644)
        os.replace(fresh, path)
    finally:
        Path(fresh).unlink(missing_ok=True)
    return {name: len(rows) for name, rows in found.items()}


def _table(outputs: Outputs, name: str, claims: pa.Table | None, path: Path) -> pa.Table:
    if name != "claims":
        found = outputs.table(name) if claims is None else _of(outputs.table(name), claims)
        return told(found, outputs.table("documents")) if name == "doubts" else found
    rows = outputs.told_claims() if claims is None else claims
    rows = rows.append_column("link", pa.array(_links(outputs, rows, path), pa.string()))
    return rows.select([*_READ, *(column for column in rows.column_names if column not in _READ)])


def _of(table: pa.Table, claims: pa.Table) -> pa.Table:
    """The rows of a table in which these claims, or their documents, have a part."""
    keys = [key for key in ("claim_id", "other_id", "target_claim_id", "result_claim_id") if key in table.column_names]
    tests = [pc.is_in(table[key], value_set=claims["claim_id"]) for key in keys]
    return table.filter(reduce(pc.or_, tests or [pc.is_in(table["doc_id"], value_set=claims["doc_id"])]))


def _links(outputs: Outputs, claims: pa.Table, path: Path) -> Iterator[str | None]:
    """The way from the file to each claim on the review pages, where those are written."""
    documents = outputs.table("documents", ["doc_id", "source"]).to_pylist()
    pages = {d["doc_id"]: outputs.folder / "review" / page_name(d["source"], d["doc_id"]) for d in documents}
    ways = {doc: _way(page, path.resolve().parent) if page.is_file() else None for doc, page in pages.items()}
    for doc, claim in zip(claims["doc_id"].to_pylist(), claims["claim_id"].to_pylist(), strict=True):
        yield f"{ways[doc]}#claim-{claim}" if ways[doc] else None


def _way(page: Path, folder: Path) -> str:
    try:
        return quote(Path(os.path.relpath(page.resolve(), folder)).as_posix())
    except ValueError:  # another drive
        return page.resolve().as_uri()


def _cell(value: Any) -> Any:
    """A list becomes joined text, what is not a number becomes nothing."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _csv(path: Path, tables: Tables) -> None:
    [table] = tables.values()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for rows in table.to_batches(1000):
            writer.writerows([_harmless(_cell(value)) for value in row.values()] for row in rows.to_pylist())


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _json(path: Path, tables: Tables) -> None:
    [table] = tables.values()
    rows = [{k: v if isinstance(v, list) else _cell(v) for k, v in row.items()} for row in table.to_pylist()]
    with path.open("w", encoding="utf8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _duckdb(path: Path, tables: Tables) -> None:
    import duckdb

    path.unlink()
    with duckdb.connect(path.as_posix()) as connection:
        for name, table in tables.items():
            connection.register("rows", table)
            connection.execute(f"create table {name} as select * from rows")
            connection.unregister("rows")


def _xlsx(path: Path, tables: Tables) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in tables.items():
        if len(table) > _MOST_ROWS:
            raise ExportError(f"{name}: {len(table)} rows do not fit a sheet; narrow them, or write .csv or .duckdb")
        columns = [column for column in table.column_names if column in _READ] if name == "claims" else None
        _sheet(book, name, table.select(columns) if columns else table)
    _dictionary(book)
    book.save(path)


def _sheet(book: Any, name: str, table: pa.Table) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{_letter(len(table.column_names))}{len(table) + 1}"
    for at, column in enumerate(table.column_names, 1):
        sheet.column_dimensions[_letter(at)].width = 60 if column == "sentence" else 14
    sheet.append(_head(sheet, table.column_names))
    for rows in table.to_batches(1000):
        for row in rows.to_pylist():
            sheet.append([_excel(sheet, column, _cell(value)) for column, value in row.items()])


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _head(sheet: Any, names: Sequence[str]) -> list[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells = [WriteOnlyCell(sheet, name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _excel(sheet: Any, column: str, value: Any) -> Any:
    """A cell that no program takes for a formula, but for the link."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    if column == "link" and len(value) < 250:
        return f'=HYPERLINK("{value}", "↗")'
    text = _NOT_IN_A_CELL.sub("", value)[:32_000]
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _dictionary(book: Any) -> None:
    sheet = book.create_sheet("columns")
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["C"].width = 100
    sheet.append(_head(sheet, ["table", "column", "description"]))
    for name in ("claims", "panel", "delivery", "doubts", "documents"):
        for field in SCHEMAS[name]:
            sheet.append([name, field.name, (field.metadata or {}).get(b"description", b"").decode()])


_WRITERS: dict[str, Callable[[Path, Tables], None]] = {".xlsx": _xlsx, ".csv": _csv, ".json": _json, ".duckdb": _duckdb}
