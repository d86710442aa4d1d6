"""A command loads what it needs and no more: told by the modules that are there when it ends, not by a clock."""

import json
import subprocess
import sys

import pytest

import reportparse as rp

READERS = ("jieba", "lxml", "pdfminer", "pdfplumber", "pypdfium2", "trafilatura", "docx", "markdown_it")
REST = ("pandas", "duckdb", "pebble", "openpyxl", "jinja2", "regex", "ahocorasick_rs", "distributed", "polars")
RUN = """
import json, sys
from reportparse.cli import main
try:
    main()
except SystemExit as stop:
    sys.stderr.write(f"code {stop.code or 0}")
print(chr(10) + json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("start")
    text = "2024年甲省政府工作报告\n一、2023年工作回顾\n生产总值增长6.3%。\n二、2024年工作安排\n生产总值增长6%。\n"
    (folder / "甲省_2024.txt").write_text(text, encoding="utf8")
    rp.extract(folder / "甲省_2024.txt", folder / "out", jobs=0)
    return folder / "out"


@pytest.mark.parametrize(
    "words",
    [
        "--version",
        "--help",
        "export --help",
        "extract --help",
        "show OUT --indicator gdp --year 2024 --status target --measure growth_rate",
        "show OUT --text 生产 --period 2023 --place 甲 --min-confidence 0.1 --sort -confidence",
        "show OUT --json",
        "panel OUT gdp",
        "panel OUT 地区生产总值 --csv",
        "delivery OUT --year 2024 --verdict undetermined --place 甲省",
        "doubts OUT",
        "check OUT",
        "lexicon list units",
        "completion bash",
    ],
)
def test_what_parses_nothing_loads_nothing_that_parses(outputs, words):
    named = [str(outputs) if word == "OUT" else word for word in words.split()]
    done = subprocess.run([sys.executable, "-c", RUN, *named], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("code 0") or not done.stderr
    loaded = done.stdout.rstrip("\n").splitlines()[-1]
    loaded = set(json.loads(loaded))
    assert sorted(loaded.intersection((*READERS, *REST))) == []
    if "OUT" not in words:
        assert "pyarrow" not in loaded
