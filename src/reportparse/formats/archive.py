"""A ZIP of reports: which files it holds, and the bytes of one, unpacked in memory."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import Path

from reportparse.formats.limits import MAX_BYTES, MAX_MEMBERS, too_large
from reportparse.formats.sniff import ARCHIVE, ZIP_START, zip_type
from reportparse.formats.unreadable import UnreadableError

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, NotImplementedError, OSError, RuntimeError, EOFError,
)  # fmt: skip
_UTF8 = 0x800
_LOCKED = 0x1


def members(path: Path) -> dict[str, str]:
    """Return the files of a ZIP of reports: the name to show, and the one under which the archive has it.

    It is empty for every other file, for an archive that is damaged, and for one of too many files: whoever reads that
    file as a report says why it is refused. Pipes and devices are not opened, since they might never answer.
    """
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            if file.read(len(ZIP_START)) != ZIP_START or zip_type(path) != ARCHIVE:
                return {}
        with zipfile.ZipFile(path) as archive:
            files = {_shown(info): info.filename for info in archive.infolist() if not info.is_dir()}
    except (UnreadableError, *_BROKEN):
        return {}
    return files if len(files) <= MAX_MEMBERS else {}


def is_archive(data: bytes) -> bool:
    """Whether bytes are a ZIP of files, and no document of a kind that is packed as one."""
    try:
        return data.startswith(ZIP_START) and zip_type(io.BytesIO(data)) == ARCHIVE
    except UnreadableError:
        return False


def only_report(data: bytes, source: str) -> tuple[bytes, str]:
    """Return the one report that a ZIP holds, and its name within it.

    Raises:
        UnreadableError: if it holds none or several, or the one cannot be unpacked.
    """
    archive = io.BytesIO(data)
    with zipfile.ZipFile(archive) as opened:
        files = {_shown(info): info.filename for info in opened.infolist() if not info.is_dir()}
    found = [shown for shown in files if is_report(shown)]
    if len(found) != 1:
        many = f"a zip file of {len(found)} reports; `reportparse extract` (rp.extract) reads each as one of its own"
        raise UnreadableError("unsupported", f"this is {many if found else 'a zip file without a report in it'}")
    return read_member(archive, files[found[0]]), f"{source}/{found[0]}" if source else found[0]


def is_report(shown: str) -> bool:
    """Whether a file of an archive is one to read: nothing hidden, no README, not what a Mac packs beside it.

    >>> is_report("县/a.txt"), is_report("__MACOSX/._a.txt"), is_report("README.md")
    (True, False, False)
    """
    *folders, name = shown.split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in (*folders, name))
    return not hidden and not name.upper().startswith("README")


def _shown(info: zipfile.ZipInfo) -> str:
    """A name as it was packed: Windows in China packs names in its own encoding and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        packed = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return packed.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def read_member(path: Path | io.BytesIO, name: str) -> bytes:
    """Return the bytes of one file of an archive.

    Raises:
        UnreadableError: if it is locked, damaged or larger than a report may be.
        OSError: if the archive cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(name)
            if info.flag_bits & _LOCKED:
                raise UnreadableError("locked", "it is packed with a password; unpack the archive")
            with archive.open(info) as file:
                data = file.read(MAX_BYTES + 1)
    except UnreadableError:
        raise
    except (*_BROKEN, KeyError) as error:
        why = f"it cannot be unpacked ({error}); pack the archive anew or unpack it"
        raise UnreadableError("damaged", why) from error
    if len(data) > MAX_BYTES:
        raise too_large("bytes unpacked", max(info.file_size, len(data)), MAX_BYTES)
    return data
