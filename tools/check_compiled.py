"""Build the wheel with its reading stages compiled, and hold it to the tests of what numbers say.

The build takes some minutes of one core, and leaves what it makes beside the source; so it is given a copy.
Tests run in the project's own environment, with the compiled package before the source: tables, cases and offsets must
be those of the source.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ("golden", "claims", "constructions", "mentions", "periods", "metadata", "table_claims", "basis", "start")
WHERE = "import reportparse.claims.reader, reportparse.frame.periods as p; print(p.__file__)"
HOOK = "HATCH_BUILD_HOOKS_ENABLE"
"""What asks the build for its optional step."""


def run(*command: str | Path, **more: str) -> str:
    """Run a command, and return what it printed; stop with that if it fails."""
    done = subprocess.run(command, cwd=ROOT, env=os.environ | more, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


def main() -> None:
    """Build, install beside the source, and test."""
    with tempfile.TemporaryDirectory() as name:
        site, copy = Path(name) / "site", Path(name) / "copy"
        pip = (sys.executable, "-m", "pip")
        shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for needed in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / needed, copy)
        run(*pip, "wheel", "-qq", "--no-deps", "--wheel-dir", name, copy, **{HOOK: "1"})
        run(*pip, "install", "-qq", "--no-deps", "--target", site, *Path(name).glob("*.whl"))
        where = run(sys.executable, "-c", WHERE, PYTHONPATH=str(site)).strip()
        if not where.startswith(str(site)) or where.endswith(".py"):
            sys.exit(f"not compiled: {where}")
        tests = [f"tests/test_{test}.py" for test in TESTS]
        said = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, PYTHONPATH=str(site))
        print(f"compiled: {said.splitlines()[-1]}")


if __name__ == "__main__":
    main()
