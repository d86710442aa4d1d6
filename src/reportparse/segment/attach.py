"""Which body each heading of a page owns, decided for the page as a whole.

Four kinds of evidence: adjacency, shared words, exclusivity (a heading stands before its body or after it, not both; a
run-in heading owns one passage), and completeness (a number without bullets is suspect). Where they leave a body open,
it has no section.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

from reportparse.lexicon import Lexicon
from reportparse.model import HeadingPosition
from reportparse.segment.build import Draft
from reportparse.segment.likeness import Likeness
from reportparse.segment.outline import Node, Outline
from reportparse.segment.page import Page, Run, read_page
from reportparse.segment.parts import heading_part, is_requirement, opens_review

FLOOR = 0.3
"""Likeness that says nothing; keeps one chance word from deciding."""
OPEN = 0.2
"""Likeness below which a run without a heading next to it stays open, unless a number still lacks its body."""
NEXT, COVER, APART = 1.0, 0.7, 0.8
"""Worth of adjacency, of a number's first body, and of a split within a run, in logarithms of likeness."""
AFTER, BEFORE = 1.6, 1.1
"""Worth of standing directly after or before a passage, for a run-in heading."""
SUBHEAD = 0.45
"""Likeness from which on a label can stand below a number, and the worth of its heading a bullet at all."""
SURE = 0.8
"""Mean likeness from which on a label keeps its bullets; below it they stay with the number alone."""
COHESION = 0.6
"""How much the likeness of two neighbouring bullets holds them together."""
MOST_LABELS, MOST_ITEMS = 5, 100
"""Labels and bullets of one number up to which all ways of sharing them out are weighed."""
GROUNDS = {
    "before": (0.9, "stands before its body and shares its words"),
    "after": (0.9, "stands after its body and shares its words"),
    "far": (0.7, "shares the words of a body that no nearer heading claims"),
    "none": (0.5, "no body shares its words"),
}
"""Confidence and reason by where a heading stands."""


@dataclass(slots=True)
class _Match:
    """What was found: the heading of each body, and of each label its number."""

    owner: dict[int, int]
    label_of: dict[int, int]
    parent: dict[int, int]


def attach(drafts: list[Draft], lexicon: Lexicon) -> Outline:
    """Return the outline of a page."""
    page = read_page(drafts, lexicon)
    bodies = [i for run in page.runs for i in run.items] + list(page.prose)
    headings = page.numbered + page.labels + page.sentences + page.topics
    like = Likeness([drafts[i].text for i in bodies], [drafts[i].text for i in headings])
    match = _Match({}, {}, {})
    _attach_topics(drafts, page, lexicon, match)
    _attach_runs(drafts, page, like, match)
    _attach_labels(drafts, page, like, match)
    _attach_sentences(drafts, page, like, match)
    return _outline(drafts, page, match)


def _attach_runs(drafts: list[Draft], page: Page, like: Likeness, match: _Match) -> None:
    """Give each run, or each side of a run, to a number; numbers that have nothing yet are served first."""
    if not page.numbered:
        return
    for label in page.labels:
        found = _nearest_number(drafts, page, label, like)
        if found is not None:
            match.parent[label] = found
    scores = {
        i: {n: like.between(drafts[i].text, drafts[n].text) for n in page.numbered} for r in page.runs for i in r.items
    }
    pieces = [piece for run in page.runs for piece in _split(run, scores, match, page)]
    _serve(pieces, scores, page, match)


def _serve(pieces: list[Run], scores: dict[int, dict[int, float]], page: Page, match: _Match) -> None:
    """Give each piece to a number, the worthiest pair first; a worth only falls, so a stale one is weighed again."""
    side: dict[int, str] = {}
    served: set[int] = set()
    queue = [
        (-_worth(piece, n, scores, match, side, served), p, n) for p, piece in enumerate(pieces) for n in page.numbered
    ]
    heapq.heapify(queue)
    taken: set[int] = set()
    while queue:
        loss, p, number = heapq.heappop(queue)
        if p in taken or loss == math.inf:
            continue
        now = -_worth(pieces[p], number, scores, match, side, served)
        if now > loss:
            heapq.heappush(queue, (now, p, number))
            continue
        match.owner.update(dict.fromkeys(pieces[p].items, number))
        taken.add(p)
        served.add(number)
        if position := _side(pieces[p], number, match):
            side.setdefault(number, position)


def _nearest_number(drafts: list[Draft], page: Page, label: int, like: Likeness) -> int | None:
    """The number that a label most likely stands below, by words and by standing right behind it."""
    behind = label - 1
    while behind in page.labels:
        behind -= 1
    worth = {n: like.between(drafts[label].text, drafts[n].text) + 0.5 * (n == behind) for n in page.numbered}
    best = max(worth, key=lambda n: worth[n])
    return best if worth[best] >= SUBHEAD else None


def _side(run: Run, number: int, match: _Match) -> str:
    """Whether a number stands next to a run, itself or through one of its labels: 'before', 'after' or ''."""
    for name, near in (("before", run.before), ("after", run.after)):
        for heading in near:
            if heading == number or match.parent.get(heading) == number:
                return name
            if heading not in match.parent:
                break
    return ""


def _split(run: Run, scores: dict[int, dict[int, float]], match: _Match, page: Page) -> list[Run]:
    """Cut a run between the number before it and the number after it, where its words change from one to the other."""
    first = next((n for n in page.numbered if _side(run, n, match) == "before"), None)
    last = next((n for n in page.numbered if n != first and _side(run, n, match) == "after"), None)
    if first is None or last is None or len(run.items) < 4:
        return [run]
    gains = [0.0]
    for i in run.items:
        gains.append(gains[-1] + scores[i][first] - scores[i][last])
    whole = max(0.0, gains[-1])
    at = max(range(1, len(run.items)), key=lambda k: gains[k])
    if gains[at] - whole < APART or gains[at] - gains[-1] < APART:
        return [run]
    return [Run(run.items[:at], run.before, ()), Run(run.items[at:], (), run.after)]


def _worth(
    piece: Run, number: int, scores: dict[int, dict[int, float]], match: _Match, side: dict[int, str], served: set[int]
) -> float:
    """The worth of giving a run to a number: likeness, adjacency on the side that is still free, completeness."""
    mean = sum(scores[i][number] for i in piece.items) / len(piece.items)
    position = _side(piece, number, match)
    if not position and mean < OPEN and number in served:
        return -math.inf
    near = NEXT if position and side.get(number) in (None, position) else 0.0
    return math.log(FLOOR / 3 + mean) + near + (COVER if number not in served else 0.0)


def _attach_labels(drafts: list[Draft], page: Page, like: Likeness, match: _Match) -> None:
    """Find the number of each label by the bullets it speaks of, and its bullets among those of that number."""
    owned: dict[int, list[int]] = {}
    for i, number in sorted(match.owner.items()):
        owned.setdefault(number, []).append(i)
    for label in page.labels:
        worth = {
            n: like.between(drafts[label].text, drafts[n].text)
            + 0.5 * (match.parent.get(label) == n)
            + sum(max(0.0, like.between(drafts[i].text, drafts[label].text) - SUBHEAD) for i in items)
            for n, items in owned.items()
        }
        best = max(worth, key=lambda n: worth[n], default=None)
        if best is not None and worth[best] > SUBHEAD:
            match.parent[label] = best
    for number, items in owned.items():
        labels = [label for label in page.labels if match.parent.get(label) == number]
        if 0 < len(labels) <= MOST_LABELS and len(items) <= MOST_ITEMS:
            _share_out(drafts, items, labels, like, match)


def _share_out(drafts: list[Draft], items: list[int], labels: list[int], like: Likeness, match: _Match) -> None:
    """Cut the bullets of a number into stretches, each label heading one at most, so that their words fit best."""
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, -1): (0.0, ())}
    for n, i in enumerate(items):
        tie = COHESION * like.between(drafts[i].text, drafts[items[n - 1]].text) if n else 0.0
        gain = [like.between(drafts[i].text, drafts[label].text) for label in labels]
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (used, last), (worth, path) in best.items():
            for at, more in enumerate(gain):
                if at != last and used >> at & 1:
                    continue
                key = (used | 1 << at, at)
                total = worth + more + (SUBHEAD - tie if at != last else 0.0)
                if key not in following or total > following[key][0]:
                    following[key] = (total, (*path, labels[at]))
        best = following
    _, path = max(best.values(), key=lambda entry: entry[0])
    for label in labels:
        stretch = [i for i, given in zip(items, path, strict=True) if given == label]
        fits = [like.between(drafts[i].text, drafts[label].text) for i in stretch]
        if stretch and sum(fits) >= SURE * len(fits):
            match.label_of.update(dict.fromkeys(stretch, label))


def _attach_sentences(drafts: list[Draft], page: Page, like: Likeness, match: _Match) -> None:
    """Pair run-in headings and passages, the surest first; each is used once."""
    pairs = []
    for heading in page.sentences:
        for body in page.prose:
            if body in match.owner:
                continue
            near = AFTER * (heading == body + 1) + BEFORE * (heading == body - 1)
            worth = math.log(FLOOR / 3 + like.between(drafts[body].text, drafts[heading].text)) + near
            pairs.append((worth, -abs(heading - body), heading, body))
    used: set[int] = set()
    for worth, _, heading, body in sorted(pairs, reverse=True):
        if heading not in used and body not in used and worth > math.log(FLOOR):
            match.owner[body] = heading
            used |= {heading, body}


def _attach_topics(drafts: list[Draft], page: Page, lexicon: Lexicon, match: _Match) -> None:
    """Give a heading that names a part the nearest passage that opens this part."""
    for heading in page.topics:
        part = heading_part(drafts[heading].text, lexicon)
        opens = is_requirement if part == "requirement" else opens_review
        fitting = [i for i, draft in enumerate(drafts) if draft.kind == "paragraph" and opens(draft.text, lexicon)]
        free = [i for i in fitting if i not in match.owner]
        if free:
            match.owner[min(free, key=lambda i: abs(i - heading))] = heading


def _outline(drafts: list[Draft], page: Page, match: _Match) -> Outline:
    """Order the headings as they read: sentences, topics, then the numbers with their labels."""
    order = [*page.sentences, *page.topics, *sorted(page.numbered, key=lambda n: (drafts[n].count or 0, n))]
    free = [label for label in page.labels if label not in match.parent]
    nodes: list[Node] = []
    index: dict[int, int] = {}
    for heading in [*order, *free]:
        index[heading] = len(nodes)
        nodes.append(_node(drafts, heading, None, match))
        for label in (label for label in page.labels if match.parent.get(label) == heading):
            index[label] = len(nodes)
            nodes.append(_node(drafts, label, index[heading], match))
    owners = [index.get(match.label_of.get(i, match.owner.get(i, -1)), index.get(i)) for i in range(len(drafts))]
    return Outline(tuple(nodes), tuple(owners))


def _node(drafts: list[Draft], heading: int, parent: int | None, match: _Match) -> Node:
    """The node of a heading; its body is before or after it if nothing but headings and notes stands between."""
    items = sorted(i for i, owner in [*match.owner.items(), *match.label_of.items()] if owner == heading)
    position: HeadingPosition = "none"
    if items:
        follows = max((i for i in items if i < heading), default=None)
        leads = min((i for i in items if i > heading), default=None)
        if follows is not None and _only_headings(drafts, range(follows + 1, heading)):
            position = "after"
        elif leads is not None and _only_headings(drafts, range(heading + 1, leads)):
            position = "before"
        else:
            position = "far"
    confidence, reason = GROUNDS[position]
    return Node(heading, parent, 1 if parent is None else 2, position, confidence, reason)


def _only_headings(drafts: list[Draft], between: range) -> bool:
    return all(drafts[i].kind in ("heading", "note") for i in between)
