"""The text of a web page as a browser shows it, without its menus and what else the site offers. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from reportparse.formats.flow import Block, Table, is_statement
from reportparse.formats.html_tree import body_of, is_furniture, parse_page, weigh
from reportparse.formats.html_walk import walk
from reportparse.formats.unreadable import UnreadableError
from reportparse.lexicon import default

_SPACE = re.compile(r"\s+")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_LEAST_TEXT = 50
"""Ideographs below which a page with scripts is a shell that a script fills."""
_LEAST_LINE = 16
_MOST_STRANGE = 500
"""Lines that are searched for within others, each of which costs the length of the page."""
_LONGEST_TITLE = 200
_NO_FRAMES: Mapping[str, str] = {}
_SITE = re.compile(r"(.{4,}?)\s*[_|｜]\s*.{2,}|(.{4,}?)\s*(?:\s[-–—]\s|[-–—]{1,2}(?=[\u3400-\u9fff]{2,12}$)).{2,}")
"""A page's title and, behind a stroke, the name of its site."""


def read_page(page: str, frames: Mapping[str, str] = _NO_FRAMES) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of a page's body, and what was left out of them, counted by its name.

    Args:
        page: the page's source.
        frames: the pages that its frames show, by the address that they are named by.

    Raises:
        UnreadableError: if the page holds no text of its own or lies too deep.

    >>> read_page("<div><a href=a>首页</a></div><p>产量<b>3</b>1.5万吨<sup>1</sup></p><del>8</del>")[0]
    ['首页', '产量31.5万吨']
    """
    root = parse_page(page)
    body = body_of(root)
    furniture = is_furniture(body, weigh(body))
    blocks, left_out = walk(body, furniture, frames)
    lost = _missed(_core(page), blocks) if furniture else []
    if lost:
        everything, more = walk(body, frozenset(), frames)
        if len(_missed(lost, everything)) < len(lost):
            blocks, left_out = everything, more
    left_out["next pages"] += _has_next(root)
    if not _statements(blocks):
        _refuse_shell(root, blocks)
    title = _title(root)
    if title and not any(title in line for line in _texts(blocks)[:5]):
        blocks.insert(0, title)
    return blocks, left_out


def read_fragment(page: str) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of a page that holds nothing but a text, and what was left out of them.

    Raises:
        UnreadableError: if the page lies too deep.
    """
    return walk(body_of(parse_page(page)), frozenset(), _NO_FRAMES)


def _core(page: str) -> list[str]:
    """The lines that trafilatura takes for the page's body: what may never be a menu."""
    from trafilatura import extract

    # It warns of pages it gives up.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = extract(page, include_tables=True, include_comments=False, favor_precision=True) or ""
    except (ValueError, RecursionError):
        return []
    return [line for line in found.split("\n") if len(line) >= _LEAST_LINE and is_statement(line)]


def _missed(lines: list[str], blocks: list[Block]) -> list[str]:
    """The lines that neither begin nor end as one of the blocks does, nor stand within one."""
    texts = [_SPACE.sub("", text) for text in _texts(blocks)]
    known = {text[:_LEAST_LINE] for text in texts} | {text[-_LEAST_LINE:] for text in texts}
    bare = (re.sub(r"[\s|*#-]+", "", line) for line in lines)
    strange = [line for line in bare if line[:_LEAST_LINE] not in known and line[-_LEAST_LINE:] not in known]
    have = "".join(texts)
    return [line for line in strange[:_MOST_STRANGE] if line not in have] + strange[_MOST_STRANGE:]


def _texts(blocks: list[Block]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            out += [text for row in block.rows for cell in row for text in _texts(list(cell.blocks))]
        else:
            out.append(block)
    return out


def _statements(blocks: list[Block]) -> bool:
    return any(is_statement(line) for line in _texts(blocks))


def _refuse_shell(root: Any, blocks: list[Block]) -> None:
    """Refuse a page without text of its own, saying where its text is."""
    shown = len(_IDEOGRAPH.findall("".join(_texts(blocks))))
    scripts = list(root.iter("script"))
    if scripts and shown < _LEAST_TEXT:
        raise UnreadableError(
            "script_only",
            "the page's text is in a script and shows only in a browser; open it there and save it as a single file",
        )
    if shown or any(line.strip() for line in _texts(blocks)):
        return
    raise UnreadableError("no_body", "the page holds no text of its own; save the report's page, not a frame around it")


def _has_next(root: Any) -> bool:
    words = default().table("pages")["next"]
    return any("".join(link.itertext()).strip(" >»[]") in words for link in root.iter("a") if link.get("href"))


def _title(root: Any) -> str:
    named = [
        (meta.get("content") or "")
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in ("articletitle", "og:title")
    ]
    titles = [*named, *("".join(title.itertext()) for title in root.iter("title"))]
    title = next((text for text in (_SPACE.sub(" ", t).strip() for t in titles) if text), "")
    site = _SITE.fullmatch(title) if len(title) < _LONGEST_TITLE else None
    return (site[1] or site[2]) if site else title
