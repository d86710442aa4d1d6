"""Where the tables, rows and keys of a TOML file stand, which the reader of TOML does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=\s*(.*)$")
_ROW = re.compile(r"\s*\{")


def lines_of(content: str) -> Mapping[tuple[str | int, ...], int]:
    """Return the line, counted from 1, of every table, row and key as far as each begins a line.

    >>> lines_of('[[units.unit]]\\nname = "斛"')
    {('units',): 1, ('units', 'unit'): 1, ('units', 'unit', 0): 1, ('units', 'unit', 0, 'name'): 2}
    """
    out: dict[tuple[str | int, ...], int] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    at: tuple[str | int, ...] = ()
    rows: tuple[str | int, ...] = ()
    row = 0
    for number, line in enumerate(content.split("\n"), 1):
        if head := _HEAD.match(line):
            path = tuple(part.strip(" \"'") for part in head[2].split("."))
            at = (*path, seen[path]) if head[1] == "[[" else path
            seen[path] += 1
            for deep in range(1, len(at) + 1):
                out.setdefault(at[:deep], number)
        elif key := _KEY.match(line):
            rows, row = (*at, key[1].strip("\"'")), 0
            out.setdefault(rows, number)
        elif _ROW.match(line):
            out.setdefault((*rows, row), number)
            row += 1
    return out
