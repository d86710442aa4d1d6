"""What styles and runs say of their characters: hidden, struck out, raised, and the list of a style's paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from reportparse.formats.scripts import Place
from reportparse.formats.word_names import W, is_on, value

_PLACES: dict[str, Place] = {"superscript": "raised", "subscript": "lowered", "baseline": "line"}

_SMALL, _RAISED = 20, 5
"""Half-points: sizes below 10 pt, and 2.5 pt above the line."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of characters; None where nothing is."""

    hidden: bool | None = None
    struck: bool | None = None
    place: Place | None = None
    list_number: str | None = None
    depth: str | None = None
    list_style: str | None = None
    """The style that the list number comes from."""

    def over(self, below: Look) -> Look:
        """Return what holds where this is set on top of something else."""
        pairs = ((getattr(self, f.name), getattr(below, f.name)) for f in fields(self))
        return Look(*(under if own is None else own for own, under in pairs))


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of a file's styles."""

    looks: dict[str, Look]
    default: str = ""

    def look(self, style: str | None) -> Look:
        """Return the look of a style, that of the default one for None."""
        return self.looks.get(self.default if style is None else style, Look())


def own_look(properties: Any | None) -> Look:
    """Return what an element's run properties say."""
    if properties is None:
        return Look()
    struck = [is_on(properties, name) for name in ("strike", "dstrike")]
    place = _PLACES.get(value(properties, "vertAlign") or "") or _moved(properties)
    hidden = is_on(properties, "vanish")
    return Look(hidden, any(struck) if struck != [None, None] else None, place)


def _moved(properties: Any) -> Place | None:
    """Small characters that stand higher than their line, which somebody raised by hand."""
    raised, size = (value(properties, name) or "" for name in ("position", "sz"))
    small = size.isdecimal() and int(size) < _SMALL
    return "raised" if small and raised.isdecimal() and int(raised) >= _RAISED else None


def read_styles(root: Any | None) -> Styles:
    """Return the styles of a file, each with what it is based on."""
    elements = {} if root is None else {style.get(W + "styleId") or "": style for style in root.iter(W + "style")}
    default = next(
        (
            name
            for name, style in elements.items()
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
        ),
        "",
    )
    return Styles({name: _look(name, elements) for name in elements}, default)


def _look(name: str, elements: dict[str, Any]) -> Look:
    look, seen = Look(), set[str]()
    at: str | None = name
    while at in elements and at not in seen:
        seen.add(at)
        style = elements[at]
        own = own_look(style.find(W + "rPr"))
        listed = style.find(f"{W}pPr/{W}numPr")
        number = value(listed, "numId")
        own = Look(own.hidden, own.struck, own.place, number, value(listed, "ilvl"), at if number else None)
        look, at = look.over(own), value(style, "basedOn")
    return look
