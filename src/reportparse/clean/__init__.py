"""Repairs of damaged text, each proved by the text itself.

The steps stand here in their order; each is one module and one kind of damage.
"""

from __future__ import annotations

from reportparse.clean.characters import drop_invisible, repair_characters
from reportparse.clean.compose import Step, run_steps
from reportparse.clean.doubled import repair_doubled
from reportparse.model import Cleaned

STEPS: tuple[Step, ...] = (
    drop_invisible,
    repair_characters,
    repair_doubled,
)

PASSES = 6
"""A repair may lay bare another; natural damage needs one pass, this bound keeps any string finite."""


def clean(text: str) -> Cleaned:
    """Repair a raw text.

    Any string is accepted and none raises. The cleaned text has the lines of the raw text, and cleaning it again
    changes nothing.

    >>> cleaned = clean("增长增长５５．．２２%%，，")
    >>> cleaned.text, cleaned.offsets.span(2, 6)
    ('增长5.2%，', (4, 12))
    """
    done = run_steps(text, STEPS)
    for _ in range(PASSES):
        if not any(r.action == "applied" and not r.silent for r in done.repairs):
            break
        again = run_steps(text, STEPS, done)
        if again.text == done.text:
            break
        done = again
    return done
