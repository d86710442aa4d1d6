"""What the head of a row or column says: unit, measure, time, status, and the noun that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from reportparse.claims.tabular.words import HeadWords, head_words
from reportparse.lexicon import Lexicon
from reportparse.mentions.scan import scan
from reportparse.mentions.token import Token
from reportparse.mentions.vocabulary import Vocabulary, vocabulary
from reportparse.model import Direction, Measure, Status

_BRACKET = re.compile(r"[（(]([^（）()]{0,40})[）)]?")
_TAIL_UNIT = re.compile(r"[／/,，:：_]([^／/,，:：_]{1,8}(?:[／/][^／/]{1,4})?)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:年度?|(?=[.\-/]\d{1,2}(?!\d))|$|(?=[^\d.%％]))")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])\s?月?(?:份)?\s?[-—–－~～至到]{1,2}\s?(1[0-2]|[1-9])\s?月份?")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?月(?:份)?(?:\s?(\d{1,2})\s?日)?(末|底)?")
_EDGE = re.compile(r"^(?:末|底|初|以前)")
_COMPARED = re.compile(r"(?:比|较|与|同)(?![例重率期比]).{0,14}$")
_SPANNED = re.compile(r"((?:19|20)\d\d)\s?年?[-—–－~～至]{1,2}((?:19|20)\d\d)\s?年")
_SCALES = frozenset("万亿千百")
_LOOSE = "的之及和与、，,:：；;/／-—－ "


@dataclass(frozen=True, slots=True)
class When:
    """A time that a head gives; what it leaves open another head or the document supplies."""

    year: int | None = None
    last_year: int | None = None
    back: int | None = None
    """Years before the one that the document covers."""
    months: tuple[int, int] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One head, read."""

    text: str
    noun: str = ""
    units: tuple[str, ...] = ()
    measure: Measure | None = None
    direction: Direction | None = None
    measure_word: str = ""
    measure_unit: str = ""
    """What such a measure has for a unit where none is printed."""
    reference: str = ""
    when: When | None = None
    status: Status | None = None
    rate: bool = False
    """The noun is a rate, whose level is a percent."""


@lru_cache(maxsize=4096)
def read_head(text: str, lexicon: Lexicon) -> Head:
    """Read a head.

    >>> from reportparse.lexicon import default
    >>> head = read_head("营业收入比上年增减（%）", default())
    >>> head.noun, head.measure, head.units, head.when
    ('营业收入', 'growth_rate', ('%',), None)
    >>> head = read_head("上年同期占总成本比例(%)", default())
    >>> head.measure, head.reference, head.when.back
    ('share', '总成本', 1)
    """
    words, v = head_words(lexicon), vocabulary(lexicon)
    text = "".join(text.split())
    head = Head(text)
    rest, units, notes = _brackets(text, v)
    rest, head = _measured(rest, replace(head, units=units), words)
    rest, when = _when(rest, words)
    if when is None and notes:
        _, when = _when(notes, words)
    if when is not None and when.months is None and notes and (inner := _when(notes, words)[1]):
        when = replace(when, months=inner.months)
    status: Status | None = "target" if words.target.search(rest) else None
    status = status or ("actual" if words.actual.search(rest) else None)
    noun = _noun(rest, words)
    rate = head.measure is None and words.rates.search(noun) is not None
    return replace(head, noun=noun, when=when, status=status, rate=rate)


def _brackets(text: str, v: Vocabulary) -> tuple[str, tuple[str, ...], str]:
    """Take the brackets off a head: its units, and what the others say; a bracket in the noun's midst stays."""
    units: tuple[str, ...] = ()
    notes = ""
    rest = text
    for match in _BRACKET.finditer(text):
        found = units_of(match[1], v)
        if found:
            units = found
            rest = rest.replace(match[0], "", 1)
        elif match.end() == len(text) or not match[0].endswith(("）", ")")) or any(c.isdigit() for c in match[1]):
            notes += "" if "=" in match[1] or "＝" in match[1] else match[1]
            rest = rest.replace(match[0], "", 1)
    tail = _TAIL_UNIT.search(rest)
    if not units and tail and (found := units_of(tail[1], v)) and _is_listed(found[0], v):
        units, rest = found, rest[: tail.start()]
    if not units and rest.endswith(("%", "％")):
        units = ("%",)
    return rest, units, notes


def _is_listed(unit: str, v: Vocabulary) -> bool:
    """Whether a unit behind a stroke is one of the lexicon's: 增/减 names no unit."""
    return "/" in unit or any(unit[i:] in v.units for i in range(min(3, len(unit))))


def units_of(text: str, v: Vocabulary) -> tuple[str, ...]:
    """The units that a text names and nothing else: ``万元``, ``元／股``, ``亿元、%``; empty where it says more.

    >>> from reportparse.lexicon import default
    >>> v = vocabulary(default())
    >>> units_of("元／股", v), units_of("亿元，%", v), units_of("含税", v)
    (('元/股',), ('亿元', '%'), ())
    """
    found = []
    for part in re.split(r"[、，,;；]|和|或", text.strip().removeprefix("单位：").removeprefix("单位:")):
        unit = unit_of(part.strip(" ±＋+－-"), v)
        if not unit:
            return ()
        found.append(unit)
    return tuple(found)


@lru_cache(maxsize=4096)
def measured_in(text: str, v: Vocabulary) -> Token | None:
    """The token of one such unit, with its factor and base; None where the whole text is no unit."""
    if any(c.isdecimal() for c in text):
        return None
    above, stroke, below = text.replace("／", "/").partition("/")
    if stroke and below[:1] in _SCALES and (counted := measured_in(above, v)) and measured_in(below, v):
        return counted._replace(unit=f"{above}/{below}", normalized_unit=f"{counted.normalized_unit}/{below}")
    written = "1" + text.removeprefix("人民币").translate(v.forms).replace("／", "/").replace("％", "%")
    found = list(scan(v, written))
    whole = len(found) == 1 and found[0].end == len(written) and len(written) > 1
    return found[0] if whole and found[0].normalized_unit and found[0].bound == "=" else None


def unit_of(text: str, v: Vocabulary) -> str:
    """The unit that a whole text is, its scale word included; empty where it is none."""
    token = measured_in(text, v)
    if token is None:
        return ""
    return token.unit or text.removeprefix("人民币").translate(v.forms).replace("／", "/").replace("％", "%")


def _measured(rest: str, head: Head, words: HeadWords) -> tuple[str, Head]:
    """Find the word that fixes the measure, and cut the head before it; what it compares with is the reference."""
    if words.rates.search(rest) or words.nouns.search(rest):
        return rest, head
    found = [(m, row) for row in words.measures if (m := row.pattern.search(rest))]
    if not found:
        return rest, head
    match, row = min(found, key=lambda pair: pair[0].start())
    before, reference = rest[: match.start()], ""
    compared = _COMPARED.search(before)
    if compared and row.measure in ("growth_rate", "change"):
        before, reference = before[: compared.start()], before[compared.start() + 1 :]
    if row.measure in ("share", "ratio"):
        reference = re.sub(r"^[占为]|^完成|的?(?:比[重例率]|份额)?[%％]?$", "", match[0])
        before += match[0] if before and match[0] in words.own_nouns else ""
    measure: Measure = row.measure
    if measure == "growth_rate" and head.units and not head.units[0].endswith(("%", "倍", "‰", "番")):
        measure = "change"
    if measure == "change" and head.units[:1] == ("%",) and not row.unit:
        measure = "growth_rate"
    return before, replace(
        head,
        measure=measure,
        direction=row.direction,
        measure_word=match[0],
        measure_unit=row.unit,
        reference=reference,
    )


def _when(rest: str, words: HeadWords) -> tuple[str, When | None]:
    """Take the time off a head."""
    if plan := words.plan.search(rest):
        first, last = words.plans[plan[1]]
        return rest.replace(plan[0], "", 1), When(first, last, None, None, plan[0])
    spanned = _SPANNED.search(rest)
    if spanned:
        return rest.replace(spanned[0], "", 1), When(int(spanned[1]), int(spanned[2]), None, None, spanned[0])
    year = back = None
    months = None
    said = ""
    if match := _YEAR.search(rest):
        year, said = int(match[1]), match[0]
        rest = _opened(rest[: match.start()], words) + _EDGE.sub("", rest[match.end() :].lstrip(".-/"))
    elif match := _relative(rest, words):
        back, said = words.back[match[0]], match[0]
        rest = _opened(rest[: match.start()], words) + rest[match.end() :]
    for pattern in (_MONTHS, words.part, _MONTH):
        if found := pattern.search(rest):
            months, said = _months_of(found, words), said + found[0]
            rest = rest[: found.start()] + rest[found.end() :]
            rest = rest.removeprefix("第") if rest.startswith("第") and len(rest) < 2 else rest
            break
    if year is None and back is None and months is None:
        return rest, None
    return rest, When(year, None, back, months, said)


def _relative(rest: str, words: HeadWords) -> re.Match[str] | None:
    """本期 and its like where they open or end a head; within one they are part of a noun (计入当期损益的…)."""
    opened = words.openers.match(rest)
    start = opened.end() if opened else 0
    start += next((len(word) for word in words.until if rest.startswith(word, start)), 0)
    return words.relative.match(rest, start) or words.relative_end.search(rest)


def _opened(before: str, words: HeadWords) -> str:
    return next((before.removesuffix(word) for word in words.until if before.endswith(word)), before)


def _months_of(match: re.Match[str], words: HeadWords) -> tuple[int, int] | None:
    if match.re is _MONTHS:
        return int(match[1]), int(match[2])
    if match.re is not _MONTH:
        return words.months[match[0]]
    month = int(match[1])
    # The balance of 31 December is that of the year.
    return None if month == 12 and match[2] == "31" else (month, month)


def _noun(rest: str, words: HeadWords) -> str:
    """What is left of a head as the name of what is measured."""
    rest = words.openers.sub("", rest, count=1) if words.openers.match(rest) else rest
    rest = rest.strip(_LOOSE + "%％±＋+")
    if rest in words.plain or words.target.fullmatch(rest) or words.actual.fullmatch(rest):
        return ""
    lead = next((word for word in words.lead if rest.startswith(word) and len(rest) > len(word) + 1), "")
    return rest.removeprefix(lead)


@lru_cache(maxsize=512)
def title_noun(text: str, lexicon: Lexicon) -> str:
    """What a table's title says that its numbers measure.

    >>> from reportparse.lexicon import default
    >>> title_noun("表4 2022年分县区稻谷产量情况", default()), title_noun("表2 固定资产投资增长速度", default())
    ('稻谷产量', '固定资产投资')
    """
    words = head_words(lexicon)
    rest = "".join(words.title.sub("", text.strip(), count=1).split())
    for _ in range(4):
        rest = words.title.sub("", read_head(words.title.sub("", rest), lexicon).noun).strip(_LOOSE)
    return rest
