"""How fast this program reads, beside jieba, one regular expression, and public readers, on the same whole texts.

    python bench/bench.py [NAME=GLOB ...] [--rounds N] [--peers] [--write PAGE]

Each ``NAME=GLOB`` is one row: the files that match are read once, and then every reader reads the whole text of each,
one reader after another, in as many rounds as are asked for; what this program remembers of texts is cleared before
each reader's turn, and the least CPU time of a reader counts. Without sets the report in raw/ is read. ``--peers`` adds
the public readers that are installed (``pip install --group bench``); ``--write`` makes a page of the tables.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gc
import glob
import io
import platform
import re
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import jieba
from peers import PEERS

from reportparse import read
from reportparse.claims import make_claims
from reportparse.claims.confidence import weigh
from reportparse.frame import describe
from reportparse.lexicon import default
from reportparse.mentions import find_mentions
from reportparse.model import Document
from reportparse.pipeline import parse
from reportparse.repair import clean
from reportparse.segment import segment

ROOT = Path(__file__).resolve().parent.parent
NUMBER = re.compile(
    r"[约近超达至]?\d+(?:\.\d+)?[%％‰万亿千百]{0,2}[^\s，。；：、]{0,3}|[一二三四五六七八九十百千万亿]{2,}"
)
"""One scan that any program would need that looks for numbers."""
COMPILED = 8
"""Caches for no more entries than this hold what is compiled of a lexicon, and stay."""
Reader = Callable[[Document], object]
Times = Mapping[str, float]


def main() -> None:
    """Measure each set and print, or write, the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("sets", nargs="*", metavar="NAME=GLOB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    jieba.setLogLevel(60)
    sets = {name: files_of(pattern) for name, _, pattern in (one.partition("=") for one in options.sets)}
    sets = sets or {"raw": files_of(str(ROOT / "raw" / "*.txt"))}
    page = render(sets, options.rounds, peers=options.peers)
    if options.write:
        options.write.write_text(page, encoding="utf8")
    print(page)


def files_of(pattern: str) -> list[Document]:
    """The documents of a set; formats are read before anything is measured."""
    documents = [read(path) for path in sorted(glob.glob(pattern, recursive=True)) if Path(path).is_file()]
    if not documents:
        raise SystemExit(f"no file matches {pattern}")
    return documents


def render(sets: Mapping[str, Sequence[Document]], rounds: int, *, peers: bool) -> str:
    """The page: ratios first, then what each stage takes, then other readers."""
    rows, shares, others = [], [], []
    for name, documents in sets.items():
        times = least(readers(), documents, rounds)
        staged = stages(documents, rounds)
        claims = sum(len(parse(document).claims) for document in documents)
        rows.append(cells(name, documents, claims, times))
        whole = sum(staged.values())
        shares.append([name, *(f"{100 * value / whole:.0f} %" for value in staged.values())])
        if peers:
            others += compared(name, documents, rounds, times["parse"])
    parts = [
        HEAD.format(machine=machine(), rounds=rounds),
        table(COLUMNS, rows),
        STAGES,
        table(["set", *STAGE_NAMES], shares),
    ]
    return (
        "\n\n".join([*parts, *([PEER_TEXT, table(["set", "reader", "× the time of parse"], others)] if peers else [])])
        + "\n"
    )


HEAD = """# How fast it reads

Written by `make bench`; {machine}. Every reader gets the same whole texts, nothing is remembered from one round to the
next, and the least CPU time of {rounds} rounds counts. Ratios hold on other machines; characters a second do not."""
COLUMNS = [
    "set",
    "documents",
    "characters",
    "claims",
    "speed of jieba.cut",
    "time of one scan",
    "µs a claim",
    "characters a CPU-second",
]
STAGE_NAMES = ["clean", "segment", "describe", "mentions", "claims", "confidence"]
STAGES = """## By stage

What each stage takes of the whole."""
PEER_TEXT = """## Beside public readers

They find numbers, amounts or dates, and no claims; `pip install --group bench` installs them. Each is given the text
line by line, since some take time that grows with the square of the length."""


def cells(name: str, documents: Sequence[Document], claims: int, times: Times) -> list[str]:
    """One row of the first table."""
    characters, parsed = sum(len(d.text) for d in documents), times["parse"]
    ratios = [f"{times['jieba.cut'] / parsed:.2f} ×", f"{parsed / times['scan']:.0f} ×"]
    cost = f"{1e6 * parsed / claims:.0f}" if claims else "–"
    return [name, f"{len(documents)}", f"{characters:,}", f"{claims:,}", *ratios, cost, f"{characters / parsed:,.0f}"]


def readers() -> dict[str, Reader]:
    """This program, and two yardsticks."""
    return {
        "parse": parse,
        "jieba.cut": lambda document: list(jieba.cut(document.text, HMM=False)),
        "scan": lambda document: NUMBER.findall(document.text),
    }


def least(named: Mapping[str, Reader], documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """The least CPU time in which each reader reads all documents; readers take turns."""
    for reader in named.values():
        reader(documents[0])
    spent: dict[str, list[float]] = {name: [] for name in named}
    for _ in range(rounds):
        for name, reader in named.items():
            forget()
            start = time.process_time()
            for document in documents:
                reader(document)
            spent[name].append(time.process_time() - start)
    return {name: min(values) for name, values in spent.items()}


def forget() -> None:
    """Clear what this program remembers of texts, and leave no garbage of one reader to the next."""
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper) and str(found.__module__).startswith("reportparse"):
            size = found.cache_parameters()["maxsize"]
            if size is None or size > COMPILED:
                found.cache_clear()
    gc.collect()


def stages(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """The CPU time of each stage on what the stage before it gave."""
    lexicon = default()
    cleaned = {d.text: clean(d.text) for d in documents}
    layouts = {d.text: segment(cleaned[d.text], lexicon, d.grids) for d in documents}
    frames = {t: describe(cleaned[t], layouts[t], lexicon, source=None, year=None, place=None) for t in cleaned}
    mentions = {t: find_mentions(layout.blocks, lexicon) for t, layout in layouts.items()}

    def made(t: str) -> tuple:
        return make_claims(layouts[t], mentions[t], frames[t], cleaned[t].repairs + layouts[t].repairs, lexicon)

    claims = {t: made(t) for t in cleaned}
    named: dict[str, Reader] = {
        "clean": lambda d: clean(d.text),
        "segment": lambda d: segment(cleaned[d.text], lexicon, d.grids),
        "describe": lambda d: describe(cleaned[d.text], layouts[d.text], lexicon, source=None, year=None, place=None),
        "mentions": lambda d: find_mentions(layouts[d.text].blocks, lexicon),
        "claims": lambda d: made(d.text),
        "confidence": lambda d: weigh(claims[d.text], layouts[d.text], mentions[d.text], frames[d.text], lexicon),
    }
    return least(named, documents, rounds)


def compared(name: str, documents: Sequence[Document], rounds: int, parsed: float) -> list[list[str]]:
    """The time of each public reader as a multiple of this program's; one that is missing or fails is named so."""
    rows = []
    for peer, load in PEERS.items():
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                spent = least({peer: by_line(load())}, documents, rounds)[peer]
            rows.append([name, peer, f"{spent / parsed:.2f}"])
        except ModuleNotFoundError:
            rows.append([name, peer, "not installed"])
        except Exception as error:
            rows.append([name, peer, f"failed: {type(error).__name__}"])
    return rows


def by_line(reader: Callable[[str], object]) -> Reader:
    """A reader of texts, given the lines of a document."""
    return lambda document: [reader(line) for line in document.text.splitlines() if line.strip()]


def machine() -> str:
    """The processor and the Python that were measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf8").splitlines() if info.is_file() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    return f"measured on {model or platform.machine()} with Python {platform.python_version()}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))


if __name__ == "__main__":
    main()
