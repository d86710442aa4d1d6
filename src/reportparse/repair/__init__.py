"""Repairs of damaged text, each proved by the text itself.

The steps stand here in their order; each is one function, and a module holds one kind of damage.
"""

from __future__ import annotations

from reportparse.lexicon import Lexicon, default
from reportparse.repair.characters import EVIDENCE, drop_invisible, repair_characters
from reportparse.repair.cleaned import Cleaned
from reportparse.repair.compose import Step, changed_lines, run_steps
from reportparse.repair.doubled import repair_doubled
from reportparse.repair.lineshift import flag_lineshift
from reportparse.repair.lost import flag_lost, flag_scale, mark_bullets
from reportparse.repair.markup import strip_footnotes, strip_glosses, strip_markup
from reportparse.repair.mojibake import mend_decoding
from reportparse.repair.numerals import join_spaced, mend_letters, note_numerals
from reportparse.repair.punctuation import flag_doubles, mend_ellipses, note_commas
from reportparse.repair.repeats import drop_repeats
from reportparse.repair.spaces import drop_spaces, join_names

STEPS: tuple[Step, ...] = (
    mend_decoding,
    strip_markup,
    drop_invisible,
    repair_characters,
    mark_bullets,
    strip_glosses,
    strip_footnotes,
    drop_repeats,
    repair_doubled,
    mend_ellipses,
    mend_letters,
    join_spaced,
    flag_scale,
    join_names,
    drop_spaces,
)
"""Steps that repair, and one doubt that a later step would hide."""

NOTES: tuple[Step, ...] = (flag_lost, flag_doubles, flag_lineshift, note_numerals, note_commas)
"""Steps that only point something out, in the text that the repairs left."""

SETTLED = frozenset(EVIDENCE)
"""Kinds of repair, one character for another, that lay nothing bare which later steps of the same pass do not see."""

PASSES = 8
"""A repair may lay bare another; natural damage needs one pass, this bound keeps any string finite."""


def clean(text: str, *, lexicon: Lexicon | None = None) -> Cleaned:
    """Repair a raw text.

    Any string is accepted and none raises. The cleaned text has the lines of the raw text, and cleaning it again
    changes nothing.

    Args:
        text: a text as it was decoded.
        lexicon: vocabulary to use instead of the program's own.

    >>> cleaned = clean("增长增长５５．．２２%%，，")
    >>> cleaned.text, cleaned.offsets.span(2, 6)
    ('增长5.2%，', (4, 12))
    """
    if not isinstance(text, str):
        raise TypeError(f"clean takes a str, not {type(text).__name__}; rp.read(…).text is that of a path or of bytes")
    lexicon = lexicon or default()
    done = run_steps(text, STEPS, lexicon)
    for _ in range(PASSES):
        # Double printing is read over line ends, so it wants the whole text again; the other steps see their line.
        doubled = any(r.action == "applied" and "doubled" in r.kind for r in done.repairs)
        touched = done.text if doubled else changed_lines(done, SETTLED)
        if run_steps(touched, STEPS, lexicon).text == touched:
            break
        done = run_steps(text, STEPS, lexicon, done)
    return run_steps(text, NOTES, lexicon, done)
