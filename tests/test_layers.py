"""Nothing imports upward: the import graph, read from the source, in functions and for types as well."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "reportparse"

ORDER = (
    "version",
    "spans",
    "model",
    "lexicon",
    "formats",
    "repair",
    "segment",
    "frame",
    "mentions",
    "claims",
    "tables",
    "facts",
    "review",
    "report",
    "pipeline",
    "trial",
    "batch",
    "cli",
)
"""The stages and what stands around them, the lowest first. What is not named here stands above all of them."""


def modules(package: Path) -> dict[str, Path]:
    files = {path.relative_to(package.parent).with_suffix("").as_posix(): path for path in package.rglob("*.py")}
    return {name.removesuffix("/__init__").replace("/", "."): path for name, path in files.items()}


def imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Modules of the package that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module or "" for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def graph(package: Path) -> dict[str, set[str]]:
    known = modules(package)
    return {name: {other for other in imported(path, known) if other in known} for name, path in known.items()}


def level(module: str) -> int:
    part = module.partition(".")[2].partition(".")[0]
    return ORDER.index(part) if part in ORDER else len(ORDER)


def upward(package: Path) -> list[str]:
    edges = ((name, other) for name, others in graph(package).items() for other in others)
    return sorted(f"{name} imports {other}" for name, other in edges if level(other) > level(name))


def test_nothing_imports_upward() -> None:
    assert upward(PACKAGE) == []


def test_no_modules_import_one_another() -> None:
    try:
        TopologicalSorter(graph(PACKAGE)).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {error.args[1]}")


def test_every_folder_and_module_has_its_level() -> None:
    above = {"__init__", "__main__"}
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - above - set(ORDER) == set()


@pytest.mark.parametrize(
    "line",
    [
        "import reportparse.claims.nouns",
        "from reportparse.claims import nouns",
        "from reportparse.claims.nouns import head",
        "def f():\n    from reportparse.claims.nouns import head",
        "if TYPE_CHECKING:\n    from reportparse.claims.nouns import head",
        "import reportparse",
    ],
)
def test_an_upward_import_is_found(line: str, tmp_path: Path) -> None:
    package = tmp_path / "reportparse"
    for file, content in {"__init__.py": "", "model.py": line, "claims/__init__.py": "", "claims/nouns.py": ""}.items():
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        (package / file).write_text(content, encoding="utf8")
    assert [edge.split()[0] for edge in upward(package)] == ["reportparse.model"]
