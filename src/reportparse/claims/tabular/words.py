"""The lexicon's words of table heads, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from reportparse.lexicon import Lexicon
from reportparse.lexicon.patterns import any_of, compiled, either
from reportparse.model import Direction, Measure

_TAIL = r"[的%％‰±＋－+\-,，、情况数额值]*"
"""What may follow the word that fixes a measure, at the end of a head."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What a word of a head says of the numbers under it."""

    measure: Measure
    direction: Direction | None
    unit: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class HeadWords:
    """Vocabulary of table heads; the lexicon says what each list is for."""

    measures: tuple[MeasureRow, ...]
    rates: re.Pattern[str]
    nouns: re.Pattern[str]
    own_nouns: frozenset[str]
    """Words of a share that are part of its noun: 流动性比例."""
    until: tuple[str, ...]
    plain: frozenset[str]
    row_ends: tuple[str, ...]
    silent: frozenset[str]
    unit_column: frozenset[str]
    unit_line: re.Pattern[str]
    currency: re.Pattern[str]
    implied: tuple[tuple[str, re.Pattern[str]], ...]
    cents: str
    relative: re.Pattern[str]
    relative_end: re.Pattern[str]
    plans: Mapping[str, tuple[int, int]]
    plan: re.Pattern[str]
    lead: tuple[str, ...]
    unitless: re.Pattern[str]
    totals: frozenset[str]
    whole: tuple[str, ...]
    title: re.Pattern[str]
    """What of a table's title is no noun."""
    back: Mapping[str, int]
    months: Mapping[str, tuple[int, int]]
    part: re.Pattern[str]
    target: re.Pattern[str]
    actual: re.Pattern[str]
    kinds: Mapping[str, str]
    """What each kind of document means for the status of its numbers."""
    goal: re.Pattern[str]
    """A title that calls its numbers targets."""
    openers: re.Pattern[str]
    scopes: frozenset[str]
    parts: frozenset[str]
    within: tuple[str, ...]
    """Opens a row that is part of the row above."""
    up: re.Pattern[str]
    down: re.Pattern[str]
    fillers: re.Pattern[str]
    empty: frozenset[str]


@lru_cache(maxsize=4)
def head_words(lexicon: Lexicon) -> HeadWords:
    """Compile the words of table heads of a lexicon."""
    table = lexicon.table("table_heads")
    back = {word: row["back"] for row in table["time"] for word in row["words"]}
    months = {**lexicon.table("periods")["parts"], **table["months"]}
    return compiled(
        HeadWords,
        table,
        measures=tuple(_measure(row) for row in table["measure"]),
        rates=any_of(table["rates"]["words"], end="$"),
        nouns=any_of(table["nouns"]["words"], end="$"),
        own_nouns=frozenset(table["nouns"]["shares"]),
        unit_line=re.compile(
            f"(?:{either(table['caption']['unit'])})\\s?[:：]?\\s?([^\\s)）;；。]+(?:[ 、，,][^\\s)）:：]+)*)"
        ),
        currency=any_of(table["caption"]["currency"]),
        implied=tuple((row["unit"], any_of(row["words"])) for row in table["implied"]),
        cents=table["cents"]["unit"],
        relative=re.compile(f"(?:{either(back)})(?!{either(table['no_time']['words'])})"),
        relative_end=any_of(back, end="$"),
        plans={word: (first, last) for word, (first, last) in lexicon.table("periods")["plans"].items()},
        plan=re.compile(f'[“"「]?({either(lexicon.table("periods")["plans"])})五[”"」]?(?:时期|期间)?'),
        lead=tuple(table["status"]["lead"]),
        unitless=any_of(table["unitless"]["words"], end="$"),
        title=_title(table["title"]),
        back=back,
        months={word: (first, last) for word, (first, last) in months.items()},
        part=any_of(months),
        target=re.compile(_status(table["status"]["target"])),
        kinds={row["name"]: row["status"] for row in lexicon.table("kinds")["kind"]},
        goal=any_of(table["status"]["goal"]),
        actual=re.compile(_status(table["status"]["actual"])),
        openers=re.compile(
            f"(?:{either(_long(table['openers']['words']))}|[（(]?[一二三四五六七八九十\\d]{{1,3}}[)）、.．])+"
        ),
        within=tuple(table["openers"]["within"]),
        up=any_of(table["cell"]["up"]),
        down=any_of(table["cell"]["down"]),
        fillers=any_of(table["cell"]["fillers"]),
        empty=frozenset(table["cell"]["empty"]),
    )


def _status(words: Iterable[str]) -> str:
    """A word of status opens or ends a head; within it, it is part of a noun (一般公共预算收入)."""
    return f"^(?:{either(words)})|(?:{either(words)})+[%％]?$"


def _title(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    number = rf"(?:{either(table['numbers'])})\s?[\d一二三四五六七八九十]{{1,3}}(?:[.\-—－]\d{{1,2}})?[：:．.、]?"
    return re.compile(f"^{number}|^(?:{either(table['before'])})|(?:{either(table['after'])})$")


def _long(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in "（("]


def _measure(row: Mapping[str, object]) -> MeasureRow:
    words = cast("list[str]", row["words"])
    open_words = [w for w in words if w.startswith(("占", "完成", "为")) and not w.endswith(("率", "度", "比"))]
    ends = [w for w in words if w not in open_words]
    alternatives = [f"(?:{either(open_words)})(?!用|地).*$"] * bool(open_words) + [
        f"(?:{either(ends)})(?![前后]){_TAIL}$"
    ] * bool(ends)
    if row["measure"] == "ratio":
        alternatives.append("为[^为]{2,14}的?[%％]$")
    return MeasureRow(
        cast("Measure", row["measure"]),
        cast("Direction | None", row.get("direction")),
        cast("str", row.get("unit", "")),
        re.compile("|".join(alternatives)),
    )
