"""Furniture: page numbers, running headers, toolbars and footers, which belong to the page and not to the report."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.segment.lines import Line
from reportparse.segment.markers import Mark
from reportparse.segment.vocabulary import unit_line

_PAGE = re.compile(
    r"(?:[—－─–-]+\s*(?P<dashed>\d{1,4})\s*[—－─–-]+|第\s*(?P<named>\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|(?P<of>\d{1,4}\s*/\s*(?P<total>\d{1,4}))|(?P<bare>\d{1,4}))"
)
_DIGITS = re.compile(r"\d+")
MENU_LINES = 80
WIDE = 160
"""Columns from which on a line is text."""
HEADER_WIDTH, HEADER_TIMES, HEADER_SPACING = 48, 3, 8


def find_furniture(
    lines: list[Line], marks: Mapping[int, Mark], lexicon: Lexicon, printed: bool = False
) -> dict[int, str]:
    """Return the indexes of the lines that are furniture, each with its kind: page_number, running_header or chrome."""
    found = dict.fromkeys(_chrome(lines, lexicon, printed), "chrome")
    rest = [i for i in range(len(lines)) if i not in found]
    pages = _page_numbers(lines, [i for i in rest if not _numbered(lines[i], marks)])
    units = unit_line(lexicon)
    named = [i for i in rest if i not in pages and not units.search(lines[i].text)]
    found |= dict.fromkeys(_running_headers(lines, named, pages, marks), "running_header")
    return found | dict.fromkeys(pages, "page_number")


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = lexicon.table("furniture")
    anywhere, tail = ("|".join(map(re.escape, words)) for words in (table["anywhere"] + table["place"], table["tail"]))
    alone = "|".join(map(re.escape, sorted(table["alone"], key=len, reverse=True)))
    return re.compile(anywhere), re.compile(tail), re.compile(rf"(?>(?:{alone})[\s|>：:]*)++")


def _chrome(lines: list[Line], lexicon: Lexicon, printed: bool) -> set[int]:
    anywhere, tail, alone = _words(lexicon)
    found = set(range(_menu(lines, lexicon)))
    cut = len(lines)
    for i, line in enumerate(lines):
        if line.width > WIDE:
            continue
        if alone.fullmatch(line.text) or anywhere.search(line.text):
            found.add(i)
        if cut == len(lines) and 2 * i > len(lines) and tail.search(line.text):
            cut = i
    if cut < len(lines) and not any(line.closed if printed else line.width > 400 for line in lines[cut:]):
        found.update(range(cut, len(lines)))
    return found


def _menu(lines: list[Line], lexicon: Lexicon) -> int:
    """How many lines at the top are a page's menu: down to where it says where it stands, if none is a sentence."""
    place = re.compile("|".join(map(re.escape, lexicon.table("furniture")["place"])))
    for i, line in enumerate(lines[:MENU_LINES]):
        if line.closed or line.width > WIDE:
            return 0
        if place.search(line.text):
            return i
    return 0


def _page_numbers(lines: list[Line], rest: list[int]) -> set[int]:
    """A page number stands alone on its line; a bare one needs three rising by one, 4 / 16 another of that total."""
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    totals: dict[str, list[int]] = defaultdict(list)
    for i in rest:
        form = _PAGE.fullmatch(lines[i].text) if lines[i].width <= 24 else None
        if form is None:
            continue
        if form.lastgroup == "bare":
            bare.append((i, int(form.group())))
        elif form.lastgroup == "of":
            totals[form["total"]].append(i)
        else:
            found.add(i)
    found.update(i for at in totals.values() if len(at) > 1 for i in at)
    rising = [a for a, b in itertools.pairwise(bare) if b[1] == a[1] + 1 and b[0] - a[0] >= HEADER_SPACING]
    if len(rising) >= 2:
        found.update(i for i, _ in rising)
        found.add(bare[bare.index(rising[-1]) + 1][0])
    return found


def _numbered(line: Line, marks: Mapping[int, Mark]) -> bool:
    return line.start in marks and marks[line.start].style == "digits"


def _running_headers(lines: list[Line], rest: list[int], pages: set[int], marks: Mapping[int, Mark]) -> set[int]:
    """A running header is a short unfinished line that comes back next to page numbers, or at near-regular distance."""
    places: dict[str, list[int]] = defaultdict(list)
    for i in rest:
        line = lines[i]
        if line.width <= HEADER_WIDTH and line.start not in marks and not line.closed:
            places[_DIGITS.sub("0", line.text)].append(i)
    found: set[int] = set()
    for text, at in places.items():
        if len(at) < HEADER_TIMES or text[-1] in "：:，、" or "%" in text:
            continue
        steps = [b - a for a, b in itertools.pairwise(at)]
        beside = sum(i - 1 in pages or i + 1 in pages for i in at)
        regular = min(steps) >= HEADER_SPACING and max(steps) <= 3 * min(steps)
        if regular or (beside >= HEADER_TIMES and beside > 0.6 * len(at)):
            found.update(at)
    return found
