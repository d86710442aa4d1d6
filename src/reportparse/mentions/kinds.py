"""What a number is when it is no amount: the name of a class, a denominator, part of a word."""

from __future__ import annotations

import re

from reportparse.lexicon.number_words import IDEOGRAPH, TEN, beside
from reportparse.lexicon.numeral_characters import BIG, ONES, SMALL, ZEROS
from reportparse.lexicon.patterns import either
from reportparse.mentions.labels import TIMES, letters_after, quoted
from reportparse.mentions.token import Token, label
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import MentionKind

COUNTED = frozenset({"count", "score", "organization", "person", "household", "visits"})
DESCRIBING = frozenset({"age", "degree", "boiler"})
"""What only a thing that has it can be said of: 40岁以下教师, 15度以上坡地."""
THRESHOLD_UNITS = DESCRIBING | frozenset(
    {"money", "area", "power", "mass", "length", "household", "voltage", "volume", "energy", "time"}
)
NOUN = re.compile(f"[{IDEOGRAPH}](?<!{either(beside('no_noun'))})")
TO_BELOW = re.compile(rf"[0-9.{ONES}{SMALL}{BIG}]{{1,8}}[^，。；、]{{0,4}}?以下")
YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
POSITIONAL = re.compile(rf"[{ONES[:2]}][{ZEROS}{ONES}]{{3}}")
LONG = re.compile(r"[0-9]{8,}\Z")
WORD = re.compile(f"[{IDEOGRAPH}]")


def classify(v: Vocabulary, text: str, token: Token, furniture: bool) -> Token | None:
    """Give a number its kind, or None where a Chinese numeral counts nothing."""
    chinese = not text[token.number_start : token.number_end].isascii()
    for rule in (_list_number, _product, _per, _grade, _threshold, _ago, _great):
        if found := rule(v, text, token):
            return found
    if furniture:
        return token._replace(kind="marker", reason="outside the report's text")
    if not chinese and token.normalized_unit is None and (end := letters_after(text, token.end)) is not None:
        return _named(token, "identifier", "joined to letters", end)
    if token.kind in ("quantity", "duration") and quoted(text, token.start, token.end):
        return _in_quotes(text, token, chinese)
    if chinese:
        return _chinese(v, text, token)
    return _digits(v, text, token)


def _named(token: Token, kind: MentionKind, reason: str, end: int | None = None) -> Token:
    return token._replace(kind=kind, reason=reason, end=end or token.end)


def _list_number(v: Vocabulary, text: str, token: Token) -> Token | None:
    """What is counted comes in wholes: 3.5个 at the start of a block is point 3 and five things."""
    if token.number_start or token.dimension not in COUNTED or token.factor != 1:
        return None
    dot = text.find(".", token.number_start, token.number_end)
    return label(0, dot + 1, "marker", "list number") if dot > 0 else None


def _product(v: Vocabulary, text: str, token: Token) -> Token | None:
    """2×66万千瓦 is the size of two units, not an amount."""
    before = text[token.start - 1 : token.start]
    if (before and before in "×xX*") or TIMES.match(text, token.start):
        return _named(token, "identifier", "product of sizes")
    return None


def _per(v: Vocabulary, text: str, token: Token) -> Token | None:
    """每千人口, 每10万人: the number is what the rate is taken of."""
    if token.start and text[token.start - 1] == "每" and token.bound == "=" and token.kind == "quantity":
        end = token.end + 2 if text.startswith("人口", token.end) else token.end
        return token._replace(start=token.start - 1, end=end, kind="name", reason="denominator of a rate")
    return None


def _grade(v: Vocabulary, text: str, token: Token) -> Token | None:
    """百亿级, 30万吨级: the size names a grade."""
    if token.kind != "quantity":
        return None
    number = text[token.number_start : token.number_end]
    if token.normalized_unit == "级" and (token.factor > 1 or (number[-1] in v.big and text[token.end - 1] == "级")):
        return _named(token, "name", "size grade")
    if not (m := v.names.series.grade.match(text, token.end)):
        return None
    kind: MentionKind = "identifier" if token.normalized_unit and token.dimension != "money" else "name"
    return _named(token, kind, "size grade", m.end())


def _threshold(v: Vocabulary, text: str, token: Token) -> Token | None:
    """亿元以上项目, 3岁以下婴幼儿: the number names a class of what it describes."""
    if token.bound not in (">=", "<=", "range") or token.dimension not in THRESHOLD_UNITS:
        return None
    if token.bound == ">=" and TO_BELOW.match(text, token.end):
        return _named(token, "name", "lower end of a class")
    after = token.end + text.startswith("的", token.end)
    described = token.dimension in DESCRIBING and NOUN.match(text, token.end)
    counted = text.startswith(beside("counted"), token.end)
    if described or counted or v.names.threshold_heads.match(text, after):
        return _named(token, "name", "threshold of a class")
    return None


def _ago(v: Vocabulary, text: str, token: Token) -> Token | None:
    """五年前 is a point in time."""
    if token.kind == "duration" and (m := v.names.series.ago.match(text, token.end)):
        return _named(token, "date", "counted back", m.end())
    if token.kind == "duration" and token.dimension == "time" and token.bound == "range":
        return _named(token, "quantity", token.reason)
    return None


def _great(v: Vocabulary, text: str, token: Token) -> Token | None:
    """五大战略, 十大工程: a name that counts its parts."""
    if (
        token.unit_end == token.unit_start
        and token.kind == "quantity"
        and (m := v.names.series.great.match(text, token.end))
    ):
        return _named(token, "name", "counted in a name", m.end())
    return None


def _in_quotes(text: str, token: Token, chinese: bool) -> Token:
    whole = text[token.start - 1 : token.start] in ("“", "「") and text[token.end : token.end + 1] in ("”", "」")
    if whole and not chinese and token.normalized_unit is None:
        return _named(token, "identifier", "quoted number")
    return token if whole and token.normalized_unit else _named(token, "name", "inside a quoted name")


def _chinese(v: Vocabulary, text: str, token: Token) -> Token | None:
    number = text[token.number_start : token.number_end]
    known = token.normalized_unit is not None
    if number in ("一", "壹") and token.dimension in COUNTED and token.bound == "=":
        return _named(token, "name", "indefinite")
    if number == ONES[0] and not known and WORD.match(text, token.end):
        return None
    scale_only = all(c in v.small or c in v.big for c in number) and number != TEN
    if scale_only and token.bound == "=":
        return _named(token, "name", "scale word in a name")
    if not known and token.kind == "quantity" and token.bound == "=":
        if len(number) == 1:
            return _named(token, "name", "numeral in a word")
        if token.value and 1800 <= token.value < 2100 and POSITIONAL.fullmatch(number):
            return _named(token, "date", "year")
        if len(number) > 2 and all(c in v.digits for c in number):
            return _named(token, "name", "digits in a word")
    return token


def _digits(v: Vocabulary, text: str, token: Token) -> Token:
    if token.normalized_unit is None and token.kind == "quantity":
        number = text[token.number_start : token.number_end]
        if LONG.match(number) and not token.flags:
            return _named(token, "identifier", "long digit string")
        if YEAR.match(number) and WORD.match(text, token.end):
            return _named(token, "name", "year in a title")
        if m := v.names.identifier_after.match(text, token.end):
            return _named(token, "identifier", "designation", m.end())
    return token


def fallback(text: str, start: int, end: int) -> Token:
    """Digits that no rule reads, such as strings too long for an amount."""
    return label(start, end, "identifier", "digits that are no number")
