"""Why a claim says what it says: from its fields back to the raw characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportparse.review.numbers import understood

if TYPE_CHECKING:
    import pandas as pd

    from reportparse.tables.outputs import Outputs

OPEN, CLOSE = "【", "】"


def explain(outputs: Outputs, claim_id: str, raw: str | None = None, rules: bool = False) -> str:
    """Return a claim's number in its raw lines, the repairs that touched it, its clause and the reason of every field.

    Args:
        outputs: the tables, from ``load``.
        claim_id: a value of the column ``claim_id``.
        raw: the decoded text of the report; without it the raw lines are those that repairs and block show.
        rules: whether to show the construction that won, and those that lost, with their patterns and examples.

    Raises:
        KeyError: if no claim has that id; the message names the nearest ones.

    Example: ``explain(rp.load("outputs"), "3f9a1c07be52d84e6b90-c1206")``.
    """
    claim = _one(outputs.claims, "claim_id", claim_id)
    block = _one(outputs.blocks, "block_id", claim["block_id"])
    document = _one(outputs.documents, "doc_id", claim["doc_id"])
    mention = _one(outputs.mentions, "mention_id", claim["mention_id"])
    repairs = outputs.repairs[outputs.repairs["doc_id"] == claim["doc_id"]]
    parts = {
        "claim": _facts(claim, document, _section(outputs, claim)),
        "raw text": raw_lines(raw, claim["raw_start"], claim["raw_end"]) if raw else _block_text(block, mention),
        "repairs": list(_touching(repairs, block, claim)),
        "sentence": [_marked(claim["sentence"], claim["text"])],
        "number": [f"{mention['kind']}: {mention['reason']}", f"read as {understood(claim)}"],
        "rule": [f"{claim['rule']}, confidence {claim['confidence']:.2f}", *claim["flags"]],
        "why": list(claim["why"]),
        "constructions": list(_constructions(list(claim["why"]))) if rules else [],
    }
    return "\n".join(f"{head}\n" + "".join(f"    {line}\n" for line in lines) for head, lines in parts.items() if lines)


def _constructions(why: list[str]) -> Iterator[str]:
    """The construction that won and those that lost to it, as the program's lexicon has them."""
    from reportparse.lexicon import default

    line = next((line for line in why if line.startswith("rule=")), "rule=: ")
    won, _, rest = line.removeprefix("rule=").partition(": ")
    lost = rest.partition("; over ")[2].split(", ")
    rows = {row["name"]: row for row in default().table("constructions")["construction"]}
    for name in (won, *lost):
        if row := rows.get(name):
            note = f" ({row['note']})" if row.get("note") else ""
            yield f"{'won ' if name == won else 'lost'} {name}: {row['pattern']}{note}"
            yield from (f"     {example['text']} → {example['claim']}" for example in row["examples"])


def _one(table: pd.DataFrame, key: str, value: str) -> dict[str, Any]:
    found = table[table[key] == value]
    if not len(found):
        near = [v for v in table[key] if v.startswith(value[:12])][:3]
        raise KeyError(f"no {key} {value}" + (f"; there are {', '.join(near)} …" if near else ""))
    return {str(column): cell for column, cell in found.iloc[0].items()}


def _section(outputs: Outputs, claim: dict[str, Any]) -> str:
    found = outputs.sections[outputs.sections["section_id"] == claim["section_id"]]
    return str(found.iloc[0]["title"]) if len(found) else "no section"


def _facts(claim: dict[str, Any], document: dict[str, Any], section: str) -> list[str]:
    """The claim in words: whose, what, how much, when."""
    known = f" ({claim['indicator_id']})" if isinstance(claim["indicator_id"], str) else ""
    against = f" of or against {claim['reference']}" if isinstance(claim["reference"], str) else ""
    period = claim["period"] if isinstance(claim["period"], str) else "no period"
    page = f", page {int(claim['page'])}" if claim["page"] == claim["page"] and claim["page"] is not None else ""
    return [
        f"{document['source']}{page}: {section}",
        f"{claim['indicator']}{known}",
        f"{claim['measure']} {claim['text']}{against}, {claim['status']}, {period}",
    ]


def raw_lines(raw: str, start: int, end: int) -> list[str]:
    """Return the lines of a text that hold a span, numbered from 1, the span marked.

    >>> raw_lines("一季度\\n增长5%。", 6, 8)
    ['2: 增长【5%】。']
    """
    first = raw.rfind("\n", 0, start) + 1
    last = raw.find("\n", max(start, end - 1))
    stop = len(raw) if last < 0 else last
    marked = raw[first:start] + OPEN + raw[start:end] + CLOSE + raw[end:stop]
    number = raw.count("\n", 0, first) + 1
    return [f"{number + i}: {line}" for i, line in enumerate(marked.split("\n"))]


def _block_text(block: dict[str, Any], mention: dict[str, Any]) -> list[str]:
    text, start, end = block["text"], mention["start"], mention["end"]
    span = f"{mention['raw_start']}–{mention['raw_end']}"
    return [f"characters {span}, repaired and joined:", text[:start] + OPEN + text[start:end] + CLOSE + text[end:]]


def _touching(repairs: pd.DataFrame, block: dict[str, Any], claim: dict[str, Any]) -> Iterator[str]:
    """The repairs inside the claim's block; those that touch its number are named first."""
    inside = repairs[(repairs["raw_start"] < block["raw_end"]) & (repairs["raw_end"] > block["raw_start"])]
    touches = (inside["raw_start"] < claim["raw_end"]) & (inside["raw_end"] > claim["raw_start"])
    for _, row in inside[touches].iterrows():
        yield f"{row['kind']} ({row['action']}): {row['before']!r} → {row['after']!r}; {row['evidence']}"
    others = int((~touches).sum())
    if others:
        yield f"{others} more in the same block, away from the number"


def _marked(sentence: str, text: str) -> str:
    at = sentence.find(text)
    if at < 0:
        return sentence
    return sentence[:at] + OPEN + text + CLOSE + sentence[at + len(text) :]
