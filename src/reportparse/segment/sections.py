"""Drafts and outline → sections and blocks, each with its part."""

from __future__ import annotations

from collections.abc import Sequence

from reportparse.lexicon import Lexicon
from reportparse.model import Block, Part, Section
from reportparse.segment.attach import attach
from reportparse.segment.build import Draft
from reportparse.segment.outline import Node, Outline, outline
from reportparse.segment.page import is_page, mark_headings
from reportparse.segment.parts import (
    HEADING,
    Passage,
    heading_lean,
    heading_part,
    is_annual,
    is_requirement,
    label,
    passage_lean,
)

PROSE = ("paragraph", "bullet", "table")
AGAINST = 0.6
"""Mean lean from which on a body speaks against the review that its heading stands in."""


def assemble(drafts: list[Draft], lexicon: Lexicon) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Number the blocks, attach them to the headings before them, and give sections and blocks their parts."""
    drafts, plan = _plan(drafts, lexicon)
    nodes, owner = plan.nodes, plan.owners
    leans = {i: passage_lean(draft.text, lexicon) for i, draft in enumerate(drafts) if draft.kind in PROSE}
    named = _named_parts(drafts, nodes, _body_leans(nodes, owner, leans), lexicon)
    states = _states(drafts, nodes, owner, named, leans, lexicon)
    parts = _section_parts(drafts, nodes, owner, named, states)
    sections = tuple(_section(drafts, nodes, i, parts[i]) for i in range(len(nodes)))
    blocks = tuple(
        Block(
            ordinal=i,
            kind=d.kind,
            marker=d.marker,
            text=d.text,
            offsets=d.offsets,
            start=d.start,
            end=d.end,
            section=owner[i],
            part=_block_part(d, owner[i], parts, states[i], lexicon),
            label=d.label,
            status=d.status,
            flags=d.flags,
            cell=d.cell,
        )
        for i, d in enumerate(drafts)
    )
    return blocks, sections


def _plan(drafts: list[Draft], lexicon: Lexicon) -> tuple[list[Draft], Outline]:
    """The outline of a page is decided as a whole, that of a running text follows the order of print."""
    if is_page(drafts):
        marked = mark_headings(drafts)
        return marked, attach(marked, lexicon)
    return drafts, outline(drafts, frozenset(lexicon.table("headings")["top"]))


def _named_parts(
    drafts: list[Draft], nodes: Sequence[Node], bodies: list[float], lexicon: Lexicon
) -> list[Part | None]:
    """What the headings decide, each for itself and for those below it that decide nothing.

    A section below a review whose own words all look ahead does not belong there.
    """
    named: list[Part | None] = []
    for i, node in enumerate(nodes):
        above = named[node.parent] if node.parent is not None else None
        own = heading_part(drafts[node.draft].text, lexicon)
        if above == "review" and bodies[i] > AGAINST:
            above = None
        inside = above in ("review", "other") and own in ("plan", "requirement")
        named.append(above if own is None or inside else own)
    return named


def _body_leans(nodes: Sequence[Node], owner: Sequence[int | None], leans: dict[int, float]) -> list[float]:
    """The mean lean of each section's prose, the sections below it included."""
    sums, counts = [0.0] * len(nodes), [0] * len(nodes)
    for i, lean in leans.items():
        at = owner[i]
        if at is not None:
            sums[at] += lean
            counts[at] += 1
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if parent is not None:
            sums[parent] += sums[i]
            counts[parent] += counts[i]
    return [total / count if count else 0.0 for total, count in zip(sums, counts, strict=True)]


def _states(
    drafts: list[Draft],
    nodes: Sequence[Node],
    owner: Sequence[int | None],
    named: list[Part | None],
    leans: dict[int, float],
    lexicon: Lexicon,
) -> list[bool]:
    """Whether each draft looks ahead; only prose has a say, in the order of reading, which a page's print is not."""
    headings = [0.0 if part is None else -HEADING if part == "review" else HEADING for part in named]
    for i, node in enumerate(nodes):
        if named[i] is None:
            headings[i] = heading_lean(drafts[node.draft].text, lexicon)
    default = -HEADING / 2 if any(d.style == "title" and is_annual(d.text, lexicon) for d in drafts) else 0.0
    roots = _roots(nodes)
    passages = []
    order = sorted(leans, key=lambda i: (-1 if (at := owner[i]) is None else at, i))
    for i in order:
        at = owner[i]
        stretch = roots[at] if at is not None and named[roots[at]] is not None else None
        passages.append(Passage(leans[i], (headings[at] if at is not None else 0.0) + default, stretch))
    found = dict(zip(order, label(passages), strict=True))
    state = False
    return [state := found.get(i, state) for i in range(len(drafts))]


def _roots(nodes: Sequence[Node]) -> list[int]:
    roots: list[int] = []
    for i, node in enumerate(nodes):
        roots.append(i if node.parent is None else roots[node.parent])
    return roots


def _section_parts(
    drafts: list[Draft],
    nodes: Sequence[Node],
    owner: Sequence[int | None],
    named: list[Part | None],
    states: list[bool],
) -> list[Part]:
    """What the heading decides, or else what most of the body does, the sections below it included.

    The run-in headings of a page are set for one part of the report, so they decide together.
    """
    weights = [0] * len(nodes)
    for i, at in enumerate(owner):
        if at is not None and drafts[i].kind in PROSE:
            weights[at] += len(drafts[i].text) if states[i] else -len(drafts[i].text)
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if parent is not None:
            weights[parent] += weights[i]
    sentences = [i for i, node in enumerate(nodes) if drafts[node.draft].style == "run_in"]
    together = sum(weights[i] for i in sentences)
    for i in sentences:
        weights[i] = together
    parts: list[Part] = []
    for part, weight, node in zip(named, weights, nodes, strict=True):
        inherited = parts[node.parent] if node.parent is not None and not weight else None
        parts.append(part or inherited or ("plan" if weight > 0 else "review"))
    return parts


def _block_part(draft: Draft, section: int | None, parts: list[Part], ahead: bool, lexicon: Lexicon) -> Part:
    if draft.kind in ("furniture", "note") or draft.style == "title":
        return "other"
    if draft.kind == "card":
        return "plan" if draft.status == "target" else "review"
    part = parts[section] if section is not None else None
    if draft.kind == "heading" and part is not None:
        return part
    if part == "other":
        return "other"
    if not ahead:
        return "review"
    return "requirement" if part == "requirement" or is_requirement(draft.text, lexicon) else "plan"


def _section(drafts: list[Draft], nodes: Sequence[Node], i: int, part: Part) -> Section:
    node = nodes[i]
    draft = drafts[node.draft]
    title = draft.text[len(draft.number) :].strip() if draft.text.startswith(draft.number) else draft.text
    return Section(
        ordinal=i,
        parent=node.parent,
        level=node.level,
        number=draft.number,
        title=title,
        part=part,
        heading_position=node.position,
        confidence=node.confidence,
        reason=node.reason,
        start=draft.start,
        end=draft.end,
    )
