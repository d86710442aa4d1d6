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


def _number(value: object) -> str:
    return "" if value is None else f"{value}"


def tables(report: rp.Report) -> dict[str, list[dict[str, object]]]:
    """The readable columns of each table; ``line`` is the line of the raw text, from 1."""
    titles = {s.ordinal: s.title for s in report.sections}
    return {
        "document": [{"field": f, "value": _number(getattr(report.metadata, f))} for f in rp.Metadata.__slots__],
        "sections": [
            {"line": _line(report, s.start), "level": s.level, "number": s.number, "title": s.title, "part": s.part}
            | {"parent": titles.get(s.parent, ""), "heading": s.heading_position, "confidence": s.confidence}
            for s in report.sections
        ],
        "blocks": [
            {"line": _line(report, b.start), "kind": b.kind, "marker": b.marker, "part": b.part}
            | {"section": titles.get(b.section, ""), "label": b.label, "text": b.text}
            for b in report.blocks
        ],
        "mentions": [
            {
                "line": _line(report, m.start),
                "text": m.text,
                "kind": m.kind,
                "value": _number(m.value),
                "bound": m.bound,
            }
            | {
                "unit": m.unit,
                "normalized": _number(m.normalized_value),
                "base_unit": m.normalized_unit,
                "reason": m.reason,
            }
            for m in report.mentions
        ],
        "claims": [
            {"line": _line(report, c.start), "indicator": c.indicator, "id": c.indicator_id or "", "measure": c.measure}
            | {"direction": c.direction or "", "bound": c.bound, "value": _number(c.value), "unit": c.unit}
            | {
                "high": _number(c.value_high),
                "status": c.status,
                "period": c.period or "",
                "reference": c.reference or "",
            }
            | {"flags": " ".join(c.flags), "rule": c.rule, "confidence": c.confidence, "sentence": c.sentence}
            for c in report.claims
        ],
        "repairs": [
            {"line": _line(report, r.start), "kind": r.kind, "action": r.action, "before": r.before, "after": r.after}
            | {"evidence": r.evidence}
            for r in report.repairs
        ],
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
