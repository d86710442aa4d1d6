"""Vocabulary as data: every unit, verb, indicator and place is a row of a file in this folder.

A stage asks for a table by the name of its file and compiles what it needs, once a lexicon:

>>> isinstance(default().table("units"), dict)
True
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All vocabulary that one run uses; compared by identity, so that it is a cheap key of what is compiled of it."""

    version: str
    """A digest of the files' content."""
    tables: Mapping[str, Any] = field(repr=False)

    def table(self, name: str) -> Any:
        """Return a TOML file as nested dicts, or a CSV file as a list of dicts.

        Raises:
            KeyError: if there is no file of that name.
        """
        return self.tables[name]


def read_table(name: str, content: str) -> Any:
    """Parse one lexicon file by its suffix.

    Raises:
        ValueError: if the file is no valid TOML; the message has line and column.

    >>> read_table("verbs.csv", "word,direction\\n增长,up\\n")
    [{'word': '增长', 'direction': 'up'}]
    """
    if name.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(content)))
    return tomllib.loads(content)


@lru_cache(maxsize=1)
def default() -> Lexicon:
    """Return the lexicon that ships with the program."""
    digest = hashlib.sha256()
    tables: dict[str, Any] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".toml", ".csv")):
            content = entry.read_text(encoding="utf8")
            digest.update(entry.name.encode() + b"\0" + content.encode() + b"\0")
            tables[entry.name.rpartition(".")[0]] = read_table(entry.name, content)
    return Lexicon(digest.hexdigest()[:16], tables)
