"""Text that is gone: what stands in its place is pointed out, never guessed; bullets of symbol fonts get one form."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import any_of
from reportparse.lexicon.unit_words import scaled_units
from reportparse.model import Repair

BULLET = re.compile(r"(?m)^[ \t\u3000]*([\uf020-\uf0ff])")
REASONS = {
    "cid": "the font named no characters, only glyph numbers",
    "replacement_char": "the decoder could not read this",
    "kun_jin_kao": "what a decoder writes over bytes that it cannot read",
    "private_use_text": "a character that only the document's own font knew",
}
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
SPACED = re.compile(r"[0-9] [\u4e00-\u9fff]")
SPACES_MEANT = 3
"""Numbers followed by a space from which spaces are the document's habit."""
TRADITIONAL_PART = 0.02


def mark_bullets(text: str, lexicon: Lexicon) -> list[Repair]:
    """Give bullets of symbol fonts, at the start of a line, one form.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in mark_bullets("\\uf06c扩大就业", default())]
    [('\\uf06c', '◉')]
    """
    after = lexicon.table("damage")["bullet"]["character"]
    why = "a bullet of a symbol font"
    return [
        Repair("private_use_bullet", "applied", m.start(1), m.end(1), m[1], after, why) for m in BULLET.finditer(text)
    ]


def flag_lost(text: str, lexicon: Lexicon) -> list[Repair]:
    """Point out text that cannot be got back.

    >>> from reportparse.lexicon import default
    >>> [(r.kind, r.before) for r in flag_lost("增长(cid:12)(cid:7)，政\\ufffd", default())]
    [('cid', '(cid:12)(cid:7)'), ('replacement_char', '\\ufffd')]
    """
    out = _flag_traditional(text, lexicon)
    if "(cid:" in text or UNREADABLE.search(text) or any(word in text for word in _words(lexicon)):
        out += [
            Repair(m.lastgroup or "", "flagged", m.start(), m.end(), m[0], m[0], REASONS[m.lastgroup or ""])
            for m in _lost(lexicon).finditer(text)
        ]
    return sorted(out, key=lambda r: r.start)


def _words(lexicon: Lexicon) -> list[str]:
    words: list[str] = lexicon.table("damage")["unreadable"]["words"]
    return words


@lru_cache(maxsize=4)
def _lost(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(_words(lexicon))
    return re.compile(
        rf"(?P<cid>(?:\(cid:[0-9]+\))+)|(?P<replacement_char>\ufffd+)|(?P<kun_jin_kao>(?:{words})+)"
        r"|(?P<private_use_text>[\ue000-\uf8ff\U000f0000-\U0010fffd]+)"
    )


def flag_scale(text: str, lexicon: Lexicon) -> list[Repair]:
    """Point out a space before a bare unit, in text that puts none there: a program may have dropped a doubled 万.

    >>> from reportparse.lexicon import default
    >>> [r.before for r in flag_scale("接待游客3500 人次，收入21万元。", default())]
    ['3500 人次']
    """
    bare, unscaled = _unscaled(lexicon)
    if not bare.search(text) or len(SPACED.findall(text)) > SPACES_MEANT:
        return []
    why = "no scale word and a space where this text has none: 万 or 亿 may have been dropped as a double"
    return [
        Repair("pdfium_dedupe_loss", "flagged", m.start(), m.end(), m[0], m[0], why) for m in unscaled.finditer(text)
    ]


@lru_cache(maxsize=4)
def _unscaled(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A bare unit behind a space, and the same with its number."""
    units = scaled_units(lexicon)
    return any_of(units, " "), any_of(units, "[0-9.]{1,20} ")


def _flag_traditional(text: str, lexicon: Lexicon) -> list[Repair]:
    """One row for a document in Traditional characters; nothing is converted."""
    only = _traditional(lexicon)
    first = only.search(text)
    if not first:
        return []
    count = len(only.findall(text))
    if count < TRADITIONAL_PART * len(text):
        return []
    why = f"{count} of {len(text)} characters are Traditional ones; names are never converted"
    return [Repair("trad_simp", "flagged", first.start(), first.end(), first[0], first[0], why)]


@lru_cache(maxsize=4)
def _traditional(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("[" + lexicon.table("damage")["traditional"]["only"] + "]")
