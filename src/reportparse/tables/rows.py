"""A report's values as rows, with ids made from the document and raw positions."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pyarrow as pa

from reportparse.formats.places import line_at
from reportparse.model import Document, Metadata, Page
from reportparse.spans import dumps
from reportparse.tables.schemas import SCHEMAS
from reportparse.version import __version__


def doc_id(source: str) -> str:
    """Return the id of the document with this source path.

    >>> doc_id("gansu/2025.txt") == doc_id("gansu/2025.txt"), len(doc_id("a"))
    (True, 20)
    """
    return hashlib.sha256(source.encode("utf8", "surrogatepass")).hexdigest()[:20]


def row_ids(doc: str, letter: str, starts: Iterable[int]) -> list[str]:
    """Return one id a row; rows that start at one place are told apart by -2, -3 …

    >>> row_ids("d", "c", [7, 7, 9])
    ['d-c7', 'd-c7-2', 'd-c9']
    """
    seen: Counter[int] = Counter()
    out = []
    for start in starts:
        seen[start] += 1
        out.append(f"{doc}-{letter}{start}" + (f"-{seen[start]}" if seen[start] > 1 else ""))
    return out


def report_tables(
    found: Mapping[str, Sequence[Any]], document: Document, metadata: Metadata, lexicon_version: str, input_key: str
) -> dict[str, pa.Table]:
    """Return the tables that a report fills, by name.

    Args:
        found: the repairs, sections, blocks, mentions and claims of the report, by these names.
        document: the file that the report came from.
        metadata: whose report it is, and of when.
        lexicon_version: the version of the vocabulary that it was read with.
        input_key: the digest of all that decided the rows, for a later run to compare.
    """
    doc = doc_id(document.source)
    row = _document(found, document, metadata)
    row |= {"version": __version__, "lexicon_version": lexicon_version, "input_key": input_key}
    tables = {"documents": _table("documents", [row], doc, **{name: [value] for name, value in row.items()})}
    for name, columns in _columns(found, doc, document.pages).items():
        tables[name] = _table(name, found[name], doc, **columns)
    return tables


def _columns(found: Mapping[str, Sequence[Any]], doc: str, pages: Sequence[Page]) -> dict[str, dict[str, list[Any]]]:
    """The columns of each table that are no fields of its items: ids, the keys to other tables, and renamed fields."""
    sections = row_ids(doc, "s", (s.start for s in found["sections"]))
    blocks = row_ids(doc, "b", (b.start for b in found["blocks"]))
    mentions = row_ids(doc, "m", (m.start for m in found["mentions"]))
    section_of: dict[int | None, str | None] = {None: None}
    section_of |= {s.ordinal: i for s, i in zip(found["sections"], sections, strict=True)}
    block_of = {b.ordinal: i for b, i in zip(found["blocks"], blocks, strict=True)}
    return {
        "sections": {"section_id": sections, "parent_id": [section_of[s.parent] for s in found["sections"]]},
        "blocks": {
            "block_id": blocks,
            "section_id": [section_of[b.section] for b in found["blocks"]],
            "offsets": [dumps(b.offsets) for b in found["blocks"]],
            **_places(found["blocks"], found["grids"]),
        },
        "mentions": {
            "mention_id": mentions,
            "block_id": [block_of[m.block] for m in found["mentions"]],
            "start": [m.block_start for m in found["mentions"]],
            "end": [m.block_end for m in found["mentions"]],
            **_line_boxes(found["mentions"], pages),
        },
        "claims": {
            "claim_id": row_ids(doc, "c", (c.start for c in found["claims"])),
            "section_id": [section_of[c.section] for c in found["claims"]],
            "block_id": [block_of[c.block] for c in found["claims"]],
            "mention_id": [mentions[c.mention] for c in found["claims"]],
        },
        "repairs": {"repair_id": row_ids(doc, "r", (r.start for r in found["repairs"]))},
    }


def _line_boxes(mentions: Sequence[Any], pages: Sequence[Page]) -> dict[str, list[Any]]:
    lines = [line_at(pages, m.start) for m in mentions]
    return {side: [line and getattr(line, side) for line in lines] for side in ("x0", "y0", "x1", "y1")}


def _places(blocks: Sequence[Any], grids: Sequence[Any]) -> dict[str, list[Any]]:
    """Where the blocks that are cells stand in their tables."""
    cells = [b.cell and grids[b.cell[0]].cells[b.cell[1]] for b in blocks]
    named = {"grid_row": "row", "grid_column": "column", "row_span": "row_span", "column_span": "column_span"}
    places = {name: [cell and getattr(cell, source) for cell in cells] for name, source in named.items()}
    return {"grid": [b.cell and b.cell[0] for b in blocks], **places}


def _document(found: Mapping[str, Sequence[Any]], document: Document, metadata: Metadata) -> dict[str, Any]:
    return {
        **{f.name: getattr(metadata, f.name) for f in fields(metadata)},
        **{f"n_{name}": len(items) for name, items in found.items()},
        "source": document.source,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "n_chars": len(document.text),
        "warnings": (*document.warnings, *metadata.warnings),
    }


def _table(name: str, items: Sequence[Any], doc: str, **columns: list[Any]) -> pa.Table:
    """Take each column from ``columns`` or, where it is not there, from the items' fields."""
    schema = SCHEMAS[name]
    columns["doc_id"] = [doc] * len(items)
    for field in schema:
        if field.name not in columns:
            source = field.name.removeprefix("raw_") if field.name in ("raw_start", "raw_end") else field.name
            columns[field.name] = list(map(attrgetter(source), items))
    return pa.Table.from_arrays([_array(columns[f.name], f.type) for f in schema], schema=schema)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_floating(kind):
        values = [_float(value) for value in values]
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_encodable(value) for value in values], kind)


def _float(value: Decimal | float | None) -> float | None:
    """A number that float64 cannot hold is missing rather than infinite."""
    if value is None:
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _encodable(value: Any) -> Any:
    """Lone surrogates, which no file holds but a caller's string may, become U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_encodable(item) for item in value] if isinstance(value, list | tuple) else value
