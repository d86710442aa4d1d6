"""The flag ``doubt`` on claims that stand in a relation that does not hold."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reportparse.tables.schemas import SCHEMAS

DOUBT = "doubt"


def flag_doubts(claims: Path, doubts: Path) -> int:
    """Set and take away the flag so that it stands on the claims of ``doubts`` alone, and return how many have it.

    The file of claims is written anew, one row group at a time, and only where a flag changes.
    """
    wanted = pc.unique(pc.list_flatten(pq.read_table(doubts, columns=["claim_ids"])["claim_ids"].combine_chunks()))
    with pq.ParquetFile(claims) as file:
        if any(_changes(file.read_row_group(i, ["claim_id", "flags"]), wanted) for i in range(file.num_row_groups)):
            _rewrite(file, claims, wanted)
    return len(wanted)


def _changes(rows: pa.Table, wanted: pa.Array) -> bool:
    if not _concerned(rows, wanted):
        return False
    has = [DOUBT in flags for flags in rows["flags"].to_pylist()]
    return bool(has != pc.is_in(rows["claim_id"], value_set=wanted).to_pylist())


def _concerned(rows: pa.Table, wanted: pa.Array) -> bool:
    """Whether any row has the flag or is to have it."""
    has = pc.any(pc.equal(pc.list_flatten(rows["flags"]), DOUBT)).as_py()
    return bool(has or pc.any(pc.is_in(rows["claim_id"], value_set=wanted)).as_py())


def _rewrite(file: pq.ParquetFile, claims: Path, wanted: pa.Array) -> None:
    schema = SCHEMAS["claims"]
    with TemporaryDirectory(prefix=".new-flags-", dir=claims.parent) as folder:
        fresh = Path(folder, claims.name)
        with pq.ParquetWriter(fresh, schema, compression="zstd") as writer:
            for group in range(file.num_row_groups):
                writer.write_table(_flagged(file.read_row_group(group).cast(schema), wanted))
        fresh.replace(claims)


def _flagged(rows: pa.Table, wanted: pa.Array) -> pa.Table:
    if not _concerned(rows, wanted):
        return rows
    at = rows.schema.get_field_index("flags")
    doubted = pc.is_in(rows["claim_id"], value_set=wanted).to_pylist()
    flags = [
        [f for f in have if f != DOUBT] + [DOUBT] * doubt
        for have, doubt in zip(rows["flags"].to_pylist(), doubted, strict=True)
    ]
    return rows.set_column(at, rows.schema.field(at), pa.array(flags, rows.schema.field(at).type))
