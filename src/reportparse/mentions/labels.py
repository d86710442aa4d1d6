"""Numerals that number or name things: 一、, （二）, PM2.5, C919, “1310”, 2×66万千瓦, 亿元以上项目."""

from __future__ import annotations

import re

from reportparse.lexicon.number_words import IDEOGRAPH, ORDER, OVER, TEN, beside
from reportparse.lexicon.numeral_characters import ONES, SMALL
from reportparse.lexicon.patterns import either
from reportparse.mentions.token import Token, label
from reportparse.mentions.units import lookup
from reportparse.mentions.vocabulary import Vocabulary

FEW = rf"(?:[0-9]{{1,3}}|[{ONES}{SMALL}]{{1,5}})"
MARKER = re.compile(
    rf"[（(]{FEW}[）)]|[\[［【]{FEW}[\]］】]|{ORDER}{FEW}[章节编篇条](?!{either(beside('chapter_in_word'))})|{FEW}(?:[、）)](?!{FEW}产业)|[.．](?![0-9])|\.(?=(?:19|20)[0-9]{{2}}年))|0[0-9](?=[{IDEOGRAPH}])"
)
INLINE = re.compile(rf"[0-9]{{1,2}}[、.．](?=[{IDEOGRAPH}])")
"""The number of an item within a block."""
FIGURES = "图表"
FIGURE = re.compile(rf"[0-9]{{1,3}}(?=[^0-9.%％{IDEOGRAPH}]|$)")
DECIMALS = re.compile(r"[.．]\d+")
ENDED = frozenset("。；;：:！!？? \u3000\n")
NOTE = re.compile(rf"[\[［〔【]{FEW}[\]］〕】]|[（(]{FEW}[）)]")
CAPTION = re.compile(rf"[{FIGURES}] ?[0-9]{{1,3}}(?:[-—－][0-9]{{1,2}}(?![0-9年]))?")
ADDRESS = re.compile(r"(?:[A-Za-z]{2,6}://|www\.)[!-~]*\Z")
ADDRESS_REACH = 160
ADDRESS_MARKS = frozenset("/_=?&%#~")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
LISTED = "。；;！!？?：:，,、 \u3000\n”"
NTH = ORDER + beside("nth")[0]
LISTED_OR_NTH = LISTED + NTH
LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.\-—]{0,12}\Z")
CODE = re.compile(r"[0-9A-Za-z.\-/]*[0-9A-Za-z]")
TIMES = re.compile(r"[0-9.]{1,12}(?:万|亿)?[ ]?[×xX*＊][ ]?[0-9.]+")
PLUS = re.compile(r"[0-9NnＮ]{1,6}(?:[ ]?[+＋][ ]?[0-9NnXx]{1,6})+")
DOCUMENT = re.compile(r"[〔\[［（(][12][0-9]{3}[〕\]］）)]" f"{ORDER}?[0-9]+号")
TELEPHONE = re.compile(r"[0-9]{3,4}[-—－][0-9]{7,8}(?![0-9])")
REST = re.compile("[!-~]*")
LATIN_END = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-—")
BRACKETS = frozenset("〔[［（(")
OVERS = tuple(OVER)
TENS_TOO = ONES + TEN
QUOTE_REACH = 16
QUOTES = (("“", "”", QUOTE_REACH), ("“", "’", 8), ("《", "》", 40), ("「", "」", QUOTE_REACH))
"""Marks of quotation and how far apart they may be; a short one may close with the wrong mark."""


def read_marker(text: str, start: int, floor: int) -> Token | None:
    """List and section numbers, at the start of a block or of a clause, and note marks."""
    if start <= 2 and text[0] in FIGURES and (m := CAPTION.match(text)) and m.end() > start:
        return label(start, m.end(), "marker", "number of a caption")
    if start and (m := _inline(text, start)):
        return label(start, m.end(), "marker", "list number")
    if text[start] in CIRCLED:
        return label(start, start + 1, "marker", "circled number")
    for begin in (start, start - 1):
        if begin < floor or (begin < start and text[begin] not in "（([［〔【第"):
            continue
        if begin == 0 or (begin < 8 and not text[:begin].strip()):
            if m := MARKER.match(text, begin):
                return label(begin, m.end(), "marker", "list number")
        elif begin < start and text[begin] in "[［【〔（(" and (m := NOTE.match(text, begin)):
            return label(begin, m.end(), "marker", "note mark" if text[begin] not in "（(" else "list number")
    if text[start] > "9" and (start == 0 or text[start - 1] in LISTED_OR_NTH):
        return _item(text, start, floor)
    return None


def _inline(text: str, start: int) -> re.Match[str] | None:
    """2、 after the end of a sentence or a gap, and the number of a figure that a bracket or a mark sets apart."""
    before = text[start - 1]
    if before in FIGURES and (start == 1 or text[start - 2] in LISTED + "见附" or text[start - 2] in BRACKETS):
        return FIGURE.match(text, start)
    return INLINE.match(text, start) if before in ENDED else None


def _item(text: str, start: int, floor: int) -> Token | None:
    """一是 and 二要 list what follows, where they begin a clause."""
    end = start
    while end < len(text) and text[end] in TENS_TOO and end - start < 3:
        end += 1
    if end == start or end >= len(text) or text[end] not in "是要、":
        return None
    if text[end] == "、" and (start == 0 or text[start - 1] not in "。；：;:"):
        return None
    begin = start - 1 if start and text[start - 1] in NTH else start
    if begin < floor or (begin and text[begin - 1] not in LISTED):
        return None
    return label(begin, end + 1, "marker", "item of a list")


def read_identifier(v: Vocabulary, text: str, start: int, floor: int, run_end: int) -> Token | None:
    """Designations: digits joined to Latin letters, a document, line or telephone number, a version.

    The digits end at ``run_end``. What carries a unit is an amount: 电话300万部 is no telephone number.
    """
    before = text[start - 1] if start > floor else ""
    if before in ADDRESS_MARKS and ADDRESS.search(text[max(0, start - ADDRESS_REACH) : start]):
        rest = REST.findall(text, start, start + ADDRESS_REACH)[0]
        return label(start, start + len(rest), "identifier", "web address")
    if before in LATIN_END and (m := LATIN_BEFORE.search(text, max(floor, start - 12), start)):
        code = CODE.match(text, start)
        end = code.end() if code else start + 1
        name = v.names.identifier_after.match(text, end)
        return label(m.start(), name.end() if name else end, "identifier", "joined to letters")
    for pattern, reason in _shapes(v, text[run_end : run_end + 1]):
        if m := pattern.match(text, start):
            return label(start, m.end(), "name" if pattern is PLUS else "identifier", reason)
    if before in BRACKETS and (m := DOCUMENT.match(text, start - 1)):
        return label(start - 1, m.end(), "identifier", "document number")
    if (
        before in v.names.identifier_last
        and not _amount(v, text, run_end)
        and v.names.identifier_before.search(text, max(floor, start - 10), start)
    ):
        code = CODE.match(text, start)
        return label(start, code.end() if code else start + 1, "identifier", "follows 电话, 编号 or the like")
    return None


def _shapes(v: Vocabulary, after: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is worth a try for the character after the digits."""
    if not after:
        return ()
    if after in "+＋ ":
        return ((PLUS, "sum in a slogan"),)
    if after in ".版":
        return ((v.names.series.version, "version"),)
    if after in "号—-－、":
        return ((v.names.series.numbered, "number of a thing"), (TELEPHONE, "telephone number"))
    return ()


def _amount(v: Vocabulary, text: str, end: int) -> bool:
    decimals = DECIMALS.match(text, end)
    end = decimals.end() if decimals else end
    after = text[end : end + 1]
    return after in v.big or after in v.small or after in OVERS or lookup(v, text, end) is not None


def letters_after(text: str, end: int) -> int | None:
    """The end of Latin letters that follow digits and are no unit: 5G, 4A级, 3D."""
    m = re.compile(r"[A-Za-z]+(?:级)?(?:[+-](?![0-9]))?").match(text, end)
    return m.end() if m else None


def quoted(text: str, start: int, end: int) -> bool:
    """Whether a short quotation or a title holds the span: a fixed name, not the report's own words."""
    for opening, closing, reach in QUOTES:
        left = text.rfind(opening, max(0, start - reach), start)
        if left < 0 or text.rfind(closing, left, start) >= 0:
            continue
        right = text.find(closing, end, left + reach + 2)
        if right >= 0 and not any(c in text[left:right] for c in "。；，"):
            return True
    return False
