"""Which parts of a page are shown, and which of them are menus or what else the site offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from reportparse.formats.limits import MAX_ATTRIBUTES, MAX_DEPTH, too_large
from reportparse.lexicon import default

# Elements that need an end tag, so that counting starts and ends gives how deep they lie.
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|dl|section|article|main|aside|header|footer|nav|details|blockquote|center|font|form"
    r"|fieldset|b|i|u|em|strong|small|big|del|ins|sup|sub|ruby|a)\b",
    re.I,
)
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
"""What may hold too many attributes: each takes two characters at the least."""
_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)
"""A header that closes the page before its body would hide all that follows."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f]|&#(?:0*(?:[0-8]|1[1-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBeEfF]|1[0-9a-fA-F]));"
)

SILENT = frozenset(
    ("script", "style", "head", "meta", "link", "title", "base", "input", "embed", "colgroup", "col", "annotation")
) | frozenset(("rt", "rp"))
INSTEAD = frozenset(("select", "option", "datalist", "button", "canvas", "audio", "video", "object", "svg"))
"""Elements that show something else than their text, or choices; a text of sentences in them is a text."""
_FURNITURE_TAGS = frozenset(("nav", "menu", "header", "footer", "aside", "dialog"))
_GROUPS = frozenset(
    ("div", "ul", "ol", "dl", "section", "table", "td", "nav", "aside", "p", "header", "footer", "form", "center")
)
_HEADINGS = frozenset(("h1", "h2"))
_NAME = re.compile(r"[a-z]+")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/]\d{1,2}|[\s\[\]()（）|·•>»\-—:：,，]+")
_SENTENCE = re.compile("[。；]")
_MOST = 0.4
"""A part with more than this share of a page's text is no menu."""
_LINKS = 0.6
_FIGURE = re.compile(r"\s*[-+−]?\d[\d,.]*%?\s*")
_FIGURES = 3
_FEW = 2
"""Links that may stand together without being a list of them."""
_LEAST_BODY = 100
"""Characters outside links from which on a sentence shows that a part called a menu is none."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Characters of an element's text, and how many of them are links to other pages."""

    text: int = 0
    links: int = 0
    count: int = 0
    """Links."""
    bare: int = 0
    """Characters outside links that are no dates and no marks."""


def parse_page(page: str) -> Any:
    """Return the root of a page, control characters left out.

    Raises:
        UnreadableError: if elements lie too deep, or one has too many attributes.
    """
    depth = _depth(page)
    if depth > MAX_DEPTH:
        raise too_large("elements within each other", depth, MAX_DEPTH)
    attributes = max((max(tag[0].count("="), len(tag[0].split())) for tag in _LONG_TAG.finditer(page)), default=0)
    if attributes > MAX_ATTRIBUTES:
        raise too_large("attributes of one element", attributes, MAX_ATTRIBUTES)
    from lxml import etree

    page = _ENDS.sub("", _CONTROL.sub("", page))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<!DOCTYPE html>{page}".encode("utf8", "replace"), parser)
    return etree.Element("html") if root is None else root


def _depth(page: str) -> int:
    depth = deepest = 0
    for match in _NESTING.finditer(page):
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def body_of(root: Any) -> Any:
    """Return the element that holds what is shown."""
    body = root.find("body")
    return root if body is None else body


def weigh(body: Any) -> Mapping[Any, Weight]:
    """Return the weight of every element, in one pass from the leaves up."""
    weights: dict[Any, Weight] = {}
    for element in _leaves_first(body):
        if is_silent(element):
            weights[element] = Weight()
            continue
        inner = [weights[child] for child in element if isinstance(child.tag, str)]
        own = "".join([element.text or "", *(child.tail or "" for child in element)])
        text = len("".join(own.split())) + sum(w.text for w in inner)
        is_link = element.tag == "a" and _leads_away(element) and not _SENTENCE.search("".join(element.itertext()))
        weights[element] = Weight(
            text,
            text if is_link else sum(w.links for w in inner),
            1 if is_link else sum(w.count for w in inner),
            0 if is_link else len(_DATE.sub("", own)) + sum(w.bare for w in inner),
        )
    return weights


def is_silent(element: Any) -> bool:
    """True for an element that shows no text."""
    if element.tag in SILENT:
        return True
    return element.tag in INSTEAD and not _SENTENCE.search("".join(element.itertext()))


def _leaves_first(body: Any) -> Iterator[Any]:
    from lxml import etree

    for _, element in etree.iterwalk(body, events=("end",)):
        if isinstance(element.tag, str):
            yield element


def _leads_away(link: Any) -> bool:
    href = (link.get("href") or "").strip()
    return bool(href) and not href.startswith(("#", "javascript:", "mailto:"))


def is_furniture(body: Any, weights: Mapping[Any, Weight]) -> frozenset[Any]:
    """Return the outermost elements that are menus or what else the site offers.

    Lists of links are. What only its name tells is none where most of the page's text would go with it.
    """
    whole = weights.get(body, Weight())
    lists: set[Any] = set()
    named: set[Any] = set()
    waiting = [child for child in body if isinstance(child.tag, str)]
    while waiting:
        element = waiting.pop()
        weight = weights.get(element, Weight())
        if element.tag in SILENT or not weight.text:
            continue
        if _is_list(element, weight):
            lists.add(element)
        elif weight.text <= _MOST * whole.text and _is_named(element, weight):
            named.add(element)
        else:
            waiting += [child for child in element if isinstance(child.tag, str)]
    gone = sum(weights[element].text - weights[element].links for element in named)
    return frozenset(lists | named if gone <= (whole.text - whole.links) / 2 else lists)


def _is_list(element: Any, weight: Weight) -> bool:
    if element.tag not in _GROUPS or weight.count <= _FEW:
        return False
    linked = weight.links >= _LINKS * weight.text and weight.bare <= (1 - _LINKS) * weight.text / 2
    return linked and not _holds_title(element)


def _is_named(element: Any, weight: Weight) -> bool:
    words = frozenset(_NAME.findall(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))
    names = _names()
    if not words & (names["related"] | names["menus"]) and element.tag not in _FURNITURE_TAGS:
        return _opens_offers(element)
    if _holds_figures(element):
        return False
    if words & names["related"] or _opens_offers(element):
        return True
    plain = weight.text - weight.links < _LEAST_BODY or not _SENTENCE.search("".join(element.itertext()))
    return plain and not _holds_title(element)


def _holds_title(element: Any) -> bool:
    return any(next(element.iter(tag), None) is not None for tag in _HEADINGS)


def _holds_figures(element: Any) -> bool:
    """True if tables within hold numbers: what such a part is called does not matter."""
    cells = (cell for cell in element.iter("td") if _FIGURE.fullmatch("".join(cell.itertext())))
    return sum(1 for _ in islice(cells, _FIGURES)) == _FIGURES


def _opens_offers(element: Any) -> bool:
    if element.tag not in _GROUPS or element.tag in ("p", "td"):
        return False
    first = next((text.strip() for text in element.itertext() if text.strip()), "")
    return first.strip("【】[]：: ") in _names()["offers"]


@lru_cache(maxsize=1)
def _names() -> Mapping[str, frozenset[str]]:
    table = default().table("pages")
    return {name: frozenset(table[name]) for name in ("menus", "related", "offers")}
