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
HELPERS = ("reports", "figures", "within", "cells")
"""Queries that the derived tables share."""
STRETCH = 100_000
"""Claims of whole documents that are looked at at a time, for what is said within documents."""
PART = 1_000_000
"""Figures of whole places that are set side by side at a time."""


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
    with TemporaryDirectory(prefix=".new-spill-", dir=folder) as spill, connect(folder, lexicon, spill) as connection:
        rows = {name: _write(connection, name, folder / f"{name}.parquet") for name in DERIVED}
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


def connect(folder: Path, lexicon: Lexicon | None = None, spill: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the tables, the vocabulary and the helpers that the queries read.

    Args:
        folder: a folder with ``claims.parquet`` and ``documents.parquet``.
        lexicon: the vocabulary that the claims were made with, by default the program's own.
        spill: a folder for what does not fit in memory.
    """
    lexicon = lexicon or default()
    config: dict[str, Any] = {"memory_limit": MEMORY, "threads": 2, "preserve_insertion_order": False}
    connection = duckdb.connect(config=config | ({"temp_directory": spill} if spill else {}))
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
    _within_documents(connection, table_path(folder, "claims.parquet"))
    _within_places(connection)
    return connection


def _within_documents(connection: duckdb.DuckDBPyConnection, claims: Path) -> None:
    """Make the helpers that look at one document at a time, with some documents in memory at a time."""
    for number, rows in enumerate(_stretches(claims)):
        connection.register("claims", rows)
        for name in ("figures", "within"):
            into = f"insert into {name}" if number else f"create temp table {name} as"
            connection.execute(f"{into} {sql_of(name)}")
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


def _within_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the cells from the figures of some places at a time."""
    [[figures]] = connection.execute("select count(*) from figures").fetchall()
    parts = 1 + figures // PART
    connection.execute(f"set variable parts = {parts}")
    for part in range(parts):
        connection.execute(f"set variable part = {part}")
        connection.execute(f"{'insert into cells' if part else 'create temp table cells as'} {sql_of('cells')}")


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("rows", rows)
    connection.execute(f"create temp table {name} as select * from rows")
    connection.unregister("rows")


def _write(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> int:
    """Stream the rows of a query into a file; they are never all in memory."""
    schema = SCHEMAS[name]
    rows = 0
    with path.open("xb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in connection.sql(sql_of(name)).to_arrow_reader(ROWS):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
            rows += batch.num_rows
    return rows
