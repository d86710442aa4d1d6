"""Whether a number is a result or a target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from reportparse.frame.context import ClauseContext
from reportparse.frame.kinds import UNKNOWN, kind_named
from reportparse.frame.scope import WORDS, adjoins, around_number, before_number, carried, governing
from reportparse.frame.times import Now, Time
from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import any_of, compiled, either
from reportparse.model import Mention, Status

_PART = re.compile(r"的\d")
GOAL = 12
"""Characters before a number in which a goal is named, and what is set against it."""
GUESSED = 0.75
"""Below this certainty the year of a document is a guess."""
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
    not_done: frozenset[str]
    """Words that hold one of those and do not say it: 为了."""
    done_weakly: frozenset[str]
    """Those that may be said of a year to come as well: 了."""
    present: re.Pattern[str]
    undone: re.Pattern[str]
    comparison: re.Pattern[str]
    goal: tuple[str, ...]
    goal_before: tuple[str, ...]
    part_of_goal: re.Pattern[str]
    """After what was planned and its number: 预算三亿元的40%."""
    planned: re.Pattern[str]
    """A number of what is planned, whatever its year: 计划的造林面积."""
    answered: re.Pattern[str]
    """What opens the result after a plan: 实际, 最终."""
    disposal: re.Pattern[str]
    """将 that only puts its object first: 将旧厂房改为公寓."""
    against: re.Pattern[str]
    """What sets a result against a goal: 超过年度计划."""
    facts_heading: re.Pattern[str]
    plan_heading: re.Pattern[str]
    review_heading: re.Pattern[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> StatusWords:
    """Compile the words of status of a lexicon."""
    table = lexicon.table("status")
    target, actual, goal, section = (table[name] for name in ("target", "actual", "goal", "section"))
    return compiled(
        StatusWords,
        {**target, **actual, **goal, "comparison": table["comparison"]},
        plan=_guarded(target["guarded"], target["strong"]),
        proposed=_guarded(target["proposed"]),
        modal=_guarded(target["modal"], target["weak"]),
        done=re.compile("|".join(either(actual[name]) for name in ("not_done", "strong", "weak"))),
        not_done=frozenset(actual["not_done"]),
        done_weakly=frozenset(actual["weak"]) - frozenset(actual["strong"]),
        present=_guarded(actual["present"]),
        goal=tuple(goal["after"]),
        goal_before=tuple(goal["before"]),
        part_of_goal=any_of(goal["nouns"], end="为?$"),
        planned=_guarded(target["planned"]),
        answered=_guarded(target["answered"]),
        disposal=any_of(target["disposal"], before="[将將][^，。；：]{2,14}?"),
        facts_heading=any_of(section["facts"]),
        plan_heading=any_of(section["plan"]),
        review_heading=any_of(section["review"]),
    )


def _guarded(rows: list[dict[str, str]], words: Sequence[str] = ()) -> re.Pattern[str]:
    """Words that count unless they are part of longer ones, and words that always do."""
    return re.compile("|".join([*([either(words)] if words else []), *map(_modal, rows)]))


def _modal(row: dict[str, str]) -> str:
    """A short word that is a plan unless it is part of a longer one: 要, but not 主要."""
    word = row["word"]
    before = f"(?<![{row['not_after']}]{word})" if row["not_after"] else ""  # begins with a letter: fast
    after = f"(?![{row['not_before']}])" if row["not_before"] else ""
    return f"{word}{before}{after}"


def status_of(context: ClauseContext, mention: Mention, measure: str) -> Verdict:
    """Return whether a number is a result or a target, and the word or reason that decides.

    The number's own year comes first (1980年的三千亩), then the words of its clause (力争, 已), the year that governs
    it, the words of its sentence, and the part of the report as the kind of document reads it.
    """
    if context.block.status is not None:
        return context.block.status, f"card: {context.block.label or 'bound'}"
    words, now = words_of(context.lexicon), context.now
    time, part = governing(context, mention), part_of(context, words_of(context.lexicon))
    before = before_number(context, mention)
    return (
        _by_itself(context, mention, time, now, words)
        or _undone(context, mention, words)
        or _by_clause(before, part, time, now, context)
        or _by_time(context, mention, time, now, part, words)
        or _by_sentence(context, mention, part, now, words)
        or _by_measure(context, mention, measure, words)
        or (("target" if part in ("plan", "requirement") else "actual"), f"part: {part}")
    )


def _by_itself(
    context: ClauseContext, mention: Mention, time: Time | None, now: Now, words: StatusWords
) -> Verdict | None:
    """What the words around the number say of it whatever the rest says: a goal, a year that is over, a proposal."""
    before = before_number(context, mention)
    if context.block.text.startswith(words.goal, mention.block_end):
        return "target", "goal"
    if before.endswith(words.goal_before) and not words.against.search(before[-GOAL:]):
        return "target", "goal"
    if _PART.match(context.block.text, mention.block_end) and words.part_of_goal.search(before):
        return "target", "goal that a part of is done"
    said = _said_before(context, mention)
    for m in words.planned.finditer(said):
        compared = words.against.search(said, max(0, m.start() - GOAL), m.start())
        if not compared and _still_planned(said[m.end() :], words):
            return "target", m[0]
    if time is not None and adjoins(context, mention, time) and now.is_over(time):
        return "actual", time.text
    word = proposal(context, mention, time, now)
    return ("target", word) if word is not None else None


def _still_planned(since: str, words: StatusWords) -> bool:
    """Whether what follows a plan in its sentence goes on with it: no 已, and no 实际."""
    return bool(since) and not _done(since, words) and not words.answered.search(since)


def proposal(context: ClauseContext, mention: Mention, time: Time | None, now: Now) -> str | None:
    """The word that lays a number before the meeting (拟安排); clauses up to the next ； compare it.

    A year that is over holds no proposal but one of a document that is all about that year.
    """
    if time is not None and time.kind != "frame" and now.is_over(time) and now.review < now.year:
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
    """The part of the report, as its kind reads it, from the block, its section, or the words of the heading.

    A document of results, or on months that are over, plans only below a heading that plans, and one of plans looks
    back only below one that does.
    """
    kind, frame = kind_named(context.metadata.kind, context.lexicon), context.frame
    named = frame.part if frame is not None else None
    if kind.status == "actual" or (kind.status == "parts" and context.now.covers):
        later = frame is not None and frame.heading and frame.last > context.now.review
        return "plan" if named in ("plan", "requirement") or (later and named is None) else "review"
    if kind.status == "target":
        over = frame is not None and frame.is_interval and frame.last <= context.now.review
        return "review" if named == "review" or over else "plan"
    return _part_by_heading(context, words)


def _part_by_heading(context: ClauseContext, words: StatusWords) -> str:
    """Under a heading of the report's own year or later ones nothing looks back, and under 五年来 nothing plans."""
    part, section, frame = context.block.part, context.section, context.frame
    if section is None:
        unsure = not context.now.sure or (context.metadata.kind == UNKNOWN and context.metadata.report_year is None)
        unsure = unsure and words.modal.match(context.block.text) is None
        return "other" if unsure and part == "plan" else part
    if part == "plan" and words.facts_heading.search(section.title):
        return "other"
    now = context.now
    if now.known and frame is not None and frame.heading:
        if part == "review" and frame.last >= now.year > now.review:
            return "plan"
        own = frame.text in section.title or kind_named(context.metadata.kind, context.lexicon).year == "planned"
        if part == "plan" and frame.last <= now.review and own:
            return "review"
    if part != "other":
        return part
    if section.part != "other":
        return section.part
    plan, review = words.plan_heading.search(section.title), words.review_heading.search(section.title)
    return part if bool(plan) == bool(review) else "plan" if plan else "review"


def _done(text: str, words: StatusWords, *, ahead: bool = False) -> str | None:
    """The first word that says something is done; 为了 and 除了 do not, nor does 了 of a year ahead."""
    for m in words.done.finditer(text):
        if m[0] not in words.not_done and not (ahead and m[0] in words.done_weakly):
            return m[0]
    return None


def _planned(text: str, words: StatusWords) -> str | None:
    """The first word that plans: 力争 anywhere, or 要 and 将; 将 before the object of another verb does not."""
    strong = words.plan.search(text)
    if strong:
        return strong[0]
    for m in words.modal.finditer(text):
        if m[0] not in ("将", "將") or not words.disposal.match(text, m.start()):
            return m[0]
    return None


def _by_clause(before: str, part: str, time: Time | None, now: Now, context: ClauseContext) -> Verdict | None:
    """A word of the number's own clause; in a review 力争 tells what was done, unless the year is still to come."""
    words = words_of(context.lexicon)
    ahead = time is not None and time.last_year is not None and not (now.known and now.is_over(time))
    ahead = ahead or (time is not None and time.kind == "lost" and time.text.startswith(_current(context.lexicon)))
    if ahead and time is not None:
        before = before.rpartition(time.text)[2]
    strong = words.plan.search(before)
    weak = ahead and (part == "review" or not now.known)
    plan = strong[0] if strong else _planned(before, words) if weak else None
    done = _done(before, words, ahead=ahead and part != "review")
    if done and not plan:
        return "actual", done
    if plan and not done and (part != "review" or ahead):
        return "target", plan
    return None


@lru_cache(maxsize=4)
def _current(lexicon: Lexicon) -> tuple[str, ...]:
    """The words of this year and of later ones."""
    relative: dict[str, int] = lexicon.table("periods")["relative"]
    return tuple(word for word, distance in relative.items() if distance >= 0)


def _by_time(
    context: ClauseContext, mention: Mention, time: Time | None, now: Now, part: str, words: StatusWords
) -> Verdict | None:
    """A year that is over holds results, one to come targets; of the current year the words and the part decide."""
    if time is None or time.last_year is None:
        return None
    if now.is_over(time):
        plan = _planned(_said_before(context, mention), words) if _is_of_title(time, context) else None
        return ("target", plan) if plan else ("actual", time.text)
    if now.is_ahead(time) and not _is_guessed(context):
        return "target", time.text
    if not now.known and part == "plan" and is_plan(context):
        return "target", f"{time.text} in a plan"
    if not now.known or now.is_ahead(time):
        plan = _planned(around_number(context, mention), words)
        return ("target", plan) if plan else ("actual", time.text)
    if len(time.last) > 4 and words.comparison.search(before_number(context, mention)):
        return "actual", f"{time.text}, compared with a year before"
    if time.kind in ("as_of", "since"):
        return "actual", time.text
    return _by_current_year(context, mention, time, now, part, words)


def _is_of_title(time: Time, context: ClauseContext) -> bool:
    """Whether a year is the one that the title of a text of no known kind names, looked back on or planned."""
    return context.metadata.kind == UNKNOWN and time.last_year == context.metadata.report_year


def is_plan(context: ClauseContext) -> bool:
    """Whether the document is of a kind that is all plan."""
    return kind_named(context.metadata.kind, context.lexicon).status == "target"


def _is_guessed(context: ClauseContext) -> bool:
    """Whether a document of results does not say its year, so that a later year may be over as well."""
    results = kind_named(context.metadata.kind, context.lexicon).status == "actual"
    return results and context.metadata.frame_certainty < GUESSED


def _by_current_year(
    context: ClauseContext, mention: Mention, time: Time, now: Now, part: str, words: StatusWords
) -> Verdict | None:
    """Of the year of speaking the part decides, and where it says nothing a word that plans."""
    late = context.frame is not None and context.frame.late
    if late and time.last_year == now.year and (expected := words.expected.search(_said_before(context, mention))):
        return "target", expected[0]
    if part == "review" and (late or len(time.last) > 4):
        return "actual", f"{time.text} in a review"
    if part != "other" and not late:
        return "target", time.text
    plan = _planned(around_number(context, mention), words)
    return ("target", plan) if plan else ("actual", time.text)


def _undone(context: ClauseContext, mention: Mention, words: StatusWords) -> Verdict | None:
    """A clause that says what is not done is a report."""
    at = mention.block_start - context.clause_start
    found = words.undone.search(context.clause, max(0, at - WORDS), at + WORDS)
    return ("actual", found[0]) if found else None


def _by_measure(context: ClauseContext, mention: Mention, measure: str, words: StatusWords) -> Verdict | None:
    """A rank is a fact unless the sentence plans: nobody sets a place in an ordering without a 力争."""
    if measure != "rank":
        return None
    return None if _planned(around_number(context, mention), words) else ("actual", "rank")


def _by_sentence(context: ClauseContext, mention: Mention, part: str, now: Now, words: StatusWords) -> Verdict | None:
    """What the sentence before the number says, and a look back or a plan that an earlier sentence opened.

    In a plan only a colon carries 已 over to the list after it.
    """
    if part == "review":
        return _by_paragraph(context, mention, now, words) if context.section is None else None
    before = _said_before(context, mention)
    plan = _planned(before, words)
    present = words.present.search(before)
    done = present[0] if present else _done(before if part == "other" else before.rpartition("：")[0], words)
    if plan and not done:
        return "target", plan
    if done and not plan:
        return "actual", done
    return _by_paragraph(context, mention, now, words)


def _by_paragraph(context: ClauseContext, mention: Mention, now: Now, words: StatusWords) -> Verdict | None:
    """A look back or a plan that an earlier sentence of the paragraph opened goes on."""
    past = carried(context, context.sentence_start)
    if past is None or past.last_year is None:
        return None
    since = context.block.text[max(past.end, mention.block_start - 2 * WORDS) : mention.block_start]
    proposed = words.proposed.search(since)
    goes_on = proposed[0] if proposed else _planned(since, words)
    if now.is_over(past):
        return None if goes_on else ("actual", f"after {past.text}")
    return ("target", f"after {past.text}: {goes_on}") if goes_on else None
