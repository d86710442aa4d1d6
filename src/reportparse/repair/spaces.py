"""Spaces inside lines: those beside an ideograph mean nothing, those between columns do."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import DATED, TEN, beside
from reportparse.lexicon.numeral_characters import ONES
from reportparse.lexicon.patterns import any_of
from reportparse.model import Repair

HAN = "\u3400-\u9fff"
MARKS = "，。、；：！？“”‘’（）《》【】…％"
SPACE = re.compile("[ \u3000]+")
WORD = re.compile(r"[0-9A-Za-z%‰+\-－.]")
APART = rf"[{HAN}](?![{HAN}])"
LETTER_SPACED = re.compile(rf"(?<![{HAN}]){APART}(?P<gap>[ \u3000]{{1,4}}){APART}(?:(?P=gap){APART})*")
"""Single ideographs set apart by equal gaps; a wider gap parts columns."""
NO_ITEM = "".join(beside("no_item"))
OPENER = re.compile(rf"[ \t\u3000]*(?:[0-9]{{1,2}}|[{ONES}{TEN}]+|[◉●■◆▪•·○◎★▲])[.、．]?[ \u3000](?![{NO_ITEM}])")
"""A number or bullet that opens a line keeps the space that sets it off."""


_COUNT = f"[{ONES}{TEN}]{{1,3}}"
RUN_IN = re.compile(
    rf"(?:(?m:^)|(?<=[。！？；\s]))(?:{_COUNT}、|[（(]{_COUNT}[）)])[^。；！？\s\d]{{4,45}}"
    rf"(?=[ \u3000]\d{{1,4}}(?:[-—－~～]\d{{1,2}})?[{DATED}])"
)
"""A heading whose text begins with a time in the same line: the space between them is all that parts them."""


def join_names(text: str, _: Lexicon) -> list[Repair]:
    """Join single ideographs that are set apart, as names of two characters and titles are.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in join_names("县长　陈　明；李伟 张强", default())]
    [('陈　明', '陈明')]
    """
    why = "single ideographs set apart"
    return [
        Repair("wide_space_name", "applied", m.start(), m.end(), m[0], re.sub("[ \u3000]", "", m[0]), why)
        for m in LETTER_SPACED.finditer(text)
    ]


@lru_cache(maxsize=4)
def _corner(lexicon: Lexicon) -> re.Pattern[str]:
    """A word that names the rows of a table, set apart by spaces, up to the next stop."""
    return any_of(lexicon.table("table_heads")["corner"]["words"], before=r"(?<!\S)", end="(?= )[^，。；\n]*")


def drop_spaces(text: str, lexicon: Lexicon) -> list[Repair]:
    """Drop single spaces between an ideograph or a full-width mark and its neighbour, outside columns.

    >>> from reportparse.lexicon import default
    >>> [(r.start, r.end) for r in drop_spaces("完成投资 52.3 亿元。", default())]
    [(4, 5), (9, 10)]
    >>> drop_spaces("粮食 吨 5120 5120", default())
    []
    >>> drop_spaces("情况如下。 项目 件数 许可 41 处罚 41", default())[1:]
    []
    """
    why = "a space beside an ideograph or a full-width mark"
    headings = {m.end() for m in RUN_IN.finditer(text)}
    out: list[Repair] = []
    begin = end = 0
    table = (0, 0)
    for m in SPACE.finditer(text):
        idle = _idle(text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1])
        if len(m[0]) > 1 or m.start() in headings or not idle:
            continue
        if m.start() >= end:
            begin, end = _line_around(text, m.start())
            begin = end if is_columns(text[begin:end]) else _body_start(text, begin, end)
            cells = _corner(lexicon).search(text, begin, end)
            table = cells.span() if cells and is_columns(cells[0]) else (end, end)
        if m.start() >= begin and not table[0] <= m.start() < table[1]:
            out.append(Repair("space_in_cjk", "applied", m.start(), m.end(), m[0], "", why, silent=True))
    return out


def _idle(before: str, after: str) -> bool:
    """Whether a space between these two means nothing; between two ideographs it may part words."""
    if not before or not after or before == after:
        return False
    if before in MARKS or after in MARKS:
        return before in MARKS or _is_han(before) or bool(WORD.match(before))
    return bool(_is_han(before) and WORD.match(after)) or bool(WORD.match(before) and _is_han(after))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _line_around(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _body_start(text: str, begin: int, end: int) -> int:
    """Where a line begins behind the number or bullet that opens it."""
    opener = OPENER.match(text, begin, end)
    return opener.end() if opener else begin


def is_columns(line: str) -> bool:
    """Whether the spaces of a line part columns: a wide gap, two numbers side by side, or the same entry twice.

    A line with a stop is prose.

    >>> is_columns("产值 12.5 8.1"), is_columns("升到 61.5%、高于 55%的计划")
    (True, False)
    """
    if any(stop in line for stop in "，。；"):
        return False
    fields = line.split()
    return bool(re.search(r"\S[ \t\u3000]{2,}\S|\t|[0-9%][ \u3000][0-9]", line)) or len(set(fields)) < len(fields)
