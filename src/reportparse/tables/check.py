"""What must hold of tables before they are written, and of written ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from reportparse.tables.schemas import SCHEMAS, values_of

IDS = {
    "documents": "doc_id",
    "sections": "section_id",
    "blocks": "block_id",
    "mentions": "mention_id",
    "claims": "claim_id",
    "repairs": "repair_id",
}
"""The column that names each table's rows."""

_SPANS = (("raw_start", "raw_end"), ("start", "end"))


class BrokenTablesError(ValueError):
    """Tables that break their contract; ``problems`` says where, one line each."""

    def __init__(self, problems: Iterable[str]):
        self.problems = list(problems)
        super().__init__("; ".join(self.problems))


def check(tables: Mapping[str, pa.Table]) -> None:
    """Check types, nulls, enumerated values, spans, unique ids and the keys between tables.

    Raises:
        BrokenTablesError: with every problem that was found.

    >>> import reportparse
    >>> check(reportparse.parse("粮食产量20万吨。").tables())
    """
    problems = [problem for name, table in tables.items() for problem in _table_problems(name, table)]
    problems = problems or list(_key_problems(tables))
    if problems:
        raise BrokenTablesError(problems)


def _table_problems(name: str, table: pa.Table) -> Iterator[str]:
    schema = SCHEMAS[name]
    if not table.schema.equals(schema):
        yield f"{name}: columns differ from the schema: {_difference(table.schema, schema)}"
        return
    for field in schema:
        column = table[field.name]
        if not field.nullable and column.null_count:
            yield f"{name}.{field.name}: {column.null_count} nulls"
    for column_name, listed in _listed(name).items():
        if odd := set(pc.unique(table[column_name]).to_pylist()) - listed - {None}:
            yield f"{name}.{column_name}: unknown values {sorted(odd)[:5]}"
    ids = table[IDS[name]] if name in IDS else None
    if ids is not None and pc.count_distinct(ids).as_py() != len(ids):
        yield f"{name}.{IDS[name]}: ids repeat"
    for start, end in _SPANS:
        if start in schema.names and pc.any(pc.greater(table[start], table[end])).as_py():
            yield f"{name}: {start} stands after {end}"


@cache
def _listed(name: str) -> dict[str, frozenset[str]]:
    """The enumerated columns of a table, with what they may hold."""
    return {field.name: listed for field in SCHEMAS[name] if (listed := values_of(field))}


def _difference(found: pa.Schema, wanted: pa.Schema) -> str:
    have, want = {f.name: f for f in found}, {f.name: f for f in wanted}
    odd = [n for n in want if n not in have or have[n] != want[n]] + [n for n in have if n not in want]
    return ", ".join(odd) or "their order"


def _key_problems(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Every id that stands in a table must be a row of the table that it names."""
    for name, table in tables.items():
        keys = [*IDS.items(), ("sections", "parent_id")]
        columns = set(table.schema.names)
        for target, column in keys:
            key = "section_id" if column == "parent_id" else column
            if column not in columns or target not in tables or (target == name and column == key):
                continue
            values = table[column].drop_null()
            known = pc.is_in(values, value_set=tables[target][key])
            if not pc.all(known).as_py() and len(values):
                lost = pc.filter(values, pc.invert(known))[0].as_py()
                yield f"{name}.{column}: no such row in {target}: {lost}"
