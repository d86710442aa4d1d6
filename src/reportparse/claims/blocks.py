"""The clauses of a block in order, each with what its numbers say and what the sentence handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportparse.claims.clauses import Clause, clauses_of
from reportparse.claims.reader import Finding, findings
from reportparse.claims.thread import Passed, Thread
from reportparse.claims.words import Words, words_of
from reportparse.claims.worth import worthy
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_MOST_NUMBERS = 48
_NEAR = 8
"""Characters before the first number of a list among which 分别 may stand."""


def read_block(
    text: str, mentions: Sequence[Mention], label: str, lexicon: Lexicon
) -> Iterator[tuple[Clause, list[Finding]]]:
    """Read the numbers of a block.

    Args:
        text: the block's text.
        mentions: its mentions, of every kind, in order.
        label: what the values of a card belong to; it holds for all its sentences.
        lexicon: the vocabulary.
    """
    wanted = worthy(text, mentions, words_of(lexicon))
    if not wanted:
        return
    everything, thread, sentence = tuple(mentions), Thread(), -1
    if label:
        thread = thread.pass_by(Passed(label, 0, len(label), ()), lexicon)
    for clause, mine in _with_numbers(clauses_of(text, _held(text, mentions, words_of(lexicon))), wanted):
        if clause.sentence_start != sentence and not label:
            thread = thread.next_sentence()
        sentence = clause.sentence_start
        if not mine:
            thread = thread.pass_by(Passed(text, clause.start, clause.end, everything), lexicon)
            continue
        for piece, some in _pieces(clause, mine):
            found, thread = findings(text, piece, some, everything, thread, lexicon)
            yield piece, found


def _held(text: str, mentions: Sequence[Mention], words: Words) -> list[tuple[int, int]]:
    """Spans that no clause ends in: numbers, and two with a comma and one unit after 分别 (分别为320.5，311.6万元)."""
    out: list[tuple[int, int]] = []
    unit = True
    for mention in mentions:
        start, end = mention.block_start, mention.block_end
        pair = not unit and mention.unit and start - out[-1][1] == 1 and text[start - 1] in ",，"
        if pair and any(word in text[max(0, out[-1][0] - _NEAR) : out[-1][0]] for word in words.ends["each"]):
            start = out.pop()[0]
        out.append((start, end))
        unit = bool(mention.unit) or mention.kind != "quantity"
    return out


def _with_numbers(clauses: Sequence[Clause], wanted: Sequence[Mention]) -> Iterator[tuple[Clause, list[Mention]]]:
    at = 0
    for clause in clauses:
        mine = []
        while at < len(wanted) and wanted[at].block_start < clause.end:
            mine.append(wanted[at])
            at += 1
        yield clause, mine


def _pieces(clause: Clause, mentions: Sequence[Mention]) -> Iterator[tuple[Clause, Sequence[Mention]]]:
    """Cut a clause of very many numbers, as only broken tables have them, so that it is read in linear time."""
    if len(mentions) <= _MOST_NUMBERS:
        yield clause, mentions
        return
    for i in range(0, len(mentions), _MOST_NUMBERS):
        some = mentions[i : i + _MOST_NUMBERS]
        start = mentions[i - 1].block_end if i else clause.start
        end = mentions[i + _MOST_NUMBERS].block_start if i + _MOST_NUMBERS < len(mentions) else clause.end
        yield clause._replace(start=start, end=end), some
