"""Doubled text: PDF text of fake bold prints each run of characters two to four times.

``evidence`` finds the lines that show it, ``copies`` the repeats in a line, ``weights`` says how much each proves,
``path`` chooses the likeliest reading of neighbouring lines, and this module writes the repairs.
"""

from __future__ import annotations

from reportparse.lexicon import Lexicon
from reportparse.model import Repair
from reportparse.repair.doubled.evidence import suspects
from reportparse.repair.doubled.lines import neighbourhoods, split_lines
from reportparse.repair.doubled.path import ENTER, ENTER_KNOWN, read_lines
from reportparse.repair.doubled.rows import repairs_of

KNOWN = 30
"""Copied characters that make a document known to be doubled."""
MANY = 40
"""Lines from which a document that is suspect all over is taken for one that is known to be doubled."""


def repair_doubled(text: str, lexicon: Lexicon) -> list[Repair]:
    """Undo double, triple and fourfold printing.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in repair_doubled("完成造林完成造林3636万万亩亩。。", default())]
    [('完成造林完成造林', '完成造林'), ('3636', '36'), ('万万', '万'), ('亩亩', '亩'), ('。。', '。')]
    """
    places = suspects(text)
    if not places:
        return []
    lines = split_lines(text)
    parts = list(neighbourhoods(lines, places))
    if 2 * sum(map(len, parts)) > len(lines) and len(lines) > MANY:
        return repairs_of(text, read_lines(lines, ENTER_KNOWN, lexicon))
    runs = [run for part in parts for run in read_lines(part, ENTER, lexicon)]
    if sum(run.half * (run.copies - 1) for run in runs) >= KNOWN:
        runs = read_lines(lines, ENTER_KNOWN, lexicon)
    return repairs_of(text, runs)
