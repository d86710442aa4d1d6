"""``python -m reportparse``."""

import sys
from pathlib import Path

# Python puts the current folder first, where a file may be named like a library.
if not sys.flags.safe_path and Path(sys.path[0]) != Path(__file__).parents[1]:
    del sys.path[0]

from reportparse.cli import main

main()
