"""``python -m reportparse``."""

from reportparse.cli import main

main()
