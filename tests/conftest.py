"""Shared by all test modules."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, max_examples=100)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample_text():
    """The report that ships with the project."""
    return (ROOT / "raw" / "xinjiang_2024.txt").read_bytes().decode("utf8")


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    """Tables of the sample report and of reports about places that do not exist, one of them hostile."""
    import reportparse as rp

    inputs = tmp_path_factory.mktemp("inputs")
    shutil.copy(ROOT / "raw" / "xinjiang_2024.txt", inputs)
    for line in (ROOT / "tests" / "cases" / "invented_reports.jsonl").read_text(encoding="utf8").splitlines():
        report = json.loads(line)
        (inputs / report["source"]).write_text(report["text"], encoding="utf8")
    (inputs / "empty.txt").write_text("", encoding="utf8")
    folder = tmp_path_factory.mktemp("outputs")
    rp.extract(inputs, folder, jobs=0)
    return folder
