"""A newspaper page: headings before, after and far from their bodies, as the page was set and not as it reads.

Bare numbers (``3 扩大内需``) own runs of bullets. Sentences set as headings (``扩大内需，消费回升。``) own one passage
each. Labels are subheadings of a number, or captions that repeat one. What a heading owns is decided for the page as a
whole, in :mod:`reportparse.segment.attach`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportparse.lexicon import Lexicon
from reportparse.segment.build import Draft
from reportparse.segment.parts import heading_part, opens_review
from reportparse.segment.wrap import is_run_in

PROSE_LENGTH = 60
"""Characters from which on a passage can have a run-in heading of its own."""
LIMIT = 60_000
"""Headings times bodies up to which a page is decided as a whole."""
CLOSE_RELATIVES = 4
"""Characters of a label from which on it can be a caption that repeats another."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring bullets, or one paragraph, with the headings next to it."""

    items: tuple[int, ...]
    before: tuple[int, ...]
    """Drafts of the headings directly before it, nearest first."""
    after: tuple[int, ...]
    """Drafts of the headings directly after it, nearest first."""


@dataclass(frozen=True, slots=True)
class Page:
    """What of the drafts is heading and what is body, by index."""

    numbered: tuple[int, ...]
    labels: tuple[int, ...]
    sentences: tuple[int, ...]
    """Run-in headings."""
    topics: tuple[int, ...]
    """Unnumbered headings that name a part of the report."""
    runs: tuple[Run, ...]
    prose: tuple[int, ...]
    """Passages that a run-in heading may own; the lead of the page has none."""


def is_page(drafts: list[Draft]) -> bool:
    """Tell a page from a running text: bullets under a set of bare numbers, or a set of cards, and no 一、 二、.

    What is too large for a page, whose headings are weighed against all bodies, is none.
    """
    styles = [draft.style for draft in drafts if draft.kind == "heading"]
    kinds = [draft.kind for draft in drafts]
    if len(styles) * (kinds.count("bullet") + kinds.count("paragraph")) > LIMIT:
        return False
    numbered = styles.count("digits") >= 3 and kinds.count("bullet") >= 3
    return (numbered or kinds.count("card") >= 4) and "han" not in styles


def mark_headings(drafts: list[Draft]) -> list[Draft]:
    """Make headings of the sentences that are set as such, and notes of the captions that only repeat a heading."""
    labels = {i for i, draft in enumerate(drafts) if draft.kind == "heading" and not draft.style}
    headings = "\n".join(drafts[i].text for i in sorted(labels))
    bodies = "\n".join(draft.text for draft in drafts if draft.kind in ("bullet", "paragraph"))
    captions = {
        i
        for i in labels
        if _repeats(drafts[i].text, headings) or (_listed(drafts, labels, i) and drafts[i].text in bodies)
    }
    out: list[Draft] = []
    for i, draft in enumerate(drafts):
        if draft.kind == "paragraph" and draft.lines <= 3 and is_run_in(draft.text):
            out.append(replace(draft, kind="heading", style="run_in"))
        elif i in captions:
            out.append(replace(draft, kind="note", flags=(*draft.flags, "caption")))
        else:
            out.append(draft)
    return out


def _repeats(label: str, headings: str) -> bool:
    """A caption says what a longer heading says."""
    at = headings.find(label)
    while len(label) >= CLOSE_RELATIVES and at >= 0:
        end = at + len(label)
        if headings[at - 1 : at] not in ("", "\n") or headings[end : end + 1] not in ("", "\n"):
            return True
        at = headings.find(label, end)
    return False


def _listed(drafts: list[Draft], labels: set[int], i: int) -> bool:
    """One of several labels in a row that end alike."""
    return any(j in labels and drafts[j].text[-2:] == drafts[i].text[-2:] for j in (i - 1, i + 1))


def read_page(drafts: list[Draft], lexicon: Lexicon) -> Page:
    """Sort the drafts of a page into headings and bodies."""
    kinds: dict[str, list[int]] = {"numbered": [], "labels": [], "sentences": [], "topics": []}
    prose: list[int] = []
    for i, draft in enumerate(drafts):
        if draft.kind == "heading" and draft.style != "title":
            kinds[_heading_kind(draft, lexicon)].append(i)
        elif draft.kind == "paragraph" and len(draft.text) >= PROSE_LENGTH:
            beside = any(drafts[j].style == "run_in" for j in (i - 1, i + 1) if 0 <= j < len(drafts))
            if beside or not opens_review(draft.text, lexicon):
                prose.append(i)
    return Page(**{key: tuple(found) for key, found in kinds.items()}, runs=_runs(drafts), prose=tuple(prose))


def _heading_kind(draft: Draft, lexicon: Lexicon) -> str:
    if draft.style == "digits":
        return "numbered"
    if draft.style == "run_in":
        return "sentences"
    return "topics" if heading_part(draft.text, lexicon) in ("review", "requirement") else "labels"


def _runs(drafts: list[Draft]) -> tuple[Run, ...]:
    """The runs of bullets and short paragraphs between headings."""
    runs: list[Run] = []
    at = 0
    while at < len(drafts):
        end = at + 1
        if drafts[at].kind == "bullet":
            while end < len(drafts) and drafts[end].kind == "bullet":
                end += 1
        if drafts[at].kind == "bullet" or (drafts[at].kind == "paragraph" and len(drafts[at].text) < PROSE_LENGTH):
            before = _headings(drafts, range(at - 1, -1, -1))
            runs.append(Run(tuple(range(at, end)), before, _headings(drafts, range(end, len(drafts)))))
        at = end
    return tuple(runs)


def _headings(drafts: list[Draft], order: range) -> tuple[int, ...]:
    """The headings that follow one another along ``order`` from its start; numbers and labels only."""
    found: list[int] = []
    for i in order:
        if drafts[i].kind != "heading" or drafts[i].style not in ("digits", ""):
            break
        found.append(i)
    return tuple(found)
