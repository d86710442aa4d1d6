"""What PDFium finds on a page: characters with their baselines and directions, edges, boxes and pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

from reportparse.formats.pdf_visible import Box, Cover, Glyph, unseen

UNMAPPED = "\ufffd"
"""What stands for a glyph whose font does not say which character it is."""
_BULLETS = frozenset("\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf09f\uf0fc\uf0b2\uf076\uf077\uf0e8\uf0e0\uf0d2\uf0a8\uf0a1")
"""What symbol fonts hold in private use where the glyph is a bullet or an arrow."""
_SQUARE = 3.0
"""Degrees by which text may stand askew and still be read as upright."""
_SMALLEST = 1.5
"""Points; smaller type is there for machines only."""
_SCANNED = 0.4
"""The share of a page that pictures cover where it is a scan."""
_THIN = 2.5
"""Points of width up to which a filled shape is a rule."""
_MOST_SEGMENTS = 4000
"""Pieces of one path that are looked at; maps and ornaments have more."""
_MOST_OBJECTS = 30_000
"""Shapes of one page that are looked at."""


class Char(NamedTuple):
    """A character in the frame in which it reads from left to right."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """The y of its baseline."""
    size: float
    """Points of its type, as shown."""
    run: int
    """The number of the text object that holds it, in drawing order."""
    sure: float | None = None
    """How sure a recogniser is of it, 0 to 1; None where the file itself says what it is."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text object: characters drawn at once, in one font, size, colour and direction."""

    order: int
    """Its place in drawing order."""
    size: float
    turn: int | None
    """Degrees, counterclockwise, by which it is turned as shown: 0, 90, 180 or 270; None where it is slanted."""
    mode: int
    """The text render mode; 3 is invisible."""
    color: tuple[int, int, int, int]
    hidden: bool
    """True in a layer that is switched off, or where something lies on it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A path or picture."""

    order: int
    box: Box
    kind: str
    """``fill``, ``frame`` (stroked only), ``edge`` or ``picture``."""
    color: tuple[int, int, int, int] = (0, 0, 0, 255)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is shown, before anything is put in order."""

    width: float
    height: float
    chars: Mapping[int, list[tuple[Char, Run]]]
    """By ``turn``."""
    slanted: str
    """Text that stands askew."""
    shapes: tuple[Shape, ...]
    outside: str
    """Text outside the crop box."""
    pictured: bool
    """Whether pictures cover much of it."""


class _View(NamedTuple):
    """From the coordinates of a page to those of what is shown of it."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turned % 180 else (width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        if self.turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (a, b), (c, d) = self.at(x0, y0), self.at(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def upright(box: Box, turn: int, width: float, height: float) -> Box:
    """Return the box as it is when the page is turned until text of this direction reads from left to right.

    >>> upright((10, 20, 30, 25), 90, 100, 200)
    (175, 10, 180, 30)
    """
    x0, top, x1, bottom = box
    if turn == 90:
        return height - bottom, x0, height - top, x1
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 270:
        return top, width - x1, bottom, width - x0
    return box


def back(box: Box, turn: int, width: float, height: float) -> Box:
    """Undo ``upright``.

    >>> back(upright((10, 20, 30, 25), 270, 100, 200), 270, 100, 200)
    (10, 20, 30, 25)
    """
    if turn % 180:
        width, height = height, width
    return upright(box, -turn % 360, width, height)


def read_sheet(page: Any, hidden_layers: frozenset[str] = frozenset()) -> Sheet:
    """Return what stands on a page of pypdfium2."""
    left, bottom, right, top = page.get_cropbox()
    view = _View(left, bottom, right, top, page.get_rotation())
    objects = list(_objects(page, hidden_layers))
    known = {address: (order, hidden) for order, (address, _, _, hidden, _) in enumerate(objects)}
    shapes = tuple(_shapes(objects, view))
    chars: dict[int, list[tuple[Char, Run]]] = {}
    slanted: list[str] = []
    outside: list[str] = []
    width, height = view.size
    glyphs = list(_glyphs(page, view, known))
    pictured = _covers_much(shapes, width * height)
    gone = _not_shown(page, glyphs, objects, () if pictured else shapes, view, bool(hidden_layers))
    for i, (run, text, box, origin) in enumerate(glyphs):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (0 <= x <= width and 0 <= y <= height):
            outside.append(text)
        elif run.turn is None:
            slanted.append(text)
        else:
            base = upright((*origin, *origin), run.turn, width, height)[1]
            char = Char(text, *upright(box, run.turn, width, height), base, run.size, run.order)
            chars.setdefault(run.turn, []).append((char, replace(run, hidden=True) if i in gone else run))
    return Sheet(width, height, chars, "".join(slanted), shapes, "".join(outside).strip(), pictured)


def _covers_much(shapes: Iterable[Shape], page: float) -> bool:
    area = sum(max(0, s.box[2] - s.box[0]) * max(0, s.box[3] - s.box[1]) for s in shapes if s.kind == "picture")
    return area > _SCANNED * page


_Found: TypeAlias = tuple[Run, str, Box, tuple[float, float]]
"""A character with its run, its box as shown and the start of its baseline."""


def _not_shown(
    page: Any, glyphs: Sequence[_Found], objects: Sequence[_Object], shapes: Iterable[Shape], view: _View, every: bool
) -> set[int]:
    """The places of characters that look as if they were shown and are not."""
    inked = {run.order for run, *_ in glyphs if not run.hidden and run.mode == 0 and run.color[3]}
    handles = {n: objects[n][1] for n in inked if n < len(objects)}
    fonts = {n: font for n, handle in handles.items() if (font := _font_outside(handle)) is not None}
    clips = {n: clip for n in handles if (clip := _clip(objects[n][1], objects[n][4], view)) is not None}
    covers = [Cover(s.box, s.order) for s in shapes if s.kind in ("fill", "picture")]
    asked = [i for i, (run, text, _, _) in enumerate(glyphs) if run.order in handles and not text.isspace()]
    found = unseen(page, [Glyph(glyphs[i][2], glyphs[i][0].order) for i in asked], covers, handles, clips, fonts, every)
    gone = {asked[i] for i in found}
    return gone | {i + 1 for i in gone if i + 1 < len(glyphs) and glyphs[i + 1][1].isspace()}


def _font_outside(handle: Any) -> int | None:
    """The font of a text object that does not bring its glyphs with it."""
    import pypdfium2.raw as pdfium

    font = pdfium.FPDFTextObj_GetFont(handle)
    return None if pdfium.FPDFFont_GetIsEmbedded(font) == 1 else ctypes.cast(font, ctypes.c_void_p).value


def _clip(handle: Any, matrix: tuple[float, ...], view: _View) -> Box | None:
    """The box of what an object may draw on; None where that is all."""
    import pypdfium2.raw as pdfium

    path = pdfium.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    box = (-math.inf, -math.inf, math.inf, math.inf)
    for n in range(max(0, pdfium.FPDFClipPath_CountPaths(path)) if path else 0):
        points = []
        for k in range(min(pdfium.FPDFClipPath_CountPathSegments(path, n), _MOST_SEGMENTS)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, n, k), x, y)
            points.append(view.at(*_moved(x.value, y.value, matrix)))
        if points:
            xs, ys = zip(*points, strict=True)
            box = max(box[0], min(xs)), max(box[1], min(ys)), min(box[2], max(xs)), min(box[3], max(ys))
    return box if box[0] > -math.inf else None


def _glyphs(page: Any, view: _View, known: Mapping[int, tuple[int, bool]]) -> Iterator[_Found]:
    """Yield the characters of a page."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    runs: dict[int, Run] = {}
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    try:
        for i in range(pdfium.FPDFText_CountChars(text_page)):
            if pdfium.FPDFText_IsGenerated(text_page, i) == 1:
                continue
            handle = pdfium.FPDFText_GetTextObject(text_page, i)
            address = ctypes.addressof(handle.contents) if handle else 0
            if address not in runs:
                runs[address] = _run(text_page, i, handle, view, known.get(address, (len(known), False)))
            pdfium.FPDFText_GetLooseCharBox(text_page, i, rect)
            pdfium.FPDFText_GetCharOrigin(text_page, i, x, y)
            box = view.box(rect.left, rect.bottom, rect.right, rect.top)
            yield runs[address], _character(text_page, i), box, view.at(x.value, y.value)
    finally:
        text_page.close()


def _character(text_page: Any, i: int) -> str:
    import pypdfium2.raw as pdfium

    code = pdfium.FPDFText_GetUnicode(text_page, i)
    if pdfium.FPDFText_HasUnicodeMapError(text_page, i) == 1:
        return UNMAPPED
    if pdfium.FPDFText_IsHyphen(text_page, i) == 1:
        return "-"
    char = chr(code)
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "●" if char in _BULLETS else UNMAPPED
    if code < 32 or 0xD800 <= code < 0xE000 or code in (0x7F, 0xFFFE, 0xFFFF):
        return " " if code in (9, 10, 13) else UNMAPPED
    return char


def _run(text_page: Any, i: int, handle: Any, view: _View, place: tuple[int, bool]) -> Run:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, i, matrix)
    color = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, i, *color)
    angle = (math.degrees(math.atan2(matrix.b, matrix.a)) - view.turned) % 360
    square = round(angle / 90) * 90
    r, g, b, a = (c.value for c in color)
    return Run(
        place[0],
        float(pdfium.FPDFText_GetFontSize(text_page, i)) * math.hypot(matrix.c, matrix.d),
        square % 360 if abs(angle - square) <= _SQUARE else None,
        pdfium.FPDFTextObj_GetTextRenderMode(handle) if handle else 0,
        (r, g, b, a),
        place[1],
    )


def is_small(char: Char) -> bool:
    """Whether type is too small for a reader."""
    return 0 < char.size < _SMALLEST


_Object: TypeAlias = tuple[int, Any, int, bool, tuple[float, ...]]
"""Address, handle, type, whether in a hidden layer, and the matrix of the forms that hold it."""


def _objects(page: Any, hidden_layers: frozenset[str]) -> Iterator[_Object]:
    """Yield the objects of a page in drawing order, those inside forms too."""
    import pypdfium2.raw as pdfium

    handles = (pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page)))
    stack: list[tuple[Iterator[Any], bool, tuple[float, ...]]] = [(handles, False, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))]
    for _ in range(_MOST_OBJECTS * 4):
        if not stack:
            return
        handle = next(stack[-1][0], None)
        if handle is None:
            stack.pop()
            continue
        _, hidden, matrix = stack[-1]
        hidden = hidden or bool(hidden_layers and _layer(handle) & hidden_layers)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(stack) < 8:
            stack.append((_held(handle), hidden, _multiplied(_matrix(handle), matrix)))
        else:
            yield ctypes.addressof(handle.contents), handle, kind, hidden, matrix


def _held(form: Any) -> Iterator[Any]:
    import pypdfium2.raw as pdfium

    return (pdfium.FPDFFormObj_GetObject(form, i) for i in range(pdfium.FPDFFormObj_CountObjects(form)))


def _matrix(handle: Any) -> tuple[float, ...]:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _multiplied(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _layer(handle: Any) -> frozenset[str]:
    """The names of the layers that an object is marked with."""
    import pypdfium2.raw as pdfium

    found: set[str] = set()
    for i in range(max(0, pdfium.FPDFPageObj_CountMarks(handle))):
        mark = pdfium.FPDFPageObj_GetMark(handle, i)
        size = ctypes.c_ulong()
        buffer = (ctypes.c_ubyte * 256)()
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", buffer, 256, size):
            found.add(layer_name(bytes(buffer)[: size.value]))
    return frozenset(found)


def layer_name(raw: bytes) -> str:
    """Return the text of a string of a PDF.

    >>> layer_name(b"\\xfe\\xff\\x5c\\x42"), layer_name(b"Draft")
    ('层', 'Draft')
    """
    return raw.decode("utf-16", "replace") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else raw.decode("latin-1")


def _shapes(objects: list[_Object], view: _View) -> Iterator[Shape]:
    import pypdfium2.raw as pdfium

    left = _MOST_OBJECTS
    for order, (_, handle, kind, hidden, matrix) in enumerate(objects):
        if hidden or left <= 0 or kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        left -= 1
        box = _bounds(handle, matrix, view)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield Shape(order, box, "picture")
        else:
            yield from _path(handle, order, box, matrix, view)


def _bounds(handle: Any, matrix: tuple[float, ...], view: _View) -> Box:
    import pypdfium2.raw as pdfium

    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, x0, y0, x1, y1)
    corners = [_moved(x.value, y.value, matrix) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    return view.box(min(xs), min(ys), max(xs), max(ys))


def _moved(x: float, y: float, m: tuple[float, ...]) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _path(handle: Any, order: int, box: Box, matrix: tuple[float, ...], view: _View) -> Iterator[Shape]:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    color = _color(handle, bool(fill.value))
    if color[3] == 0:
        return
    x0, top, x1, bottom = box
    pieces = pdfium.FPDFPath_CountSegments(handle)
    if min(x1 - x0, bottom - top) <= _THIN:
        yield Shape(order, box, "edge", color)
    elif fill.value:
        yield Shape(order, box, "fill", color)
    elif pieces <= 6 or pieces > _MOST_SEGMENTS:
        yield Shape(order, box, "frame", color)
    if pieces <= _MOST_SEGMENTS and stroke.value and min(x1 - x0, bottom - top) > _THIN:
        for edge in _pieces(handle, pieces, _multiplied(_matrix(handle), matrix), view):
            yield Shape(order, edge, "edge", color)


def _color(handle: Any, fill: bool) -> tuple[int, int, int, int]:
    import pypdfium2.raw as pdfium

    color = [ctypes.c_uint() for _ in range(4)]
    (pdfium.FPDFPageObj_GetFillColor if fill else pdfium.FPDFPageObj_GetStrokeColor)(handle, *color)
    r, g, b, a = (c.value for c in color)
    return r, g, b, a


def _pieces(handle: Any, count: int, matrix: tuple[float, ...], view: _View) -> Iterator[Box]:
    """Yield the straight upright pieces of a path."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(count):
        piece = pdfium.FPDFPath_GetPathSegment(handle, i)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        here = view.at(*_moved(x.value, y.value, matrix))
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _straight(last, here)
        if pdfium.FPDFPathSegment_GetClose(piece):
            yield from _straight(here, start)
        last = here


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1 and a != b:
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
