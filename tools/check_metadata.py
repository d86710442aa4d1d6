"""Compare what the program says of reports with known facts: ``python tools/check_metadata.py FOLDER``.

The facts stand in ``tests/cases/metadata.csv`` under the paths of the reports below ``FOLDER``. The exit code is 1
if a fact is wrong or no report is found.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import reportparse

FACTS = Path(__file__).resolve().parent.parent / "tests" / "cases" / "metadata.csv"


def main(folder: str) -> int:
    """Print the facts that the program gets wrong and return their number."""
    seen = wrong = 0
    for fact in csv.DictReader(FACTS.read_text(encoding="utf8").splitlines()):
        path = Path(folder) / fact["source"]
        if not path.exists():
            continue
        seen += 1
        found = reportparse.parse(path.read_bytes().decode("utf-8-sig"), source=fact["source"]).metadata
        got = {key: str(getattr(found, key)) for key in fact if key != "source"}
        if got != {key: value for key, value in fact.items() if key != "source"}:
            wrong += 1
            print(f"{fact['source']}: {got}")
    print(f"{seen} reports, {wrong} with a wrong fact")
    return wrong or not seen


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
