"""CSV files that a person keeps beside the inputs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path


class InputError(ValueError):
    """Inputs or outputs that cannot be used at all; the message names the path and what to do."""


def csv_rows(path: Path, needed: Sequence[str], columns: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a file with their line numbers, cells without blanks around them.

    Args:
        path: a CSV file in UTF-8.
        needed: columns that the first line must name.
        columns: a first line as it may be, for the message.

    Raises:
        InputError: if it cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, restval="")
            if set(needed) - set(rows.fieldnames or ()):
                raise InputError(f"{path}: the first line must name the columns, as in {columns}")
            return [(rows.line_num, _stripped(row, f"{path} line {rows.line_num}")) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def _stripped(row: dict[str | None, str | list[str]], where: str) -> dict[str, str]:
    if None in row:
        raise InputError(f"{where}: more fields than columns; correct the row")
    return {name.strip(): value.strip() for name, value in row.items() if name and isinstance(value, str)}
