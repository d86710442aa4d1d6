"""Write what segmentation makes of the pages in ``cases/pages`` to ``golden/``; read the diff before committing it."""

from __future__ import annotations

from pathlib import Path

from reportparse.clean import clean
from reportparse.lexicon import default
from reportparse.segment import segment

TESTS = Path(__file__).resolve().parent


def readable(text: str) -> str:
    """Return the sections and blocks of ``text`` as lines that a person can check against the page."""
    layout = segment(clean(text), default())
    lines = ["sections"]
    for s in layout.sections:
        number = f"{s.number} " if s.number else ""
        lines.append(f"{s.ordinal}  {'  ' * (s.level - 1)}{number}{s.title}  [{s.part}, {s.heading_position}]")
    lines += ["", "blocks"]
    for b in layout.blocks:
        where = "-" if b.section is None else str(b.section)
        notes = ", ".join(filter(None, [b.part, b.status, *b.flags]))
        lines.append(f"{where:>2}  {b.kind:<9} {b.marker}{' ' if b.marker else ''}{b.text}  [{notes}]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for page in sorted((TESTS / "cases" / "pages").glob("*.txt")):
        golden = TESTS / "golden" / f"{page.stem}.txt"
        golden.write_text(readable(page.read_text(encoding="utf8")), encoding="utf8")
