"""Lists of words as patterns, and whole tables of lists as the dataclass that a stage looks words up in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

_T = TypeVar("_T")


def either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first, so that 增 never cuts 增长 short.

    >>> either(["增", "增长"])
    '增长|增'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str], before: str = "", end: str = "") -> re.Pattern[str]:
    """Return a pattern that finds the longest of some words, between the patterns ``before`` and ``end``.

    >>> any_of(["增", "增长"], end="了?$").pattern
    '(?:增长|增)了?$'
    """
    return re.compile(f"{before}(?:{either(set(words))}){end}")


def compiled(kind: type[_T], lists: Mapping[str, Any], **given: object) -> _T:
    """Return a dataclass of words: each field that is not given is the list of its own name, as its type wants it.

    A list may stand in a table under ``words``. A pattern finds any of its words.

    Raises:
        KeyError: if there is no list of a field's name.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Words:
    ...     up: re.Pattern[str]
    ...     totals: frozenset[str]
    ...     last: str
    >>> compiled(Words, {"up": ["增", "增长"], "totals": {"words": ["合计"]}}, last="末")
    Words(up=re.compile('(?:增长|增)'), totals=frozenset({'合计'}), last='末')
    """
    hints = get_type_hints(kind)
    found = {f.name: _as(hints[f.name], lists[f.name]) for f in fields(kind) if f.name not in given}  # type: ignore[arg-type]
    return kind(**found, **given)


def _as(hint: Any, listed: Any) -> object:
    words: Collection[str] = listed["words"] if isinstance(listed, Mapping) and "words" in listed else listed
    if getattr(hint, "__origin__", hint) is re.Pattern:  # compiled classes keep no arguments of their types
        return any_of(words)
    build: Callable[[Any], object] = getattr(hint, "__origin__", hint)
    return build(words)
