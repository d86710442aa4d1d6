"""What the pages say, in Chinese and English."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup, escape


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, str]]:
    """Return Chinese and English by key; the groups of ``words.toml`` share one set of keys.

    >>> words()["growth_rate"]
    ('增速', 'growth rate')
    """
    groups = tomllib.loads((files("reportparse.review") / "words.toml").read_text(encoding="utf8"))
    return {key: (zh, en) for group in groups.values() for key, (zh, en) in group.items()}


def chinese(key: str) -> str:
    """Return the Chinese for a key; a key that has no word, such as a new flag, is shown as it is.

    >>> chinese("share"), chinese("a_new_flag")
    ('占比', 'a new flag')
    """
    return words()[key][0] if key in words() else key.replace("_", " ")


def word(key: str) -> Markup:
    """Return the Chinese for a key as HTML that the page's language switch can turn into English.

    >>> str(word("share"))
    '<span data-t="share">占比</span>'
    """
    if key not in words():
        return escape(chinese(key))
    return Markup('<span data-t="{}">{}</span>').format(key, chinese(key))
