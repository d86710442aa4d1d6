"""The marks that open headings and list items: 一、 （一） 1. （1） ① 第一章 第一， 一是 01 ◉ ——."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import ORDER, TEN, ZERO
from reportparse.lexicon.numeral_characters import ONES, SMALL
from reportparse.lexicon.unit_words import opens_with_unit
from reportparse.segment.lines import Line

HUNDRED = SMALL[2]
HAN_DIGITS = {c: i for i, c in enumerate("〇" + ONES)} | {ZERO: 0}
GLYPHS = "·・◉●■▪◆★☆•∙○◎◇□▲△►▶➢➤✓✔※❖\ue000-\uf8ff"
RUN_IN = ("part", "chapter", "paragraph", "han", "han_paren", "arabic")
"""Styles that a heading may have which opens its paragraph."""
NUMBERED = (
    "part",
    "chapter",
    "paragraph",
    "han",
    "han_paren",
    "arabic",
    "arabic_paren",
    "circled",
    "nth",
    "item",
    "digits",
)

_HAN = f"[〇{ZERO}{ONES}{TEN}{HUNDRED}]{{1,4}}"
_MARK = re.compile(
    rf"""
      (?P<bullet>[{GLYPHS}]\s*)
    | (?P<dash>(?:[—－─–]{{2,}}|-{{2,}}|[—－─–](?!\d))\s*)
    | (?P<part>{ORDER}{_HAN}(?:部分|编|篇)[、：:\s]*)
    | (?P<chapter>{ORDER}(?:{_HAN}|\d{{1,2}})章[、：:\s]*)
    | (?P<paragraph>{ORDER}(?:{_HAN}|\d{{1,2}})节[、：:\s]*)
    | (?P<han>{_HAN}\s?[、．.]\s*)(?!{_HAN}[产次类级线季])
    | (?P<han_paren>[（(]\s?{_HAN}\s?[）)][、.．]?\s*)
    | (?P<arabic_paren>[（(]\s?\d{{1,2}}\s?[）)][、.．]?\s*|[⑴-⒇]\s*)
    | (?P<circled>[①-⑳㉑-㉟]\s*)
    | (?P<arabic>\d{{1,3}}\s?(?:[．.](?!\d)|、(?!\d))\s*)
    | (?P<nth>{ORDER}{_HAN}[，、,：:]\s*)
    | (?P<item>(?:{_HAN}|其{_HAN})[是要](?=\S))
    """,
    re.VERBOSE,
)
_COUNT = re.compile(rf"{_HAN}|\d+")


class Mark(NamedTuple):
    """What opens a line: its style, its number (0 for bullets) and where its text begins."""

    style: str
    number: int
    end: int


def han_number(text: str) -> int:
    """Return the ordinal that Chinese numerals below one thousand write.

    >>> han_number("二十三"), han_number("十"), han_number("一〇")
    (23, 10, 10)
    """
    if TEN not in text and HUNDRED not in text:
        return int("".join(str(HAN_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in (TEN, HUNDRED):
            total += (digit or 1) * (10 if c == TEN else 100)
            digit = 0
        else:
            digit = HAN_DIGITS[c]
    return total + digit


def read_mark(text: str) -> Mark | None:
    """Return the mark at the head of ``text``, or None.

    A decimal point, a range of sectors (二、三产业) and a sign are no marks.

    >>> read_mark("（三）扩大内需")
    Mark(style='han_paren', number=3, end=3)
    >>> [read_mark(t) for t in ("5.67万亿元", "二、三产业增加值", "-3.2%", "2024年工作")]
    [None, None, None, None]
    """
    found = _MARK.match(text)
    if found is None:
        return None
    style = str(found.lastgroup)
    if style in ("bullet", "dash"):
        return Mark(style, 0, found.end())
    return Mark(style, _number(found.group()), found.end())


def _number(mark: str) -> int:
    if "①" <= mark[0] <= "⑳":
        return ord(mark[0]) - ord("①") + 1
    if "⑴" <= mark[0] <= "⒇":
        return ord(mark[0]) - ord("⑴") + 1
    if "㉑" <= mark[0] <= "㉟":
        return ord(mark[0]) - ord("㉑") + 21
    count = _COUNT.search(mark)
    assert count is not None
    digits = count.group()
    return int(digits) if digits.isdecimal() else han_number(digits)


_BARE = re.compile(r"(\d{1,2})(?:$|\s*(?=[\u4e00-\u9fff“《]))")


def find_marks(lines: list[Line], lexicon: Lexicon) -> dict[int, Mark]:
    """Return the mark of each line that opens with one, by the line's start.

    Bare numbers (``2``, ``3 推进改革``, ``01综合``) count as marks only as a set: nearly all of 1…n, once each.

    >>> from reportparse.lexicon import default
    >>> from reportparse.segment.lines import read_lines
    >>> marks = find_marks(read_lines("1 兴农\\n2\\n兴工\\n3兴商\\n二、总体要求\\n5个县"), default())
    >>> [(mark.style, mark.number) for mark in marks.values()]
    [('han', 2), ('digits', 1), ('digits', 2), ('digits', 3)]
    """
    marks = {line.start: mark for line in lines if (mark := read_mark(line.text)) is not None}
    return marks | _bare_numbers(lines, lexicon)


def _bare_numbers(lines: list[Line], lexicon: Lexicon) -> dict[int, Mark]:
    """A number may open several lines; the one after a finished sentence is the heading."""
    chosen: dict[int, tuple[bool, int, Mark]] = {}
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        mark = _bare_number(line, following, lexicon) if line.text[0].isdigit() else None
        if mark is not None:
            rank = i == 0 or lines[i - 1].closed
            if mark.number not in chosen or (rank and not chosen[mark.number][0]):
                chosen[mark.number] = (rank, line.start, mark)
    complete = len(chosen) >= 3 and max(chosen) <= len(chosen) * 1.25
    return {start: mark for _, start, mark in chosen.values()} if complete else {}


def _bare_number(line: Line, following: Line | None, lexicon: Lexicon) -> Mark | None:
    found = _BARE.match(line.text) if line.width <= 48 else None
    if found is None or line.closed or int(found.group(1)) == 0:
        return None
    rest = line.text[found.end() :]
    alone = not rest and following is not None and following.gap == 0 and not following.text[0].isdigit()
    return Mark("digits", int(found.group(1)), found.end()) if alone or (rest and not _counts(rest, lexicon)) else None


def _counts(rest: str, lexicon: Lexicon) -> bool:
    return rest[0] in lexicon.table("layout")["counted"] or opens_with_unit(rest, lexicon)
