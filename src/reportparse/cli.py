"""The command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

app = App(name="reportparse", help="Turn Chinese government reports into tables in which every number is a fact.")


@app.command
def extract(inputs: list[Path], /, *, outputs: Annotated[Path, Parameter(name=["--outputs", "-o"])]) -> int:
    """Read files and folders and write their tables.

    Example: reportparse extract raw -o outputs

    Args:
        inputs: files and folders to read.
        outputs: folder to write the tables to.
    """
    from reportparse.batch import extract as run
    from reportparse.batch.inputs import InputError

    try:
        summary = run(inputs, outputs)
    except InputError as error:
        return _say(str(error), 2)
    except FileNotFoundError as error:
        return _say(str(error), 3)
    for failure in summary.failures:
        _say(f"{failure.source}: {failure.message}", 1)
    print(
        f"{summary.documents} documents, {summary.mentions} mentions, {summary.claims} claims, "
        f"{len(summary.failures)} failures in {summary.seconds:.1f} s: {summary.outputs}"
    )
    return summary.exit_code


def _say(line: str, code: int) -> int:
    print(f"reportparse: {line}", file=sys.stderr)
    return code


def main() -> None:
    """Run the command."""
    sys.exit(app())
