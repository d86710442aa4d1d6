"""Explaining a claim from the tables of a report written for it."""

import pytest

import reportparse as rp
from reportparse.review.explain import explain, raw_lines

REPORT = """2031年东岭省政府工作报告

一、2030年工作回顾

棉花产量增长5.2%。已建成已建成粮库粮库12座12座。

二、2031年工作安排

今年棉花产量力争增长6%以上。
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> rp.tables.outputs.Outputs:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "in").mkdir()
    (folder / "in" / "report.txt").write_text(REPORT, encoding="utf8")
    rp.extract(folder / "in", folder / "out")
    return rp.load(folder / "out")


def test_explanation_shows_number_lines_and_reasons(outputs: rp.tables.outputs.Outputs) -> None:
    claims = outputs.claims
    claim = claims[claims["text"].str.startswith("6%")].iloc[0]
    got = explain(outputs, claim["claim_id"], REPORT)
    assert "9: 今年棉花产量力争增长【6%以上】。" in got
    assert "力争" in got.split("why")[1]
    assert "target, 2031" in got


def test_without_the_source_the_block_stands_in(outputs: rp.tables.outputs.Outputs) -> None:
    claim = outputs.claims.iloc[0]
    assert "【" + claim["text"] + "】" in explain(outputs, claim["claim_id"])


def test_every_claim_can_be_explained(outputs: rp.tables.outputs.Outputs) -> None:
    assert all(explain(outputs, claim_id, REPORT) for claim_id in outputs.claims["claim_id"])


def test_unknown_claim_is_named(outputs: rp.tables.outputs.Outputs) -> None:
    with pytest.raises(KeyError, match="no claim_id nothing"):
        explain(outputs, "nothing")


def test_raw_lines_over_a_line_end() -> None:
    assert raw_lines("突破4000\n万人次。", 2, 9) == ["1: 突破【4000", "2: 万人】次。"]
