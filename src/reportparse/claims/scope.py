"""The time expression that governs a number."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.claims.context import ClauseContext
from reportparse.claims.frames import now_of
from reportparse.claims.timex import Now, Time, find_times
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_FROM = re.compile("[从自從]$")
_START = re.compile("^(?:年)?(?:开始|開始|起)")
_IN = re.compile("[，,]?在?$")
OPENERS = "。！？；;，,：:“”「」（）() \u3000\n"


@lru_cache(maxsize=64)
def times_of(text: str, now: Now, lexicon: Lexicon) -> tuple[Time, ...]:
    """The time expressions of a block; 从1956年开始，在十二年内 is one interval."""
    out: list[Time] = []
    for time in find_times(text, now, lexicon):
        if out and time.kind == "span" and _begins(text, out[-1], time):
            length = int(time.last[:4]) - int(time.first[:4])
            first = int(out[-1].first[:4])
            time = Time(
                out[-1].start, time.end, "span", str(first), str(first + length), text[out[-1].start : time.end]
            )
            out.pop()
        out.append(time)
    return tuple(out)


def _begins(text: str, start: Time, length: Time) -> bool:
    between = text[start.end : length.start]
    opening = _START.match(between)
    return (
        start.kind == "point"
        and start.first[:4].isdecimal()
        and opening is not None
        and bool(_FROM.search(text[: start.start][-1:]))
        and _IN.fullmatch(between[opening.end() :]) is not None
    )


def governing(context: ClauseContext, mention: Mention) -> Time | None:
    """The nearest time expression before the number in its sentence.

    Source: Chinese sets the time before the verb, and it holds until the sentence ends or another time is set.
    """
    now = now_of(context.metadata)
    if now is None:
        return None
    for time in reversed(times_of(context.block.text, now, context.lexicon)):
        if time.end <= mention.block_start and time.start >= context.sentence_start:
            return time
    return None


def carried(context: ClauseContext, at: int) -> Time | None:
    """The last time that an earlier sentence of the block set at the head of a clause."""
    now = now_of(context.metadata)
    if now is None:
        return None
    text = context.block.text
    for time in reversed(times_of(text, now, context.lexicon)):
        if time.start >= at or time.kind not in ("point", "span", "since"):
            continue
        if len(time.first) > 4 or not time.first:
            continue
        if time.start == 0 or text[time.start - 1] in OPENERS:
            return time
    return None
