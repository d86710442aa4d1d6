"""What a user's own type checker knows of the package."""

from pathlib import Path

import pytest

KNOWN = """
from typing import assert_type

import reportparse as rp

assert_type(rp.clean("惠及").text, str)
assert_type(rp.clean("惠及").explain(), str)
report = rp.parse("粮食产量20万吨。", year=2024)
assert_type(report, rp.Report)
assert_type(report.claims, tuple[rp.Claim, ...])
assert_type(report.claims[0].indicator_id, str | None)
assert_type(rp.read(b"text").pages, tuple[rp.Page, ...])
assert_type(rp.load("outputs"), rp.Outputs)
assert_type(rp.extract("raw", "outputs"), rp.Summary)
"""


def checked(content: str, folder: Path) -> tuple[str, int]:
    api = pytest.importorskip("mypy.api")
    file = folder / "theirs.py"
    file.write_text(content, encoding="utf8")
    out, _, code = api.run(["--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", str(file)])
    return out, code


def test_types_are_known_and_wrong_names_are_told(tmp_path: Path) -> None:
    out, code = checked(KNOWN, tmp_path)
    assert (out.splitlines()[-1], code) == ("Success: no issues found in 1 source file", 0)
    out, code = checked("import reportparse as rp\n\nrp.clena('惠及')\n", tmp_path)
    assert code == 1
    assert 'Module has no attribute "clena"' in out
