"""What each number says: from mentions to claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportparse.claims.basis import basis_of
from reportparse.claims.clauses import Clause, clauses_of
from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.claims.nouns import Thread
from reportparse.claims.reader import Finding, as_written, findings
from reportparse.claims.stretch import set_apart
from reportparse.claims.tabular import table_claims
from reportparse.claims.words import Words, words_of
from reportparse.claims.worth import worthy
from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import Frame, frames_of
from reportparse.frame.periods import period_of
from reportparse.frame.scope import distributed
from reportparse.frame.status import status_of
from reportparse.lexicon import Lexicon
from reportparse.model import Block, Claim, Layout, Mention, Metadata, Repair, Section
from reportparse.spans import overlapping

_WIDEST_SENTENCE = 400
"""Characters on either side of a clause; a longer sentence is cut, so that a text without full stops stays linear."""
_MOST_NUMBERS = 48
_SILENT = frozenset({"furniture", "heading"})


def make_claims(
    layout: Layout, mentions: Sequence[Mention], metadata: Metadata, repairs: Sequence[Repair], lexicon: Lexicon
) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its blocks.

    Args:
        layout: blocks and sections.
        mentions: the numerals of all blocks, in order.
        metadata: whose report, of which year.
        repairs: applied and flagged repairs; a claim whose number one of them touches is flagged.
        lexicon: the vocabulary.
    """
    words = words_of(lexicon)
    loud = sorted((r.start, r.end) for r in repairs if not r.silent)
    starts, ends = [s for s, _ in loud], [e for _, e in loud]
    frames = frames_of(layout.blocks, layout.sections, metadata, lexicon)
    claims: list[Claim] = []
    cells = table_claims(layout, mentions, metadata, lexicon)
    indexed = enumerate(mentions)
    for ordinal, group in groupby(indexed, key=lambda pair: pair[1].block):
        numbered = list(group)
        block = layout.blocks[ordinal]
        if block.kind in _SILENT:
            continue
        if ordinal in cells:
            claims += cells[ordinal]
            continue
        index = {m.block_start: i for i, m in numbered}
        found = _block_findings(block, frames[ordinal], [m for _, m in numbered], layout, metadata, words, lexicon)
        for context, finding in found:
            touched = bool(overlapping(starts, ends, finding.mention.start, finding.mention.end))
            claims.append(_claim(finding, context, index[finding.mention.block_start], touched))
    return set_apart(claims, lexicon)


def _block_findings(
    block: Block,
    frame: Frame | None,
    mentions: list[Mention],
    layout: Layout,
    metadata: Metadata,
    words: Words,
    lexicon: Lexicon,
) -> Iterator[tuple[ClauseContext, Finding]]:
    section = layout.sections[block.section] if block.section is not None else None
    text = block.text.translate(words.variants)
    written = {ord(s): t for t, s in zip(block.text, text, strict=True) if t != s} if text != block.text else {}
    everything, thread, sentence = tuple(mentions), Thread(), -1
    wanted = worthy(text, mentions, words)
    if not wanted:
        return
    if block.label:
        thread.pass_by(block.label)
    at = 0
    for clause in clauses_of(text, [(m.block_start, m.block_end) for m in mentions]):
        if clause.sentence_start != sentence:
            sentence = clause.sentence_start
            if not block.label:
                thread = thread.next_sentence()
        mine = []
        while at < len(wanted) and wanted[at].block_start < clause.end:
            mine.append(wanted[at])
            at += 1
        if not mine:
            thread.pass_by(text[clause.start : clause.end])
            continue
        for piece, some in _pieces(clause, mine):
            context = _context(block, frame, section, metadata, lexicon, piece, everything)
            for finding in findings(text, piece, some, thread, words, lexicon):
                yield context, as_written(finding, written) if written else finding


def _pieces(clause: Clause, mentions: list[Mention]) -> Iterator[tuple[Clause, list[Mention]]]:
    """Cut a clause of very many numbers, as only broken tables have them, so that it is read in linear time."""
    for i in range(0, len(mentions), _MOST_NUMBERS):
        some = mentions[i : i + _MOST_NUMBERS]
        start = mentions[i - 1].block_end if i else clause.start
        end = mentions[i + _MOST_NUMBERS].block_start if i + _MOST_NUMBERS < len(mentions) else clause.end
        yield replace(clause, start=start, end=end), some


def _context(
    block: Block,
    frame: Frame | None,
    section: Section | None,
    metadata: Metadata,
    lexicon: Lexicon,
    clause: Clause,
    mentions: tuple[Mention, ...],
) -> ClauseContext:
    text = block.text
    low = max(clause.sentence_start, clause.start - _WIDEST_SENTENCE)
    high = min(clause.sentence_end, clause.end + _WIDEST_SENTENCE)
    return ClauseContext(
        block=block,
        section=section,
        metadata=metadata,
        lexicon=lexicon,
        sentence=text[low:high],
        sentence_start=low,
        clause=text[clause.start : clause.end],
        clause_start=clause.start,
        mentions=mentions,
        frame=frame,
    )


def _claim(finding: Finding, context: ClauseContext, index: int, repaired: bool) -> Claim:
    mention, reading = finding.mention, finding.reading
    status, status_why = status_of(context, mention, reading.measure)
    if finding.role == "from":
        status, status_why = "actual", "the state before"
    dated = mention if distributed(context, mention) else finding.dated or mention
    period, period_why, period_flags = period_of(context, dated, status, reading.measure, finding.role)
    flags = _flags(finding, context, repaired, period_flags)
    said = context.sentence[: max(0, mention.block_start - context.sentence_start)]
    basis, base_period, basis_why = basis_of(said, reading.measure, period, context.lexicon)
    return Claim(
        mention=index,
        block=context.block.ordinal,
        section=context.block.section,
        indicator=finding.indicator,
        indicator_id=indicator_id_of(
            finding.indicator, reading.measure, mention.unit, context.lexicon, context.metadata
        ),
        measure=reading.measure,
        direction=reading.direction if reading.measure in ("growth_rate", "change") else None,
        value_text=mention.value_text,
        value=mention.value,
        value_low=mention.value_low,
        value_high=mention.value_high,
        bound=mention.bound,
        unit=mention.unit,
        normalized_value=mention.normalized_value,
        normalized_unit=mention.normalized_unit,
        dimension=mention.dimension,
        status=status,
        period=period,
        reference=reading.reference,
        text=mention.text,
        sentence=context.sentence,
        rule=reading.rule,
        confidence=0.0,
        start=mention.start,
        end=mention.end,
        flags=flags,
        why=(
            *_why(finding, status, status_why, period, period_why),
            *([f"basis={basis}: {basis_why}"] if basis else []),
        ),
        basis=basis,
        base_period=base_period,
    )


def _flags(finding: Finding, context: ClauseContext, repaired: bool, period_flags: tuple[str, ...]) -> tuple[str, ...]:
    flags = [*finding.flags, *period_flags]
    if repaired:
        flags.append("repaired")
    if "sign_unclear" in finding.mention.flags:
        flags.append("sign_unclear")
    if not finding.mention.unit and finding.reading.measure == "level":
        flags.append("unit_missing")
    if finding.reading.rule == "rate" and not finding.indicator.endswith(words_of(context.lexicon).ends["level_noun"]):
        flags.append("no_rate_noun")
    if finding.reading.rule == "noun after" and _is_small_count(finding.mention):
        flags.append("small_count")
    if context.block.kind == "card":
        flags.append("card")
    return tuple(dict.fromkeys(flags))


def _is_small_count(mention: Mention) -> bool:
    """两种, 六项: a small number in words often counts parts of a text or a doctrine."""
    return mention.value is not None and mention.value <= 10 and mention.value_text[:1] in "一二两三四五六七八九十"


def _why(finding: Finding, status: str, status_why: str, period: str | None, period_why: str) -> tuple[str, ...]:
    """One line a field: what it is, and the word or rule that decided it."""
    reading, inherited = finding.reading, "indicator_inherited" in finding.flags
    return (
        f"indicator={finding.indicator}: {reading.rule}{', inherited' if inherited else ''}",
        f"measure={reading.measure}: {reading.evidence or reading.rule}",
        f"status={status}: {status_why}",
        f"period={period}: {period_why}",
    )
