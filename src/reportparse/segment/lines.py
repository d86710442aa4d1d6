"""The lines of a text with what their layout says: gaps, indents, widths, and whether a sentence ends with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

SENTENCE_ENDS = frozenset("。！？!?；;")
CLOSERS = "”’\"'）)》】」』〉"
END_MARK = re.compile("[。！？；]")
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


def read_lines(text: str) -> list[Line]:
    """Split ``text`` into its lines; blank ones are counted in the next line's ``gap``.

    >>> [(line.text, line.gap, line.indent) for line in read_lines("甲\\n\\n  乙 \\n")]
    [('甲', 0, 0), ('乙', 1, 2)]
    """
    lines: list[Line] = []
    at = gap = 0
    for raw in text.splitlines(keepends=True):
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
