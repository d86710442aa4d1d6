"""What README.md promises holds."""

import re
import shutil
import subprocess

import pytest

import reportparse as rp
from golden_tables import ROOT
from readme import with_excerpt

README = (ROOT / "README.md").read_text(encoding="utf8")


def test_the_excerpt_is_what_comes_out_today():
    assert with_excerpt(README) == README, "run python tests/readme.py and read the change"


def test_every_page_that_it_names_is_there():
    named = re.findall(r"`((?:docs|notebooks)/[^`]*|LICENSE)`", README)
    assert len(named) > 10
    for target in named:
        assert (ROOT / target).exists(), target


def test_it_reads_the_same_where_the_package_alone_is():
    assert re.findall(r"\]\((?!https?://)", README) == []


def test_the_notebook_lines_parse_a_report():
    claims = rp.parse("2023年全市地区生产总值增长6.8%，今年增长7%左右。", year=2024).claims
    assert [(c.status, c.period, float(c.value)) for c in claims] == [("actual", "2023", 6.8), ("target", "2024", 7.0)]


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_settings_reach_the_command_through_make():
    words = ["make", "-n", "review", "notebook", "TIMEOUT=300", "JOBS=2", "OCR=1"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "extract raw -o outputs --timeout 300 --jobs 2 --ocr" in said
    assert "--no-deps -r requirements-notebook.lock" in said


def test_what_the_notebook_needs_is_pinned_and_named_without_a_host():
    pins = (ROOT / "requirements-notebook.lock").read_text(encoding="utf8").splitlines()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf8").splitlines()
    others = {line.partition("==")[0]: line.partition(" ;")[0] for line in lock}
    assert any(pin.startswith("jupyterlab==") for pin in pins)
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+( ; .*)?", pin) for pin in pins)
    assert [pin for pin in pins if (own := others.get(pin.partition("==")[0])) and own != pin.partition(" ;")[0]] == []
