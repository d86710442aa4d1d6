"""Written tables → one page a report, and an index of all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa

from reportparse.review.compare import place_of as name_of_place
from reportparse.review.headline import Figures, Headline
from reportparse.review.index import index_html
from reportparse.review.inline import Row
from reportparse.review.page import Tables, make_page
from reportparse.review.pictures import Place, line_pictures, place_of
from reportparse.review.render import render
from reportparse.tables import PER_DOCUMENT, Outputs, load

_LIST, _UNFINISHED = ".pages", ".page-"
_PAGE = re.compile(r"[\w-]+\.html")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no page may hold."""


def write_review(outputs: str | Path | Outputs, files: str | Path | None = None) -> list[Path]:
    """Write ``review/<report>.html`` for every report below ``outputs``, and ``review/index.html``.

    A page takes the place of its older self when it is whole. Pages that were written before and whose reports the
    tables no longer hold are removed; what else lies in the folder is left alone.

    Args:
        outputs: the folder with the tables, or what ``load`` made of it.
        files: the folder that was read; with it the pages lead to the pages of PDFs and show their printed lines.

    Returns:
        the written files, the index first.

    Raises:
        FileNotFoundError: if the folder holds no tables.
        OSError: if a page cannot be written; ``review`` must be a folder, and no link to one.
    """
    loaded = outputs if isinstance(outputs, Outputs) else load(outputs)
    folder = _own_folder(loaded.folder / "review")
    before = _listed(folder)
    rows = [{**row, "page": page_name(row["source"], row["doc_id"])} for row in loaded.table("documents").to_pylist()]
    pages = [row["page"] for row in rows]
    _list(folder, before.union(pages))
    panel, delivery = (loaded.table(name).to_pylist() for name in ("panel", "delivery"))
    figures = Figures(panel, delivery, {row["doc_id"]: row["page"] for row in rows})
    for page, tables in zip(pages, documents(loaded), strict=True):
        document = tables["documents"][0]
        sheet = figures.sheet(document, name_of_place(document))
        _put(folder / page, report_page(tables, _file(files, folder, document), sheet))
    _put(folder / "index.html", index_html(loaded, rows))
    for stale in before.difference(pages):
        (folder / stale).unlink(missing_ok=True)
    _list(folder, set(pages))
    return [folder / page for page in ("index.html", *pages)]


def _own_folder(folder: Path) -> Path:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotADirectoryError(errno.ENOTDIR, "no folder of its own, so nothing is written there; remove it", folder)
    folder.mkdir(exist_ok=True)
    for unfinished in folder.glob(f"{_UNFINISHED}*"):
        unfinished.unlink()
    return folder


def _listed(folder: Path) -> set[str]:
    """The pages that were written here before, as the list of them says."""
    try:
        names = (folder / _LIST).read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {name for name in names if _PAGE.fullmatch(name)}


def _list(folder: Path, pages: set[str]) -> None:
    _put(folder / _LIST, "".join(f"{page}\n" for page in sorted(pages)))


def _put(path: Path, content: str) -> None:
    """Write a file beside its place and move it there, so that no reader sees half of it."""
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf8", errors="replace") as file:
            file.write(_CONTROL.sub("\ufffd", content))
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def report_page(tables: Tables, file: tuple[Path, str] | None = None, headline: Headline | None = None) -> str:
    """Return the page of one report from its rows.

    Args:
        tables: the rows of one document by table.
        file: the report's PDF, and how the page leads to it.
        headline: its main targets and results.
    """
    pictures: Mapping[Place, str] = {}
    if file:
        claimed = {claim["mention_id"] for claim in tables["claims"]}
        places = (place_of(m) for m in tables["mentions"] if m["mention_id"] in claimed)
        pictures = line_pictures(file[0], (place for place in places if place))
    return render("report.html.jinja", page=make_page(tables, pictures, headline), file=file and file[1])


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
