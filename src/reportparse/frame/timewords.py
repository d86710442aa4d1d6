"""The grammar of time expressions and what each of them means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportparse.frame.times import NEVER, Now, Time, TimeKind
from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import beside
from reportparse.lexicon.patterns import either

SCHOOL = beside("school")[0]
_FROM_NOW = ("relative", "to_date", "since", "n1", "n2", "n3", "n4", "n5", "n6")
"""Groups whose years are counted from the year of speaking."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lexicon's time words, compiled."""

    scan: re.Pattern[str]
    year: re.Pattern[str]
    words: Mapping[str, Any]


@lru_cache(maxsize=4)
def months_pattern(lexicon: Lexicon) -> str:
    """The pattern of a part of a year: 上半年, 前三个月, 1—8月份, 元至5月."""
    words = lexicon.table("periods")
    han = "".join(d for d, value in words["digits"].items() if value < 10)
    count = f"(?:十[{han}]?|[{han}]|[1-9]\\d?)"
    month = f"(?:1[0-2]|0?[1-9]|十[一二]?|[{han}]|(?<![\\d万亿千百十])元)"
    months = f"(?:{month}(?:月份?)?[—－–\\-~～至到]{{1,3}})?{month}月份?(?:[\\d{han}十]{{1,3}}日)?"
    return f"(?:{either(words['parts'])}|[前头]{count}个?月|{months})"


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """Compile the time words of a lexicon into one pattern whose groups name the kind of expression."""
    words = _in_tuples(lexicon.table("periods"))
    han = "".join(d for d, value in words["digits"].items() if value < 10)
    count = f"(?:十[{han}]?|[{han}]|[1-9]\\d?)"
    year = f"(?:(?:19|20)\\d\\d|(?:一[八九]|二[{han}])[{han}]{{2}})"
    part = months_pattern(lexicon)
    ends = {name: either(listed) for name, listed in words["edges"].items()}
    anchor = f"(?P<year>{year})[ \u3000]?{SCHOOL}?年度?|(?P<relative>{either(words['relative'])})"
    plan, tail = either(words["plans"]), f"{ends['of_plan']}|以来|末"
    alternatives = [
        f"(?P<to_date>{either(words['to_date']['words'])})",
        f"(?P<y1>{year})[ \u3000]?年?(?:[—－–\\-~]+|(?:{ends['joining']})+)(?P<y2>{year})[ \u3000]?{SCHOOL}?年",
        f"(?P<lead>{ends['as_of']}|{ends['until']})?(?:{anchor})(?:的?(?P<part>{part}))?(?P<edge>{ends['of_year']})?",
        f"(?P<lead2>{ends['as_of']})?(?P<part2>{part})(?P<edge2>{ends['of_part']})?",
        f'[“「"](?P<plan>{plan})五[”」"](?P<plan_tail>{tail})?',
        f"(?P<plan3>{plan})五(?P<plan_tail3>{tail})",
        f"第(?P<plan2>{plan})个?個?五年(?:计划|规划)(?P<plan_tail2>{ends['of_plan']})?",
        f"(?P<lead3>{ends['until']})?(?P<end>{either(words['ends'])})",
        f"(?P<vague>{either(words['vague']['words'])})",
        f"(?<![\\d{han}十上])(?P<monthly>{either(words['monthly']['words'])})",
        f"(?<![{''.join(words['frame']['not_after'])}])(?P<frame>{either(words['frame']['words'])})",
        f"(?P<since>{either(words['since'])})",
        f"(?P<decade>{either(words['decades'])})",
        f"(?<![提以年之学])(?P<back>{either(words['backward']['before'])})(?P<n1>{count})年(?:来|來|间|里|中)?",
        f"(?<![提以年之十])(?P<n6>(?:[{han}]?十[{han}]?|[{han}]|[1-9]\\d?))年(?:{either(words['ago']['words'])})(?=的)",
        f"(?P<fore>{either(words['forward']['before'])})(?P<n2>{count})年",
        f"(?P<n3>{count})年(?P<after>{either([*words['backward']['after'], *words['forward']['after']])})",
        f"(?P<n4>{count})年(?=(?P<bare>{either([*words['bare']['sums'], *words['bare']['ahead']])}))",
        f"(?:^|(?<=[。！？；，：“”]))(?P<n5>(?!一年){count})年(?!{either(words['bare']['names'])})",
    ]
    firsts = "".join(sorted(set(_first_characters(words)) | set('12一二截到至第“「"3456789十前头元' + han)))
    scan = re.compile(f"(?=[{re.escape(firsts)}])(?:{'|'.join(alternatives)})")
    return Grammar(scan, re.compile(year), words)


def _in_tuples(table: Any) -> Any:
    """A table with tuples for its lists, as ends of texts are compared with."""
    if isinstance(table, Mapping):
        return {key: _in_tuples(value) for key, value in table.items()}
    return tuple(map(_in_tuples, table)) if isinstance(table, list) else table


def _first_characters(words: Mapping[str, Any]) -> Iterable[str]:
    for table in ("relative", "parts", "since", "decades", "ends"):
        yield from (word[0] for word in words[table])
    for row in (
        words["to_date"]["words"],
        words["monthly"]["words"],
        words["frame"]["words"],
        words["vague"]["words"],
        words["backward"]["before"],
        words["forward"]["before"],
    ):
        yield from (word[0] for word in row)


def resolve(m: re.Match[str], now: Now, words: Mapping[str, Any], titles: bool) -> Time | None:
    """Say which years one match means; None where it is a name or a bare length of time."""
    if (now.covers or not now.known) and _is_mean(m):
        return None
    if not now.known and _is_counted_from_now(m, words):
        return Time(m.start(), m.end(), "lost", "", "", m[0])
    if m["year"] or m["relative"]:
        return _point(m, now, words)
    if m["plan"] or m["plan2"] or m["plan3"]:
        return _plan(m, now, words, titles)
    for group, read in _BY_WORD.items():
        if m[group]:
            return read(m, now, words)
    return _count(m, now, words)


def _span(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    """2021—2025年."""
    first, last = read_year(m["y1"], words), read_year(m["y2"], words)
    return Time(m.start(), m.end(), "span", str(first), str(last), m[0]) if first < last else None


def _open(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time:
    """近年来, and 月末 of a month said elsewhere."""
    return Time(m.start(), m.end(), "vague" if m["vague"] else "month", "", "", m[0])


def _frame(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time:
    """全年 of a year said elsewhere; 过去一年 is the one looked back on."""
    past = str(now.review) if m["frame"] in words["frame"]["past"] else ""
    return Time(m.start(), m.end(), "point" if past else "frame", past, past, m[0])


def _by_name(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time:
    """Events and eras with years of their own: 改革开放以来, 八十年代, 本世纪末."""
    if m["end"]:
        end = str(words["ends"][m["end"]])
        return Time(m.start(), m.end(), "until", end, end, m[0])
    if m["since"]:
        return Time(m.start(), m.end(), "since", str(words["since"][m["since"]]), str(now.review), m[0])
    first, last = words["decades"][m["decade"]]
    return Time(m.start(), m.end(), "span", str(first), str(last), m[0])


def _is_mean(m: re.Match[str]) -> bool:
    """Whether a count of years only says how a growth was reckoned: 8月增长a%，两年平均增长b%."""
    return bool(m["n4"] or m["n5"]) and m.string.startswith("平均", m.end())


def _is_counted_from_now(m: re.Match[str], words: Mapping[str, Any]) -> bool:
    """Whether an expression means nothing without the year of speaking: 去年, 过去五年, “十五五”以来."""
    since = "以来" in (m["plan_tail"], m["plan_tail3"])
    return since or any(m[group] for group in _FROM_NOW) or (m["frame"] or "") in words["frame"]["past"]


def _to_date(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time:
    """今年以来: up to the last of the months that the document is about, or the year of speaking."""
    first, _, last = now.covers.partition("/")
    if first:
        last = last or first
        january = first if m["to_date"] in words["to_date"]["whole"] else f"{last[:4]}-01"
        return Time(m.start(), m.end(), "point", january, last, m[0])
    return Time(m.start(), m.end(), "since", str(now.year), str(now.year), m[0])


def read_year(text: str, words: Mapping[str, Any]) -> int:
    """Read four digits or ideographs as a year."""
    if text.isdecimal():
        return int(text)
    return int("".join(str(words["digits"].get(c, c)) for c in text))


def _small(text: str, words: Mapping[str, Any]) -> int:
    """Read a count below a hundred: 十二, 五, 12, 二十."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return 10 * (int(words["digits"].get(tens, 1)) if ten else 0) + int(words["digits"].get(ones, 0))


def _months(text: str, words: Mapping[str, Any]) -> tuple[int, int] | None:
    """First and last month of a part of a year."""
    if text in words["parts"]:
        first, last = words["parts"][text]
        return first, last
    if text[0] in "前头":
        last = _small(text[1:].removesuffix("月").removesuffix("个"), words)
        return (1, last) if 1 <= last <= 12 else None
    text = (text[: text.rfind("月")] if "日" in text else text).replace("元", "一")
    found = [_small(n, words) for n in re.findall(f"[0-9]+|[{''.join(words['digits'])}]+", text)]
    if not found or not all(1 <= n <= 12 for n in found):
        return None
    return found[0], found[-1]


def _point(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    year = read_year(m["year"], words) if m["year"] else now.year + int(words["relative"][m["relative"]])
    months = _months(m["part"], words) if m["part"] else None
    first, last = (f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") if months else (str(year), str(year))
    edge = m["edge"] or ""
    first = last if edge in words["edges"]["of_part"] else first
    if edge.startswith("以"):
        if now.review == NEVER:
            return Time(m.start(), m.end(), "lost", "", "", m[0])
        return Time(m.start(), m.end(), "since", first, str(max(now.review, year)), m[0])
    if m["lead"] and m["lead"].startswith("截"):
        return Time(m.start(), m.end(), "as_of", last, last, m[0])
    return Time(m.start(), m.end(), "until" if m["lead"] else "point", first, last, m[0])


def _part_of_frame(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    """A part of a year whose year the frame supplies; months stand as ``-01``."""
    months = _months(m["part2"], words)
    if months is None:
        return None
    first, last = (f"-{month:02}" for month in months)
    first = last if m["edge2"] in words["edges"]["of_part"] else first
    return Time(m.start(), m.end(), "as_of" if m["lead2"] else "frame", last if m["lead2"] else first, last, m[0])


def _plan(m: re.Match[str], now: Now, words: Mapping[str, Any], titles: bool) -> Time | None:
    first, last = words["plans"][m["plan"] or m["plan2"] or m["plan3"]]
    tail = m["plan_tail"] or m["plan_tail2"] or m["plan_tail3"]
    if not tail and not titles:
        return None
    if tail == "末":
        return Time(m.start(), m.end(), "until", str(last), str(last), m[0])
    if tail == "以来":
        return Time(m.start(), m.end(), "since", str(first), str(min(last, now.review)), m[0])
    return Time(m.start(), m.end(), "span", str(first), str(last), m[0])


def _count(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    """A count of years: back from the reviewed year, forward from the report's own, or open."""
    if m["n6"]:
        year = str(now.review - _small(m["n6"], words))
        return Time(m.start(), m.end(), "ago", year, year, m[0])
    n = _small(m["n1"] or m["n2"] or m["n3"] or m["n4"] or m["n5"], words)
    if m["bare"] in words["bare"]["ahead"]:
        return Time(m.start(), m.end(), "vague", "", "", m[0])
    forward = m["fore"] or m["after"] in words["forward"]["after"]
    first, last = (now.year, now.year + n - 1) if forward else (now.review - n + 1, now.review)
    kind: TimeKind = "span" if m["fore"] else "bare" if m["bare"] or m["n5"] else "counted"
    if m["back"] in words["backward"]["recent"]:
        kind = "recent"
    return Time(m.start(), m.end(), kind if n > 1 else "point", str(first), str(last), m[0])


_BY_WORD: Mapping[str, Callable[[re.Match[str], Now, Mapping[str, Any]], Time | None]] = {
    "y1": _span,
    "to_date": _to_date,
    "part2": _part_of_frame,
    "vague": _open,
    "monthly": _open,
    "frame": _frame,
    "end": _by_name,
    "since": _by_name,
    "decade": _by_name,
}
"""The reader of each group of the grammar but years, plans and counts."""
