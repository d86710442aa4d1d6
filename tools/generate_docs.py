"""Rewrite the pages that are made from the program: tables, commands, the help that is kept ready.

``make docs`` runs this; a test fails where a page differs from what it would write.
"""

import io
import sys
from pathlib import Path

from rich.console import Console

from reportparse.cli.app import app
from reportparse.tables import SCHEMAS, columns_table

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100

ABOUT = {
    "documents": "one row a report",
    "sections": "one row a heading",
    "blocks": "one row a paragraph, bullet, card, heading, table line, note or piece of furniture",
    "mentions": "one row a numeral",
    "claims": "one row a fact that a number states",
    "repairs": "one row a change of the raw text, or a doubt about it",
    "failures": "one row a file that gave no other rows",
    "columns": "this page as a table",
}


def columns_page() -> str:
    """Return the data dictionary."""
    lines = [
        "# Tables and their columns",
        "",
        "Made from the schemas by `make docs`. `?` marks a type that may be null.",
    ]
    rows = columns_table().to_pylist()
    for table in SCHEMAS:
        lines += [
            "",
            f"## {table}: {ABOUT[table]}",
            "",
            "| column | type | what it holds | example |",
            "| --- | --- | --- | --- |",
        ]
        for row in rows:
            if row["table"] == table:
                cells = (f"`{row['column']}`", row["type"], row["description"], f"`{row['example']}`")
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def commands(parent=app, path=()):
    """Yield every command with the words that call it."""
    for name in sorted(parent):
        if not name.startswith("-"):
            yield (*path, name), parent[name]
            yield from commands(parent[name], (*path, name))


def help_of(words=()) -> str:
    """Return what ``reportparse WORDS --help`` prints, at a fixed width."""
    out = io.StringIO()
    app.help_print(list(words), console=Console(file=out, width=WIDTH, no_color=True))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def commands_page() -> str:
    """Return the help of every command."""
    lines = ["# Commands", "", "Made from the program's help by `make docs`.", "", "```", help_of().strip("\n"), "```"]
    for words, _ in commands():
        lines += ["", f"## reportparse {' '.join(words)}", "", "```", help_of(words).strip("\n"), "```"]
    return "\n".join(lines) + "\n"


PAGES = {
    "docs/columns.md": columns_page,
    "docs/commands.md": commands_page,
    "src/reportparse/cli/help.txt": help_of,
}


def main() -> int:
    """Write the pages, or with ``--check`` only say which differ."""
    stale = [
        path for path, page in PAGES.items() if not (ROOT / path).exists() or (ROOT / path).read_text("utf8") != page()
    ]
    for path in stale:
        if "--check" not in sys.argv:
            (ROOT / path).parent.mkdir(exist_ok=True)
            (ROOT / path).write_text(PAGES[path](), encoding="utf8")
        print(("stale: " if "--check" in sys.argv else "wrote ") + path)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
