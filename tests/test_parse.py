"""``rp.parse`` takes any text, and says what is wrong with anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportparse as rp

TEXT = "去年粮食产量增长5%，今年增长6%左右。"


@pytest.mark.parametrize(
    "options",
    [{"year": -5}, {"year": 0}, {"year": 10_000}, {"place": "\ud800"}, {"source": "\udfff.txt"}, {"place": "甘\0肃"}],
)
def test_odd_facts_do_not_stop_it(options):
    report = rp.parse(TEXT, **options)
    assert len(report.claims) == 2
    assert report.tables()["documents"]["report_year"].to_pylist() == [None]


def test_a_year_of_no_calendar_is_named():
    assert rp.parse(TEXT, year=99_999).metadata.warnings[-1] == "99999 is no year and was left out"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((5,), "text must be a str or a Document, not int"),
        ((b"5%",), "text must be a str or a Document, not bytes"),
        ((TEXT, 3), "source must be a str or None, not int"),
        ((TEXT, None, "2024"), "year must be an int or None, not str"),
        ((TEXT, None, 2024.0), "year must be an int or None, not float"),
        ((TEXT, None, None, ["甲"]), "place must be a str or None, not list"),
    ],
)
def test_what_is_no_text_is_a_type_error_of_one_line(arguments, said):
    with pytest.raises(TypeError, match=said) as caught:
        rp.parse(*arguments)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("digits", [4, 20, 29, 40, 400, 5000])
@pytest.mark.parametrize(
    "shape",
    ["〇到3万{}", "由0到7万{}吨", "0-3{}", "产量2～5万{}吨", "1到3亿{}", "{}亿亿亿元", "增长{}倍", "{}年", "三{}"],
)
def test_numbers_of_any_length_are_read_or_left(shape, digits):
    for digit in "70":
        assert rp.parse(shape.format(digit * digits)).tables()


@settings(max_examples=300)
@given(
    st.text(
        alphabet="0123456789〇一二三十百千万亿.,~－—到至年月%％‰分之倍零点多余上下以约\ud800\u0301（）", max_size=60
    )
)
def test_any_heap_of_numbers_is_read(text):
    assert rp.parse(text).tables()


def test_values_and_tables_have_the_same_names():
    """Ids, and the numbers of rows that values name one another by, are of tables and of values alone."""
    report = rp.parse("一、2023年回顾\n惠及惠及62006200万万人次人次。粮食产量3万吨，增长5%左右。", "甲县_2024.txt")
    tables = report.tables()
    for name in ("claims", "mentions", "blocks", "sections", "repairs"):
        rows, values = tables[name].to_pylist(), getattr(report, name)
        assert rows, name
        for row, value in zip(rows, values, strict=True):
            assert (row["raw_start"], row["raw_end"]) == (value.raw_start, value.raw_end)
            lacking = {key for key in row if not hasattr(value, key) and not key.endswith("_id")}
            places = {"start", "end", "x0", "y0", "x1", "y1", "offsets", "grid", "grid_row", "grid_column"}
            assert lacking <= places | {"row_span", "column_span"}, name


def times_said(text):
    return {claim.text: (claim.status, claim.period) for claim in rp.parse(text).claims}


def test_an_outline_looks_back_on_the_years_before_its_own():
    found = times_said(
        "清河市国民经济和社会发展\n第十六个五年规划纲要\n\n第一章  发展基础\n\n"
        "“十五五”时期，全市上下攻坚克难。\n工业发展提速。服务业增加值达到820亿元，新增园区14个。\n\n"
        "第二章  主要目标\n\n到2035年，服务业增加值达到1200亿元。\n"
    )
    assert found["820亿元"][0] == found["14个"][0] == "actual"
    assert found["1200亿元"] == ("target", "2035")


def test_a_claim_without_a_time_is_unsure_where_the_text_names_years():
    said, base = "全区发放补助资金63.2万元。", "小麦产量比{}增长4.2%。"
    sure, same, unsure = (
        min(claim.confidence for claim in rp.parse(said + rest).claims if claim.unit == "万元")
        for rest in ("", base.format("2031年"), "2031年，产小麦3万吨。")
    )
    assert (sure == same, sure - unsure > 0.1) == (True, True)


def test_goals_that_places_have_set_are_of_the_year_of_the_title():
    found = times_said(
        "28县2033年GDP目标公布 多地争取更好结果\n目前，28个县本年度的增长目标已经定下。\n"
        "从各地目标来看，多数县高于5%。\n其中，青山县为8.5%左右，清河县为7%以上。\n"
    )
    assert found["8.5%左右"] == found["7%以上"] == ("target", "2033")


def test_a_report_on_half_a_year_says_what_was_done():
    found = times_said(
        "关于清河县2031年上半年国民经济和社会发展计划执行情况的审查意见\n"
        "会议认为，上半年全县生产总值完成12.3亿元，占年计划的42.8%，同比增长8.3%。\n"
        "二、下半年工作安排\n全年生产总值增长9%以上。\n"
    )
    assert found["12.3亿元"] == found["8.3%"] == ("actual", "2031-01/2031-06")
    assert found["9%以上"] == ("target", "2031")


def test_a_text_of_no_known_kind_plans_only_by_its_words():
    text = (
        "2031年，市农业农村局认真落实部署，全市农业稳步发展。\n"
        "特色产业提质增效。以园区为载体，抓好五大产业，聚力培育新动能。生猪出栏19.8万头，增长6.2%；新建茶园2.4万亩。\n"
    )
    assert {claim.status for claim in rp.parse(text).claims} == {"actual"}


def test_a_stock_of_a_stretch_of_months_is_of_its_end():
    text = "2035年一季度青原省金融运行情况\n\n从结构看，住户存款余额2807.6亿元，比年初增加228.4亿元。\n"
    stock, _ = rp.parse(text).claims
    assert (stock.text, stock.period) == ("2807.6亿元", "2035-03")
