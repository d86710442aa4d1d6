"""A report's values as rows, with ids made from the document and raw positions."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pyarrow as pa

from reportparse.model import Document
from reportparse.report import Report
from reportparse.spans import dumps
from reportparse.tables.schemas import SCHEMAS
from reportparse.version import __version__


def doc_id(source: str) -> str:
    """Return the id of the document with this source path.

    >>> doc_id("gansu/2025.txt") == doc_id("gansu/2025.txt"), len(doc_id("a"))
    (True, 12)
    """
    return hashlib.sha256(source.encode("utf8", "surrogatepass")).hexdigest()[:12]


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


def report_tables(report: Report, document: Document | None = None, input_key: str = "") -> dict[str, pa.Table]:
    """Return the tables that a report fills, by name.

    Args:
        report: what ``parse`` returned.
        document: the file that the report came from; without one its text stands for the file.
        input_key: the digest of all that decided the rows, for a later run to compare.
    """
    document = document or _stand_in(report)
    doc = doc_id(document.source)
    tables = {"documents": _documents(report, document, doc, input_key)}
    for name, columns in _columns(report, doc).items():
        tables[name] = _table(name, getattr(report, name), doc, **columns)
    return tables


def _columns(report: Report, doc: str) -> dict[str, dict[str, list[Any]]]:
    """The columns of each table that are no fields of its items: ids, the keys to other tables, and renamed fields."""
    sections = row_ids(doc, "s", (s.start for s in report.sections))
    blocks = row_ids(doc, "b", (b.start for b in report.blocks))
    mentions = row_ids(doc, "m", (m.start for m in report.mentions))
    section_of: dict[int | None, str | None] = {None: None}
    section_of |= {s.ordinal: i for s, i in zip(report.sections, sections, strict=True)}
    block_of = {b.ordinal: i for b, i in zip(report.blocks, blocks, strict=True)}
    return {
        "sections": {"section_id": sections, "parent_id": [section_of[s.parent] for s in report.sections]},
        "blocks": {
            "block_id": blocks,
            "section_id": [section_of[b.section] for b in report.blocks],
            "offsets": [dumps(b.offsets) for b in report.blocks],
        },
        "mentions": {
            "mention_id": mentions,
            "block_id": [block_of[m.block] for m in report.mentions],
            "start": [m.block_start for m in report.mentions],
            "end": [m.block_end for m in report.mentions],
        },
        "claims": {
            "claim_id": row_ids(doc, "c", (c.start for c in report.claims)),
            "section_id": [section_of[c.section] for c in report.claims],
            "block_id": [block_of[c.block] for c in report.claims],
            "mention_id": [mentions[c.mention] for c in report.claims],
        },
        "repairs": {"repair_id": row_ids(doc, "r", (r.start for r in report.repairs))},
    }


def _stand_in(report: Report) -> Document:
    data = report.raw.encode("utf8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    return Document(report.source or f"text-{digest[:12]}", report.raw, "text/plain", "", digest)


def _documents(report: Report, document: Document, doc: str, input_key: str) -> pa.Table:
    known = {f.name: getattr(report.metadata, f.name) for f in fields(report.metadata)}
    counted = ("repairs", "sections", "blocks", "mentions", "claims")
    row = {
        **known,
        **{f"n_{name}": len(getattr(report, name)) for name in counted},
        "source": document.source,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "n_chars": len(report.raw),
        "warnings": (*document.warnings, *report.metadata.warnings),
        "version": __version__,
        "lexicon_version": report.lexicon_version,
        "input_key": input_key,
    }
    return _table("documents", [row], doc, **{name: [value] for name, value in row.items()})


def _table(name: str, items: Sequence[Any], doc: str, **columns: list[Any]) -> pa.Table:
    """Take each column from ``columns`` or, where it is not there, from the items' fields."""
    schema = SCHEMAS[name]
    columns["doc_id"] = [doc] * len(items)
    for field in schema:
        if field.name not in columns:
            source = field.name.removeprefix("raw_") if field.name in ("raw_start", "raw_end") else field.name
            columns[field.name] = [getattr(item, source) for item in items]
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
