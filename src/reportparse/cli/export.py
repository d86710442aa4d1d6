"""``reportparse export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from reportparse.cli.look import Folder, Json, load
from reportparse.cli.say import SOME_FAILED, StopError, give, say
from reportparse.cli.select import Filters, selected, why_nothing


def export(
    outputs: Folder,
    /,
    *,
    to: Annotated[Path, Parameter(name=["--output", "-o"])],
    table: Literal["claims", "panel", "delivery", "doubts", "documents"] = "claims",
    filters: Filters | None = None,
    json: Json = False,
) -> int:
    """Write claims, each with its place, year, file, page, sentence and link, for Excel or another program.

    Filters narrow the claims, and the other tables to the rows in which these have a part. Exit code 1 if none passes.

    Example: reportparse export outputs -o claims.xlsx --place 甘肃 --status target

    Parameters
    ----------
    to
        The file. Its ending says what it is: .xlsx and .duckdb hold claims, panel, delivery, doubts and documents;
        .csv and .json hold one table.
    table
        The table for .csv and .json.
    """
    from reportparse.review.export import ExportError
    from reportparse.review.export import export as write

    loaded, chosen = load(outputs), filters or Filters()
    claims = selected(loaded, chosen)
    if not len(claims) and chosen != Filters():
        say(why_nothing(loaded, chosen))
        return SOME_FAILED
    try:
        rows = write(loaded, to, None if chosen == Filters() else claims, table)
    except ExportError as error:
        raise StopError(str(error)) from error
    except OSError as error:
        raise StopError(f"{to}: cannot be written ({error.strerror}); choose another place") from error
    if json:
        give({"file": str(to), "rows": rows})
    else:
        print(f"{', '.join(f'{n} {name}' for name, n in rows.items())} → {to}")
    return 0
