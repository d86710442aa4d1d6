"""The result of reading one report, and the tables that it fills."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportparse.model import Block, Claim, Document, Grid, Mention, Metadata, Repair, Section

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True, repr=False)
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
    grids: tuple[Grid, ...] = ()

    def tables(self, document: Document | None = None, input_key: str = "") -> dict[str, pa.Table]:
        """Return the report as Arrow tables, by name; the schemas are those of the written files.

        Args:
            document: the file that the report came from; without one its text stands for the file.
            input_key: the digest of all that decided the rows, for a later run to compare.

        >>> import reportparse as rp
        >>> rp.parse("粮食产量20万吨。", year=2024).tables()["claims"]["indicator"].to_pylist()
        ['粮食产量']
        """
        from reportparse.tables.rows import report_tables

        found = {name: getattr(self, name) for name in ("repairs", "sections", "blocks", "mentions", "claims", "grids")}
        document = document or _stand_in(self.source, self.raw)
        return report_tables(found, document, self.metadata, self.lexicon_version, input_key)

    def frame(self, name: str = "claims") -> pd.DataFrame:
        """Return a table as a DataFrame with the columns that ``load`` gives it.

        >>> import reportparse as rp
        >>> rp.parse("粮食产量20万吨。", "甲县_2024.txt").frame()[["source", "text", "raw_start"]].values.tolist()
        [['甲县_2024.txt', '20万吨', 4]]
        """
        from reportparse.tables.outputs import to_frame, told

        tables = self.tables()
        return to_frame(told(tables["claims"], tables["documents"]) if name == "claims" else tables[name])

    def __repr__(self) -> str:
        about = " ".join(str(part) for part in (self.metadata.place, self.metadata.report_year) if part)
        sizes = f"{len(self.claims)} claims, {len(self.mentions)} numbers, {len(self.repairs)} repairs"
        return f"<Report {self.source or 'of a text'}{about and f' ({about})'}: {sizes}>"

    def _repr_html_(self) -> str:
        from reportparse.review.notebook import grids_html, report_html

        counted = {
            "characters": self.raw,
            "sections": self.sections,
            "numbers": self.mentions,
            "count": self.claims,
            "repairs": self.repairs,
        }
        sizes = {name: len(items) for name, items in counted.items()}
        shown = report_html(self.source, self.metadata, self.claims, sizes)
        return shown + grids_html(self.raw, self.grids, self.claims)


def _stand_in(source: str | None, text: str) -> Document:
    digest = hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
    return Document(source or f"text-{digest[:12]}", text, sha256=digest)


if "IPython" in sys.modules:
    from reportparse.review.notebook import show_claims

    show_claims()
