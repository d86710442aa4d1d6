"""Where a text may be doubled: a fast look at all of it, so that clean text costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNS = re.compile("，，|。。|、、|；；|：：|““|””|《《|》》|（（|））|%%|(?<=[0-9])(?:\\.\\.|,,)(?=[0-9])")
"""Signs that clean text does not double; what they prove is weighed later."""

NEAREST, FARTHEST = 3, 48
"""Lengths of a run that are compared at every place."""

SAMPLE, STRIDE, REACH = 12, 16, 400
"""Longer runs are found by looking for every sixteenth twelve characters again within this reach."""

FOUR_PAIRS = 4
"""Characters that each stand twice, one after the other."""

TELLING = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[A-Za-z]{3}")


def suspects(text: str) -> list[int]:
    """Offsets at which a sign is doubled, three characters or more repeat at once, or four stand doubled in a row.

    >>> suspects("全面推进全面推进"), suspects("人人有责，天天向上")
    ([0], [])
    """
    signs = (m.start() for m in SIGNS.finditer(text))
    return sorted({*signs, *_repeats(text), *_far_repeats(text)})


def _repeats(text: str) -> Iterator[int]:
    """Places where a run of 3 to 48 characters follows itself, and rows of doubled characters."""
    import numpy as np  # late: half of the program never needs it

    if len(text) < 2 * NEAREST:
        return
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = codes.astype(np.uint16) if codes.max() < 0x10000 else codes
    same = codes[1:] == codes[:-1]
    yield from (i for i in np.flatnonzero(_rows(same)).tolist() if TELLING.search(text, i, i + 8))
    for half in range(NEAREST, min(FARTHEST, len(text) // 2) + 1):
        same = codes[half:] == codes[:-half]
        three = np.flatnonzero(same[2:] & same[1:-1] & same[:-2])
        if not len(three):
            continue
        first = np.flatnonzero(np.diff(three, prepend=-2) != 1)
        sizes = np.diff(np.append(first, len(three))) + 2
        for start in three[first[sizes >= half]].tolist():
            if TELLING.search(text, start, start + half):
                yield start


def _rows(same: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where four characters stand doubled in a row, or two tripled."""
    pairs = same[:-6] & same[2:-4] & same[4:-2] & same[6:]
    return pairs | (same[:-6] & same[1:-5] & same[3:-3] & same[4:-2])


def _far_repeats(text: str) -> Iterator[int]:
    for at in range(0, len(text) - SAMPLE, STRIDE):
        sample = text[at : at + SAMPLE]
        again = text.find(sample, at + FARTHEST, at + REACH)
        if again > 0 and TELLING.search(sample):
            yield at
