"""Many documents' tables → one part of each written table, in memory that does not grow with their number."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from reportparse.tables.schemas import PER_DOCUMENT, SCHEMAS
from reportparse.tables.write import MANIFEST, digest, table_path

_GROUP_ROWS = 16_384
"""Rows of a row group: enough to compress well, few enough to hold several tables' groups in memory."""


def part_path(folder: Path, name: str, part: int | None) -> Path:
    """Return the file of a table's part, or of the whole table where there is but one.

    >>> part_path(Path("out"), "claims", 2).as_posix()
    'out/claims.parquet/part-00002.parquet'
    """
    whole = folder / f"{name}.parquet"
    return whole if part is None else whole / f"part-{part:05d}.parquet"


def write_part(folder: Path, part: int | None, documents: Iterable[Mapping[str, pa.Table]]) -> Counter[str]:
    """Write the tables of the documents, one after the other, and return the rows of each table."""
    rows: Counter[str] = Counter()
    waiting: dict[str, list[pa.Table]] = {name: [] for name in PER_DOCUMENT}
    with ExitStack() as stack:
        files = {name: stack.enter_context(_create(part_path(folder, name, part))) for name in PER_DOCUMENT}
        writers = {
            n: stack.enter_context(pq.ParquetWriter(f, SCHEMAS[n], compression="zstd")) for n, f in files.items()
        }
        for tables in documents:
            for name, table in tables.items():
                waiting[name].append(table)
                rows[name] += len(table)
                if sum(map(len, waiting[name])) >= _GROUP_ROWS:
                    _flush(writers[name], waiting[name])
        for name, writer in writers.items():
            _flush(writer, waiting[name])
            writer.close()
            files[name].flush()
            os.fsync(files[name].fileno())
    return rows


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(exist_ok=True)
    return path.open("xb")


def _flush(writer: pq.ParquetWriter, waiting: list[pa.Table]) -> None:
    if waiting:
        writer.write_table(pa.concat_tables(waiting).combine_chunks())
        waiting.clear()


class OldPart:
    """One part of tables that stand written, read back document by document in their order.

    Raises:
        ValueError: if a file of the part has changed since it was written; OSError and KeyError if one is missing.
    """

    def __init__(self, outputs: Path, part: int | None):
        self._paths = {
            name: part_path(table_path(outputs, f"{name}.parquet").parent, name, part) for name in PER_DOCUMENT
        }
        _check_sums(outputs, self._paths)
        columns = ["doc_id", "input_key", *(f"n_{name}" for name in PER_DOCUMENT[1:])]
        found = pq.read_table(self._paths["documents"], columns=columns).to_pydict()
        self.keys: dict[str, str] = dict(zip(found["doc_id"], found["input_key"], strict=True))
        """Input keys by document, in the order of the rows."""
        self._counts = {name: found[f"n_{name}"] for name in PER_DOCUMENT[1:]} | {"documents": [1] * len(self.keys)}
        self._groups: dict[str, tuple[int, pa.Table]] = {}

    def link(self, folder: Path, part: int | None) -> Counter[str]:
        """Take the files over as they stand, without copying where the disk allows it."""
        for name, path in self._paths.items():
            target = part_path(folder, name, part)
            target.parent.mkdir(exist_ok=True)
            try:
                target.hardlink_to(path)
            except OSError:
                target.write_bytes(path.read_bytes())
        return Counter({name: sum(counts) for name, counts in self._counts.items()})

    @cached_property
    def _starts(self) -> dict[str, dict[str, tuple[int, int]]]:
        """First row and number of rows of each document in each table."""
        out: dict[str, dict[str, tuple[int, int]]] = {}
        for name, counts in self._counts.items():
            at = 0
            out[name] = {}
            for doc, n in zip(self.keys, counts, strict=True):
                out[name][doc] = (at, n)
                at += n
        return out

    def tables(self, doc: str) -> dict[str, pa.Table]:
        """Return the rows of one document."""
        return {name: self._rows(name, *self._starts[name][doc]) for name in PER_DOCUMENT}

    def _rows(self, name: str, start: int, n: int) -> pa.Table:
        pieces = [SCHEMAS[name].empty_table()]
        at = 0
        with pq.ParquetFile(self._paths[name]) as file:
            for group in range(file.num_row_groups):
                size = file.metadata.row_group(group).num_rows
                if at < start + n and start < at + size:
                    low, high = max(start, at), min(start + n, at + size)
                    pieces.append(self._group(name, file, group).slice(low - at, high - low))
                at += size
        return pa.concat_tables(pieces)

    def _group(self, name: str, file: pq.ParquetFile, group: int) -> pa.Table:
        """Documents are asked for in order, so that keeping the last group reads each but once."""
        if self._groups.get(name, (-1, None))[0] != group:
            self._groups[name] = (group, file.read_row_group(group).cast(SCHEMAS[name]))
        return self._groups[name][1]


def old_parts(outputs: Path) -> list[OldPart]:
    """Return the parts of the tables that stand in a folder, without those that are not as they were written."""
    path = table_path(outputs, "documents.parquet")
    if not path.exists():
        return []
    found = []
    for part in [None] if path.is_file() else range(len(list(path.glob("part-*.parquet")))):
        try:
            found.append(OldPart(outputs, part))
        except (OSError, ValueError, KeyError, pa.ArrowException):
            continue
    return found


def _check_sums(outputs: Path, paths: Mapping[str, Path]) -> None:
    manifest = json.loads(table_path(outputs, MANIFEST).read_text(encoding="utf8"))
    for name, path in paths.items():
        sums = {Path(file["path"]).name: file["sha256"] for file in manifest["tables"][name]["files"]}
        if digest(path) != sums[path.name]:
            raise ValueError(f"{path} has changed since it was written")
