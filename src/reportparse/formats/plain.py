"""Text files: what a program put before the text, Markdown, and several reports in one file."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from reportparse.formats.flow import left_out, set_out
from reportparse.formats.markdown import is_markdown, read_markdown
from reportparse.formats.text import decode
from reportparse.lexicon import default
from reportparse.lexicon.numeral_characters import ONES, ZEROS
from reportparse.model import Document

_FRONT = re.compile(r"(?:\ufeff|\s)*---[ \t]*\r?\n((?:[^\n]{0,500}\n){1,60}?)(?:---|\.\.\.)[ \t]*\r?\n")
_KEY = re.compile(r"(?m)^[\"']?([\w-]{1,40})[\"']?[ \t]*:[ \t]*(.*?)[ \t]*\r?$")
_COMMENT = re.compile(r"\s*<!--(.{0,4000}?)-->", re.S)
_SPACE = re.compile(r"\s+")
_APART = 1500
"""Characters between the titles of two reports; nearer ones are a title and its repetition."""


def read_plain(data: bytes) -> Document:
    """Return a text file's text; Markdown becomes lines and tables.

    Raises:
        UnreadableError: if no encoding gives text.

    >>> read_plain("---\\ntitle: 公报\\nlayout: post\\n---\\n增长5%".encode()).text.split()
    ['公报', '增长5%']
    """
    text, encoding, warnings = decode(data)
    text, front = _without_front(text)
    left = Counter({"front matter": front})
    if not is_markdown(text):
        return Document("", text, encoding=encoding, warnings=(*warnings, *left_out(left), *_several(text)))
    blocks, more = read_markdown(text)
    text, grids = set_out(blocks)
    warnings = (*warnings, *left_out(left + more), *_several(text))
    return Document("", text, "text/markdown", encoding, warnings=warnings, grids=grids)


def _without_front(text: str) -> tuple[str, int]:
    """Blank what a program wrote before the text, but for the title in it, so that offsets stay those of the file."""
    front = _FRONT.match(text) or _COMMENT.match(text)
    keys = dict(_KEY.findall(front[1])) if front else {}
    if not front or not keys:
        return text, 0
    title = keys.get("title", "").strip("\"'")
    at = front[0].find(title)
    return _blank(front[0][:at]) + title + _blank(front[0][at + len(title) :]) + text[front.end() :], 1


def _blank(text: str) -> str:
    return "\n" * len(text)


def _several(text: str) -> tuple[str, ...]:
    """Warn of a file that seems to hold several reports: their years and places would be mixed."""
    titles: dict[tuple[str, ...], str] = {}
    last = -_APART
    for match in _title().finditer(text):
        if match.groups() not in titles and match.start() - last >= _APART:
            titles[match.groups()] = _SPACE.sub("", match[0])
            last = match.start()
    if len(titles) < 2:
        return ()
    return (f"the file seems to hold {len(titles)} reports ({'; '.join(list(titles.values())[:3])}); split it",)


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    kinds = "|".join(default().table("pages")["titles"])
    words, year = "[^\\s，。：；]{0,20}", f"[0-9{ZEROS}{ONES}]{{4}}年"
    return re.compile(rf"(?m)^[ \t\u3000\f]*({words}?)({year}){words}({kinds})[ \t\r]*$")
