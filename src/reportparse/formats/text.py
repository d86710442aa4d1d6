"""Decoding: byte order mark, strict UTF-8, UTF-16, GB18030 or Big5, and only then a detector.

Line ends stay as they are; a byte order mark is removed.
"""

from __future__ import annotations

import codecs
import re
from typing import TypeAlias

from reportparse.formats.unreadable import UnreadableError

Decoded: TypeAlias = tuple[str, str, tuple[str, ...]]
"""Text, encoding, warnings."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text holds, halves of pairs, private use and unassigned ends of planes.
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)
_PLAIN = re.compile("[\n0-9，。、]")
_ENDS = re.compile(rb"(?<=[<>\n])")
_SURE = 40
"""Bytes beyond one a character that a piece must have to be UTF-8 for certain: twenty ideographs."""
_SAMPLE = 1 << 16
_MOST_ODD = 0.02
"""A text of which more than this share is no text is a binary file; scraped text holds a few private-use bullets."""

_MOST_BROKEN = 0.02
"""A text of which more than this share is broken is in another encoding."""


def decode(data: bytes) -> Decoded:
    """Return the text of bytes in any encoding that Chinese files come in.

    Raises:
        UnreadableError: if no encoding gives text.

    >>> decode("増長５%".encode("utf-16"))[:2]
    ('増長５%', 'utf-16-le')
    >>> decode("全年增長百分之五，其中工業增長百分之六。".encode("big5"))[1]
    'big5'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding) or _binary()
    return _strict(data) or _damaged(data) or _detected(data) or _binary()


def _strict(data: bytes) -> Decoded | None:
    text = _try(data, "utf-8")
    if text is not None and _odd(text) <= _MOST_ODD:
        return text, "utf-8", ()
    nearly = _mixed(data) or _nearly_utf8(data)
    if nearly:
        return nearly
    wide = _wide(data)
    if wide:
        return wide
    found = [(_odd(t), e, t) for e in ("gb18030", "big5") if (t := _try(data, e)) is not None]
    # Big5 bytes are nearly always valid GB18030, where Big5's commonest marks and characters fall into private use.
    odd, encoding, text = min(found, key=lambda f: f[0], default=(1.0, "", ""))
    return (text, encoding, ()) if odd <= _MOST_ODD else None


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with paragraphs in GB 2312 among it, as pages that several programs wrote together have them."""
    pieces, odd, sure = [], 0, False
    for piece in _ENDS.split(data):
        text = _try(piece, "utf-8")
        sure |= text is not None and len(piece) - len(text) >= _SURE
        odd += text is None
        text = _try(piece, "gb2312") if text is None else text
        if text is None:
            return None
        pieces.append(text)
    if not (odd and sure):
        return None
    return "".join(pieces), "utf-8", (f"{odd} places are in gb2312 among utf-8",)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 that a cut or a broken download damaged; in no other encoding do so many bytes follow its pattern."""
    found = _tolerant(data, "utf-8")
    broken = found[0].count("�") if found else 0
    wide = sum(byte >= 0xE0 for byte in data[:_SAMPLE])
    return found if found and wide >= 20 * min(broken, 50) else None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: it alone holds zero bytes; in the right order they give line ends, digits and marks."""
    if len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return None
    found = [
        (t, e, ()) for e in ("utf-16-le", "utf-16-be") if (t := _try(data, e)) is not None and _odd(t) <= _MOST_ODD
    ]
    best = max(found, key=lambda f: len(_PLAIN.findall(f[0][:_SAMPLE])), default=None)
    return best if best and _PLAIN.search(best[0]) else None


def _damaged(data: bytes) -> Decoded | None:
    """A file in a known encoding with a few broken bytes, as a download that was cut leaves them."""
    # Broken GB18030 may well be valid Big5, but Big5 read as GB18030 shows by its private use.
    is_big5 = _odd(data.decode("gb18030", "replace")) > _MOST_ODD
    return _tolerant(data, "big5" if is_big5 else "gb18030")


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, "replace")
    broken = text.count("�")
    if _odd(text) > _MOST_ODD or broken > max(1, len(text) * _MOST_BROKEN):
        return None
    return text, encoding, (f"{broken} places are no valid {encoding}",) * bool(broken)


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=["hz", "euc_jp", "euc_kr", "shift_jis", "utf_7", "johab"]).best()
    found = _tolerant(data, best.encoding) if best else None
    return found and (*found[:2], (*found[2], f"encoding {found[1]} was guessed"))


def _binary() -> Decoded:
    raise UnreadableError(
        "binary", "no encoding turns these bytes into text; supply text, HTML, docx or a PDF with text"
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _odd(text: str) -> float:
    """The share of characters that no text holds, by the beginning, the middle and the end."""
    middle = len(text) // 2
    sample = text if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    return len(_ODD.findall(sample)) / max(1, len(sample))
