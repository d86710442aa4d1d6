"""Headings in the order of print → nodes of an outline with their levels, parents and the blocks they own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportparse.model import HeadingPosition
from reportparse.segment.build import Draft

RANK = {"part": 0, "chapter": 1, "paragraph": 2, "han": 3, "digits": 3, "han_paren": 4, "arabic": 5}
RANK |= {"arabic_paren": 6, "circled": 7}
LOOKAHEAD = 16
"""Headings that are looked at to see how a count goes on."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading's place in the outline."""

    draft: int
    """Index of the heading's draft."""
    parent: int | None
    """Index of the parent node, which comes before this one."""
    level: int
    position: HeadingPosition = "before"
    confidence: float = 0.95
    reason: str = "order of print"


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a report and what each owns."""

    nodes: tuple[Node, ...]
    owners: tuple[int | None, ...]
    """The node of each draft; None for furniture, cards and what the text leaves open."""


def outline(drafts: list[Draft], tops: frozenset[str]) -> Outline:
    """Nest the headings and give each what follows it.

    A style that is open closes what stands below it, a new one opens a level. An unnumbered heading between two numbers
    that follow each other stands below them, any other above. A style that begins anew at one stands below itself if
    its outer count goes on later (二 > 一 二 三, then 三).
    """
    found = [i for i, draft in enumerate(drafts) if draft.kind == "heading" and draft.style != "title"]
    headings = [drafts[i] for i in found]
    nodes: list[Node] = []
    stack: list[tuple[str, int, int]] = []
    for at, draft in enumerate(headings):
        style = draft.style or ("plain" if _inner(headings, at, tops) else "top")
        del stack[_depth(stack, style, draft.count or 0, headings, at) :]
        nodes.append(Node(found[at], stack[-1][2] if stack else None, len(stack) + 1))
        stack.append((style, draft.count or 0, at))
    owners = _following(drafts, nodes)
    return Outline(tuple(_placed(drafts, nodes, owners)), owners)


def _placed(drafts: list[Draft], nodes: list[Node], owners: tuple[int | None, ...]) -> list[Node]:
    """Say of each heading whether anything follows it, in itself or in a heading below it."""
    filled = {owner for i, owner in enumerate(owners) if owner is not None and drafts[i].kind != "heading"}
    placed: list[Node] = []
    for i in range(len(nodes) - 1, -1, -1):
        parent = nodes[i].parent
        if i in filled and parent is not None:
            filled.add(parent)
        placed.append(replace(nodes[i], position="before" if i in filled else "none"))
    return placed[::-1]


def _following(drafts: list[Draft], nodes: list[Node]) -> tuple[int | None, ...]:
    """The owner of each draft: the last heading before it; furniture and cards have none."""
    at = {node.draft: i for i, node in enumerate(nodes)}
    current: int | None = None
    owners: list[int | None] = []
    for i, draft in enumerate(drafts):
        current = at.get(i, current)
        owners.append(None if draft.kind in ("furniture", "card") else current)
    return tuple(owners)


def _depth(stack: list[tuple[str, int, int]], style: str, count: int, headings: list[Draft], at: int) -> int:
    """How much of the stack stays open above a heading of ``style``."""
    if style == "top":
        return 0
    same = [depth for depth, entry in enumerate(stack) if entry[0] == style]
    if same:
        going_on = [depth for depth in same if stack[depth][1] + 1 == count]
        if going_on:
            return going_on[-1]
        return len(stack) if count == 1 and _begins_anew(stack[same[-1]][1], headings, at) else same[-1]
    rank = RANK.get(style)
    lower = (depth for depth, entry in enumerate(stack) if rank is not None and RANK.get(entry[0], -1) > rank)
    return next(lower, len(stack))


def _begins_anew(outer: int, headings: list[Draft], at: int) -> bool:
    """True if after the count that begins here the outer count goes on."""
    style, inner = headings[at].style, 1
    for heading in headings[at + 1 : at + LOOKAHEAD]:
        if heading.style != style:
            continue
        if heading.count == inner + 1:
            inner += 1
        else:
            return heading.count == outer + 1
    return False


def _inner(headings: list[Draft], at: int, tops: frozenset[str]) -> bool:
    """True for an unnumbered heading that stands between one number and its successor."""
    if any(headings[at].text.startswith(word) for word in tops):
        return False
    before = {heading.style: heading.count for heading in headings[max(0, at - LOOKAHEAD) : at] if heading.style}
    for heading in headings[at + 1 : at + LOOKAHEAD]:
        if heading.style in ("han", "han_paren", "chapter", "digits") and heading.count is not None:
            return before.get(heading.style) == heading.count - 1
    return False
