"""The sheets of an Excel file as tables, every value as the sheet shows it."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from reportparse.formats.flow import Block, Table, TableCell
from reportparse.formats.limits import MAX_SHEETS, too_large
from reportparse.formats.number_format import shown
from reportparse.formats.unreadable import UnreadableError

_UNSAVED = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v /></c>")
"""What follows a formula whose value no program has reckoned."""


def read_xlsx(data: bytes) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of an Excel file, and what was left out of them.

    A sheet's name and the single cells above a table are lines; empty rows part tables. Formulas give the values that
    were saved with them. Hidden sheets, rows and columns are left out.

    Raises:
        UnreadableError: if the file is damaged or too large.
    """
    left_out: Counter[str] = Counter()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [entry for entry in archive.infolist() if entry.filename.endswith(".xml")]
            if (size := sum(part.file_size for part in parts)) > MAX_SHEETS:
                raise too_large("bytes of sheets", size, MAX_SHEETS)
            for part in (part for part in parts if part.filename.startswith("xl/worksheets/")):
                sheet = archive.read(part)
                left_out["formulas without a value"] += sum(map(sheet.count, _UNSAVED))
        import openpyxl

        with warnings.catch_warnings():
            # It warns of what it does not keep, such as the rules of input fields.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        blocks = [block for sheet in book.worksheets for block in _sheet(sheet, left_out)]
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        line = " ".join(str(error).split())[:160] or type(error).__name__
        raise UnreadableError("damaged", f"the xlsx file cannot be opened ({line}); save it again") from error
    return blocks, left_out


def _sheet(sheet: Any, left_out: Counter[str]) -> Iterator[Block]:
    if sheet.sheet_state != "visible":
        left_out["hidden sheets"] += 1
        return
    rows = _filled_rows(sheet, left_out)
    if rows:
        yield str(sheet.title)
    spans = {(r.min_row, r.min_col): r.size for r in sheet.merged_cells.ranges}
    covered = {cell for r in sheet.merged_cells.ranges for cell in _others(r)} if spans else set()
    table: list[dict[int, str]] = []
    places: list[int] = []
    for number in sorted(rows):
        if places and number > places[-1] + 1 and not _reaches(sheet, places[-1], number):
            yield from _table(table, places, spans, covered)
            table, places = [], []
        table.append(rows[number])
        places.append(number)
    yield from _table(table, places, spans, covered)


def _filled_rows(sheet: Any, left_out: Counter[str]) -> dict[int, dict[int, str]]:
    """The text of every visible cell that holds something, by row and column."""
    hidden = {
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
        for column in range(dimension.min, min(dimension.max or dimension.min, 16_384) + 1)
    }
    rows: dict[int, dict[int, str]] = {}
    gone: set[tuple[str, int]] = set()
    # Cells that were only formatted may reach to the millionth row: the cells that exist are asked, not the area.
    for (row, column), cell in sorted(sheet._cells.items()):
        text = " ".join(shown(cell.value, cell.number_format).split())
        if not text:
            continue
        if column in hidden:
            gone.add(("hidden columns", column))
        elif row in sheet.row_dimensions and sheet.row_dimensions[row].hidden:
            gone.add(("hidden rows", row))
        else:
            rows.setdefault(row, {})[column] = text
    left_out.update(name for name, _ in gone)
    return rows


def _others(merged: Any) -> Iterator[tuple[int, int]]:
    for row in range(merged.min_row, min(merged.max_row, merged.min_row + 1000) + 1):
        for column in range(merged.min_col, min(merged.max_col, merged.min_col + 1000) + 1):
            if (row, column) != (merged.min_row, merged.min_col):
                yield row, column


def _reaches(sheet: Any, last: int, number: int) -> bool:
    """True if a merged cell spans the rows between, so that they are no gap."""
    return any(r.min_row <= last and r.max_row >= number - 1 for r in sheet.merged_cells.ranges)


def _table(
    table: list[dict[int, str]],
    places: list[int],
    spans: dict[tuple[int, int], dict[str, int]],
    covered: set[tuple[int, int]],
) -> Iterator[Block]:
    while table and len(table[0]) == 1:
        yield next(iter(table.pop(0).values()))
        places = places[1:]
    if not table:
        return
    columns = sorted({column for row in table for column in row})
    rows = []
    for number, row in zip(places, table, strict=True):
        cells = []
        for column in columns:
            if (number, column) not in covered:
                size = spans.get((number, column), {"rows": 1, "columns": 1})
                wide = sum(column <= other < column + size["columns"] for other in columns)
                tall = sum(number <= other < number + size["rows"] for other in places)
                cells.append(TableCell((row.get(column, ""),), max(1, tall), max(1, wide)))
        rows.append(tuple(cells))
    yield Table(tuple(rows))
