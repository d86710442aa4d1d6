"""Files and folders → Parquet."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from reportparse.batch.inputs import Input, InputError, find_inputs
from reportparse.batch.summary import Summary
from reportparse.lexicon import default
from reportparse.model import Failure
from reportparse.pipeline import parse
from reportparse.read import UnreadableError, read
from reportparse.tables import PER_DOCUMENT, SCHEMAS, check, columns_table, report_tables
from reportparse.tables.write import new_folder, publish, write_manifest, write_table
from reportparse.version import __version__


def extract(inputs: str | Path | Iterable[str | Path], outputs: str | Path) -> Summary:
    """Read files and folders and write their tables.

    Args:
        inputs: a path or several; folders are searched to their depths.
        outputs: the folder to write to; it is made if need be.

    Raises:
        InputError: if an input does not exist or the outputs folder cannot be written.
    """
    began = time.monotonic()
    found = find_inputs([inputs] if isinstance(inputs, str | Path) else inputs)
    if not found:
        raise FileNotFoundError("nothing to read; name a file or a folder with reports")
    folder = Path(outputs)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = new_folder(folder)
    except OSError as error:
        raise InputError(f"{folder}: cannot write here ({error.strerror}); choose another folder with -o") from error
    done = [_one(i) for i in found]
    failures = tuple(f for f in done if isinstance(f, Failure))
    tables = _join([t for t in done if not isinstance(t, Failure)])
    check(tables)
    tables["failures"] = pa.Table.from_pylist(
        [{n: getattr(f, n) for n in SCHEMAS["failures"].names} for f in failures], SCHEMAS["failures"]
    )
    tables["columns"] = columns_table()
    for name, table in tables.items():
        write_table(staging / f"{name}.parquet", table)
    write_manifest(staging, {"version": __version__, "lexicon_version": default().version})
    publish(staging, folder)
    return Summary(
        outputs=str(folder),
        documents=len(tables["documents"]),
        reused=0,
        characters=sum(tables["documents"]["n_chars"].to_pylist()),
        claims=len(tables["claims"]),
        mentions=len(tables["mentions"]),
        repairs=len(tables["repairs"]),
        failures=failures,
        seconds=time.monotonic() - began,
    )


def _join(done: list[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    return {n: pa.concat_tables([t[n] for t in done] or [SCHEMAS[n].empty_table()]) for n in PER_DOCUMENT}


def _one(item: Input) -> dict[str, pa.Table] | Failure:
    stage = "read"
    try:
        document = read(item.path.read_bytes(), item.source)
        stage = "parse"
        report = parse(document.text, document.source, item.year, item.place)
        stage = "tables"
        tables = report_tables(report, document)
        check(tables)
    except UnreadableError as error:
        return Failure(item.source, stage, error.error, str(error))
    except Exception as error:
        return Failure(item.source, stage, type(error).__name__, str(error))
    return tables
