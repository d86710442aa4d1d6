"""Gold files: claims of passages by hand, and which claims of the program are right in every field.

A line holds ``source`` (a path below the folder of its texts), ``start`` and ``end`` of a passage in the decoded file,
and ``claims``: ``quote``, ``at`` in the passage, ``value``, ``unit``, ``bound``, ``measure``, ``direction``,
``status``, ``period``, ``indicator_core`` and ``indicator_max``; a list in a field means any of them, ``optional``
neither way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import reportparse as rp
from reportparse.model import Claim
from reportparse.report import Report

Gold = dict[str, Any]
_SCALES = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
    "百": 2,
}
_NO_SCALE = re.compile("千(?:瓦|克|米|伏|卡|帕|赫|焦|升|兆)|百分")
_MARKS = re.compile(r"[\s“”\"'《》〈〉（）()、，。；：·—-]")


def judged(gold: Path, folder: Path) -> Iterator[tuple[str, Report, Claim, bool]]:
    """Yield the genre, the report and each claim in a passage, with whether the whole row is right."""
    records = [json.loads(line) for line in gold.read_text(encoding="utf8").splitlines() if line.strip()]
    reports: dict[str, Report] = {}
    for record in records:
        source = record["source"]
        if source not in reports:
            reports[source] = rp.parse(rp.read(folder / source), source=source)
        genre = re.split(r"__|/|_\d", source)[0]
        for claim, right in _of_passage(record, reports[source]):
            yield genre, reports[source], claim, right


def _of_passage(record: Gold, report: Report) -> Iterator[tuple[Claim, bool]]:
    start, end = record.get("start", 0) or 0, record.get("end") or len(report.raw)
    left = [claim for claim in report.claims if start <= claim.start < end]
    wanted = list(enumerate(record["claims"]))
    pairs = [(_score(claim, w), i, claim) for i, w in wanted for claim in left if _meets(claim, w, start)]
    pairs.sort(key=lambda pair: -pair[0])
    taken: dict[int, Claim] = {}
    for score, i, claim in pairs:
        if i in taken or all(claim is not other for other in left):
            continue
        taken[i] = claim
        left = [other for other in left if other is not claim]
        if not record["claims"][i].get("optional"):
            yield claim, score == ALL
    yield from ((claim, False) for claim in left)


ALL = 4
"""The score of a row that is right in every field."""


def _meets(claim: Claim, wanted: Gold, start: int) -> bool:
    if wanted.get("at") is None:
        return _number(claim, wanted)
    at = int(start + wanted["at"])
    return claim.start < at + len(wanted["quote"]) and at < claim.end


def _score(claim: Claim, wanted: Gold) -> int:
    if not _number(claim, wanted):
        return 0
    if not _meaning(claim, wanted):
        return 1
    if not _noun(claim, wanted):
        return 2
    return ALL if not wanted.get("period") or claim.period in _any(wanted["period"]) else 3


def _any(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _base(value: float, unit: str) -> tuple[float, str]:
    """A value and its unit with the scale word multiplied out."""
    unit = (unit or "").replace("％", "%").strip()
    if unit == "个百分点":
        return value, "百分点"
    if not _NO_SCALE.match(unit):
        for word, power in _SCALES.items():
            if unit.startswith(word):
                return value * 10**power, unit.removeprefix(word)
    return value, unit


def _number(claim: Claim, wanted: Gold) -> bool:
    if claim.bound != wanted["bound"] or claim.normalized_value is None:
        return False
    if claim.bound == "range" and float(claim.value_high or 0) != wanted["value_high"]:
        return False
    got = _base(1.0, claim.normalized_unit)[1]
    for written in _any(wanted["unit"]):
        value, unit = _base(wanted["value"], written)
        close = abs(float(claim.normalized_value) - value) <= 1e-9 * max(1.0, abs(value))
        if close and (unit in (got, "") or wanted["measure"] == "rank"):
            return True
    return False


def _meaning(claim: Claim, wanted: Gold) -> bool:
    directed = claim.measure in ("growth_rate", "change")
    same = claim.measure in _any(wanted["measure"]) and claim.status in _any(wanted["status"])
    return same and (not directed or claim.direction == wanted["direction"])


def _noun(claim: Claim, wanted: Gold) -> bool:
    got = _MARKS.sub("", claim.indicator)
    if not any(_MARKS.sub("", core) in got for core in _any(wanted["indicator_core"])):
        return False
    longest = [_MARKS.sub("", most) for most in _any(wanted.get("indicator_max")) if most]
    return any(_within(got, most) for most in longest) if longest else len(got) <= 30


def _within(small: str, big: str) -> bool:
    rest = iter(big)
    return all(character in rest for character in small)
