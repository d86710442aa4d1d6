"""Two copies, or two years, of one report side by side: which numbers differ, are new, or are gone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pyarrow as pa

Row: TypeAlias = Mapping[str, Any]
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_SAID = ("normalized_value", "value_low", "value_high", "bound", "normalized_unit", "iso")


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that the two reports do not share."""

    what: Literal["differs", "new", "gone"]
    indicator: str
    """What is measured, where the number makes a claim; else empty."""
    before: str
    """The number in the first report; empty where it is new."""
    after: str
    sentence: str
    """Of the first report, or of the second where the number is new."""
    start: int | None
    """Where the number stands in the first report's decoded text."""
    other_start: int | None


@dataclass(frozen=True, slots=True)
class _Number:
    """A numeral with what is said around it: its sentence without numbers, or its indicator."""

    row: Row
    claim: Row | None
    sentence: str
    place: tuple[str, int, int]
    """The sentence without its numerals, the how manieth of its like, and which numeral of it."""


def compare(first: Mapping[str, pa.Table], second: Mapping[str, pa.Table]) -> list[Difference]:
    """Return the numbers that differ, in the order of the first report, then those that are new.

    Numbers are paired that stand in the same words; those left over by indicator, measure, status and unit.

    Args:
        first: the tables of one report, as ``rp.parse(…).tables()`` gives them.
        second: those of the other.

    >>> import reportparse as rp
    >>> a, b = (rp.parse(f"粮食产量{n}万吨。").tables() for n in (20, 29))
    >>> [(d.what, d.indicator, d.before, d.after) for d in compare(a, b)]
    [('differs', '粮食产量', '20万吨', '29万吨')]
    """
    one, two = list(_numbers(first)), list(_numbers(second))
    pairs = _pairs({n.place: i for i, n in enumerate(one)}, {n.place: i for i, n in enumerate(two)})
    left = [[i for i in range(len(side)) if i not in known] for side, known in ((one, pairs), (two, {*pairs.values()}))]
    pairs |= _pairs(_by_name(one, left[0]), _by_name(two, left[1]))
    met = set(pairs.values())
    out = [d for i, n in enumerate(one) for d in _difference(n, two[pairs[i]] if i in pairs else None)]
    return out + [_made("new", None, n) for j, n in enumerate(two) if j not in met]


def _pairs(one: Mapping[Any, int], two: Mapping[Any, int]) -> dict[int, int]:
    return {i: two[key] for key, i in one.items() if key in two}


def _by_name(numbers: Sequence[_Number], left: Sequence[int]) -> dict[Any, int]:
    """Numbers by what they say of what, where one sentence of the report says it."""
    found: defaultdict[Any, list[int]] = defaultdict(list)
    for i in left:
        claim = numbers[i].claim
        if claim and claim["indicator"]:
            found[tuple(claim[n] for n in ("indicator", "measure", "status", "normalized_unit"))].append(i)
    return {key: held[0] for key, held in found.items() if len(held) == 1}


def _difference(one: _Number, two: _Number | None) -> Iterator[Difference]:
    if two is None:
        yield _made("gone", one, None)
    elif any(one.row[name] != two.row[name] for name in _SAID):
        yield _made("differs", one, two)


def _made(what: Literal["differs", "new", "gone"], one: _Number | None, two: _Number | None) -> Difference:
    some = one or two
    assert some is not None
    return Difference(
        what,
        some.claim["indicator"] if some.claim else "",
        one.row["text"] if one else "",
        two.row["text"] if two else "",
        some.sentence,
        one.row["raw_start"] if one else None,
        two.row["raw_start"] if two else None,
    )


def _numbers(tables: Mapping[str, pa.Table]) -> Iterator[_Number]:
    """Every numeral of a report but those that only number its lists."""
    claims = {claim["mention_id"]: claim for claim in reversed(tables["claims"].to_pylist())}
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for mention in tables["mentions"].to_pylist():
        if mention["kind"] != "marker":
            held[mention["block_id"]].append(mention)
    seen: Counter[str] = Counter()
    for block in tables["blocks"].to_pylist():
        for sentence, mentions in _sentences(block["text"], held.get(block["block_id"], ())):
            words = _without(sentence, mentions)
            seen[words] += 1
            for i, mention in enumerate(mentions):
                text = sentence[1].strip()
                yield _Number(mention, claims.get(mention["mention_id"]), text, (words, seen[words], i))


def _sentences(text: str, mentions: Sequence[Row]) -> Iterator[tuple[tuple[int, str], list[Row]]]:
    """Yield each sentence that holds numerals, with its start, and its numerals."""
    at = 0
    for found in _SENTENCE.finditer(text):
        own = []
        while at < len(mentions) and mentions[at]["start"] < found.end():
            own.append(mentions[at])
            at += 1
        if own:
            yield (found.start(), found[0]), own


def _without(sentence: tuple[int, str], mentions: Sequence[Row]) -> str:
    """The sentence with a mark for each numeral."""
    start, text = sentence
    out, at = [], 0
    for mention in mentions:
        out.append(text[at : mention["start"] - start])
        at = mention["end"] - start
    return "#".join([*out, text[at:]])
