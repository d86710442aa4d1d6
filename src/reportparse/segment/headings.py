"""Which groups of lines are headings, items, notes or prose, and where a run-in heading ends.

A numbered line without an end mark is a heading; ``（一）扩大内需。…`` opens with one. A sentence of the body never is:
a numbered sentence counts only where prose of its own follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.model import BlockKind
from reportparse.segment.lines import columns
from reportparse.segment.markers import NUMBERED, Mark
from reportparse.segment.wrap import Group, Style

TITLE_WIDTH, SENTENCE_WIDTH, PLAIN_WIDTH = 130, 120, 90
RUN_IN = ("part", "chapter", "paragraph", "han", "han_paren", "arabic")
_CAPTION = re.compile(r"[表图]\s?\d+")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|［\d{1,3}］")
_TRAIL = re.compile(r"[>|＞｜》]")
"""What navigation puts between the levels of a site."""
TITLE_LENGTH = 50
_WORD = re.compile("[一-鿿]{2}")
_COUNT = re.compile("[一二三四五六七八九十]{1,3}")
_END = re.compile("[。！？；]")
_STOP = re.compile("[。！？；;]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A group with its kind; ``split`` is the length of a run-in heading in the group's joined text, or 0."""

    kind: BlockKind
    group: Group
    split: int = 0
    title: bool = False
    """It is the title of the document, which heads no section."""


@dataclass(frozen=True)
class Words:
    """The compiled vocabulary of headings and notes."""

    title: re.Pattern[str]
    address: re.Pattern[str]
    speech: re.Pattern[str]
    note: re.Pattern[str]
    source: re.Pattern[str]


@lru_cache(maxsize=4)
def words(lexicon: Lexicon) -> Words:
    """Compile the lexicon's words of headings."""
    table, furniture = lexicon.table("headings"), lexicon.table("furniture")
    titles, addresses = (_any(table[key]) for key in ("titles", "addresses"))
    return Words(
        title=re.compile(rf"(?:{titles})(?:[（(].{{2,12}}[）)])?$"),
        address=re.compile(rf"(?:{addresses})"),
        speech=re.compile(_any(table["speech"])),
        note=re.compile(
            rf"(?:{_any(table['bylines'])})|(?:{_any(furniture['note_heads'])})\s?[：:]|[（(].*[）)]$|.*\d{{4}}年.*会议.*上"
        ),
        source=re.compile(_any(table["sources"])),
    )


def _any(terms: list[str]) -> str:
    return "|".join(re.escape(term) for term in terms)


def text_of(group: Group) -> str:
    """Return the group's lines as one text."""
    return group.lines[0].text if len(group.lines) == 1 else "".join(line.text for line in group.lines)


def classify(groups: list[Group], style: Style, lexicon: Lexicon) -> list[Piece]:
    """Give each group its kind."""
    vocabulary = words(lexicon)
    body = _body_start(groups, vocabulary)
    pieces = [_head_piece(group, vocabulary) for group in groups[:body]]
    items: dict[str, int] = {}
    for i in range(body, len(groups)):
        following = groups[i + 1] if i + 1 < len(groups) else None
        pieces.append(_piece(groups[i], following, style, vocabulary, items))
    return pieces


def _body_start(groups: list[Group], vocabulary: Words) -> int:
    """The first group that speaks: an address, or a finished line of some length, or a numbered one."""
    finished = next((i for i, group in enumerate(groups[:60]) if group.closed), 0)
    for i, group in enumerate(groups[:60]):
        first = group.lines[0]
        if vocabulary.address.match(first.text) or (group.mark and group.mark.style in NUMBERED):
            return i
        if group.closed and first.width >= 60 and not vocabulary.note.match(first.text):
            return i
    return finished


def _head_piece(group: Group, vocabulary: Words) -> Piece:
    text = text_of(group)
    plain = group.mark is None and len(text) <= TITLE_LENGTH and not _TRAIL.search(text)
    if plain and vocabulary.title.search(text.replace(" ", "")) and not vocabulary.note.match(text):
        return Piece("heading", group, title=True)
    return Piece("note", group)


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
    if len(text) <= mark.end:
        return "paragraph", 0
    if mark.style == "digits" or not group.closed:
        short = columns(text) <= TITLE_WIDTH and text[-1] not in "：:，、,"
        return ("heading" if short and not _STOP.search(text) else "paragraph"), 0
    stop = _END.search(text, mark.end)
    if (
        stop is None
        or text[stop.start()] != "。"
        or mark.style not in RUN_IN
        or items.get(mark.style) == mark.number - 1
    ):
        return "paragraph", 0
    title = text[: stop.end()]
    if columns(title) > SENTENCE_WIDTH or "：" in title:
        return "paragraph", 0
    if stop.end() < len(text) or (len(group.lines) > 1 and len(title) < len(text)):
        return "heading", stop.end()
    own_body = following is not None and (following.mark is None or following.mark.style != mark.style)
    return ("heading" if own_body else "paragraph"), 0


def _plain_kind(group: Group, following: Group | None, style: Style, vocabulary: Words) -> BlockKind:
    text = text_of(group) if len(group.lines) <= 4 else ""
    if _FOOTNOTE.match(group.lines[0].text):
        return "note"
    if not text or group.closed or text[-1] in "：:，、,—" or columns(text) > PLAIN_WIDTH:
        return "paragraph"
    if vocabulary.note.match(text) or vocabulary.source.search(text):
        return "note"
    if not _WORD.search(text) and not _COUNT.fullmatch(text):
        return "paragraph"
    if _CAPTION.match(text):
        return "table"
    if (
        vocabulary.address.match(text)
        or vocabulary.speech.search(text)
        or _STOP.search(text)
        or (following is None and not style.wrapped)
    ):
        return "paragraph"
    if style.wrapped:
        return "heading" if all(line.plain for line in group.lines) else "paragraph"
    alone = group.lines[0].gap > 0 and (following is None or following.lines[0].gap > 0)
    return "heading" if alone or group.lines[0].plain else "paragraph"
