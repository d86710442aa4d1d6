"""Noun phrases beside a number: what stands before it or after it, without verbs and adverbials."""

from __future__ import annotations

import re

from reportparse.claims.words import Words, cut
from reportparse.lexicon import Lexicon

_EDGE = " 　、，,；;：:。—-·"
_STOP = re.compile(r"[、，,；;：:。！？]")
_NUMERAL = "0-9０-９〇○零一二三四五六七八九十"
_YEAR = rf"[{_NUMERAL} ]{{4,8}}年(?:代|底|末|初|以来|度)?"
_PLAN = "“[^”]{1,4}五”(?:时期|期间|以来|末)?"
_DATE = rf"(?:{_YEAR}|[{_NUMERAL}]{{1,3}}[月日](?:份|底|末)?|{_PLAN})"
_SPAN = rf"(?:[{_NUMERAL}两几]{{1,3}}年(?:内|来|间|中)|连续第?[{_NUMERAL}两几多]{{1,3}}个?[年月季]度?)"
BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)|[\[【〔][^\]】〕]*[\]】〕]")
_YEARS = re.compile(rf"(?<![{_NUMERAL}])[两三五十]年(?=投入|统筹|安排|累计|新增|共|完成|建成)")
_BRACKET_HEAD = re.compile(r"^（[^（）]*）")
_DATE_HEAD = re.compile(
    rf"(?:[一二三四五六七八九十]是|{_SPAN}|(?:自|从|到|至|截至|截止|截止到)?{_DATE}+)(?:[—－-]{_DATE}+)?"
)
_DATE_TAIL = re.compile(rf"(?:(?:截至|到|至)?{_DATE}+(?:[—－-]{_DATE}+)?|[在于]?{_SPAN})$")
_LONGEST = 24
"""Characters; a longer phrase holds more than what is measured."""


def strip_head(text: str, words: Words, lexicon: Lexicon) -> str:
    """Drop dates, adverbials and light verbs before a noun.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> strip_head("2019年全年累计新建公租房", words_of(default()), default())
    '新建公租房'
    """
    while text:
        text = text.lstrip(_EDGE)
        match = _DATE_HEAD.match(text) or words.leading.match(text)
        if match:
            text = text[match.end() :]
        elif _is_single(text, words, lexicon):
            text = text[1:]
        else:
            break
    return text


def _is_single(text: str, words: Words, lexicon: Lexicon) -> bool:
    """Whether a phrase begins with a word of one character that is no part of it."""
    if not text or text[0] not in words.leading_singles or words.guard.match(text):
        return False
    return len(text) == 1 or cut(text[:8], lexicon)[0] == text[0]


def strip_tail(text: str, words: Words, lexicon: Lexicon, *, dates: bool = True) -> str:
    """Drop what stands between a noun and its number.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> strip_tail("公路通车里程已累计达到", words_of(default()), default())
    '公路通车里程'
    """
    while text:
        text = text.rstrip(_EDGE)
        if match := words.trailing.match(text[::-1]):
            text = text[: -match.end()]
        elif text and text[-1] in words.trailing_singles and cut(text[-8:], lexicon)[-1] == text[-1]:
            text = text[:-1]
        elif dates and (date := _DATE_TAIL.search(text[-16:])):
            text = text[: len(text) - len(date[0])]
        else:
            break
    return text


def noun_before(text: str, words: Words, lexicon: Lexicon) -> str:
    """Return the noun phrase that ends a stretch before a number.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> noun_before("今年规模以上企业实现利润", words_of(default()), default())
    '规模以上企业利润'
    """
    phrase = strip_head(strip_tail(BRACKET.sub("", text), words, lexicon), words, lexicon)
    phrase = _YEARS.sub("", phrase)
    phrase = words.adverbs.sub("", words.light.sub("", phrase)) or phrase
    if "、" in phrase:
        return _last_of_list(phrase, words, lexicon).strip(_EDGE)
    if len(phrase) > _LONGEST:
        phrase = _from_last_verb(phrase, words, lexicon)
    return phrase.strip(_EDGE)


def _last_of_list(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """甲项目推进、乙率: what comes before 、 with a verb of its own is another statement."""
    parts = phrase.split("、")
    for i in range(len(parts) - 1, 0, -1):
        if words.leading.match(parts[i]) and "“" not in parts[i - 1]:
            return noun_before("、".join(parts[i:]), words, lexicon)
        if len(parts[i - 1]) > 4 and cut(parts[i - 1], lexicon)[-1] in words.predicates:
            return "、".join(parts[i:])
    return phrase


def _from_last_verb(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """In a long phrase the object of the last verb that has one is what is counted."""
    pieces = cut(phrase, lexicon)
    at = len(phrase)
    for i in range(len(pieces) - 1, 0, -1):
        at -= len(pieces[i])
        if pieces[i] in words.actions and len(phrase) - at - len(pieces[i]) >= 2:
            return phrase[at:]
    return phrase


def noun_after(text: str, words: Words, lexicon: Lexicon) -> str:
    """Return the noun phrase that begins a stretch after a number and its unit; empty if a verb or mark stands there.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> noun_after("县属高中改善办学条件", words_of(default()), default())
    '县属高中'
    """
    text = _BRACKET_HEAD.sub("", text).removeprefix("的")
    stop = _first_mark(text)
    pieces = cut(text[: min(stop, 60)], lexicon)
    taken = 0
    if pieces and pieces[0] in words.joiners:
        return ""
    for i, piece in enumerate(pieces):
        if i and (piece in "（(" or (piece == "等" and taken >= 2) or (piece == "中" and i + 1 == len(pieces))):
            break
        following = pieces[i + 1] if i + 1 < len(pieces) else ""
        if i and following in ("了", "着", "过"):
            break
        named = i > 0 and following in words.compound_heads
        if piece in words.predicates and not named and _ends(text, taken, words):
            break
        taken += len(piece)
    phrase = text[:taken].strip(_EDGE).removesuffix("的")
    while phrase and phrase[-1] in words.joiners:
        phrase = phrase[:-1]
    return phrase


def _ends(text: str, taken: int, words: Words) -> bool:
    """Whether a verb after ``taken`` characters ends the noun: not in 未就业人员, nor in 免费教育."""
    return text[:taken] not in words.prefixes if taken else not text.startswith(words.served)


def _first_mark(text: str) -> int:
    depth = 0
    for i, c in enumerate(text):
        if c in "“《（(‘「":
            depth += 1
        elif c in "”》）)’」":
            if not depth:
                return i
            depth -= 1
        elif not depth and _STOP.match(c):
            return i
    return len(text)
