"""What a number takes from the numbers around it: the verb, the reference, the direction, the kind of its noun."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from reportparse.claims.nouns import Thread
from reportparse.claims.reading import Reading
from reportparse.claims.words import Words
from reportparse.model import Direction, Mention


def elliptical(reading: Reading, mention: Mention, left: str, thread: Thread, words: Words) -> Reading:
    """压减支出5%、收费10%: a verb of change governs the numbers that follow without a verb of their own."""
    before = thread.reading
    if not before or before.measure not in ("growth_rate", "change", "share") or reading.measure != "level":
        return reading
    if mention.unit == "%":
        speeds = before.rule in ("rate noun", "verb inherited")
        if (
            reading.rule == "percent alone"
            and thread.unit == "%"
            and (speeds or not thread.last.endswith(words.ends["level_noun"]))
        ):
            return replace(reading, measure=before.measure, direction=before.direction, rule="verb inherited")
        if reading.rule != "rate" or before.measure != "growth_rate" or reading.noun.endswith(words.ends["level_noun"]):
            return reading
    elif (
        (not reading.noun or words.guard.search(reading.noun))
        or not (left.startswith("、") or reading.noun[-2:] == thread.last[-2:])
        or reading.rule != "noun before"
        or before.rule != "change of"
        or mention.unit != thread.unit
    ):
        return reading
    return replace(reading, measure=before.measure, direction=before.direction, rule="verb inherited")


def same_reference(reading: Reading, thread: Thread) -> Reading:
    """比上年增长5%，出口增长3%: what growth is measured from holds for the growth rates that follow."""
    before = thread.reading
    if reading.measure != "growth_rate" or reading.reference or not before or before.measure != "growth_rate":
        return reading
    return replace(reading, reference=before.reference)


def by_noun(reading: Reading, noun: str, words: Words) -> Reading:
    """失业率、物价涨幅分别控制在a、b: what the numbers of a list measure, each noun says for its own."""
    if reading.rule not in ("rate noun", "rate", "share noun"):
        return reading
    if noun.endswith(words.ends["share_noun"]):
        return replace(reading, measure="share", direction=None)
    rate = next((word for word in words.ends["rate_noun"] if noun.endswith(word)), "")
    if rate:
        return replace(reading, measure="growth_rate", direction=cast("Direction | None", words.directions.get(rate)))
    level = noun.endswith(words.ends["level_noun"])
    return replace(reading, measure="level", direction=None) if level else reading


def own_direction(reading: Reading, gap: str, words: Words) -> Reading:
    """分别增长3%和下降2%: a later number of a list may have its own verb."""
    match = words.cue.search(gap)
    if not match or match.lastgroup != "change":
        return reading
    return replace(reading, direction=cast("Direction | None", words.directions.get(match[0])), evidence=match[0])


def signed(reading: Reading, mention: Mention) -> Reading:
    """增长-1.8% is a fall; the value stays as written."""
    negative = mention.value is not None and mention.value < 0 and reading.measure in ("growth_rate", "change")
    return replace(reading, direction="down") if negative else reading
