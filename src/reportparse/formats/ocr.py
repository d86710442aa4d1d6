"""Pictures of pages → characters with their places and how sure the recogniser is of each (extra ``ocr``)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from typing import Any, TypeAlias

from reportparse.formats.pdf_page import Char

OCR_PACKAGES = "install them with: pip install 'reportparse[ocr]' (in a clone of the project: make ocr)"
_DPI = 200
_LARGEST = 3500
"""Pixels of a page's longer side, so that a poster takes no more than its share."""
_SPECK = 0.6
"""A box so much lower than the lines of its page holds a full stop or dirt, which reads as 0."""
_LARGER = 1.3
"""Times the common height of a line from which on it is set in larger type."""
_TYPE = 0.75
"""The size of type of a line, by the height of its box."""
_LEVEL = 100.0
"""Pixels from which on a line says how askew the page lies."""

Point: TypeAlias = tuple[float, float]


def is_installed() -> bool:
    """Whether the extra ``ocr`` is."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser with the models of its package; one thread, for other documents take the other cores."""
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "critical", **threads})


def recognise(page: Any) -> list[Char]:
    """Return the characters of a page of pypdfium2 as a picture of it shows them, laid level."""
    width, height = page.get_size()
    scale = min(_DPI / 72, _LARGEST / max(width, height))
    found = _engine()(page.render(scale=scale).to_numpy(), use_cls=False, return_word_box=True)
    if found.boxes is None or not len(found.boxes):
        return []
    lines = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    tallest = median(_height(line) for line in lines)
    turn = _askew(lines)
    return [
        _char(text, sure, box, number, turn, scale, tallest if _height(line) < _LARGER * tallest else _height(line))
        for number, (line, words) in enumerate(zip(lines, found.word_results, strict=True))
        if _height(line) >= _SPECK * tallest
        for text, sure, box in words
    ]


def _height(line: Sequence[Point]) -> float:
    return math.dist(line[0], line[3])


def _askew(lines: Sequence[Sequence[Point]]) -> float:
    """The angle of the lines, in radians; 0 where none is long enough to tell."""
    long = [line for line in lines if math.dist(line[0], line[1]) >= _LEVEL]
    return median(math.atan2(b[1] - a[1], b[0] - a[0]) for a, b, *_ in long) if long else 0.0


def _char(
    text: str, sure: float, box: Sequence[Sequence[float]], run: int, turn: float, scale: float, tall: float
) -> Char:
    cos, sin = math.cos(-turn), math.sin(-turn)
    points = [(x * cos - y * sin, x * sin + y * cos) for x, y in box]
    xs, ys = [x / scale for x, _ in points], [y / scale for _, y in points]
    x0, x1 = (xs[0] + xs[3]) / 2, (xs[1] + xs[2]) / 2
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    size = _TYPE * tall / scale
    return Char(text, x0, top, x1, bottom, bottom - 0.2 * size, size, run, float(sure))
