"""Tables on disk: written beside the old ones, then put in their place all at once.

A run writes into ``.new-…`` in the outputs folder. Renaming that to ``.ready-…`` is the moment from which the new
tables count; moving its entries to their places follows. Whoever comes after a run that died in between, a reader or
the next run, finds the ready folder and goes on from there, so that no table is ever half new.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MANIFEST = "manifest.json"
_NEW, _READY = ".new-", ".ready-"


def table_path(outputs: Path, name: str) -> Path:
    """Return where a table's newest complete version stands: a file, or a folder of parts."""
    for ready in outputs.glob(_READY + "*"):
        if not ready.is_symlink() and (ready / name).exists():
            return ready / name
    return outputs / name


def new_folder(outputs: Path) -> Path:
    """Return an empty folder to write the next tables into, first finishing or clearing what dead runs left."""
    for ready in sorted(outputs.glob(_READY + "*")):
        if not ready.is_symlink():
            _move_in(ready, outputs)
    for stale in outputs.glob(_NEW + "*"):
        shutil.rmtree(stale, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_NEW, dir=outputs))


def write_table(path: Path, table: pa.Table) -> None:
    """Write one table, or one part of it, to the disk for good."""
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write row counts and checksums of the tables in ``folder``, with the given facts before them."""
    tables: dict[str, Any] = {}
    for path in parts(folder):
        name = path.relative_to(folder).parts[0]
        entry = tables.setdefault(name.removesuffix(".parquet"), {"rows": 0, "files": []})
        rows = pq.read_metadata(path).num_rows
        entry["rows"] += rows
        entry["files"].append(
            {
                "path": path.relative_to(folder).as_posix(),
                "rows": rows,
                "bytes": path.stat().st_size,
                "sha256": digest(path),
            }
        )
    with (folder / MANIFEST).open("x", encoding="utf8") as file:
        json.dump({**facts, "tables": tables}, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def parts(folder: Path) -> Iterator[Path]:
    """Yield the Parquet files of a tables folder in order."""
    for path in sorted(folder.glob("*.parquet")):
        yield from [path] if path.is_file() else sorted(path.glob("*.parquet"))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def publish(folder: Path, outputs: Path) -> None:
    """Put the finished tables of a new folder in place of the old ones."""
    for path in [*folder.glob("*.parquet"), folder]:
        if path.is_dir():
            _sync(path)
    ready = folder.with_name(_READY + folder.name.removeprefix(_NEW))
    folder.rename(ready)
    _sync(outputs)
    _move_in(ready, outputs)


def _move_in(ready: Path, outputs: Path) -> None:
    """Move every entry to its place; a file goes over a file in one step, a folder needs the old one out of the way."""
    for path in sorted(ready.iterdir()):
        if path.name.startswith(_NEW):
            continue
        target = outputs / path.name
        if target.is_dir() or (path.is_dir() and target.exists()):
            target.rename(Path(tempfile.mkdtemp(prefix=_NEW, dir=ready)) / path.name)
        path.replace(target)
    _sync(outputs)
    shutil.rmtree(ready)


def _sync(folder: Path) -> None:
    """Make a folder's entries durable, where the system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
