"""Panel and delivery over rows written for them."""

import importlib
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from made_tables import claim, document, level, write
from reportparse.facts import derive
from reportparse.tables import SCHEMAS
from reportparse.tables.outputs import to_frame
from reportparse.tables.schemas import DERIVED
from reportparse.tables.wide import COLUMNS, schema, wide

DOCUMENTS = [
    document("a23", "东岭省", 2023),
    document("a24", "东岭省", 2024),
    document("a25", "东岭省", 2025),
    document("b24", None, 2024, source="西原市.txt", level=None, place_code=None),
    document("n23", "全国", 2023, level="country", place_code="000000"),
]


@pytest.fixture
def derived(tmp_path: Path) -> Any:
    def run(*claims: dict[str, Any], documents: list[dict[str, Any]] = DOCUMENTS) -> dict[str, pd.DataFrame]:
        for old in tmp_path.glob("*.parquet"):
            old.unlink()
        folder = write(tmp_path, documents, list(claims))
        derive(folder)
        return {name: pq.read_table(folder / f"{name}.parquet").to_pandas() for name in DERIVED}

    return run


def test_stretches_of_documents_and_parts_of_places_change_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    reports = (("a23", "target"), ("a24", "actual"), ("b24", "actual"))
    values = ((3, "gdp"), (5, "gdp"), (9, "cpi"))
    rows = [claim(d, n, s, "2023", n, indicator_id=i) for d, s in reports for n, i in values]
    made = []
    for folder, size in ((tmp_path / "whole", 10**6), (tmp_path / "it's [1]", 1)):
        folder.mkdir()
        module = importlib.import_module("reportparse.facts.derive")
        for name in ("STRETCH", "PART", "ROWS"):
            monkeypatch.setattr(module, name, size)
        derive(write(folder, DOCUMENTS, rows))
        made.append([pq.read_table(folder / f"{name}.parquet") for name in DERIVED])
    assert made[0] == made[1]
    assert [t.num_rows > 0 for t in made[0]] == [True, True, True]


def gdp(panel: pd.DataFrame) -> pd.DataFrame:
    return to_frame(pa.Table.from_pylist(wide(plain(panel), {"growth_rate"}, "元"), schema()))


def plain(panel: pd.DataFrame) -> list[dict[str, object]]:
    rows = pa.Table.from_pandas(panel, SCHEMAS["panel"], preserve_index=False).to_pylist()
    return [row for row in rows if row["indicator_id"] == "gdp"]


def test_tables_follow_their_schemas(tmp_path: Path) -> None:
    folder = write(
        tmp_path, DOCUMENTS, [claim("a23", 1, "target", "2023", 6.0), claim("a24", 2, "actual", "2023", 5.0)]
    )
    assert derive(folder) == {"panel": 2, "delivery": 1, "doubts": 0}
    for name in DERIVED:
        found = pq.read_schema(folder / f"{name}.parquet")
        assert [(f.name, f.nullable, f.metadata) for f in found] == [
            (f.name, f.nullable, f.metadata) for f in SCHEMAS[name]
        ]


def test_target_stands_beside_the_result_of_the_next_report(derived: Any) -> None:
    made = derived(
        claim("a23", 1, "target", "2023", 6.0, bound=">=", value_high=None, text="6.0%以上"),
        claim("a24", 2, "actual", "2023", 5.4),
        claim("a24", 3, "target", "2024", 5.5, bound="~", text="5.5%左右"),
    )
    got = gdp(made["panel"])
    assert list(got.columns) == list(COLUMNS)
    assert got[["place", "year", "target_shown", "actual_shown"]].astype(object).fillna("-").values.tolist() == [
        ["东岭省", 2023, "≥6", "5.4"],
        ["东岭省", 2024, "≈5.5", "-"],
    ]
    assert got["gap"].iloc[0] == pytest.approx(-0.6)
    assert list(got["target_claim_ids"].iloc[0]) == ["a23-c1"]
    assert made["delivery"][["year", "commitment", "verdict", "why"]].values.tolist() == [
        [2023, "hard", "missed", "short of the target"],
        [2024, "soft", "undetermined", "the report says no result"],
    ]


def test_several_values_of_a_cell_are_all_kept_and_what_is_said_most_stands(derived: Any) -> None:
    got = gdp(
        derived(
            claim("b24", 1, "target", "2024", 5.0, confidence=0.95),
            claim("b24", 2, "target", "2024", 6.0, confidence=0.6, flags=["indicator_inherited"]),
            claim("b24", 3, "target", "2024", 6.0, confidence=0.6, flags=["indicator_inherited"]),
        )["panel"]
    ).iloc[0]
    assert (got["place"], got["target_value"], got["target_n_values"]) == ("西原市", 6.0, 2)
    assert (list(got["target_others"]), list(got["target_claim_ids"])) == (["5"], ["b24-c2", "b24-c3", "b24-c1"])


def test_a_number_stands_before_the_mark_that_it_has_passed(derived: Any) -> None:
    rows = [
        level("a24", 1, "actual", "2023", 9000.0, "公里", bound=">", value_high=None, indicator_id="expressway_km"),
        level("a24", 2, "actual", "2023", 9217.0, "公里", indicator_id="expressway_km"),
    ]
    got = derived(*rows)["panel"].iloc[0]
    assert (got["value"], got["n_values"], list(got["others"])) == (9217.0, 2, [">9000"])


def test_an_open_side_stays_open_beside_other_values(derived: Any) -> None:
    got = derived(
        claim("a24", 1, "target", "2024", 5.0, bound=">=", value_high=None),
        claim("a24", 2, "target", "2024", 7.0),
    )["panel"].iloc[0]
    assert (got["value"], got["low"], got["high"] != got["high"], got["bound"]) == (5.0, 5.0, True, ">=")


def test_what_is_counted_many_times_over_is_no_cell(derived: Any) -> None:
    rows = [level("a24", n, "actual", "2023", n, "个", indicator_id="projects", indicator="建设项目") for n in (3, 4)]
    assert derived(*rows)["panel"].empty
    assert derived(*rows)["doubts"].empty


def test_a_city_keeps_apart_what_it_says_of_its_province(derived: Any) -> None:
    city = [document("c24", "云溪市", 2024, level="prefecture", place_code="990100")]
    rows = [claim("c24", 1, "actual", "2023", 5.2, sentence="全省地区生产总值增长5.2%。")]
    assert derived(*rows, documents=city)["panel"].empty


BESIDE = ["indicator_inherited"]


@pytest.mark.parametrize("place", ["云溪市", None], ids=["a city", "a place that is not known"])
@pytest.mark.parametrize(
    ("sentence", "value", "more", "shown"),
    [
        ("地区生产总值增长6.4%（全省增长4%）。", 4.0, {}, []),
        ("地区生产总值增长6.4%(全省4%)。", 4.0, {}, []),
        ("地区生产总值增长6.4%，全省增长4%。", 4.0, {}, []),
        ("地区生产总值增长6.4%，居全省第5。", 5.0, {"text": "5", "measure": "rank", "normalized_unit": ""}, ["5"]),
        ("地区生产总值增长6.4%（工业带动4%）。", 4.0, {}, ["4"]),
    ],
)
def test_what_is_said_of_the_parent_beside_ones_own_is_not_its_own(
    derived: Any, place: str | None, sentence: str, value: float, more: dict[str, Any], shown: list[str]
) -> None:
    level = place and "prefecture"
    city = [document("c24", place, 2024, level=level, place_code=place and "990100")]
    row = claim("c24", 1, "actual", "2023", value, sentence=sentence, flags=BESIDE, **more)
    assert derived(row, documents=city)["panel"]["shown"].tolist() == shown


def test_a_province_may_say_whose_a_number_is(derived: Any) -> None:
    row = claim("a24", 1, "actual", "2023", 4.0, sentence="省本级收入增长6.4%（全省增长4%）。", flags=BESIDE)
    assert derived(row)["panel"]["shown"].tolist() == ["4"]


def test_what_a_person_has_set_to_an_earlier_year_stands_unless_that_years_report_says_it(derived: Any) -> None:
    rows = [
        claim("a24", 1, "target", "2023", 5.0, flags=["corrected"]),
        claim("a24", 2, "target", "2022", 8.0),
        claim("a24", 3, "actual", "2023", 5.6),
    ]
    made = derived(*rows)
    assert gdp(made["panel"])[["year", "target_shown"]].values.tolist() == [[2023, "5"]]
    assert made["delivery"][["year", "target_claim_id", "verdict"]].values.tolist() == [[2023, "a24-c1", "kept"]]
    made = derived(*rows, claim("a23", 4, "target", "2023", 5.5))
    assert made["delivery"]["target_claim_id"].tolist() == ["a23-c4"]


def test_a_plan_made_years_before_gives_way_to_the_target_of_the_year(derived: Any) -> None:
    made = derived(claim("a23", 1, "target", "2024", 7.0), claim("a24", 2, "target", "2024", 5.5))
    got = gdp(made["panel"]).iloc[0]
    assert (got["target_value"], got["target_n_values"]) == (5.5, 1)


def test_growth_over_years_multiples_and_intervals_are_no_annual_growth(derived: Any) -> None:
    panel = derived(
        claim("a24", 1, "actual", "2021/2025", 30.0),
        claim("a24", 2, "actual", "2019/2023", 6.0, sentence="五年来生产总值年均增长6%。"),
        level("a24", 3, "actual", "2023", 5000.0, "元"),
        claim("a24", 4, "actual", "2023", 2.0, direction="down"),
        claim("a24", 5, "actual", "2023", 60.0, reference="2018年"),
        claim("a24", 6, "actual", "2023", 2.0, normalized_unit="倍"),
    )["panel"]
    assert gdp(panel)["actual_value"].tolist() == [-2.0]
    assert [row["actual_value"] for row in wide(plain(panel), {"level"}, "元")] == [5000.0]
    bases = panel.set_index("claim_id")["basis"].to_dict()
    assert bases["a24-c2"] == "annual_average"
    assert bases["a24-c5"] == "vs_base"
    assert not isinstance(bases["a24-c6"], str)


def test_a_fall_turns_value_and_bounds(derived: Any) -> None:
    row = claim(
        *("a24", 1, "target", "2024", 3.0),
        direction="down",
        bound=">=",
        value_high=None,
        indicator_id="energy_intensity",
    )
    got = derived(row)["panel"].iloc[0]
    assert (got["value"], got["low"] != got["low"], got["high"]) == (-3.0, True, -3.0)
    assert (got["bound"], got["bound_written"], got["shown"]) == ("<=", ">=", "≤-3")


@pytest.mark.parametrize(("unit", "value", "tons"), [("斤", 4e9, 2e6), ("公斤", 2e9, 2e6), ("吨", 2e6, 2e6)])
def test_one_unit_an_indicator(derived: Any, unit: str, value: float, tons: float) -> None:
    row = level("a24", 1, "actual", "2023", value, unit, indicator_id="grain_output")
    got = derived(row)["panel"].iloc[0]
    assert (got["value"], got["unit"], got["shown"]) == (pytest.approx(tons), "吨", "200万")


def test_what_a_local_report_says_of_the_country_is_not_its_own(derived: Any) -> None:
    rows = [
        claim("a24", 1, "actual", "2023", 5.2, indicator="经济", sentence="全国经济增长5.2%。"),
        claim("n23", 2, "actual", "2022", 3.0, indicator="经济", sentence="全国经济增长3%。"),
    ]
    assert derived(*rows)["panel"]["place"].tolist() == ["全国"]


def test_expected_results_are_shown_as_such(derived: Any) -> None:
    row = claim("a24", 1, "actual", "2023", 5.0, sentence="预计生产总值增长5%左右。", text="5%左右", bound="~")
    got = derived(row)["panel"].iloc[0]
    assert (got["shown"], got["expected"]) == ("预计≈5", True)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [claim("a24", 1, "actual", "2023", 5.4), claim("a24", 2, "target", "2024", 6.0)],
            [(2023, "needs the report of 2023"), (2024, "needs the report of 2025")],
        ),
        # The report of the year is at hand, and sets no such target.
        (
            [
                claim("a23", 1, "actual", "2020", 8.0),
                claim("a24", 2, "actual", "2023", 5.4),
                claim("a24", 3, "target", "2024", 6.0),
            ],
            [(2024, "needs the report of 2025")],
        ),
        # An earlier plan sets it.
        (
            [claim("a24", 1, "actual", "2023", 5.4), claim("a22", 2, "target", "2023", 5.0)],
            [(2023, "beyond the target")],
        ),
        # No target in any year.
        ([claim("a24", 1, "actual", "2023", 5.4)], []),
        # Looked back on from afar.
        (
            [claim("a24", 1, "actual", "2019", 5.4), claim("a24", 2, "target", "2024", 6.0)],
            [(2024, "needs the report of 2025")],
        ),
    ],
    ids=["not at hand", "sets none", "an earlier plan", "never", "long ago"],
)
def test_results_whose_report_of_targets_is_not_at_hand(derived: Any, rows: list[Any], found: list[Any]) -> None:
    years = {row["doc_id"] for row in rows} | {"a24"}
    documents = [document(doc, "东岭省", 2000 + int(doc[1:])) for doc in sorted(years)]
    made = derived(*rows, documents=documents)["delivery"]
    assert list(zip(made["year"], made["why"], strict=True)) == found
    assert made["target_value"].isna().tolist() == [why == "needs the report of 2023" for _, why in found]


JUDGED = [
    # indicator, target, bound of the target, result, verdict
    ("gdp", 6.0, ">=", 6.0, "kept"),
    ("gdp", 6.0, ">=", 5.9, "missed"),
    ("gdp", 6.0, "~", 5.8, "kept"),
    ("gdp", 6.0, "~", 5.0, "missed"),
    ("gdp", 6.0, "=", 5.9, "undetermined"),
    ("gdp", 6.0, "=", 6.1, "kept"),
    ("gdp", 6.0, ">", 6.0, "undetermined"),
    ("cpi", 3.0, "~", 2.0, "kept"),
    ("cpi", 3.0, "=", 4.8, "missed"),
    ("cpi", 3.0, "<=", 3.1, "missed"),
    ("m2", 12.0, "=", 15.0, "missed"),
    ("m2", 12.0, "~", 12.2, "kept"),
]


@pytest.mark.parametrize(("indicator", "target", "bound", "result", "verdict"), JUDGED)
def test_verdicts(derived: Any, indicator: str, target: float, bound: str, result: float, verdict: str) -> None:
    open_side = {">": "value_high", ">=": "value_high", "<": "value_low", "<=": "value_low"}.get(bound)
    rows = [
        claim("a23", 1, "target", "2023", target, bound=bound, indicator_id=indicator)
        | ({open_side: None} if open_side else {}),
        claim("a24", 2, "actual", "2023", result, indicator_id=indicator),
    ]
    got = derived(*rows)["delivery"].iloc[0]
    assert got["verdict"] == verdict, got["why"]
    assert got["distance"] == pytest.approx(result - target)


def test_several_results_on_both_sides_of_the_target_leave_it_open(derived: Any) -> None:
    got = derived(
        claim("a23", 1, "target", "2023", 6.0, bound=">=", value_high=None),
        claim("a24", 2, "actual", "2023", 5.0),
        claim("a24", 3, "actual", "2023", 7.0),
    )["delivery"].iloc[0]
    assert (got["verdict"], got["why"]) == ("undetermined", "several values")


def test_names_join_within_the_place_and_only_a_bound_says_which_side(derived: Any) -> None:
    own = {"indicator_id": None, "indicator": "新建山塘水库"}
    got = derived(
        level("a23", 1, "target", "2023", 20.0, "座", **own, bound=">=", value_high=None),
        level("a24", 2, "actual", "2023", 23.0, "座", **own),
        level("a24", 3, "target", "2024", 30.0, "座", **own),
        level("a25", 4, "actual", "2024", 31.0, "座", **own),
        level("b24", 5, "actual", "2023", 3.0, "座", **own),
    )["delivery"]
    assert got[["year", "match", "verdict"]].values.tolist() == [[2023, "name", "kept"], [2024, "name", "undetermined"]]


@pytest.mark.parametrize(
    ("name", "sentence", "result", "verdict"),
    [
        ("新建山塘水库", "新建山塘水库30座。", 31.0, "kept"),
        ("山塘水库", "整修山塘水库30座。", 20.0, "missed"),
        ("山塘水库", "整修山塘水库30座。", 29.9, "undetermined"),
        ("山塘水库水位", "山塘水库水位30座。", 31.0, "undetermined"),
        ("山塘险情", "新增山塘险情控制在30座。", 31.0, "undetermined"),
    ],
)
def test_what_is_to_be_made_is_a_floor(derived: Any, name: str, sentence: str, result: float, verdict: str) -> None:
    own = {"indicator_id": None, "indicator": name, "sentence": sentence}
    rows = [
        level("a23", 1, "target", "2023", 30.0, "座", **own),
        level("a24", 2, "actual", "2023", result, "座", **own),
    ]
    got = derived(*rows)["delivery"].iloc[0]
    assert (got["match"], got["verdict"]) == ("name", verdict), got["why"]


def test_what_is_missing_is_named(derived: Any) -> None:
    got = derived(claim("a25", 1, "target", "2025", 6.0))["delivery"].iloc[0]
    assert (got["verdict"], got["why"]) == ("undetermined", "needs the report of 2026")


def test_stretch_goals_hang_on_their_target(derived: Any) -> None:
    got = derived(
        claim("a23", 1, "target", "2023", 5.0, bound=">=", value_high=None),
        claim("a23", 2, "target", "2023", 6.0, indicator_id=None, flags=["stretch_goal"]),
    )["delivery"]
    assert got[["target_value", "stretch_value", "stretch_claim_id"]].values.tolist() == [[5.0, 6.0, "a23-c2"]]


def test_firmness_from_year_to_year_and_the_target_above(derived: Any) -> None:
    got = derived(
        claim("n23", 1, "target", "2023", 5.0, bound="~", text="5%左右"),
        claim("a23", 2, "target", "2023", 6.0, bound=">=", value_high=None, text="6%以上"),
        claim(
            "a24",
            3,
            "target",
            "2024",
            6.0,
            bound=">=",
            value_high=None,
            sentence="力争生产总值增长6%以上。",
            text="6%以上",
        ),
    )["delivery"]
    own = got[got["place"] == "东岭省"]
    assert own["commitment"].tolist() == ["hard", "soft"]
    assert own["commitment_change"].iloc[1] == "softer"
    assert own["commitment_reason"].tolist() == [">=", "力争"]
    assert own[["parent_place", "over_parent"]].values.tolist()[0] == ["全国", 1.0]


def said(before: str, *numbers: tuple[str, float, dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims of one sentence, which is what stands before each number and the numbers."""
    parts = before.split("#")
    sentence = "".join(part + text for part, (text, _, _) in zip(parts, numbers, strict=False)) + "".join(
        parts[len(numbers) :]
    )
    unit = {
        "measure": "level",
        "direction": None,
        "indicator": "财政收入",
        "indicator_id": None,
        "normalized_unit": "元",
    }
    return [
        claim("a24", n, "actual", "2023", value, text=text)
        | unit
        | {"value_text": text.rstrip("万亿元吨%"), "sentence": sentence}
        | more
        for n, (text, value, more) in enumerate(numbers)
    ]


GROWTH = {"measure": "growth_rate", "direction": "up", "normalized_unit": "%"}
CHANGE = {"measure": "change", "direction": "up"}
DOUBTED = [
    # relation or None, sentence with # for each number, numbers
    (None, "财政收入由#增加到#，增长#。", ("120元", 120.0, {}), ("150元", 150.0, {}), ("25%", 25.0, GROWTH)),
    ("growth", "财政收入由#增加到#，增长#。", ("120元", 120.0, {}), ("150元", 150.0, {}), ("52%", 52.0, GROWTH)),
    ("from_to", "财政收入由#增加到#。", ("150元", 150.0, {}), ("120元", 120.0, {})),
    ("from_to", "财政收入从2019年的#下降到#。", ("120元", 120.0, {}), ("150元", 150.0, {})),
    (None, "财政收入从2019年的#下降到#。", ("150元", 150.0, {}), ("120元", 120.0, {})),
    (None, "财政收入达到#，比上年增加#、增长#。", ("150元", 150.0, {}), ("30元", 30.0, CHANGE), ("25%", 25.0, GROWTH)),
    (
        "growth",
        "财政收入达到#，比上年增加#、增长#。",
        ("150元", 150.0, {}),
        ("80元", 80.0, CHANGE),
        ("25%", 25.0, GROWTH),
    ),
    (None, "财政收入#，其中税收#。", ("150元", 150.0, {}), ("120元", 120.0, {"indicator": "税收"})),
    ("parts", "财政收入#，其中税收#。", ("150元", 150.0, {}), ("210元", 210.0, {"indicator": "税收"})),
    (None, "其中水库#、淤地坝#。", ("150元", 150.0, {"indicator": "水库"}), ("210元", 210.0, {"indicator": "淤地坝"})),
    ("shares", "达标的占#。", ("180%", 180.0, {"measure": "share", "normalized_unit": "%"})),
    ("shares", "光缆覆盖率#。", ("900%", 900.0, {"indicator": "光缆覆盖率", "normalized_unit": "%"})),
    (None, "拨备覆盖率#。", ("190%", 190.0, {"indicator": "拨备覆盖率", "normalized_unit": "%"})),
    (None, "投资完成率#。", ("119%", 119.0, {"indicator": "投资完成率", "normalized_unit": "%"})),
    (None, "财政收入由#增加到#，增加#。", ("120元", 120.0, {}), ("150元", 150.0, {}), ("30元", 30.0, CHANGE)),
    ("change", "财政收入由#增加到#，增加#。", ("120元", 120.0, {}), ("150元", 150.0, {}), ("80元", 80.0, CHANGE)),
    (
        "change",
        "财政收入达到#，比上一年的#增加#。",
        ("150元", 150.0, {}),
        ("120元", 120.0, {"period": "2022"}),
        ("39元", 39.0, CHANGE),
    ),
    *(
        (
            relation,
            "赤字#，其中中央赤字#、地方赤字#。",
            ("9500元", 9500.0, {"indicator": "赤字"}),
            ("6200元", 6200.0, {"indicator": "中央赤字"}),
            (text, value, {"indicator": "地方赤字"}),
        )
        for relation, text, value in ((None, "3300元", 3300.0), ("sum", "2300元", 2300.0))
    ),
    *(
        (
            relation,
            "共有场馆#，其中室内#，室外#。",
            ("562个", 562.0, {"normalized_unit": "个", "indicator": "场馆"}),
            ("345个", 345.0, {"normalized_unit": "个", "indicator": "室内"}),
            (text, value, {"normalized_unit": "个", "indicator": "室外"}),
        )
        for relation, text, value in ((None, "217个", 217.0), (None, "158个", 158.0), ("sum", "277个", 277.0))
    ),
    *(
        (
            relation,
            "居民人均收入#。城镇居民人均收入#，农村居民人均收入#。",
            ("31200元", 31200.0, {"indicator": "居民人均收入"}),
            ("41200元", 41200.0, {"indicator": "城镇居民人均收入"}),
            (text, value, {"indicator": "农村居民人均收入"}),
        )
        for relation, text, value in ((None, "19200元", 19200.0), ("between", "39200元", 39200.0))
    ),
    *(
        (
            relation,
            "财政支出#，教育支出#，占财政支出的#。",
            ("800元", 800.0, {"indicator": "财政支出"}),
            ("120元", 120.0, {"indicator": "教育支出"}),
            (text, value, {"indicator": "教育支出", "measure": "share", "normalized_unit": "%"}),
        )
        for relation, text, value in ((None, "15%", 15.0), ("shares", "51%", 51.0))
    ),
    *(
        (
            relation,
            "新增就业#，完成目标任务#的#。",
            ("2912人", 2912.0, {"normalized_unit": "人", "indicator": "新增就业"}),
            ("2800人", 2800.0, {"normalized_unit": "人", "indicator": "新增就业目标任务", "status": "target"}),
            (text, value, {"indicator": "新增就业", "measure": "ratio", "normalized_unit": "%"}),
        )
        for relation, text, value in ((None, "104%", 104.0), ("completion", "140%", 140.0))
    ),
]


@pytest.mark.parametrize("case", DOUBTED, ids=lambda c: f"{c[0]}-{c[1]}-{c[2][0]}")
def test_doubts(derived: Any, tmp_path: Path, case: tuple[Any, ...]) -> None:
    relation, sentence, *numbers = case
    found = derived(*said(sentence, *numbers))["doubts"]
    assert found["relation"].tolist() == ([relation] if relation else [])
    flagged = [c for c in pq.read_table(tmp_path / "claims.parquet").to_pylist() if "doubt" in c["flags"]]
    assert {c["claim_id"] for c in flagged} == {i for ids in found["claim_ids"] for i in ids}


SHARES = {"measure": "ratio", "normalized_unit": "", "indicator": "三次产业结构"}


@pytest.mark.parametrize(("last", "doubts"), [("45.2", 0), ("54.2", 1)])
def test_shares_come_to_a_hundred(derived: Any, last: str, doubts: int) -> None:
    numbers = [("10.1", 10.1, SHARES), ("44.7", 44.7, SHARES), (last, float(last), SHARES)]
    assert len(derived(*said("三次产业结构为#:#:#。", *numbers))["doubts"]) == doubts


def relations(
    derived: Any, *rows: dict[str, Any], documents: list[dict[str, Any]] = DOCUMENTS
) -> list[tuple[str, str]]:
    found = derived(*rows, documents=documents)["doubts"]
    return list(zip(found["relation"], found["claim_id"], strict=True))


@pytest.mark.parametrize(("heads", "doubts"), [(4.0e7, []), (4.0e6, [("product", "a24-c1")])])
def test_a_product_of_two_is_the_third(derived: Any, heads: float, doubts: list[Any]) -> None:
    rows = [
        level("a24", 1, "actual", "2023", 3.2e12, "元"),
        level("a24", 2, "actual", "2023", 8e4, "元", indicator_id="gdp_per_capita", indicator="人均生产总值"),
        level("a24", 3, "actual", "2023", heads, "人", indicator_id="population", indicator="常住人口"),
    ]
    assert relations(derived, *rows) == doubts


@pytest.mark.parametrize(
    ("second", "doubts"), [(1234.5, 0), (1239.5, 1), (1284.6, 0)], ids=["the same", "one digit", "another number"]
)
def test_a_name_said_twice_with_one_digit_changed(derived: Any, second: float, doubts: int) -> None:
    own = {"indicator_id": None, "indicator": "防护林带", "value_text": "1234.5"}
    rows = [level("a24", n, "actual", "2023", value, "亩", **own) for n, value in ((1, 1234.5), (2, second))]
    assert [r for r, _ in relations(derived, *rows)] == ["two_values"] * doubts


REVENUE = {"indicator_id": "general_public_budget_revenue", "indicator": "一般公共预算收入"}


@pytest.mark.parametrize(
    ("amount", "growth", "doubts"),
    [(1.1e9, 10.0, []), (1.1e9, 1.0, ["years"]), (1.7e9, 10.0, ["years"]), (2.9e9, 190.0, ["jump"])],
)
def test_growth_joins_the_levels_of_two_reports(derived: Any, amount: float, growth: float, doubts: list[str]) -> None:
    rows = [
        level("a23", 1, "actual", "2022", 1e9, "元", **REVENUE),
        level("a24", 2, "actual", "2023", amount, "元", **REVENUE),
        claim("a24", 3, "actual", "2023", growth, **REVENUE),
    ]
    assert [r for r, _ in relations(derived, *rows)] == doubts


@pytest.mark.parametrize(
    ("more", "doubts"),
    [({}, ["jump"]), ({"status": "target"}, []), ({"bound": ">=", "value_high": None}, [])],
    ids=["a result", "a target", "a mark that is passed"],
)
def test_results_jump_targets_may(derived: Any, more: dict[str, Any], doubts: list[str]) -> None:
    rows = [
        level("a23", 1, "actual", "2022", 1.4e9, "元", **REVENUE),
        level("a24", 2, "actual", "2023", 6.3e9, "元", **REVENUE) | more,
    ]
    assert [r for r, _ in relations(derived, *rows)] == doubts


@pytest.mark.parametrize(("value", "doubts"), [(6.5, []), (65.0, [("peers", "p11-c1")])])
def test_a_rate_far_from_those_of_many_places(derived: Any, value: float, doubts: list[Any]) -> None:
    places = [document(f"p{n}", f"第{n}省", 2024, place_code=f"99{n}000") for n in range(12)]
    rows = [claim(f"p{n}", 1, "actual", "2023", value if n == 11 else 5.0 + n / 10) for n in range(12)]
    assert relations(derived, *rows, documents=places) == doubts


@pytest.mark.parametrize(("more", "doubts"), [(0.7, []), (0.9, ["above"])])
def test_what_the_country_has_by_a_province(derived: Any, more: float, doubts: list[str]) -> None:
    rows = [
        claim("a24", 1, "actual", "2023", 5.9),
        claim("a24", 2, "actual", "2023", more, measure="change", normalized_unit="百分点", reference="全国"),
        claim("n24", 3, "actual", "2023", 5.2),
    ]
    country = [*DOCUMENTS, document("n24", "全国", 2024, level="country", place_code="000000")]
    assert [r for r, _ in relations(derived, *rows, documents=country)] == doubts


@pytest.mark.parametrize(("value", "relations"), [(31.0, []), (13.0, ["between"])])
def test_a_whole_grows_between_its_parts(derived: Any, value: float, relations: list[str]) -> None:
    rows = [
        claim("a24", 1, "actual", "2023", value, indicator_id="trade_total"),
        claim("a24", 2, "actual", "2023", 30.0, indicator_id="exports"),
        claim("a24", 3, "actual", "2023", 32.0, indicator_id="imports"),
    ]
    assert derived(*rows)["doubts"]["relation"].tolist() == relations


def test_two_values_of_one_thing_are_doubted_a_mark_that_is_passed_is_not(derived: Any) -> None:
    rows = [claim("a24", n, "actual", "2023", value) for n, value in ((1, 5.2), (2, 5.2), (3, 7.2))]
    passed = claim("a24", 4, "actual", "2022", 6.0, bound=">", value_high=None)
    found = derived(*rows, passed, claim("a24", 5, "actual", "2022", 6.5))["doubts"]
    assert found[["relation", "claim_id", "other_id"]].values.tolist() == [["two_values", "a24-c3", "a24-c1"]]


def test_flags_go_where_the_doubt_goes(tmp_path: Path) -> None:
    rows = [claim("a24", 1, "actual", "2023", 5.2, flags=["doubt", "repaired"]), claim("a24", 2, "actual", "2023", 5.2)]
    folder = write(tmp_path, DOCUMENTS, rows)
    derive(folder)
    assert pq.read_table(folder / "claims.parquet")["flags"].to_pylist() == [["repaired"], []]


def test_power_and_energy_keep_their_unit(derived: Any) -> None:
    rows = [
        level("a24", 1, "actual", "2023", 3e8, "千瓦时", indicator_id="electricity_output"),
        level("a24", 2, "actual", "2023", 2e7, "千瓦", indicator_id="installed_capacity"),
    ]
    got = derived(*rows)["panel"].set_index("indicator_id")
    assert got.loc["electricity_output", ["shown", "unit"]].tolist() == ["3亿", "千瓦时"]
    assert got.loc["installed_capacity", ["shown", "unit"]].tolist() == ["2000万", "千瓦"]


@pytest.mark.parametrize(("base", "basis"), [("2022", "yoy"), ("2018", "vs_base")])
def test_growth_on_the_end_of_the_year_before_is_annual(derived: Any, base: str, basis: str) -> None:
    row = claim("a24", 1, "actual", "2023", 5.0, basis="vs_base", base_period=base)
    assert derived(row)["panel"]["basis"].tolist() == [basis]
