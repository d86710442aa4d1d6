"""Marks: dots that are an ellipsis, commas of the wrong width, and signs that stand twice without proof."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.unit_words import behind_number
from reportparse.model import Repair

DOTS = re.compile(r"(?<!。)。{3,6}(?!。)|(?<!·)·{3,6}(?!·)|(?<=[\u4e00-\u9fff])(?:\.{6}|\.{3})(?![.0-9])")
NARROW_COMMA = re.compile(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff“《（])")
HABIT = 20
"""Narrow commas from which they are the document's habit, told once."""
NUMBER_TWICE = re.compile(r"([0-9]{2,6})\1(?![0-9.])")
NUMBER = re.compile("[0-9.]")
YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
TWICE = ("%%", "““", "””", "））", "（（", "《《", "》》", "，，", "..")
SIGN_TWICE = re.compile(
    "|".join(f"(?<!{sign}){sign}{sign}(?!{sign})" for sign in "%“”（）《》，") + r"|(?<=[0-9])\.\.(?=[0-9])"
)


def mend_ellipses(text: str, _: Lexicon) -> list[Repair]:
    """Three to six full stops, or middle dots, are an ellipsis.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in mend_ellipses("水稻、玉米等等。。。", default())]
    [('。。。', '……')]
    """
    if not any(dots in text for dots in ("。。。", "···", "...")):
        return []
    why = "three or more dots in a row"
    return [Repair("ellipsis", "applied", m.start(), m.end(), m[0], "……", why) for m in DOTS.finditer(text)]


def note_commas(text: str, _: Lexicon) -> list[Repair]:
    """Note half-width commas between ideographs: they are read as ， and stay; a habit is told once.

    >>> from reportparse.lexicon import default
    >>> [(r.kind, r.after) for r in note_commas("抓春耕,保丰收", default())]
    [('halfwidth_comma_cjk', '，')]
    """
    found = list(NARROW_COMMA.finditer(text)) if "," in text else []
    why = "between ideographs a comma of either width is the same"
    if len(found) > HABIT:
        found, why = found[:1], f"{why}; this document has {len(found)} of them"
    return [Repair("halfwidth_comma_cjk", "flagged", m.start(), m.end(), ",", "，", why, silent=True) for m in found]


def flag_doubles(text: str, lexicon: Lexicon) -> list[Repair]:
    """Point out numbers, units, words and signs that stand twice where nothing proves double printing.

    >>> from reportparse.lexicon import default
    >>> [(r.kind, r.before, r.after) for r in flag_doubles("投入3636万万元，下降3%%", default())]
    [('doubled_number', '3636', '36'), ('doubled_unit', '万万', '万'), ('doubled_sign', '%%', '%')]
    """
    out = [
        _doubt("doubled_number", m, "two equal halves, but nothing beside it is doubled")
        for m in NUMBER_TWICE.finditer(text)
        if not YEAR.match(m[0]) and not NUMBER.match(text[m.start() - 1 : m.start()])
    ]
    units, verbs, known = _twice(lexicon)
    behind = (m for m in units.finditer(text) if text[m.start() - 1 : m.start()].isdigit())
    out += [_doubt("doubled_unit", m, "a unit said twice behind a number") for m in behind]
    words = (m for m in verbs.finditer(text) if m[0][:2] in known)
    out += [_doubt("doubled_word", m, "a verb may be said twice") for m in words]
    if any(sign in text for sign in TWICE):
        out += [_doubt("doubled_sign", m, "a sign said twice alone") for m in SIGN_TWICE.finditer(text)]
    return sorted(out, key=lambda r: r.start)


def _doubt(kind: str, m: re.Match[str], why: str) -> Repair:
    return Repair(kind, "flagged", m.start(), m.end(), m[0], m[0][: len(m[0]) // 2], why)


@lru_cache(maxsize=4)
def _twice(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    natural = lexicon.table("damage")["numbers"]["said_twice"]
    units = "".join(word for word in behind_number(lexicon) if len(word) == 1 and word > "~" and word not in natural)
    known = frozenset(lexicon.table("reduplication")["word_pairs"].split())
    first = "".join({word[0] for word in known})
    return re.compile(rf"([{units}])\1"), re.compile(rf"([{first}])(.)\1\2"), known
