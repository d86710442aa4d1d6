"""Pictures of pages → characters with their places and how sure the recogniser is of each (extra ``ocr``)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
_TALL = 1.5
"""Times its length that a line is high on a page that lies on its side."""
_SURE = 0.85
"""How sure the recogniser is of a page that lies as it should, at least; of one upside down it is so to 0.7."""
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


def recognise(page: Any) -> tuple[list[Char], int]:
    """Return the characters of a page of pypdfium2 as a picture of it shows them, laid level, and how they are turned.

    A page that cannot be read as it lies is tried in the other directions. The turn is in degrees counterclockwise; the
    characters are in the frame in which they read from left to right.
    """
    width, height = page.get_size()
    scale = min(_DPI / 72, _LARGEST / max(width, height))
    picture = page.render(scale=scale).to_numpy()
    read = _read(picture, 0)
    for turn in (90, 270) if read.is_tall else (180,):
        if read.is_doubtful:
            read = max(read, _read(picture, turn), key=_Reading.worth)
    return read.chars(scale), read.turn


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a recogniser finds on a picture that was turned so."""

    turn: int
    lines: list[list[Point]]
    """The corners of each line: upper left, upper right, lower right, lower left."""
    words: Any
    """For each line the text, the doubt and the corners of each of its parts."""
    letters: int
    sure: float
    """How sure it is of all letters together; their number at most."""

    @property
    def is_tall(self) -> bool:
        """Whether most lines stand upright, as on a page that lies on its side."""
        return 2 * sum(_height(line) > _TALL * math.dist(line[0], line[1]) for line in self.lines) > len(self.lines)

    @property
    def is_doubtful(self) -> bool:
        return bool(self.lines) and (self.is_tall or self.sure < _SURE * self.letters)

    def worth(self) -> float:
        """By which of several readings the best is told."""
        return 0.0 if self.is_tall else self.sure

    def chars(self, scale: float) -> list[Char]:
        if not self.lines:
            return []
        tallest = median(_height(line) for line in self.lines)
        askew = _askew(self.lines)
        return [
            _char(
                text, sure, box, number, askew, scale, tallest if _height(line) < _LARGER * tallest else _height(line)
            )
            for number, (line, words) in enumerate(zip(self.lines, self.words, strict=True))
            if _height(line) >= _SPECK * tallest
            for text, sure, box in words
        ]


def _read(picture: Any, turn: int) -> _Reading:
    """Read a picture, turned until text of this direction lies level."""
    import numpy

    level = numpy.ascontiguousarray(numpy.rot90(picture, -turn // 90 % 4))
    found = _engine()(level, use_cls=False, return_word_box=True)
    if found.boxes is None or not len(found.boxes):
        return _Reading(turn, [], (), 0, 0.0)
    lines = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    sure = sum(len(text) * float(score) for text, score in zip(found.txts, found.scores, strict=True))
    return _Reading(turn, lines, found.word_results, sum(map(len, found.txts)), sure)


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
