"""The tables of a file as the program sees them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportparse.cli.say import StopError, give, print_table

if TYPE_CHECKING:
    from reportparse.model import Cell, Claim, Grid
    from reportparse.report import Report


def print_tables(path: Path, year: int | None, json: bool) -> None:
    """Print each table of a file with what its numbers were read as, or all of them as JSON."""
    from reportparse.formats import UnreadableError, read
    from reportparse.pipeline import parse

    try:
        report = parse(read(path), year=year)
    except (UnreadableError, OSError) as error:
        raise StopError(f"{path}: {error}") from error
    tables = [_table(report, grid, claims) for grid, claims in zip(report.grids, _claims(report), strict=True)]
    if json:
        give(tables)
        return
    for table in tables:
        rows = [{str(cell["column"]): _shown(cell) for cell in row} for row in table["rows"]]
        names = sorted({int(name) for row in rows for name in row})
        print_table([{str(name): row.get(str(name), "") for name in names} for row in rows], title=table["caption"])


def _claims(report: Report) -> list[dict[int, Claim]]:
    """For each grid the claim of each cell, by the cell's index."""
    found: list[dict[int, Claim]] = [{} for _ in report.grids]
    for claim in report.claims:
        place = report.blocks[claim.block].cell
        if place is not None:
            found[place[0]].setdefault(place[1], claim)
    return found


def _table(report: Report, grid: Grid, claims: dict[int, Claim]) -> dict[str, Any]:
    caption = " ".join(report.raw[slice(*grid.caption)].split()) if grid.caption else ""
    rows: dict[int, list[dict[str, Any]]] = {}
    for i, cell in enumerate(grid.cells):
        rows.setdefault(cell.row, []).append(_cell(report, cell, claims.get(i)))
    return {"caption": caption, "rows": [rows[row] for row in sorted(rows)]}


def _cell(report: Report, cell: Cell, claim: Claim | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"column": cell.column, "text": " ".join(report.raw[cell.start : cell.end].split())}
    if cell.row_span > 1 or cell.column_span > 1:
        shown["spans"] = [cell.row_span, cell.column_span]
    if claim is not None:
        fields = ("indicator", "measure", "direction", "unit", "period", "status", "confidence", "flags")
        shown["claim"] = {field: getattr(claim, field) for field in fields}
    return shown


def _shown(cell: dict[str, Any]) -> str:
    claim = cell.get("claim")
    if claim is None:
        return str(cell["text"])
    said = [claim["measure"], claim["direction"], claim["unit"], claim["period"], f"{claim['confidence']:.2f}"]
    return f"{cell['text']}\n= {claim['indicator'] or '?'}\n{' '.join(filter(None, said))}"
