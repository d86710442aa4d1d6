"""The result of reading one report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportparse.model import Block, Claim, Mention, Metadata, Repair, Section

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found in one report, in the order of its raw text."""

    source: str | None
    raw: str
    lexicon_version: str
    metadata: Metadata
    repairs: tuple[Repair, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]

    def tables(self) -> dict[str, pa.Table]:
        """Return the report as Arrow tables, by name; the schemas are those of the written files."""
        from reportparse.tables import report_tables

        return report_tables(self)

    def _repr_html_(self) -> str:
        from reportparse.review import report_html

        return report_html(self)
