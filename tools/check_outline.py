"""Count the numbered headings of reports by themselves and compare: ``python tools/check_outline.py FOLDER``.

The count knows nothing of segmentation. Where lines number themselves 一, 二, 三 without a gap, one that opens with
``一、`` is a heading of the first level and one that opens with ``（一）`` of the second; below an annex the levels
count from the annex. Each must be found with its level and title, and no section may be a sentence of the body.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import reportparse

HAN = "零一二三四五六七八九十"
LINE = re.compile(
    r"\s*(?:(?P<first>[一二三四五六七八九十]+)、|[（(](?P<second>[一二三四五六七八九十]+)[）)])(?P<title>[^。\n]*)"
)
BODY = re.compile(r"[。；！？].")


def number(text: str) -> int:
    """Return the value of a Chinese ordinal below one hundred."""
    tens, ten, ones = text.rpartition("十")
    return (HAN.index(tens or "一") * 10 if ten else 0) + (HAN.index(ones) if ones else 0)


def counted(raw: str) -> list[tuple[int, str]]:
    """Return level and title of each line that continues the numbering of its level."""
    found: list[tuple[int, str]] = []
    at = {1: 0, 2: 0}
    for line in raw.splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        level = 1 if match["first"] else 2
        value = number(match["first"] or match["second"])
        if value in (at[level] + 1, 1):
            at[level] = value
            if level == 1:
                at[2] = 0
            found.append((level, squeeze(match["title"])))
    return found


def squeeze(text: str) -> str:
    """Drop white space and what cleaning may rewrite."""
    return re.sub(r"[\s％%．.]", "", text)


def wrong(raw: str) -> Iterator[str]:
    """Yield the headings that segmentation misses or ranks wrongly, and the sections that are sentences."""
    report = reportparse.parse(raw)
    annexes = {s.ordinal for s in report.sections if s.parent is None and not s.number and s.part != "review"}
    sections = [
        (s.level - (s.number[:1] in HAN and s.parent in annexes), squeeze(s.title).rstrip("。"))
        for s in report.sections
        if s.number[:1] in f"（({HAN}" and s.number
    ]
    for level, title in counted(raw):
        if not any(found == level and text.startswith(title[:12]) for found, text in sections):
            yield f"level {level} {title[:30]} is missing or of another level"
    for section in report.sections:
        if BODY.search(section.title):
            yield f"a section is made of sentences: {section.title[:40]}"


def main(folder: str) -> int:
    """Check every ``.txt`` file below ``folder`` and return the number of headings that are wrong."""
    total = bad = 0
    for path in sorted(Path(folder).rglob("*.txt")):
        raw = path.read_bytes().decode("utf-8-sig")
        total += len(counted(raw))
        for problem in wrong(raw):
            bad += 1
            print(f"{path.name}: {problem}")
    print(f"{total} headings counted, {bad} wrong")
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
