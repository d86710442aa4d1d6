"""Commands that print derived tables: panel, delivery, doubts; and compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from cyclopts import Parameter

from reportparse.cli.look import Csv, Folder, Json, load
from reportparse.cli.near import Wanted, did_you_mean, why_none
from reportparse.cli.say import SOME_FAILED, StopError, counted, give, give_csv, print_table, say
from reportparse.cli.select import ids_named

if TYPE_CHECKING:
    import pyarrow as pa

    from reportparse.lexicon import Lexicon
    from reportparse.tables import Outputs

Rows: TypeAlias = list[dict[str, Any]]

_DELIVERY = ["place", "year", "indicator", "measure", "target_shown", "commitment", "result_shown", "verdict", "why"]
_DOUBTS = ["source", "relation", "indicator", "period", "reckoning", "claim_id", "other_id"]
"""Columns that fit a terminal."""
_YEARS = 8
"""Years that fit beside one another."""
_LEGEND = "target | result; ≈ about, ≥ at least, – not at hand, * other values too (--json has them)"


def panel(
    outputs: Folder,
    indicator: Annotated[str, Parameter(help="An indicator's id (gdp), or any name of it that reports use.")],
    /,
    *,
    place: Annotated[str | None, Parameter(help="Only places whose name holds this.")] = None,
    measure: Annotated[str | None, Parameter(help="growth_rate, level …; by default that of the targets.")] = None,
    lexicon: Annotated[Path | None, Parameter(help="A vocabulary of your own, for names that are in no table.")] = None,
    csv: Csv = False,
    json: Json = False,
) -> int:
    """Show one indicator by place and year: target | result; one place alone has a row a year.

    Exit code 1 if no report has it.

    Example: reportparse panel outputs gdp
    """
    loaded, known = load(outputs), _vocabulary(lexicon)
    rows = _rows(loaded, indicator, measure, known)
    wanted = [Wanted("--place", "place", place, part=True)] if place else []
    found, rows = rows, [row for row in rows if all(want.passes(row[want.column]) for want in wanted)]
    if not _given(rows, csv, json, _wide()) and rows:
        _print_panel(rows)
    if not rows:
        places = {"place": [row["place"] for row in found]}
        why = why_none(places, wanted) if found else _other_measures(loaded, indicator, known)
        say(f"no report has {indicator}{f' of {place}' if place else ''}: {why}; `reportparse show` lists all claims")
    return 0 if rows else SOME_FAILED


def _rows(outputs: Outputs, indicator: str, measure: str | None, lexicon: Lexicon) -> Rows:
    """The panel of an indicator by its id or name; of one that has no id, by the words of the reports."""
    try:
        return outputs.panel_rows(_id_of(indicator, outputs, lexicon), measure, lexicon)
    except KeyError as error:
        from reportparse.cli.named import rows_named
        from reportparse.tables.wide import form_of, wide

        found = rows_named(outputs, indicator)
        if not found:
            raise StopError(f"no indicator {indicator!r}{did_you_mean(indicator, outputs, lexicon)}") from error
        measures, unit = form_of(indicator, lexicon, found)
        return wide(found, {measure} if measure else measures, unit)


def _other_measures(outputs: Outputs, indicator: str, lexicon: Lexicon) -> str:
    """What is said of an indicator in forms that were not asked for, or that are of no single year."""
    rows = outputs.table("panel", ["indicator_id", "measure"]).to_pylist()
    wanted = _id_of(indicator, outputs, lexicon)
    said = Counter(row["measure"] for row in rows if row["indicator_id"] == wanted)
    forms = ", ".join(f"{form} ({n:,})" for form, n in said.most_common())
    return f"--measure has {forms}, also over several years" if said else "in any form"


def _wide() -> Sequence[str]:
    from reportparse.tables.wide import COLUMNS

    return COLUMNS


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


def _id_of(indicator: str, outputs: Outputs, lexicon: Lexicon) -> str:
    """The id that is meant: as it stands, by a name of the lexicon or of the reports, or in other capitals."""
    told = outputs.table("panel", ["indicator_id", "indicator"]).to_pydict()
    ids = set(told["indicator_id"])
    if indicator in ids:
        return indicator
    names = {*zip(told["indicator_id"], told["indicator_id"], strict=True), *zip(*told.values(), strict=True)}
    named = ids_named(indicator, lexicon) | {known for known, name in names if name.casefold() == indicator.casefold()}
    return min(named & ids or named or _said(indicator, outputs) & ids, default=indicator)


def _said(indicator: str, outputs: Outputs) -> set[str]:
    """The ids of claims whose reports use these very words."""
    from reportparse.tables.plain import where

    found = where(outputs.table("claims", ["indicator", "indicator_id"]), {"indicator": indicator})
    return set(found["indicator_id"].to_pylist()) - {None}


def _print_panel(found: Rows) -> None:
    units = ", ".join(sorted({u for side in ("target", "actual") for row in found if (u := row[f"{side}_unit"])}))
    measures = sorted({row["measure"] for row in found})
    print(f"{', '.join(measures)}{units and f', in {units}'}: {_LEGEND}")
    several = len(measures) > 1
    if len({row["place"] for row in found}) == 1:
        _print_place(found, several)
        return
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in found:
        start = {"place": row["place"]} | ({"measure": row["measure"]} if several else {})
        cells = rows.setdefault((row["place"], row["measure"]), start)
        cells[str(row["year"])] = f"{_side(row, 'target')} | {_side(row, 'actual')}"
    every = sorted({str(row["year"]) for row in found})
    years = every[-_YEARS:]
    if len(every) > len(years):
        say(f"{len(every) - len(years)} years before {years[0]} are left out; --place has a row a year, --csv has all")
    heads = ["place", "measure"] if several else ["place"]
    print_table([{**{h: row[h] for h in heads}, **{y: row.get(y, "") for y in years}} for row in rows.values()])


def _print_place(found: Rows, several: bool) -> None:
    said = [
        {"year": row["year"]}
        | ({"measure": row["measure"]} if several else {})
        | {
            "target": _side(row, "target"),
            "result": _side(row, "actual"),
            "gap": _gap(row),
        }
        for row in found
    ]
    print_table(said, str(found[0]["place"]))


def _gap(row: Mapping[str, Any]) -> str:
    from reportparse.review.numbers import number

    return "" if row["gap"] is None else number(row["gap"])


def _side(row: Mapping[str, Any], side: str) -> str:
    shown = row[f"{side}_shown"]
    if not isinstance(shown, str):
        return "–"
    return str(shown) + "*" * int(row[f"{side}_n_values"] > 1)


def delivery(
    outputs: Folder,
    /,
    *,
    indicator: Annotated[str | None, Parameter(help="Only this indicator, by its id or any name of it.")] = None,
    place: Annotated[str | None, Parameter(help="Only places whose name holds this.")] = None,
    year: Annotated[int | None, Parameter(help="Only targets of this year.")] = None,
    verdict: Annotated[Literal["kept", "missed", "undetermined"] | None, Parameter(help="Only this verdict.")] = None,
    limit: Annotated[int, Parameter(help="Show no more rows than this; 0 for all.")] = 50,
    csv: Csv = False,
    json: Json = False,
) -> None:
    """Set targets beside the results of their years: kept, missed, or undetermined and why.

    Example: reportparse delivery outputs --indicator gdp --year 2024
    """
    from reportparse.tables.plain import where

    loaded = load(outputs)
    table = loaded.table("delivery")
    wanted = [*_targets_of(indicator, loaded, table)] if indicator else []
    for option, value, part in (("place", place, True), ("year", year, False), ("verdict", verdict, False)):
        if value is not None:
            wanted.append(Wanted(f"--{option}", option, value, part))
    found = table
    for want in wanted:
        found = where(found, {want.column: want.value}) if not want.part else _holding(found, want)
    if not _given(found, csv, json):
        _print_some(found, _DELIVERY, limit)
    if not len(found):
        say(f"nothing to list: {why_none(table.select([want.column for want in wanted]).to_pydict(), wanted)}")


def _holding(table: pa.Table, want: Wanted) -> pa.Table:
    """The rows whose column holds a word."""
    import pyarrow.compute as pc

    return table.filter(pc.match_substring(table[want.column], str(want.value)))


def _targets_of(indicator: str, outputs: Outputs, table: pa.Table) -> Iterator[Wanted]:
    """The column and the value that targets of an indicator have, which goes by its id or its name."""
    lexicon = _vocabulary(None)
    known = _id_of(indicator, outputs, lexicon)
    for column in ("indicator_id", "indicator"):
        if known in table[column].to_pylist():
            yield Wanted("--indicator", column, known)
            return
    if len(table):
        raise StopError(f"no target of {indicator!r}{did_you_mean(indicator, outputs, lexicon, 'delivery')}")


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
    sources = dict(zip(*loaded.table("documents", ["doc_id", "source"]).to_pydict().values(), strict=True))
    rows = [row | {"source": sources[row["doc_id"]]} for row in loaded.table("doubts").to_pylist()]
    columns = [*loaded.table("doubts").column_names, "source"]
    if not _given(rows, csv, json, columns):
        _print_some(rows, _DOUBTS, limit)
    if not rows:
        numbers = f"{counted(loaded.rows('claims'), 'claim')} in {counted(len(sources), 'document')}"
        say(f"no doubt to list: {numbers}, and none that is set beside others contradicts them")


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
    from reportparse.facts import Difference
    from reportparse.facts import compare as differences

    rows = [asdict(d) for d in differences(_tables(first), _tables(second))]
    if not _given(rows, csv, json, [f.name for f in fields(Difference)]):
        _print_some(rows, ["what", "indicator", "before", "after", "sentence"], limit)
    if not rows:
        say("no number differs")


def _tables(path: Path) -> dict[str, pa.Table]:
    from reportparse.formats import UnreadableError, read
    from reportparse.pipeline import parse

    try:
        document = read(path.read_bytes(), path.name)
    except (UnreadableError, OSError) as error:
        raise StopError(f"{path}: {error}") from error
    return parse(document).tables(document)


def _print_some(found: pa.Table | Rows, columns: list[str], limit: int) -> None:
    if not len(found):
        return
    shown = found[:limit] if limit else found
    rows = shown if isinstance(shown, list) else shown.select(columns).to_pylist()
    print_table([{name: row[name] for name in columns} for row in rows])
    if len(rows) < len(found):
        say(f"{len(rows)} of {len(found)} rows; --limit 0 shows all")


def _given(found: pa.Table | Rows, csv: bool, json: bool, columns: Sequence[str] = ()) -> bool:
    """Print all columns for another program, if that is asked for."""
    if csv or json:
        rows, names = (found, columns) if isinstance(found, list) else (found.to_pylist(), found.column_names)
        if json:
            give(rows)
        else:
            give_csv(rows, names)
    return csv or json
