"""Commands about vocabulary: lexicon list, lexicon check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from reportparse.cli.look import Json
from reportparse.cli.say import SOME_FAILED, StopError, give, print_table


def list_(
    table: Annotated[str | None, Parameter(help="A table, such as units; without one all tables are named.")] = None,
    /,
    *,
    json: Json = False,
) -> None:
    """List the tables of the vocabulary, or the rows of one.

    Example: reportparse lexicon list indicators
    """
    from reportparse.lexicon import default

    tables = default().tables
    if table is None:
        found: Any = [{"table": name, "entries": _entries(content)} for name, content in sorted(tables.items())]
    elif table in tables:
        found = tables[table]
    else:
        raise StopError(f"no table {table!r}; there are {', '.join(sorted(tables))}")
    if json:
        give(found)
    else:
        for head, rows in _groups(found, ""):
            print_table(rows, head)


def _entries(content: Any) -> int:
    if isinstance(content, dict):
        return sum(_entries(value) for value in content.values())
    return len(content) if isinstance(content, list) else 1


def _groups(content: Any, head: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rows of each part of a table; plain entries become rows of two fields."""
    if isinstance(content, list) and content and isinstance(content[0], dict):
        return [(head, content)]
    if isinstance(content, dict):
        plain = [
            {"entry": k, "value": _words(v)} for k, v in content.items() if not isinstance(v, dict) and not _rows(v)
        ]
        deep = [
            group for k, v in content.items() if isinstance(v, dict) or _rows(v) for group in _groups(v, f"{head} {k}")
        ]
        return ([(head, plain)] if plain else []) + deep
    return [(head, [{"entry": _words(content)}])]


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _words(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def check(file: Annotated[Path, Parameter(help="Your own TOML file.")], /, *, json: Json = False) -> int:
    """Say what is wrong with a vocabulary of your own, by line and key.

    Exit code 1 if something is wrong.

    Example: reportparse lexicon check my.toml
    """
    from reportparse.trial import problems

    try:
        found = problems(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise StopError(f"{file}: cannot be read ({error}); name a TOML file in UTF-8") from error
    if json:
        give({"file": str(file), "problems": found})
    else:
        for line in found:
            print(f"{file}: {line}")
        if not found:
            print(f"{file}: all is well")
    return SOME_FAILED if found else 0
