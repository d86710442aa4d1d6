"""The panel over rows written for it."""

import pandas as pd
import pytest

from reportparse.lexicon import default
from reportparse.tables.commitment import commitment_of
from reportparse.tables.panel import COLUMNS, panel, target_measures

DOCUMENTS = pd.DataFrame(
    [
        ("a23", "东岭省_2023.txt", "东岭省", "990000", "province", 2023),
        ("a24", "东岭省_2024.txt", "东岭省", "990000", "province", 2024),
        ("b24", "西原市.txt", None, None, None, 2024),
    ],
    columns=["doc_id", "source", "place", "place_code", "level", "report_year"],
)


def claim(doc: str, n: int, status: str, period: str, value: float, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "doc_id": doc,
        "claim_id": f"{doc}-c{n}",
        "indicator_id": "gdp",
        "measure": "growth_rate",
        "direction": "up",
        "status": status,
        "period": period,
        "value": value,
        "value_low": value,
        "value_high": value,
        "normalized_value": value,
        "normalized_unit": "%",
        "reference": None,
        "bound": "=",
        "text": f"{value}%",
        "sentence": f"生产总值增长{value}%。",
        "confidence": 0.9,
        "raw_start": n,
    }
    return row | more


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def test_target_stands_beside_the_result_of_the_next_report() -> None:
    claims = frame(
        claim("a23", 1, "target", "2023", 6.0, bound=">=", value_high=None, text="6.0%以上"),
        claim("a24", 2, "actual", "2023", 5.4),
        claim("a24", 3, "target", "2024", 5.5, bound="~", text="5.5%左右"),
    )
    got = panel(claims, DOCUMENTS, "gdp")
    assert list(got.columns) == list(COLUMNS)
    assert got[["place", "year", "target_value", "actual_value", "commitment"]].astype(object).fillna(
        "-"
    ).values.tolist() == [
        ["东岭省", 2023, 6.0, 5.4, "hard"],
        ["东岭省", 2024, 5.5, "-", "soft"],
    ]
    assert got["gap"].iloc[0] == pytest.approx(-0.6)
    assert got["target_claim_ids"].iloc[0] == ["a23-c1"]


def test_contending_values_are_counted_not_hidden() -> None:
    claims = frame(
        claim("b24", 1, "target", "2024", 5.0, confidence=0.7), claim("b24", 2, "target", "2024", 6.0, confidence=0.8)
    )
    got = panel(claims, DOCUMENTS, "gdp").iloc[0]
    assert (got["place"], got["target_value"], got["target_n_values"]) == ("西原市", 6.0, 2)


def test_a_plan_made_years_before_gives_way_to_the_target_of_the_year() -> None:
    claims = frame(claim("a23", 1, "target", "2024", 7.0), claim("a24", 2, "target", "2024", 5.5))
    got = panel(claims, DOCUMENTS, "gdp").iloc[0]
    assert (got["target_value"], got["target_n_values"]) == (5.5, 1)


def test_other_measures_intervals_and_missing_values_stay_out() -> None:
    claims = frame(
        claim("a24", 1, "actual", "2021/2025", 6.0),
        claim("a24", 2, "actual", "2023", 5000.0, measure="level"),
        claim("a24", 3, "actual", "2023", float("nan")),
        claim("a24", 4, "actual", "2023", 2.0, direction="down"),
        claim("a24", 5, "actual", "2023", 60.0, reference="2018年"),
        claim("a24", 6, "actual", "2023", 2.0, normalized_unit="倍"),
    )
    got = panel(claims, DOCUMENTS, "gdp")
    assert got["actual_value"].tolist() == [-2.0]
    assert panel(claims, DOCUMENTS, "gdp", measure="level")["actual_value"].tolist() == [5000.0]


def test_no_rows_give_an_empty_panel() -> None:
    claims = frame(claim("a24", 1, "actual", "2023", 5.0))
    assert panel(claims, DOCUMENTS, "cpi").empty


def test_unknown_indicator_is_named() -> None:
    with pytest.raises(KeyError, match="no_such"):
        target_measures("no_such", default())


@pytest.mark.parametrize(
    ("sentence", "text", "bound", "commitment"),
    [
        ("确保棉花产量增长3%左右。", "3%左右", "~", "hard"),
        ("力争棉花产量增长3%以上。", "3%以上", ">=", "soft"),
        ("力争好于去年，棉花产量增长3%以上。", "3%以上", ">=", "hard"),
        ("棉花产量增长3%。", "3%", "=", "soft"),
        ("登记失业率控制在4%以内。", "4%以内", "<=", "hard"),
        ("棉花产量增长3%—4%。", "3%—4%", "range", "soft"),
        ("卡片没有句子。", "3%左右", "~", "soft"),
    ],
)
def test_commitment(sentence: str, text: str, bound: str, commitment: str) -> None:
    assert commitment_of(sentence, text, bound, default())[0] == commitment
