"""Which files to read, under which names, and what the user knows of them."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportparse.tables import doc_id
from reportparse.trial import problems

METADATA = "metadata.csv"


class InputError(ValueError):
    """Inputs or outputs that cannot be used at all; the message names the path and what to do."""


class NoInputError(InputError):
    """Inputs that hold no file to read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

    path: Path
    source: str
    """Path relative to the input root, with ``/``."""
    year: int | None = None
    place: str | None = None


def find_inputs(inputs: Iterable[str | Path], leave_out: Path | None = None) -> list[Input]:
    """Return the files of all inputs, sorted by source.

    Folders are searched to their depths; hidden files, README files and metadata.csv are no reports. Nor is anything
    below ``leave_out``, the outputs folder.

    Raises:
        InputError: if a path does not exist or a metadata.csv cannot be understood.
    """
    roots = [Path(i) for i in inputs]
    for root in roots:
        if not root.exists():
            raise InputError(f"{root}: no such file or folder; check the path")
    if any(root.is_dir() and _same(root, leave_out) for root in roots):
        raise InputError(f"{leave_out}: inputs and outputs are the same folder; choose another with -o")
    files = {os.path.realpath(path): (path, root) for root in roots for path in _files(root, leave_out)}
    found = _named(list(files.values()), roots)
    return sorted(found, key=lambda i: i.source)


def _files(root: Path, leave_out: Path | None) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for folder, folders, names in os.walk(root, onerror=_unlisted):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _same(Path(folder, f), leave_out))
        for name in sorted(names):
            if not name.startswith(".") and name != METADATA and not name.upper().startswith("README"):
                yield Path(folder, name)


def _unlisted(error: OSError) -> None:
    """A folder that cannot be listed must not look empty: its documents would leave the tables."""
    raise InputError(
        f"{error.filename}: cannot be listed ({error.strerror}); check its permissions or name other inputs"
    )


def _same(one: Path, other: Path | None) -> bool:
    return other is not None and one.resolve() == other.resolve()


def _named(files: list[tuple[Path, Path]], roots: list[Path]) -> list[Input]:
    """Name each file by its path below its root; where two would share a name, by its path below all roots."""
    bases = [root if root.is_dir() else root.parent for _, root in files]
    names = [_posix(path.relative_to(base)) for (path, _), base in zip(files, bases, strict=True)]
    often = Counter(names)
    common = Path(os.path.commonpath([r.absolute() for r in roots])) if roots else Path()
    known = {base: _metadata(base / METADATA) for base in set(bases)}
    out = []
    for (path, _), base, name in zip(files, bases, names, strict=True):
        source = name if often[name] == 1 else _posix(path.absolute().relative_to(common))
        year, place = known[base].get(name, (None, None))
        out.append(Input(path, source, year, place))
    _refuse_doubles(out)
    return out


def _refuse_doubles(inputs: list[Input]) -> None:
    """Two files of one name, or of one id in the tables, would be one document."""
    seen: dict[str, Input] = {}
    for item in inputs:
        other = seen.setdefault(doc_id(item.source), item)
        if other.source == item.source and other is not item:
            both = f"{other.path} and {item.path}"
            raise InputError(f"{both} would both be {item.source!r} in the tables; rename one of them")
        if other is not item:
            raise InputError(f"{other.source} and {item.source} would have the same doc_id; rename one of them")


def _posix(path: Path) -> str:
    """A path as text; a name that is no UTF-8 comes from a Chinese Windows, in all likelihood."""
    name = path.as_posix()
    try:
        name.encode("utf8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "backslashreplace")
    return name


def _metadata(path: Path) -> dict[str, tuple[int | None, str | None]]:
    """Year and place by source, from a file with the columns source, place and report_year."""
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "source" not in (rows.fieldnames or ()):
                raise InputError(f"{path}: the first line must name the columns source, place, report_year")
            known = {row["source"]: _override(row, f"{path} line {rows.line_num}") for row in rows}
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
    for source in known:
        if not (path.parent / source).exists():
            raise InputError(f"{path}: there is no file {source}; correct the row or remove it")
    return known


def _override(row: dict[str, str | None], where: str) -> tuple[int | None, str | None]:
    year, place = (row.get("report_year") or "").strip(), (row.get("place") or "").strip()
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
        raise InputError(f"{where}: report_year {year!r} is no year; write four digits or leave it empty")
    return int(year) if year else None, place or None


def read_own(path: str | Path | None) -> str:
    """Return the content of a user's own lexicon, empty where there is none.

    Raises:
        InputError: if it cannot be read or something is wrong with it.
    """
    if path is None:
        return ""
    try:
        content = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); name a TOML file in UTF-8") from error
    wrong = problems(content)
    if wrong:
        more = f" (and {len(wrong) - 1} more; see reportparse lexicon check)" if len(wrong) > 1 else ""
        raise InputError(f"{path}: {wrong[0]}{more}")
    return content
