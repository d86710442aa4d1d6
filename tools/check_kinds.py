"""Check the kind of annotated numerals that report nothing, in passages annotated by hand.

    python tools/check_kinds.py PASSAGES.jsonl [--fails N]

Each line holds ``text`` and ``others``, a list of ``{"quote", "at", "kind"}`` with offsets in ``text``. An entry is
right when a mention that shares a character with it has its kind. The exit code is 1 below ``LEAST``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import reportparse

LEAST = 0.95
"""Share of entries that must have their kind."""


def main() -> int:
    """Print how many entries have their kind, in all and by kind, and return 1 if they are too few."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--fails", type=int, default=0)
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    fails: list[str] = []
    for line in options.passages.read_text(encoding="utf8").splitlines():
        passage = json.loads(line)
        mentions = reportparse.parse(passage["text"]).mentions
        for entry in passage.get("others", ()):
            start, end = entry["at"], entry["at"] + len(entry["quote"])
            near = [m for m in mentions if m.start < end and start < m.end]
            total[entry["kind"]] += 1
            right[entry["kind"]] += any(m.kind == entry["kind"] for m in near)
            if not any(m.kind == entry["kind"] for m in near):
                context = passage["text"][max(0, start - 8) : end + 6].replace("\n", "|")
                fails.append(
                    f"{entry['quote']} {entry['kind']}: {[(m.text, m.kind, m.reason) for m in near]} … {context}"
                )
    for kind in sorted(total):
        print(f"{kind:10s} {right[kind]:4d} of {total[kind]:4d}")
    print(f"all        {right.total():4d} of {total.total():4d}  {100 * right.total() / max(1, total.total()):.2f} %")
    for fail in fails[: options.fails]:
        print("  miss", fail)
    return int(right.total() < LEAST * total.total())


if __name__ == "__main__":
    sys.exit(main())
