"""Drafts and outline → sections and blocks, each with its part."""

from __future__ import annotations

from reportparse.lexicon import Lexicon
from reportparse.model import Block, HeadingPosition, Part, Section
from reportparse.segment.build import Draft
from reportparse.segment.outline import Node, outline
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
AGAINST = 0.4
"""Mean lean from which on a body speaks against the review that its heading stands in."""


def assemble(drafts: list[Draft], lexicon: Lexicon) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Number the blocks, attach them to the headings before them, and give sections and blocks their parts."""
    nodes = outline(drafts, frozenset(lexicon.table("headings")["top"]))
    owner = _owners(drafts, nodes)
    leans = {i: passage_lean(draft.text, lexicon) for i, draft in enumerate(drafts) if draft.kind in PROSE}
    named = _named_parts(drafts, nodes, _body_leans(nodes, owner, leans), lexicon)
    states = _states(drafts, nodes, owner, named, leans, lexicon)
    parts = _section_parts(drafts, nodes, owner, named, states)
    sections = tuple(_section(drafts, nodes, i, parts[i], owner) for i in range(len(nodes)))
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
        )
        for i, d in enumerate(drafts)
    )
    return blocks, sections


def _owners(drafts: list[Draft], nodes: list[Node]) -> list[int | None]:
    """The section of each draft: the last heading before it; furniture and cards have none."""
    at = {node.draft: i for i, node in enumerate(nodes)}
    current: int | None = None
    owners: list[int | None] = []
    for i, draft in enumerate(drafts):
        current = at.get(i, current)
        owners.append(None if draft.kind in ("furniture", "card") else current)
    return owners


def _named_parts(drafts: list[Draft], nodes: list[Node], bodies: list[float], lexicon: Lexicon) -> list[Part | None]:
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


def _body_leans(nodes: list[Node], owner: list[int | None], leans: dict[int, float]) -> list[float]:
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
    nodes: list[Node],
    owner: list[int | None],
    named: list[Part | None],
    leans: dict[int, float],
    lexicon: Lexicon,
) -> list[bool]:
    """Whether each draft looks ahead; only prose has a say, the rest goes with what stands before it."""
    headings = [0.0 if part is None else -HEADING if part == "review" else HEADING for part in named]
    for i, node in enumerate(nodes):
        if named[i] is None:
            headings[i] = heading_lean(drafts[node.draft].text, lexicon)
    default = -HEADING / 2 if any(d.style == "title" and is_annual(d.text, lexicon) for d in drafts) else 0.0
    roots = _roots(nodes)
    passages = []
    for i, lean in leans.items():
        at = owner[i]
        stretch = roots[at] if at is not None and named[roots[at]] is not None else None
        passages.append(Passage(lean, (headings[at] if at is not None else 0.0) + default, stretch))
    found = dict(zip(leans, label(passages), strict=True))
    state = False
    return [state := found.get(i, state) for i in range(len(drafts))]


def _roots(nodes: list[Node]) -> list[int]:
    roots: list[int] = []
    for i, node in enumerate(nodes):
        roots.append(i if node.parent is None else roots[node.parent])
    return roots


def _section_parts(
    drafts: list[Draft], nodes: list[Node], owner: list[int | None], named: list[Part | None], states: list[bool]
) -> list[Part]:
    """What the heading decides, or else what most of the body does, the sections below it included."""
    weights = [0] * len(nodes)
    for i, at in enumerate(owner):
        if at is not None and drafts[i].kind in PROSE:
            weights[at] += len(drafts[i].text) if states[i] else -len(drafts[i].text)
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if parent is not None:
            weights[parent] += weights[i]
    return [part or ("plan" if weights[i] > 0 else "review") for i, part in enumerate(named)]


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


def _section(drafts: list[Draft], nodes: list[Node], i: int, part: Part, owner: list[int | None]) -> Section:
    node = nodes[i]
    draft = drafts[node.draft]
    title = draft.text[len(draft.number) :].strip() if draft.text.startswith(draft.number) else draft.text
    position: HeadingPosition = "before" if any(o == i for o in owner[node.draft + 1 : node.draft + 2]) else "none"
    return Section(
        i, node.parent, node.level, draft.number, title, part, position, 0.95, "order of print", draft.start, draft.end
    )
