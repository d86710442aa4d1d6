"""A user's own vocabulary, laid over the program's, and what is wrong with it.

A file names the program's tables as its own: ``[[units.unit]]`` adds a row to ``unit`` in ``units.toml``,
``[[verbs]]`` one to ``verbs.csv``. A row that has the same first field as one of the program's changes that row; words
are added to lists.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from reportparse.lexicon import Lexicon, default
from reportparse.lexicon.lines import lines_of

Row: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]

_OPTIONAL = {"note", "polarity", "units"}
"""Fields that a new row may leave out."""

_LANGUAGE = {("numerals", name) for name in ("beside", "big", "digits", "small", "tens")}
"""Tables that no file changes: how Chinese writes a number is grammar, and patterns are built from it once."""

_CLOSED = 16
"""A field that most rows have, with no more values than this and three times as many rows, takes no others."""


@lru_cache(maxsize=4)
def with_own(content: str) -> Lexicon:
    """Return the program's lexicon with a user's file laid over it.

    Args:
        content: the file's text; an empty one gives the program's lexicon.

    Raises:
        ValueError: if the file is no TOML; ``problems`` says more.

    >>> own = with_own('[[units.unit]]\\nname = "斛"\\ndimension = "volume"')
    >>> own.table("units")["unit"][-1]["name"], own.version != default().version
    ('斛', True)
    """
    if not content.strip():
        return default()
    version = hashlib.sha256(f"{default().version}\0{content}".encode()).hexdigest()[:16]
    own = tomllib.loads(content)
    return Lexicon(version, {**default().tables, **{n: _over(default().table(n), t) for n, t in own.items()}})


def _over(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping):
        return {**base, **{key: _over(base.get(key), value) for key, value in own.items()}}
    if not isinstance(base, list):
        return own
    if base and isinstance(base[0], dict):
        return _rows_over(base, own)
    return [*base, *(word for word in own if word not in base)]


def _rows_over(base: list[Row], own: list[Row]) -> list[Row]:
    key = _key(base)
    rows = {key(row): row for row in base}
    for row in own:
        rows[key(row)] = {**rows.get(key(row), dict.fromkeys(base[0], "") if _is_csv(base) else {}), **row}
    return list(rows.values())


def _is_csv(rows: list[Row]) -> bool:
    return all(row.keys() == rows[0].keys() and all(isinstance(v, str) for v in row.values()) for row in rows)


def _key(rows: list[Row]) -> Callable[[Row], tuple[str, ...]]:
    """What names a row: its first field, or the first two where a word has rows of several roles."""
    first, second = [*rows[0], ""][:2]
    if len({row.get(first) for row in rows}) == len(rows):
        return lambda row: (str(row.get(first)),)
    return lambda row: (str(row.get(first)), str(row.get(second)))


def problems(content: str) -> list[str]:
    """Return what is wrong with a user's file, a line each, beginning with its line number; nothing if it is sound.

    >>> problems('[[units.unit]]\\nname = "斛"\\ndimensio = "volume"')[0]
    "line 3: units.unit: there is no field 'dimensio'; did you mean 'dimension'?"
    >>> problems("[units")[0][:23]
    'line 1: no valid TOML: '
    >>> problems('numerals.digits = {"皕" = 200}')
    ['line 1: numerals.digits: the words of numbers themselves cannot be changed']
    """
    try:
        own = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        line = str(error).partition("at line ")[2].partition(",")[0] or str(content.count("\n") + 1)
        return [f"line {line}: no valid TOML: {error}"]
    except RecursionError:
        return ["line 1: no valid TOML: brackets lie too deep within each other"]
    lines = lines_of(content)
    found = [(path, what) for path, what in _compare(dict(default().tables), own, ())]
    return [f"line {_line(lines, path)}: {_name(path)}: {what}" for path, what in found]


def _line(lines: Mapping[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _name(path: Path) -> str:
    """The table that a problem is in, without counts of rows and, for a row's field, without the field."""
    last = max((i for i, part in enumerate(path) if isinstance(part, int)), default=len(path))
    return ".".join(str(part) for part in path[:last] if not isinstance(part, int)) or "the file"


def _compare(base: Any, own: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(base, Mapping):
        if not isinstance(own, Mapping):
            yield path, f"this must be a table, not {own!r}"
            return
        open_ended = path and base and not any(isinstance(value, dict | list) for value in base.values())
        for key, value in own.items():
            if (*path, key) in _LANGUAGE:
                yield (*path, key), "the words of numbers themselves cannot be changed"
            elif key in base:
                yield from _compare(base[key], value, (*path, key))
            elif not open_ended:
                yield (*path, key), f"there is no table {key!r}{_meant(key, base)}"
    elif isinstance(base, list):
        yield from _compare_list(base, own, path)
    elif type(base) is not type(own):
        yield path, f"this must be of type {type(base).__name__}, not {own!r}"


def _compare_list(base: list[Any], own: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if not isinstance(own, list):
        yield path, "this must be a list"
    elif base and isinstance(base[0], dict):
        for i, row in enumerate(own):
            if not isinstance(row, dict):
                yield (*path, i), "this must be a row with named fields"
            else:
                yield from _compare_row(base, row, (*path, i))
    else:
        for i, word in enumerate(own):
            if not isinstance(word, str):
                yield (*path, i), f"this must be a string, not {word!r}"


def _compare_row(base: list[Row], row: Row, path: Path) -> Iterator[tuple[Path, str]]:
    fields = {field: value for known in base for field, value in known.items()}
    for field, value in row.items():
        if field not in fields:
            yield (*path, field), f"there is no field {field!r}{_meant(field, fields)}"
        elif type(value) is not type(fields[field]):
            yield (*path, field), f"{field!r} must be of type {type(fields[field]).__name__}, not {value!r}"
        elif isinstance(value, str) and (closed := _closed(base, field)) and value not in closed:
            yield (*path, field), f"{field!r} cannot be {value!r}; it is one of {', '.join(sorted(closed - {''}))}"
    known = {_key(base)(r) for r in base}
    needed = (
        set.intersection(*(set(r) for r in base)) - _OPTIONAL if _key(base)(row) not in known else {next(iter(base[0]))}
    )
    for field in sorted(needed - set(row)):
        if not _is_csv(base) or field in list(base[0])[:2]:
            yield path, f"the field {field!r} is missing"


def _closed(base: list[Row], field: str) -> set[str]:
    values = [row[field] for row in base if isinstance(row.get(field), str)]
    few = len(set(values)) <= _CLOSED and len(values) >= max(3 * len(set(values)), len(base) / 2)
    return set(values) if few else set()


def _meant(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, [str(k) for k in known], 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
