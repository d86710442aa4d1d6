"""第N, N届, N中全会, and places in a ranking."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.lexicon.number_words import FIRST, HEAD, IDEOGRAPH, ORDER, beside
from reportparse.lexicon.patterns import either
from reportparse.mentions.grammar import read_number
from reportparse.mentions.series import FEW
from reportparse.mentions.token import Token, label
from reportparse.mentions.units import lookup
from reportparse.mentions.vocabulary import Vocabulary
from reportparse.model import MentionKind

NO_PLACE = either(beside("place_no_unit"))
A_PLACE, JOINTS = f"[位名](?!{NO_PLACE})", "".join(beside("joints"))
JOINT = f"[{JOINTS}]"
PLACE = re.compile(rf"{A_PLACE}")
CLOSED = re.compile(rf"[，。；、,;！）)”’》]|{either(beside('place_ends'))}|$|\s|的(?:[^{IDEOGRAPH}]|$)")
NEXT_PLACES = re.compile(rf"(?:{JOINT}{ORDER}?{FEW}){{1,9}}{A_PLACE}")
PLACES_BEFORE = re.compile(rf"{ORDER}{FEW}[位名]?{JOINT}(?:{ORDER}?{FEW}[位名]?{JOINT}){{0,9}}\Z")
NAMED = re.compile(rf"(?!{either(beside('place_ends'))}|{either(beside('place_followed'))})[{IDEOGRAPH}]")
ALONE = re.compile(rf"[，。；]|$|、(?![0-9{ORDER}])")
"""After 第27 that nothing is named by, so that it is a place."""
IDEOGRAPHIC = re.compile(f"[{IDEOGRAPH}]")
CHAIN_REACH = 40
PLACED = re.compile(r"[居列排][^，。；、！？：\s]{0,9}\Z")


def read_session(v: Vocabulary, text: str, start: int) -> Token | None:
    """Sessions, phases, numbered plant: 十四届, 三中全会, 二期, 1号机组."""
    if plan := v.names.series.five_years.match(text, start):
        return label(start, plan.end(), "name", "numbered plan")
    m = v.names.series.session.match(text, start)
    return label(start, m.end(), "ordinal", "numbered in a series") if m else None


def read_ordinal(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """Read 第 and the number at ``start``: a rank where it is a place in a ranking, else an ordinal."""
    begin = start - 1
    if plan := v.names.series.plan.match(text, begin):
        return label(begin, plan.end(), "name", "numbered plan")
    number = read_number(v, text, start, tail=False)
    if not number:
        return None
    value = number.low * number.factor
    place = PLACE.match(text, number.end)
    scope = v.names.scopes.search(text, max(floor, begin - 8), begin)
    closed = CLOSED.match(text, number.end)
    alone = text[start].isascii() and ALONE.match(text, number.end) and IDEOGRAPHIC.match(text, begin - 1)
    if place or alone or (closed and (scope or _ranked(v, text, begin) or _among_places(v, text, begin, number.end))):
        end = place.end() if place else number.end
        return rank(scope.start() if scope else begin, end, start, number.end, "place in a ranking", value)
    unit = lookup(v, text, number.end)
    end = unit[0] if unit and not number.scale else number.end
    return label(begin, end, "ordinal", "after 第", value)._replace(number_start=start, number_end=number.end)


def _among_places(v: Vocabulary, text: str, begin: int, end: int) -> bool:
    """Whether a place stands in a list of places: 居第2、第4和第1位."""
    if NEXT_PLACES.match(text, end):
        return True
    if begin < 2 or text[begin - 1] not in JOINTS:
        return False
    chain = PLACES_BEFORE.search(text, max(0, begin - CHAIN_REACH), begin)
    if not chain:
        return False
    first = chain.start()
    return bool(_ranked(v, text, first) or v.names.scopes.search(text, max(0, first - 8), first))


def read_front(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """前三, 前10位: a place at least as good; 前三季度 and 前5个月 are times."""
    number = read_number(v, text, start, tail=False)
    if not number or number.scale or number.vague:
        return None
    place = PLACE.match(text, number.end)
    scope = v.names.scopes.search(text, max(floor, start - 9), start - 1)
    if not (place or (CLOSED.match(text, number.end) and (scope or _ranked(v, text, start - 1)))):
        return None
    if place and NAMED.match(text, place.end()):
        return None  # 前五名客户 are a class of customers
    end = place.end() if place else number.end
    token = rank(scope.start() if scope else start - 1, end, start, number.end, "among the first", number.low)
    return token._replace(bound="<=", low=None)


def _ranked(v: Vocabulary, text: str, end: int) -> bool:
    return bool(v.names.rank_verbs.search(text, max(0, end - 6), end) or PLACED.search(text, max(0, end - 12), end))


def rank(start: int, end: int, number_start: int, number_end: int, reason: str, value: Decimal) -> Token:
    """A place in a ranking; its unit is 位, written or not."""
    token = label(start, end, "rank", reason, value)
    return token._replace(
        number_start=number_start, number_end=number_end, unit="位", normalized_unit="位", dimension="rank"
    )


def read_first(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """首位, 榜首: the first place, unless something is only put first."""
    begin, end = start, start + 2
    if text.startswith(f"{FIRST}位", start):
        pass
    elif text[start - 1 : start] == HEAD and start > floor:
        begin, end = start - 1, start + 1
    else:
        return None
    if v.names.put_first.search(text, max(floor, begin - 8), begin):
        kind: MentionKind = "ordinal"
        return label(begin, end, kind, "put first", Decimal(1))
    scope = v.names.scopes.search(text, max(floor, begin - 8), begin)
    return rank(scope.start() if scope else begin, end, begin, end, "first place", Decimal(1))
