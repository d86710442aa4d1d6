"""The year or interval that a number is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import Frame, dated_months
from reportparse.frame.kinds import UNKNOWN
from reportparse.frame.scope import (
    WORDS,
    adjoins,
    around_number,
    before_number,
    carried,
    governing,
    just_over,
    origin_of,
    times_before,
)
from reportparse.frame.status import is_plan, proposal, status_of
from reportparse.frame.times import Now, Time
from reportparse.frame.timex import compared_years
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import any_of, compiled, either
from reportparse.model import Mention, Status

Period: TypeAlias = tuple[str | None, str, tuple[str, ...]]
INFERRED = ("period_inferred",)
UNKNOWN_YEAR: Period = (None, "no year is written", ("year_unknown",))
REVIEWED, OWN = "the reviewed year", "the report's year"
"""What gives the year of a number that nothing near it dates."""
PLAN = 5
"""Years of a plan."""
EARLY = 2
"""Months of its year that a text of no sure year must have lived through to tell of it."""
CERTAIN, DOUBTFUL = 0.8, 0.65
"""From the first on the kind of a document makes its year sure; below the second the kind itself is in doubt."""


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words that tell a state at a moment from a sum over an interval."""

    stock_noun: re.Pattern[str]
    stock_verb: re.Pattern[str]
    of_a_year: re.Pattern[str]
    passed: tuple[str, ...]
    transition: re.Pattern[str]
    flow: re.Pattern[str]
    sums: re.Pattern[str]
    totals: re.Pattern[str]
    speeds: re.Pattern[str]
    recurring: re.Pattern[str]
    yearly: re.Pattern[str]
    average: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> PeriodWords:
    """Compile the words of stock and flow of a lexicon."""
    table = lexicon.table("periods")
    stock, flow, recurring = table["stock"], table["flow"], table["recurring"]
    return compiled(
        PeriodWords,
        {**stock, **flow, **recurring, "flow": flow, "yearly": table["yearly"]},
        stock_noun=any_of(stock["nouns"]),
        stock_verb=any_of(stock["verbs"], end="了?$"),
        of_a_year=any_of(stock["of_a_year"], end="$"),
        transition=any_of(stock["transitions"], end="了?$"),
        recurring=any_of(recurring["words"], before=f"(?<![{''.join(recurring['unit_heads'])}])"),
        average=any_of(recurring["averages"], end=f"(?!{either(recurring['no_averages'])})"),
    )


def period_of(context: ClauseContext, mention: Mention, status: Status, measure: str, role: str = "") -> Period:
    """Return the period of a number in ISO 8601, the reason, and flags.

    Args:
        context: the clause and its surroundings.
        mention: the number.
        status: whether it is a result or a target.
        measure: what the number measures; ranks and shares are states.
        role: ``from`` and ``to`` for the ends of 由A到B, ``flow`` or ``stock`` where it is known.

    A stock of an interval is of its last year, a flow of the whole; the first value of 由A到B is of the year before it.
    Where the year is written nowhere, there is no period and the flag ``year_unknown``.
    """
    now = context.now
    time = governing(context, mention)
    if role == "from" and not adjoins(context, mention, time):
        return _year_before(time, context, status_of(context, mention, measure)[0], now)
    undated = status == "target" and (time is None or not time.first) and now.known
    if undated and (word := proposal(context, mention, time, now)) is not None:
        return str(now.year), f"{word} of the report's year", ()
    words = words_of(context.lexicon)
    before = before_number(context, mention)
    if words.recurring.search(before) and not words.average.search(before) and not (time and time.is_interval):
        return None, "said of every year alike", ()
    if measure in ("growth_rate", "change", "level") and words.average.search(before):
        averaged = _averaged(time, context, mention, status, now)
        if averaged is not None:
            return averaged
        if time is None:
            return _over_years(_of_surroundings(context, mention, status, measure, role, now))
    if time is not None and not _contradicts(time, status, now):
        return _of_time(time, context, mention, status, measure, role, now)
    return _of_surroundings(context, mention, status, measure, role, now)


def _over_years(period: Period) -> Period:
    """The period of an average, which the year of the document is none of."""
    if period[1] not in (REVIEWED, OWN) or len(period[0] or "") != 4:
        return period
    return None, "an average over years that are not said", ()


def _contradicts(time: Time, status: Status, now: Now) -> bool:
    """A result of a year to come, or a target of one that is over: the time is about something else."""
    if time.last_year is None or now.is_over(time) == (status == "actual"):
        return False
    return now.sure and (time.last_year > now.year if status == "actual" else time.last_year < now.review)


def _framed(context: ClauseContext) -> Frame | None:
    """What headings and openings set, where they set years."""
    return context.frame if context.frame is not None and context.frame.last else None


def _base(context: ClauseContext, status: Status, now: Now) -> Frame | None:
    """The years that the surroundings set for results or for targets; a goal that a look back names is a past one.

    None where neither a heading nor the document as a whole says any.
    """
    frame = _framed(context)
    looks_back = context.block.part == "review" and context.block.status is None and not is_plan(context)
    past = status == "actual" or looks_back
    fits = frame is not None and ((frame.last <= now.review) == past or (past and status == "target"))
    if frame is not None and (fits or not now.sure or (frame.heading and frame.months)):
        return frame
    if not now.sure and (not now.known or context.metadata.kind != UNKNOWN):
        return None
    year = now.review if past and (now.sure or now.lived < EARLY) else now.year
    return Frame(year, year)


def _year_before(time: Time | None, context: ClauseContext, status: Status, now: Now) -> Period:
    base = _base(context, status, now)
    origin = origin_of(context.lexicon).words
    dated = time is not None and time.first[:4].isdecimal()
    if time is not None and dated and time.is_interval and context.block.text.endswith(origin, 0, time.start):
        return time.first[:4], time.text, ()
    if time is not None and base is not None and base.is_interval and base.last == time.last_year:
        return str(base.first - 1), f"the year before {base.text}", ()
    if time is not None and dated and time.kind != "until":
        return str(int(time.first[:4]) - 1), f"the year before {time.text}", ()
    if base is None:
        return UNKNOWN_YEAR
    return str(base.first - 1), "the year before the period", _doubts(base, context)


def _doubts(base: Frame, context: ClauseContext) -> tuple[str, ...]:
    """What a reader should check of a period that only the document as a whole gives."""
    certainty = context.metadata.frame_certainty
    if base.text or certainty >= CERTAIN:
        return ()
    return INFERRED if certainty >= DOUBTFUL else (*INFERRED, "frame_uncertain")


def _doubts_now(time: Time, context: ClauseContext) -> tuple[str, ...]:
    """What to check of 去年 and 今年 where nothing but a doubtful year of the document says when that is."""
    metadata = context.metadata
    if metadata.issued or metadata.frame_certainty >= DOUBTFUL:
        return ()
    relative = tuple(context.lexicon.table("periods")["relative"])
    return _doubts(Frame(), context) if time.text.startswith(relative) else ()


def _of_time(
    time: Time, context: ClauseContext, mention: Mention, status: Status, measure: str, role: str, now: Now
) -> Period:
    """The period that a time expression of the sentence gives."""
    if time.kind == "lost":
        return UNKNOWN_YEAR
    if time.kind == "vague" or (time.kind == "bare" and status == "target"):
        return None, time.text, ()
    if time.first.startswith("-") or not time.first:
        return _of_part(time, context, status, now)
    if role == "to" and time.is_interval:
        return time.last[:4], f"{time.text}, its end", ()
    if time.kind == "until" and (total := _total(time, context, mention)) is not None:
        return total, f"{time.text}, summed from the start of its interval", ()
    if time.kind == "point" or not time.is_interval:
        return time.iso, time.text, _doubts_now(time, context)
    if (status == "target" and not _is_plan(time)) or not is_stock(context, mention, measure, role, time):
        return time.iso, time.text, ()
    return time.last[:4], f"{time.text}, a state of its end", ()


def _is_plan(time: Time) -> bool:
    """Whether an interval is that of a five-year plan, whose targets are for its end."""
    return time.kind == "span" and "五" in time.text and int(time.last[:4]) - int(time.first[:4]) == PLAN - 1


def _of_part(time: Time, context: ClauseContext, status: Status, now: Now) -> Period:
    """A part of a year whose year the surroundings give: 上半年, 6月末, 全年."""
    earlier = _year_set(time, context, status, now)
    base = _base(context, status, now) if earlier is None else None
    if earlier is None and base is None:
        return UNKNOWN_YEAR
    year = earlier if earlier is not None else base.last if base is not None else 0
    doubts = _doubts(base, context) if base is not None else ()
    return dated_months(time, year) if time.first else str(year), time.text, doubts


def _total(time: Time, context: ClauseContext, mention: Mention) -> str | None:
    """The interval of a sum beside a year in which it ends: all of it, or up to that year where one clause has both."""
    frame = _framed(context)
    before = before_number(context, mention)
    if frame is None or time.last_year is None or not frame.first < time.last_year <= frame.last:
        return None
    if not words_of(context.lexicon).totals.search(before):
        return None
    return f"{frame.first}/{time.last[:4] if time.start >= context.clause_start else frame.last}"


def _averaged(time: Time | None, context: ClauseContext, mention: Mention, status: Status, now: Now) -> Period | None:
    """The interval of an average growth: from the year after the one that it starts from to the one that it ends in.

    1982年为A，1987年达到B，平均每年增长c% and 比1982年增加A，平均每年增长c% are both of 1983 to 1987.
    """
    if time is not None and (time.is_interval or len(time.last) != 4 or time.kind not in ("point", "until")):
        return None
    base = _base(context, status, now)
    end = int(time.last) if time is not None else base.last if base is not None else 0
    if base is not None and base.is_interval and base.last == end:
        return base.iso, base.text, ()
    points = [t for t in times_before(context, mention, now) if t.kind in ("point", "ago")]
    known = [t.last_year for t in points if t.last_year is not None and t.last_year < end]
    text = around_number(context, mention).partition(mention.text)[0]
    known = known or [year for year in compared_years(text, context.lexicon) if year < end]
    return (f"{known[-1] + 1}/{end}", "an average since the year before", ()) if known else None


def _year_set(time: Time, context: ClauseContext, status: Status, now: Now) -> int | None:
    """The year of 上半年 or 年末 that was set just before."""
    earlier = carried(context, time.start)
    if earlier is not None and not earlier.is_interval and earlier.last_year is not None:
        agrees = (earlier.last_year <= now.review) == (status == "actual")
        if time.first or agrees or not now.sure:
            return earlier.last_year
    return None


def _of_surroundings(
    context: ClauseContext, mention: Mention, status: Status, measure: str, role: str, now: Now
) -> Period:
    """What an earlier sentence, the heading or the report's own year says."""
    base = _base(context, status, now)
    time = carried(context, context.sentence_start)
    if time is not None and _is_summed(time, around_number(context, mention).partition(mention.text)[0], context):
        return now.covers, f"a sum up to {time.text}", ()
    if time is not None and (time.is_months or time.kind == "frame") and status == "actual":
        return _of_time(time, context, mention, status, measure, role, now)
    if time is not None and _speaks_on(time, base, status, now, context):
        base = Frame(int(time.first[:4]), int(time.last[:4]), time.text)
    if base is None:
        return UNKNOWN_YEAR
    reason = base.text or (REVIEWED if status == "actual" else OWN)
    yearly = words_of(context.lexicon).of_a_year.search(before_number(context, mention)) is not None
    lasts = base.is_interval or ("/" in base.months and measure == "level" and not yearly)
    if lasts and is_stock(context, mention, measure, role):
        return base.months[-7:] or str(base.last), reason, _doubts(base, context)
    return base.iso, reason, _doubts(base, context)


def _is_summed(time: Time, said: str, context: ClauseContext) -> bool:
    """Whether a number sums the months up to the one that a sentence before it names: 9月涨a%。累计涨b%."""
    ends = time.is_months and time.first == time.last and context.now.covers[7:].endswith(time.last[-3:])
    return ends and words_of(context.lexicon).totals.search(said) is not None


def _speaks_on(time: Time, base: Frame | None, status: Status, now: Now, context: ClauseContext) -> bool:
    """Whether a time of an earlier sentence still holds.

    A year within an interval speaks for its sentence only, unless a comma sets it apart and the interval is no
    heading's; 刚刚过去的2015年， leaves any interval behind.
    """
    if (
        time.last_year is None
        or time.is_months
        or (now.sure and (time.last_year <= now.review) != (status == "actual"))
    ):
        return False
    if base is None:
        return True
    text, over = context.block.text, just_over(context.lexicon)
    apart = text.startswith("，", time.end) and (not base.heading or text.endswith(over, 0, time.start))
    return time.is_interval or apart or not base.is_interval


def _is_had(context: ClauseContext, mention: Mention, before: str) -> bool:
    """有 before a number that ends its clause tells a state, and so does the set in 在…120家企业中."""
    after = context.clause[max(0, mention.block_end - context.clause_start) :]
    if before.endswith("有"):
        return not after.strip("的") or not context.clause.strip()
    return before.startswith("在") and after.endswith(("中", "里", "内"))


def is_stock(context: ClauseContext, mention: Mention, measure: str, role: str = "", time: Time | None = None) -> bool:
    """Whether the number is a state at a moment rather than a sum or a change over the interval.

    Ranks, shares and ratios are states, except those of a speed; growth and changes only where they are over the year
    before (同比); a level is one after 达到 or after a noun of state, unless the words sum it (累计, 投资). Without
    a verb the sum of an earlier clause goes on to a bare noun (新增铁路里程A、公路里程B).
    """
    if role in ("stock", "to", "flow"):
        return role != "flow"
    before = before_number(context, mention)
    words = words_of(context.lexicon)
    if measure in ("growth_rate", "change"):
        return words.yearly.search(before) is not None
    if words.transition.search(before) or (measure == "level" and words.of_a_year.search(before)):
        return True
    if words.sums.search(before):
        return False
    if measure in ("rank", "share", "ratio"):
        fixed = time is not None and time.kind == "span" and not words.stock_verb.search(before)
        return not fixed and not (time is not None and words.speeds.search(before))
    if words.stock_verb.search(before) or _is_had(context, mention, before):
        return True
    if mention.text.startswith(words.passed):
        return True
    listed = context.block.text[time.end : mention.block_start][-WORDS:] if time is not None else ""
    listed = words.average.sub("", listed)
    if words.sums.search(listed) or words.flow.search(before):
        return False
    return words.stock_noun.search(before[-8:]) is not None
