"""One document's tables as bytes, to pass between processes and to outlive a run that dies."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from reportparse.tables import PER_DOCUMENT, SCHEMAS


def pack(tables: Mapping[str, pa.Table]) -> bytes:
    """Return the tables as one Arrow stream after the other."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    for name in PER_DOCUMENT:
        with pa.ipc.new_stream(sink, SCHEMAS[name], options=options) as writer:
            writer.write_table(tables[name])
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def unpack(packed: bytes) -> dict[str, pa.Table]:
    """Return the tables that ``pack`` packed.

    Raises:
        pyarrow.ArrowInvalid: if the bytes are cut or are something else.
    """
    source = pa.BufferReader(packed)
    return {name: pa.ipc.open_stream(source).read_all() for name in PER_DOCUMENT}
