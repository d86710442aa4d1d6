"""Markdown, as people write it and as OCR programs do: headings, tables and formulas become lines and grids."""

from __future__ import annotations

import re
from collections import Counter

from reportparse.formats.flow import Block, Table, TableCell
from reportparse.formats.html import read_fragment

_HEADING = re.compile(r"(?m)^#{1,6} +\S")
_RULE = re.compile(r"(?m)^ {0,3}\|?(?: ?:?-{3,}:? ?\|)+(?: ?:?-{3,}:?)? ?\r?$")
_ELEMENT = re.compile(r"<(?:table|sup|sub|br|details)[\s>/]|!\[[^\]\n]{0,200}\]\(", re.I)
_FORMULA = re.compile(
    r"(?<!\\)\$\$([^$]{1,400})(?<!\\)\$\$|(?<!\\)\$([^$\n]{1,200})(?<!\\)\$"
    r"|\\\(([^\n]{1,200}?)\\\)|\\\[([^\n]{1,400}?)\\\]"
)
_LEFT = re.compile(r"\*\*|__(?=\S)")

_NOTE = re.compile(r"(?m)^\[\^([\w-]{1,20})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^(?:(\d{1,3})|[\w-]{1,20})\]")
_BULLET = re.compile(r"^[-*+][ \t]+")

_WIDE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]")
_WORDS = re.compile(r"\\(?:text|textbf|textit|mathrm|mathbf|mathit|mathsf|operatorname|mbox|hbox|rm|bf)\b\s*")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_CIRCLED = re.compile(r"\^?\s*\{?\s*\\textcircled\s*\{?\s*(\d{1,2})\s*\}?\s*\}?")
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|([^\s{}\\]|\\[A-Za-z]+))")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_SIGNS = {
    "times": "×",
    "cdot": "·",
    "div": "÷",
    "pm": "±",
    "sim": "~",
    "approx": "≈",
    "sqrt": "√",
    "to": "→",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "ne": "≠",
    "neq": "≠",
    "circ": "°",
    "degree": "°",
    "prime": "′",
    "mu": "μ",
    "alpha": "α",
    "Delta": "Δ",
    "ldots": "…",
    "cdots": "…",
    "rightarrow": "→",
    "uparrow": "↑",
    "downarrow": "↓",
    **{sign: sign for sign in "%$#&_{}"},
}
_JOINED = re.compile(r"(?<=[\d.,%])\s+(?=[\d.,%])")


def is_markdown(text: str) -> bool:
    """True if a text bears marks that only Markdown has.

    >>> is_markdown("# 公报\\n\\n增长 $6.8\\\\%$"), is_markdown("|指标|数|\\n|---|---|\\n|粮食|5|")
    (True, True)
    >>> is_markdown("一、综合\\n增长5%")
    False
    """
    marks = (_HEADING, _RULE, _ELEMENT)
    return any(mark.search(text) for mark in marks) or any(map(_is_formula, _FORMULA.finditer(text)))


def read_markdown(text: str) -> tuple[list[Block], Counter[str]]:
    """Return the lines and tables of a Markdown text, and what was left out of them.

    The numbers and strokes of lists stay as they are written: they are marks of the report.

    >>> read_markdown("# 公报\\n\\n产值 $1 2 . 5$ 亿元，增长**6**%。\\n\\n|作物|产量|\\n|---|---|\\n|麦|3|")[0][:2]
    ['公报', '产值 12.5 亿元，增长6%。']
    """
    from markdown_it import MarkdownIt

    kept = _FORMULA.sub(lambda match: _formula(match) if _is_formula(match) else match[0], text)
    kept = _REFERENCE.sub(lambda match: f"<sup>[{match[1] or '*'}]</sup>", _NOTE.sub(r"[\1] ", kept))
    reader = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    reader.disable(["list", "code", "reference", "lheading", "autolink"])
    blocks, left_out = read_fragment(reader.render(kept))
    return [_bare(block) for block in blocks], left_out


def _bare(block: Block) -> Block:
    """Take away the marks of emphasis that stand where the rules of Markdown do not see them."""
    if isinstance(block, str):
        return _BULLET.sub("• ", _LEFT.sub("", block).replace("\\%", "%"))
    return Table(
        tuple(
            tuple(TableCell(tuple(map(_bare, c.blocks)), c.row_span, c.column_span, c.head) for c in row)
            for row in block.rows
        )
    )


def _is_formula(match: re.Match[str]) -> bool:
    """False for what stands between two signs of money."""
    inner = next(group for group in match.groups() if group is not None)
    return not _WIDE.search(_TEXT.sub("", inner)) and bool(_TOKEN.search(inner))


_TEXT = re.compile(r"\\(?:text|mathrm|mbox)\s*\{[^{}]*\}|[\^_]\s*\{[^{}]*\}|[①-⑳㉑-㉟（）％]")
_TOKEN = re.compile(r"\\|[\^_]|^[\d\s.,%+\-=<>~×/()A-Za-z*·]*\d[\d\s.,%+\-=<>~×/()A-Za-z*·]*$")


def _formula(match: re.Match[str]) -> str:
    """A formula as a line writes it, exponents and indices as a page does."""
    inner = next(group for group in match.groups() if group is not None)
    inner = _CIRCLED.sub(r"^{\1}", inner)
    inner = _FRACTION.sub(r"\1/\2", _WORDS.sub("", inner))
    inner = _SCRIPT.sub(_script, inner.replace("\\ ", " ").replace("~", " "))
    inner = _COMMAND.sub(lambda m: _SIGNS.get(m[1], ""), inner)
    return _JOINED.sub("", re.sub(r"[{}]", "", inner)).strip()


def _script(match: re.Match[str]) -> str:
    inner = (match[3] if match[2] is None else match[2]).strip()
    if inner.lstrip("\\") in ("circ", "prime"):
        return inner
    inner = _COMMAND.sub(lambda m: _SIGNS.get(m[1], ""), inner)
    return f"<{'sup' if match[1] == '^' else 'sub'}>{inner}</{'sup' if match[1] == '^' else 'sub'}>"
