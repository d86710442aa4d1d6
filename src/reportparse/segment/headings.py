"""Which groups of lines are headings, items, notes or prose, and where a run-in heading ends.

A numbered line without an end mark is a heading; ``（一）扩大内需。…`` opens with one. A sentence of the body never is:
a numbered sentence counts only where prose of its own follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import TEN
from reportparse.lexicon.numeral_characters import ONES
from reportparse.model import BlockKind
from reportparse.segment.front import front_length, is_title
from reportparse.segment.lines import END_MARK, columns
from reportparse.segment.markers import RUN_IN, Mark
from reportparse.segment.vocabulary import Words, words
from reportparse.segment.wrap import Group, Style, text_of

TITLE_WIDTH, SENTENCE_WIDTH, PLAIN_WIDTH, VALUE_WIDTH = 130, 120, 90, 12
_CAPTION = re.compile(r"[表图]\s?\d+")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|［\d{1,3}］")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_COUNT = re.compile(f"[{ONES}{TEN}]{{1,3}}")
_LISTED = ("arabic", "arabic_paren", "circled")
_MEASURED = re.compile(r"\d[%％‰]|\d[万亿]?[^\W\d_年月日号]{1,3}[，。；]")
"""Says how much: a numbered line that does is a sentence of a list."""
_STOP = re.compile("[。！？；;]")
_AMOUNT = re.compile("[0-9][%％万亿]")
"""A sentence that states an amount is no heading, whatever marks it: what it states would not be read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A group with its kind; ``split`` is the length of a run-in heading in the group's joined text, or 0."""

    kind: BlockKind
    group: Group
    split: int = 0
    title: bool = False
    """It is the title of the document, which heads no section."""


def classify(groups: list[Group], style: Style, lexicon: Lexicon) -> list[Piece]:
    """Give each group its kind."""
    vocabulary = words(lexicon)
    body = front_length(groups, vocabulary)
    pieces = [_front_piece(group, vocabulary, first=i == 0) for i, group in enumerate(groups[:body])]
    items: dict[str, int] = {}
    for i in range(body, len(groups)):
        following = groups[i + 1] if i + 1 < len(groups) else None
        pieces.append(_piece(groups[i], following, style, vocabulary, items))
    return pieces


def _front_piece(group: Group, vocabulary: Words, first: bool) -> Piece:
    return Piece("heading", group, title=True) if is_title(group, vocabulary, first) else Piece("note", group)


def _piece(group: Group, following: Group | None, style: Style, vocabulary: Words, items: dict[str, int]) -> Piece:
    mark = group.mark
    if mark is None:
        return Piece(_plain_kind(group, following, style, vocabulary), group)
    if mark.style in ("bullet", "dash"):
        return Piece("note" if vocabulary.note.match(text_of(group)[mark.end :][:60]) else "bullet", group)
    kind, split = _marked(group, mark, following, items)
    if kind != "heading":
        items[mark.style] = mark.number
    return Piece(kind, group, split)


def _marked(group: Group, mark: Mark, following: Group | None, items: dict[str, int]) -> tuple[BlockKind, int]:
    text = text_of(group) if sum(line.width for line in group.lines) < 600 else group.lines[0].text
    if len(text) <= mark.end or _states(text, mark, group):
        return "paragraph", 0
    if mark.style == "digits" or not group.closed:
        short = columns(text) <= TITLE_WIDTH and text[-1] not in "：:，、,"
        return ("heading" if short and not _STOP.search(text) else "paragraph"), 0
    stop = END_MARK.search(text, mark.end)
    if (
        stop is None
        or text[stop.start()] != "。"
        or mark.style not in RUN_IN
        or items.get(mark.style) == mark.number - 1
    ):
        return "paragraph", 0
    title = text[: stop.end()]
    if columns(title) > SENTENCE_WIDTH or "：" in title or _AMOUNT.search(title, mark.end):
        return "paragraph", 0
    if stop.end() < len(text) or (len(group.lines) > 1 and len(title) < len(text)):
        return "heading", stop.end()
    own_body = following is not None and (following.mark is None or following.mark.style != mark.style)
    return ("heading" if own_body else "paragraph"), 0


def _states(text: str, mark: Mark, group: Group) -> bool:
    """Whether a numbered line says how much: once where lists are numbered so, twice where headings are."""
    if mark.style in _LISTED:
        return _MEASURED.search(text + "，", mark.end) is not None
    return not group.closed and len(_MEASURED.findall(text[mark.end :] + "，")) > 1


def _plain_kind(group: Group, following: Group | None, style: Style, vocabulary: Words) -> BlockKind:
    text = text_of(group) if len(group.lines) <= 4 else ""
    if _FOOTNOTE.match(group.lines[0].text):
        return "note"
    if _MEASURED.search(text + "，"):
        return "paragraph"
    if not text or group.closed or text[-1] in "：:，、,—" or text[-1].isdigit() or columns(text) > PLAIN_WIDTH:
        return "paragraph"
    if vocabulary.note.match(text) or vocabulary.source.search(text):
        return "note"
    if not _WORD.search(text) and not _COUNT.fullmatch(text):
        return "paragraph"
    if _CAPTION.match(text):
        return "table"
    if vocabulary.address.match(text) or vocabulary.speech.search(text) or _STOP.search(text):
        return "paragraph"
    if (following is None and not style.wrapped) or (following is not None and _is_value(following)):
        return "paragraph"
    if style.wrapped:
        return "heading" if all(line.plain for line in group.lines) else "paragraph"
    alone = group.lines[0].gap > 0 and (following is None or following.lines[0].gap > 0)
    return "heading" if alone or group.lines[0].plain else "paragraph"


def _is_value(group: Group) -> bool:
    """A number with its unit, which belongs to the label before it."""
    line = group.lines[0]
    return line.text[0].isdigit() and line.width <= VALUE_WIDTH and group.mark is None
