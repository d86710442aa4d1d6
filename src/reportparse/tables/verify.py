"""Whether written tables are what was written, and hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from reportparse.tables.check import BrokenTablesError, check
from reportparse.tables.outputs import Outputs
from reportparse.tables.schemas import DERIVED, FACTS, SCHEMAS
from reportparse.tables.written import Written

_STRETCH = 500
"""Documents that are checked together."""


def verify(outputs: Outputs) -> list[str]:
    """Return what is wrong with the tables of a folder, a line each; nothing if all is well.

    Checked are the checksums and row counts of the manifest, and all that must hold before tables are written.
    """
    named = outputs.manifest["tables"]
    found = [line for name, file in outputs.files.items() if name in named for line in _file(name, file, named[name])]
    found += [f"{name}: not in the manifest" for name in SCHEMAS if name not in named]
    found += [f"{name}.parquet: a link; remove it and run extract" for name in named if _is_link(outputs, name)]
    return found or list(_contract(outputs))


def _is_link(outputs: Outputs, name: str) -> bool:
    return (outputs.folder / f"{name}.parquet").is_symlink()


def _file(name: str, file: pa.NativeFile, entry: dict[str, Any]) -> Iterator[str]:
    file.seek(0)
    if hashlib.file_digest(file, "sha256").hexdigest() != entry["files"][0]["sha256"]:
        yield f"{name}.parquet: changed since it was written; run extract with --no-resume"


def _lost(outputs: Outputs) -> Iterator[str]:
    """Every claim that a derived table names must be a row of claims."""
    named = {
        name: set(outputs.table(name, ["claim_ids"])["claim_ids"].combine_chunks().flatten().to_pylist())
        for name in ("panel", "doubts")
    }
    sides = outputs.table("delivery", ["target_claim_id", "result_claim_id", "stretch_claim_id", "parent_claim_id"])
    named["delivery"] = {claim for column in sides.columns for claim in column.to_pylist()} - {None}
    for tables in Written(outputs.files).stretches(_STRETCH):
        known = set(tables["claims"]["claim_id"].to_pylist())
        named = {name: claims - known for name, claims in named.items()}
    yield from (f"{name}: no such row in claims: {min(claims)}" for name, claims in named.items() if claims)


def _underived(outputs: Outputs) -> Iterator[str]:
    """Derived tables that are empty because they could not be made."""
    for row in outputs.table("failures").to_pylist():
        if row["stage"] == FACTS:
            yield f"{row['source']}: {row['message']}"


def _contract(outputs: Outputs) -> Iterator[str]:
    try:
        for tables in Written(outputs.files).stretches(_STRETCH):
            check(tables)
        check({name: outputs.table(name) for name in ("failures", "columns", *DERIVED)})
        yield from _lost(outputs)
        yield from _underived(outputs)
    except BrokenTablesError as error:
        yield from error.problems
    except (OSError, ValueError, pa.ArrowException) as error:
        yield f"the tables cannot be read: {' '.join(str(error).split())}"
