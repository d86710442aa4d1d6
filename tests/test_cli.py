"""Commands: what they print, where, and with which exit code."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reportparse as rp
from reportparse.cli.app import app, run
from reportparse.cli.near import Wanted, why_none

ROOT = Path(__file__).resolve().parent.parent
TEXT = """2024年甲省政府工作报告
一、2023年工作回顾
全年地区生产总值增长6.3%，粮食产量达到321.5万吨。新建学校17所。
二、2024年工作安排
地区生产总值增长6%左右，城镇新增就业21万人以上。
"""


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "tools" / "generate_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    (folder / "甲省_2024.txt").write_text(TEXT, encoding="utf8")
    rp.extract(folder / "甲省_2024.txt", folder / "out", jobs=0)
    return folder / "out"


@pytest.fixture
def call(capsys):
    def called(*words):
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return called


@pytest.fixture
def json_of(call):
    def called(*words):
        code, out, _ = call(*words, "--json")
        assert code == 0
        return json.loads(out)

    return called


def test_extract_prints_a_summary_and_nothing_else(call, outputs, tmp_path):
    code, out, err = call("extract", outputs.parent / "甲省_2024.txt", "-o", tmp_path / "out", "--jobs", "0")
    assert (code, err) == (0, "")
    assert out.startswith("1 document (0 unchanged)")


def test_extract_as_json_quiet_and_verbose(call, json_of, outputs, tmp_path):
    report = outputs.parent / "甲省_2024.txt"
    found = json_of("extract", report, "-o", tmp_path / "out", "--jobs", "0")
    assert (found["documents"], found["failures"]) == (1, [])
    assert call("extract", report, "-o", tmp_path / "out", "--jobs", "0", "-q") == (0, "", "")
    _, _, err = call("extract", report, "-o", tmp_path / "out", "--jobs", "0", "-v", "--no-resume")
    assert "1/1 甲省_2024.txt" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["extract", "{0}/nope", "-o", "{0}/out"], 2, "nope: no such file or folder; check the path"),
        (["extract", "{0}/void", "-o", "{0}/out"], 3, "nothing to read"),
        (["extract", "{0}/empty.txt", "-o", "{0}/out"], 1, "empty.txt: the file holds no text"),
        (["extract", "{0}/noise.txt", "-o", "{0}/out"], 1, "noise.txt: no encoding"),
        (["extract", "{0}/empty.txt", "-o", "{0}/noise.txt"], 2, "noise.txt: cannot write here"),
        (["extract", "{0}/empty.txt"], 2, "--outputs"),
        (["extract", "{0}/empty.txt", "-o", "{0}/out", "--lexicon", "{0}/noise.txt"], 2, "name a TOML file"),
        (["extract", "{0}/empty.txt", "-o", "{0}/out", "--shard", "0"], 2, "--shard"),
        (["show", "{0}/void"], 2, "run `reportparse extract"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_bad_input_gives_one_clear_line_and_a_code(call, tmp_path, words, code, said):
    (tmp_path / "void").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 9)
    found, _, err = call(*(word.format(tmp_path) for word in words), *(["-q", "--jobs", "0"] * (words[0] == "extract")))
    assert found == code
    assert said in err
    assert err.startswith("reportparse: ")
    assert err.count("\n") == 1


def test_a_full_disk_gives_one_clear_line(call, outputs, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportparse.batch.run.write_documents", full)
    code, _, err = call("extract", outputs.parent / "甲省_2024.txt", "-o", tmp_path, "--jobs", "0")
    assert code == 2
    assert err == f"reportparse: {tmp_path}: No space left on device; the tables are as they were\n"


def test_many_failures_are_not_all_printed(call, tmp_path):
    for i in range(30):
        (tmp_path / f"{i}.txt").touch()
    code, _, err = call("extract", tmp_path, "-o", tmp_path / ".out", "--jobs", "0", "-q")
    assert code == 1
    assert "10 more" in err
    assert err.count("\n") == 21


def test_show_filters_claims(call, json_of, outputs):
    every = json_of("show", outputs)
    assert {row["source"] for row in every} == {"甲省_2024.txt"}
    assert all(row["status"] == "target" for row in json_of("show", outputs, "--status", "target"))
    gdp = json_of("show", outputs, "--indicator", "gdp", "--measure", "growth_rate")
    assert sorted(row["value"] for row in gdp) == [6.0, 6.3]
    assert call("show", outputs, "--report", "乙省", "--json")[:2] == (1, "[]\n")
    assert len(json_of("show", outputs, "--limit", "1")) == 1


def test_show_as_a_table_names_what_it_leaves_out(call, outputs):
    code, out, err = call("show", outputs, "--limit", "1")
    assert code == 0
    assert "地区生产总值" in out
    assert "--limit 0 shows all" in err


def test_show_tables_prints_each_number_with_its_reading(call, json_of, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        "云溪市2023年统计公报\n\n| 指标 | 产量（万吨） |\n| --- | --- |\n| 生铁 | 31.5 |\n", encoding="utf8"
    )
    code, out, _ = call("show", "--tables", file)
    assert code == 0
    assert "= 生铁产量" in out
    (table,) = json_of("show", "--tables", file)
    assert [cell["text"] for row in table["rows"] for cell in row] == ["指标", "产量（万吨）", "生铁", "31.5"]
    assert table["rows"][1][1]["claim"]["unit"] == "万吨"
    assert call("show", "--tables", tmp_path / "void.pdf")[0] == 2


def test_show_raw_prints_what_offsets_count(call, outputs):
    source = outputs.parent / "甲省_2024.txt"
    assert call("show", "--raw", source) == (0, TEXT, "")
    code, _, err = call("show", "--raw", outputs)
    assert code == 2
    assert err.startswith("reportparse: ")


def test_explain_leads_from_a_claim_to_its_raw_line(call, json_of, outputs):
    claim = json_of("show", outputs, "--indicator", "gdp", "--status", "target")[0]["claim_id"]
    code, out, _ = call("explain", outputs, claim, "--raw", outputs.parent / "甲省_2024.txt")
    assert code == 0
    assert "5: 地区生产总值增长【6%左右】" in out
    assert json_of("explain", outputs, claim)["claim"]["claim_id"] == claim
    code, _, err = call("explain", outputs, "nothing")
    assert (code, err.count("\n")) == (2, 1)


def test_compare_lists_what_differs(call, json_of, tmp_path):
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT.replace("321.5", "331.5").replace("新建学校17所。", ""))):
        (tmp_path / name).write_text(text, encoding="utf8")
    found = json_of("compare", tmp_path / "a.txt", tmp_path / "b.txt")
    assert [(d["what"], d["before"], d["after"]) for d in found] == [
        ("differs", "321.5万吨", "331.5万吨"),
        ("gone", "17所", ""),
    ]
    code, out, _ = call("compare", tmp_path / "a.txt", tmp_path / "b.txt", "--csv")
    assert (code, out.splitlines()[0].split(",")[:2]) == (0, ["what", "indicator"])
    code, _, err = call("compare", tmp_path / "a.txt", tmp_path / "nope.txt")
    assert (code, err.count("\n")) == (2, 1)


def test_delivery_and_doubts_are_printed(call, json_of, outputs):
    rows = json_of("delivery", outputs, "--year", "2024")
    assert {row["verdict"] for row in rows} == {"undetermined"}
    assert any(row["indicator_id"] == "gdp" and row["why"] == "needs the report of 2025" for row in rows)
    code, out, _ = call("delivery", outputs)
    assert code == 0
    assert "needs the report of 2025" in out
    assert json_of("doubts", outputs) == []
    code, out, _ = call("panel", outputs, "gdp", "--csv")
    assert out.startswith("place,")


def test_nothing_to_list_says_what_there_is(call, outputs):
    total = len(rp.load(outputs).delivery())
    assert (
        f"{total} rows without --place 丙; none has --place 丙; there are 甲省"
        in call("delivery", outputs, "--place", "丙")[2]
    )
    err = call("delivery", outputs, "--place", "甲", "--year", "2031")[2]
    assert f"{total} rows without --place 甲 --year 2031; none has --year 2031; there are 2023, 2024" in err
    assert (
        "no target of '新增'; did you mean urban_new_employment (城镇新增就业人数)"
        in call("delivery", outputs, "--indicator", "新增")[2]
    )
    assert re.search(r"\d+ claims in \d+ documents?, and none", call("doubts", outputs)[2])
    code, out, err = call("panel", outputs, "gdp", "--place", "丙")
    assert (code, out) == (1, "")
    assert re.search(
        "no report has gdp of 丙: [1-9] rows? without --place 丙; none has --place 丙; there are .*甲省", err
    )


def test_a_measure_that_no_report_has_names_those_there_are(call, outputs):
    code, out, err = call("panel", outputs, "gdp", "--measure", "share")
    assert (code, out) == (1, "")
    assert "no report has gdp: --measure has growth_rate (2)" in err


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (
            [("place", "甲"), ("year", 2020)],
            "3 rows without --place 甲 --year 2020; 2 have --place 甲, 1 have --year 2020, ",
        ),
        ([("year", 1990)], "3 rows without --year 1990; none has --year 1990; there are 2020, 2022, 2024"),
        ([], "there are 3 rows in all"),
    ],
)
def test_which_filter_left_nothing(filters, said):
    columns = {"place": ["甲省", "乙省", "甲省"], "year": [2024, 2020, 2022]}
    wanted = [Wanted(f"--{name}", name, value, name == "place") for name, value in filters]
    assert why_none(columns, wanted).startswith(said)


@pytest.mark.parametrize(
    ("word", "meant"), [("新增", "urban_new_employment (城镇新增就业人数)"), ("食产", "grain_output (粮食产量)")]
)
def test_a_word_of_a_name_leads_to_its_id(call, outputs, word, meant):
    code, out, err = call("panel", outputs, word)
    assert (code, out) == (2, "")
    assert f"no indicator '{word}'; did you mean {meant}" in err


def test_panel_shows_targets_beside_results(call, json_of, outputs):
    rows = {row["year"]: row for row in json_of("panel", outputs, "gdp")}
    assert rows[2024]["target_value"] == 6.0
    assert rows[2023]["actual_value"] == 6.3
    _, out, _ = call("panel", outputs, "gdp")
    assert re.search(r"2024 │ ≈6 +│ –", out)
    assert "growth_rate, in %: target | result" in out
    assert call("panel", outputs, "地区生产总值")[1] == out
    assert call("panel", outputs, "gdp", "--place", "乙")[0] == 1
    code, _, err = call("panel", outputs, "gpd")
    assert code == 2
    assert "did you mean gdp?" in err


def test_check_finds_changed_and_missing_files(call, json_of, tmp_path, outputs):
    rp.extract(outputs.parent / "甲省_2024.txt", tmp_path, jobs=0)
    assert json_of("check", tmp_path)["problems"] == []
    with (tmp_path / "claims.parquet").open("ab") as file:
        file.write(b"x")
    code, _, err = call("check", tmp_path)
    assert (code, err.count("\n")) == (1, 1)
    assert "claims.parquet: changed since it was written" in err
    (tmp_path / "repairs.parquet").unlink()
    (tmp_path / "repairs.parquet").mkdir()
    code, _, err = call("check", tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert "no repairs.parquet here" in err


def test_tables_that_cannot_be_read_give_one_clear_line(call, tmp_path, outputs):
    shutil.copytree(outputs, tmp_path, dirs_exist_ok=True)
    for name in ("claims", "panel"):
        (tmp_path / f"{name}.parquet").write_bytes(b"PAR1")
    for words in (["show", tmp_path], ["panel", tmp_path, "gdp"], ["review", tmp_path], ["explain", tmp_path, "x"]):
        code, _, err = call(*words)
        assert (code, err.count("\n")) == (2, 1)
        assert ".parquet cannot be read" in err
    (tmp_path / "manifest.json").write_text("[]")
    code, _, err = call("check", tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert "manifest.json: is not as extract wrote it" in err


STATES = {
    ".ready-x empty": lambda out: (out / ".ready-x").mkdir(),
    ".ready-x a file": lambda out: (out / ".ready-x").write_text("x"),
    ".ready-x a link": lambda out: (out / ".ready-x").symlink_to(out.parent),
    ".new-x a file": lambda out: (out / ".new-x").write_text("x"),
    ".work a file": lambda out: (out / ".work").write_text("x"),
    ".work with noise": lambda out: ((out / ".work").mkdir(), (out / ".work" / "a-b.arrow").write_bytes(bytes(5000))),
    ".work with a folder": lambda out: (out / ".work" / ".x").mkdir(parents=True),
    ".lock a folder": lambda out: ((out / ".lock").unlink(missing_ok=True), (out / ".lock").mkdir()),
    ".lock a link": lambda out: ((out / ".lock").unlink(missing_ok=True), (out / ".lock").symlink_to("/nowhere")),
    "review a file": lambda out: (out / "review").write_text("x"),
    "claims a link": lambda out: (
        (out / "claims.parquet").rename(out / "other"),
        (out / "claims.parquet").symlink_to("other"),
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_check_finds_what_does_not_belong(call, json_of, tmp_path, outputs, state):
    shutil.copytree(outputs, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("review"))
    assert call("check", tmp_path)[0] == 0
    STATES[state](tmp_path)
    code, _, err = call("check", tmp_path)
    assert (code, err.count("\n")) == (1, 1)
    assert state.split()[0] in err
    code, _, err = call("extract", outputs.parent / "甲省_2024.txt", "-o", tmp_path, "--jobs", "0", "-q")
    if state.startswith(".lock"):
        assert (code, err.count("\n")) == (2, 1)
        assert "remove it" in err
    else:
        assert (code, err) == (0, "")
        assert state == "review a file" or call("check", tmp_path)[0] == 0


HOSTILE = "云\x1b]0;owned\x07\x1b[31m溪_2024.txt"


def test_no_escape_sequence_reaches_the_terminal(call, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / HOSTILE).write_text("去年\x1b[31m情况\x9b：" + "粮食产量增长5%。\n" * 40, encoding="utf8")
    (folder / f"empty{HOSTILE}").touch()
    words = ["extract", folder, "-o", tmp_path / "out", "--jobs", "0", "-v"]
    said = [call(*words), call("show", tmp_path / "out"), call("show", tmp_path / "out", "--json")]
    claim = json.loads(said[-1][1])[0]
    assert claim["source"] == HOSTILE
    said += [call("explain", tmp_path / "out", claim["claim_id"]), call("explain", tmp_path / "out", HOSTILE)]
    for _, out, err in said:
        assert not set(out + err) & set("\x1b\x07\x9b")
    assert "\\x1b" in said[1][1]


def test_a_file_that_is_not_there_is_named(call, outputs, tmp_path):
    for words in (["explain", outputs, "x", "--raw", tmp_path / "nope"], ["show", "--raw", tmp_path / "nope"]):
        code, _, err = call(*words)
        assert (code, err.count("\n")) == (2, 1)
        assert "nope: cannot be read" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a = " + "[" * 50_000, "too deep"),
        ('[[units.unit]]\nname = "斛"\ndimension = "volume"\nfactor = "1/0"\n', "line 4: units.unit: the factor must"),
        ('[[units.unit]]\nname = "斛"\ndimension = "volume"\nfactor = "1e99999"\n', "not '1e99999'"),
        ('[[units.unit]]\nname = "斛"\ndimension = "volume"\nfactor = "nan"\n', "not 'nan'"),
    ],
)
def test_vocabulary_that_nobody_can_work_with_is_refused(call, outputs, tmp_path, content, said):
    (tmp_path / "own.toml").write_text(content, encoding="utf8")
    code, out, _ = call("lexicon", "check", tmp_path / "own.toml")
    assert code == 1
    assert said in out
    report = outputs.parent / "甲省_2024.txt"
    code, _, err = call("extract", report, "-o", tmp_path / "o", "--jobs", "0", "--lexicon", tmp_path / "own.toml")
    assert (code, err.count("\n")) == (2, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_terminal_without_the_signs_is_no_error(outputs, tmp_path, encoding):
    command = [sys.executable, "-m", "reportparse", "extract", outputs.parent / "甲省_2024.txt", "-o", tmp_path / "out"]
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*command, "--jobs", "0"], capture_output=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = subprocess.run([*command[:3], "show", tmp_path / "out"], capture_output=True, env=env, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")


def test_review_writes_pages(json_of, outputs):
    found = json_of("review", outputs)
    assert Path(found["index"]).is_file()
    assert len(found["pages"]) == 1


def test_lexicon_list(call, json_of):
    assert "units" in {row["table"] for row in json_of("lexicon", "list")}
    assert "亩" in call("lexicon", "list", "units")[1]
    code, _, err = call("lexicon", "list", "unit")
    assert code == 2
    assert "no table 'unit'" in err


@pytest.mark.parametrize("table", [row.stem for row in sorted((ROOT / "src/reportparse/lexicon").glob("*.toml"))])
def test_every_table_can_be_listed(call, table):
    assert call("lexicon", "list", table)[0] == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands(call, shell):
    code, out, _ = call("completion", shell)
    assert code == 0
    assert "extract" in out


def test_the_reference_pages_are_as_generated(generator):
    for path, page in generator.PAGES.items():
        assert (ROOT / path).read_text(encoding="utf8") == page(), f"{path} is stale: run make docs"


def test_every_command_has_an_example_and_takes_json(generator):
    leaves = [words for words, command in generator.commands() if words != ("lexicon",)]
    assert len(leaves) >= 9
    for words in leaves:
        found = generator.help_of(words)
        assert f"Example: reportparse {' '.join(words)}" in found
        assert "--json" in found or words == ("completion",)


def test_every_option_is_in_the_reference(generator):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf8")
    for words, command in generator.commands():
        if words == ("lexicon",):
            continue
        part = page.partition(f"## reportparse {' '.join(words)}\n")[2].partition("\n## ")[0]
        for argument in command.assemble_argument_collection():
            assert argument.name in part, (words, argument.name)


def test_help_comes_without_the_stages():
    code = "import sys; sys.argv = ['reportparse', '--help']; from reportparse.cli import main; main(); "
    heavy = "print(sorted({'pandas', 'pyarrow', 'jieba', 'rich', 'cyclopts'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + heavy], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
    assert done.stdout.startswith("Usage: reportparse COMMAND")


def test_the_module_runs_as_the_command_does(outputs, tmp_path):
    command = [sys.executable, "-m", "reportparse", "extract", outputs.parent / "甲省_2024.txt", "-o", tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.match(r"1 document .* claims, 0 failures", done.stdout)


def test_a_reader_that_goes_away_is_no_error(outputs):
    script = f"'{sys.executable}' -m reportparse show '{outputs}' --json | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_printed(call):
    assert call("--version") == (0, rp.__version__ + "\n", "")


def test_the_promised_commands_are_there():
    assert {"extract", "show", "explain", "panel", "check", "review", "lexicon", "completion"} <= set(app)
