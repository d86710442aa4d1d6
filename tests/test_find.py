"""Finding claims, and taking them away."""

import csv
import json

import duckdb
import openpyxl
import pytest

import reportparse as rp
from reportparse.cli.app import run

TEXTS = {
    "甲省_2024.txt": "2024年甲省政府工作报告\n一、2023年工作回顾\n全年地区生产总值增长6.3%，粮食产量达到321.5万吨。\n"
    "二、2024年工作安排\n地区生产总值增长6%左右，城镇新增就业21万人以上。\n",
    "乙省_2024.txt": "2024年乙省政府工作报告\n一、2023年工作回顾\n全年GDP增长4.1%。人均地区生产总值7.2万元。\n",
    "丙省_2024.txt": "2024年丙省政府工作报告\n一、2023年工作回顾\n全年粮食产量达到88.5万吨。\n"
    "=2+3，粮食产量达到9万吨。\n",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("find")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf8")
    rp.extract(folder, folder / "out", jobs=0)
    return folder / "out"


@pytest.fixture
def shown(outputs, capsys):
    def called(*words, code=0):
        assert run(["show", str(outputs), *words]) == code
        return capsys.readouterr()

    return called


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (["--indicator", "GDP"], {"6.3%", "6%左右", "4.1%"}),
        (["--indicator", "地区生产总值", "--year", "2023"], {"6.3%", "4.1%"}),
        (["--indicator", "粮食", "--place", "甲"], {"321.5万吨"}),
        (["--text", "城镇新增", "--measure", "level"], {"21万人以上"}),
        (["--status", "target", "--period", "2024"], {"6%左右", "21万人以上"}),
    ],
)
def test_filters(shown, words, texts):
    rows = json.loads(shown(*words, "--json").out)
    assert {row["text"] for row in rows} == texts
    assert {"place", "report_year", "source"} <= set(rows[0])


def test_sorted_columns_and_the_count(shown):
    said = shown("--sort", "-value", "--columns", "text,value", "--csv", "--limit", "2")
    assert said.out.splitlines() == ["text,value", "321.5万吨,321.5", "88.5万吨,88.5"]
    assert "2 of 8 claims" in said.err
    assert "1 claim" in shown("--text", "GDP").out


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["--place", "甲市"], 1, "no claim of '甲市'; did you mean 甲省"),
        (["--indicator", "grain_outputs"], 1, "did you mean grain_output"),
        (["--indicator", "云溪指数"], 1, "try --text"),
        (["--year", "1999"], 1, "there are years 2023, 2024"),
        (["--min-confidence", "1", "--status", "target"], 1, "leave one out"),
        (["--columns", "txt"], 2, "there is no column 'txt'; did you mean text"),
        (["--sort", "valeu"], 2, "did you mean value"),
        (["--status", "targets"], 2, 'Choose from: "actual", "target"'),
        (["--limit", "-1"], 2, "limit"),
    ],
)
def test_near_misses(shown, words, code, line):
    assert line in shown(*words, code=code).err


def test_excel_holds_claims_panel_delivery_and_no_formula(outputs, tmp_path, capsys):
    rp.load(outputs)
    assert run(["review", str(outputs)]) == 0
    assert run(["export", str(outputs), "-o", str(tmp_path / "a.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["claims", "panel", "delivery", "doubts", "documents", "columns"]
    head, *rows = book["claims"].iter_rows(values_only=True)
    row = dict(zip(head, rows[-1], strict=True))
    assert len(rows) == rp.load(outputs).rows("claims")
    assert {"place", "report_year", "source", "page", "sentence", "flags"} <= set(head)
    assert row["link"].startswith("=HYPERLINK(")
    formulas = [c.value for r in book["claims"].iter_rows() for c in r if c.data_type == "f"]
    assert all(value.startswith("=HYPERLINK(") for value in formulas)
    assert "claims, " in capsys.readouterr().out


def test_csv_json_and_duckdb(outputs, tmp_path):
    for name in ("a.csv", "a.json", "a.duckdb"):
        assert run(["export", str(outputs), "-o", str(tmp_path / name), "--place", "甲"]) == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["place"] or row["source"] for row in rows} <= {"甲省", "甲省_2024.txt"}
    assert [row["claim_id"] for row in json.loads((tmp_path / "a.json").read_text(encoding="utf8"))] == [
        row["claim_id"] for row in rows
    ]
    with duckdb.connect(str(tmp_path / "a.duckdb")) as made:
        assert made.execute("select count(*) from claims").fetchone() == (len(rows),)
        assert made.execute("select distinct place from panel").fetchall() == [("甲省",)]


def test_csv_runs_nothing_in_a_spreadsheet(outputs, tmp_path):
    assert run(["export", str(outputs), "-o", str(tmp_path / "a.csv"), "--text", "=2+3"]) == 0
    assert ",'=2+3" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["-o", "a.ods"], 2, "ends in .xlsx, .csv, .json, .duckdb"),
        (["-o", "no/such/a.csv"], 2, "cannot be written"),
        (["-o", "a.csv", "--place", "丁"], 1, "no claim of '丁'"),
    ],
)
def test_export_says_what_is_wrong(outputs, tmp_path, monkeypatch, capsys, words, code, line):
    monkeypatch.chdir(tmp_path)
    assert run(["export", str(outputs), *words]) == code
    assert line in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_loaded_claims_say_whose_they_are(outputs):
    loaded = rp.load(outputs)
    row = loaded.claims.set_index("text").loc["21万人以上"]
    assert (row["report_year"], row["source"]) == (2024, "甲省_2024.txt")
    assert "claims" in repr(loaded)
    assert len(repr(loaded)) < 200
    assert "<table>" in loaded._repr_html_()


def test_a_report_is_told_in_a_line_and_has_the_columns_of_load(outputs):
    report = rp.parse(TEXTS["甲省_2024.txt"], "甲省_2024.txt")
    assert len(repr(report)) < 120
    assert "claims" in repr(report)
    assert list(report.frame().columns) == list(rp.load(outputs).claims.columns)


def test_what_is_no_text_gets_one_line(tmp_path):
    with pytest.raises(TypeError, match=r"not bytes; rp\.read"):
        rp.parse("增长5%".encode())
    with pytest.raises(TypeError, match="not bytes"):
        rp.clean("增长5%".encode())
    (tmp_path / "a.txt").write_text("增长5%。", encoding="utf8")
    with pytest.warns(UserWarning, match=r"rp\.read"):
        rp.parse(str(tmp_path / "a.txt"))
    assert len(rp.parse(rp.read(tmp_path / "a.txt")).claims) == 1


@pytest.fixture
def call(capsys):
    def called(*words):
        return (run([str(word) for word in words]), *capsys.readouterr())

    return called


def test_panel_knows_what_has_no_id_by_the_words_of_the_reports(tmp_path, call):
    (tmp_path / "in").mkdir()
    text = (
        "2024年云溪省政府工作报告\n一、2023年工作回顾\n全年云雾指数达到{}万件，古桥客流量下降3.5%。\n二、2024年工作安排\n"
        "今年云雾指数达到{}万件以上。\n"
    )
    for place, done, aim in (("云溪省", 12, 15), ("东江省", 20, 30)):
        report = text.format(done, aim).replace("云溪省", place)
        (tmp_path / "in" / f"{place}_2024.txt").write_text(report, encoding="utf8")
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    assert set(rp.load(tmp_path / "out").claims["indicator_id"].isna()) == {True}
    code, out, _ = call("panel", tmp_path / "out", "云雾指数", "--json")
    rows = {(row["place"], row["year"]): row for row in json.loads(out)}
    assert code == 0
    assert rows["云溪省", 2023]["actual_value"] == 120000
    assert (rows["东江省", 2024]["target_value"], rows["东江省", 2024]["target_shown"]) == (300000, "≥300,000")
    _, out, _ = call("panel", tmp_path / "out", "古桥客流量", "--csv")
    assert "-3.5" in out
    code, _, err = call("panel", tmp_path / "out", "云雾指敉")
    assert (code, "did you mean 云雾指数?" in err) == (2, True)


def test_panel_knows_the_names_of_a_vocabulary_of_ones_own(tmp_path, call):
    (tmp_path / "in").mkdir()
    text = "2024年云溪省政府工作报告\n一、2023年工作回顾\n全年茶园游客达到12万人次，茶园接待游客13万人次。\n"
    (tmp_path / "in" / "云溪省_2024.txt").write_text(text, encoding="utf8")
    own = tmp_path / "in" / "lexicon.toml"
    own.write_text(
        '[[indicators.indicator]]\nid = "tea_visits"\nnbs_name = "茶园游客"\nname = "Visits"\ndimension = "people"\n'
        'forms = ["茶园游客", "茶园接待游客"]\n',
        encoding="utf8",
    )
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    for words in (["tea_visits"], ["茶园游客"], ["茶园接待游客"], ["茶园接待游客", "--lexicon", own]):
        code, out, _ = call("panel", tmp_path / "out", *words, "--json")
        assert (code, [row["year"] for row in json.loads(out)]) == (0, [2023]), words


def test_delivery_is_narrowed_by_any_name_and_by_part_of_a_place(outputs, call):
    for words in (["--indicator", "GDP"], ["--indicator", "地区生产总值"], ["--indicator", "gdp", "--place", "甲"]):
        code, out, _ = call("delivery", outputs, *words, "--json")
        rows = [(row["indicator_id"], row["year"], row["why"]) for row in json.loads(out)]
        assert (code, rows) == (
            0,
            [("gdp", 2023, "needs the report of 2023"), ("gdp", 2024, "needs the report of 2025")],
        )
    assert json.loads(call("delivery", outputs, "--indicator", "gdp", "--place", "乙", "--json")[1]) == []
    code, _, err = call("delivery", outputs, "--verdict", "keptt")
    assert (code, "kept" in err) == (2, True)


def test_a_filter_narrows_all_that_is_exported(outputs, tmp_path, call):
    code, out, _ = call("export", outputs, "-o", tmp_path / "a.xlsx", "--place", "甲", "--json")
    rows = json.loads(out)["rows"]
    assert (code, rows["documents"]) == (0, 1)
    whole = json.loads(call("export", outputs, "-o", tmp_path / "b.xlsx", "--json")[1])["rows"]
    assert 0 < rows["panel"] < whole["panel"]
    assert whole["documents"] == 3
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {row[1] for row in book["panel"].iter_rows(min_row=2, values_only=True)} == {"甲省"}


def test_show_tells_a_corrected_number_beside_the_printed_one(tmp_path, call):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲省_2024.txt").write_text("一、2023年工作回顾\n全年粮食产量达到321.5万吨。\n", encoding="utf8")
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    [claim] = rp.load(tmp_path / "out").claims["claim_id"]
    (tmp_path / "in" / "corrections.csv").write_text(f"claim_id,field,value\n{claim},value,331.5\n", encoding="utf8")
    rp.extract(tmp_path / "in", tmp_path / "out", jobs=0)
    assert "321.5万吨 (corrected: 331.5万吨)" in call("show", tmp_path / "out")[1]
