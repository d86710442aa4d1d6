"""Text that a page holds and does not show: what later shapes cover, clips cut off or switched-off layers hide."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the upper left corner of what is shown of the page."""

_SCALE = 1.5
"""Pixels a point, at which a full stop still leaves its trace."""
_LARGEST = 3000
"""Pixels of a page's longer side."""
_TRACE = 16
"""Steps of 255 by which a character changes at least one pixel if it is seen."""
_LEAST_COVER = 4.0
"""Points that a shape measures both ways to cover a character."""
_MOST_COVERS = 400
"""The largest shapes of a page that are looked at; charts and maps have thousands."""
_INNER = 0.1
"""The share of a character's width at each side where its neighbour may reach in."""


class Glyph(NamedTuple):
    """A character of which it is asked whether it is seen."""

    box: Box
    order: int
    """The place in drawing order of the text object that holds it."""


class Cover(NamedTuple):
    """A filled shape or a picture."""

    box: Box
    order: int


def unseen(
    page: Any,
    glyphs: Sequence[Glyph],
    covers: Sequence[Cover],
    handles: Mapping[int, Any],
    clips: Mapping[int, Box],
    fonts: Mapping[int, int],
    every: bool,
) -> set[int]:
    """Return which characters a page of pypdfium2 does not show, by their place among ``glyphs``.

    Whether one is shown is seen from the page's picture, which changes when the text is taken away.

    Args:
        covers: what may lie on the text.
        handles: the text objects, by their place in drawing order; those left out are taken for seen.
        clips: what of the page a text object may draw on, where that is less than all.
        fonts: the font of each text object whose font is not in the file: one that is missing here draws nothing, and
            tells nothing unless another character of it is drawn.
        every: whether all text is doubtful, as in files with layers that are switched off.
    """
    doubtful = set(range(len(glyphs))) if every else _covered(glyphs, covers) | _clipped(glyphs, clips)
    doubtful = {i for i in doubtful if glyphs[i].order in handles}
    if not doubtful:
        return set()
    orders = {glyphs[i].order for i in doubtful}
    changes = _changes(page, [handles[order] for order in orders])
    gone = {i for i in doubtful if not changes(glyphs[i].box)}
    silent = {fonts.get(glyphs[i].order) for i in gone} - {fonts.get(glyphs[i].order) for i in doubtful - gone} - {None}
    if silent:
        others = [g for g in glyphs if g.order not in orders and fonts.get(g.order) in silent]
        changes = _changes(page, [handles[order] for order in {g.order for g in others}])
        silent -= {fonts[g.order] for g in others if changes(g.box)}
    return {i for i in gone if fonts.get(glyphs[i].order) not in silent}


def _covered(glyphs: Sequence[Glyph], covers: Sequence[Cover]) -> set[int]:
    first = min((glyph.order for glyph in glyphs), default=0)
    large = [c for c in covers if c.order > first and min(_width(c.box), _height(c.box)) >= _LEAST_COVER]
    large.sort(key=lambda c: -_width(c.box) * _height(c.box))
    order = sorted(range(len(glyphs)), key=lambda i: _middle(glyphs[i].box)[1])
    heights = [_middle(glyphs[i].box)[1] for i in order]
    found: set[int] = set()
    for (x0, top, x1, bottom), drawn in large[:_MOST_COVERS]:
        level = order[bisect_left(heights, top) : bisect_right(heights, bottom)]
        found.update(i for i in level if glyphs[i].order < drawn and x0 <= _middle(glyphs[i].box)[0] <= x1)
    return found


def _clipped(glyphs: Sequence[Glyph], clips: Mapping[int, Box]) -> set[int]:
    found: set[int] = set()
    for i, glyph in enumerate(glyphs):
        clip = clips.get(glyph.order)
        if clip is not None:
            x, y = _middle(glyph.box)
            if not (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]):
                found.add(i)
    return found


def _changes(page: Any, taken: Sequence[Any]) -> Callable[[Box], bool]:
    """Return the question whether a stretch of the page looks otherwise without the objects."""
    import pypdfium2.raw as pdfium

    scale = min(_SCALE, _LARGEST / max(page.get_size()))
    before, width, height = _picture(page, scale)
    for handle in taken:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    try:
        after, _, _ = _picture(page, scale)
    finally:
        for handle in taken:
            pdfium.FPDFPageObj_SetIsActive(handle, True)

    def changed(box: Box) -> bool:
        inner = _INNER * _width(box)
        x0, x1 = max(0, int((box[0] + inner) * scale)), min(width, int((box[2] - inner) * scale) + 1)
        for y in range(max(0, int(box[1] * scale)), min(height, int(box[3] * scale) + 1)):
            one, other = before[y * width + x0 : y * width + x1], after[y * width + x0 : y * width + x1]
            if one != other and any(abs(a - b) >= _TRACE for a, b in zip(one, other, strict=True)):
                return True
        return False

    return changed


def _picture(page: Any, scale: float) -> tuple[bytes, int, int]:
    """The page in grey, a byte a pixel."""
    bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
    try:
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        rows = (data[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
        return b"".join(rows), bitmap.width, bitmap.height
    finally:
        bitmap.close()


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _width(box: Box) -> float:
    return box[2] - box[0]


def _height(box: Box) -> float:
    return box[3] - box[1]
