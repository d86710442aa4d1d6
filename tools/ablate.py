"""What each construction is worth: how often it fires, and what gold is lost without it.

    python tools/ablate.py [--corpus FOLDER] GOLD.jsonl …

``make ablate GOLD=…`` runs this. A gold record has a passage's ``text`` and its ``claims``, each with ``at`` and
``quote``, ``measure``, ``direction`` and ``indicator_core``, any of which may be a list of what is right.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import reportparse as rp
from reportparse.lexicon import Lexicon, default
from reportparse.model import Claim


def either(value: Any) -> list[Any]:
    """One right answer or several."""
    return value if isinstance(value, list) else [value]


def is_right(claim: Claim, gold: dict[str, Any]) -> bool:
    """Whether a claim has the gold's measure, direction and indicator."""
    moves = claim.measure in ("growth_rate", "change")
    return (
        claim.measure in either(gold["measure"])
        and (not moves or claim.direction in either(gold["direction"]))
        and any(core in claim.indicator for core in either(gold["indicator_core"]))
    )


def right(passage: dict[str, Any], lexicon: Lexicon) -> dict[int, str]:
    """The gold claims of a passage that are read right, by number, and the construction of each."""
    claims = rp.parse(passage["text"], lexicon=lexicon).claims
    found = {}
    for i, gold in enumerate(passage["claims"]):
        if gold.get("at") is None:
            continue
        start, end = gold["at"], gold["at"] + len(gold["quote"])
        near = [c for c in claims if c.start < end and start < c.end and is_right(c, gold)]
        if near:
            found[i] = near[0].rule
    return found


def without(name: str) -> Lexicon:
    """The program's lexicon without one construction."""
    lexicon = default()
    table = lexicon.table("constructions")
    rows = [
        {**row, "beats": [other for other in row.get("beats", ()) if other != name]}
        for row in table["construction"]
        if row["name"] != name
    ]
    tables = {**lexicon.tables, "constructions": {**table, "construction": rows}}
    return replace(lexicon, version=f"{lexicon.version} without {name}", tables=tables)


def fired(folder: Path) -> Counter[str]:
    """How often each construction made a claim of the reports in a folder."""
    texts = (path.read_text(encoding="utf8", errors="replace") for path in sorted(folder.rglob("*.txt")))
    return Counter(claim.rule for text in texts for claim in rp.parse(text).claims)


def main(arguments: list[str]) -> None:
    """Print a line a construction."""
    corpus = Path(arguments[arguments.index("--corpus") + 1]) if "--corpus" in arguments else None
    paths = [Path(a) for a in arguments if a.endswith(".jsonl")]
    passages = [json.loads(line) for path in paths for line in path.read_text(encoding="utf8").splitlines() if line]
    counts = fired(corpus) if corpus else Counter()
    before = [right(passage, default()) for passage in passages]
    uses: dict[str, list[int]] = defaultdict(list)
    for i, found in enumerate(before):
        for name in set(found.values()):
            uses[name].append(i)
    print(f"{'construction':28s} {'fired':>6s} {'gold':>5s} {'lost':>5s} {'won':>4s}  example")
    for row in default().table("constructions")["construction"]:
        name, lexicon = row["name"], without(row["name"])
        after = {i: right(passages[i], lexicon) for i in uses[name]}
        won = sum(list(found.values()).count(name) for found in before)
        lost = sum(len(before[i].keys() - after[i].keys()) for i in after)
        gained = sum(len(after[i].keys() - before[i].keys()) for i in after)
        print(f"{name:28s} {counts[name]:6d} {won:5d} {lost:5d} {gained:4d}  {row['examples'][0]['text']}")


if __name__ == "__main__":
    main(sys.argv[1:])
