"""Check the promises about offsets on every text file below a folder: ``python tools/check_corpus.py FOLDER``.

- Replacing what the applied repairs name in the raw text gives the cleaned text.
- A block's characters that map one to one are those of the raw text; between them it lost white space, furniture or
  what a repair names.
- Every character of the file that is not white space stands in a block, in a block's mark or in a repair.
- Every Arabic digit of a block stands in exactly one mention.
- A mention says the same at its place in the block and, unless a repair touches it, in the raw text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import reportparse
from reportparse.repair import clean
from reportparse.report import Report

DIGITS = frozenset("0123456789０１２３４５６７８９")


def broken(raw: str) -> Iterator[str]:
    """Yield one line for each promise that does not hold for ``raw``."""
    cleaned = clean(raw)
    if replay(raw, cleaned.repairs) != cleaned.text:
        yield "the applied repairs do not give the cleaned text"
    report = reportparse.parse(raw)
    spans = [(r.start, r.end) for r in report.repairs if r.action == "applied"]
    furniture = [(b.start, b.end) for b in report.blocks if b.kind == "furniture"]
    covered = bytearray(len(raw))
    for start, end in spans + furniture:
        covered[start:end] = b"\1" * (end - start)
    changed = bytes(covered)
    for block in report.blocks:
        for _, _, start, end, _ in block.offsets.pieces:
            covered[start:end] = b"\1" * (end - start)
        marked = raw[block.start : block.end].find(block.marker[:1]) if block.marker else -1
        if marked >= 0:
            at = block.start + marked
            covered[at : at + len(block.marker)] = b"\1" * len(block.marker)
    for block in report.blocks:
        yield from misaligned(raw, block, changed, covered)
    lost = [i for i, c in enumerate(raw) if not covered[i] and not c.isspace()]
    if lost:
        yield f"{len(lost)} characters vanish, the first at {lost[0]}: {raw[lost[0] : lost[0] + 20]!r}"
    yield from mistold(raw, report, spans)
    yield from miscounted(report)


def replay(raw: str, repairs: tuple[reportparse.Repair, ...]) -> str:
    """Apply the applied repairs to the raw text."""
    out, at = [], 0
    for repair in sorted((r for r in repairs if r.action == "applied"), key=lambda r: (r.start, r.end)):
        out += [raw[at : repair.start], repair.after]
        at = repair.end
    return "".join(out) + raw[at:]


def misaligned(raw: str, block: reportparse.Block, repaired: bytes, covered: bytearray) -> Iterator[str]:
    """Yield what of a block's map does not lead to its characters."""
    if block.offsets.length != len(block.text):
        yield f"block {block.ordinal}: the map is of another length than the text"
    previous: int | None = None
    for start, end, source, stop, aligned in block.offsets.pieces:
        pairs = zip(range(source, stop), block.text[start:end], strict=aligned)
        if aligned and (wrong := [i for i, c in pairs if raw[i] != c and not repaired[i]]):
            yield f"block {block.ordinal}: its text differs from the raw text at {wrong[0]}: {raw[wrong[0]]!r}"
        if previous is not None and any(not raw[i].isspace() and not covered[i] for i in range(previous, source)):
            yield f"block {block.ordinal}: {raw[previous:source]!r} is lost inside it"
        previous = stop
    if block.text and not block.start <= block.offsets.span(0, len(block.text))[0] <= block.end:
        yield f"block {block.ordinal}: its text stands outside its span"


def mistold(raw: str, report: Report, repaired: list[tuple[int, int]]) -> Iterator[str]:
    """Yield the mentions that say something else in the raw text."""
    for mention in report.mentions:
        block = report.blocks[mention.block]
        if block.text[mention.block_start : mention.block_end] != mention.text:
            yield f"mention {mention.text!r} is not at its place in block {block.ordinal}"
        touched = any(start < mention.end and mention.start < end for start, end in repaired)
        told = "".join(raw[mention.start : mention.end].split())
        if not touched and told != "".join(mention.text.split()) and block.kind != "card":
            yield f"mention {mention.text!r} is {told!r} in the raw text"


def miscounted(report: Report) -> Iterator[str]:
    """Yield the Arabic digits that stand in no mention or in several."""
    counts = [bytearray(len(block.text)) for block in report.blocks]
    for mention in report.mentions:
        for i in range(mention.block_start, mention.block_end):
            counts[mention.block][i] += 1
    for block, count in zip(report.blocks, counts, strict=True):
        for i, c in enumerate(block.text):
            if c in DIGITS and count[i] != 1:
                yield f"block {block.ordinal}: {block.text[max(0, i - 5) : i + 5]!r} has a digit in {count[i]} mentions"


def main(folder: str) -> int:
    """Check every ``.txt`` file below ``folder`` and return the number of files with a broken promise."""
    files = sorted(Path(folder).rglob("*.txt"))
    wrong = 0
    for path in files:
        problems = list(broken(path.read_bytes().decode("utf-8-sig")))
        wrong += bool(problems)
        for problem in problems[:5]:
            print(f"{path}: {problem}")
    print(f"{len(files)} files, {wrong} with broken promises")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
