"""Indicator cards: a label of one to three lines over its value or values, as newspapers print key figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportparse.lexicon import Lexicon
from reportparse.lexicon.number_words import beside
from reportparse.lexicon.patterns import any_of, either
from reportparse.model import Status
from reportparse.segment.lines import Line, columns
from reportparse.segment.markers import Mark
from reportparse.segment.tables import Item

LABEL_LINES, LABEL_WIDTH = 4, 30
_WIDE = re.compile(r"[ \u00a0]{2}|[\t\u3000]")
_PART = re.compile(r"[^\s\u3000](?:[^\t\u3000]*?[^\s\u3000])??(?=[ \u00a0]{2}|[\t\u3000]|$)")
ENOUGH = 2
"""Cards come in sets; a single label over a value is rather a broken line."""


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one card: ``label`` first, then ``values``, which a card that only names a state has not."""

    label: tuple[Line, ...]
    values: tuple[Line, ...]
    status: Status

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in the order of print."""
        return self.label + self.values


@dataclass(frozen=True)
class Words:
    """The compiled vocabulary of cards."""

    value: re.Pattern[str]
    target_value: re.Pattern[str]
    target_label: re.Pattern[str]
    state: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Words:
    table = lexicon.table("cards")
    changes, targets = either(table["changes"]), either(table["target_values"])
    number = rf"[{''.join(beside('about'))}]?[+±-]?\d[\d,.]*"
    one = rf"{number}(?![{''.join(beside('no_value'))}])(?:[%％‰]|[^\W\d]{{1,6}}){{1,2}}(?:{targets})?"
    return Words(
        value=re.compile(rf"(?:{changes})?\s?{one}(?:[\s，,]*(?:{changes}){one})?\s*[⬆⬇↑↓]?"),
        target_value=any_of(table["target_values"]),
        target_label=any_of(table["target_labels"], end="$"),
        state=any_of(table["states"]),
    )


def find_cards(lines: Sequence[Item], marks: Mapping[int, Mark], lexicon: Lexicon) -> list[Item | Card]:
    """Return the lines with those of each card replaced by the card.

    >>> from reportparse.lexicon import default
    >>> from reportparse.segment.lines import read_lines
    >>> page = read_lines("出口总额\\n增长\\n\\n5.1%\\n\\n粮食产量\\n\\n300万吨以上")
    >>> [(len(card.label), card.values[0].text, card.status) for card in find_cards(page, {}, default())]
    [(2, '5.1%', 'actual'), (1, '300万吨以上', 'target')]
    """
    words = _words(lexicon)
    out: list[Item | Card] = []
    values: list[Line] = []
    for line in _unrow(lines, words):
        if not isinstance(line, Line):
            _close(out, values, marks, words)
            values = []
            out.append(line)
            continue
        is_value = line.width <= LABEL_WIDTH and words.value.fullmatch(line.text) is not None
        if is_value and values and line.gap == 0:
            values.append(line)
            continue
        _close(out, values, marks, words)
        values = [line] if is_value else []
        if not is_value:
            out.append(line)
    _close(out, values, marks, words)
    if sum(isinstance(item, Card) for item in out) < ENOUGH:
        return list(lines)
    return _stated(out, marks, words)


def _unrow(lines: Sequence[Item], words: Words) -> list[Item]:
    """Take rows of cards apart: labels side by side over as many values side by side, with wide gaps between."""
    out: list[Item] = []
    for line in lines:
        values = _columns(line)
        if len(values) < 2 or not all(words.value.fullmatch(value.text) for value in values):
            out.append(line)
            continue
        rows: list[list[Line]] = []
        while out and len(labels := _columns(out[-1])) == len(values) and len(rows) < LABEL_LINES:
            rows.insert(0, labels)
            out.pop()
        for column, value in enumerate(values):
            out += [replace(row[column], gap=min(1, i == 0)) for i, row in enumerate(rows)]
            out.append(replace(value, gap=1))
    return out


def _columns(line: Item) -> list[Line]:
    """The parts of a line that wide gaps set apart."""
    if not isinstance(line, Line) or _WIDE.search(line.text) is None:
        return []
    parts: list[Line] = []
    for found in _PART.finditer(line.text):
        text = found.group()
        start = line.start + found.start()
        parts.append(Line(text, start, start + len(text), line.gap, 0, columns(text)))
    return parts


def _close(out: list[Item | Card], values: list[Line], marks: Mapping[int, Mark], words: Words) -> None:
    """Take the label of ``values`` off the end of ``out`` and put the card there; without a label put the lines."""
    if not values:
        return
    label: list[Line] = []
    gap = values[0].gap
    while out and len(label) < LABEL_LINES and gap <= (1 if not label else 0):
        line = out[-1]
        if not isinstance(line, Line) or not _is_label(line, marks):
            break
        label.insert(0, line)
        gap = line.gap
        out.pop()
    if label:
        out.append(Card(tuple(label), tuple(values), _status(label, values, words)))
    else:
        out.extend(values)


def _is_label(line: Line, marks: Mapping[int, Mark]) -> bool:
    return line.width <= LABEL_WIDTH and line.plain and not line.text[0].isdigit() and line.start not in marks


def _status(label: list[Line], values: list[Line], words: Words) -> Status:
    bound = any(words.target_value.search(value.text) for value in values)
    return "target" if bound or words.target_label.search(label[-1].text) else "actual"


def _stated(items: list[Item | Card], marks: Mapping[int, Mark], words: Words) -> list[Item | Card]:
    """Find the cards that name a state instead of a value: they follow another card and are set as narrow labels."""
    out: list[Item | Card] = []
    at = 0
    while at < len(items):
        item = items[at]
        if out and isinstance(out[-1], Card) and isinstance(item, Line) and _is_label(item, marks):
            end = at + 1
            while end < len(items) and isinstance(b := items[end], Line) and b.gap == 0 and _is_label(b, marks):
                end += 1
            group = [line for line in items[at:end] if isinstance(line, Line)]
            if len(group) <= LABEL_LINES and words.state.search("".join(line.text for line in group)):
                out.append(Card(tuple(group), (), "target"))
                at = end
                continue
        out.append(item)
        at += 1
    return out
