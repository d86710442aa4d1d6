"""Lines → paragraphs: which line goes on in the next, and what stands where a line end cut a number.

Three layouts occur, and one text may hold all of them: a line is a paragraph (web dumps), paragraphs stand between
blank lines while links cut them (wikis), and lines are filled to a column (print, PDF). The measure of the last is the
block's own widest line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import DATED
from reportparse.lexicon.unit_words import opens_with_unit
from reportparse.segment.lines import CLAUSE_MARK, END_MARK, Line
from reportparse.segment.markers import NUMBERED, RUN_IN, Mark

OPEN_ENDS = frozenset("，、,《“（(〈「『—")
CLOSING_STARTS = frozenset("，。、；：）》”’」』〉％%,.;)")
_DIGIT_END = re.compile(r"\d$|\d[.．]$")
_GROUP_END, _GROUP = re.compile(r"(?<![\d.．])\d{1,3}(?:,\d{3})*[,，]$"), re.compile(r"\d{3}(?!\d)")
_CENTURY = re.compile(r"(?<!\d)(?:19|20)$")
_YEAR_TAIL = re.compile(r"\d{2}年")
_RUN_IN = re.compile(r"[^，。！？；：\d]{4,20}，[^，。！？；：\d]{4,20}。")
_MEASURED_END = re.compile(r"\d(?:[%％‰]|[^\W\d_]{1,4})$")
"""Ends a line that says how much and needs no mark: 98.6亿元, 5.4%; a filled line hardly ever ends there."""
_OPENS_AMOUNT = re.compile(rf"(?:\d[\d,]*\.\d+|\d{{3,}})(?!\d*[{DATED}])[%％]?[^\s\d]{{0,6}}[，,、；。]")
"""Opens a line that goes on in a sentence: no paragraph and no heading begins with how much."""
RAGGED = 5
"""Columns by which a filled line may fall short: a mark that may not open the next line, an unbroken number."""
PAGE_SHARE = 0.35
"""Share of long lines without an end mark from which on a text counts as filled to a column."""
PRINT_SHARE = 0.1
"""The same where each line is known to be one of a page."""
TITLE_LINES, TITLE_COLUMNS = 4, 44


@dataclass(frozen=True, slots=True)
class Style:
    """How the text as a whole is laid out."""

    wrapped: bool
    """Lines are filled to a column."""
    spaced: bool
    """Blank lines part the paragraphs, so that neighbours without one belong together."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that make one block, with the mark that opens it and the cuts through numbers that were joined."""

    lines: tuple[Line, ...]
    mark: Mark | None
    splits: tuple[tuple[str, int], ...] = ()
    """Kind of each cut through a number, with the index of the line before it."""
    doubt: tuple[str, Line] | None = None
    """The line after the group, if it may hold the rest of the group's last number, and how it would be cut."""

    @property
    def closed(self) -> bool:
        """True if a sentence ends with the group."""
        return self.lines[-1].closed


@dataclass(slots=True)
class _Open:
    """The group that is being joined."""

    lines: list[Line]
    mark: Mark | None
    widest: int
    listed: bool
    """It ends as the label before it does, and so is one item of a list of labels."""
    splits: list[tuple[str, int]] = field(default_factory=list)


def read_style(lines: list[Line], marks: Mapping[int, Mark], printed: bool = False) -> Style:
    """Judge the layout by the ends of the long lines and the gaps after finished ones; print is filled to a column."""
    long = [line for line in lines if line.width >= 24 and not (line.width < 80 and line.start in marks)]
    open_ended = sum(not line.closed and _MEASURED_END.search(line.text) is None for line in long)
    after = [b.gap > 0 for a, b in itertools.pairwise(lines) if a.width >= 80 and a.closed]
    return Style(
        wrapped=len(long) >= 3 and open_ended > (PRINT_SHARE if printed else PAGE_SHARE) * len(long),
        spaced=len(after) >= 5 and sum(after) >= 0.85 * len(after),
    )


def join_lines(lines: list[Line], marks: Mapping[int, Mark], style: Style, lexicon: Lexicon) -> list[Group]:
    """Join the lines of each paragraph.

    ``marks`` holds the mark of each line that opens with one, by its start.
    """
    groups: list[Group] = []
    block: _Open | None = None
    for line in lines:
        mark = marks.get(line.start)
        if block is not None:
            cut = _cut(block, line, style, lexicon)
            if cut or _continues(block, mark, line, style):
                cut = cut or number_cut(block.lines[-1], line, lexicon)
                if cut:
                    block.splits.append((cut, len(block.lines) - 1))
                block.lines.append(line)
                block.widest = max(block.widest, line.width)
                continue
            cut = number_cut(block.lines[-1], line, lexicon) if line.gap == 0 and _says(block.lines[-1]) else None
            groups.append(Group(tuple(block.lines), block.mark, tuple(block.splits), (cut, line) if cut else None))
        block = _Open([line], mark, line.width, bool(groups) and _same_tail(groups[-1].lines[-1], line))
    if block is not None:
        groups.append(Group(tuple(block.lines), block.mark, tuple(block.splits)))
    return groups


def number_cut(a: Line, b: Line, lexicon: Lexicon) -> str | None:
    """Name the cut through a number between two lines.

    >>> from reportparse.lexicon import default
    >>> from reportparse.segment.lines import read_lines
    >>> pairs = [read_lines(t.replace("|", "\\n")) for t in ("突破300|万人次", "增长7.|5%", "约7,|300人", "完成5|以上")]
    >>> [number_cut(a, b, default()) for a, b in pairs]
    ['digit_unit_split', 'digit_point_split', 'digit_digit_split', None]
    """
    if _GROUP.match(b.text) and _GROUP_END.search(a.text):
        return "digit_digit_split"
    if not _DIGIT_END.search(a.text[-2:]):
        return None
    if b.text[0].isdigit():
        if a.text[-1] in ".．":
            return "digit_point_split"
        return "year_split" if _CENTURY.search(a.text) and _YEAR_TAIL.match(b.text) else "digit_digit_split"
    return "digit_unit_split" if a.text[-1].isdigit() and opens_with_unit(b.text, lexicon) else None


def text_of(group: Group) -> str:
    """Return the group's lines as one text."""
    return group.lines[0].text if len(group.lines) == 1 else "".join(line.text for line in group.lines)


def _says(line: Line) -> bool:
    """More than a number: a value alone on its line is whole."""
    return any(c.isalpha() for c in line.text)


def _cut(block: _Open, line: Line, style: Style, lexicon: Lexicon) -> str | None:
    """A cut through a number that may be joined: two values set one over the other look the same as a cut value."""
    last = block.lines[-1]
    if line.gap > 1 or (last.text.isdigit() and len(block.lines) == 1):
        return None
    cut = number_cut(last, line, lexicon)
    if cut != "digit_digit_split":
        return cut
    full = last.width >= max(block.widest, line.width) - RAGGED
    return cut if style.wrapped and full and CLAUSE_MARK.search(last.text) else None


def _continues(block: _Open, mark: Mark | None, line: Line, style: Style) -> bool:
    last = block.lines[-1]
    if mark is not None and mark.style != "item":
        return False
    if line.after_page and not last.closed and not last.plain:
        return True
    if line.gap > 1:
        return False
    if last.text[-1] in OPEN_ENDS or line.text[0] in CLOSING_STARTS:
        return True
    if block.mark is not None and block.mark.style == "bullet" and not last.closed and not last.plain:
        return style.wrapped or _MEASURED_END.search(last.text) is None
    if style.wrapped:
        return _continues_column(block, mark, line)
    if style.spaced and line.gap == 0:
        return True
    return mark is None and _continues_heading(block, line)


def _continues_heading(block: _Open, line: Line) -> bool:
    """A numbered heading goes on in a short line that is no sentence."""
    last = block.lines[-1]
    numbered = block.mark is not None and block.mark.style in NUMBERED
    measured = line.text[-1].isdigit() or _MEASURED_END.search(last.text) is not None
    short = last.width <= 30 and line.width <= 40 and not measured and line.plain
    return numbered and short and line.gap == 0 and not last.closed and not line.closed


def _continues_column(block: _Open, mark: Mark | None, line: Line) -> bool:
    last = block.lines[-1]
    widest = max(block.widest, line.width)
    if last.closed:
        bullet = block.mark is not None and block.mark.style == "bullet"
        same_gap = line.gap == (last.gap if len(block.lines) > 1 else 0)
        goes_on = line.width >= widest - RAGGED or (line.closed and not is_run_in(line.text))
        return last.width >= widest - RAGGED and same_gap and goes_on and not bullet and line.indent <= last.indent
    if _is_title(block):
        apart = mark is not None or block.listed or _same_tail(last, line) or line.indent > last.indent
        numbered = block.mark is not None and block.mark.style == "digits"
        fits = line.width <= (TITLE_COLUMNS if numbered else 1.5 * block.widest)
        rest = line.gap == 0 and mark is None and last.text[-1].isalpha() and _OPENS_AMOUNT.match(line.text) is not None
        return rest or (line.gap == 0 and not apart and fits and not line.closed)
    return not _ends_heading(block, line)


def _ends_heading(block: _Open, line: Line) -> bool:
    """A numbered line without an end mark that does not fill its column, where the next one does, is a heading."""
    last = block.lines[-1]
    if block.mark is None or block.mark.style not in RUN_IN or len(block.lines) > TITLE_LINES:
        return False
    return last.width < line.width - 2 * RAGGED and not any(END_MARK.search(part.text) for part in block.lines)


def is_run_in(text: str) -> bool:
    """True for a sentence that has the form of a run-in heading: two short clauses without a numeral.

    >>> [is_run_in(t) for t in ("扩大有效投资，增强发展后劲。", "全年完成投资30亿元，增长5%。", "投资增长。")]
    [True, False, False]
    """
    return _RUN_IN.fullmatch(text) is not None


def _is_title(block: _Open) -> bool:
    """A title or label so far: short lines that no mark divides; under a bare number commas may."""
    if len(block.lines) >= TITLE_LINES or block.widest > TITLE_COLUMNS:
        return False
    if block.mark is not None and block.mark.style == "digits":
        return True
    if block.mark is not None and block.mark.style not in NUMBERED:
        return False
    start = block.mark.end if block.mark is not None else 0
    return CLAUSE_MARK.search(block.lines[0].text, start) is None and all(line.plain for line in block.lines[1:])


def _same_tail(a: Line, b: Line) -> bool:
    return len(a.text) > 3 and a.text[-2:] == b.text[-2:] and a.plain and b.plain
