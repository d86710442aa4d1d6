"""Numbers that spaces, separators or a misread letter broke."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import beside
from reportparse.lexicon.numeral_characters import ONES, ZEROS
from reportparse.lexicon.patterns import either
from reportparse.lexicon.unit_words import behind_number
from reportparse.model import Repair

SPACED = re.compile(r"(?<![0-9.．])(?<![0-9][ ,，])[0-9](?: [0-9])*(?: ?[.．] ?[0-9](?: [0-9])*)?(?! ?[0-9.．])")
APART = re.compile(" [0-9.．]")
THOUSANDS = re.compile(r"(?<=[\u4e00-\u9fff])[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?(?! ?[0-9.．])")
NARROW, WIDE = re.compile(",[0-9]{3}"), re.compile("，[0-9]{3}")
LEAST, HABIT = 3, 3
"""Digits of a number set apart, and such numbers before a unit from which shorter ones are believed, too."""
GROUPED = re.compile(r"(?<![0-9.,/])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])")
GROUPED_WIDE = re.compile(r"(?<![0-9./．／])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
COMMA_BETWEEN = re.compile(r"[0-9]+[/／][0-9]+，[0-9]+|(?<![0-9.])[0-9]{1,3}，[0-9]{4,}")
CIRCLE = re.compile(rf"[{ONES}{ZEROS}]*(?:[{ONES}]○|○[{ONES}])[{ONES}{ZEROS}]*")
LETTERS = re.compile("[OolI|]")
LETTER_O = re.compile(r"(?<![A-Za-z0-9.])(?:[0-9][0-9.]*[Oo]|[Oo][0-9.]*[0-9])[0-9Oo.]*(?![A-Za-z])")
LETTER_L = re.compile(r"(?<![A-Za-z0-9.|])(?:[0-9]+[lI|](?:[0-9]+|(?![0-9A-Za-z|]))|[lI][0-9]+)(?![A-Za-z|])")
DASH = re.compile(r"[-－−–—~～](?=[0-9])")
BEFORE_MINUS = "".join(beside("before_minus"))
DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-|-[0-9]{1,2}-|[0-9]-[0-9]{5,}")


class Words(NamedTuple):
    """What the lexicon says of numbers, compiled."""

    unit: re.Pattern[str]
    listed: tuple[str, ...]
    codes: frozenset[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Words:
    table = lexicon.table("damage")["numbers"]
    unit = re.compile(f"[ \u3000]?(?:{either(behind_number(lexicon))})")
    return Words(unit, tuple(table["lists"]), frozenset(table["codes"]))


def join_spaced(text: str, lexicon: Lexicon) -> list[Repair]:
    """Join digits that are set apart one by one, if a unit or 年 follows.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after, r.action) for r in join_spaced("产量2 8 5 0 吨，分别为 3 5 7，产值6 300亿元", default())]
    [('2 8 5 0', '2850', 'applied'), ('3 5 7', '357', 'flagged'), ('6 300', '6300', 'flagged')]
    """
    words = _words(lexicon)
    return sorted(_join_digits(text, words) + _join_thousands(text, words), key=lambda r: r.start)


def _join_thousands(text: str, words: Words) -> list[Repair]:
    """Join groups of three digits that spaces set apart after a word, if a unit follows and the text does so often."""
    found = [m for m in THOUSANDS.finditer(text) if _is_one_number(text, m, words)] if APART.search(text) else []
    if len(found) >= HABIT:
        why = "groups of three digits set apart before a unit, as elsewhere in this text"
        return [_row("digits_spaced", "applied", m, m[0].replace(" ", ""), why) for m in found]
    why = "thousands set apart by a space, or two numbers"
    return [_row("digits_spaced_trap", "flagged", m, m[0].replace(" ", ""), why) for m in found]


def _join_digits(text: str, words: Words) -> list[Repair]:
    """Join digits that are set apart one by one."""
    found = [m for m in SPACED.finditer(text) if " " in m[0]] if APART.search(text) else []
    sure = [_is_one_number(text, m, words) for m in found]
    long = [len(re.findall("[0-9]", m[0])) >= LEAST for m in found]
    habit = sum(s and n for s, n in zip(sure, long, strict=True)) >= HABIT
    out: list[Repair] = []
    for m, one, enough in zip(found, sure, long, strict=True):
        after = m[0].replace(" ", "").replace("．", ".")
        if one and (enough or habit):
            out.append(_row("digits_spaced", "applied", m, after, "single digits set apart before a unit"))
        elif enough:
            why = "no unit follows, or a list is announced: these may be several numbers"
            out.append(_row("digits_spaced_trap", "flagged", m, after, why))
    return out


def _is_one_number(text: str, m: re.Match[str], words: Words) -> bool:
    """Whether a unit follows and no list is announced; no number of digits opens with 0, as a row of counts may."""
    before = text[max(0, m.start() - 6) : m.start()].rstrip()
    rows = m[0].startswith("0 ") or (before.endswith(words.listed))
    return not rows and bool(words.unit.match(text, m.end()))


def mend_letters(text: str, lexicon: Lexicon) -> list[Repair]:
    """Turn a letter O inside a number into 0 before a unit; flag O elsewhere, and l for 1, whose value would change.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after, r.action) for r in mend_letters("3OO亿元，G2O，支出18l万元", default())]
    [('3OO', '300', 'applied'), ('18l', '181', 'flagged')]
    """
    words = _words(lexicon)
    out: list[Repair] = []
    if not any(_beside_digit(text, m.start()) for m in LETTERS.finditer(text)):
        return out
    for m in LETTER_O.finditer(text):
        after = m[0].replace("O", "0").replace("o", "0")
        if m[0] in words.codes or after.count(".") > 1:
            continue
        if words.unit.match(text, m.end()) and len(m[0]) > 2:
            out.append(_row("ocr_O_zero", "applied", m, after, "a letter O inside a number that a unit follows"))
        else:
            out.append(_row("ocr_O_zero", "flagged", m, after, "a letter O beside digits; it may be a code"))
    for m in LETTER_L.finditer(text):
        if words.unit.match(text, m.end()):
            after = re.sub(r"[lI|]", "1", m[0])
            out.append(_row("ocr_l_one", "flagged", m, after, "a letter where a 1 would change the value"))
    return sorted(out, key=lambda r: r.start)


def _beside_digit(text: str, i: int) -> bool:
    return text[i - 1 : i].isdigit() or text[i + 1 : i + 2].isdigit()


def note_numerals(text: str, _: Lexicon) -> list[Repair]:
    """Note how separators, ○ and dashes are read; the text keeps them.

    >>> from reportparse.lexicon import default
    >>> [(r.kind, r.before, r.after) for r in note_numerals("4，500多吨，一九七○年，占1/8，2750人", default())]
    [('thousands_fullwidth', '4，500', '4500'), ('ocr_circle_zero', '一九七○', '一九七〇'), \
('thousands_fullwidth_trap', '1/8，2750', '1/8，2750')]
    """
    out: list[Repair] = []
    why = "a separator of thousands"
    if NARROW.search(text):
        out += [_note("thousands_halfwidth", m, m[0].replace(",", ""), why) for m in GROUPED.finditer(text)]
    if WIDE.search(text):
        wide = GROUPED_WIDE.finditer(text)
        out += [_note("thousands_fullwidth", m, m[0].replace("，", ""), why) for m in wide]
        why = "a comma between two numbers"
        out += [_row("thousands_fullwidth_trap", "flagged", m, m[0], why) for m in COMMA_BETWEEN.finditer(text)]
    if "○" in text:
        why = "a circle among Chinese digits is a zero"
        out += [_note("ocr_circle_zero", m, m[0].replace("○", "〇"), why) for m in CIRCLE.finditer(text)]
    for m in DASH.finditer(text):
        before = text[m.start() - 1 : m.start()]
        if before and before in "0123456789%" and not DATE.search(text, max(0, m.start() - 5), m.end() + 6):
            out.append(_note("dash_kinds", m, m[0], "a range between two numbers"))
        elif before and before in BEFORE_MINUS and m[0] not in "—~～":
            out.append(_note("dash_kinds", m, m[0], "a minus before a number"))
    return sorted(out, key=lambda r: r.start)


def _row(kind: str, action: str, m: re.Match[str], after: str, why: str) -> Repair:
    return Repair(kind, "applied" if action == "applied" else "flagged", m.start(), m.end(), m[0], after, why)


def _note(kind: str, m: re.Match[str], after: str, why: str) -> Repair:
    """A row about a reading: the text stays, and no reading changes."""
    return Repair(kind, "flagged", m.start(), m.end(), m[0], after, why, silent=True)
