"""One document's tables as bytes, to pass between processes and to outlive a run that dies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pyarrow as pa

from reportparse.tables import PER_DOCUMENT, SCHEMAS

_DIGEST = 32
_LENGTH = 8


def pack(tables: Mapping[str, pa.Table]) -> bytes:
    """Return the rows of all tables, compressed, behind a digest; the schemas, which all documents share, stay out.

    >>> import reportparse
    >>> tables = reportparse.parse("粮食产量20万吨。").tables()
    >>> unpack(pack(tables)) == tables
    True
    """
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        for name in PER_DOCUMENT:
            rows = tables[name].combine_chunks().to_batches()
            batch = (rows[0] if rows else _empty(name)).serialize()
            out.write(batch.size.to_bytes(_LENGTH, "little"))
            out.write(batch)
    packed: bytes = sink.getvalue().to_pybytes()
    return hashlib.sha256(packed).digest() + packed


def _empty(name: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=SCHEMAS[name])


def unpack(packed: bytes) -> dict[str, pa.Table]:
    """Return the tables that ``pack`` packed.

    Raises:
        ValueError: if a single bit is not as it was.
    """
    if hashlib.sha256(memoryview(packed)[_DIGEST:]).digest() != packed[:_DIGEST]:
        raise ValueError("the rows are not as they were packed")
    source = pa.CompressedInputStream(pa.BufferReader(pa.py_buffer(packed).slice(_DIGEST)), "zstd")
    out = {}
    for name in PER_DOCUMENT:
        size = int.from_bytes(source.read(_LENGTH), "little")
        batch = pa.ipc.read_record_batch(pa.py_buffer(source.read(size)), SCHEMAS[name])
        out[name] = pa.Table.from_batches([batch])
    return out
