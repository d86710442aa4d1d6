"""Reading the numbers of one clause: lists, ends of an interval, and the nouns that they share or inherit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, cast

from reportparse.claims.clauses import Clause, within
from reportparse.claims.constructions import Grammar, grammar_of
from reportparse.claims.joining import compose, part_of
from reportparse.claims.nouns import noun_after, noun_before
from reportparse.claims.owners import nouns_of
from reportparse.claims.reading import Reading, measure_of, read
from reportparse.claims.roles import Role
from reportparse.claims.runs import COUNTS, is_proportion, runs, signs, without_thresholds
from reportparse.claims.thread import Passed, Said, Thread
from reportparse.claims.tokens import AS_LABEL, Token, is_close, is_open, tokens_of
from reportparse.claims.view import View
from reportparse.claims.words import words_of
from reportparse.lexicon import Lexicon
from reportparse.model import Bound, Direction, Mention

_KEPT_BY_CHANGE = frozenset({"share", "ratio", "growth_rate"})
"""Measures that 由A到B keeps."""
_NEAR = 5
"""Words before a number among which its bound may stand."""
_WIDEST = 120
"""Words on either side of a number that are looked at, so that a text without marks stays linear."""


class Finding(NamedTuple):
    """One claim to be: a mention, what it measures, of what."""

    mention: Mention
    reading: Reading
    indicator: str
    flags: tuple[str, ...] = ()
    role: str = ""
    dated: Mention | None = None
    """The first number of its list, which the words of time stand before."""


class Source(NamedTuple):
    """The text of a clause, its numbers, and the language to read them with."""

    text: str
    clause: Clause
    mentions: tuple[Mention, ...]
    """Of the block, of every kind."""
    tokens: tuple[Token, ...]
    grammar: Grammar
    lexicon: Lexicon


def findings(
    text: str, clause: Clause, counted: Sequence[Mention], mentions: Sequence[Mention], thread: Thread, lexicon: Lexicon
) -> tuple[list[Finding], Thread]:
    """Read the numbers of a clause in order; return what they say, and what the sentence hands on.

    Args:
        text: the block's text.
        clause: where the clause stands in it.
        counted: the mentions of the clause that make claims.
        mentions: all mentions of the block.
        thread: what the sentence handed on before the clause.
        lexicon: the vocabulary.
    """
    inside = within(mentions, clause.start, clause.end)
    grammar = grammar_of(lexicon)
    tokens = tokens_of(text, clause.start, clause.end, inside, {m.block_start for m in counted}, lexicon)
    source = Source(text, clause, tuple(mentions), without_thresholds(tokens, grammar), grammar, lexicon)
    out: list[Finding] = []
    low, outside, inside_to = 0, thread, 0
    opens = bool(tokens) and "part_opener" in tokens[0].roles
    before = thread = thread.parted(opens, text[clause.start - 1 : clause.start] in ("；", ";"), lexicon)
    lists = list(runs(source.tokens, grammar))
    for k, run in enumerate(lists):
        view, high = _view(source, low, lists, k)
        bracket = _open_at(source.tokens, low, run[0])
        if bracket is not None:
            outside, inside_to = thread, _closed_at(source.tokens, bracket)
            thread = _before_bracket(source.tokens, low, bracket, thread, lexicon)
        prior = thread
        found, thread, used = _run(source, view, run, thread)
        out.extend(found)
        if high > inside_to > run[0]:
            thread = outside
        elif high < len(source.tokens) and _before_among(source.tokens, run[-1] + 1, high) <= run[-1]:
            thread = prior
        low = run[-1] + 1 + max(0, used - view.at - 1)
        if high < len(source.tokens) and found:
            low = max(low, _who(source.tokens, run[-1] + 1, high, found[-1]))
    return out, before if _reckons(tokens) else thread


def _reckons(tokens: Sequence[Token]) -> bool:
    """考虑3项税制调整影响: a clause that says how the numbers after it are reckoned hands nothing on."""
    if len(tokens) < 3 or tokens[-1].roles.isdisjoint({"excluded", "aside_end"}):
        return False
    return not tokens[0].roles.isdisjoint({"aside_clause", "excluding"})


def _view(source: Source, low: int, lists: Sequence[tuple[int, ...]], k: int) -> tuple[View, int]:
    """The words that may speak of a list of numbers, its inner words left out, and where the next list begins."""
    tokens, run = source.tokens, lists[k]
    first, last = run[0], run[-1]
    high = lists[k + 1][0] if k + 1 < len(lists) else len(tokens)
    right = tokens[last + 1 : high]
    if k + 1 < len(lists):
        beyond = tokens[lists[k + 1][-1] + 1 : lists[k + 2][0] if k + 2 < len(lists) else len(tokens)]
        joined = source.grammar.lists["joiner"].fullmatch(signs(right, source.grammar)) is not None
        if joined and beyond and _is_amount(tokens[last]):
            right = beyond
        elif first > low and "invest" in tokens[first - 1].roles:
            right = (*right, tokens[high], *beyond)
    left, right = _around_bracket(tokens, low, first), _in_bracket(right)
    if (back := _whole_with_number(tokens, low, first)) < low:
        left = tuple(t._replace(roles=AS_LABEL) if "number" in t.roles else t for t in tokens[back:first])
    left, right = left[-_WIDEST:], right[:_WIDEST]
    return View((*left, tokens[last], *right), len(left), source.lexicon), high


def _around_bracket(tokens: Sequence[Token], low: int, first: int, *, again: bool = True) -> tuple[Token, ...]:
    """茶园面积（含幼龄茶园3万亩）达到25万亩: a bracket with numbers parts no noun from its number, and has its own."""
    if (opened := _open_at(tokens, low, first)) is not None:
        return tuple(tokens[opened + 1 : first])
    if (back := _before_among(tokens, low, first)) < low:
        frame = Token("", tokens[back].start, tokens[first - 1].end, frozenset({Role.ASIDE}), "")
        among = max(i for i in range(low, first) if "among" in tokens[i].roles)
        return (*tokens[_after_number(tokens, back) : back], frame, *tokens[among + 1 : first])
    closed = next((i for i in range(first - 1, low - 1, -1) if is_close(tokens[i])), None)
    opened = _open_at(tokens, max(0, closed - _WIDEST), closed) if closed is not None else None
    if closed is None or opened is None or opened >= low:
        return tuple(tokens[low:first])
    at = _after_number(tokens, opened)
    # 比全省（7%）和全国（6%）高: the bracket before may follow another, but no more are looked through.
    before = _around_bracket(tokens, at, opened, again=False) if again else tokens[at:opened]
    bracket = Token("", tokens[opened].start, tokens[closed].end, frozenset({Role.ASIDE}), "")
    return (*before, bracket, *tokens[closed + 1 : first])


def _after_number(tokens: Sequence[Token], at: int) -> int:
    """Where the words begin that stand before ``at`` and after the number before it."""
    while at > 0 and "number" not in tokens[at - 1].roles:
        at -= 1
    return at


def _before_among(tokens: Sequence[Token], low: int, first: int) -> int:
    """在15个城市中列第4: where 在 stands before a number of those among which the next one is; else ``low``."""
    number = next((i for i in range(first - 1, 0, -1) if "number" in tokens[i].roles), 0)
    inside = "located" in tokens[number - 1].roles and number < low
    return number - 1 if inside and any("among" in token.roles for token in tokens[low:first]) else low


def _in_bracket(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words up to the end of the bracket that they stand in, if they stand in one."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += is_open(token) - is_close(token)
        if depth < 0:
            return tokens[:i]
    return tokens


def _open_at(tokens: Sequence[Token], low: int, first: int) -> int | None:
    """Where the bracket opens that ``first`` stands in, if it opens at ``low`` or later."""
    depth = 0
    for i in range(first - 1, low - 1, -1):
        depth += is_close(tokens[i]) - is_open(tokens[i])
        if depth < 0:
            return i
    return None


def _closed_at(tokens: Sequence[Token], opened: int) -> int:
    """Where the bracket closes that opens at ``opened``; it hands nothing on to what stands after it."""
    return opened + 1 + len(_in_bracket(tuple(tokens[opened + 1 : opened + 1 + _WIDEST])))


def _before_bracket(tokens: Sequence[Token], low: int, opened: int, thread: Thread, lexicon: Lexicon) -> Thread:
    """制造业（占比82%）: what stands before a bracket is what its number is of, if the bracket does not say.

    After a comparison it is of the other side: 产量增长2%，高于全国（1%）, 增速比全省（7%）和全国（6%）高.
    """
    left = _around_bracket(tokens, low, opened)
    against = next((i for i, t in enumerate(left) if not t.roles.isdisjoint({"compare", "than"})), len(left))
    noun = noun_before(left, 0, against).text
    if against < len(left):
        noun = compose(thread.last, noun, lexicon) if not noun or noun in words_of(lexicon).bare_heads else noun
        noun = _other_side(left[against + 1 :], lexicon) + noun
    if noun:
        thread = thread._replace(nouns=(*thread.nouns, noun), units=(*thread.units, ""), fresh=False)
    parts = "part_opener" in tokens[opened + 1].roles
    return thread._replace(whole=thread.last, near=True) if parts else thread


def _other_side(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """The last of those that something is compared with, without the word for their level: 全省平均水平 → 全省."""
    at = max((i + 1 for i, t in enumerate(tokens) if not t.roles.isdisjoint({"joiner", Role.ASIDE})), default=0)
    other = "".join(token.text for token in tokens[at:])
    return _without_ends(other, sorted(words_of(lexicon).ends["no_whole"], key=len, reverse=True))


def _is_amount(token: Token) -> bool:
    return token.mention is not None and token.mention.kind == "quantity"


def _whole_with_number(tokens: Sequence[Token], low: int, first: int) -> int:
    """占全县300个村的40%: where the words begin whose whole holds a number of its own."""
    percent = tokens[first].mention
    if not low or percent is None or percent.unit != "%" or "of" not in tokens[first - 1].roles:
        return low
    at = low - 2
    while at >= 0 and tokens[at].roles.isdisjoint({"number", "share", "yardstick"}):
        at -= 1
    if at < 0 or "number" in tokens[at].roles:
        return low
    while at > 0 and "number" not in tokens[at - 1].roles:
        at -= 1
    return at


def _who(tokens: Sequence[Token], start: int, end: int, finding: Finding) -> int:
    """Where the noun after a number ends if a verb follows: in 20个县建设学校45所 the schools are no county's."""
    noun = noun_after(tokens, start, end)
    if finding.reading.family != "amount" or not noun.text or noun.text != finding.indicator:
        return start
    if noun.end >= end:
        return start
    acts = "predicate" in tokens[noun.end].roles and "actor" in tokens[noun.end - 1].roles
    return noun.end if acts or "action" in tokens[noun.end].roles else start


def _run(source: Source, view: View, run: tuple[int, ...], thread: Thread) -> tuple[list[Finding], Thread, int]:
    """Read one list of numbers."""
    if view.left is not None and "、" in view.left.text and view.left.end - view.tokens[view.low].start > 4:
        words = Passed(source.text, view.tokens[view.low].start, view.left.start, source.mentions)
        thread, view = thread.pass_by(words, source.lexicon), View(view.tokens, view.at, source.lexicon, view.at)
    mentions = [mention for at in run if (mention := source.tokens[at].mention) is not None]
    reading = read(view, source.grammar)
    if is_proportion(source.tokens, run, source.grammar):
        noun = reading.noun if reading.role else view.before.text
        reading = reading._replace(measure="ratio", direction=None, noun=noun, reference=None, rule="proportion")
        mentions = mentions[:1] if len(mentions) == 2 and mentions[1].value in (1, 100) else mentions
    if bound := _bound_apart(view, reading):
        mentions = [_with_bound(mention, bound) for mention in mentions]
    reading = _with_thread(reading, mentions[0], view, thread)
    left = view.tokens[view.low : view.at]
    unit = mentions[0].unit
    reading = reading._replace(unit=unit, counts=unit if mentions[0].dimension in COUNTS else "")
    nouns, inherited = nouns_of(reading, _things(mentions, left, reading, thread), left, thread, source.lexicon)
    if inherited and reading.measure == "level":
        reading = _by_inherited(reading, nouns[0], mentions[0], source.lexicon)
    nouns = [_without_ends(noun, words_of(source.lexicon).ends["neutral_rate"]) for noun in nouns]
    if thread.whole and not inherited:
        nouns = [part_of(noun, thread.whole, thread.near, source.lexicon) for noun in nouns]
    found = list(_findings(source, run, mentions, nouns, reading, inherited))
    last = found[-1].reading
    said = Said(last.measure, last.direction, last.reference, last.family, mentions[-1].unit, reading.role, len(run))
    handed = thread.nouns[-1:] if reading.family == "plan" else [f.indicator for f in found]
    return found, thread.take([_without_plan(noun, source.lexicon) for noun in handed], said), reading.end


def _without_plan(noun: str, lexicon: Lexicon) -> str:
    """收入年初预算5亿元，完成6亿元: what follows a plan's own figure is of what was planned."""
    plans = [plan for plan in words_of(lexicon).ends["planned"] if noun.endswith(plan) and noun != plan]
    return noun.removesuffix(max(plans, key=len)) if plans else noun


def _without_ends(noun: str, ends: Sequence[str]) -> str:
    """净利润变动幅度 → 净利润."""
    return next((noun.removesuffix(end) for end in ends if noun.endswith(end) and noun != end), noun)


def _by_inherited(reading: Reading, noun: str, mention: Mention, lexicon: Lexicon) -> Reading:
    """变动幅度：5%: a percent without words of its own is what its noun says."""
    measure, direction = measure_of(noun, mention, lexicon)
    if measure == "share" or (measure == "growth_rate" and reading.family == "percent" and not reading.noun):
        return reading._replace(measure=measure, direction=direction)
    return reading


def _things(mentions: list[Mention], left: Sequence[Token], reading: Reading, thread: Thread) -> int:
    """How many things the numbers are of: 分别增长5% is said of each of the list before, 1:2 and 5件8人 of one."""
    together = all(a.block_end == b.block_start for a, b in pairwise(mentions))
    if reading.rule == "proportion" or (together and len({mention.unit for mention in mentions}) > 1):
        return 1
    each = len(mentions) == 1 and any("each" in token.roles for token in left) and not reading.noun
    return thread.width if each else len(mentions)


def _findings(
    source: Source, run: tuple[int, ...], mentions: list[Mention], nouns: list[str], reading: Reading, inherited: bool
) -> list[Finding]:
    flags = ("indicator_inherited",) if inherited else ()
    each = any("each" in token.roles for token in source.tokens[: run[0]])
    out = []
    for i, mention in enumerate(mentions):
        mine = nouns if len(mentions) == 1 else nouns[i : i + 1] or nouns[-1:]
        between = source.tokens[run[i - 1] + 1 : run[i]] if i else ()
        if i and (each or all("joiner" in token.roles for token in between)):
            mention = _same_bound(mentions[0], mention, source.lexicon)
        if each and mention is not mentions[-1]:
            mention = _closed_bound(mentions[-1], mention, source.lexicon)
        own = _own_direction(reading, between, source)
        for noun in mine or [""]:
            said = _by_noun(own, noun, mention, source.lexicon) if len(mentions) > 1 and mention.unit == "%" else own
            out.append(Finding(mention, _signed(said, mention), noun, flags, reading.role, mentions[0]))
    return out


def _with_thread(reading: Reading, mention: Mention, view: View, thread: Thread) -> Reading:
    """What a number takes from the numbers before it: the verb, the reference, the other end of 由A到B."""
    reading = _elliptical(reading, mention, view, thread)
    said = thread.said
    if reading.role == "to" and thread.role != "from":
        reading = reading._replace(role="")
    if said is None:
        return reading
    if reading.measure == "growth_rate" == said.measure and not reading.reference:
        reading = reading._replace(reference=said.reference)
    if reading.role == "to" and said.measure in _KEPT_BY_CHANGE and said.unit == mention.unit:
        reading = reading._replace(measure=said.measure, direction=said.direction)
    return reading


def _elliptical(reading: Reading, mention: Mention, view: View, thread: Thread) -> Reading:
    """压减支出5%、收费10%: a verb of change governs the numbers that follow without a verb of their own."""
    said = thread.said
    if said is None or said.measure not in ("growth_rate", "change", "share") or reading.measure != "level":
        return reading
    takes = _takes_rate if mention.unit == "%" else _takes_verb
    if not takes(reading, said, view, thread):
        return reading
    return reading._replace(measure=said.measure, direction=said.direction, rule="verb inherited", family=said.rule)


def _takes_rate(reading: Reading, said: Said, view: View, thread: Thread) -> bool:
    """Whether a percent without a verb is one more of what the verb before it says."""
    if reading.family != "percent":
        return False
    levels = view.words.ends["level_noun"] + view.words.ends["ratio_noun"]
    if reading.noun:
        return said.measure == "growth_rate" and not reading.noun.endswith(levels)
    return said.unit == "%" and (said.rule == "speed" or not thread.last.endswith(levels))


def _takes_verb(reading: Reading, said: Said, view: View, thread: Thread) -> bool:
    """Whether an amount without a verb is one more of what the verb before it changes."""
    if not reading.noun or reading.family != "amount" or said.rule != "change of" or said.unit != view.mention.unit:
        return False
    if view.after.text or any("guard" in token.roles for token in view.tokens[view.low : view.at]):
        return False
    return view.low == view.at or reading.noun[-2:] == thread.last[-2:] or "joiner" in view.tokens[view.low].roles


def _same_bound(first: Mention, mention: Mention, lexicon: Lexicon) -> Mention:
    """分别超过5万吨和3万吨: a bound before the first number of a list holds for the others."""
    bounded = first.bound in (">", ">=", "<", "<=") and first.text.startswith(tuple(words_of(lexicon).bounds))
    return _with_bound(mention, first.bound) if bounded and mention.kind == first.kind else mention


def _closed_bound(last: Mention, mention: Mention, lexicon: Lexicon) -> Mention:
    """分别控制在4%、3%和2‰以内: a bound after the last number of a list holds for the others."""
    closes = last.bound in (">=", "<=") and last.text.endswith(tuple(lexicon.table("bounds")["after"]))
    return _with_bound(mention, last.bound) if closes and mention.kind == last.kind else mention


def _by_noun(reading: Reading, noun: str, mention: Mention, lexicon: Lexicon) -> Reading:
    """失业率、物价涨幅分别控制在a、b: what the numbers of a list measure, each noun says for its own."""
    if reading.family not in ("speed", "percent", "share noun"):
        return reading
    ends = words_of(lexicon).ends
    if not noun.endswith(ends["share_noun"] + ends["rate_noun"] + ends["level_noun"]):
        return reading
    measure, direction = measure_of(noun, mention, lexicon)
    return reading._replace(measure=measure, direction=direction)


def _own_direction(reading: Reading, between: Sequence[Token], source: Source) -> Reading:
    """分别增长3%和下降2%: a later number of a list may have its own verb."""
    verb = next((token for token in between if "change" in token.roles), None)
    if verb is None:
        return reading
    direction = words_of(source.lexicon).directions.get(verb.text)
    return reading._replace(direction=cast("Direction | None", direction), evidence=verb.text)


def _signed(reading: Reading, mention: Mention) -> Reading:
    """增长-1.8% is a fall; the value stays as written."""
    negative = mention.value is not None and mention.value < 0 and reading.measure in ("growth_rate", "change")
    return reading._replace(direction="down") if negative else reading


def _bound_apart(view: View, reading: Reading) -> Bound | None:
    """不超过总收入的5%, 至少降低三成: a bound with a whole or a verb between it and its number."""
    role = "firm" if reading.family == "bounded" else "bounding"
    low = view.low if reading.family == "bounded" else max(view.low, view.at - _NEAR)
    at = next((i for i in range(view.at - 1, low - 1, -1) if role in view.tokens[i].roles), None)
    if at is None or "of" in view.tokens[at + 1].roles:
        return None
    bounds, word = words_of(view.lexicon).bounds, view.tokens[at].text
    bound = bounds.get(word) or bounds.get(word[:1])
    between = view.tokens[at + 1 : view.at]
    named = any(token.tag[:1] == "n" for token in between) and all(
        token.roles.isdisjoint({"share", "ratio"}) for token in between
    )
    return None if named and bound == "<=" and role == "bounding" else bound


def _with_bound(mention: Mention, bound: Bound) -> Mention:
    """Bound a number that is not bounded yet."""
    if mention.bound != "=" or bound == "=":
        return mention
    low, high = (mention.value, None) if bound in (">", ">=") else (None, mention.value)
    return replace(mention, bound=bound, value_low=low, value_high=high)


def as_written(finding: Finding, written: Mapping[int, str]) -> Finding:
    """Give back to the words of a finding the traditional characters of its block."""
    reference = finding.reading.reference
    reading = finding.reading._replace(reference=reference.translate(written) if reference else None)
    return finding._replace(indicator=finding.indicator.translate(written), reading=reading)
