"""Names of well-known indicators."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.lexicon import default
from reportparse.model import Metadata
from reportparse.pipeline import parse

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/indicators.jsonl").read_text("utf8").splitlines()]
ROWS = default().table("indicators")["indicator"]
PROVINCE = Metadata(place="东岭省", level="province")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['indicator']}-{c['measure']}")
def test_indicator_id(case: dict[str, Any]) -> None:
    assert indicator_id_of(case["indicator"], case["measure"], case["unit"], default()) == case["id"]


@pytest.mark.parametrize(
    ("indicator", "metadata", "found"),
    [
        ("东岭省地区生产总值", PROVINCE, "gdp"),
        ("东岭地区生产总值", PROVINCE, "gdp"),
        ("西原市地区生产总值", PROVINCE, None),
        ("全国国内生产总值", PROVINCE, None),
        ("全国国内生产总值", Metadata(place="全国", level="country"), "gdp"),
        ("全省地区生产总值", PROVINCE, "gdp"),
        ("全省地区生产总值", Metadata(place="云溪市", level="prefecture"), None),
        ("全市地区生产总值", Metadata(place="云溪市", level="prefecture"), "gdp"),
        ("全区地区生产总值", Metadata(place="西原自治区", level="province"), "gdp"),
    ],
)
def test_only_the_reports_own_place_is_left_out(indicator: str, metadata: Metadata, found: str | None) -> None:
    assert indicator_id_of(indicator, "growth_rate", "%", default(), metadata) == found


def test_every_surface_form_names_one_indicator() -> None:
    forms = [form for row in ROWS for form in row["forms"]]
    assert len(forms) == len(set(forms))
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["id"])
def test_every_form_is_found_in_its_own_unit(row: dict[str, Any]) -> None:
    unit = (row["units"] or ["%"])[0]
    for form in row["forms"]:
        assert indicator_id_of(form, "level", unit, default()) == row["id"]
        assert indicator_id_of(form, "growth_rate", "%", default()) == row["id"]


@given(st.text(max_size=30), st.sampled_from(["level", "growth_rate", "share"]))
@settings(max_examples=100, deadline=None)
def test_any_phrase_gets_an_answer(indicator: str, measure: str) -> None:
    found = indicator_id_of(indicator, measure, "%", default())
    assert found is None or found in {row["id"] for row in ROWS}


def test_a_stretch_goal_does_not_stand_as_a_second_target() -> None:
    claims = parse("今年粮食产量增长5%以上、力争达到6%，棉花产量增长3%。", year=2031).claims
    assert [(c.text, c.indicator_id) for c in claims if c.measure == "growth_rate"] == [
        ("5%以上", "grain_output"),
        ("6%", None),
        ("3%", "cotton_output"),
    ]
    assert "stretch_goal" in claims[1].flags


def test_a_goal_is_no_part_of_the_noun_that_it_is_set_for() -> None:
    for text in ("今年经济增长预期目标为7%左右。", "经济增长速度定为7%左右。", "经济增长率预期目标为7%。"):
        claim = parse(text, year=2031).claims[0]
        assert (claim.indicator_id, claim.measure) == ("gdp", "growth_rate"), text


def test_a_product_under_a_capacity_is_no_output() -> None:
    said = "2030年生铁产量88万吨。新增加的生产能力有：生铁12万吨，水泥30万吨。"
    assert [c.indicator_id for c in parse(said, year=2031).claims][1:] == [None, None]
    assert parse(said, year=2031).claims[0].indicator_id is not None
