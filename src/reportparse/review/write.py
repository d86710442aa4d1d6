"""Written tables → one page a report, and an index of all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa

from reportparse.review.index import index_html
from reportparse.review.inline import Row
from reportparse.review.page import Tables, make_page
from reportparse.review.pictures import Place, line_pictures, place_of
from reportparse.review.render import render
from reportparse.tables import PER_DOCUMENT, Outputs, load


def write_review(outputs: str | Path, files: str | Path | None = None) -> list[Path]:
    """Write ``review/<report>.html`` for every report below ``outputs``, and ``review/index.html``.

    Args:
        outputs: the folder with the tables.
        files: the folder that was read; with it the pages lead to the pages of PDFs and show their printed lines.

    Returns:
        the written files, the index first. Pages of reports that the tables no longer hold are removed.

    Raises:
        FileNotFoundError: if the folder holds no tables.
    """
    loaded = load(outputs)
    folder = loaded.folder / "review"
    folder.mkdir(exist_ok=True)
    pages: list[tuple[Path, Row]] = []
    for tables in documents(loaded):
        document = tables["documents"][0]
        path = folder / page_name(document["source"], document["doc_id"])
        path.write_text(report_page(tables, _file(files, folder, document)), encoding="utf8", errors="replace")
        pages.append((path, {**document, "page": path.name}))
    index = folder / "index.html"
    index.write_text(index_html(loaded, [row for _, row in pages]), encoding="utf8", errors="replace")
    written = [index, *(path for path, _ in pages)]
    for stale in set(folder.glob("*.html")) - set(written):
        stale.unlink()
    return written


def report_page(tables: Tables, file: tuple[Path, str] | None = None) -> str:
    """Return the page of one report from its rows.

    Args:
        tables: the rows of one document by table.
        file: the report's PDF, and how the page leads to it.
    """
    pictures: Mapping[Place, str] = {}
    if file:
        claimed = {claim["mention_id"] for claim in tables["claims"]}
        places = (place_of(m) for m in tables["mentions"] if m["mention_id"] in claimed)
        pictures = line_pictures(file[0], (place for place in places if place))
    return render("report.html.jinja", page=make_page(tables, pictures), file=file and file[1])


def _file(files: str | Path | None, folder: Path, document: Row) -> tuple[Path, str] | None:
    """Return the PDF of a report, and the way to it from the folder of pages."""
    path = Path(files, document["source"]) if files is not None else None
    if path is None or document["media_type"] != "application/pdf" or not path.is_file():
        return None
    try:
        way = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:
        return path, path.resolve().as_uri()
    return path, quote(Path(way).as_posix())


def page_name(source: str, doc_id: str) -> str:
    """Return a file name that any file system takes and that says which report it is.

    >>> page_name("gansu/2024 年报告.txt", "3f9a1c07be52d84e6b90")
    'gansu-2024-年报告-3f9a1c07be52d84e6b90.html'
    """
    stem = re.sub(r"\.[^./]*$", "", source)
    words = re.sub(r"[^\w]+", "-", stem).strip("-")[:40]
    return f"{words}-{doc_id}.html" if words else f"{doc_id}.html"


def documents(loaded: Outputs) -> Iterator[dict[str, list[Row]]]:
    """Yield the rows of each document by table."""
    tables = {name: loaded.table(name) for name in PER_DOCUMENT}
    spans = {name: _spans(table) for name, table in tables.items()}
    for doc_id in spans["documents"]:
        yield {name: table.slice(*spans[name].get(doc_id, (0, 0))).to_pylist() for name, table in tables.items()}


def _spans(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Return first row and number of rows by document; a document's rows stand together."""
    spans: dict[str, tuple[int, int]] = {}
    for at, doc_id in enumerate(table["doc_id"].to_pylist()):
        first, n = spans.get(doc_id, (at, 0))
        spans[doc_id] = (first, n + 1)
    return spans
