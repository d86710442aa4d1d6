"""Tables of claims → panel, delivery and doubts, each the result of one SQL file run by DuckDB."""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
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

MEMORY = "2GB"
"""What DuckDB may hold; more goes to the disk beside the tables."""
ROWS = 65_536
"""Rows of a batch on their way to the file."""
ONE_DIGIT = """create macro one_digit(difference) as
    abs(difference / pow(10, floor(log10(abs(nullif(difference, 0)) * 1.0000001)))
        - round(difference / pow(10, floor(log10(abs(nullif(difference, 0)) * 1.0000001))))) < 1e-6"""
"""Whether two numbers differ as they do where one digit is changed: by one digit and zeros."""
HELPERS = ("reports", "figures", "cells", "within")
"""Queries that the derived tables share."""


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
    for name in ("claims", "documents"):
        connection.read_parquet(table_path(folder, f"{name}.parquet").as_posix()).create_view(name)
    for name, value in variables(lexicon).items():
        connection.execute(f"set variable {name} = $1", [value])
    _fill(connection, "indicators", indicator_rows(lexicon))
    _fill(connection, "units", unit_rows(lexicon))
    _fill(connection, "sums", sum_rows(lexicon))
    _fill(connection, "products", product_rows(lexicon))
    _fill(connection, "halves", halves_rows(lexicon))
    _fill(connection, "jumps", jump_rows(lexicon))
    connection.execute(ONE_DIGIT)
    for name in HELPERS:
        connection.execute(f"create temp table {name} as {sql_of(name)}")
    return connection


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
