"""Compare what the program says of documents with known facts: ``python tools/check_metadata.py CORPUS``.

The facts stand in ``tests/cases/metadata.csv`` (reports) and ``tests/cases/metadata_kinds.csv`` (other genres and
formats) under the paths of the documents below ``CORPUS``. Every document is read three times: with its own name, with
a name that says nothing, and with a name that holds the year of its data. The exit code is 1 if a fact is wrong under
the document's own name, or if no document is found. A fact left empty is that nothing is known.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import reportparse

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
FACTS = (("reports", "metadata.csv"), ("", "metadata_kinds.csv"))
FIELDS = ("kind", "place", "report_year", "review_year")


def facts(corpus: Path) -> list[tuple[Path, dict[str, str]]]:
    """The documents that are there, each with what is known of it."""
    out = []
    for folder, name in FACTS:
        for row in csv.DictReader((CASES / name).read_text(encoding="utf8").splitlines()):
            path = corpus / folder / row["source"]
            if path.exists():
                out.append((path, row))
    return out


def names(row: dict[str, str], path: Path) -> dict[str, str]:
    """The names under which a document is read."""
    return {
        "its own name": row["source"],
        "a neutral name": f"document{path.suffix}",
        "the year of its data": f"{row['review_year'] or 'document'}{path.suffix}",
    }


def main(corpus: str) -> int:
    """Print how many facts are right under each name, and those that are wrong under the document's own."""
    known = facts(Path(corpus))
    right: dict[str, Counter[str]] = {}
    wrong = 0
    for path, row in known:
        text = reportparse.read(path).text
        for way, source in names(row, path).items():
            found = reportparse.parse(text, source=source).metadata
            got = {field: str(getattr(found, field) or "") for field in FIELDS}
            missed = {field: got[field] for field in FIELDS if got[field] != row[field]}
            right.setdefault(way, Counter()).update(set(FIELDS) - set(missed))
            if missed and way == "its own name":
                wrong += 1
            if missed:
                print(f"{row['source']} under {way}: {missed}")
    for way, counts in right.items():
        print(f"{way}: " + ", ".join(f"{field} {counts[field]}" for field in FIELDS) + f" right of {len(known)}")
    return wrong or not known


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
