"""The top of a document, where it says what it is, whose, and of when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reportparse.lexicon import Lexicon
from reportparse.model import Block, Layout
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.lines import CLAUSE_MARK, END_MARK, LOST_ENDS, read_lines
from reportparse.segment.vocabulary import Words

HEAD = 2500
"""Characters at the top of a text in which title, session and byline stand."""
TOP_LINES = 12
"""Lines in which a report names whose it is."""
_TITLES, _OPENING = 90, 700
_WIDE = str.maketrans(",;:()", "，；：（）")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of a document."""

    text: str
    said: str
    """The text without the furniture of its page."""
    lines: tuple[str, ...]
    """The first lines, without white space."""
    title: str | None
    titles: tuple[str, ...]
    """What may be a title: the title line, the first line, and the first lines joined, as a printer may break one."""
    dated: tuple[str, ...]
    """Lines before the first sentence that name a year and no mark divides, the last one first: a page's menu stands
    over its title."""
    opening: str
    """The first sentences, without white space."""
    starts: frozenset[int]
    """Where the lines of the opening start."""
    last: tuple[str, ...]
    """The last lines, where a signature stands."""
    named: int | None
    """The year in the file name."""


@lru_cache(maxsize=4)
def _as_signs(lexicon: Lexicon) -> Mapping[int, str | int]:
    """Signs are written in simplified characters and with the marks of Chinese print."""
    return _WIDE | {ord(row["traditional"]): row["simplified"] for row in lexicon.table("variants")}


def head_of(cleaned: Cleaned, layout: Layout, source: str | None, vocabulary: Words, lexicon: Lexicon) -> Head:
    """Return the top of a document."""
    named = _FILE_YEAR.search(source.rpartition("/")[2]) if source else None
    text = cleaned.text[:HEAD]
    said = _without_furniture(text, cleaned, layout)
    if said and len(cleaned.text.lstrip().partition("\n")[0]) >= LOST_ENDS:
        said[:1] = _lines_lost(said[0])
    lines = tuple(squeezed for line in said if (squeezed := "".join(line.split())))
    title = _title(layout.blocks)
    top = _down_to_address(lines[:TOP_LINES], vocabulary)
    whole = sum(length <= _TITLES for length in accumulate(map(len, top)))
    titles = [title or "", *top[:1], "".join(top[:whole])]
    plain = _as_signs(lexicon)
    return Head(
        text=text,
        said="\n".join(said),
        lines=lines,
        title=title,
        titles=tuple(dict.fromkeys(title.translate(plain) for title in titles if title)),
        dated=tuple(line.translate(plain) for line in _dated(lines)),
        opening="".join(lines)[:_OPENING].translate(plain),
        starts=frozenset(accumulate((len(line) for line in lines), initial=0)),
        last=tuple("".join(line.split()) for line in cleaned.text[-200:].splitlines()[-4:]),
        named=int(named[1]) if named else None,
    )


def _without_furniture(text: str, cleaned: Cleaned, layout: Layout) -> list[str]:
    furniture = {block.raw_start for block in layout.blocks if block.kind == "furniture"}
    kept = (line for line in read_lines(text) if cleaned.offsets.span(line.start, line.end)[0] not in furniture)
    return [line.text for line in kept]


def _lines_lost(line: str) -> list[str]:
    """In a text that has lost its line ends, a space before the first sentence may have been one.

    >>> _lines_lost("清河县 2031年工作总结 全年增收。 新建学校7所。")
    ['清河县', '2031年工作总结', '全年增收。 新建学校7所。']
    """
    *heads, first = END_MARK.split(line)[0].split() or [line]
    return [*heads, line[line.find(first, sum(map(len, heads))) :]]


def _dated(lines: Sequence[str]) -> list[str]:
    """The lines before the first sentence that may be a title with its year, the last one first."""
    first = next((i for i, line in enumerate(lines) if line.endswith("。") or len(line) > _TITLES), len(lines))
    return [line for line in lines[:first] if _YEAR.search(line) and CLAUSE_MARK.search(line) is None][::-1]


def _title(blocks: Sequence[Block]) -> str | None:
    """The first title line that names a year, or else the first."""
    titles = ["".join(b.text.split()) for b in blocks[:60] if b.kind == "heading" and b.section is None]
    return next((title for title in titles if _YEAR.search(title)), titles[0] if titles else None)


def _down_to_address(lines: Sequence[str], vocabulary: Words) -> Sequence[str]:
    """The lines before the first that addresses the audience or is a sentence: those of a title page."""
    for i, line in enumerate(lines):
        if vocabulary.address.match(line) or line.endswith("。") or len(line) > _TITLES:
            return lines[:i]
    return lines
