"""The command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import reportparse.cli.clock as clock
from reportparse.version import __version__

__all__ = ["clock", "main"]

HELP = Path(__file__).with_name("help.txt")
"""What ``reportparse --help`` prints. It is kept ready because building it takes four times as long as the rest."""


def main() -> None:
    """Run the command that ``sys.argv`` names and exit with its code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that has no sign for a character shows its number.
        sys.stdout.reconfigure(errors="backslashreplace")
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        print(HELP.read_text(encoding="utf8"), end="")
        return
    if sys.argv[1:] == ["--version"]:
        print(__version__)
        return
    try:
        from reportparse.cli.app import run
    except KeyboardInterrupt:
        print("reportparse: interrupted", file=sys.stderr)
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))
