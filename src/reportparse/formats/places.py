"""Where a character of a text stands in print: its page, and the box of its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from reportparse.model import LineBox, Page

_START = attrgetter("start")


def page_at(pages: Sequence[Page], at: int) -> Page | None:
    """Return the page that holds a character.

    >>> pages = [Page(1, 0, 40, 595, 842), Page(2, 40, 90, 595, 842)]
    >>> page_at(pages, 40).number, page_at([], 40)
    (2, None)
    """
    i = bisect_right(pages, at, key=_START)
    return pages[i - 1] if i else None


def line_at(pages: Sequence[Page], at: int) -> LineBox | None:
    """Return the line that holds a character; between two lines there is none.

    >>> line = LineBox(3, 9, 60, 100, 120, 110)
    >>> pages = [Page(1, 0, 40, 595, 842, (line,))]
    >>> line_at(pages, 4) == line, line_at(pages, 20)
    (True, None)
    """
    page = page_at(pages, at)
    if page is None:
        return None
    i = bisect_right(page.lines, at, key=_START)
    return page.lines[i - 1] if i and at < page.lines[i - 1].end else None
