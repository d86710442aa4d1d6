"""What a page's attributes and styles hide or strike out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportparse.lexicon import default

_RULES = {
    "none": re.compile(
        r"(?:text-indent|left|top)\s*:\s*-\d{4,}px|(?<![-\w])color\s*:\s*transparent"
        r"|display\s*:\s*none|mso-hide\s*:\s*all|font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)",
        re.I,
    ),
    "invisible": re.compile(r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)", re.I),
    "raised": re.compile(r"vertical-align\s*:\s*super", re.I),
    "struck": re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I),
}
_VISIBLE = re.compile(r"visibility\s*:\s*visible", re.I)
_BRACE = re.compile("[{}]")
_SELECTOR = re.compile(r"[a-z]*([.#][A-Za-z_][\w-]*)", re.I)
_MOST = 0.5
"""Where more than this share of a page is hidden in one way, a script shows it."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The elements of a page that are hidden, and the selectors that strike out or raise."""

    elements: frozenset[Any]
    struck: frozenset[str]
    raised: frozenset[str]

    def is_hidden(self, element: Any) -> bool:
        """True if the element itself is hidden; what lies in it is not asked."""
        return element in self.elements

    def is_struck(self, element: Any) -> bool:
        """True if the element's own style strikes its text out."""
        return bool(_RULES["struck"].search(element.get("style") or "")) or not self.struck.isdisjoint(_names(element))

    def is_raised(self, element: Any) -> bool:
        """True if the page's styles raise the element's text."""
        return bool(self.raised) and not self.raised.isdisjoint(_names(element))


def find_hidden(body: Any) -> Hidden:
    """Return what a page hides, by each of the ways that do not hide most of its text."""
    selectors = _selectors(body)
    ways: dict[str, list[Any]] = {"none": [], "invisible": [], "aria": []}
    for element in body.iter():
        if isinstance(element.tag, str):
            for way in _ways(element, selectors):
                ways[way].append(element)
    whole = sum(len(text.strip()) for text in _shown(body))
    found = [e for elements in ways.values() if _length(elements) <= _MOST * whole for e in elements]
    return Hidden(frozenset(found), selectors["struck"], selectors["raised"])


def _ways(element: Any, selectors: dict[str, frozenset[str]]) -> Iterator[str]:
    style, names = element.get("style") or "", _names(element)
    named = not selectors["none"].isdisjoint(names) or not _hiding().isdisjoint(names)
    if named or element.get("hidden") is not None or element.tag == "template" or _RULES["none"].search(style):
        yield "none"
    if _VISIBLE.search(style):
        return
    if _RULES["invisible"].search(style) or not selectors["invisible"].isdisjoint(names):
        yield "invisible"
    if (element.get("aria-hidden") or "").lower() == "true":
        yield "aria"


@lru_cache(maxsize=1)
def _hiding() -> frozenset[str]:
    return frozenset(f".{name}" for name in default().table("pages")["hidden"])


def _names(element: Any) -> list[str]:
    name = element.get("id")
    return [f".{word}" for word in (element.get("class") or "").split()] + ([f"#{name}"] if name else [])


def _shown(element: Any) -> Iterator[str]:
    for inner in element.iter():
        if inner.tag not in ("script", "style") and isinstance(inner.tag, str):
            yield inner.text or ""
        if inner is not element:
            yield inner.tail or ""


def _length(elements: list[Any]) -> int:
    """Characters of the elements' text, counted once where they lie within each other."""
    inside = set(elements)
    outermost = (e for e in elements if not any(outer in inside for outer in e.iterancestors()))
    return sum(len(text.strip()) for element in outermost for text in _shown(element))


def _selectors(body: Any) -> dict[str, frozenset[str]]:
    """The classes and ids that the page's own styles hide or strike out everywhere."""
    found: dict[str, set[str]] = {way: set() for way in _RULES}
    for style in body.getroottree().iter("style"):
        for heads, rule in _style_rules(style.text or ""):
            for way, pattern in _RULES.items():
                if pattern.search(rule):
                    found[way] |= {name[1] for head in heads.split(",") if (name := _SELECTOR.fullmatch(head.strip()))}
    return {way: frozenset(names) for way, names in found.items()}


def _style_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the content of every rule that holds on any screen; rules within rules are others."""
    depth, start, opened = 0, 0, 0
    nested = False
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            depth += 1
            nested = depth > 1
            opened = brace.end() if depth == 1 else opened
        else:
            depth = max(0, depth - 1)
            if depth == 0:
                if not nested and opened > start:
                    yield sheet[start : opened - 1].rpartition(";")[2].strip(), sheet[opened : brace.start()]
                start, nested = brace.end(), False
