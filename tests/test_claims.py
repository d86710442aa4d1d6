"""The claims stage: every case of tests/cases/claims.jsonl, and what must hold for any text."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportparse as rp
from reportparse.claims.clauses import clauses_of
from reportparse.claims.joining import spread
from reportparse.lexicon import default
from reportparse.model import Claim

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "claims.jsonl").read_text("utf8").splitlines()]
WORDS = """全市 产量 增长 下降 分别 占 的 由 到 从 居 第二位 3.5% 12万吨 5个百分点 80亿元 2倍 、 ， 。 ； ： “ ” （
） 和 均 其中
比上年 学校 新建 6所 40个 实现 利润 收入 达到 提高 一半 三分之二 7:3 20天 2024年 累计 总数"""
PIECES = st.lists(st.sampled_from([*re.split(r"\s+", WORDS), "\u3000", "\x0c"]), max_size=40).map("".join)


def found(claim: Claim) -> dict[str, Any]:
    """A claim as the cases write it."""
    row = {
        "text": claim.text,
        "indicator": claim.indicator,
        "measure": claim.measure,
        "direction": claim.direction,
        "value": str(claim.value),
        "unit": claim.unit,
        "reference": claim.reference,
    }
    if claim.bound != "=":
        row |= {"bound": claim.bound, "low": str(claim.value_low), "high": str(claim.value_high)}
    return {key: value for key, value in row.items() if value is not None}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:14])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case["provenance"] == "known_failures":
        request.applymarker(pytest.mark.xfail(strict=True))
    assert [found(claim) for claim in rp.parse(case["text"], year=2024).claims] == case["claims"]


@given(PIECES)
@settings(max_examples=150)
def test_claims_keep_to_their_numbers(text: str) -> None:
    report = rp.parse(text, year=2024)
    for claim in report.claims:
        mention = report.mentions[claim.mention]
        assert (claim.start, claim.end, claim.text) == (mention.start, mention.end, mention.text)
        assert claim.text in claim.sentence
        assert 0 <= claim.confidence <= 1
        assert (claim.direction is None) == (claim.measure not in ("growth_rate", "change"))
        assert claim.rule
        assert len(claim.why) >= 4
    assert list(report.claims) == sorted(report.claims, key=lambda c: c.mention)


@given(st.text(alphabet="甲乙，。；：“”（）《》3.:：\n ", max_size=60))
def test_clauses_tile_their_sentences(text: str) -> None:
    clauses = clauses_of(text)
    assert [c.start for c in clauses] == sorted(c.start for c in clauses)
    for one, other in pairwise(clauses):
        assert one.end < other.start
        assert one.sentence_end <= other.sentence_start or one.sentence_start == other.sentence_start
    assert all(c.sentence_start <= c.start < c.end <= c.sentence_end for c in clauses)


@given(st.lists(st.text(alphabet="稻麦豆鱼肉产量收入", min_size=1, max_size=5), min_size=2, max_size=5))
def test_spread_gives_as_many_nouns_as_numbers_or_none(parts: list[str]) -> None:
    nouns = spread("、".join(parts), len(parts), default())
    assert len(nouns) == len(parts)
    assert all(part in noun for noun, part in zip(nouns, parts, strict=True))


def test_a_repaired_numeral_says_so() -> None:
    report = rp.parse("建成建成示范示范社区社区 2300 2300 个个，，惠及惠及居民居民。。", year=2024)
    assert report.repairs
    assert [c for c in report.claims if "repaired" in c.flags]


def test_one_long_line_gives_all_its_claims() -> None:
    text = "，".join(f"新建学校{i}所、改造医院{7 * i}个" for i in range(1, 1500))
    assert len(rp.parse(text, year=2024).claims) == 2998


@pytest.mark.parametrize(
    "text", ["甲" * 3000 + "，增长5%，降3%。", "《" * 500 + "增长5%" * 40, "新建3所" + "乙" * 3000]
)
def test_what_is_too_long_for_a_noun_names_nothing(text: str) -> None:
    claims = rp.parse(text, year=2024).claims
    assert claims
    assert all(len(claim.indicator) <= 60 for claim in claims)


def test_the_numbers_of_one_list_share_their_time() -> None:
    claims = rp.parse("2023年三次产业比由2019年的18:42:40调整为12:45:43。", year=2024).claims
    assert [claim.period for claim in claims] == ["2019"] * 3 + ["2023"] * 3


def test_an_interval_from_year_to_year_dates_the_ends_of_a_change() -> None:
    claims = rp.parse("从2019年到2023年，纳税大户所占的比重从31%降低到24%。", year=2024).claims
    assert [claim.period for claim in claims] == ["2019", "2023"]


def test_texts_without_marks_come_back() -> None:
    for piece in ("的有", "有、", "有甲、乙等", "占甲的5%", "1990年到"):
        assert rp.parse(piece * 10_000 + "增长5%", year=2024).blocks
