"""Noun phrases beside a number: what stands before it or after it, without verbs and adverbials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.claims.segmentation import cut, last_word
from reportparse.claims.words import Words
from reportparse.lexicon import Lexicon

_EDGE = " 　、，,；;：:。—-－−·）)"
_STOP = re.compile(r"[、，,；;：:。！？]")
_NUMERAL = "0-9０-９〇○零一二三四五六七八九十"
_FOUR = rf"(?:(?:19|20)\d\d|一九[{_NUMERAL}]{{2}}|二[〇○零][{_NUMERAL}]{{2}})"
_YEAR = rf"[{_NUMERAL} ]{{4,8}}年(?:底前|代|底|末|初|以来|度|前|间)?"
_PLAN = "“[^”]{1,4}五”(?:时期|期间|以来|末)?"
_THIS_YEAR = r"[去今当上本]年(?:底|末|初)"
_MONTH = rf"[{_NUMERAL}]{{1,3}}(?:[—－-][{_NUMERAL}]{{1,3}})?[月日](?:份|底前|底|末|前)?|前[{_NUMERAL}]{{1,2}}个月"
_DATE = rf"(?:{_YEAR}|{_THIS_YEAR}|{_MONTH}|{_PLAN})"
_IN = "(?:内|来|间|中(?![央国部小西东期药医学]))"
_SPAN = rf"(?:[{_NUMERAL}两几]{{1,3}}年{_IN}|连续第?[{_NUMERAL}两几多]{{1,3}}个?[年月季]度?)"
BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)|[\[【〔][^\]】〕]*[\]】〕]")
_GRADE = re.compile(rf"[超近]?[{_NUMERAL}百千万亿]+元?级")
_TO_NOUN = re.compile(r"(?:(和有|和能|并有)|、|)[^，。；、\d]{0,12}的[^，。；、的\d]{2,12}(?=[，。；、]|$)")
_LIST_OF_PLACES = re.compile(r"[省市县区旗州乡镇村](?:、[省市县区旗州乡镇村自治直辖街道社]{1,4})+")
_BASIS_TAIL = re.compile("的?(?:基础上|水平上)?的?$")
_WHEN = re.compile("[^，。]{2,5}(?<![小学工课])时候?")
"""秋收时: when, not what."""
_EXAMPLES = re.compile(r"(.{2,}?)(?:(?<![拥没具所国含现享持占])有|包括)[^，。]*、[^，。]*等")
"""在建项目有甲线、乙线等: the examples are not what is counted."""
_KINDS_OF_PLACE = re.compile(r"[省市县区旗州乡镇]（[^（）]{1,8}）")
"""12个县（市、区）: what the bracket holds is counted too."""
_NO_NOUN = ("这", "那", "（", "(")
_YEARS = re.compile(rf"(?<![{_NUMERAL}])[两三五十]年(?=投入|统筹|安排|累计|新增|共|完成|建成)")
_BRACKET_HEAD = re.compile(r"^(?:（[^（）]*）|\([^()]*\))")
_ASIDE = (
    r"(?:考虑|扣除|剔除|按|依|若)[^，。、的]{1,12}(?:因素|口径|价格|价)(?:计算|后|影响)?"
    r"|在?[^，、的]{0,16}(?:基础上|带动下|推动下|作用下|情况下|过程中)"
)
_DATE_HEAD = re.compile(
    rf"(?:[一二三四五六七八九十]是|{_SPAN}|{_ASIDE}|(?:自|从|到|至|截至|截止|截止到)?{_DATE}+)(?:[—－-]{_DATE}+)?"
)
_DATE_TAIL = re.compile(
    rf"(?:{_FOUR}年?[和与、]{_FOUR}年?[两三]年|{_FOUR}|(?:截至|到|至|在)?{_DATE}+(?:[—－到至-]{_DATE}+)?|[在于]?{_SPAN}|(?<![{_NUMERAL}])(?:[两三五十]年|年底|年末|期末))$"
)
_PER_TAIL = re.compile(
    rf"(?:平均)?每[{_NUMERAL}百千万.]+[^\W\d]{{1,4}}$|(?:剔除|扣除|考虑)[^，。、]{{2,12}}(?:影响|因素)后?$"
)
"""每50公斤 between a noun and its price, 剔除天气影响后 between a noun and its change."""
_LONGEST = 24
"""Characters; a longer phrase holds more than what is measured."""
ONLY_DATE = re.compile(rf"(?:但是?|而且?|不过)?(?:自|从|到|至|截至|截止)?{_DATE}+(?:以来)?")
"""A clause that says when and nothing else."""
WIDEST = 400
"""Characters beside a number that are looked at, so that a text without marks stays linear."""
TOO_LONG = 60
"""Characters; no noun is as long, so that a text without words or marks names nothing."""


def strip_head(text: str, words: Words, lexicon: Lexicon) -> str:
    """Drop dates, adverbials and light verbs before a noun.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> strip_head("2019年全年累计新建公租房", words_of(default()), default())
    '新建公租房'
    """
    while text:
        text = text.lstrip(_EDGE + "（(")
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
    return len(text) == 1 or text[0] in words.sets["preposition"] or cut(text[:8], lexicon)[0] == text[0]


def strip_tail(text: str, words: Words, lexicon: Lexicon, *, dates: bool = True) -> str:
    """Drop what stands between a noun and its number.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> strip_tail("公路通车里程已累计达到", words_of(default()), default())
    '公路通车里程'
    """
    before, text = text[:-WIDEST], text[-WIDEST:]
    while text:
        text = text.rstrip(_EDGE)
        if match := words.trailing.match(text[::-1]):
            text = text[: -match.end()]
        elif text and text[-1] in words.trailing_singles and cut(text[-8:], lexicon)[-1] == text[-1]:
            text = text[:-1]
        elif dates and (date := _DATE_TAIL.search(text[-16:])):
            text = text[: len(text) - len(date[0])]
        elif per := _PER_TAIL.search(text[-16:]):
            text = text[: len(text) - len(per[0])]
        else:
            break
    return before + text


def noun_before(text: str, words: Words, lexicon: Lexicon) -> str:
    """Return the noun phrase that ends a stretch before a number.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> noun_before("今年规模以上企业实现利润", words_of(default()), default())
    '规模以上企业利润'
    """
    text = BRACKET.sub("", text[-WIDEST:])
    if given := words.gives.search(text):
        text = text[given.end() :]
    phrase = strip_head(strip_tail(text, words, lexicon), words, lexicon)
    phrase = strip_head(_YEARS.sub("", phrase), words, lexicon)
    phrase = words.adverbs.sub("", words.light.sub("", phrase)) or phrase
    for verb in ("把", "将"):
        if verb in phrase[1:] and len(phrase.rpartition(verb)[2]) > 1 and verb in cut(phrase, lexicon):
            phrase = phrase.rpartition(verb)[2]
    if match := _EXAMPLES.fullmatch(phrase):
        return noun_before(match[1], words, lexicon)
    phrase = _after_done(phrase, lexicon)
    phrase = "" if _WHEN.fullmatch(phrase) else _after_has(phrase, words, lexicon)
    if "、" in phrase:
        return _last_of_list(phrase, words, lexicon).strip(_EDGE)
    if len(phrase) > _LONGEST:
        phrase = _from_last_verb(phrase, words, lexicon)
    return phrase.strip(_EDGE) if len(phrase) <= TOO_LONG else ""


def _after_done(phrase: str, lexicon: Lexicon) -> str:
    """试制成功了新产品: what was done to is counted."""
    before, _, rest = phrase.rpartition("了")
    return rest if before and len(rest) > 1 and "了" in cut(phrase, lexicon) else phrase


def _after_has(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """主要生产能力有煤炭: what there is stands after 有; but 新增有实绩企业 is one noun."""
    pieces = cut(phrase, lexicon) if "有" in phrase[2:-1] else ()
    at = next((i for i in range(len(pieces) - 1, 0, -1) if pieces[i] in words.sets["has"]), 0)
    rest = "".join(pieces[at + 1 :])
    verbal = at and (pieces[at - 1] in words.sets["action"] or pieces[at - 1] in words.directions)
    return rest if at and not verbal and len(rest) > 1 else phrase


def _last_of_list(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """甲项目推进、乙率: what comes before 、 with a verb of its own is another statement."""
    parts = phrase.split("、")
    if parts[-1] in words.sets["invest"]:
        return parts[-1]
    for i in range(len(parts) - 1, 0, -1):
        if words.leading.match(parts[i]) and "“" not in parts[i - 1]:
            return noun_before("、".join(parts[i:]), words, lexicon)
        if len(parts[i - 1]) > 4 and last_word(parts[i - 1], lexicon) in words.sets["predicate"]:
            return "、".join(parts[i:])
    return phrase


def _from_last_verb(phrase: str, words: Words, lexicon: Lexicon) -> str:
    """In a long phrase the object of the last verb that has one is what is counted."""
    pieces = cut(phrase, lexicon)
    at = len(phrase)
    for i in range(len(pieces) - 1, 0, -1):
        at -= len(pieces[i])
        verb = pieces[i] in words.sets["action"] and pieces[i - 1] not in words.sets["modifier"]
        if verb and len(phrase) - at - len(pieces[i]) >= 2:
            return phrase[at:]
    return phrase


def noun_after(text: str, words: Words, lexicon: Lexicon) -> str:
    """Return the noun phrase that begins a stretch after a number and its unit; empty if a verb or mark stands there.

    >>> from reportparse.claims.words import words_of
    >>> from reportparse.lexicon import default
    >>> noun_after("乡镇中学改善食堂", words_of(default()), default())
    '乡镇中学'
    """
    original, text = text, _BRACKET_HEAD.sub("", text).removeprefix("的")
    if text.startswith(_NO_NOUN):
        return ""
    if match := _LIST_OF_PLACES.match(text) or _KINDS_OF_PLACE.match(original):
        return match[0]
    if text.startswith("人口的"):
        return "人口"
    pieces = cut(text[: min(_first_mark(text), 60)], lexicon)
    if pieces and (pieces[0] in words.sets["joiner"] or pieces[0] == "等"):
        return ""
    phrase = _BASIS_TAIL.sub("", text[: _noun_length(text, pieces, words)].strip(_EDGE))
    while phrase and phrase[-1] in words.sets["joiner"]:
        phrase = phrase[:-1]
    return phrase + _relative(text, phrase, words) if len(phrase) <= TOO_LONG else ""


def _noun_length(text: str, pieces: Sequence[str], words: Words) -> int:
    """How many characters belong to the noun that these words begin with."""
    taken = depth = 0
    for i, piece in enumerate(pieces):
        depth += (piece in "“《") - (piece in "”》")
        if depth > 0 or piece in "”》" or (i == 0 and _GRADE.match(text)):
            taken += len(piece)
            continue
        if i and (piece in "（(" or (piece == "等" and taken >= 2) or (piece == "中" and i + 1 == len(pieces))):
            break
        following = pieces[i + 1] if i + 1 < len(pieces) else ""
        if i and (
            following in ("了", "着", "过") or (piece in words.sets["joiner"] and following in words.sets["vague"])
        ):
            break
        compound = piece not in words.sets["carries"] and following.startswith(words.ends["compound_head"])
        named = compound if i else following == "的"
        done_there = i == 1 and pieces[0] in words.sets["place_noun"] and piece in words.sets["action"]
        verb = done_there or piece in words.stops or (len(piece) == 4 and piece[:2] in words.sets["predicate"])
        if verb and (done_there or not named) and _ends(text, pieces[:i], words):
            break
        taken += len(piece)
    return taken


def _relative(text: str, phrase: str, words: Words) -> str:
    """布局比较合理、设备比较先进的电站: adjectives and relative clauses go on to the noun after 的."""
    match = _TO_NOUN.match(text, len(phrase))
    if not phrase or not match or not (words.degree.search(phrase) or match[1]):
        return ""
    return match[0]


def _ends(text: str, before: Sequence[str], words: Words) -> bool:
    """Whether a verb after these words ends the noun: not in 未就业人员, nor in 免费教育."""
    return before[-1] not in words.sets["prefix"] if before else not text.startswith(words.ends["served"])


def _first_mark(text: str) -> int:
    depth = 0
    for i, c in enumerate(text):
        if c in "“《（(‘「":
            depth += 1
        elif c in "”》）)’」":
            if not depth:
                return i
            depth -= 1
        elif not depth and _STOP.match(c) and not (c == "、" and text[i - 1 : i + 2] == "”、“"):
            return i
    return len(text)
