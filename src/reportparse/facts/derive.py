"""Tables of claims → panel, delivery and doubts, each the result of one SQL file run by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reportparse.facts.flags import flag_doubts
from reportparse.facts.vocabulary import (
    halves_rows,
    indicator_rows,
    jump_rows,
    product_rows,
    sum_rows,
    unit_rows,
    variables,
)
from reportparse.lexicon import Lexicon, default
from reportparse.model import Failure
from reportparse.tables.schemas import DERIVED, FACTS, SCHEMAS
from reportparse.tables.write import table_path, write_table

MEMORY = "1500MB"
"""What DuckDB may hold; more goes to the disk beside the tables."""
ROWS = 65_536
"""Rows of a batch on their way to the file."""
ONE_DIGIT = """create macro one_digit(difference) as
    abs(difference / pow(10, floor(log10(abs(nullif(difference, 0)) * 1.0000001)))
        - round(difference / pow(10, floor(log10(abs(nullif(difference, 0)) * 1.0000001))))) < 1e-6"""
"""Whether two numbers differ as they do where one digit is changed: by one digit and zeros."""
UNREAD = ("section_id", "unit", "dimension", "rule", "why", "page", "raw_end")
"""Columns of claims that no helper reads."""
HELPERS = ("reports", "figures", "within", "cells", "goals_above")
"""Queries that the derived tables share."""
STRETCH = 100_000
"""Claims of whole documents that are looked at at a time, for what is said within documents."""
PART = 1_000_000
"""Claims of whole places that are set side by side at a time."""
PLACES = """create temp table parts as
    select place, (sum(n) over (order by place) - n) // $1 as part
    from (select reports.place, sum(n_claims) as n from reports join documents using (doc_id) group by all)"""
"""Which places are taken together: neighbours in the order in which the tables hold them."""
NONE = "none.parquet"
"""Holds no figures, where a group of places has none."""
BY_PLACE = ("panel", "delivery")
"""Tables whose rows of one place need no rows of another but `goals_above`."""


def sql_of(name: str) -> str:
    """Return the query behind a derived table.

    >>> sql_of("panel").splitlines()[0][:9]
    '-- panel:'
    """
    return files("reportparse.facts").joinpath(f"{name}.sql").read_text(encoding="utf8")


def derive(folder: Path, lexicon: Lexicon | None = None) -> dict[str, int]:
    """Write panel, delivery and doubts of the tables in a folder, and return the rows of each.

    Claims that stand in a doubt get the flag ``doubt``.

    Args:
        folder: a folder with ``claims.parquet`` and ``documents.parquet``.
        lexicon: the vocabulary that the claims were made with, by default the program's own.
    """
    with TemporaryDirectory(prefix=".new-spill-", dir=folder) as spill, connect(folder, spill, lexicon) as connection:
        rows = {name: _write(connection, name, folder / f"{name}.parquet", Path(spill)) for name in DERIVED}
    flag_doubts(folder / "claims.parquet", folder / "doubts.parquet")
    return rows


def derive_or_empty(folder: Path, lexicon: Lexicon | None = None) -> Failure | None:
    """Do what ``derive`` does; where that fails, leave panel, delivery and doubts empty and return why.

    Raises:
        OSError: if the disk takes no more, which is no fault of the derived tables.
    """
    try:
        derive(folder, lexicon)
    except OSError:
        raise
    except Exception as error:
        for name in DERIVED:
            path = folder / f"{name}.parquet"
            path.unlink(missing_ok=True)
            write_table(path, SCHEMAS[name].empty_table())
        with suppress(Exception):
            flag_doubts(folder / "claims.parquet", folder / "doubts.parquet")
        why = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        message = f"could not be derived and are empty ({why}); please report it; all but flags `doubt` is whole"
        return Failure(", ".join(DERIVED), FACTS, type(error).__name__, message)
    return None


def connect(folder: Path, spill: str | Path, lexicon: Lexicon | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the tables, the vocabulary and the helpers that the queries read.

    Args:
        folder: a folder with ``claims.parquet`` and ``documents.parquet``.
        spill: an empty folder for what does not fit in memory; the connection needs it to the end.
        lexicon: the vocabulary that the claims were made with, by default the program's own.
    """
    lexicon = lexicon or default()
    config: dict[str, Any] = {"memory_limit": MEMORY, "threads": 2, "preserve_insertion_order": False}
    connection = duckdb.connect(config=config | {"temp_directory": str(spill)})
    connection.read_parquet(table_path(folder, "documents.parquet").as_posix()).create_view("documents")
    for name, value in variables(lexicon).items():
        connection.execute(f"set variable {name} = $1", [value])
    _fill(connection, "indicators", indicator_rows(lexicon))
    _fill(connection, "units", unit_rows(lexicon))
    _fill(connection, "sums", sum_rows(lexicon))
    _fill(connection, "products", product_rows(lexicon))
    _fill(connection, "halves", halves_rows(lexicon))
    _fill(connection, "jumps", jump_rows(lexicon))
    connection.execute(ONE_DIGIT)
    connection.execute(f"create temp table reports as {sql_of('reports')}")
    connection.execute(PLACES, [PART])
    _within_documents(connection, table_path(folder, "claims.parquet"), Path(spill))
    _within_places(connection, Path(spill))
    return connection


def _within_documents(connection: duckdb.DuckDBPyConnection, claims: Path, spill: Path) -> None:
    """Make the helpers that look at one document at a time, with some documents in memory at a time."""
    for number, rows in enumerate(_stretches(claims)):
        connection.register("claims", rows)
        figures = f"select figures.*, part from ({sql_of('figures')}) as figures join parts using (place)"
        if not number:
            connection.execute(f"copy ({sql_of('figures')} limit 0) to {_quoted(spill / NONE)} (format parquet)")
        into = _quoted(spill / f"{number}.figures")
        connection.execute(f"copy ({figures}) to {into} (format parquet, partition_by (part))")
        made = f"insert into within {sql_of('within')}" if number else f"create temp table within as {sql_of('within')}"
        connection.execute(made)
        connection.unregister("claims")
    connection.read_parquet(claims.as_posix()).create_view("claims")


def _stretches(claims: Path) -> Iterator[pa.Table]:
    """Yield the claims in tables that end where a document ends; one table at least."""
    with pq.ParquetFile(claims) as file:
        columns = [name for name in file.schema_arrow.names if name not in UNREAD]
        rows = file.schema_arrow.empty_table().select(columns)
        for batch in file.iter_batches(ROWS, columns=columns):
            rows = pa.concat_tables([rows, pa.Table.from_batches([batch])])
            if rows.num_rows >= STRETCH:
                last = pc.index(rows["doc_id"], rows["doc_id"][-1]).as_py()
                if last:
                    yield rows.slice(0, last)
                    rows = rows.slice(last)
        yield rows


def _within_places(connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
    """Make the cells from the figures of some places at a time."""
    for part in _parts(connection):
        _show(connection, "figures", spill, f"*.figures/part={part}/*.parquet")
        into = _quoted(spill / f"{part}.cells.parquet")
        connection.execute(f"copy ({sql_of('cells')}) to {into} (format parquet)")
    _show(connection, "figures", spill, "*.figures/*/*.parquet")
    _show(connection, "cells", spill, "*.cells.parquet")
    connection.execute(f"create temp table goals_above as {sql_of('goals_above')}")


def _parts(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The numbers of the groups of places, in the order of the places."""
    return [part for [part] in connection.execute("select distinct part from parts order by part").fetchall()] or [0]


def _show(connection: duckdb.DuckDBPyConnection, name: str, spill: Path, pattern: str) -> None:
    """Let a view show what some of the files of a helper hold."""
    found = sorted(spill.glob(pattern)) or [spill / NONE]
    rows = f"read_parquet([{', '.join(map(_quoted, found))}], hive_partitioning = false)"
    connection.execute(f"create or replace temp view {name} as select * from {rows}")


def _quoted(path: Path) -> str:
    """A path as SQL writes it."""
    return "'" + path.as_posix().replace("'", "''") + "'"


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("rows", rows)
    connection.execute(f"create temp table {name} as select * from rows")
    connection.unregister("rows")


def _write(connection: duckdb.DuckDBPyConnection, name: str, path: Path, spill: Path) -> int:
    """Stream the rows of a query into a file; they are never all in memory."""
    schema = SCHEMAS[name]
    rows = 0
    with path.open("xb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for part in map(str, _parts(connection)) if name in BY_PLACE else ("*",):
            _show(connection, "figures", spill, f"*.figures/part={part}/*.parquet")
            _show(connection, "cells", spill, f"{part}.cells.parquet")
            for batch in connection.sql(sql_of(name)).to_arrow_reader(ROWS):
                writer.write_table(pa.Table.from_batches([batch]).cast(schema))
                rows += batch.num_rows
    return rows
