"""Commands that print derived tables: panel, delivery, doubts; and compare."""

from __future__ import annotations

import difflib
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from reportparse.cli.look import Csv, Folder, Json, load
from reportparse.cli.say import SOME_FAILED, StopError, give, give_csv, print_table, say
from reportparse.cli.select import ids_named

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from reportparse.lexicon import Lexicon
    from reportparse.tables import Outputs

_DELIVERY = ["place", "year", "indicator", "measure", "target_shown", "commitment", "result_shown", "verdict", "why"]
_DOUBTS = ["source", "relation", "indicator", "period", "reckoning", "claim_id", "other_id"]
"""Columns that fit a terminal."""
_YEARS = 8
"""Years that fit beside one another."""
_LEGEND = "target | result; ≈ about, ≥ at least, – not at hand, * other values too (--json has them)"


def panel(
    outputs: Folder,
    indicator: Annotated[str, Parameter(help="An indicator's id (gdp) or any name of it (地区生产总值).")],
    /,
    *,
    place: Annotated[str | None, Parameter(help="Only places whose name holds this.")] = None,
    measure: Annotated[str | None, Parameter(help="growth_rate, level …; by default that of the targets.")] = None,
    lexicon: Annotated[
        Path | None, Parameter(help="The vocabulary of your own that the tables were made with.")
    ] = None,
    csv: Csv = False,
    json: Json = False,
) -> int:
    """Show one indicator by place and year: target | result; one place alone has a row a year.

    Exit code 1 if no report has it.

    Example: reportparse panel outputs gdp
    """
    loaded, known = load(outputs), _vocabulary(lexicon)
    try:
        frame = loaded.panel(_id_of(indicator, loaded), measure, known)
    except KeyError as error:
        raise StopError(f"no indicator {indicator!r}{_near(indicator, known)}") from error
    if place:
        frame = frame[frame["place"].str.contains(place, regex=False)]
    if not _given(frame, csv, json) and len(frame):
        _print_panel(frame)
    if not len(frame):
        of = f" of {place}" if place else ""
        say(f"no report has {indicator}{of}; `reportparse show` lists all that is said of it")
    return 0 if len(frame) else SOME_FAILED


def _vocabulary(own: Path | None) -> Lexicon:
    """The program's vocabulary, with a user's own over it; only the latter needs what tries it out."""
    if own is None:
        from reportparse.lexicon import default

        return default()
    from reportparse.batch.inputs import read_own
    from reportparse.batch.rows import InputError
    from reportparse.lexicon.own import with_own

    try:
        return with_own(read_own(own))
    except InputError as error:
        raise StopError(str(error)) from error


def _id_of(indicator: str, outputs: Outputs) -> str:
    """The id that is meant: as it stands, by a name of the lexicon, or in other capitals."""
    told = outputs.table("panel", ["indicator_id", "indicator"]).to_pydict()
    ids = set(told["indicator_id"])
    if indicator in ids:
        return indicator
    names = {*zip(told["indicator_id"], told["indicator_id"], strict=True), *zip(*told.values(), strict=True)}
    named = ids_named(indicator) | {known for known, name in names if name.casefold() == indicator.casefold()}
    return min(named & ids or named, default=indicator)


def _print_panel(frame: pd.DataFrame) -> None:
    units = ", ".join(sorted({u for side in ("target", "actual") for u in frame[f"{side}_unit"].dropna() if u}))
    print(f"{', '.join(sorted(set(frame['measure'])))}{units and f', in {units}'}: {_LEGEND}")
    several = frame["measure"].nunique() > 1
    if frame["place"].nunique() == 1:
        _print_place(frame, several)
        return
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in frame.to_dict("records"):
        start = {"place": row["place"]} | ({"measure": row["measure"]} if several else {})
        cells = rows.setdefault((row["place"], row["measure"]), start)
        cells[str(row["year"])] = f"{_side(row, 'target')} | {_side(row, 'actual')}"
    every = sorted({str(year) for year in frame["year"]})
    years = every[-_YEARS:]
    if len(every) > len(years):
        say(f"{len(every) - len(years)} years before {years[0]} are left out; --place has a row a year, --csv has all")
    heads = ["place", "measure"] if several else ["place"]
    print_table([{**{h: row[h] for h in heads}, **{y: row.get(y, "") for y in years}} for row in rows.values()])


def _print_place(frame: pd.DataFrame, several: bool) -> None:
    said = [
        {"year": row["year"]}
        | ({"measure": row["measure"]} if several else {})
        | {"target": _side(row, "target"), "result": _side(row, "actual"), "gap": row["gap"]}
        for row in frame.to_dict("records")
    ]
    print_table(said, str(frame["place"].iloc[0]))


def _side(row: dict[Any, Any], side: str) -> str:
    shown = row[f"{side}_shown"]
    if not isinstance(shown, str):
        return "–"
    return str(shown) + "*" * int(row[f"{side}_n_values"] > 1)


def _near(indicator: str, lexicon: Lexicon) -> str:
    rows = lexicon.table("indicators")["indicator"]
    near = difflib.get_close_matches(indicator, [name for row in rows for name in (row["id"], row["nbs_name"])], 3)
    return f"; did you mean {', '.join(near)}?" if near else "; reportparse lexicon list indicators has all"


def delivery(
    outputs: Folder,
    /,
    *,
    place: Annotated[str | None, Parameter(help="Only this place, by its full name.")] = None,
    year: Annotated[int | None, Parameter(help="Only targets of this year.")] = None,
    verdict: Annotated[str | None, Parameter(help="Only this verdict: kept, missed or undetermined.")] = None,
    limit: Annotated[int, Parameter(help="Show no more rows than this; 0 for all.")] = 50,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """Set targets beside the results of their years: kept, missed, or undetermined and why.

    Example: reportparse delivery outputs --year 2023 --verdict missed
    """
    frame = load(outputs).delivery(place, year)
    if verdict:
        frame = frame[frame["verdict"] == verdict]
    if not _given(frame, csv, json):
        _print_some(frame, _DELIVERY, limit)


def doubts(
    outputs: Folder,
    /,
    *,
    limit: Annotated[int, Parameter(help="Show no more rows than this; 0 for all.")] = 50,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """List numbers that do not add up, in or between reports: a report errs there, or the program has misread it.

    Example: reportparse doubts outputs
    """
    loaded = load(outputs)
    frame = loaded.doubts().merge(loaded.documents[["doc_id", "source"]], on="doc_id")
    if not _given(frame, csv, json):
        _print_some(frame, _DOUBTS, limit)


def compare(
    first: Annotated[Path, Parameter(help="A report's file.")],
    second: Annotated[Path, Parameter(help="Another copy of it, or the report of another year.")],
    /,
    *,
    limit: Annotated[int, Parameter(help="Show no more rows than this; 0 for all.")] = 50,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """Set two copies or two years of a report side by side: the numbers that differ, are new, or are gone.

    Example: reportparse compare report.pdf report-from-the-web.html
    """
    import pandas as pd

    from reportparse.facts import Difference
    from reportparse.facts import compare as differences

    found = differences(_tables(first), _tables(second))
    frame = pd.DataFrame([asdict(d) for d in found], columns=pd.Index([f.name for f in fields(Difference)]))
    if not _given(frame, csv, json):
        _print_some(frame, ["what", "indicator", "before", "after", "sentence"], limit)


def _tables(path: Path) -> dict[str, pa.Table]:
    from reportparse.formats import UnreadableError, read
    from reportparse.pipeline import parse

    try:
        document = read(path.read_bytes(), path.name)
    except (UnreadableError, OSError) as error:
        raise StopError(f"{path}: {error}") from error
    return parse(document).tables(document)


def _print_some(frame: pd.DataFrame, columns: list[str], limit: int) -> None:
    shown = frame.head(limit) if limit else frame
    print_table(shown[columns].to_dict("records"))
    if len(shown) < len(frame):
        say(f"{len(shown)} of {len(frame)} rows; --limit 0 shows all")


def _given(frame: pd.DataFrame, csv: bool, json: bool) -> bool:
    """Print all columns for another program, if that is asked for."""
    if json:
        give(frame.to_dict("records"))
    elif csv:
        give_csv(frame.to_dict("records"), list(map(str, frame.columns)))
    return csv or json
