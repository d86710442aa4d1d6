"""Expected tables in a form that a person can read and diff: one CSV a table, raw order, no ids.

Run as a script, it rewrites them: ``make golden``. Every folder of ``tests/golden`` is a report: its text is
``report.txt`` there, or the file of the same name in ``raw/``.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import reportparse as rp

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
COLUMNS = {
    "sections": "level number title parent part heading_position confidence",
    "blocks": "kind marker text section part label status flags",
    "mentions": "text kind value value_high bound unit normalized_value normalized_unit iso reason flags",
    "claims": "indicator indicator_id measure direction value value_high bound unit status period basis "
    "base_period reference text flags rule confidence sentence",
    "repairs": "kind action before after evidence",
}
COLUMNS = {table: columns.split() for table, columns in COLUMNS.items()}


def report_names() -> list[str]:
    """The folders of ``tests/golden``."""
    return sorted(p.name for p in GOLDEN.iterdir() if p.is_dir())


def read_report(name: str) -> rp.Report:
    """Parse the report of a golden folder."""
    own = GOLDEN / name / "report.txt"
    path = own if own.exists() else ROOT / "raw" / f"{name}.txt"
    return rp.parse(path.read_bytes().decode("utf8"), source=f"{name}.txt")


def _line(report: rp.Report, offset: int) -> int:
    return report.raw.count("\n", 0, offset) + 1


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else f"{value}"


def tables(report: rp.Report) -> dict[str, list[dict[str, object]]]:
    """The readable columns of each table; ``line`` is the line of the raw text, from 1."""
    titles = {None: "", **{s.ordinal: s.title for s in report.sections}}
    named = {"section": lambda row: titles[row.section], "parent": lambda row: titles[row.parent]}
    return {"document": [{"field": f, "value": _cell(getattr(report.metadata, f))} for f in rp.Metadata.__slots__]} | {
        table: [
            {"line": _line(report, row.start)}
            | {c: _cell(named[c](row) if c in named else getattr(row, c)) for c in columns}
            for row in getattr(report, table)
        ]
        for table, columns in COLUMNS.items()
    }


def as_csv(rows: list[dict[str, object]]) -> str:
    """Rows as CSV text; an empty table is empty text."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()


def main() -> None:
    """Rewrite all golden tables."""
    for name in report_names():
        for table, rows in tables(read_report(name)).items():
            (GOLDEN / name / f"{table}.csv").write_text(as_csv(rows), encoding="utf8")


if __name__ == "__main__":
    main()
