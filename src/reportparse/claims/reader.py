"""Reading the numbers of one clause: lists, ends of an interval, and the nouns that they share or inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportparse.claims.clauses import Clause
from reportparse.claims.measures import growth_after, read
from reportparse.claims.nouns import Thread, nouns_of
from reportparse.claims.phrases import noun_before
from reportparse.claims.reading import Reading
from reportparse.claims.segmentation import cut
from reportparse.claims.sharing import by_noun, elliptical, own_direction, same_reference, signed
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_JOINER = re.compile(r"\s*(?:[、，,和与及]|以及)\s*(?:分别|同比)?")
_CLASS = re.compile(
    r"[的，]{0,2}(?:已经|已)?共?有|[、或者]{1,2}"
    r"|的?[^、，。；达增共有为的]{1,12}(?:（[^）]{1,8}）)?(?<![和与及])(?:达到?|增至|增加到|共?有|有|为)?"
)
"""What may stand between a number that defines a class and the number of its members."""
_OPEN_CLASS = re.compile(r"的，?(?:(?:已经|已)?共?有|主要|大多)")
_CLASS_BOUNDS = frozenset({">", ">=", "<", "<=", "range"})
_COLON = re.compile(r"\s*[∶:：︰﹕比]\s*")
_FROM = re.compile(
    r"(?:由|从)(?:(?:原来|过去|上年|去年|人均|平均|\S{0,8}年(?:代|底|末|前|初)?)(?:预计|计划|实际)?的?)?(?:每[^每，。；、]{1,3}){0,2}$|(?:比(?![重例率])|较)(?!由|从)[^，。；、]{2,14}的$"
)
_STATES = frozenset({"share", "ratio", "growth_rate"})
"""Measures that 由A到B keeps."""
_WHOLE = re.compile(r"[占佔]([^占佔，；。]{1,40})的$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim to be: a mention, what it measures, of what."""

    mention: Mention
    reading: Reading
    indicator: str
    flags: tuple[str, ...] = ()
    role: str = ""
    dated: Mention | None = None
    """The first number of its list, which the words of time stand before."""


def findings(
    text: str, clause: Clause, mentions: Sequence[Mention], thread: Thread, words: Words, lexicon: Lexicon
) -> Iterator[Finding]:
    """Read the numbers of a clause in order, and let each hand its noun on.

    ``mentions`` are those of the clause that make claims.
    """
    at = clause.start
    every, mentions = mentions, _without_thresholds(text, mentions)
    ends = {mention.block_start: mention.block_end for mention in every}
    for run in _runs(text, clause, mentions, words):
        last = run[-1]
        following = next((m.block_start for m in mentions if m.block_start >= last.block_end), clause.end)
        left, right = text[at : run[0].block_start], text[ends.get(last.block_end, last.block_end) : following]
        if _JOINER.fullmatch(right) and last.kind == "quantity":
            right = _shared(text, mentions, following, clause.end) or right
        if right and left.endswith(words.ends["invest"]) and not right.startswith("的") and "、" not in right:
            right += _shared(text, mentions, following, clause.end)
        reading = _whole(text[clause.start : run[0].block_start], at - clause.start, run[0], words, lexicon)
        found = list(_run(left, right, run, reading, thread, words, lexicon, text))
        thread.take([f.indicator for f in found], found[-1].reading, last.unit)
        yield from found
        at = last.block_end + growth_after(text[last.block_end : following + 1])
        if any(mention.block_start == following and mention.kind == "quantity" for mention in mentions):
            at += _who(text[at:following], found[-1], words, lexicon)


def _without_thresholds(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """产值超10亿元的企业30家, 30家10人以上作坊: one number defines a class whose members the other counts."""
    kept: list[Mention] = []
    defines: Mention | None = None
    counted = {mention.block_end for mention in mentions if mention.kind == "quantity"}
    for mention in reversed(mentions):
        if mention.bound in _CLASS_BOUNDS and mention.block_start in counted:
            continue
        following = kept[-1] if kept else None
        open_class = mention.bound in _CLASS_BOUNDS and _OPEN_CLASS.match(text, mention.block_end)
        listed = defines and defines.unit == mention.unit and len(text[mention.block_end : defines.block_start]) <= 2
        if mention.kind == "quantity" and (open_class or listed):
            defines = mention
            continue
        defines = None
        if (
            following
            and mention.kind == following.kind == "quantity"
            and mention.bound in _CLASS_BOUNDS
            and mention.unit != following.unit
            and _CLASS.fullmatch(text[mention.block_end : following.block_start])
        ):
            defines = mention
            continue
        kept.append(mention)
    return kept[::-1]


def _whole(left: str, at: int, mention: Mention, words: Words, lexicon: Lexicon) -> Reading | None:
    """占全县300个村的40%: the whole holds a number of its own, which ends at ``at``."""
    match = _WHOLE.search(left) if at and mention.unit == "%" else None
    if not match or match.start() >= at:
        return None
    noun = noun_before(left[: match.start()], words, lexicon)
    return Reading("share", None, noun, match[1], "share", "占")


def _who(right: str, finding: Finding, words: Words, lexicon: Lexicon) -> int:
    """The length of the noun after a number where a verb follows: in 20个县建设学校45所 the schools are no county's."""
    noun = finding.indicator
    if finding.reading.rule != "noun after" or not noun or not right.startswith(noun):
        return 0
    following = cut(right[len(noun) : len(noun) + 8], lexicon)[:1]
    return len(noun) if following and following[0] in words.sets["action"] else 0


def _shared(text: str, mentions: Sequence[Mention], start: int, end: int) -> str:
    """2万户、15万平方米旧房改造任务: the words after the next amount, if they follow it at once."""
    for i, mention in enumerate(mentions):
        if mention.block_start == start and mention.kind == "quantity":
            stop = mentions[i + 1].block_start if i + 1 < len(mentions) else end
            return text[mention.block_end : min(stop, end)]
    return ""


def _runs(text: str, clause: Clause, mentions: Sequence[Mention], words: Words) -> Iterator[list[Mention]]:
    """Numbers with nothing but a joiner between them are one list; after 分别 a verb or another unit may come in."""
    run: list[Mention] = []
    each = False
    for mention in mentions:
        if run and not _joined(text[run[-1].block_end : mention.block_start], run[-1], mention, each, words):
            yield run
            run = []
        if not run:
            each = "分别" in text[clause.start : mention.block_start]
        run.append(mention)
    if run:
        yield run


def _joined(gap: str, one: Mention, other: Mention, each: bool, words: Words) -> bool:
    if _COLON.fullmatch(gap) and not one.unit:
        return True
    match = _JOINER.match(gap)
    if not match:
        return not gap and one.kind == other.kind == "quantity"
    rest = gap[match.end() :]
    verb = words.cue.fullmatch(rest)
    return (not rest and (each or one.unit == other.unit)) or bool(each and verb and verb.lastgroup == "change")


def _run(
    left: str,
    right: str,
    run: list[Mention],
    reading: Reading | None,
    thread: Thread,
    words: Words,
    lexicon: Lexicon,
    text: str,
) -> Iterator[Finding]:
    start = _FROM.search(left)
    base = left[: start.start()] if start else left
    if base.endswith("、") and (len(base) > 4 or base.startswith("的")):
        thread.pass_by(base[:-1])
        base = ""
    if len(run) > 1 and _COLON.fullmatch(text[run[0].block_end : run[1].block_start]):
        reading = _proportion(base, words, lexicon)
        run = run[:1] if len(run) == 2 and run[1].value == 1 else run
    if len(run) == 1 and (apart := words.apart.search(base)):
        run, reading = _bounded(run[0], base, apart, words, lexicon)
    grown = growth_after(text[run[-1].block_end : run[-1].block_end + len(right) + 1])
    reading = reading or read(_without_each(base, words), "" if start else right, grown, run[-1], words, lexicon)
    reading = same_reference(elliptical(reading, run[0], left, thread, words), thread)
    role = "from" if start else "to" if reading.rule == "state reached" and thread.role == "from" else ""
    if role == "to" and thread.reading and thread.reading.measure in _STATES and thread.unit == run[0].unit:
        reading = replace(reading, measure=thread.reading.measure, direction=thread.reading.direction)
    nouns, inherited = nouns_of(reading, _things(run, left, reading, thread), left, thread, words, lexicon)
    thread.role, thread.width = role, len(run)
    if inherited and reading.measure == "level" and run[0].unit == "%" and _is_share(nouns, words):
        reading = replace(reading, measure="share")
    flags = ("indicator_inherited",) if inherited else ()
    for i, mention in enumerate(run):
        mine = nouns if len(run) == 1 else nouns[i : i + 1] or nouns[-1:]
        own = own_direction(reading, text[run[i - 1].block_end : mention.block_start], words) if i else reading
        for noun in mine or [""]:
            said = by_noun(own, noun, words) if len(run) > 1 and mention.unit == "%" else own
            yield Finding(mention, signed(said, mention), noun, flags, role, run[0])


def _things(run: list[Mention], left: str, reading: Reading, thread: Thread) -> int:
    """How many things the numbers are of: 分别增长5% is said of each of the list before."""
    each = len(run) == 1 and "分别" in left and not reading.noun
    return thread.width if each else len(run)


def _is_share(nouns: Sequence[str], words: Words) -> bool:
    return bool(nouns) and nouns[0].endswith(words.ends["share_noun"])


def _without_each(left: str, words: Words) -> str:
    """A、B分别新建: the verb goes with 分别, unless it says what changed."""
    subject, each, verb = left.rpartition("分别")
    if not each:
        return left
    acts = verb.removeprefix("新") in words.sets["action"] or verb in words.sets["action"]
    return subject if acts and not words.cue.search(verb) else subject + verb


def _bounded(
    mention: Mention, left: str, apart: re.Match[str], words: Words, lexicon: Lexicon
) -> tuple[list[Mention], Reading | None]:
    """不超过总收入的5%: the whole stands between the bound and its number."""
    if mention.unit != "%" or mention.bound != "=":
        return [mention], None
    bound = words.bounds[apart[2]]
    low, high = (None, mention.value) if bound == "<=" else (mention.value, None)
    noun = noun_before(left[: apart.start()], words, lexicon)
    return [replace(mention, bound=bound, value_low=low, value_high=high)], Reading(
        "share", None, noun, apart[3], "share", apart[2]
    )


def _proportion(left: str, words: Words, lexicon: Lexicon) -> Reading:
    """三次产业结构为9:41:50; of 2.4:1 only the first number is said."""
    verb = next((m for m in words.cue.finditer(left) if m.lastgroup == "change"), None)
    noun = noun_before(left[: verb.start()] if verb else left, words, lexicon)
    return Reading("ratio", None, noun, None, "proportion", ":")


def as_written(finding: Finding, written: Mapping[int, str]) -> Finding:
    """Give back to the words of a finding the traditional characters of its block."""
    reference = finding.reading.reference
    reading = replace(finding.reading, reference=reference.translate(written) if reference else None)
    return replace(finding, indicator=finding.indicator.translate(written), reading=reading)
