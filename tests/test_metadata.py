"""What a report is: cases, and the facts about well-known reports."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportparse.frame import describe
from reportparse.frame.places import find_places
from reportparse.lexicon import default
from reportparse.lexicon.own import with_own
from reportparse.repair import clean
from reportparse.segment import segment

CASES = Path(__file__).resolve().parent / "cases"
FACTS = list(csv.DictReader((CASES / "metadata.csv").read_text(encoding="utf8").splitlines()))


def about(text, source=None, year=None, place=None):
    cleaned = clean(text)
    return describe(cleaned, segment(cleaned, default()), default(), source=source, year=year, place=place)


def rows():
    cases = map(json.loads, (CASES / "metadata.jsonl").read_text(encoding="utf8").splitlines())
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", rows())
def test_metadata(case):
    found = about(case["text"], case.get("source"), case.get("year"), case.get("place"))
    got = {key: getattr(found, key) for key in case["want"]}
    assert got == {key: tuple(value) if isinstance(value, list) else value for key, value in case["want"].items()}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["source"])
def test_file_names_of_well_known_reports(fact):
    name = fact["source"] if fact["source"] != "xinjiang_2024.txt" else "新疆_2024.txt"
    found = about("各位代表：\n现在，向大会报告工作，请予审议。", source=name)
    assert (found.place, found.place_code, found.level) == (fact["place"], fact["place_code"], fact["level"])
    if "统计分析" not in name:
        assert found.report_year == int(fact["report_year"])


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["source"])
def test_titles_of_well_known_reports(fact):
    kind = "统计公报" if fact["report_year"] == fact["review_year"] else "政府工作报告"
    found = about(f"{fact['place']}{fact['report_year']}年{kind}\n各位代表：\n现在报告工作，请予审议。")
    assert (found.place, found.place_code, found.level) == (fact["place"], fact["place_code"], fact["level"])
    assert (found.report_year, found.review_year) == (int(fact["report_year"]), int(fact["review_year"]))


def test_the_sample_report(sample_text):
    found = about(sample_text, source="xinjiang_2024.txt")
    assert (found.place, found.place_code, found.level) == ("新疆维吾尔自治区", "650000", "province")
    assert (found.report_year, found.review_year) == (2024, 2023)


def test_every_province_and_prefecture_has_a_code_of_its_level():
    table = default().table("places")
    assert sum(row["level"] == "province" for row in table) == 34
    assert sum(row["level"] == "prefecture" for row in table) >= 333
    assert len({row["code"] for row in table}) == len(table)
    for row in table[1:]:
        zeros = {"province": "0000", "prefecture": "00", "county": ""}[row["level"]]
        assert len(row["code"]) == 6
        assert row["code"].endswith(zeros)
        if row["level"] in ("province", "prefecture"):
            assert [place.code for place in find_places(row["name"], default())] == [row["code"]]


@given(st.text(max_size=60), st.text(max_size=20))
@settings(max_examples=60)
def test_no_text_and_no_file_name_raises(text, source):
    found = about(text, source=source)
    assert found.report_year is None or 1900 <= found.report_year <= 2100


@pytest.mark.parametrize("row", default().table("kinds")["kind"], ids=lambda row: row["name"])
def test_the_example_of_a_kind_is_told_as_that_kind(row):
    found = about(row["example"] + "\n")
    assert found.kind == row["name"]
    assert found.frame_evidence[0].startswith(f"kind={row['name']} ")


def test_a_kind_of_ones_own_is_a_row():
    own = with_own(
        '[[kinds.kind]]\nname = "water"\nyear = "covered"\nstatus = "actual"\nstretch = false\n'
        'title = ["水资源公报"]\nopening = []\nheading = []\nfile = []\nexample = "甲县2031年水资源公报"'
    )
    cleaned = clean("甲县2031年水资源公报\n全年用水3亿立方米。")
    found = describe(cleaned, segment(cleaned, own), own, source=None, year=None, place=None)
    assert (found.kind, found.report_year, found.review_year) == ("water", 2031, 2031)


REPORT = (
    "清河县2031年政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2030年工作回顾\n"
    "全年粮食产量达到15.4万吨，增长2.7%。\n二、2031年工作安排\n粮食产量达到16万吨以上。\n"
)
MENU = (
    "首页\n网站地图\n机构职能\n统计数据(1998-2001)\n2024年统计公报解读\n五年规划\n您的位置：首页 > 政府文件 > 正文\n\n"
)
STAMP = "来源：清河日报　发布时间：2043-05-06 10:22\n"
FOOT = "\n上一篇：2023年重点工作安排\n下一篇：关于2024年放假的通知\n版权所有 2005-2043\n"


@pytest.mark.parametrize("page", [MENU + REPORT, REPORT + FOOT, MENU + REPORT.replace("\n", "\n" + STAMP, 1) + FOOT])
def test_what_a_page_prints_around_a_report_says_nothing_of_it(page):
    fields = ("kind", "report_year", "review_year", "place", "covers", "frame_certainty")
    bare, printed = about(REPORT), about(page)
    assert [getattr(printed, field) for field in fields] == [getattr(bare, field) for field in fields]


def test_a_text_that_lost_its_line_ends_keeps_its_title():
    line = " ".join(REPORT.split()) + "要把各项工作落到实处。" * 60
    assert (about(line).place, about(line).report_year) == ("清河县", 2031)


def test_a_page_put_up_years_later_is_of_the_years_that_its_text_names():
    text = "政府工作报告\n" + STAMP + REPORT.partition("\n")[2].replace("二、2031年工作安排\n", "二、工作安排\n")
    assert (about(text).report_year, about(text).review_year) == (2031, 2030)
