"""Rewrite the pages that are made from the program: tables, commands, the help that is kept ready.

``make docs`` runs this; a test fails where a page differs from what it would write.
"""

import io
import itertools
import sys
from pathlib import Path

from rich.console import Console

from reportparse.cli.app import app
from reportparse.facts import sql_of
from reportparse.facts.derive import HELPERS
from reportparse.lexicon import default
from reportparse.tables import SCHEMAS, columns_table
from reportparse.tables.schemas import DERIVED

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100

ABOUT = {
    "documents": "one row a report",
    "sections": "one row a heading",
    "blocks": "one row a paragraph, bullet, card, heading, table line, note or piece of furniture",
    "mentions": "one row a numeral",
    "claims": "one row a fact that a number states",
    "repairs": "one row a change of the raw text, or a doubt about it",
    "panel": "one row a place, indicator, measure, basis, status, unit and period",
    "delivery": "one row a target, beside the result of its time",
    "doubts": "one row a relation between numbers of a report that does not hold",
    "failures": "one row a file that gave no other rows",
    "columns": "this page as a table",
}

CSV_ABOUT = {
    "clauses": "Words that shape a clause: what stands between a noun and its number, what lists, what compares.",
    "goals": "Words that set a goal: they stand between a noun and its number and are no part of the noun.",
    "places": "Places of GB/T 2260 with the short names that reports use.",
    "radicals": "Radicals that scans and fonts put in place of ideographs.",
    "joint": "Words that hold two nouns; of two numbers after them the first is of the one, the second of the other.",
    "roles": "What the roles of words mean, of which the patterns of constructions are made.",
    "variants": "Traditional characters and the simplified ones that the other tables are written in.",
    "verbs": "Words that say what a number does: rises, falls, reaches, makes up a share, ranks.",
}
"""What the CSV files hold; a TOML file says so itself in its first lines."""


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


def lexicon_page() -> str:
    """Return what each table of the vocabulary holds, and the indicators and units that it names."""
    lines = ["# Vocabulary", "", "Made from the files of `src/reportparse/lexicon` by `make docs`.", ""]
    lines += [
        "`reportparse lexicon list TABLE` prints the rows of one; [your own file](how-to/vocabulary.md) adds to them.",
        "",
    ]
    lines += ["| table | fields or parts | what it holds |", "| --- | --- | --- |"]
    for name, content in sorted(default().tables.items()):
        lines.append(f"| {name} | {_fields(content)} | {_about(name)} |")
    lines += ["", "## Roles of words", "", "What a word does in a clause; `constructions` has patterns over these.", ""]
    lines += ["| role | what it is | words |", "| --- | --- | --- |"]
    words: dict[str, list[str]] = {}
    for row in [*default().table("verbs"), *default().table("clauses"), *default().table("goals")]:
        words.setdefault(row["role"], []).append(row["word"])
    for row in default().table("roles"):
        some = words.get(row["role"], [])
        examples = " ".join(some[:6]) + (" …" if len(some) > 6 else "")
        lines.append(f"| `{row['role']}` | {row['meaning']} | {examples} |")
    lines += ["", "## Indicators", "", "| id | NBS name | English | measured in |", "| --- | --- | --- | --- |"]
    for row in default().table("indicators")["indicator"]:
        lines.append(f"| `{row['id']}` | {row['nbs_name']} | {row.get('name', '')} | {row.get('dimension', '')} |")
    lines += ["", "## Units", "", "| unit | measures | also written | converted to |", "| --- | --- | --- | --- |"]
    for row in default().table("units")["unit"]:
        base = f"{row['factor']} {row['base']}" if "base" in row else ""
        lines.append(f"| {row['name']} | {row['dimension']} | {' '.join(row.get('aliases', []))} | {base} |")
    return "\n".join(lines) + "\n"


FACTS_ABOUT = """# Facts: the SQL behind panel, delivery and doubts

Made from the files of `src/reportparse/facts` by `make docs`.

`extract` ends with these queries. DuckDB runs them over `claims.parquet` and `documents.parquet`. It holds
1.5 GB and puts what is more on the disk; some documents, and some places, are taken at a time.
They are here to be read and changed: `reportparse.facts.connect` opens a
folder of outputs with the tables, the vocabulary (`indicators`, `units`, and the words and widths of
`lexicon/facts.toml` as variables) and the helper tables `reports`, `figures`,
`within`, `cells` and `goals_above`; any query runs on it.

```python
from pathlib import Path
from tempfile import TemporaryDirectory
from reportparse.facts import connect, sql_of

with TemporaryDirectory() as spill:  # for what does not fit in memory
    connection = connect(Path("outputs"), spill)
    connection.execute("set variable points = 0.5")  # a wider 左右
    mine = connection.sql(sql_of("delivery").replace("'id'", "'known'")).df()
    connection.sql("select place, year, shown from (" + sql_of("panel") + ") where indicator_id = 'gdp'").show()
```

Not every target can be judged. `verdict` is `undetermined`, with `why`, where the report of the next year is not at
hand or names no result, where several values contend on both sides of the target, where a plain number is missed by
less than `tolerance`, and where neither a bound (以上, 以内) nor the `polarity` of the indicator says which side keeps
the target. A row without a target is a result of an indicator for which the place sets targets in other years, where
the report that would set that year's is not at hand; `why` names it.
"""


def facts_page() -> str:
    """Return the queries behind the derived tables."""
    queries = (f"\n## {name}\n\n```sql\n{sql_of(name).strip()}\n```\n" for name in (*HELPERS, *DERIVED))
    return FACTS_ABOUT + "".join(queries)


def _about(name: str) -> str:
    """The comment that opens the file of a table, or the notes that its first rows carry."""
    folder = ROOT / "src" / "reportparse" / "lexicon"
    path = next(p for p in (folder / f"{name}.toml", folder / f"{name}.csv") if p.exists())
    if path.suffix == ".csv":
        return CSV_ABOUT.get(name, "")
    opening = itertools.takewhile(lambda line: line.startswith("#"), path.read_text(encoding="utf8").splitlines())
    return " ".join(line.lstrip("# ") for line in opening)


def _fields(content) -> str:
    rows = content if isinstance(content, list) else [content]
    return ", ".join(f"`{field}`" for field in dict.fromkeys(field for row in rows for field in row))


PAGES = {
    "docs/columns.md": columns_page,
    "docs/commands.md": commands_page,
    "docs/facts.md": facts_page,
    "docs/lexicon.md": lexicon_page,
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
