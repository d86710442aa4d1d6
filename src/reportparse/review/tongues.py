"""What the tables say in English, in Chinese: names of rules, reasons, warnings and failures."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from reportparse.lexicon import default

Both: TypeAlias = tuple[str, str]
"""Chinese, and English."""
Group: TypeAlias = Literal["reasons", "verdicts", "warnings"]

_LATIN = re.compile("[A-Za-z]")
_PAGES = re.compile(r"pages? ([\d, ]+?)(?: and (\d+) more)?")
_COUNTED = re.compile(r"(.+) \((\d+)\)")
_NUMBERED = re.compile(r"(\d+) (.+)")
_AND = "、"
_MARKS = re.compile("[【】]")


@lru_cache(maxsize=1)
def _said() -> dict[str, Any]:
    return tomllib.loads((files("reportparse.review") / "said.toml").read_text(encoding="utf8"))


@lru_cache(maxsize=3)
def _phrases(group: Group) -> list[tuple[re.Pattern[str], str]]:
    """The phrases of a group that hold other words, those that say most first."""
    rows = sorted(_said()[group].items(), key=lambda row: -len(row[0].replace("{}", "")))
    return [(re.compile(re.escape(en).replace(r"\{\}", "(.+?)"), re.DOTALL), zh) for en, zh in rows if "{}" in en]


def both(text: str, group: Group) -> Both:
    """Return a line of a table in both languages; words of the report, and what has no Chinese here, stay.

    >>> both("needs the report of 2025", "verdicts")[0], both("left out: comments (1), pictures (2)", "warnings")[0]
    ('缺2025年的报告', '未读入：批注（1）、图片（2）')
    >>> both("part: review", "reasons")[0], both("力争", "reasons")
    ('所在部分：回顾', ('力争', '力争'))
    """
    return _chinese(text, group), text


def _chinese(text: str, group: Group) -> str:
    whole = _said()[group].get(text) or _said()["things"].get(text)
    if whole or not _LATIN.search(text):
        return whole or text
    for pattern, zh in _phrases(group):
        if found := pattern.fullmatch(text):
            return zh.format(*(_part(part, group) for part in found.groups()))
    return text


def _part(text: str, group: Group) -> str:
    if pages := _PAGES.fullmatch(text):
        shown = _form("pages", pages[1].replace(", ", _AND))
        return _form("more", shown, pages[2]) if pages[2] else shown
    if _COUNTED.fullmatch(text):
        return _AND.join(_counted(item) for item in text.split(", "))
    if " and " in text and _NUMBERED.fullmatch(text):
        return _AND.join(_part(item, group) for item in text.split(" and "))
    if (numbered := _NUMBERED.fullmatch(text)) and numbered[2] in _said()["things"]:
        return _form("some", numbered[1], _said()["things"][numbered[2]])
    bare = text.removeprefix("a ")
    return str(_said()["things"].get(bare)) if bare in _said()["things"] else _chinese(text, group)


def _form(name: str, *parts: str) -> str:
    return str(_said()["forms"][name].format(*parts))


def _counted(item: str) -> str:
    found = _COUNTED.fullmatch(item)
    return f"{_said()['things'].get(found[1], found[1])}（{found[2]}）" if found else item


def rule(name: str) -> Both:
    """Return the name of a rule; one that has none in Chinese goes by the first text that it reads.

    >>> rule("growth"), rule("of_my_own")
    (('增长率', 'growth'), ('自定句式', 'of my own'))
    """
    known = _said()["rules"].get(name)
    if known is None:
        row = next((row for row in default().table("constructions")["construction"] if row["name"] == name), None)
        known = _MARKS.sub("", row["examples"][0]["text"]) if row else _form("own")
    return str(known), name.replace("_", " ")


def error(code: str, message: str) -> tuple[Both, Both]:
    """Return the short name of an error, and what it says.

    >>> error("empty", "the file holds no text")[0], error("KeyError", "KeyError: 1")[0]
    (('空文件', 'empty'), ('程序出错', 'KeyError'))
    """
    short, long = _said()["errors"].get(code, _said()["errors"]["other"])
    return (short, code.replace("_", " ")), (long, message)


def stage(name: str) -> Both:
    """Return the name of a stage.

    >>> stage("read")
    ('读取', 'read')
    """
    return _said()["stages"].get(name, name), name
