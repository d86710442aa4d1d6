"""What commands print: facts on stdout, all else on stderr."""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 0 is for success."""


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What moves the cursor, colours, or turns the direction of writing; tabs and line ends do no harm."""

_WIDTH = 180
"""Columns of a table that goes to a file or another program."""


class StopError(Exception):
    """Ends a command with one line on stderr and an exit code."""

    def __init__(self, line: str, code: int = USAGE):
        super().__init__(line)
        self.code = code


def say(line: str) -> None:
    """Print one line on stderr."""
    print(f"reportparse: {shown(' '.join(line.split()))}", file=sys.stderr, flush=True)


def counted(n: int, thing: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "page"), counted(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{n:,} {thing}{'s' * (n != 1)}"


def shown(text: str) -> str:
    """Return a text with its control characters spelled out, so that no file name or report drives the terminal.

    >>> shown("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", text)


def tell(text: str) -> None:
    """Print text on stdout that may come from anywhere."""
    print(shown(text))


def give(value: Any) -> None:
    """Print a value as one JSON object or list on stdout."""
    found = json.dumps(_plain(value), ensure_ascii=False, indent=1, default=str)
    print(_CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", found))


def give_csv(rows: Sequence[Mapping[Any, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV on stdout, lists with spaces between their items and nothing for what is missing."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(_plain(row[column])) for column in columns] for row in rows)


def _plain(value: Any) -> Any:
    """What JSON can hold: not a number and not available become null, arrays become lists."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    missing = isinstance(value, float) and not math.isfinite(value)
    return None if missing or type(value).__name__ in ("NAType", "NaTType") else value


def print_table(rows: Sequence[Mapping[Any, Any]], title: str = "") -> None:
    """Print rows as a table on stdout; their keys head the columns."""
    from rich.console import Console
    from rich.table import Table

    fields = list(dict.fromkeys(field for row in rows for field in row))
    table = Table(*fields, title=title.strip() or None, title_justify="left")
    for row in rows:
        table.add_row(*(_cell(_plain(row.get(field))) for field in fields))
    Console(width=None if sys.stdout.isatty() else _WIDTH, markup=False, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return shown(" ".join((" ".join(map(str, value)) if isinstance(value, list) else str(value)).split()))
