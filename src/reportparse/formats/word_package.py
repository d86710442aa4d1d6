"""The parts of a Word file: a zip, a single XML file that holds them all (Flat OPC), or Word 2003 XML."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportparse.formats.limits import MAX_UNPACKED, too_large
from reportparse.formats.markup import parse_xml
from reportparse.formats.unreadable import UnreadableError

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Strict files and Word 2003 say the same in other names.
_SAME = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", _WORD),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """Parts by name, and the name of the one that holds the text."""

    part: Callable[[str], bytes | None]
    main: str

    def root(self, name: str) -> Any | None:
        """Return the root of an XML part in the names of transitional files, None where there is no such part."""
        data = self.part(name)
        return None if data is None else _root(data, name)

    def related(self) -> dict[str, tuple[str, str]]:
        """Return the kind and the target of what the main part refers to, by id."""
        return _relations(self.part, self.main)

    def of_kind(self, kind: str) -> list[Any]:
        """Return the roots of the parts of a kind, such as ``footnotes``."""
        roots = [self.root(target) for found, target in self.related().values() if found == kind]
        return [root for root in roots if root is not None]


def open_zip(data: bytes) -> Package:
    """Open a docx, docm, dotx or dotm file.

    Raises:
        UnreadableError: if it is damaged, has a password, or is too large when unpacked.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise too_large("bytes when unpacked", unpacked, MAX_UNPACKED)

    def part(name: str) -> bytes | None:
        try:
            return archive.read(name)
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            line = " ".join(str(error).split())[:160]
            raise UnreadableError("damaged", f"the docx file is damaged at {name} ({line}); save it again") from error

    return Package(part, _main(part))


def open_flat(data: bytes) -> Package:
    """Open a Flat OPC file (.xml, "Word XML document").

    Raises:
        UnreadableError: if it is damaged.
    """
    from lxml import etree

    parts: dict[str, bytes] = {}
    for part in parse_xml(data, "the Word XML file").iter(_PKG + "part"):
        name = (part.get(_PKG + "name") or "").lstrip("/")
        xml, binary = part.find(_PKG + "xmlData"), part.find(_PKG + "binaryData")
        if xml is not None and len(xml):
            parts[name] = etree.tostring(xml[0])
        elif binary is not None:
            try:
                parts[name] = base64.b64decode(binary.text or "")
            except binascii.Error:
                parts[name] = b""
    return Package(parts.get, _main(parts.get))


def open_2003(data: bytes) -> Package:
    """Open a Word 2003 XML file, whose only part holds the text, styles and lists."""
    return Package({"document.xml": data}.get, "document.xml")


def _main(part: Callable[[str], bytes | None]) -> str:
    targets = [target for kind, target in _relations(part, "").values() if kind == "officeDocument"]
    return next((target for target in targets if part(target) is not None), "word/document.xml")


def _relations(part: Callable[[str], bytes | None], name: str) -> dict[str, tuple[str, str]]:
    folder, file = posixpath.split(name)
    data = part(posixpath.join(folder, "_rels", f"{file}.rels"))
    if data is None:
        return {}
    return {
        relation.get("Id") or "": (
            (relation.get("Type") or "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/"),
        )
        for relation in parse_xml(data, "the list of the Word file's parts")
        if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
    }


def _root(data: bytes, name: str) -> Any:
    for other, usual in _SAME:
        data = data.replace(other, usual)
    return parse_xml(data, f"the Word file's part {name}")
