"""What the words around one number say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from reportparse.claims.phrases import noun_before, strip_tail
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Direction, Measure

_REFERENCE = re.compile(
    r"(?<![评对占同环可百相])(?:比|(?<!比)较)(?!重|例|率|值|较)([^比较]{1,16}?)(?:相比|的)?$"
    r"|比较((?:一九|二[〇○零]|19|20)[^比较]{1,14})$"
    r"|(?:同|与|和)([^、同与和]{1,16}?)相比$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around one number say of it."""

    measure: Measure
    direction: Direction | None
    noun: str
    """The noun phrase that the clause itself gives; empty if the number inherits one."""
    reference: str | None
    rule: str
    evidence: str
    """The word that decided the measure."""


def direction_of(word: str, words: Words) -> Direction | None:
    """The direction of a verb or noun of change, if it has one."""
    return cast("Direction | None", words.directions.get(word))


def split_reference(before: str, words: Words, lexicon: Lexicon) -> tuple[str, str | None]:
    """Part the noun from the 比 phrase that follows it."""
    head = strip_tail(before, words, lexicon, dates=False)
    match = _REFERENCE.search(head)
    if match:
        return noun_before(head[: match.start()], words, lexicon), match[1] or match[2] or match[3]
    return noun_before(head, words, lexicon), None
