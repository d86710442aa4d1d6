"""Numbers as reports write them: 1600多万, 二十几亿, 四五百, 百分之十四点三, 三分之二.

A number ends where its unit begins; scale words stay apart from digits written in Arabic, because the unit column
keeps them (1600 万户), and are read out of Chinese numerals (一万三千 is 13000).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportparse.lexicon.number_words import HALF, MORE, PIECE, POINT, TEN, beside
from reportparse.lexicon.numeral_characters import ALL, BIG, DIGITS, FINANCIAL, ONES, SMALL, ZEROS
from reportparse.lexicon.patterns import either
from reportparse.mentions.numeral import read_run
from reportparse.mentions.units import lookup
from reportparse.mentions.vocabulary import Vocabulary

RUN = re.compile(f"[{ALL}]{{1,120}}")
ARABIC = re.compile(r"(?:[0-9]{1,3}(?:[,，][0-9]{3}){1,8}(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
SCALE = re.compile(rf"[{SMALL[2:]}{BIG}]{{1,8}}|[kK](?![A-Za-z])")
ONE, TWO = beside("read_out")
SCALES, BOUNDED = either(beside("scale_counted")), either(beside("bounded_scale"))
FIRST_SCALE = SMALL[:2]
FRACTION_DIGITS = re.compile(f"[0-9{ZEROS}{ONES}{FINANCIAL}{ONE}]+")
COUNTED_SCALE = re.compile(f"{PIECE}(?={SCALES})(?!百?千?[万亿]+元?(?:{BOUNDED}))")
"""两个亿 is two hundred million; in 两个亿元以上项目 the projects are counted."""
SCALE_CHARACTERS = SMALL + BIG
GOES_ON = SCALE_CHARACTERS + POINT
PAIR = re.compile(f"[{ONES}{TWO}]{{2}}")
LONGEST = 30
"""Digits beyond which a string is no amount of anything."""


class Number(NamedTuple):
    """A number without its unit and bound."""

    end: int
    low: Decimal
    high: Decimal
    """Equal to ``low`` unless the number itself is a range (七八百)."""
    scale: str = ""
    """The scale word that stands after Arabic digits, as written."""
    factor: Decimal = Decimal(1)
    vague: bool = False
    """Whether 余, 多 or 几 says that it is more."""
    bare: bool = False
    """Whether it is a scale word alone (百余项, 万亿元)."""
    percent: bool = False
    """Whether a fraction or 百分之 was read, whose value is in hundredths."""
    chinese: bool = False
    style: str = "digits"
    """How it was read, for the mention's reason."""


def read_number(v: Vocabulary, text: str, start: int, tail: bool = True) -> Number | None:
    """Read the longest number that begins at ``start``.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> n = read_number(vocabulary(default()), "1600多万户", 0)
    >>> n.low, n.scale, n.vague
    (Decimal('1600'), '万', True)
    """
    first = text[start]
    if first in "0123456789.":
        return _arabic(v, text, start)
    if first == HALF:
        return Number(start + 1, Decimal("0.5"), Decimal("0.5"), chinese=True, style="half")
    return _chinese(v, text, start, tail)


def _arabic(v: Vocabulary, text: str, start: int) -> Number | None:
    m = ARABIC.match(text, start)
    if not m or m.end() - start > LONGEST:
        return None
    digits = m[0].replace(",", "").replace("，", "")
    number = Number(m.end(), Decimal(digits), Decimal(digits))
    end = m.end()
    if end < len(text) and text[end] in GOES_ON and (mixed := _mixed(v, text, start)):
        return mixed
    return with_scale(v, text, number)


def _mixed(v: Vocabulary, text: str, start: int) -> Number | None:
    """Digits of both scripts in one number: 5万4千, 100万三千, 1点5."""
    run = RUN.match(text, start)
    if not run:
        return None
    reading = read_run(v, run[0])
    if reading and reading.shortened and _another(v, text, start + reading.taken):
        reading = read_run(v, run[0], False)
    if not reading:
        return None
    end = start + reading.taken
    taken = text[start:end]
    after_scale = re.search(f"[{SMALL}{BIG}][0-9{DIGITS}]", taken)
    decimals = end < len(text) and text[end] == POINT and FRACTION_DIGITS.match(text, end + 1)
    if not (after_scale or decimals or TEN in taken):
        return None
    return _decimals(v, text, Number(end, reading.value, reading.value, chinese=True, style="mixed"))


def _another(v: Vocabulary, text: str, end: int) -> bool:
    """Whether the last digit before ``end`` begins a word or carries a unit of its own (40万3岁以下儿童)."""
    return text[end - 1 : end + 1] in v.names.word_heads or (
        text[end - 1].isascii() and lookup(v, text, end) is not None
    )


def with_scale(v: Vocabulary, text: str, number: Number) -> Number:
    """Read 余 or 多 and the scale word after digits, leaving alone what begins a unit (千瓦, 百分点)."""
    end, vague = number.end, number.vague
    if end < len(text) and text[end] == PIECE and COUNTED_SCALE.match(text, end):
        end += 1
    if end < len(text) and text[end] in MORE and SCALE.match(text, end + 1):
        end, vague = end + 1, True
    m = SCALE.match(text, end)
    if not m:
        return number
    stop = m.end()
    while stop > end and begins_unit(v, text, stop - 1):
        stop -= 1
    word = text[end:stop]
    if not word:
        return number
    factor = scale_factor(v, word)
    if stop < len(text) and text[stop] in MORE and (more := SCALE.match(text, stop + 1)):
        word, factor, vague, stop = word + more[0], factor * scale_factor(v, more[0]), True, more.end()
    return number._replace(end=stop, scale=word, factor=factor, vague=vague)


def scale_factor(v: Vocabulary, word: str) -> Decimal:
    """The product of scale words.

    >>> from reportparse.lexicon import default
    >>> from reportparse.mentions.vocabulary import vocabulary
    >>> scale_factor(vocabulary(default()), "万亿")
    Decimal('1000000000000')
    """
    factor = Decimal(1)
    for c in word:
        factor *= v.small.get(c) or v.big.get(c) or 1000
    return factor


def begins_unit(v: Vocabulary, text: str, at: int) -> bool:
    """Whether the scale word at ``at`` is the prefix of a unit."""
    found = lookup(v, text, at)
    return bool(found and found[0] > at + 1)


def _chinese(v: Vocabulary, text: str, start: int, tail: bool) -> Number | None:
    m = RUN.match(text, start)
    if not m:
        return None
    run = m[0]
    if spelled_too_long(v, run):
        return None
    if approximate := _approximate(v, text, start, run):
        return approximate
    reading = read_run(v, run, tail)
    if reading and reading.shortened and _another(v, text, start + reading.taken):
        reading = read_run(v, run, False)
    if not reading:
        return None
    end = start + reading.taken
    if reading.scaled and reading.taken > 1 and text[end - 1] in "千百兆" and begins_unit(v, text, end - 1):
        shorter = read_run(v, run[: reading.taken - 1], tail)
        if shorter and shorter.taken == reading.taken - 1:
            reading, end = shorter, end - 1
    bare = all(c in v.small or c in v.big for c in text[start:end]) and text[start] not in FIRST_SCALE
    number = Number(end, reading.value, reading.value, bare=bare, chinese=True, style="chinese")
    return _decimals(v, text, _vague(v, text, number))


def spelled_too_long(v: Vocabulary, run: str) -> bool:
    """Whether a run is more digits, read one by one, than any amount has."""
    return len(run) > LONGEST and all(c in v.digits for c in run[: LONGEST + 1])


def _vague(v: Vocabulary, text: str, number: Number) -> Number:
    """余, 多, 几 before a scale word, which counts what stands below it: 三亿二千多万 is more than 320000000."""
    end = number.end
    if COUNTED_SCALE.match(text, end) and (m := SCALE.match(text, end + 1)):
        factor = scale_factor(v, m[0])
        return number._replace(end=m.end(), low=number.low * factor, high=number.high * factor)
    if end >= len(text) or text[end] not in MORE:
        return number
    m = SCALE.match(text, end + 1)
    if not m:
        return number._replace(end=end + 1, vague=True) if text[end] == MORE[2] else number
    stop = m.end()
    while stop > end + 1 and begins_unit(v, text, stop - 1):
        stop -= 1
    factor = scale_factor(v, text[end + 1 : stop])
    above = number.low - number.low % (factor * 10_000)
    low = above + (number.low - above) * factor
    return number._replace(end=stop, low=low, high=low, vague=True)


def _decimals(v: Vocabulary, text: str, number: Number) -> Number:
    """点 and the digits after it, with the scale word that may follow them (六点四二万)."""
    end = number.end
    if end + 1 >= len(text) or text[end] != POINT or number.vague:
        return number
    m = FRACTION_DIGITS.match(text, end + 1)
    if not m or m.end() - m.start() > LONGEST:
        return number
    digits = "".join(c if c.isascii() else str(v.digits[c]) for c in m[0])
    value = number.low + Decimal(f"0.{digits}")
    stop, factor = m.end(), Decimal(1)
    if scale := re.compile(r"[万亿]+").match(text, stop):
        stop, factor = scale.end(), scale_factor(v, scale[0])
    return number._replace(end=stop, low=value * factor, high=value * factor)


def _approximate(v: Vocabulary, text: str, start: int, run: str) -> Number | None:
    """Two neighbouring digits are a range: 七八百, 十二三, 三五千."""
    m = PAIR.search(run)
    if not m or (m.start() > 0 and run[m.start() - 1] not in SCALE_CHARACTERS):
        return None
    at = m.start()
    first, second = v.digits[run[at]], v.digits[run[at + 1]]
    if second != first + 1 and (first, second) != (3, 5):
        return None
    low, high = read_run(v, run[: at + 1] + run[at + 2 :], False), read_run(v, run[:at] + run[at + 1 :], False)
    if not low or not high or low.taken != high.taken or low.taken <= at:
        return None
    if at == 0 and len(run) > 2 and run[2] in v.digits:
        return None
    end = start + low.taken + 1
    if at == 0 and len(run) == 2 and (end >= len(text) or text[end] not in v.unit_lengths):
        return None
    return Number(end, low.value, high.value, chinese=True, style="approximate")
