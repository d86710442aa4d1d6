"""Written tables as DataFrames."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from reportparse.tables.check import BrokenTablesError
from reportparse.tables.plain import strings, where
from reportparse.tables.written import open_version

if TYPE_CHECKING:
    import pandas as pd

    from reportparse.lexicon import Lexicon


WHOSE = ("place", "report_year", "source")
"""Columns of documents that a claim is told with."""


class Outputs:
    """The tables of one outputs folder; each is read when it is first asked for.

    All are of the version that stood there when they were opened, whatever later runs write.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.manifest, self.files = open_version(folder)
        """Versions, row counts and checksums; and every table as an open file."""

    def __repr__(self) -> str:
        shown = ("documents", "claims", "panel", "delivery", "doubts", "failures")
        rows = ", ".join(f"{self.rows(name)} {name}" for name in shown)
        return f"<Outputs {self.folder}: {rows}>"

    def _repr_html_(self) -> str:
        from html import escape

        names = [name for name in self.manifest["tables"] if name != "columns"]
        cells = "".join(f"<tr><th>{name}</th><td>{self.rows(name):,}</td></tr>" for name in names)
        return f"<p><strong>{escape(str(self.folder))}</strong></p><table>{cells}</table>"

    def rows(self, name: str) -> int:
        """Return how many rows a table has."""
        return int(self.manifest["tables"][name]["rows"])

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns, as Arrow.

        Raises:
            KeyError: if there is no table of that name.
            BrokenTablesError: if its file is damaged.
        """
        file = self.files[name]
        try:
            return pq.ParquetFile(file).read(columns)
        except (OSError, ValueError, pa.ArrowException) as error:
            raise _broken(self.folder, name, error) from error

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table as a DataFrame; years that may be missing stay whole numbers."""
        return to_frame(self.table(name))

    def told_claims(self) -> pa.Table:
        """Return the claims as Arrow, each with ``place``, ``report_year`` and ``source`` of its document before it."""
        return told(self.table("claims"), self.table("documents", ["doc_id", *WHOSE]))

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a report."""
        return self.frame("documents")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """One row a heading."""
        return self.frame("sections")

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """One row a paragraph, bullet, card, heading, table line, note or piece of furniture."""
        return self.frame("blocks")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row a numeral."""
        return self.frame("mentions")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """One row a fact that a number states, with the place, the year and the file of its report."""
        return to_frame(self.told_claims())

    @cached_property
    def repairs(self) -> pd.DataFrame:
        """One row a change of the raw text, or a doubt about it."""
        return self.frame("repairs")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row a file that gave no other rows."""
        return self.frame("failures")

    @cached_property
    def columns(self) -> pd.DataFrame:
        """The data dictionary."""
        return self.frame("columns")

    def panel(self, indicator_id: str, measure: str | None = None, lexicon: Lexicon | None = None) -> pd.DataFrame:
        """Return one indicator, such as ``gdp``, over places and years, the target beside the result.

        Args:
            indicator_id: a name from the lexicon.
            measure: growth_rate, level …; None takes the form in which the indicator's targets are set.
            lexicon: the vocabulary that the tables were made with, by default the program's own.

        Raises:
            KeyError: if neither the lexicon nor the table has an indicator of that name.
        """
        from reportparse.tables.wide import schema

        return to_frame(pa.Table.from_pylist(self.panel_rows(indicator_id, measure, lexicon), schema()))

    def panel_rows(
        self, indicator_id: str, measure: str | None = None, lexicon: Lexicon | None = None
    ) -> list[dict[str, Any]]:
        """Return what ``panel`` does as plain rows, without loading pandas."""
        from reportparse.lexicon import default
        from reportparse.tables.wide import form_of, wide

        rows = where(self.table("panel"), {"indicator_id": indicator_id}).to_pylist()
        measures, unit = form_of(indicator_id, lexicon or default(), rows)
        return wide(rows, {measure} if measure else measures, unit)

    def delivery(self, place: str | None = None, year: int | None = None) -> pd.DataFrame:
        """Return targets beside the results of their years with verdicts, of one place or year or of all."""
        rows = self.frame("delivery")
        if place is not None:
            rows = rows[rows["place"] == place]
        return rows if year is None else rows[rows["year"] == year]

    def doubts(self) -> pd.DataFrame:
        """Return the numbers that do not add up, one row a relation that fails."""
        return self.frame("doubts")


def load(outputs: str | Path) -> Outputs:
    """Open the tables that ``extract`` wrote.

    Raises:
        FileNotFoundError: if the folder holds no tables.
        BrokenTablesError: if the manifest is not as it was written.
    """
    return Outputs(Path(outputs))


def told(claims: pa.Table, documents: pa.Table) -> pa.Table:
    """Return claims with the place, the year and the file of their documents before them.

    A place that is in no list goes by its file's name, as in the panel.
    """
    from reportparse.tables.wide import place_in

    at = pc.index_in(claims["doc_id"], value_set=documents["doc_id"])
    whose = zip(documents["place"].to_pylist(), documents["source"].to_pylist(), strict=True)
    columns = {name: documents[name] for name in WHOSE}
    columns["place"] = strings(place or place_in(source) for place, source in whose)
    for name in reversed(WHOSE):
        claims = claims.add_column(0, name, columns[name].take(at))
    return claims


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame; years that may be missing stay whole numbers."""
    import pandas as pd

    found: pd.DataFrame = table.to_pandas(types_mapper={pa.int16(): pd.Int16Dtype()}.get)
    return found


def _broken(folder: Path, name: str, error: Exception) -> BrokenTablesError:
    line = " ".join(str(error).split())[:200]
    return BrokenTablesError([f"{folder}: {name}.parquet cannot be read ({line}); run `reportparse extract` again"])
