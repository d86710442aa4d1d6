"""Dates: 2023年, 11月6日至10日, 一九八三年, 一季度, 九十年代."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.lexicon.number_words import FRONT, ORDER, beside
from reportparse.mentions.date_pattern import TO
from reportparse.mentions.numeral import read_run
from reportparse.mentions.token import Token, label
from reportparse.mentions.vocabulary import Vocabulary

PARTS = re.compile("[:：]")
WHOLE = (99, 100, 101)
"""What the parts of a structure sum up to, rounding aside."""
SPAN_TO = re.compile(TO)


def read_date(v: Vocabulary, text: str, start: int, floor: int) -> Token | None:
    """Read a date that begins at ``start``, with the 去年 or 第 before it.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> read_date(vocabulary(default()), "一九八三年六月", 0, 0).iso
    '1983-06'
    """
    m = v.date.match(text, start)
    if not m or not _plausible(v, text, m):
        return None
    end, iso = m.end(), _iso(v, m)
    begin = start
    if m["md"] and text[start - 2 : start] in v.relative_years and start - 2 >= floor:
        begin = start - 2
    elif m["q"] and text[start - 1 : start] in (ORDER, FRONT) and start - 1 >= floor:
        begin = start - 1
    if m["y"] and not m["y2"] and (to := SPAN_TO.match(text, end)) and (more := v.date.match(text, to.end())):
        end, iso = (more.end(), _joined(iso, _iso(v, more))) if more["y"] or more["md"] else (end, iso)
    token = label(begin, end, "date", "clock time" if m["clock"] or m["hour"] else "calendar date", _number(v, m))
    return token._replace(iso=iso)


def _plausible(v: Vocabulary, text: str, m: re.Match[str]) -> bool:
    """Months are at most 12, days at most 31; 2000年历史 is a length of time, 18:42:40 the parts of a whole."""
    if m["clock"] and sum(map(int, PARTS.split(m["clock"]))) in WHOLE:
        return False
    for name, most in (
        ("m", 12),
        ("m2", 12),
        ("d", 31),
        ("d2", 31),
        ("md", 12),
        ("md2", 12),
        ("day", 31),
        ("hour", 24),
    ):
        if m[name] and not 0 < _int(v, m[name]) <= most:
            return False
    if m["y"] and not m["m"] and text.startswith(beside("years_long"), m.end()):
        return text.startswith("以上", m.end()) is False and text[m.end()] == FRONT and _int(v, m["y"]) > 2050
    return True


def _int(v: Vocabulary, digits: str) -> int:
    if digits.isascii():
        return int(digits)
    reading = read_run(v, digits)
    return int(reading.value) if reading and reading.taken == len(digits) else 0


def _number(v: Vocabulary, m: re.Match[str]) -> Decimal | None:
    for name in ("y", "md", "day", "q"):
        if m[name]:
            return Decimal(_int(v, m[name]))
    return None


def _iso(v: Vocabulary, m: re.Match[str]) -> str | None:
    if m["iso"]:
        year, month, day = re.split(r"[-./]", m["iso"])
        return f"{year}-{int(month):02}-{int(day):02}"
    if not m["y"]:
        return None
    first = str(_int(v, m["y"]))
    if m["y2"]:
        return f"{first}/{_int(v, m['y2'])}"
    if not m["m"]:
        return first
    month = f"{first}-{_int(v, m['m']):02}"
    if m["m2"]:
        return f"{month}/{first}-{_int(v, m['m2']):02}"
    if not m["d"]:
        return month
    day = f"{month}-{_int(v, m['d']):02}"
    return f"{day}/{month}-{_int(v, m['d2']):02}" if m["d2"] else day


def _joined(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last and "/" not in first + last else None
