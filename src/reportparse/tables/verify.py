"""Whether written tables are what was written, and hold together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from reportparse.tables.check import BrokenTablesError, check
from reportparse.tables.outputs import Outputs
from reportparse.tables.schemas import PER_DOCUMENT, SCHEMAS
from reportparse.tables.write import digest, table_path


def verify(outputs: Outputs) -> list[str]:
    """Return what is wrong with the tables of a folder, a line each; nothing if all is well.

    Checked are the checksums and row counts of the manifest, and all that must hold before tables are written.
    """
    found = [line for name, entry in outputs.manifest["tables"].items() for line in _files(outputs.folder, name, entry)]
    found += [f"{name}: not in the manifest" for name in SCHEMAS if name not in outputs.manifest["tables"]]
    return found or [line for part in _parts(outputs.folder) for line in _contract(part)]


def _files(folder: Path, name: str, entry: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for file in entry["files"]:
        whole = table_path(folder, f"{name}.parquet")
        path = whole.parent / file["path"]
        if not path.is_file():
            yield f"{file['path']}: missing; run extract again"
        elif digest(path) != file["sha256"]:
            yield f"{file['path']}: changed since it was written; run extract with --no-resume"


def _parts(folder: Path) -> Iterator[dict[str, Path]]:
    """The files of each part of the tables, by table; a part holds whole documents."""
    paths = {name: table_path(folder, f"{name}.parquet") for name in PER_DOCUMENT}
    if paths["documents"].is_file():
        yield paths
    else:
        for part in sorted(paths["documents"].glob("*.parquet")):
            yield {name: path / part.name for name, path in paths.items()}


def _contract(part: dict[str, Path]) -> list[str]:
    try:
        check({name: pq.ParquetFile(path).read() for name, path in part.items()})
    except BrokenTablesError as error:
        return error.problems
    except (OSError, pa.ArrowException) as error:
        return [f"{part['documents'].name}: cannot be read: {' '.join(str(error).split())}"]
    return []
