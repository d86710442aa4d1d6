"""What each number says: from mentions to claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from reportparse.claims.basis import basis_of
from reportparse.claims.blocks import read_block
from reportparse.claims.clauses import Clause
from reportparse.claims.indicator_ids import capacity_of, indicator_id_of
from reportparse.claims.reader import Finding, as_written
from reportparse.claims.stretch import set_apart
from reportparse.claims.tabular import table_claims
from reportparse.claims.words import words_of
from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import Frame, frames_of
from reportparse.frame.periods import period_of
from reportparse.frame.scope import distributed
from reportparse.frame.status import status_of
from reportparse.lexicon import Lexicon
from reportparse.model import Block, Claim, Layout, Mention, Metadata, Repair, Section, Status
from reportparse.spans import overlapping

_WIDEST_SENTENCE = 400
"""Characters on either side of a clause; a longer sentence is cut, so that a text without full stops stays linear."""
_SILENT = frozenset({"furniture"})
_STATED = frozenset({"growth", "growth against", "change", "change against", "change in points", "growth led"})
"""Constructions that make a heading a statement: 一、出口增长5%; any other number in a heading names something."""


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
        found = _block_findings(block, frames[ordinal], [m for _, m in numbered], layout, metadata, lexicon)
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
    lexicon: Lexicon,
) -> Iterator[tuple[ClauseContext, Finding]]:
    section = layout.sections[block.section] if block.section is not None else None
    words = words_of(lexicon)
    text = block.text.translate(words.variants) if words.traditional.search(block.text) else block.text
    written = {ord(s): t for t, s in zip(block.text, text, strict=True) if t != s} if text != block.text else {}
    everything = tuple(mentions)
    for clause, found in read_block(text, everything, block.label, lexicon):
        context = _context(block, frame, section, metadata, lexicon, clause, everything)
        for finding in found:
            if block.kind != "heading" or finding.reading.rule in _STATED:
                yield context, as_written(finding, written) if written else finding


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
    status, status_why = _status(finding, context)
    dated = mention if distributed(context, mention) else finding.dated or mention
    period, period_why, period_flags = period_of(context, dated, status, reading.measure, finding.role)
    flags = _flags(finding, context, repaired, period_flags)
    said = context.sentence[: max(0, mention.block_start - context.sentence_start)]
    basis, base_period, basis_why = basis_of(said, reading.measure, period, context.lexicon)
    why = _why(finding, (status, status_why), (period, period_why), (basis, basis_why))
    return Claim(
        mention=index,
        block=context.block.ordinal,
        section=context.block.section,
        indicator=finding.indicator,
        indicator_id=_known(finding, context),
        measure=reading.measure,
        direction=reading.direction if reading.measure in ("growth_rate", "change") else None,
        status=status,
        period=period,
        reference=reading.reference,
        sentence=context.sentence,
        rule=reading.rule,
        confidence=0.0,
        flags=flags,
        why=why,
        basis=basis,
        base_period=base_period,
        **_of_mention(mention),
    )


def _of_mention(mention: Mention) -> dict[str, Any]:
    """What a claim has from its mention."""
    return {
        "value_text": mention.value_text,
        "value": mention.value,
        "value_low": mention.value_low,
        "value_high": mention.value_high,
        "bound": mention.bound,
        "unit": mention.unit,
        "normalized_value": mention.normalized_value,
        "normalized_unit": mention.normalized_unit,
        "dimension": mention.dimension,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
    }


def _status(finding: Finding, context: ClauseContext) -> tuple[Status, str]:
    """The first value of 由A到B is a result even where the second is a target."""
    if finding.role == "from":
        return "actual", "the state before"
    return status_of(context, finding.mention, finding.reading.measure)


def _known(finding: Finding, context: ClauseContext) -> str | None:
    """The id of what is measured, but not of a product under 生产能力有: its capacity is no output."""
    unit, measure = finding.mention.unit, finding.reading.measure
    said = context.sentence[: max(0, finding.mention.block_start - context.sentence_start)]
    if measure == "level" and capacity_of(context.lexicon).search(said):
        return None
    return indicator_id_of(finding.indicator, measure, unit, context.lexicon, context.metadata)


def _flags(finding: Finding, context: ClauseContext, repaired: bool, period_flags: tuple[str, ...]) -> tuple[str, ...]:
    flags = [*finding.flags, *period_flags]
    if repaired:
        flags.append("repaired")
    if "sign_unclear" in finding.mention.flags:
        flags.append("sign_unclear")
    if not finding.mention.unit and finding.reading.measure == "level":
        flags.append("unit_missing")
    rates = words_of(context.lexicon).ends["level_noun"]
    if finding.reading.family == "percent" and not finding.indicator.endswith(rates):
        flags.append("no_rate_noun")
    if finding.reading.family == "amount" and _is_small_count(finding.mention):
        flags.append("small_count")
    if context.block.kind == "card":
        flags.append("card")
    return tuple(dict.fromkeys(flags))


def _is_small_count(mention: Mention) -> bool:
    """两种, 六项: a small number in words often counts parts of a text or a doctrine."""
    return mention.value is not None and mention.value <= 10 and mention.value_text[:1] in "一二两三四五六七八九十"


def _why(
    finding: Finding,
    status: tuple[str, str],
    period: tuple[str | None, str],
    basis: tuple[str | None, str],
) -> tuple[str, ...]:
    """One line a field: what it is, and the word or rule that decided it."""
    reading, inherited = finding.reading, "indicator_inherited" in finding.flags
    lost = f"; over {', '.join(reading.lost)}" if reading.lost else ""
    lines = (
        f"indicator={finding.indicator}: {reading.rule}{', inherited' if inherited else ''}",
        f"measure={reading.measure}: {reading.evidence or reading.rule}",
        f"status={status[0]}: {status[1]}",
        f"period={period[0]}: {period[1]}",
        f"rule={reading.rule}: {' '.join(reading.words)}{lost}",
    )
    return (*lines, f"basis={basis[0]}: {basis[1]}") if basis[0] else lines
