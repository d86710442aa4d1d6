"""Tables on disk: written beside the old ones, then put in their place all at once.

A run writes into ``.new-…`` in the outputs folder. Renaming that to ``.ready-…`` is the moment from which the new
tables count; moving its files to their places follows, each over the old one in a single step, the manifest last. So
every table is one file that is always there and whole. Whoever comes after a run that died in between, a reader or the
next run, finds the ready folder and goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reportparse.tables.schemas import PER_DOCUMENT, SCHEMAS

MANIFEST = "manifest.json"
_NEW, _READY = ".new-", ".ready-"
_GROUP_ROWS = 16_384
"""Rows of a row group: enough to compress well, few enough to hold several tables' groups in memory."""

_TABLES = 500
"""Tables that wait for their group as they are; each takes some 20 kB beside its rows."""

Stamp: TypeAlias = tuple[Path | None, int, int] | None


def ready_folder(outputs: Path) -> Path | None:
    """Return the folder of tables that count but are not all in their places yet; only a dead run leaves it there."""
    for ready in sorted(outputs.glob(_READY + "*")):
        if not ready.is_symlink() and (ready / MANIFEST).is_file():
            return ready
    return None


def table_path(outputs: Path, name: str) -> Path:
    """Return where the newest complete version of a table, or of the manifest, stands."""
    ready = ready_folder(outputs)
    return ready / name if ready and (ready / name).exists() else outputs / name


def stamp(outputs: Path) -> Stamp:
    """Return what changes whenever a run publishes; None where there are no tables."""
    ready = ready_folder(outputs)
    try:
        manifest = ((ready or outputs) / MANIFEST).stat()
    except OSError:
        return None
    return ready, manifest.st_ino, manifest.st_mtime_ns


def recover(outputs: Path) -> None:
    """Finish what a run began that died while it published, and clear what dead runs left."""
    ready = ready_folder(outputs)
    if ready:
        _move_in(ready, outputs)
    for stray in [*outputs.glob(_NEW + "*"), *outputs.glob(_READY + "*")]:
        remove(stray)


def remove(path: Path) -> None:
    """Remove a file, a folder with all that is in it, or a link but not what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def new_folder(outputs: Path) -> Path:
    """Return an empty folder to write the next tables into, once what dead runs left is cleared."""
    recover(outputs)
    return Path(tempfile.mkdtemp(prefix=_NEW, dir=outputs))


def write_table(path: Path, table: pa.Table) -> None:
    """Write one table to the disk for good."""
    with path.open("xb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def write_documents(folder: Path, documents: Iterable[Mapping[str, pa.Table]], shard: int) -> Counter[str]:
    """Write the tables of the documents, one after the other, and return the rows of each table.

    No row group holds more than ``shard`` documents, so that the same documents give the same bytes, wherever their
    rows come from, and memory does not grow with their number.
    """
    rows: Counter[str] = Counter()
    with ExitStack() as stack:
        files = {n: stack.enter_context((folder / f"{n}.parquet").open("xb")) for n in PER_DOCUMENT}
        writers = {n: stack.enter_context(_Groups(f, SCHEMAS[n])) for n, f in files.items()}
        for number, tables in enumerate(documents, 1):
            for name, table in tables.items():
                writers[name].add(table, last=number % shard == 0)
                rows[name] += len(table)
        for name, writer in writers.items():
            writer.close()
            files[name].flush()
            os.fsync(files[name].fileno())
    return rows


class _Groups:
    """One table on its way to a file: rows wait until they make a row group."""

    def __init__(self, file: BinaryIO, schema: pa.Schema):
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def add(self, table: pa.Table, last: bool) -> None:
        """Add the rows of one document; ``last`` ends the group."""
        if len(table):
            self._waiting.append(table)
            self._rows += len(table)
        if len(self._waiting) >= _TABLES:
            self._waiting = [pa.concat_tables(self._waiting).combine_chunks()]
        if last or self._rows >= _GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting).combine_chunks())
            self._waiting, self._rows = [], 0

    def close(self) -> None:
        """Write what waits, and the file's end."""
        self._flush()
        self._writer.close()


def write_manifest(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write row counts and checksums of the tables in ``folder``, with the given facts before them."""
    tables = {path.stem: _entry(path) for path in sorted(folder.glob("*.parquet"))}
    with (folder / MANIFEST).open("x", encoding="utf8") as file:
        json.dump({**facts, "tables": tables}, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def _entry(path: Path) -> dict[str, Any]:
    rows = pq.read_metadata(path).num_rows
    file = {"path": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": digest(path)}
    return {"rows": rows, "files": [file]}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def publish(folder: Path, outputs: Path) -> None:
    """Put the finished tables and manifest of a new folder in place of the old ones."""
    for path in [*folder.iterdir(), folder]:
        _sync(path)
    ready = folder.with_name(_READY + folder.name.removeprefix(_NEW))
    folder.rename(ready)
    _sync(outputs)
    _move_in(ready, outputs)


def _move_in(ready: Path, outputs: Path) -> None:
    """Move every file over its old one; the manifest makes the folder ready, so it goes when all else is in place."""
    for path in sorted(ready.iterdir()):
        if path.name != MANIFEST and not path.name.startswith(_NEW):
            _move(path, outputs / path.name, ready)
    _sync(ready)
    _sync(outputs)
    _move(ready / MANIFEST, outputs / MANIFEST, ready)
    _sync(outputs)
    shutil.rmtree(ready)


def _move(path: Path, target: Path, ready: Path) -> None:
    """A folder that stands where the file belongs, as older versions wrote them, goes with the ready folder."""
    if target.is_dir() and not target.is_symlink():
        target.rename(Path(tempfile.mkdtemp(prefix=_NEW, dir=ready)) / path.name)
    path.replace(target)


def _sync(path: Path) -> None:
    """Make a file's content or a folder's entries durable, where the system lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
