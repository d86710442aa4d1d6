"""Time expressions of a text and the years they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from reportparse.lexicon import Lexicon

OPENERS = "。！？；;，,：:“”「」（）() \u3000\n"
"""Characters after which a clause begins."""
TimeKind: TypeAlias = Literal["point", "until", "as_of", "span", "counted", "recent", "bare", "since", "frame", "vague"]
"""``span`` has fixed years, ``counted`` a length that the place of the word fixes (五年内), ``recent`` is 近两年,
``bare`` a count without a word of direction (五年累计); ``frame`` leaves its year to the surroundings (全年, 上半年),
``vague`` leaves it open (近年来)."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression. ``first`` and ``last`` are ISO years or months, empty where the frame must supply them."""

    start: int
    end: int
    kind: TimeKind
    first: str
    last: str
    text: str
    is_apart: bool = False
    """True where a comma sets it off from what it is said of: 1953年，全国……"""

    @property
    def last_year(self) -> int | None:
        """The year in which it ends, if it is known.

        >>> Time(0, 5, "point", "2023", "2023", "2023年").last_year
        2023
        """
        if self.kind in ("bare", "vague"):
            return None
        return int(self.last[:4]) if self.last[:4].isdigit() and not self.last.startswith("-") else None

    @property
    def is_interval(self) -> bool:
        """True where it is more than one year long."""
        return self.first[:4] != self.last[:4]

    @property
    def is_lasting(self) -> bool:
        """True where it may hold for the sentences after its own: a year or an interval, but not 近两年 or a month."""
        return self.kind in ("point", "span", "counted", "since") and len(self.first) == 4

    @property
    def iso(self) -> str | None:
        """ISO 8601 year, month or interval."""
        if not self.first or not self.last:
            return None
        return self.first if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Now:
    """The years that words such as 今年 and 过去五年 are counted from."""

    year: int
    """The year in which the report speaks."""
    review: int
    """The last year that it looks back on."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lexicon's time words, compiled."""

    scan: re.Pattern[str]
    words: Mapping[str, Any]


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """Compile the time words of a lexicon into one pattern whose groups name the kind of expression."""
    words = lexicon.table("periods")
    han = "".join(d for d, value in words["digits"].items() if value < 10)
    count = f"(?:十[{han}]?|[{han}]|[1-9]\\d?)"
    year = f"(?:(?:19|20)\\d\\d|(?:一[八九]|二[{han}])[{han}]{{2}})"
    month = f"(?:1[0-2]|[1-9]|十[一二]?|[{han}])"
    months = f"(?:{month}(?:月份?)?[—－–\\-~至到])?{month}月份?(?![\\d{han}十]{{1,3}}日)"
    part = f"{_any(words['parts'])}|前{count}个月|{months}"
    anchor = f"(?P<year>{year})年度?|(?P<relative>{_any(words['relative'])})"
    plan = _any(words["plans"])
    alternatives = [
        f"(?P<y1>{year})年?(?:[—－–\\-~至到]+|起到|开始到)(?P<y2>{year})年",
        f"(?P<lead>截[至止到]|截止到|到|至)?(?:{anchor})(?:的?(?P<part>{part}))?(?P<edge>底|末|初|以来|以來)?",
        f"(?P<lead2>截[至止到]|截止到)?(?P<part2>{part})(?P<edge2>底|末)?",
        f'[“「"](?P<plan>{plan})五[”」"](?P<plan_tail>时期|時期|期间|期間|以来|末)?',
        f"第(?P<plan2>{plan})个?個?五年计划(?P<plan_tail2>时期|期间)?",
        f"(?P<lead3>到|至)?(?P<end>{_any(words['ends'])})",
        f"(?P<vague>{_any(words['vague']['words'])})",
        f"(?P<frame>{_any(words['frame']['words'])})",
        f"(?P<since>{_any(words['since'])})",
        f"(?P<decade>{_any(words['decades'])})",
        f"(?P<back>{_any(words['backward']['before'])})(?P<n1>{count})年(?:来|來|间|里|中)?",
        f"(?P<fore>{_any(words['forward']['before'])})(?P<n2>{count})年",
        f"(?P<n3>{count})年(?P<after>{_any([*words['backward']['after'], *words['forward']['after']])})",
        f"(?P<n4>{count})年(?=(?P<bare>{_any([*words['bare']['sums'], *words['bare']['ahead']])}))",
    ]
    firsts = "".join(sorted(set(_first_characters(words)) | set('12一二截到至第“「"3456789十前' + han)))
    scan = re.compile(f"(?=[{re.escape(firsts)}])(?:{'|'.join(alternatives)})")
    return Grammar(scan, words)


def _first_characters(words: Mapping[str, Any]) -> Iterable[str]:
    for table in ("relative", "parts", "since", "decades", "ends"):
        yield from (word[0] for word in words[table])
    for row in (
        words["frame"]["words"],
        words["vague"]["words"],
        words["backward"]["before"],
        words["forward"]["before"],
    ):
        yield from (word[0] for word in row)


def find_times(text: str, now: Now, lexicon: Lexicon, *, titles: bool = False) -> tuple[Time, ...]:
    """Return the time expressions of a text that say of when something is.

    Years that a number is compared with (比2020年) and years in names (《规划（2021—2025年）》) are left out. In a
    heading (``titles``) the bare name of a five-year plan counts as well.

    >>> from reportparse.lexicon import default
    >>> [t.iso for t in find_times("去年产量比2019年增长一成，到2027年翻番", Now(2024, 2023), default())]
    ['2023', '2027']
    """
    compiled = grammar(lexicon)
    out = []
    depth_end = -1
    for m in compiled.scan.finditer(text):
        if not titles and (m.start() < depth_end or is_reference(text, m.start(), m.end(), compiled.words)):
            continue
        if not titles:
            title_end = _inside_title(text, m.start())
            if title_end > 0:
                depth_end = title_end
                continue
            if _is_named(text, m, compiled.words) or _is_record(text, m, compiled.words):
                continue
        time = resolve(m, now, compiled.words, titles)
        if time is not None:
            out.append(replace(time, is_apart=text.startswith(("，", ","), m.end())))
    return tuple(out)


def is_reference(text: str, start: int, end: int, words: Mapping[str, Any]) -> bool:
    """Whether the year at ``start:end`` is what a number is compared with."""
    rows = words["reference"]
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    if before.endswith(tuple(rows["before"])) or after.startswith(tuple(rows["after"])):
        return True
    return before.endswith(tuple(rows["before_state"])) and after.startswith(tuple(rows["after_state"]))


def _inside_title(text: str, at: int) -> int:
    """The end of the 《…》 around an offset, or 0."""
    opened = text.rfind("《", max(0, at - 80), at)
    if opened < 0 or text.find("》", opened, at) >= 0:
        return 0
    return max(0, text.find("》", at, at + 80))


def _is_named(text: str, m: re.Match[str], words: Mapping[str, Any]) -> bool:
    """Whether the year is part of a thing's name: 完成2024年任务."""
    if m["plan"] or m["plan2"]:
        return text.endswith(tuple(words["named"]["before_plan"]), 0, m.start())
    if not (m["year"] or m["y1"] or m["relative"]) or m["part"]:
        return False
    rows = words["named"]
    before, after = text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 5].removeprefix("的")
    if after.startswith(tuple(rows["after"])):
        return True
    if after.startswith(tuple(rows["after_object"])) and before[-1:] not in OPENERS:
        return True
    return not m["lead"] and before.endswith(tuple(rows["before"]))


def _is_record(text: str, m: re.Match[str], words: Mapping[str, Any]) -> bool:
    """Whether a recent stretch is no time adverbial but a measure of rarity: 创近五年新高."""
    recent = m["back"] in words["backward"]["recent"] and not m[0].endswith(tuple(words["backward"]["after"]))
    recent = recent or (m["vague"] is not None and not text.startswith("，", m.end()))
    return recent and m.start() > 0 and text[m.start() - 1] not in OPENERS


def resolve(m: re.Match[str], now: Now, words: Mapping[str, Any], titles: bool) -> Time | None:
    """Say which years one match means; None where it is a name or a bare length of time."""
    span = (m.start(), m.end())
    text = m[0]
    if m["y1"]:
        first, last = _year(m["y1"], words), _year(m["y2"], words)
        return Time(*span, "span", str(first), str(last), text) if first < last else None
    if m["year"] or m["relative"]:
        return _point(m, now, words)
    if m["part2"]:
        return _part_of_frame(m, words)
    if m["plan"] or m["plan2"]:
        return _plan(m, now, words, titles)
    if m["end"]:
        end = str(words["ends"][m["end"]])
        return Time(*span, "until", end, end, text)
    if m["vague"]:
        return Time(*span, "vague", "", "", text)
    if m["frame"]:
        past = str(now.review) if m["frame"] in words["frame"]["past"] else ""
        return Time(*span, "point" if past else "frame", past, past, text)
    if m["since"]:
        return Time(*span, "since", str(words["since"][m["since"]]), str(now.review), text)
    if m["decade"]:
        first, last = words["decades"][m["decade"]]
        return Time(*span, "span", str(first), str(last), text)
    return _count(m, now, words)


def _year(text: str, words: Mapping[str, Any]) -> int:
    if text.isdecimal():
        return int(text)
    return int("".join(str(words["digits"].get(c, c)) for c in text))


def _small(text: str, words: Mapping[str, Any]) -> int:
    """Read a count up to 19: 十二, 五, 12."""
    if text.isdecimal():
        return int(text)
    ones = text.removeprefix("十")
    return 10 * (ones != text) + int(words["digits"].get(ones, 0))


def _months(text: str, words: Mapping[str, Any]) -> tuple[int, int] | None:
    """First and last month of a part of a year."""
    if text in words["parts"]:
        first, last = words["parts"][text]
        return first, last
    if text.startswith("前"):
        last = _small(text[1:].removesuffix("个月"), words)
        return (1, last) if 1 <= last <= 12 else None
    found = [_small(n, words) for n in re.findall(f"[0-9]+|[{''.join(words['digits'])}]+", text)]
    if not found or not all(1 <= n <= 12 for n in found):
        return None
    return found[0], found[-1]


def _point(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    year = _year(m["year"], words) if m["year"] else now.year + int(words["relative"][m["relative"]])
    months = _months(m["part"], words) if m["part"] else None
    first, last = (f"{year}-{months[0]:02}", f"{year}-{months[1]:02}") if months else (str(year), str(year))
    edge = m["edge"] or ""
    if edge.startswith("以"):
        return Time(m.start(), m.end(), "since", first, str(max(now.review, year)), m[0])
    if m["lead"] and m["lead"].startswith("截"):
        return Time(m.start(), m.end(), "as_of", last, last, m[0])
    return Time(m.start(), m.end(), "until" if m["lead"] else "point", first, last, m[0])


def _part_of_frame(m: re.Match[str], words: Mapping[str, Any]) -> Time | None:
    """A part of a year whose year the frame supplies; months stand as ``-01``."""
    months = _months(m["part2"], words)
    if months is None:
        return None
    first, last = (f"-{month:02}" for month in months)
    return Time(m.start(), m.end(), "as_of" if m["lead2"] else "frame", last if m["lead2"] else first, last, m[0])


def _plan(m: re.Match[str], now: Now, words: Mapping[str, Any], titles: bool) -> Time | None:
    first, last = words["plans"][m["plan"] or m["plan2"]]
    tail = m["plan_tail"] or m["plan_tail2"]
    if not tail and not titles:
        return None
    if tail == "末":
        return Time(m.start(), m.end(), "until", str(last), str(last), m[0])
    if tail == "以来":
        return Time(m.start(), m.end(), "since", str(first), str(min(last, now.review)), m[0])
    return Time(m.start(), m.end(), "span", str(first), str(last), m[0])


def _count(m: re.Match[str], now: Now, words: Mapping[str, Any]) -> Time | None:
    """A count of years: back from the reviewed year, forward from the report's own, or open."""
    n = _small(m["n1"] or m["n2"] or m["n3"] or m["n4"], words)
    if m["bare"] in words["bare"]["ahead"]:
        return Time(m.start(), m.end(), "vague", "", "", m[0])
    forward = m["fore"] or m["after"] in words["forward"]["after"]
    first, last = (now.year, now.year + n - 1) if forward else (now.review - n + 1, now.review)
    kind: TimeKind = "span" if m["fore"] else "bare" if m["bare"] else "counted"
    if m["back"] in words["backward"]["recent"]:
        kind = "recent"
    return Time(m.start(), m.end(), kind if n > 1 else "point", str(first), str(last), m[0])
