"""Characters that stand for others, and characters that show nothing: repaired one by one, mostly in silence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from reportparse.lexicon import Lexicon
from reportparse.model import Repair

EVIDENCE = {
    "zero_width": "shows nothing",
    "nbsp": "a space of another width",
    "fullwidth_letter": "the full-width form of an ASCII letter",
    "fullwidth_digit": "the full-width form of an ASCII digit or of a sign beside one",
    "kangxi_radical": "a radical that stands for its ideograph",
    "compat_ideograph": "Unicode gives the same ideograph as its canonical form",
    "misprinted": "a character that no report uses, printed for its neighbour in a font",
    "radical_supplement": "Unicode names this ideograph as the radical's equivalent",
}


def drop_invisible(text: str, lexicon: Lexicon) -> list[Repair]:
    """Drop what shows nothing, before anything looks at neighbours.

    >>> from reportparse.lexicon import default
    >>> [(r.start, r.end, r.after) for r in drop_invisible("工作\\u200b报告", default())]
    [(2, 3, '')]
    """
    invisible = _compiled(lexicon)[0]
    why = EVIDENCE["zero_width"]
    return [Repair("zero_width", "applied", m.start(), m.end(), m[0], "", why, True) for m in invisible.finditer(text)]


def repair_characters(text: str, lexicon: Lexicon) -> list[Repair]:
    """Replace radicals, compatibility and full-width forms; drop what shows nothing.

    NFKC over the whole text would turn 10² into 102 and ， into a comma, so each class has its own rule,
    after Unicode's ``EquivalentUnifiedIdeograph.txt`` for the radicals supplement.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after, r.silent) for r in repair_characters("⼤⻔，增长８．５％", default())]
    [('⼤', '大', True), ('⻔', '门', False), ('８．５％', '8.5%', True)]
    """
    _, strange, pattern, table = _compiled(lexicon)
    out: list[Repair] = []
    found = (m for part in strange.finditer(text) for m in pattern.finditer(text, part.start(), part.end()))
    for m in found:
        kind, before = m.lastgroup or "", m[0]
        after = before.translate(table)
        if after != before:
            silent = kind not in ("radical_supplement", "misprinted")
            out.append(Repair(kind, "applied", m.start(), m.end(), before, after, EVIDENCE[kind], silent))
    return out


@lru_cache(maxsize=4)
def _compiled(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[int, str]]:
    rows = lexicon.table("characters")["silent"]
    signs: dict[str, str] = lexicon.table("characters")["beside_digit"]
    table = {ord(c): form for row in rows for c, form in _forms(row)}
    table |= {ord(sign): form for sign, form in signs.items()}
    table |= {ord(row["radical"]): row["ideograph"] for row in lexicon.table("radicals")}
    classes = {row["kind"]: "[" + "".join(row["characters"]) + "]+" for row in rows}
    # A sign counts as part of a number where a digit of either width stands before it, or after it with a point.
    sign = "[" + "".join(signs) + "]"
    classes["fullwidth_digit"] = rf"(?:(?:[０-９]|(?<=[0-9０-９]){sign}+)+)"
    classes["radical_supplement"] = "[" + "".join(row["radical"] for row in lexicon.table("radicals")) + "]+"
    # Half of a surrogate pair, which no file holds but a caller's string may, is no character either.
    invisible = re.compile(classes.pop("zero_width").replace("]+", "\ud800-\udfff]+"))
    strange = re.compile("[" + "".join(map(re.escape, map(chr, table))) + "]+")
    return invisible, strange, re.compile("|".join(f"(?P<{kind}>{body})" for kind, body in classes.items())), table


def _forms(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Each character of a row with what it becomes."""
    if len(row.get("becomes", "")) > 1:
        return list(zip(row["characters"], row["becomes"], strict=True))
    return [(c, _form(c, row)) for span in row["characters"] for c in _span(span)]


def _form(character: str, row: dict[str, Any]) -> str:
    if "shift" in row:
        return chr(ord(character) + row["shift"])
    return unicodedata.normalize(row["form"], character) if "form" in row else row["becomes"]


def _span(span: str) -> list[str]:
    """All characters of ``first-last``.

    >>> _span("a-c")
    ['a', 'b', 'c']
    """
    first, _, last = span.partition("-")
    return [chr(n) for n in range(ord(first), ord(last or first) + 1)]
