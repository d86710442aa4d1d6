"""Headings in the order of print → sections with their levels and parents."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.segment.build import Draft

RANK = {"part": 0, "chapter": 1, "paragraph": 2, "han": 3, "han_paren": 4, "arabic": 5, "arabic_paren": 6, "circled": 7}


@dataclass(frozen=True, slots=True)
class Node:
    """A heading's place in the outline."""

    draft: int
    """Index of the heading's draft."""
    parent: int | None
    """Index of the parent node."""
    level: int


def outline(drafts: list[Draft], tops: frozenset[str]) -> list[Node]:
    """Nest the headings: a style that is open closes what stands below it, a new one opens a level.

    An unnumbered heading between two numbers that follow each other stands below them, any other above.
    """
    headings = [i for i, draft in enumerate(drafts) if draft.kind == "heading" and draft.style != "title"]
    nodes: list[Node] = []
    stack: list[tuple[str, int]] = []
    for at, i in enumerate(headings):
        draft = drafts[i]
        style = draft.style or ("plain" if _inner(drafts, headings, at, tops) else "top")
        depth = _depth(stack, style)
        del stack[depth:]
        nodes.append(Node(i, stack[-1][1] if stack else None, len(stack) + 1))
        stack.append((style, len(nodes) - 1))
    return nodes


def _depth(stack: list[tuple[str, int]], style: str) -> int:
    """How much of the stack stays open above a heading of ``style``."""
    if style == "top":
        return 0
    for depth, (open_style, _) in enumerate(stack):
        if open_style == style:
            return depth
    rank = RANK.get(style)
    if rank is not None:
        for depth, (open_style, _) in enumerate(stack):
            if RANK.get(open_style, -1) > rank and open_style in RANK:
                return depth
    return len(stack)


def _inner(drafts: list[Draft], headings: list[int], at: int, tops: frozenset[str]) -> bool:
    """True for an unnumbered heading that stands between one number and its successor."""
    if any(drafts[headings[at]].text.startswith(word) for word in tops):
        return False
    before = {drafts[i].style: drafts[i].count for i in headings[max(0, at - 12) : at] if drafts[i].style}
    for i in headings[at + 1 : at + 13]:
        style, count = drafts[i].style, drafts[i].count
        if style in ("han", "han_paren", "chapter") and count is not None:
            return before.get(style) == count - 1
    return False
