"""What is declared is imported, and what is imported is declared."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
PROJECT, GROUPS = PYPROJECT["project"], PYPROJECT["dependency-groups"]
EXTRAS = PROJECT["optional-dependencies"]

FOR_OTHERS = {"lxml-html-clean", "onnxruntime"}
"""Needed by what is imported, which does not ask for it in a way that every installer understands."""

AS_DATA = {"jieba"}
"""Whose files are read, without its code."""


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def imported(*folders: str) -> set[str]:
    """Names of the distributions that the files of some folders import."""
    names = set()
    for path in (
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").partition(".")[0])
    known = packages_distributions()
    own = {"reportparse", "tests"} | {path.stem for folder in folders for path in (ROOT / folder).rglob("*.py")}
    return {name_of(known.get(name, [name])[0]) for name in names - sys.stdlib_module_names - own}


def declared(*lists: list[str]) -> set[str]:
    return {name_of(one) for some in lists for one in some}


def test_what_is_declared_is_what_is_imported() -> None:
    apart = FOR_OTHERS | AS_DATA
    assert declared(PROJECT["dependencies"], *EXTRAS.values()) - apart == imported("src") - apart


def test_no_exemption_is_left_over() -> None:
    assert declared(PROJECT["dependencies"], *EXTRAS.values()) - imported("src") >= FOR_OTHERS | AS_DATA


def test_what_tests_and_tools_import_is_declared() -> None:
    known = declared(PROJECT["dependencies"], *EXTRAS.values(), *GROUPS.values())
    assert imported("tests", "tools") - known == set()


def test_the_lock_has_all_that_is_declared() -> None:
    locked = {name_of(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf8").splitlines()}
    assert declared(PROJECT["dependencies"], EXTRAS["cluster"], GROUPS["dev"]) - locked == set()
