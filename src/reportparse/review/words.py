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


@lru_cache(maxsize=1)
def indicator_names() -> dict[str, tuple[str, str]]:
    """Return Chinese and English names of well-known indicators by id.

    >>> indicator_names()["gdp"]
    ('国内生产总值', 'Gross domestic product')
    """
    from reportparse.lexicon import default

    return {row["id"]: (row["nbs_name"], row["name"]) for row in default().table("indicators")["indicator"]}


def indicator(indicator_id: str) -> Markup:
    """Return an indicator's Chinese name as HTML that the language switch turns into its English one.

    >>> str(indicator("gdp"))
    '<span data-zh="国内生产总值" data-en="Gross domestic product">国内生产总值</span>'
    """
    return both(*indicator_names().get(indicator_id, (indicator_id, indicator_id)))


def called(nbs_name: str) -> Markup:
    """Return the name that the National Bureau of Statistics uses as HTML, with its English where there is one.

    >>> str(called("国内生产总值")) == str(indicator("gdp")), str(called("云溪指数"))
    (True, '<span data-zh="云溪指数" data-en="云溪指数">云溪指数</span>')
    """
    return both(nbs_name, dict(indicator_names().values()).get(nbs_name, nbs_name))


def both(zh: str, en: str) -> Markup:
    """Return words as HTML that the language switch turns.

    >>> str(both("其他", "other"))
    '<span data-zh="其他" data-en="other">其他</span>'
    """
    return Markup('<span data-zh="{}" data-en="{}">{}</span>').format(zh, en, zh)


def word(key: str) -> Markup:
    """Return the Chinese for a key as HTML that the page's language switch can turn into English.

    >>> str(word("share"))
    '<span data-t="share">占比</span>'
    """
    if key not in words():
        return escape(chinese(key))
    return Markup('<span data-t="{}">{}</span>').format(key, chinese(key))
