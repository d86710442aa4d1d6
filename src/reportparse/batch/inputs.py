"""Which files to read, under which names, and what the user knows of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportparse.batch.corrections import CORRECTIONS, Correction, read_corrections
from reportparse.batch.rows import InputError as InputError
from reportparse.batch.rows import csv_rows
from reportparse.formats.archive import is_report, members
from reportparse.tables import doc_id
from reportparse.trial import problems

METADATA = "metadata.csv"
LEXICON = "lexicon.toml"
KEPT = (METADATA, CORRECTIONS, LEXICON)
"""Files beside the inputs that say what a person knows."""


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
    refused: str = ""
    """Why it is not read."""
    member: str = ""
    """The file within an archive at ``path``; empty where it is the file itself."""
    more: tuple[Input, ...] = ()
    """Files that hold the next pages of the same report."""


@dataclass(frozen=True, slots=True)
class Known:
    """What metadata.csv says of one file."""

    year: int | None = None
    place: str | None = None
    joins: str = ""
    """The file whose report goes on in this one."""
    where: str = ""
    """The row, for messages."""


def find_inputs(inputs: Iterable[str | Path], leave_out: Path | None = None, links: bool = False) -> list[Input]:
    """Return the files of all inputs, sorted by source.

    Folders are searched to their depths; hidden files, README files and those of ``KEPT`` are no reports. Nor is
    anything below ``leave_out``, the outputs folder. A link in a folder stands for itself, with the reason why it is
    not read, unless it leads out of the inputs and ``links`` allows that. The files of a ZIP of reports stand for it,
    as ``reports.zip/a.txt``; a file that joins another in metadata.csv stands with that one.

    Raises:
        InputError: if a path does not exist or a metadata.csv cannot be understood.
    """
    roots = [Path(i) for i in inputs]
    for root in roots:
        if not root.exists():
            raise InputError(f"{root}: no such file or folder; check the path")
    if any(root.is_dir() and _same(root, leave_out) for root in roots):
        raise InputError(f"{leave_out}: inputs and outputs are the same folder; choose another with -o")
    files, lead = _search(roots, leave_out)
    found = {os.path.realpath(path): (path, root, "") for path, root in files}
    while lead:
        path, root = lead.pop(0)
        target = Path(os.path.realpath(path))
        why = _refusal(target, found, roots, links)
        if not why and target.is_dir():
            roots.append(target)
            more, further = _search([path], leave_out)
            found |= {os.path.realpath(p): (p, root, "") for p, _ in more}
            lead += [(p, root) for p, _ in further]
        else:
            found[str(path if why else target)] = (path, root, why)
    return sorted(_named(list(found.values()), roots), key=lambda i: i.source)


def _search(roots: list[Path], leave_out: Path | None) -> tuple[list[tuple[Path, Path]], list[tuple[Path, Path]]]:
    """The files below the roots, and the links, each with its root."""
    found = [(path, root) for root in roots for path in _files(root, leave_out)]
    is_link = [path != root and path.is_symlink() for path, root in found]
    pairs = list(zip(found, is_link, strict=True))
    return [f for f, link in pairs if not link], [f for f, link in pairs if link]


def _refusal(target: Path, found: Mapping[str, object], roots: list[Path], links: bool) -> str:
    """Why a link is not followed; empty if it is."""
    if not target.exists():
        return "a link to nothing; remove it or supply the report itself"
    if str(target) in found or any(target.is_relative_to(os.path.realpath(root)) for root in roots):
        return f"a link to {target.name}, which is read under its own name; remove the link"
    return "" if links else "a link that leads out of the inputs; name its target as an input or use --links"


def _files(root: Path, leave_out: Path | None) -> Iterator[Path]:
    """Yield the files of a folder and its links, which are not followed."""
    if not root.is_dir():
        yield root
        return
    for folder, folders, names in os.walk(root, onerror=_unlisted):
        seen = [f for f in sorted(folders) if not f.startswith(".") and not _same(Path(folder, f), leave_out)]
        folders[:] = [f for f in seen if not os.path.islink(Path(folder, f))]
        yield from (Path(folder, f) for f in seen if f not in folders)
        for name in sorted(names):
            if not name.startswith(".") and name not in KEPT and not name.upper().startswith("README"):
                yield Path(folder, name)


def _unlisted(error: OSError) -> None:
    """A folder that cannot be listed must not look empty: its documents would leave the tables."""
    raise InputError(
        f"{error.filename}: cannot be listed ({error.strerror}); check its permissions or name other inputs"
    )


def _same(one: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(one) == os.path.realpath(other)


def _named(files: list[tuple[Path, Path, str]], roots: list[Path]) -> list[Input]:
    """Name each file by its path below its root; where two would share a name, by its path below all roots."""
    bases = [root if root.is_dir() else root.parent for _, root, _ in files]
    names = [_posix(path.relative_to(base)) for (path, _, _), base in zip(files, bases, strict=True)]
    often = Counter(names)
    common = Path(os.path.commonpath([r.absolute() for r in roots])) if roots else Path()
    known = {base: _metadata(base / METADATA) for base in set(bases)}
    found: dict[Path, dict[str, Input]] = {base: {} for base in bases}
    for (path, _, why), base, name in zip(files, bases, names, strict=True):
        source = name if often[name] == 1 else _posix(path.absolute().relative_to(common))
        inside = _unpacked(Input(path, source, refused=why))
        _refuse_unknown(known[base], name, inside)
        for shown, item in inside.items():
            row = known[base].get(name + shown, Known())
            found[base][name + shown] = replace(item, year=row.year, place=row.place)
    out = [item for base, named in found.items() for item in _joined(named, known[base])]
    _refuse_doubles(out)
    return out


def _unpacked(item: Input) -> dict[str, Input]:
    """The file under an empty name, or each file within it under its name if it is an archive of reports."""
    packed = {} if item.refused else members(item.path)
    inside = {f"/{shown}": name for shown, name in packed.items() if _is_report(shown)}
    return {shown: replace(item, source=item.source + shown, member=name) for shown, name in inside.items()} or {
        "": item
    }


def _refuse_unknown(known: Mapping[str, Known], name: str, inside: Mapping[str, Input]) -> None:
    """A row of metadata.csv that names a file which an archive does not hold is a mistake."""
    for source, row in known.items() if "" not in inside else ():
        if source.startswith(f"{name}/") and source.removeprefix(name) not in inside:
            raise InputError(f"{row.where}: {name} holds no file {source[len(name) + 1 :][:200]}; correct the row")


def _joined(named: Mapping[str, Input], known: Mapping[str, Known]) -> list[Input]:
    """The inputs, each with its next pages in the order of metadata.csv."""
    joins = {name: row.joins for name, row in known.items() if name in named and row.joins in named}
    pages: dict[str, tuple[Input, ...]] = {}
    for name, first in joins.items():
        pages[first] = (*pages.get(first, ()), named[name])
    return [replace(item, more=pages.get(name, ())) for name, item in named.items() if name not in joins]


def _is_report(shown: str) -> bool:
    """Whether a file of an archive is one to read, and not one that says what a person knows."""
    return is_report(shown) and shown.rpartition("/")[2] not in KEPT


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


def _metadata(path: Path) -> dict[str, Known]:
    """What is known by source, from a file with the columns source, place, report_year and joins."""
    if not path.is_file():
        return {}
    known: dict[str, Known] = {}
    for line, row in csv_rows(path, ("source",), "source,place,report_year"):
        where = f"{path} line {line}"
        source = _listed(row["source"], path.parent, where)
        if source in known:
            raise InputError(f"{where}: a second row for {source}; remove one of them")
        known[source] = _override(row, where)
    for source, one in known.items():
        if one.joins and (one.joins == source or one.joins not in known or known[one.joins].joins):
            raise InputError(
                f"{one.where}: {source} joins {one.joins[:200]}, which is not the first page of a report with a row of"
                " its own; write that file's source"
            )
    return known


def _listed(source: str, folder: Path, where: str) -> str:
    """The source of a row of metadata.csv, which must be a file below the folder."""
    if not source:
        raise InputError(f"{where}: no source; correct the row")
    try:
        exists = ".." not in source.split("/") and not source.startswith("/") and _is_there(folder / source)
    except OSError:
        exists = False
    if not exists:
        raise InputError(f"{where}: there is no file {source[:200]}; correct the row or remove it")
    return source


def _is_there(path: Path) -> bool:
    """Whether there is such a file, or one of its folders is a file, which may be an archive that holds it."""
    return path.exists() or any(folder.is_file() for folder in path.parents)


def _override(row: Mapping[str, str], where: str) -> Known:
    year, place = row.get("report_year", ""), row.get("place", "")
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
        raise InputError(f"{where}: report_year {year!r} is no year; write four digits or leave it empty")
    return Known(int(year) if year else None, place or None, row.get("joins", ""), where)


def find_corrections(inputs: Iterable[str | Path]) -> list[Correction]:
    """Return the corrections that stand beside the inputs.

    Raises:
        InputError: if one cannot be understood.
    """
    return [correction for base in _bases(inputs) for correction in read_corrections(base / CORRECTIONS)]


def find_lexicon(inputs: Iterable[str | Path]) -> Path | None:
    """Return the vocabulary that stands beside the inputs.

    Raises:
        InputError: if there are several.
    """
    found = [base / LEXICON for base in _bases(inputs) if (base / LEXICON).is_file()]
    if len(found) > 1:
        raise InputError(f"{found[0]} and {found[1]}: two vocabularies; name the one to use with --lexicon")
    return found[0] if found else None


def _bases(inputs: Iterable[str | Path]) -> list[Path]:
    roots = [Path(i) for i in inputs]
    bases = {(base := root if root.is_dir() else root.parent).resolve(): base for root in roots}
    return list(bases.values())


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
