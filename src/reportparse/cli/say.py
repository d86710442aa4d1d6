"""What commands print: facts on stdout, all else on stderr."""

from __future__ import annotations

import json
import sys
from typing import Any

SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 0 is for success."""


class StopError(Exception):
    """Ends a command with one line on stderr and an exit code."""

    def __init__(self, line: str, code: int = USAGE):
        super().__init__(line)
        self.code = code


def say(line: str) -> None:
    """Print one line on stderr."""
    print(f"reportparse: {line}", file=sys.stderr, flush=True)


def give(value: Any) -> None:
    """Print a value as one JSON object or list on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()
