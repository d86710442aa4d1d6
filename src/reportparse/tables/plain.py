"""Arrow values made of plain ones by their bytes: given a list or a value, pyarrow loads pandas, and waits for it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate

import pyarrow as pa
import pyarrow.compute as pc

_CODES = {pa.int16(): "h", pa.int64(): "q", pa.float64(): "d"}
"""What the module ``array`` calls a type."""


def strings(values: Iterable[str]) -> pa.Array:
    """Return strings as Arrow.

    >>> strings(["甲", "", "b"]).to_pylist()
    ['甲', '', 'b']
    """
    encoded = [value.encode("utf8", "replace") for value in values]
    ends = array("i", accumulate((len(one) for one in encoded), initial=0))
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(encoded)))


def scalar(value: str | float, kind: pa.DataType) -> pa.Scalar:
    """Return a value to compare a column of this type with.

    >>> scalar(2024, pa.int16()).as_py(), scalar("甲", pa.string()).as_py()
    (2024, '甲')
    """
    if isinstance(value, str):
        return strings([value])[0]
    whole = value if pa.types.is_floating(kind) else int(value)
    return pa.Array.from_buffers(kind, 1, [None, pa.py_buffer(array(_CODES[kind], [whole]).tobytes())])[0]


def where(table: pa.Table, wanted: Mapping[str, str | int | None]) -> pa.Table:
    """Return the rows whose columns have these values; None is no wish.

    >>> where(pa.table({"place": ["甲", "乙"], "n": [1, 2]}), {"place": "乙", "n": None}).to_pylist()
    [{'place': '乙', 'n': 2}]
    """
    for name, value in wanted.items():
        if value is not None:
            table = table.filter(pc.equal(table[name], scalar(value, table.schema.field(name).type)))
    return table
