"""Text that was decoded with the wrong table: reversed where the reversal is exact, else pointed out."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.model import Repair

HIGH = "\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The characters that bytes 80 to FF become in Latin-1, or in Windows-1252."""
STRETCH = re.compile(f"[{HIGH}](?:[ -~]{{0,20}}[{HIGH}])*")
LEAST = 6
"""High characters that a stretch must have, four of them different."""
COMMON = 0.9
"""Part of the reversed ideographs that must be common ones (GB 2312, level 1) or marks."""

REASONS = {
    "utf8_as_latin1": "the bytes are valid UTF-8 and give common ideographs",
    "gbk_as_latin1": "the bytes are valid GBK and give common ideographs",
    "utf8_as_gbk": "its GBK bytes are valid UTF-8 and give common ideographs; the file wants reading again",
}


def mend_decoding(text: str, lexicon: Lexicon) -> list[Repair]:
    """Reverse UTF-8 and GBK that were read as Latin-1; flag UTF-8 that was read as GBK.

    >>> garbled = "财政收入".encode("gbk").decode("latin-1")
    >>> from reportparse.lexicon import default
    >>> [(r.kind, r.after) for r in mend_decoding(garbled, default())]
    [('gbk_as_latin1', '财政收入')]
    """
    return [*_from_latin(text), *_from_gbk(text, lexicon)]


def _from_latin(text: str) -> list[Repair]:
    out: list[Repair] = []
    if not re.search("[\u00c0-\u00ff][\u0080-\u00ff]", text) and not re.search(f"[\u00e3-\u00e9][{HIGH}]{{2}}", text):
        return out
    for m in STRETCH.finditer(text):
        high = [c for c in m[0] if c > "~"]
        if len(high) < LEAST or len(set(high)) < 4:
            continue
        for kind, codec in (("utf8_as_latin1", "utf-8"), ("gbk_as_latin1", "gb18030")):
            after = _decoded(_bytes(m[0]), codec)
            if after and "\n" not in after:
                out.append(Repair(kind, "applied", m.start(), m.end(), m[0], after, REASONS[kind]))
                break
    return out


def _from_gbk(text: str, lexicon: Lexicon) -> list[Repair]:
    out: list[Repair] = []
    for m in _telling(lexicon).finditer(text):
        after = _decoded(m[0].encode("gb18030", "replace"), "utf-8")
        if after:
            out.append(Repair("utf8_as_gbk", "flagged", m.start(), m.end(), m[0], after, REASONS["utf8_as_gbk"]))
    return out


@lru_cache(maxsize=4)
def _telling(lexicon: Lexicon) -> re.Pattern[str]:
    """Stretches without ASCII that begin near an ideograph which only wrong decoding makes common."""
    rare = lexicon.table("damage")["wrong_decoding"]["utf8_as_gbk"]
    return re.compile(rf"[{rare}][^\x00-\x7f]{{3,}}")


def _bytes(text: str) -> bytes:
    """The bytes that Latin-1, or Windows-1252 where it differs, made these characters of."""
    return b"".join(c.encode("latin-1") if c < "\u0100" else c.encode("cp1252") for c in text)


def _decoded(raw: bytes, codec: str) -> str:
    """The text of the bytes if they are exact and common, else nothing."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return ""
    strange = [c for c in text if c > "~"]
    return text if len(strange) > 1 and sum(map(is_common, strange)) >= COMMON * len(strange) else ""


@lru_cache(maxsize=8192)
def is_common(character: str) -> bool:
    """Whether a character is a common ideograph (GB 2312 level 1) or a mark of Chinese text.

    >>> is_common("政"), is_common("，"), is_common("鏀")
    (True, True, False)
    """
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7
