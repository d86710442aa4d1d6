"""A clause as tokens: words of the lexicon, numerals, and the rest by its parts of speech."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind

from reportparse.claims.roles import Role
from reportparse.claims.segmentation import cut, cutter_of
from reportparse.lexicon import Lexicon
from reportparse.model import Mention

_TAGS: Mapping[str, Role] = {
    "a": Role.QUALITY,
    "ad": Role.QUALITY,
    "b": Role.QUALITY,
    "c": Role.CONJUNCTION,
    "d": Role.ADVERB,
    "e": Role.PARTICLE,
    "eng": Role.NOUN,
    "f": Role.SIDE,
    "m": Role.NUMERAL,
    "p": Role.PREPOSITION,
    "ul": Role.PARTICLE,
    "v": Role.VERB,
    "y": Role.PARTICLE,
    "z": Role.QUALITY,
    "an": Role.NOUN,
    "vn": Role.NOUN,
    "zg": Role.NOUN,
}
"""jieba's letters; what is not here is a noun."""
_BY_TAG = {tag: frozenset({role}) for tag, role in _TAGS.items()}
_COMPARED = frozenset({"change", "yardstick", Role.TIME, "more"})
_PARTED = frozenset({"change", "yardstick", "than_end"})
AS_LABEL = frozenset({Role.LABEL})
_LISTED = 12
"""Words before a numeral among which it may sum up a list."""
_TIME = frozenset({Role.TIME})
_OF_TIMES = frozenset({Role.TIME_EDGE, Role.TIME_HEAD})
_MARK, _NOUN = frozenset({Role.MARK}), frozenset({Role.NOUN})
_SIGNS = frozenset("%％℃±—–-·／/+＋～~＆&")
_OPEN = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "[": "]", "［": "］", "「": "」", "【": "】", "〔": "〕"}
_BRACKETS = frozenset("（([【〔［")
_CLOSE = frozenset(_OPEN.values())
_CLOSED = frozenset(_OPEN[mark] for mark in _BRACKETS)


class Token(NamedTuple):
    """A word, a numeral, a mark, or a quote or bracket as a whole."""

    text: str
    start: int
    end: int
    """Span in the block's text."""
    roles: frozenset[str]
    tag: str
    """jieba's part of speech; empty for numerals and marks."""
    mention: Mention | None = None


_Word: TypeAlias = tuple[str, str, frozenset[str]]
"""A word, its part of speech and its roles."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of clauses and their roles."""

    roles: Mapping[str, frozenset[str]]
    longer: AhoCorasick
    """Of words of more than one character."""
    per: tuple[str, ...]
    """Words that open what a rate is reckoned on."""


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Collect the words of the lexicon that have roles in clauses."""
    roles: dict[str, set[str]] = {}
    for table in ("verbs", "clauses", "goals", "joint"):
        for row in lexicon.table(table):
            mine = roles.setdefault(row.get("word") or row["joint"], set())
            mine.add(row.get("role") or "joint")
            if row.get("direction"):
                mine.add(row["direction"])
    _add_bounds(roles, lexicon)
    for word in cutter_of(lexicon).dictionary.tagged("t").intersection(roles):
        if len(cut(word, lexicon)) == 1 and "length_noun" not in roles[word]:
            roles[word].add(Role.TIME)
    for word, mine in roles.items():
        if "change" in mine and len(word) > 1:
            mine.add("change_verb")
    _add_reached(roles)
    than = tuple(word for word, mine in roles.items() if "than" in mine and len(word) == 1)
    longer = [w for w in roles if len(w) == 2 or (len(w) > 2 and not w.startswith(than) and not w.endswith(than))]
    return Vocabulary(
        {word: frozenset(mine) for word, mine in roles.items()},
        AhoCorasick(longer, matchkind=MatchKind.Standard),
        tuple(word for word, mine in roles.items() if "per" in mine),
    )


def _add_bounds(roles: dict[str, set[str]], lexicon: Lexicon) -> None:
    """Bounds that a verb or a whole may part from their number."""
    for word, row in lexicon.table("bounds")["before"].items():
        if row.get("only"):
            continue
        if row["bound"] in ("<=", ">=") and len(word) > 2:
            roles.setdefault(word, set()).update(("firm", "filler"))
        if row["bound"] in ("<=", ">=", "~") and len(word) > 1:
            roles.setdefault(word, set()).update(("bounding", "filler"))


def _add_reached(roles: dict[str, set[str]]) -> None:
    """升至, 提高到: a verb of change and 到 in one word say what state is reached."""
    ends = tuple(word for word, mine in roles.items() if "to" in mine)
    for word, mine in roles.items():
        if len(word) > 1 and word.endswith(ends) and "change" in roles.get(word[:-1], ()):
            mine.add("reached")
            mine.update(roles[word[:-1]] & {"up", "down"})


def tokens_of(
    text: str, start: int, end: int, mentions: Sequence[Mention], counted: Container[int], lexicon: Lexicon
) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``; white space is dropped.

    Args:
        text: the block's text.
        start: where the clause begins in it.
        end: where it ends.
        mentions: the mentions that lie in it, in order; each is one token.
        counted: the starts of those that make claims.
        lexicon: the vocabulary.

    >>> from reportparse.lexicon import default
    >>> [token.text for token in tokens_of("出口总额（含转口）同比增长", 0, 13, (), (), default())]
    ['出口', '总额', '（含转口）', '同比', '增长']
    """
    v = vocabulary(lexicon)
    tokens: list[Token] = []
    at = start
    for mention in mentions:
        tokens += _words(text, at, mention.block_start, v, lexicon)
        roles = number_roles(mention, counted=mention.block_start in counted, lexicon=lexicon)
        tokens.append(Token(mention.text, mention.block_start, mention.block_end, roles, "", mention))
        at = mention.block_end
    tokens += _words(text, at, end, v, lexicon)
    return tuple(_joined(tokens, text))


def _joined(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """Make one token of what belongs together; each rule is asked only where a token calls for it."""
    roles = frozenset().union(*[token.roles for token in tokens])
    if Role.PRONOUN in roles:
        tokens = _pointing(tokens)
    if any(token.text in _OPEN for token in tokens):
        tokens = list(_whole(tokens, text))
    if not roles.isdisjoint(_OF_TIMES):
        tokens = list(_timed(tokens))
    return list(_without_circumstances(tokens, text)) if "circumstance" in roles else tokens


def _pointing(tokens: Sequence[Token]) -> Sequence[Token]:
    """两项指标: what a numeral that points back counts points back too."""
    return [
        token._replace(roles=tokens[i - 1].roles)
        if i and "pointed" in token.roles and Role.PRONOUN in tokens[i - 1].roles
        else token._replace(roles=AS_LABEL)
        if _sums_up(tokens, i)
        else token
        for i, token in enumerate(tokens)
    ]


def _sums_up(tokens: Sequence[Token], i: int) -> bool:
    """社保、就业、卫生三项支出: a numeral after what it counts points back to nothing."""
    token, listed = tokens[i], tokens[max(0, i - _LISTED) : i]
    if token.mention is None or Role.PRONOUN not in token.roles or i + 1 == len(tokens) or not listed:
        return False
    named = tokens[i + 1].roles.isdisjoint({"each", "all", "pointed", Role.MARK, "joiner"})
    return named and "joiner" not in listed[-1].roles and any("joiner" in t.roles and len(t.text) == 1 for t in listed)


def number_roles(mention: Mention, *, counted: bool, lexicon: Lexicon) -> frozenset[str]:
    """The roles of a number in its clause; one that makes no claim may be a time or a label."""
    v = vocabulary(lexicon)
    if counted:
        return frozenset({"number", number_role(mention)})
    if "pronoun" in v.roles.get(mention.text, ()):
        return v.roles[mention.text]
    if mention.kind == "marker":
        return frozenset({Role.ASIDE})
    year = not mention.unit and mention.value is not None and len(mention.text) == 4 and 1900 <= mention.value < 2100
    when = year or mention.kind in ("date", "duration") or "opener" in v.roles.get(mention.text, ())
    if not when and mention.text.startswith(v.per):
        return frozenset({Role.LABEL, "per"})
    return _TIME if when else AS_LABEL


def number_role(mention: Mention) -> Role:
    """What a number counts as in a construction."""
    if mention.kind == "rank":
        return Role.RANK
    if mention.kind == "multiple":
        return Role.FOLD if mention.unit == "番" or mention.text[:1] == "翻" else Role.MULTIPLE
    if mention.unit == "%":
        return Role.PERCENT
    if mention.unit == "个百分点":
        return Role.POINTS
    return Role.QUANTITY if mention.unit else Role.BARE


def _words(text: str, start: int, end: int, v: Vocabulary, lexicon: Lexicon) -> list[Token]:
    """Words of the lexicon where they end where jieba's words end, else jieba's."""
    stretch = text[start:end]
    if not stretch or stretch.isspace():
        return []
    pieces: list[tuple[int, _Word]] = []
    at = 0
    for word in cut(stretch, lexicon):
        at = stretch.index(word, at)
        for part in _parted(word, lexicon):
            pieces.append((at, part))
            at += len(part[0])
    if longer := _longer(stretch, pieces, v):
        pieces = _with_longer(stretch, pieces, longer, v)
    return [Token(word, start + at, start + at + len(word), roles, tag) for at, (word, tag, roles) in pieces]


def _longer(stretch: str, pieces: list[tuple[int, _Word]], v: Vocabulary) -> dict[int, int]:
    """Where words of the lexicon stand that end where a piece ends, by their starts; one may part a piece."""
    found = v.longer.find_matches_as_indexes(stretch, overlapping=True)
    if not found:
        return {}
    ends = {at + len(word) for at, (word, _, _) in pieces}
    longer: dict[int, int] = {}
    for _, first, last in found:
        if last in ends or _cut_at(pieces, first, last, ends, v):
            longer[first] = max(last, longer.get(first, 0))
    return longer


def _with_longer(
    stretch: str, pieces: Sequence[tuple[int, _Word]], longer: Mapping[int, int], v: Vocabulary
) -> list[tuple[int, _Word]]:
    """The pieces, with each word of the lexicon that holds several of them in their place."""
    out: list[tuple[int, _Word]] = []
    covered = 0
    for at, piece in pieces:
        if at < covered:
            continue
        last = longer.get(at, 0)
        if last > at + len(piece[0]):
            word = stretch[at:last]
            piece, covered = (word, "", _roles(word, "", v)), last
        out.append((at, piece))
    return out


def _cut_at(pieces: list[tuple[int, _Word]], first: int, last: int, ends: set[int], v: Vocabulary) -> bool:
    """占|比达: a word that ends inside one of jieba's, where a word of the lexicon is left, parts that one."""
    for i, (at, (word, tag, _)) in enumerate(pieces):
        if first < at < last < at + len(word):
            head, rest = word[: last - at], word[last - at :]
            if rest not in v.roles or not any(start == first for start, _ in pieces):
                return False
            parts = [(at, (head, tag, _roles(head, tag, v))), (last, (rest, "v", _roles(rest, "v", v)))]
            pieces[i : i + 1] = parts
            ends.add(last)
            return True
    return False


@lru_cache(maxsize=1 << 14)
def _parted(word: str, lexicon: Lexicon) -> tuple[_Word, ...]:
    """The parts of one of jieba's words, with their tags and roles."""
    v, tag = vocabulary(lexicon), cutter_of(lexicon).tag
    parts = _person(word, v, lexicon) if tag(word)[:2] == "nr" else _parts(word, v)
    tags = [tag(word)] if len(parts) == 1 else [tag(cut(part, lexicon)[0]) for part in parts]
    return tuple((part, tag, _roles(part, tag, v)) for part, tag in zip(parts, tags, strict=True))


def _parts(word: str, v: Vocabulary) -> tuple[str, ...]:
    """Part what jieba's dictionary holds together: 价格上涨, 年度计划, 超计划, 较前年, 价格比."""
    if len(word) < 2 or word in v.roles:
        return (word,)
    if len(word) > 2 and not v.roles.get(word[-2:], _NOUN).isdisjoint(_PARTED):
        return word[:-2], word[-2:]
    if len(word) == 4 and (_acts(word[:2], v) or _acts(word[2:], v)):
        return word[:2], word[2:]
    first, rest = v.roles.get(word[0], _NOUN), v.roles.get(word[1:], _NOUN)
    if len(word) > 2 and "filler" in first and _acts(word[1:], v):
        return word[0], word[1:]
    if not rest.isdisjoint(_COMPARED) and not first.isdisjoint({"than", "over"}):
        return word[0], word[1:]
    if "to" in v.roles.get(word[-1], ()) and "change" in v.roles.get(word[:-1], ()):
        return word[:-1], word[-1]
    if len(word) > 2 and "than" in v.roles.get(word[-1], ()):
        return word[:-1], word[-1]
    return (word,)


def _person(word: str, v: Vocabulary, lexicon: Lexicon) -> tuple[str, ...]:
    """在城镇: what jieba's dictionary takes for somebody's name is a preposition and its object."""
    if len(word) < 3 or v.roles.get(word[0], _NOUN).isdisjoint({"located", "toward", "from"}):
        return _parts(word, v)
    return (word[0], word[1:]) if len(cut(word[1:], lexicon)) == 1 else _parts(word, v)


def _acts(word: str, v: Vocabulary) -> bool:
    return not v.roles.get(word, _NOUN).isdisjoint({"predicate", "action", "change", "shifts"})


def _roles(word: str, tag: str, v: Vocabulary) -> frozenset[str]:
    """Of a word of the lexicon its rows say what it does, of any other its part of speech."""
    if known := v.roles.get(word):
        return known
    if tag == "x" and not word[0].isalnum() and word not in _SIGNS:
        return _MARK
    return _BY_TAG.get(tag) or _BY_TAG.get(tag[:1], _NOUN)


def _timed(tokens: Sequence[Token]) -> Iterator[Token]:
    """A time and what goes with it: 2019年 + 末 is one token."""
    held: Token | None = None
    for i, token in enumerate(tokens):
        listed = len(token.text) == 1 and i + 1 < len(tokens) and tokens[i + 1].text == "、"
        if held and held.end == token.start and not listed and _one_time(held, token):
            held = Token(held.text + token.text, held.start, token.end, _TIME, "")
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _one_time(held: Token, token: Token) -> bool:
    if Role.TIME_EDGE in token.roles:
        return Role.TIME in held.roles or (Role.QUOTED in held.roles and len(token.text) > 0)
    return Role.TIME_HEAD in held.roles and Role.TIME in token.roles and not token.tag


def _whole(todo: Sequence[Token], text: str) -> Iterator[Token]:
    """Quotes and brackets that hold no claim become one token."""
    i = 0
    while i < len(todo):
        token = todo[i]
        last = _closing(todo, i) if token.text in _OPEN else None
        if last is None:
            yield token
            i += 1
            continue
        end = todo[last].end
        role = Role.ASIDE if token.text in _BRACKETS else Role.QUOTED
        yield Token(text[token.start : end], token.start, end, frozenset({role}), "")
        i = last + 1


def _without_circumstances(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """在上年增产的基础上: what a subject stands on becomes one token apart."""
    ends = [i for i, token in enumerate(tokens) if "circumstance" in token.roles]
    at = 0
    for end in ends:
        heads = [i for i in range(max(at, end - 12), end) if "circumstance_head" in tokens[i].roles]
        if heads and not any("number" in token.roles for token in tokens[heads[-1] : end]):
            yield from tokens[at : heads[-1]]
            first, last = tokens[heads[-1]], tokens[end]
            yield Token(text[first.start : last.end], first.start, last.end, frozenset({Role.ASIDE}), "")
            at = end + 1
    yield from tokens[at:]


def is_open(token: Token) -> bool:
    """Whether a token opens a bracket that holds a claim; one without is a single token."""
    return token.text in _BRACKETS


def is_close(token: Token) -> bool:
    """Whether a token closes such a bracket."""
    return token.text in _CLOSED


def _closing(tokens: Sequence[Token], i: int) -> int | None:
    """Where what opens at ``i`` closes, if no number stands in between."""
    depth = 0
    for j in range(i, min(i + 60, len(tokens))):
        text = tokens[j].text
        if "number" in tokens[j].roles:
            return None
        depth += (text in _OPEN) - (text in _CLOSE)
        if depth == 0:
            return j
    return None
