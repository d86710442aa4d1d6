"""Words are data: what is left of Chinese in the code is grammar, and no more than this."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "reportparse"
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")

AT_MOST = {"claims": 206, "frame": 181, "mentions": 162, "segment": 42, "repair": 10, "formats": 30}
TOGETHER = 250
"""Ideographs in string constants of a folder; these bounds only ever go down."""
EXAMPLES = {"tables"}
"""Columns are described with examples, as docstrings are."""


def ideographs(source: str) -> int:
    """Ideographs in a file's string constants, docstrings apart."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    return sum(len(IDEOGRAPH.findall(node.value)) for node in constants if isinstance(node.value, str))


def counted() -> Counter[str]:
    found: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        found[path.relative_to(PACKAGE).parts[0]] += ideographs(path.read_text(encoding="utf8"))
    return found


@pytest.mark.parametrize(("source", "number"), [('"""说"""\nx = "增长"', 2), ('f"{x}亿元"  # 亿', 2), ("x = 1", 0)])
def test_docstrings_and_comments_are_not_counted(source: str, number: int) -> None:
    assert ideographs(source) == number


def test_no_folder_holds_more_than_its_grammar() -> None:
    found = counted()
    over = {k: n for k, n in found.items() if k not in EXAMPLES and n > AT_MOST.get(k, 14)}
    assert over == {}


def test_the_reader_of_prose_holds_no_vocabulary() -> None:
    """Tables apart, which ``claims/tabular`` reads."""
    found = {path.name: ideographs(path.read_text(encoding="utf8")) for path in (PACKAGE / "claims").glob("*.py")}
    assert sum(found.values()) <= 60, found


@pytest.mark.parametrize("path", sorted((PACKAGE / "claims").glob("*.py")), ids=lambda path: path.name)
def test_no_function_of_claims_is_long(path: Path) -> None:
    lines = path.read_text(encoding="utf8").split("\n")
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0]
            assert len([line for line in lines[first.lineno - 1 : node.end_lineno] if line.strip()]) <= 30, node.name


def test_all_folders_but_those_of_clauses_and_frames_hold_few() -> None:
    found = counted()
    assert sum(n for folder, n in found.items() if folder not in EXAMPLES | {"claims", "frame"}) <= TOGETHER
