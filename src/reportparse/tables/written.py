"""Written tables read back: those of one version all at once, and their rows document by document."""

from __future__ import annotations

import json
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from reportparse.model import Failure
from reportparse.tables.check import BrokenTablesError
from reportparse.tables.schemas import PER_DOCUMENT, SCHEMAS
from reportparse.tables.write import MANIFEST, digest, ready_folder, stamp, table_path

Manifest: TypeAlias = dict[str, Any]

_TRIES, _PAUSE = 1000, 0.005
"""A run publishes in a few milliseconds; whoever opens tables meanwhile tries again."""


def open_version(outputs: Path) -> tuple[Manifest, dict[str, pa.NativeFile]]:
    """Return the manifest and every table that it names, opened, all of one version.

    An open file can be read to its end whatever later runs put in its place. While a run moves its tables in, one may
    go to its place between the look and the opening: it is looked for again, as often as there are tables.

    Raises:
        FileNotFoundError: if the folder holds no tables, or one is missing.
        BrokenTablesError: if the manifest is not as it was written.
    """
    moved = 0
    for _ in range(_TRIES):
        before = stamp(outputs)
        try:
            found = _open(outputs)
        except (OSError, BrokenTablesError):
            moved += 1
            if stamp(outputs) == before and (ready_folder(outputs) is None or moved > len(SCHEMAS)):
                raise
            found = None
        if found and stamp(outputs) == before:
            return found
        time.sleep(_PAUSE)
    raise BrokenTablesError([f"{outputs}: the tables keep changing; wait for the runs that write here"])


def _open(outputs: Path) -> tuple[Manifest, dict[str, pa.NativeFile]]:
    manifest = read_manifest(outputs)
    files = {}
    for name in [*SCHEMAS, *(n for n in manifest["tables"] if n not in SCHEMAS)]:
        path = table_path(outputs, f"{name}.parquet")
        if not path.is_file():
            raise _missing(outputs, path.name)
        files[name] = pa.OSFile(str(path))
    return manifest, files


def read_manifest(outputs: Path) -> Manifest:
    """Return what the manifest of an outputs folder says.

    Raises:
        FileNotFoundError: if there is none.
        BrokenTablesError: if it is not as it was written.
    """
    path = table_path(outputs, MANIFEST)
    if not path.exists():
        raise _missing(outputs, MANIFEST)
    try:
        found: Manifest = json.loads(path.read_bytes())
        if all(_sound(name, entry) for name, entry in found["tables"].items()):
            return found
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise BrokenTablesError([f"{path}: is not as extract wrote it; run `reportparse extract` again"])


def _sound(name: str, entry: Mapping[str, Any]) -> bool:
    """Tell whether a manifest's entry names one file of that table, its rows and its checksum."""
    [file] = entry["files"]
    counts = (entry["rows"], file["rows"], file["bytes"])
    return file["path"] == f"{name}.parquet" and len(file["sha256"]) == 64 and all(isinstance(n, int) for n in counts)


def _missing(outputs: Path, name: str) -> FileNotFoundError:
    return FileNotFoundError(f"{outputs}: no {name} here; run `reportparse extract INPUT -o {outputs}` first")


class Written:
    """The rows of written tables, document by document in their order, without holding more than a row group a table.

    Raises:
        ValueError: if the tables do not hold what the documents table says; pyarrow's errors if one is no Parquet.
    """

    def __init__(self, files: Mapping[str, Any]):
        self._files = {name: pq.ParquetFile(files[name]) for name in PER_DOCUMENT}
        columns = ["doc_id", "input_key", *(f"n_{name}" for name in PER_DOCUMENT[1:])]
        found = self._files["documents"].read(columns).to_pydict()
        self.keys: dict[str, str] = dict(zip(found["doc_id"], found["input_key"], strict=True))
        """Input keys by document, in the order of the rows."""
        self._at = {doc: i for i, doc in enumerate(self.keys)}
        counts = {name: found[f"n_{name}"] for name in PER_DOCUMENT[1:]} | {"documents": [1] * len(found["doc_id"])}
        self._starts = {name: list(accumulate(counts[name], initial=0)) for name in PER_DOCUMENT}
        self._groups = {name: _group_starts(file) for name, file in self._files.items()}
        self._last: dict[str, tuple[int, pa.Table]] = {}
        odd = [n for n in PER_DOCUMENT if self._starts[n][-1] != self._groups[n][-1]]
        if odd or len(self.keys) != len(found["doc_id"]):
            raise ValueError(f"{', '.join(odd) or 'documents'}: other rows than the documents table counts")

    @property
    def rows(self) -> Counter[str]:
        """Rows of each table."""
        return Counter({name: starts[-1] for name, starts in self._starts.items()})

    def tables(self, doc: str) -> dict[str, pa.Table]:
        """Return the rows of one document."""
        return self._between(self._at[doc], self._at[doc] + 1)

    def stretches(self, documents: int) -> Iterator[dict[str, pa.Table]]:
        """Yield the rows of so many documents after the other."""
        for start in range(0, len(self.keys), documents):
            yield self._between(start, min(start + documents, len(self.keys)))

    def _between(self, first: int, last: int) -> dict[str, pa.Table]:
        return {name: self._rows(name, starts[first], starts[last]) for name, starts in self._starts.items()}

    def _rows(self, name: str, start: int, end: int) -> pa.Table:
        pieces = [pa.Table.from_batches([], SCHEMAS[name])]
        groups = self._groups[name]
        at = bisect_right(groups, start) - 1
        while start < end:
            upto = min(end, groups[at + 1])
            pieces.append(self._group(name, at).slice(start - groups[at], upto - start))
            start, at = upto, at + 1
        return pa.concat_tables(pieces)

    def _group(self, name: str, group: int) -> pa.Table:
        """Documents are asked for in order, so that keeping the last group reads each but once."""
        if self._last.get(name, (-1, None))[0] != group:
            self._last[name] = (group, self._files[name].read_row_group(group).cast(SCHEMAS[name]))
        return self._last[name][1]


def _group_starts(file: pq.ParquetFile) -> list[int]:
    groups = range(file.num_row_groups)
    return list(accumulate((file.metadata.row_group(group).num_rows for group in groups), initial=0))


class OldTables(Written):
    """The tables of the last run.

    Raises:
        BrokenTablesError, FileNotFoundError: if one has changed since it was written, or is gone.
    """

    def __init__(self, outputs: Path):
        manifest = read_manifest(outputs)
        self.shard: object = manifest.get("shard")
        self._paths = {name: table_path(outputs, f"{name}.parquet") for name in PER_DOCUMENT}
        for name, path in self._paths.items():
            if path.is_symlink() or digest(path) != manifest["tables"][name]["files"][0]["sha256"]:
                raise BrokenTablesError([f"{path} has changed since it was written"])
        super().__init__(self._paths)
        failures = pq.ParquetFile(table_path(outputs, "failures.parquet")).read().to_pylist()
        self.failures = {row["source"]: Failure(**row) for row in failures}

    def link(self, folder: Path) -> Counter[str]:
        """Take all files over as they stand, without copying where the disk allows it."""
        for path in self._paths.values():
            target = folder / path.name
            try:
                target.hardlink_to(path)
            except OSError:
                target.write_bytes(path.read_bytes())
        return self.rows


def old_tables(outputs: Path) -> OldTables | None:
    """Return the tables that stand in a folder, if they are as they were written."""
    try:
        return OldTables(outputs)
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException):
        return None
