"""Drafts and outline → sections and blocks, each with its part."""

from __future__ import annotations

from reportparse.lexicon import Lexicon
from reportparse.model import Block, HeadingPosition, Part, Section
from reportparse.segment.build import Draft
from reportparse.segment.outline import Node, outline
from reportparse.segment.parts import heading_part, lean, opening_part


def assemble(drafts: list[Draft], lexicon: Lexicon) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Number the blocks, attach them to the headings before them, and give sections and blocks their parts."""
    nodes = outline(drafts, frozenset(lexicon.table("headings")["top"]))
    owner = _owners(drafts, nodes)
    parts = _section_parts(drafts, nodes, owner, lexicon)
    sections = tuple(_section(drafts, nodes, i, parts[i], owner) for i in range(len(nodes)))
    block_parts = _block_parts(drafts, owner, parts, lexicon)
    blocks = tuple(
        Block(
            i, d.kind, d.marker, d.text, d.offsets, d.start, d.end, owner[i], block_parts[i], d.label, d.status, d.flags
        )
        for i, d in enumerate(drafts)
    )
    return blocks, sections


def _owners(drafts: list[Draft], nodes: list[Node]) -> list[int | None]:
    """The section of each draft: the last heading before it; furniture, notes and cards have none."""
    at = {node.draft: i for i, node in enumerate(nodes)}
    current: int | None = None
    owners: list[int | None] = []
    for i, draft in enumerate(drafts):
        current = at.get(i, current)
        owners.append(None if draft.kind in ("furniture", "card") else current)
    return owners


def _section_parts(drafts: list[Draft], nodes: list[Node], owner: list[int | None], lexicon: Lexicon) -> list[Part]:
    """Words of the heading, then the parent's part, then the words of the body."""
    texts: list[list[str]] = [[] for _ in nodes]
    for i, section in enumerate(owner):
        at = section
        while at is not None and drafts[i].kind != "heading":
            if sum(map(len, texts[at])) < 4000:
                texts[at].append(drafts[i].text[:1000])
            at = nodes[at].parent
    parts: list[Part] = []
    seen_plan = False
    for node, body in zip(nodes, texts, strict=True):
        named = heading_part(drafts[node.draft].text, lexicon)
        if node.parent is not None:
            parent = parts[node.parent]
            strong = named in ("review", "other") and parent == "plan" and lean("".join(body), lexicon) < -0.3
            parts.append(named if strong and named else parent)
            continue
        score = lean("".join(body), lexicon)
        part: Part = named or ("plan" if score > 0 or seen_plan else "review")
        if named == "plan" and not seen_plan and score < -0.3:
            part = "review"
        seen_plan = seen_plan or part == "plan"
        parts.append(part)
    return parts


def _section(drafts: list[Draft], nodes: list[Node], i: int, part: Part, owner: list[int | None]) -> Section:
    node = nodes[i]
    draft = drafts[node.draft]
    title = draft.text[len(draft.number) :].strip() if draft.text.startswith(draft.number) else draft.text
    position: HeadingPosition = "before" if any(o == i for o in owner[node.draft + 1 : node.draft + 2]) else "none"
    return Section(
        i, node.parent, node.level, draft.number, title, part, position, 0.95, "order of print", draft.start, draft.end
    )


def _block_parts(drafts: list[Draft], owner: list[int | None], parts: list[Part], lexicon: Lexicon) -> list[Part]:
    out: list[Part] = []
    current: Part = "other"
    for i, draft in enumerate(drafts):
        at = owner[i]
        if draft.kind in ("furniture", "note"):
            out.append("other")
        elif draft.kind == "card":
            out.append("plan" if draft.status == "target" else "review")
        elif at is not None:
            out.append(parts[at])
        else:
            named = opening_part(draft.text, lexicon)
            if named is None and len(draft.text) > 30:
                score = lean(draft.text, lexicon)
                named = "plan" if score > 0.2 else "review" if score < -0.2 else None
            current = named or current
            out.append(current)
    return out
