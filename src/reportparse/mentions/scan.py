"""One pass over a block's text: each numeral goes to the first reader that knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportparse.lexicon.number_words import (
    AND,
    DOUBLING,
    FIRST,
    FRONT,
    HALF,
    HIGHEST,
    LOWEST,
    MINUS,
    ORDER,
    PART,
    POINT,
    beside,
)
from reportparse.lexicon.numeral_characters import ALL, BIG, FINANCIAL, ONES, SMALL, ZEROS
from reportparse.mentions.dates import read_date
from reportparse.mentions.kinds import classify, fallback
from reportparse.mentions.labels import read_identifier, read_marker
from reportparse.mentions.numeral import read_run
from reportparse.mentions.ordinals import read_front, read_ordinal, read_session
from reportparse.mentions.quantities import read_quantity
from reportparse.mentions.token import Token, label
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.mentions.wordless import doubling, is_wordless, only_a_word, read_wordless
from reportparse.model import MentionKind

CANDIDATE = re.compile(rf"[{ALL}]{{1,12}}|[{HALF}{FIRST}{DOUBLING}①-⑳⑴-⒇]")
ONE = beside("read_out")[0]
DIGITS = re.compile(rf"[0-9]+|[{ZEROS}{ONES}{FINANCIAL}{ONE}]{{30,}}")
NEAR = frozenset(MINUS + ORDER + AND + POINT + PART)
RARE = FINANCIAL + SMALL[1::2] + BIG[2]
WORD_KINDS: dict[str, MentionKind] = {
    "name": "name",
    "name_ordinal": "name",
    "ordinal": "ordinal",
    "identifier": "identifier",
}
BEGINS_DATE = frozenset((*beside("begins_date"), " "))
BEGINS_SESSION = frozenset(beside("begins_session"))
LONGEST_WORD = 16
Match = tuple[int, int, int]


def scan(v: Vocabulary, text: str, furniture: bool = False) -> Iterator[Token]:
    """Yield the tokens of a text in order; they do not overlap, and every Arabic digit is in one."""
    words: list[Match] = v.names.words.find_matches_as_indexes(text)
    at = floor = word = 0
    while m := CANDIDATE.search(text, at):
        start = m.start()
        while word < len(words) and words[word][2] <= start:
            word += 1
        found = words[word] if word < len(words) and words[word][1] <= start else None
        if found and found[1] < floor:
            found = word_at(v, text, floor)
        token, at = read(v, text, start, m.end(), floor, found, furniture)
        if token:
            floor = token.end
            yield token


def word_at(v: Vocabulary, text: str, start: int) -> Match | None:
    """The word that begins at ``start``, where another one, cut by a token, has hidden it."""
    for pattern, begin, end in v.names.words.find_matches_as_indexes(text[start : start + LONGEST_WORD]):
        return (pattern, start, start + end) if begin == 0 else None
    return None


def read(
    v: Vocabulary, text: str, start: int, run_end: int, floor: int, word: Match | None, furniture: bool
) -> tuple[Token | None, int]:
    """Read what stands at ``start`` and say where to go on; nothing before ``floor`` may be taken.

    ``run_end`` is where the numeral characters end: what follows them tells which readers are worth a try.
    """
    c = text[start]
    ordinal = start > floor and text[start - 1] == ORDER
    doubled = text.startswith(DOUBLING, start + 1) and doubling(v, text, start, floor) is not None
    if word and not ((ordinal or doubled) and word[1] == start):
        kind, written = v.names.word_kinds[word[0]]
        if kind == "words":
            return None, word[2]
        if kind in WORD_KINDS:
            return label(word[1], word[2], WORD_KINDS[kind], f"{kind}: {written}", _value(v, text, start)), word[2]
    if c in RARE and _alone(v, text, start):
        return None, start + 1
    token = read_wordless(v, text, start, floor) if is_wordless(v, text, start, floor) else None
    token = token or _read_label(v, text, start, run_end, floor, ordinal)
    if token:
        return token, token.end
    if only_a_word(v, text, start):
        return None, start + 1
    return _read_number(v, text, start, floor, furniture)


def _read_label(v: Vocabulary, text: str, start: int, run_end: int, floor: int, ordinal: bool) -> Token | None:
    after = text[run_end : run_end + 1]
    return (
        read_marker(text, start, floor)
        or (read_date(v, text, start, floor) if after in BEGINS_DATE else None)
        or (read_ordinal(v, text, start, floor) if ordinal else None)
        or (read_front(v, text, start, floor) if start > floor and text[start - 1] == FRONT else None)
        or (read_session(v, text, start) if after in BEGINS_SESSION else None)
        or (read_identifier(v, text, start, floor, run_end) if text[start] <= "9" else None)
    )


def _read_number(v: Vocabulary, text: str, start: int, floor: int, furniture: bool) -> tuple[Token | None, int]:
    begin = start
    if start > floor and text[start - 1] == "." and text[start] <= "9":
        begin = start - 1
    token = read_quantity(v, text, begin, floor)
    if not token:
        m = DIGITS.match(text, start)
        return (fallback(text, start, m.end()), m.end()) if m else (None, start + 1)
    classified = classify(v, text, token, furniture)
    return classified, max(start + 1, (classified or token).end)


def _alone(v: Vocabulary, text: str, start: int) -> bool:
    """A financial numeral beside an ideograph that is no numeral is part of a word (队伍, 大陆)."""
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    near = before in NEAR or before in v.digits or before in v.small or before in v.big
    near = near or after in NEAR or after in v.digits or after in v.small or after in v.big or after in v.unit_lengths
    return not near and bool((before and LOWEST <= before <= HIGHEST) or (after and LOWEST <= after <= HIGHEST))


def _value(v: Vocabulary, text: str, start: int) -> Decimal | None:
    reading = read_run(v, text[start : start + 1])
    return reading.value if reading else None
