"""The year or interval that a number is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.claims.context import ClauseContext
from reportparse.claims.frames import Frame, now_of
from reportparse.claims.scope import carried, governing
from reportparse.claims.timex import Now, Time
from reportparse.lexicon import Lexicon
from reportparse.model import Mention, Status

Period = tuple[str | None, str, tuple[str, ...]]
INFERRED = ("period_inferred",)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell a state at a moment from a sum over an interval."""

    stock_noun: re.Pattern[str]
    stock_verb: re.Pattern[str]
    flow: re.Pattern[str]
    recurring: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """Compile the words of stock and flow of a lexicon."""
    table = lexicon.table("periods")
    heads = "".join(table["recurring"]["unit_heads"])
    return Words(
        re.compile(f"(?:{_any(table['stock']['nouns'])})"),
        re.compile(f"(?:{_any(table['stock']['verbs'])})了?$"),
        re.compile(_any(table["flow"]["words"])),
        re.compile(f"(?<![{heads}])(?:{_any(table['recurring']['words'])})"),
    )


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def period_of(context: ClauseContext, mention: Mention, status: Status, measure: str, role: str = "") -> Period:
    """Return the period of a number in ISO 8601, the reason, and flags.

    Args:
        context: the clause and its surroundings.
        mention: the number.
        status: whether it is a result or a target.
        measure: what the number measures; ranks and shares are states.
        role: ``from`` and ``to`` for the ends of 由A到B, ``flow`` or ``stock`` where it is known.

    A stock of an interval is of its last year, a flow of the whole; the first value of 由A到B is of the year before.
    """
    now = now_of(context.metadata)
    if now is None:
        return None, "no year is known", ()
    time = governing(context, mention)
    if role == "from" and not _adjoins(context, mention, time):
        return _before(time, context, mention, status, now)
    if time is not None:
        return _of_time(time, context, mention, status, measure, role, now)
    if _recurs(context, mention) and not _base(context, status, now).is_interval:
        return None, "said of every year alike", ()
    return _of_frame(context, mention, status, measure, role, now)


def _adjoins(context: ClauseContext, mention: Mention, time: Time | None) -> bool:
    """Whether the time stands right before the number: 由1980年的三千亩."""
    if time is None:
        return False
    return mention.block_start - time.end <= 2 and "，" not in context.block.text[time.end : mention.block_start]


def _base(context: ClauseContext, status: Status, now: Now) -> Frame:
    """The years that the surroundings set for results or for targets."""
    frame: Frame | None = getattr(context, "frame", None)
    if frame is not None and (frame.last <= now.review) == (status == "actual"):
        return frame
    year = now.review if status == "actual" else now.year
    return Frame(year, year, "")


def _before(time: Time | None, context: ClauseContext, mention: Mention, status: Status, now: Now) -> Period:
    if time is not None and time.first[:4].isdecimal() and time.kind != "until":
        return str(int(time.first[:4]) - 1), f"the year before {time.text}", ()
    base = _base(context, status, now)
    return str(base.first - 1), "the year before the period", INFERRED


def _of_time(
    time: Time, context: ClauseContext, mention: Mention, status: Status, measure: str, role: str, now: Now
) -> Period:
    if time.kind == "vague":
        return None, time.text, ()
    if time.kind == "frame" or time.first.startswith("-") or time.last.startswith("-"):
        year = _base(context, status, now).last
        first, last = f"{year}{time.first}", f"{year}{time.last}"
        return (first if first == last else f"{first}/{last}"), time.text, ()
    if time.first == time.last or time.kind == "until":
        return time.last, time.text, ()
    if is_stock(context, mention, measure, role):
        return time.last[:4] if time.kind != "point" else time.iso, f"{time.text}, a state of its end", ()
    return time.iso, time.text, ()


def _recurs(context: ClauseContext, mention: Mention) -> bool:
    before = context.clause[: max(0, mention.block_start - context.clause_start)]
    return words_of(context.lexicon).recurring.search(before) is not None


def _of_frame(context: ClauseContext, mention: Mention, status: Status, measure: str, role: str, now: Now) -> Period:
    """What an earlier sentence, the heading or the report's own year says."""
    time = carried(context, context.sentence_start)
    if time is not None and time.last_year is not None and (time.last_year <= now.review) == (status == "actual"):
        base = Frame(int(time.first), int(time.last), time.text)
    else:
        base = _base(context, status, now)
    flags = () if base.text else INFERRED
    reason = base.text or ("the reviewed year" if status == "actual" else "the report's year")
    if not base.is_interval or is_stock(context, mention, measure, role):
        return str(base.last), reason, flags
    return f"{base.first}/{base.last}", reason, flags


def is_stock(context: ClauseContext, mention: Mention, measure: str, role: str = "") -> bool:
    """Whether the number is a state at a moment rather than a sum or a change over the interval.

    Ranks, shares and ratios are states; growth and changes are not; a level is one after 达到 or after a noun of state.
    """
    if role in ("stock", "to", "flow"):
        return role != "flow"
    if measure in ("growth_rate", "change"):
        return False
    if measure in ("rank", "share", "ratio"):
        return True
    before = context.clause[: max(0, mention.block_start - context.clause_start)]
    words = words_of(context.lexicon)
    if words.flow.search(before):
        return False
    return words.stock_verb.search(before) is not None or words.stock_noun.search(before[-8:]) is not None
