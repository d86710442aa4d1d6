"""A user's own vocabulary, tried on a sentence."""

from __future__ import annotations

from reportparse.lexicon import own
from reportparse.pipeline import parse


def problems(content: str) -> list[str]:
    """Return what is wrong with a user's file, as ``lexicon.own.problems`` does, and what the stages cannot work with.

    >>> problems("")
    []
    """
    return own.problems(content) or _trial(content)


def _trial(content: str) -> list[str]:
    try:
        parse("全年地区生产总值增长5%。", lexicon=own.with_own(content))
    except Exception as error:
        return [f"line 1: the program cannot work with this vocabulary: {type(error).__name__}: {error}"]
    return []
