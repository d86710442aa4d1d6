"""What is declared is imported, and what is imported is declared."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]

FOR_OTHERS = {"lxml-html-clean", "onnxruntime", "openpyxl", "regex"}
"""Needed by what is imported, which does not ask for it in a way that every installer understands."""


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def imported() -> set[str]:
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").partition(".")[0])
    return names - sys.stdlib_module_names - {"reportparse"}


def test_what_is_declared_is_what_is_imported() -> None:
    extras = [one for many in PROJECT["optional-dependencies"].values() for one in many]
    declared = {name_of(one) for one in [*PROJECT["dependencies"], *extras]}
    known = packages_distributions()
    used = {name_of(known.get(name, [name])[0]) for name in imported()}
    assert declared - FOR_OTHERS == used - FOR_OTHERS


def test_the_lock_has_all_that_is_declared() -> None:
    locked = {name_of(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf8").splitlines()}
    assert {name_of(one) for one in PROJECT["dependencies"]} - locked == set()
