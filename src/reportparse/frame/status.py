"""Whether a number is a result or a target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from reportparse.frame.context import ClauseContext
from reportparse.frame.frames import now_of
from reportparse.frame.scope import WORDS, adjoins, around_number, before_number, carried, governing
from reportparse.frame.times import Now, Time
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import either
from reportparse.model import Mention, Status

Verdict: TypeAlias = tuple[Status, str]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The lexicon's words of status, compiled."""

    plan: re.Pattern[str]
    """Plans wherever they stand: 力争, 拟."""
    proposed: re.Pattern[str]
    """Plans of the report's own year wherever they stand: 拟安排."""
    modal: re.Pattern[str]
    """Plans where the report does not look back: 要, 将, 确保."""
    expected: re.Pattern[str]
    done: re.Pattern[str]
    present: re.Pattern[str]
    undone: re.Pattern[str]
    comparison: re.Pattern[str]
    goal: tuple[str, ...]
    goal_before: tuple[str, ...]
    facts_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]
    review_heading: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> StatusWords:
    """Compile the words of status of a lexicon."""
    table = lexicon.table("status")
    target, actual = table["target"], table["actual"]
    return StatusWords(
        re.compile("|".join([either(target["strong"]), *map(_modal, target["guarded"])])),
        re.compile("|".join(map(_modal, target["proposed"]))),
        re.compile("|".join([either(target["weak"]), *map(_modal, target["modal"])])),
        re.compile(either(target["expected"])),
        re.compile(
            f"(?:{either(actual['not_done'])})|(?P<done>{either(actual['strong'])})|(?P<weak>{either(actual['weak'])})"
        ),
        re.compile("|".join(map(_modal, actual["present"]))),
        re.compile(either(actual["undone"])),
        re.compile(either(table["comparison"]["words"])),
        tuple(table["goal"]["after"]),
        tuple(table["goal"]["before"]),
        re.compile(either(table["section"]["facts"])),
        re.compile(either(table["section"]["plan"])),
        re.compile(either(table["section"]["review"])),
    )


def _modal(row: dict[str, str]) -> str:
    """A short word that is a plan unless it is part of a longer one: 要, but not 主要."""
    before = f"(?<![{row['not_after']}])" if row["not_after"] else ""
    after = f"(?![{row['not_before']}])" if row["not_before"] else ""
    return f"{before}{row['word']}{after}"


def status_of(context: ClauseContext, mention: Mention, measure: str) -> Verdict:
    """Return whether a number is a result or a target, and the word or reason that decides.

    The number's own year comes first (1980年的三千亩), then the words of its clause (力争, 已), the year that governs
    it, the words of its sentence, and the part of the report.
    """
    if context.block.status is not None:
        return context.block.status, f"card: {context.block.label or 'bound'}"
    words = words_of(context.lexicon)
    now = now_of(context.metadata)
    time = governing(context, mention)
    before = before_number(context, mention)
    if context.block.text.startswith(words.goal, mention.block_end) or before.endswith(words.goal_before):
        return "target", "goal"
    if time is not None and now is not None and adjoins(context, mention, time) and _is_over(time, now):
        return "actual", time.text
    if (word := proposal(context, mention, time, now)) is not None:
        return "target", word
    part = part_of(context, words)
    return (
        _undone(context, mention, words)
        or _by_clause(before, part, time, now, words)
        or _by_time(context, mention, time, now, part, words)
        or _by_sentence(context, mention, part, now, words)
        or _by_measure(context, mention, measure, words)
        or (("target" if part in ("plan", "requirement") else "actual"), f"part: {part}")
    )


def proposal(context: ClauseContext, mention: Mention, time: Time | None, now: Now | None) -> str | None:
    """The word that lays a number before the meeting (拟安排); clauses up to the next ； compare it.

    A year that is over holds no proposal.
    """
    if time is not None and now is not None and time.kind != "frame" and _is_over(time, now):
        return None
    words = words_of(context.lexicon)
    before = _said_before(context, mention).rpartition("；")[2]
    found = words.proposed.search(before)
    return found[0] if found and not _done(before[found.end() :], words) else None


def _said_before(context: ClauseContext, mention: Mention) -> str:
    """The sentence before the number, its last characters where it is very long."""
    stop = max(0, mention.block_start - context.sentence_start)
    return context.sentence[max(0, stop - WORDS) : stop]


def part_of(context: ClauseContext, words: StatusWords) -> str:
    """The part of the report, from the block, its section, or the words of the heading.

    Under a heading of the report's own year or of years to come nothing looks back, and under 五年来 nothing plans.
    """
    part = context.block.part
    if part == "plan" and context.section is not None and words.facts_heading.search(context.section.title):
        return "other"
    now = now_of(context.metadata)
    frame = context.frame
    if now is not None and frame is not None and frame.heading and context.section is not None:
        if part == "review" and frame.last >= now.year:
            return "plan"
        if part == "plan" and frame.last <= now.review and frame.text in context.section.title:
            return "review"
    if part != "other" or context.section is None:
        return part
    if context.section.part != "other":
        return context.section.part
    plan = words.plan_heading.search(context.section.title)
    review = words.review_heading.search(context.section.title)
    return part if bool(plan) == bool(review) else "plan" if plan else "review"


def _done(text: str, words: StatusWords, *, ahead: bool = False) -> str | None:
    """The first word that says something is done; 为了 and 除了 do not, nor does 了 of a year ahead."""
    found = (m["done"] or (not ahead and m["weak"]) for m in words.done.finditer(text))
    return next((word for word in found if word), None)


def _is_over(time: Time, now: Now) -> bool:
    return time.last_year is not None and time.last_year <= now.review


def _by_clause(before: str, part: str, time: Time | None, now: Now | None, words: StatusWords) -> Verdict | None:
    """A word of the number's own clause; in a review 力争 tells what was done, unless the year is still to come."""
    ahead = time is not None and now is not None and time.last_year is not None and not _is_over(time, now)
    if ahead and time is not None:
        before = before.rpartition(time.text)[2]
    plan = words.plan.search(before) or (words.modal.search(before) if ahead and part == "review" else None)
    done = _done(before, words, ahead=ahead and part != "review")
    if done and not plan:
        return "actual", done
    if plan and not done and (part != "review" or ahead):
        return "target", plan[0]
    return None


def _by_time(
    context: ClauseContext, mention: Mention, time: Time | None, now: Now | None, part: str, words: StatusWords
) -> Verdict | None:
    """A year that is over holds results, one to come targets; of the current year the words and the part decide."""
    if time is None or now is None or time.last_year is None:
        return None
    if _is_over(time, now):
        return "actual", time.text
    if time.last_year > now.year:
        return "target", time.text
    if len(time.last) > 4 and words.comparison.search(before_number(context, mention)):
        return "actual", f"{time.text}, compared with a year before"
    late = context.frame is not None and context.frame.late
    if time.kind in ("as_of", "since"):
        return "actual", time.text
    if late and time.last_year == now.year and (expected := words.expected.search(_said_before(context, mention))):
        return "target", expected[0]
    if part == "review" and (late or len(time.last) > 4):
        return "actual", f"{time.text} in a review"
    if part != "other" and not late:
        return "target", time.text
    sentence = around_number(context, mention)
    modal = words.plan.search(sentence) or words.modal.search(sentence)
    return ("target", modal[0]) if modal else ("actual", time.text)


def _undone(context: ClauseContext, mention: Mention, words: StatusWords) -> Verdict | None:
    """A clause that says what is not done is a report."""
    at = mention.block_start - context.clause_start
    found = words.undone.search(context.clause, max(0, at - WORDS), at + WORDS)
    return ("actual", found[0]) if found else None


def _by_measure(context: ClauseContext, mention: Mention, measure: str, words: StatusWords) -> Verdict | None:
    """A rank is a fact unless the sentence plans: nobody sets a place in an ordering without a 力争."""
    if measure != "rank":
        return None
    sentence = around_number(context, mention)
    return None if words.plan.search(sentence) or words.modal.search(sentence) else ("actual", "rank")


def _by_sentence(
    context: ClauseContext, mention: Mention, part: str, now: Now | None, words: StatusWords
) -> Verdict | None:
    """What the sentence before the number says, and a look back that an earlier sentence opened.

    In a plan only a colon carries 已 over to the list after it.
    """
    if part == "review":
        return None
    before = _said_before(context, mention)
    plan = words.plan.search(before) or words.modal.search(before)
    present = words.present.search(before)
    done = present[0] if present else _done(before if part == "other" else before.rpartition("：")[0], words)
    if plan and not done:
        return "target", plan[0]
    if done and not plan:
        return "actual", done
    past = carried(context, context.sentence_start)
    if past is None or now is None or not _is_over(past, now):
        return None
    since = context.block.text[max(past.end, mention.block_start - 2 * WORDS) : mention.block_start]
    return None if words.plan.search(since) or words.modal.search(since) else ("actual", f"after {past.text}")
