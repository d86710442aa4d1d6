"""How a column is written down: one call a column, with its description and an example."""

from __future__ import annotations

from typing import Any, get_args

import pyarrow as pa


def _field(
    name: str, kind: pa.DataType, description: str, example: str, *, null: bool = False, values: Any = None
) -> pa.Field:
    metadata = {"description": description, "example": example}
    if values is not None:
        metadata["values"] = "|".join(get_args(values))
    return pa.field(name, kind, nullable=null, metadata=metadata)


def text(name: str, description: str, example: str, *, null: bool = False, values: Any = None) -> pa.Field:
    """Return a string column; ``values`` is the ``Literal`` type that lists what it may hold.

    >>> text("kind", "What it is.", "bullet").nullable
    False
    """
    return _field(name, pa.string(), description, example, null=null, values=values)


def texts(name: str, description: str, example: str) -> pa.Field:
    """Return a column of lists of strings."""
    return _field(name, pa.list_(pa.field("item", pa.string(), nullable=False)), description, example)


def count(name: str, description: str, example: str, *, null: bool = False) -> pa.Field:
    """Return a column of whole numbers."""
    return _field(name, pa.int64(), description, example, null=null)


def place(name: str, description: str, example: str) -> pa.Field:
    """Return a column of whole numbers, null where there is none."""
    return _field(name, pa.int64(), description, example, null=True)


def year(name: str, description: str, example: str) -> pa.Field:
    """Return a column of years, null where the year is not known."""
    return _field(name, pa.int16(), description, example, null=True)


def number(name: str, description: str, example: str, *, null: bool = True) -> pa.Field:
    """Return a column of float64."""
    return _field(name, pa.float64(), description, example, null=null)


def flag(name: str, description: str, example: str) -> pa.Field:
    """Return a column of booleans."""
    return _field(name, pa.bool_(), description, example)


def document() -> pa.Field:
    """Return the column that leads to the documents table."""
    return text("doc_id", "Document: twenty hexadecimal digits made from its source.", "3f9a1c07be52d84e6b90")


def raw_span(what: str) -> list[pa.Field]:
    """Return the two columns that lead to the decoded file."""
    return [
        count("raw_start", f"First character of {what} in the decoded file, counted from 0.", "1201"),
        count("raw_end", f"The character after the last one of {what} in the decoded file.", "1206"),
    ]


def page() -> pa.Field:
    """Return the column of pages, null where the source has none."""
    return _field("page", pa.int32(), "Page on which it begins, from 1; null where the file has none.", "12", null=True)


def line_box() -> list[pa.Field]:
    """Return the four columns that say where the line of a mention is printed."""
    sides = {"x0": "Left", "y0": "Upper", "x1": "Right", "y1": "Lower"}
    examples = {"x0": "90.0", "y0": "377.2", "x1": "521.4", "y1": "388.1"}
    return [
        number(name, f"{side} edge of its printed line, in points from the page's upper left corner.", examples[name])
        for name, side in sides.items()
    ]
