"""Commands that look at written tables: show, explain, check, review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from reportparse.cli.say import SOME_FAILED, StopError, give, give_csv, print_table, say, shown, tell
from reportparse.cli.select import Filters, known_column, selected, why_nothing

if TYPE_CHECKING:
    from reportparse.model import Document
    from reportparse.tables import Outputs

_SHOWN = ["place", "indicator", "measure", "direction", "text", "status", "period", "confidence", "claim_id"]
"""Columns of claims that fit a terminal."""

Json = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON on stdout.")]
Csv = Annotated[bool, Parameter(name="--csv", negative=(), help="Print CSV on stdout, all columns.")]
Folder = Annotated[Path, Parameter(help="Folder that extract wrote to.")]


def show(
    path: Annotated[Path, Parameter(help="Folder that extract wrote to; with --raw or --tables a file.")],
    /,
    *,
    filters: Filters | None = None,
    columns: str | None = None,
    limit: Annotated[int, Parameter(validator=Number(gte=0))] = 50,
    raw: Annotated[bool, Parameter(negative=())] = False,
    tables: Annotated[bool, Parameter(negative=())] = False,
    csv: Csv = False,
    json: Json = False,
) -> int:
    """List claims, or print a file's text as the raw offsets count it, or its tables as they were read.

    Exit code 1 if no claim is found.

    Example: reportparse show outputs --indicator gdp --year 2025 --status target

    Parameters
    ----------
    columns
        Columns to show, with commas between them; all are in docs/columns.md.
    limit
        Show no more claims than this; 0 for all.
    raw
        Print the decoded text of the file PATH instead.
    tables
        Print the tables of the file PATH instead, each number with what it was read as.
    """
    if tables:
        from reportparse.cli.grids import print_tables

        print_tables(path, filters.year if filters else None, json)
        return 0
    if raw:
        _print_raw(path, json)
        return 0
    return _print_claims(load(path), filters or Filters(), columns, limit, csv, json)


def _print_claims(outputs: Outputs, filters: Filters, columns: str | None, limit: int, csv: bool, json: bool) -> int:
    found = selected(outputs, filters)
    names = [known_column(name.strip(), found.column_names) for name in columns.split(",")] if columns else None
    rows = (found.slice(0, limit) if limit else found).select(names or found.column_names).to_pylist()
    if json:
        give(rows)
    elif csv:
        give_csv(rows, names or found.column_names)
    elif rows:
        print_table([{name: row[name] for name in names} if names else _short(row) for row in rows])
    if not rows:
        say(why_nothing(outputs, filters))
        return SOME_FAILED
    if len(rows) < len(found):
        say(f"{len(rows)} of {len(found)} claims; --limit 0 shows all")
    elif not json and not csv:
        print(f"{len(found)} claim{'s' * (len(found) > 1)}")
    return 0


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """What fits a terminal; of a number that a person has put right both."""
    shown = {name: row[name] for name in _SHOWN}
    if "corrected" in row["flags"]:
        value = "" if row["value"] is None else f"{row['value']:.15g}{row['unit']}"
        shown["text"] += f" (corrected: {value})"
    return shown


def _read(path: Path) -> Document:
    from reportparse.formats import UnreadableError, read

    try:
        return read(path.read_bytes(), path.name)
    except UnreadableError as error:
        raise StopError(f"{path}: {error}") from error
    except OSError as error:
        raise StopError(f"{path}: cannot be read ({error.strerror}); name the report's file") from error


def _print_raw(path: Path, json: bool) -> None:
    document = _read(path)
    if json:
        known = {"source": document.source, "media_type": document.media_type, "warnings": document.warnings}
        give({**known, "text": document.text})
    else:
        print(shown(document.text) if sys.stdout.isatty() else document.text, end="")
        for warning in document.warnings:
            say(f"{path}: {warning}")


def explain(
    outputs: Folder,
    claim_id: Annotated[str, Parameter(help="A value of the column claim_id; show lists them.")],
    /,
    *,
    raw: Annotated[Path | None, Parameter(help="The report's file, to show its raw lines.")] = None,
    rules: Annotated[bool, Parameter(help="Show the construction that won, and those that lost.", negative="")] = False,
    json: Json = False,
) -> None:
    """Say why a claim says what it says, down to the raw characters.

    Example: reportparse explain outputs c1ccd546ca05cc47f3a8-c76
    """
    from reportparse.review.explain import explain as lines

    text = _read(raw).text if raw else None
    loaded = load(outputs)
    try:
        found = lines(loaded, claim_id, text, rules)
    except KeyError as error:
        raise StopError(str(error.args[0])) from error
    if json:
        claim = loaded.claims[loaded.claims["claim_id"] == claim_id].to_dict("records")[0]
        give({"claim": claim, "explanation": found.splitlines()})
    else:
        tell(found.rstrip("\n"))


def check(outputs: Folder, /, *, json: Json = False) -> int:
    """Check written tables: checksums, types, nulls, values, ids and the keys between tables.

    Exit code 1 if something is wrong.

    Example: reportparse check outputs
    """
    from reportparse.batch.leftovers import leftovers
    from reportparse.tables.verify import verify

    loaded = load(outputs)
    wrong = leftovers(outputs) + verify(loaded)
    rows = {name: entry["rows"] for name, entry in loaded.manifest["tables"].items()}
    if json:
        give({"problems": wrong, "rows": rows})
    for line in () if json else wrong:
        say(line)
    if not wrong and not json:
        print(", ".join(f"{name} {count}" for name, count in rows.items()) + ": all is well")
    return SOME_FAILED if wrong else 0


def review(
    outputs: Folder,
    /,
    *,
    files: Annotated[
        Path | None, Parameter(help="Folder that was read: pages then lead to PDF pages and show printed lines.")
    ] = None,
    open_: Annotated[
        bool, Parameter(name="--open", negative=(), help="Open the index in the browser when it is written.")
    ] = False,
    json: Json = False,
) -> None:
    """Write a page for every report that shows its text beside its claims, and an index of them.

    Example: reportparse review outputs --files raw --open
    """
    from reportparse.review.write import write_review

    try:
        pages = write_review(load(outputs), files)
    except OSError as error:
        where = error.filename or outputs / "review"
        raise StopError(f"{where}: {error.strerror or error}; the pages written so far are whole") from error
    if json:
        give({"index": str(pages[0]), "pages": [str(page) for page in pages[1:]]})
    else:
        print(f"{len(pages) - 1} pages; open {pages[0]}")
    if open_:
        import webbrowser

        webbrowser.open(pages[0].resolve().as_uri())


def load(folder: Path) -> Outputs:
    """Open written tables, or end the command."""
    from reportparse import tables

    try:
        return tables.load(folder)
    except FileNotFoundError as error:
        raise StopError(str(error)) from error
