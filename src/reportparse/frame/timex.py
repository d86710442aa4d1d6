"""Time expressions of a text that say of when something is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reportparse.frame.times import Now, Time
from reportparse.frame.timewords import grammar, read_year, resolve
from reportparse.lexicon import Lexicon

_REST = re.compile("[^，。；、]{0,9}")
_BASE = re.compile("([^，。；0-9百千万亿]{0,16}?上)")
OPENERS = "。！？；;，,：:“”「」（）() \u3000\n"
"""Characters after which a clause begins."""


def find_times(
    text: str, now: Now, lexicon: Lexicon, *, titles: bool = False, compared: bool = False
) -> tuple[Time, ...]:
    """Return the time expressions of a text that say of when something is.

    Years that a number is compared with (比2020年) and years in names (《规划（2021—2025年）》) are left out. In a
    heading (``titles``) the bare name of a five-year plan counts as well; ``compared`` asks for the others.

    >>> from reportparse.lexicon import default
    >>> [t.iso for t in find_times("去年产量比2019年增长一成，到2027年翻番", Now(2024, 2023), default())]
    ['2023', '2027']
    """
    compiled = grammar(lexicon)
    words = compiled.words
    matches = compiled.scan.finditer(text)
    kept = (m for m in matches if titles or _is_asked_for(text, m, words, compared))
    found = (resolve(m, now, words, titles) for m in kept)
    return tuple(time for time in found if time is not None)


def _is_asked_for(text: str, m: re.Match[str], words: Mapping[str, Any], compared: bool) -> bool:
    """Whether a match is a time of the kind asked for, and no part of a name."""
    start = m.start("year") if m["lead"] and m["year"] else m.start()
    if is_reference(text, start, m.end(), words) != compared or _is_in_title(text, m.start()):
        return False
    return not _is_named(text, m, words) and not _is_record(text, m, words)


def compared_years(text: str, lexicon: Lexicon) -> list[int]:
    """Return the years that numbers of a text are compared with.

    >>> from reportparse.lexicon import default
    >>> compared_years("产量比1978年增加两成", default())
    [1978]
    """
    compiled = grammar(lexicon)
    if not compiled.year.search(text):
        return []
    found = (m for m in compiled.scan.finditer(text) if m["year"])
    return [read_year(m["year"], compiled.words) for m in found if is_reference(text, *m.span(), compiled.words)]


def is_reference(text: str, start: int, end: int, words: Mapping[str, Any]) -> bool:
    """Whether the year at ``start:end`` is what a number is compared with."""
    rows = words["reference"]
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    if before.endswith(tuple(rows["before"])) or after.startswith(tuple(rows["after"])):
        return True
    sums, clause = tuple(words["sums"]["words"]), _REST.match(text, end)
    if clause is not None and any(word in clause[0] for word in sums):
        return True
    base = _BASE.match(text, end)
    if base is not None and base[1].endswith(tuple(rows["within"])):
        return True
    return before.endswith(tuple(rows["before_state"])) and after.startswith(tuple(rows["after_state"]))


def _is_in_title(text: str, at: int) -> bool:
    """Whether an offset stands between 《 and 》."""
    opened = text.rfind("《", max(0, at - 80), at)
    return opened >= 0 and text.find("》", opened, at) < 0 and text.find("》", at, at + 80) >= 0


def _is_named(text: str, m: re.Match[str], words: Mapping[str, Any]) -> bool:
    """Whether the year is part of a thing's name: 完成2024年任务."""
    if m["plan"] or m["plan2"] or m["plan3"]:
        return text.endswith(tuple(words["named"]["before_plan"]), 0, m.start())
    rows = words["named"]
    if m["frame"] and text.startswith(rows["goals"], m.end()):
        return text.endswith(rows["beside_goals"], 0, m.start())
    if not (m["year"] or m["y1"] or m["relative"]) or m["part"]:
        return False
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
