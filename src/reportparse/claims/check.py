"""Whether the examples of the constructions say what they are there to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportparse.claims.blocks import read_block
from reportparse.claims.constructions import Grammar, beaten_by, grammar_of
from reportparse.claims.reader import Finding
from reportparse.lexicon import Lexicon
from reportparse.mentions import find_mentions
from reportparse.model import Block
from reportparse.spans import identity

OPEN, CLOSE = "【", "】"


def problems(lexicon: Lexicon) -> list[str]:
    """Return what is wrong with the examples of a lexicon's constructions, a line each; nothing if all is well.

    An example marks its number and says indicator, measure and direction; ``not`` marks a number that the construction
    must leave to others. Of two constructions that match an example one must beat the other or explain more words.
    """
    return list(_problems(lexicon))


def _problems(lexicon: Lexicon) -> Iterator[str]:
    grammar = grammar_of(lexicon)
    for row in lexicon.table("constructions")["construction"]:
        if not row.get("examples"):
            yield f"constructions: {row['name']}: examples: a construction without an example defends nothing"
        for example in row.get("examples", ()):
            yield from _wrong(row, example, grammar, lexicon)
        for text in row.get("not", ()):
            finding = read_marked(text, lexicon)
            if finding is not None and finding.reading.rule == row["name"]:
                yield f"constructions: {row['name']}: not: {text}: it is read so"


def _wrong(row: Mapping[str, Any], example: Mapping[str, str], grammar: Grammar, lexicon: Lexicon) -> Iterator[str]:
    at = f"constructions: {row['name']}: examples: {example['text']}"
    finding = read_marked(example["text"], lexicon)
    if finding is None:
        yield f"{at}: no claim"
        return
    reading = finding.reading
    said = " ".join(word for word in (finding.indicator, reading.measure, reading.direction) if word)
    if said != example["claim"]:
        yield f"{at}: it says {said!r}, not {example['claim']!r}"
    if reading.rule != row["name"]:
        yield f"{at}: {reading.rule} wins"
    for other in reading.tied:
        if other not in beaten_by(reading.rule, grammar):
            yield f"{at}: {other} explains as many words, and neither beats the other"


def read_marked(text: str, lexicon: Lexicon) -> Finding | None:
    """Read a sentence and return what its marked number says.

    >>> from reportparse.lexicon import default
    >>> read_marked("出口增长【5%】。", default()).indicator
    '出口'
    """
    start, plain = text.index(OPEN), text.replace(OPEN, "").replace(CLOSE, "")
    end = text.index(CLOSE) - 1
    block = Block(0, "paragraph", "", plain, identity(len(plain)), 0, len(plain), None, "other")
    mentions = find_mentions([block], lexicon)
    found = (finding for _, findings in read_block(plain, mentions, "", lexicon) for finding in findings)
    near = (f for f in found if f.mention.block_start < end and start < f.mention.block_end)
    return next(near, None)
