"""The numbers that Word counts itself: which one a paragraph bears, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from reportparse.lexicon import default

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
BULLET = "•"

# A bare number before text that opens with a number would run into it (1.1 12个): no section bears such a mark.
_RUNS_INTO = re.compile(r"\s*|\d+|\S*[.．]\d+[.．]?")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a file and how far each has counted."""

    levels: dict[str, dict[int, Level]]
    """By list definition."""
    lists: dict[str, tuple[str, dict[int, int]]]
    """List definition and own starts, by number of the list."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that a paragraph style is bound to."""
        levels = self.levels.get(self.lists.get(number, ("", {}))[0], {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def next(self, number: str, depth: int) -> str:
        """Count one paragraph of a list and return its number as written, empty where no section needs it."""
        definition, starts = self.lists.get(number, ("", {}))
        levels = self.levels.get(definition, {})
        level = levels.get(depth)
        if level is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self.counts.setdefault(definition, [None] * _LEVELS)
        before = counts[depth]
        if depth in starts and (number, depth) not in self.begun:
            counts[depth] = starts[depth]
        else:
            counts[depth] = level.start if before is None else before + 1
        self.begun.add((number, depth))
        self._restart(levels, counts, depth)
        return _written(level, levels, counts)

    def _restart(self, levels: dict[int, Level], counts: list[int | None], depth: int) -> None:
        for deeper in range(depth + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        for higher in range(depth):
            if counts[higher] is None:
                counts[higher] = levels.get(higher, Level()).start


def _written(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return BULLET + " " if level.text.strip() else ""

    def one(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        form = "decimal" if level.legal else levels.get(depth, Level()).form
        return counted(counts[depth] or 0, form)

    label = _PLACE.sub(one, level.text).strip()
    if _RUNS_INTO.fullmatch(label):
        return ""
    return label + " " * (label[-1].isascii())


def read_numbering(root: Any | None) -> Numbering:
    """Return the lists that a numbering part defines."""
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    links: dict[str, str] = {}
    bound: dict[str, str] = {}
    for definition in () if root is None else root.iter(_W + "abstractNum"):
        name = definition.get(_W + "abstractNumId") or ""
        levels[name] = {_int(level.get(_W + "ilvl"), 0): _level(level) for level in definition.iter(_W + "lvl")}
        if link := _value(definition, "numStyleLink"):
            links[name] = link
        if link := _value(definition, "styleLink"):
            bound[link] = name
    for name, style in links.items():
        levels[name] = levels[name] or levels.get(bound.get(style, ""), {})
    for number in () if root is None else root.iter(_W + "num"):
        lists[number.get(_W + "numId") or ""] = (_value(number, "abstractNumId") or "", _own_starts(number))
    return Numbering(levels, lists)


def _own_starts(number: Any) -> dict[int, int]:
    return {
        _int(own.get(_W + "ilvl"), 0): _int(start, 1)
        for own in number.iter(_W + "lvlOverride")
        if (start := _value(own, "startOverride")) is not None
    }


def _level(element: Any) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        _int(_value(element, "start"), 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
        None if restart is None else _int(restart, 0),
        element.find(_W + "isLgl") is not None,
        _value(element, "pStyle"),
    )


def _value(element: Any, name: str) -> str | None:
    child = element.find(_W + name)
    value: str | None = None if child is None else child.get(_W + "val")
    return value


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.lstrip("-").isdigit() and len(text) < 8 else default


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def counted(number: int, form: str) -> str:
    """Return a number as Word writes it in a list.

    >>> [counted(n, "chineseCountingThousand") for n in (1, 10, 12, 30, 105)]
    ['一', '十', '十二', '三十', '一百〇五']
    >>> counted(4, "lowerRoman"), counted(2, "decimalEnclosedCircle"), counted(7, "decimalZero"), counted(3, "none")
    ('iv', '②', '07', '')
    """
    table = default().table("counting")
    for written in (table["han"], table["legal"]):
        if form in written["forms"]:
            return _han(number, written["digits"], written["tens"])
    cycle = table["cycles"].get(form, "")
    if 0 < number <= len(cycle):
        return str(cycle[number - 1])
    if form in ("upperRoman", "lowerRoman") and 0 < number < 400:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "none":
        return ""
    return f"{number:02}" if form == "decimalZero" else str(number)


def _han(number: int, digits: str, tens: str) -> str:
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    out = digits[hundreds] + tens[1] if hundreds else ""
    if ten:
        out += ("" if ten == 1 and not hundreds else digits[ten]) + tens[0]
    elif hundreds and one:
        out += digits[0]
    return out + (digits[one] if one else "")


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out
