"""Whether a number is a result or a target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.claims.context import ClauseContext
from reportparse.claims.frames import now_of
from reportparse.claims.scope import governing
from reportparse.claims.timex import Time
from reportparse.lexicon import Lexicon
from reportparse.model import Mention, Status


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon's words of status, compiled."""

    target_strong: re.Pattern[str]
    target_weak: re.Pattern[str]
    actual: re.Pattern[str]
    goal: tuple[str, ...]
    plan_heading: re.Pattern[str]
    review_heading: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """Compile the words of status of a lexicon."""
    table = lexicon.table("status")
    actual = _any(table["actual"]["strong"])
    return Words(
        re.compile(_any(table["target"]["strong"])),
        re.compile(_any(table["target"]["weak"])),
        re.compile(f"(?:{_any(table['actual']['not_done'])})|(?P<done>{actual})"),
        tuple(table["goal"]["after"]),
        re.compile(_any(table["section"]["plan"])),
        re.compile(_any(table["section"]["review"])),
    )


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def status_of(context: ClauseContext, mention: Mention, measure: str) -> tuple[Status, str]:
    """Return whether a number is a result or a target, and the word or reason that decides.

    What the clause itself says comes first (力争, 已), then the year that governs it, then the part of the report.
    """
    if context.block.status is not None:
        return context.block.status, f"card: {context.block.label or 'bound'}"
    words = words_of(context.lexicon)
    before = context.clause[: max(0, mention.block_start - context.clause_start)]
    if context.block.text[mention.block_end : mention.block_end + 6].startswith(words.goal):
        return "target", "goal"
    time = governing(context, mention)
    part = part_of(context, words)
    return (
        _by_clause(before, part, time, context, words)
        or _by_time(time, part, context, words)
        or _by_sentence(context, mention, part, words)
        or _by_part(part)
    )


def part_of(context: ClauseContext, words: Words) -> str:
    """The part of the report, from the block, its section, or the words of the heading."""
    part = context.block.part
    if part == "other" and context.section is not None:
        part = context.section.part
        if part == "other":
            plan = words.plan_heading.search(context.section.title)
            review = words.review_heading.search(context.section.title)
            if bool(plan) != bool(review):
                return "plan" if plan else "review"
    return part


def _done(text: str, words: Words) -> str | None:
    for m in words.actual.finditer(text):
        if m["done"]:
            return m["done"]
    return None


def _by_clause(
    before: str, part: str, time: Time | None, context: ClauseContext, words: Words
) -> tuple[Status, str] | None:
    """A word of the number's own clause: 力争 is a plan anywhere, 确保 only where the report plans."""
    target = words.target_strong.search(before)
    done = _done(before, words)
    if target and not done and part != "review":
        return "target", target[0]
    if done and not target:
        return "actual", done
    if target and not done and time is not None and _is_ahead(time, context):
        return "target", target[0]
    return None


def _is_ahead(time: Time, context: ClauseContext) -> bool:
    now = now_of(context.metadata)
    return now is not None and time.last_year is not None and time.last_year > now.review


def _by_time(time: Time | None, part: str, context: ClauseContext, words: Words) -> tuple[Status, str] | None:
    """A year that is over holds results; one still to come holds targets; the current one is what its part says."""
    now = now_of(context.metadata)
    if time is None or now is None or time.last_year is None:
        return None
    if time.last_year <= now.review:
        return "actual", time.text
    if time.last_year > now.year:
        return "target", time.text
    if part == "review" and len(time.last) > 4:
        return "actual", time.text
    return None if part == "review" else ("target", time.text)


def _by_sentence(context: ClauseContext, mention: Mention, part: str, words: Words) -> tuple[Status, str] | None:
    """A word earlier in the sentence, where no part of the report is known."""
    before = context.sentence[: max(0, mention.block_start - context.sentence_start)]
    if part == "review":
        return None
    if part in ("plan", "requirement"):
        return None
    target = words.target_strong.search(before) or words.target_weak.search(before)
    done = _done(before, words)
    if target and not done:
        return "target", target[0]
    return ("actual", done) if done else None


def _by_part(part: str) -> tuple[Status, str]:
    """What the part of the report is about."""
    if part in ("plan", "requirement"):
        return "target", f"part: {part}"
    return "actual", f"part: {part}"
