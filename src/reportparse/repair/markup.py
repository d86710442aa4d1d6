"""Left-overs of web pages: entities, tags, escaped characters, footnote marks and pronunciations in brackets."""

from __future__ import annotations

import html
import re

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import IDEOGRAPH, beside
from reportparse.lexicon.unit_words import opens_with_unit
from reportparse.model import Repair

ESCAPED = re.compile(r"(?:<U\+[0-9A-Fa-f]{4,6}>)+")
ENTITY = re.compile(r"(?:&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});)+")
TAG = re.compile(
    r"</?(?:p|br|div|span|font|b|i|u|strong|em|td|tr|th|table|tbody|a|img|ul|ol|li|h[1-6]|script|style|center|o:p|sup|sub)"
    r"(?:[ \t][^<>\n\r]{0,300})?/?>"
    r"|<!--(?:[^<>\n\r]{0,300}-->)?",
    re.IGNORECASE,
)
OPENING = re.compile("[<&]")
COMMENT_END = re.compile(r"(?m)^[ \t]*(-->)[ \t]*\r?$")
LEFT_OVER = re.compile(f"(?P<escaped>{ESCAPED.pattern})|(?P<entity>{ENTITY.pattern})|(?P<tag>(?i:{TAG.pattern}))")

LENGTHS = "".join(beside("raised_by"))
RAISED = re.compile(f"(?<=[0-9%％{IDEOGRAPH}])(?<![{LENGTHS}])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{{1,3}}")
POWER = re.compile("(?:^|[^0-9.])10$")
NEXT_WORD = 8

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
GLOSS = re.compile(rf"[(（][a-zü{TONED}]{{1,6}}[)）]")

FOOTNOTE = re.compile(r"[\[［〔\u2460-\u2473](?:(?<=[\u2460-\u2473])|[0-9]{1,2}[\]］〕])(?![0-9年])")


def strip_markup(text: str, _: Lexicon) -> list[Repair]:
    """Turn entities and escaped characters into what they stand for, and drop tags.

    >>> from reportparse.lexicon import default
    >>> [(r.before, r.after) for r in strip_markup("增长&nbsp;8%<br/>，&ldquo;好&rdquo;<U+00A0>", default())]
    [('&nbsp;', ' '), ('<br/>', ''), ('&ldquo;', '“'), ('&rdquo;', '”'), ('<U+00A0>', ' ')]
    """
    found: list[tuple[int, int, str, str]] = []
    for opening in OPENING.finditer(text):
        inside = found and opening.start() < found[-1][1]
        m = None if inside else LEFT_OVER.match(text, opening.start())
        if m:
            found.append((*m.span(), *_meaning(m)))
    if "-->" in text:
        found += [(*m.span(1), "", "the end of a comment") for m in COMMENT_END.finditer(text)]
    return [
        Repair("html_residue", "applied", start, end, text[start:end], after, why)
        for start, end, after, why in sorted(found)
        if after != text[start:end]
    ]


def _meaning(m: re.Match[str]) -> tuple[str, str]:
    if m.lastgroup == "tag":
        return "", "a tag of a web page"
    if m.lastgroup == "entity":
        return _one_line(html.unescape(m[0])), "an entity of a web page"
    codes = [int(code, 16) for code in re.findall("[0-9A-Fa-f]{4,6}", m[0])]
    plain = "".join(chr(c) if 0x20 <= c < 0xD800 or 0xE000 <= c <= 0x10FFFF else "" for c in codes)
    return _one_line(plain), "a character written as its code"


def _one_line(text: str) -> str:
    """Spaces of any width become plain ones; a line break would change the lines."""
    return re.sub(r"\s", " ", text)


def strip_glosses(text: str, _: Lexicon) -> list[Repair]:
    """Drop pronunciations in brackets that a converter put after single ideographs; one alone may be meant.

    >>> from reportparse.lexicon import default
    >>> [r.before for r in strip_glosses("農(nóng)業(yè)總值", default())]
    ['(nóng)', '(yè)']
    """
    found = [m for m in GLOSS.finditer(text) if "\u3400" <= text[m.start() - 1 : m.start()] <= "\u9fff"]
    if sum(any(c in TONED for c in m[0]) for m in found) < 2:
        return []
    why = "the pronunciation of the ideograph before it"
    return [Repair("pinyin_gloss", "applied", m.start(), m.end(), m[0], "", why) for m in found]


def strip_footnotes(text: str, lexicon: Lexicon) -> list[Repair]:
    """Drop note marks that stand between a number and its unit or at its end, raised ones after a word, too.

    A power keeps its raised digit.

    >>> from reportparse.lexicon import default
    >>> [r.before for r in strip_footnotes("总产值1280[3]亿元，增长6.1%①，出口76²亿元，面积3km²，10³吨", default())]
    ['[3]', '①', '²']
    """
    why = "a note mark glued to a number"
    found = [m for m in FOOTNOTE.finditer(text) if m.start() and text[m.start() - 1] in "0123456789%"]
    raised = [m for m in RAISED.finditer(text) if _is_note(text, m, lexicon)]
    marks = sorted((*found, *raised), key=lambda m: m.start())
    return [Repair("footnote_mark", "applied", m.start(), m.end(), m[0], "", why) for m in marks]


def _is_note(text: str, mark: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether raised digits are a note's; after the digits of a number they may be a power's."""
    if text[mark.start() - 1] not in "0123456789":
        return True
    power = POWER.search(text, max(0, mark.start() - 4), mark.start())
    return power is None and opens_with_unit(text[mark.end() : mark.end() + NEXT_WORD], lexicon)
