"""The lines of a text with what their layout says: gaps, indents, widths, and whether a sentence ends with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.lexicon.number_words import ORDER, TEN
from reportparse.lexicon.numeral_characters import ONES
from reportparse.repair.spaces import RUN_IN

SENTENCE_ENDS = frozenset("。！？!?；;")
CLOSERS = "”’\"'）)》】」』〉"
END_MARK = re.compile("[。！？；]")
LOST_ENDS = 600
"""Characters from which on a line is no paragraph, if numbers that open headings stand in it."""
_HAN = f"[{ONES}{TEN}]{{1,3}}"
_NUMBER = rf"(?:{_HAN}、|[（(]\s?{_HAN}\s?[）)]|{ORDER}{_HAN}[章节])"
_OPENS = re.compile(
    rf"(?<=[。！？；\s])(?={_NUMBER}\s?(?:[^\W\d]{{2}}|[12]\d{{3}}\s?年))"
    rf"|(?<=[。！？；\s]){_HAN}、[^，。；！？（(]{{2,30}}(?=[（(]\s?[{ONES}]\s?[）)])"
    rf"|(?<=[。！？；\s]){_NUMBER}[^。；！？\s]{{2,45}}(?=\s)"
)
"""Ends where a heading begins, 一、 or （一） after a sentence, or where one ends, at a space or before （一）."""
CLAUSE_MARK = re.compile("[，。；：！？、,;:]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the white space at its ends."""

    text: str
    start: int
    end: int
    """Span in the cleaned text."""
    gap: int
    """Blank lines before it."""
    indent: int
    """Columns of white space before it."""
    width: int
    """Columns of the text: two for an ideograph, one for an ASCII character."""
    after_page: bool = False
    """A page number or running header stood before it."""

    @property
    def closed(self) -> bool:
        """True if a sentence ends with the line, closing quotes and brackets aside.

        >>> [line.closed for line in read_lines("完成投资。\\n完成“两项任务。”\\n完成投资，")]
        [True, True, False]
        """
        text = self.text.rstrip(CLOSERS)
        return text[-1:] in SENTENCE_ENDS

    @property
    def plain(self) -> bool:
        """True if no mark divides the line, as in a label or a short heading."""
        return CLAUSE_MARK.search(self.text) is None


def columns(text: str) -> int:
    """Return the width of ``text`` in print: the mean of its characters and UTF-8 bytes counts ideographs double.

    >>> columns("增长5.2%")
    8
    """
    return (len(text) + len(text.encode("utf8", "surrogatepass"))) // 2


def _pieces(text: str) -> Iterator[str]:
    """The lines with their ends, headings that a time follows apart from their text.

    One that is far too long to be a paragraph is a text whose line ends were lost.

    >>> list(_pieces("稻。" * 300 + "一、2031年总结（一）农业生产。产稻十吨"))[1:]
    ['一、2031年总结', '（一）农业生产。产稻十吨']
    """
    for line in text.splitlines(keepends=True):
        if len(line) < LOST_ENDS:
            heading = RUN_IN.search(line)
            yield from (line[: heading.end()], line[heading.end() :]) if heading else (line,)
            continue
        at = 0
        for opens in _OPENS.finditer(line):
            if line[at : opens.end()].strip():
                yield line[at : opens.end()]
                at = opens.end()
        yield line[at:]


def read_lines(text: str) -> list[Line]:
    """Split ``text`` into its lines; blank ones are counted in the next line's ``gap``.

    >>> [(line.text, line.gap, line.indent) for line in read_lines("甲\\n\\n  乙 \\n")]
    [('甲', 0, 0), ('乙', 1, 2)]
    """
    lines: list[Line] = []
    at = gap = 0
    for raw in _pieces(text):
        kept = raw.strip()
        if kept:
            lead = len(raw) - len(raw.lstrip())
            start = at + lead
            lines.append(Line(kept, start, start + len(kept), gap, columns(raw[:lead]), columns(kept)))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return lines
