"""The body of a web page, its tables kept, its navigation and footers left out. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from reportparse.formats.grid import row_lines
from reportparse.formats.limits import MAX_DEPTH, too_large
from reportparse.formats.unreadable import UnreadableError

# Elements that need an end tag, so that counting starts and ends gives how deep they lie.
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|section|article|blockquote|center|font|form|b|i|em|strong|a)\b", re.I
)

_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)
"""A header that closes the page before its body would hide all that follows."""
_BLOCKS = frozenset(("p", "list", "item", "table", "head", "quote", "div"))


def html_text(page: str) -> str:
    """Return the text of a page's body: a paragraph a line, tables as ``row_lines`` sets them.

    Raises:
        UnreadableError: if the page holds no body text or lies too deep.
    """
    depth = _depth(page)
    if depth > MAX_DEPTH:
        raise too_large("elements within each other", depth, MAX_DEPTH)
    page = _ENDS.sub("", page)
    from trafilatura import bare_extraction

    # It warns of pages it gives up; what comes of that is said below.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        page, include_tables=True, include_comments=False, favor_recall=True, with_metadata=True
    )
    if found is None or found.body is None:
        raise UnreadableError(
            "no_body", "the page holds no text of its own; save the report's page, not a frame around it"
        )
    lines = list(_lines(found.body))
    title = found.title or ""
    if title and not any(title in line for line in lines[:5]):
        lines.insert(0, title)
    return "\n".join(lines) + "\n"


def _depth(page: str) -> int:
    depth = deepest = 0
    for match in _NESTING.finditer(page):
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _lines(element: Any) -> Iterator[str]:
    """Yield the lines of an element of trafilatura's tree; ``lb`` is a line break."""
    if element.tag == "table":
        yield from _rows(element)
        return
    if any(child.tag in _BLOCKS for child in element):
        yield from _filled(element.text)
        for child in element:
            yield from _lines(child)
            yield from _filled(child.tail)
    else:
        yield from _filled(_flat(element))


def _filled(text: str | None) -> list[str]:
    return [line for line in (text or "").split("\n") if line.strip()]


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter("row"):
        yield from row_lines([_flat(cell).split("\n") for cell in row.iter("cell")])


def _flat(element: Any) -> str:
    """The text of an element; what stands on a line of its own there does so here, lest two numbers become one."""
    text = element.text or ""
    for child in element:
        inner = "\n" if child.tag == "lb" else _flat(child)
        text += (f"\n{inner}\n" if child.tag in _BLOCKS else inner) + (child.tail or "")
    return text
