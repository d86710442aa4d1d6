"""Where a text may be doubled: a fast look at all of it, so that clean text costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportparse.lexicon.numeral_characters import ONES, ZEROS
from reportparse.repair.doubled.copies import LONGEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNS = re.compile("，，+|。。+|、、+|；；+|：：+|““|””|《《|》》|（（|））|%%|(?<=[0-9])(?:\\.\\.|,,)(?=[0-9])")
"""Signs that clean text does not double; what they prove is weighed later. More than four in a row fill a line."""
TWICE = ("，，", "。。", "、、", "；；", "：：", "““", "””", "《《", "》》", "（（", "））", "%%", "..", ",,")
MOST_SIGNS = 4
FILL = 12
"""Places from which four of a kind belong to a line that one character fills."""

NEAREST, SAMPLED, FARTHEST = 3, 6, 48
"""Lengths of a run that are compared at every place, and those compared at every fourth place."""
STRIDE = 4

SAMPLE, SAMPLE_STRIDE = 12, 16
"""Longer runs are found by looking for every sixteenth twelve characters again."""

NUMBER = re.compile(r"(?<![0-9.])([0-9](?:[0-9.]{0,8}[0-9])??)\1(?![0-9.])(?:([^\s0-9])\2|([^\s0-9]{2,3}?)\3)")
"""A number said twice, and what follows it said twice."""

NUMERALS = ZEROS + ONES
"""A digit that stands several times is a number (零点零零零零五), in either script."""

TELLING = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[A-Za-z]{3}")


def suspects(text: str) -> list[int]:
    """Offsets at which a sign is doubled, three characters or more repeat at once, or four stand doubled in a row.

    So is a number that is doubled between two neighbours that are.

    >>> suspects("全面推进全面推进"), suspects("人人有责，天天向上"), suspects("植树植树4242万万株")
    ([0], [], [4])
    """
    return sorted({*_signs(text), *_numbers(text), *_repeats(text), *_far_repeats(text), *_whole_lines(text)})


def _signs(text: str) -> list[int]:
    if not any(sign in text for sign in TWICE):
        return []
    return [m.start() for m in SIGNS.finditer(text) if len(m[0]) <= MOST_SIGNS]


def _numbers(text: str) -> Iterator[int]:
    for m in NUMBER.finditer(text):
        before = text[max(0, m.start() - 4) : m.start()]
        if len(before) == 4 and before[:2] == before[2:] and before.isalpha():
            yield m.start()


def _repeats(text: str) -> Iterator[int]:
    """Places where a run of 3 to 48 characters follows itself, and rows of doubled characters."""
    import numpy as np  # late: half of the program never needs it

    if len(text) < 2 * NEAREST:
        return
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    same = codes[1:] == codes[:-1]
    yield from (i for i in np.flatnonzero(_rows(same)).tolist() if TELLING.search(text, i, i + 8))
    yield from (i for i in np.flatnonzero(_fours(same)).tolist() if text[i].isalpha() and text[i] not in NUMERALS)
    threes = _threes(codes, same)
    for half in range(NEAREST, min(FARTHEST, len(text) // 2) + 1):
        step = 1 if half < SAMPLED else STRIDE
        found = np.flatnonzero(threes[half::step] == threes[: len(threes) - half : step])
        if len(found):
            yield from _squares(text, half, (_heads(found, max(1, (half - 2) // step)) * step).tolist())


def _threes(codes: NDArray[np.uint32], same: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Three characters at each place as one number; thrice the same character equals nothing else."""
    import numpy as np

    wide = codes.astype(np.uint64)
    threes: NDArray[np.uint64] = wide[:-2] | (wide[1:-1] << np.uint64(21)) | (wide[2:] << np.uint64(42))
    fill = np.flatnonzero(same[:-1] & same[1:])
    threes[fill] = fill.astype(np.uint64) | np.uint64(1 << 63)
    return threes


def _rows(same: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where four characters stand doubled in a row, or two tripled, and are not all one character."""
    pairs = same[:-6] & same[2:-4] & same[4:-2] & same[6:] & ~same[1:-5]
    triples = same[:-6] & same[1:-5] & same[3:-3] & same[4:-2] & ~same[2:-4]
    return pairs | triples


def _fours(same: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where one character stands four times, not in a line that it fills."""
    fours = same[:-2] & same[1:-1] & same[2:]
    fours[FILL:] &= ~fours[:-FILL]
    return fours


def _heads(found: NDArray[np.intp], least: int) -> NDArray[np.intp]:
    """The first of each row of at least so many neighbouring places."""
    import numpy as np

    first = np.flatnonzero(np.diff(found, prepend=-2) != 1)
    sizes = np.diff(np.append(first, len(found)))
    return found[first[sizes >= least]]


def _squares(text: str, half: int, places: list[int]) -> Iterator[int]:
    """The places at or just before which a run of this length does follow itself."""
    for place in places:
        start = place
        while start > max(0, place - STRIDE) and text[start - 1] == text[start - 1 + half]:
            start -= 1
        run = text[start : start + half]
        if text.startswith(run, start + half) and "\n" not in run and TELLING.search(run):
            yield start


def _far_repeats(text: str) -> Iterator[int]:
    for at in range(0, len(text) - SAMPLE, SAMPLE_STRIDE):
        sample = text[at : at + SAMPLE]
        again = text.find(sample, at + FARTHEST - SAMPLE_STRIDE, at + LONGEST + SAMPLE)
        if again > 0 and TELLING.search(sample):
            size = again - at - SAMPLE_STRIDE
            if text.startswith(text[at : at + size], again):
                yield at


def _whole_lines(text: str) -> Iterator[int]:
    """Long lines that are two to four times the same."""
    start = 0
    for whole in text.split("\n"):
        line = whole.strip() if len(whole) > 2 * LONGEST else ""
        for k in (2, 3, 4) if line else ():
            half, rest = divmod(len(line), k)
            if not rest and line[:half] == line[half : 2 * half]:
                yield start
        start += len(whole) + 1
