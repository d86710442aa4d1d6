"""Grids and their claims: cases, heads, tables set in text, and tables of PDF pages."""

import json
import re
from pathlib import Path

import pytest

import reportparse as rp
from minipdf import pdf
from reportparse.claims.tabular.heads import read_head
from reportparse.formats.grid import SourceCell, lay_out, moved
from reportparse.lexicon import default
from reportparse.model import Document

CASES = Path(__file__).resolve().parent / "cases"


def cell(text):
    """``words`` or ``words<rows,columns>``."""
    spans = re.fullmatch(r"(.*)<(\d+),(\d+)>", text)
    return SourceCell(spans[1], int(spans[2]), int(spans[3])) if spans else SourceCell(text)


def report_on(title, caption, rows, year=None):
    text, grid = lay_out([[cell(text) for text in row] for row in rows])
    before = "\n".join([title, "全年经济平稳运行，各项事业取得新的进展。", *([caption] if caption else []), "", ""])
    return rp.parse(Document("", before + text + "\n", grids=(moved(grid, len(before)),)), year=year)


def told(report):
    claims = [c for c in report.claims if report.blocks[c.block].cell is not None]
    return [[c.text, c.indicator, c.measure, c.direction, c.unit, c.period, c.status] for c in claims]


def tables():
    rows = map(json.loads, (CASES / "tables.jsonl").read_text(encoding="utf8").splitlines())
    known = {"known_failures": [pytest.mark.xfail(strict=True)]}
    return [pytest.param(case, id=case["name"], marks=known.get(case["provenance"], [])) for case in rows]


@pytest.mark.parametrize("case", tables())
def test_table(case):
    assert told(report_on(case["title"], case["caption"], case["rows"], case.get("year"))) == case["claims"]


@pytest.mark.parametrize(
    ("head", "measure"),
    [(head, row["measure"]) for row in default().table("table_heads")["measure"] for head in row["examples"]],
)
def test_the_examples_of_the_lexicon(head, measure):
    assert read_head(head, default()).measure == measure


@pytest.mark.parametrize(
    ("head", "noun", "units", "measure"),
    [
        ("以公允价值计量且其变动计入当期损益的金融资产", "以公允价值计量且其变动计入当期损益的金融资产", (), None),
        ("现金及现金等价物净增加额", "现金及现金等价物净增加额", (), None),
        ("资产负债率（%）", "资产负债率", ("%",), None),
        ("总产值/万元", "总产值", ("万元",), None),
        ("本次变动后", "本次变动后", (), None),
        ("期末余额", "", (), None),
        ("年初预算数", "", (), None),
    ],
)
def test_heads_that_are_no_measure(head, noun, units, measure):
    found = read_head(head, default())
    assert (found.noun, found.units, found.measure) == (noun, units, measure)


ROWS = [["产品", "单位", "产量"], ["生铁", "万吨", "31.5"], ["水泥", "万吨", "52"], ["玻璃", "万箱", "7"]]
TOLD = [["31.5", "生铁产量", "万吨"], ["52", "水泥产量", "万吨"], ["7", "玻璃产量", "万箱"]]
OPENING = "云溪市2023年国民经济和社会发展统计公报\n全年工业生产平稳增长，主要产品产量稳中有升。\n\n"


def set_out(between, before="", after=""):
    return "\n".join(before + between.join(row) + after for row in ROWS)


@pytest.mark.parametrize(
    "text",
    [
        set_out(" | ", "| ", " |"),
        set_out("|").replace("产量\n", "产量\n---|---|---\n"),
        set_out("│", "│", "│"),
        set_out("\t"),
        "\n".join(f"{a:<8}{b:<8}{c}" for a, b, c in ROWS),
        "\n\n".join("\n".join(row) for row in ROWS),
        "\n".join("\n".join(row) for row in ROWS),
    ],
    ids=[
        "bars",
        "markdown without outer bars",
        "drawn bars",
        "tabs",
        "gaps",
        "a cell a line, rows apart",
        "a cell a line",
    ],
)
def test_tables_that_the_text_sets(text):
    report = rp.parse(OPENING + text + "\n", year=2023)
    assert len(report.grids) == 1
    assert [[c.text, c.indicator, c.unit] for c in report.claims] == TOLD


COPIED = ["信息内容", "本年处理决定数量", "本年增/减", "行政许可", "412", "0", "行政处罚", "37", "-5"]
FORM = [
    *("申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    *("一、本年新收政府信息公开申请数量", "14", "2", "3", "4", "5", "6", "34"),
]


@pytest.mark.parametrize("between", ["\n", "\n|\n", " "], ids=["a line", "a line and a bar", "a space"])
def test_tables_copied_cell_by_cell(between):
    text = f"云溪市2023年政府信息公开工作年度报告\n情况如下。\n第二十条第（五）项{between}{between.join(COPIED)}\n"
    told = [["412", "行政许可处理决定数量", "level"], ["0", "行政许可处理决定数量", "change"]]
    told += [["37", "行政处罚处理决定数量", "level"], ["-5", "行政处罚处理决定数量", "change"]]
    assert [[c.text, c.indicator, c.measure] for c in rp.parse(text).claims] == told


@pytest.mark.parametrize("between", ["\n", " "], ids=["a line", "a space"])
def test_a_printed_form_with_merged_heads(between):
    report = rp.parse(f"云溪市2023年政府信息公开工作年度报告\n{between.join(FORM)}\n")
    assert [c.value for c in report.claims] == [14, 2, 3, 4, 5, 6, 34]
    assert [c.indicator[-4:] for c in report.claims[:4]] == ["量自然人", "商业企业", "科研机构", "公益组织"]


def test_a_word_that_opens_tables_opens_none_in_prose():
    assert rp.parse("项目\n全年新开工项目 12 个，完成投资 3 亿元。\n").grids == ()


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻 | 公开",
        "县长　　李明\n书记　　王芳",
        "第一章\t总则\n第二章\t附则",
        "一、工作回顾 ........ 3\n二、工作安排 ........ 9",
    ],
)
def test_lines_that_are_no_table(text):
    assert rp.parse(OPENING + text + "\n", year=2023).grids == ()


def test_every_cell_leads_back_to_its_raw_characters():
    report = report_on(
        "云溪市2023年统计公报", "单位：亿元", [["指标", "绝对数"], ["进出口", "56.7"], ["出口", "３０．１"]]
    )
    (grid,) = report.grids
    for block in report.blocks:
        if block.cell is not None:
            found = grid.cells[block.cell[1]]
            assert (found.start, found.end) == (block.start, block.end)
    assert [report.raw[c.start : c.end] for c in report.claims] == ["56.7", "３０．１"]


def test_a_table_that_says_too_little_stays_low():
    report = report_on("云溪市2023年统计公报", "", [["甲", "乙", "丙"], ["12", "13", "14"], ["22", "23", "24"]])
    assert all(c.confidence < 0.5 and "table_unread" in c.flags for c in report.claims)


def words(rows, xs=(50, 250, 400), y=700, step=16):
    return [(x, y - step * i, text) for i, row in enumerate(rows) for x, text in zip(xs, row, strict=True) if text]


LATIN = [["goods", "unit", "made"], ["coal", "kt", "31.5"], ["iron", "kt", "52.1"], ["glass", "kt", "7.25"]]


def grids_of(pages):
    document = rp.read(pdf(pages), "a.pdf")
    return [
        [[document.text[c.start : c.end] for c in grid.cells if c.row == r] for r in range(grid.cells[-1].row + 1)]
        for grid in document.grids
    ]


def test_a_page_sets_columns_without_rules():
    assert grids_of([[(50, 760, "A line of text above the table."), *words(LATIN)]]) == [LATIN]


def test_a_label_of_two_lines_is_one_cell():
    rows = [
        ["goods", "made", "sold"],
        ["coal of the", "31.5", "30.2"],
        ["iron", "52.1", "51.0"],
        ["glass", "7.25", "7.1"],
    ]
    page = [*words(rows, step=30), (50, 700 - 42, "old mines")]
    assert grids_of([page]) == [[rows[0], ["coal of the old mines", *rows[1][1:]], *rows[2:]]]


def test_a_table_goes_on_over_a_page_break():
    more = [["tin", "kt", "3.5"], ["lead", "kt", "2.5"], ["zinc", "kt", "1.5"]]
    pages = [[*words(LATIN, y=120), (300, 20, "- 1 -")], [*words(more), (300, 20, "- 2 -")]]
    assert grids_of(pages) == [[*LATIN, *more]]
    apart = [pages[0], [(50, 740, "Table 2: what was sold"), *pages[1]]]
    assert grids_of(apart) == [LATIN, more]


def test_rules_between_columns_alone_close_at_the_sides():
    lines = [(40, 690 - 16 * i, 400, 1) for i in range(-1, 5)] + [(x, 626, 1, 80) for x in (200, 320)]
    assert grids_of([[*words(LATIN, (50, 230, 350), y=694), *lines]]) == [LATIN]


def test_cards_side_by_side_become_rows():
    rows = [["output", "trade", "prices"], ["1234.5", "687.3", "98.6"], ["bn", "bn", "pt"], ["+6.8%", "+7.3%", "-0.4%"]]
    assert grids_of([words(rows)]) == [
        [["output", "1234.5bn", "+6.8%"], ["trade", "687.3bn", "+7.3%"], ["prices", "98.6pt", "-0.4%"]]
    ]


def test_what_was_done_is_read_from_the_last_column_with_or_without_a_full_stop():
    rows = "| 1 | 农村公路 | 新改建农村公路618公里 |\n| 2 | 造林 | 完成造林4.2万亩。 |\n| 3 | 水厂 | 建成水厂3座 |\n"
    text = f"2031年清河县工作情况\n| 序号 | 重点工作 | 完成情况 |\n|---|---|---|\n{rows}"
    assert [(c.indicator, c.text) for c in rp.parse(text).claims] == [
        ("新改建农村公路", "618公里"),
        ("造林", "4.2万亩"),
        ("建成水厂", "3座"),
    ]
