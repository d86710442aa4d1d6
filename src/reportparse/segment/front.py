"""The front matter of a report: title, session, byline and source, down to the address or the first sentence."""

from __future__ import annotations

import re

from reportparse.segment.markers import NUMBERED
from reportparse.segment.vocabulary import Words
from reportparse.segment.wrap import Group, text_of

REACH, CENTRED, TITLE_LENGTH, SENTENCE_WIDTH = 60, 8, 50, 60
"""Groups in which the front matter ends, indent of a centred title, its length, width of a first sentence in all."""
_TRAIL = re.compile(r"[>|＞｜》]")
"""What navigation puts between the levels of a site."""


def front_length(groups: list[Group], words: Words) -> int:
    """Return how many groups stand before the first that speaks; none do in a text without title and address."""
    title = _title(groups, words)
    if title is None:
        return 0
    finished = title + 1
    for i in range(title + 1, min(REACH, len(groups))):
        group, first = groups[i], groups[i].lines[0]
        numbered = group.mark is not None and group.mark.style in NUMBERED
        width = sum(line.width for line in group.lines)
        sentence = group.closed and width >= SENTENCE_WIDTH and not words.note.match(first.text)
        if numbered or sentence or words.address.match(first.text):
            return i
    return finished


def is_title(group: Group, words: Words, first: bool) -> bool:
    """Return whether a group of the front matter is a title: by its last word, or as the centred first line."""
    text = text_of(group)
    if group.mark is not None or group.closed or len(text) > TITLE_LENGTH or words.note.match(text):
        return False
    named = words.title.search(text.replace(" ", "")) is not None and _TRAIL.search(text) is None
    return named or (first and group.lines[0].indent >= CENTRED)


def _title(groups: list[Group], words: Words) -> int | None:
    """The line that proves a front matter: a title, or the line before the first address."""
    for i, group in enumerate(groups[:REACH]):
        if words.address.match(group.lines[0].text):
            return i - 1
        if is_title(group, words, first=i == 0):
            return i
    return None
