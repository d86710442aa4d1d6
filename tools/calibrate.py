"""Fit the weights of confidence on texts read by hand: ``python tools/calibrate.py GOLD=FOLDER …``.

Each argument names a gold file (see gold.py), the folder of its texts, and, after another =, how many times each of its
claims counts: texts that no rule was written on tell more than those that were at hand. The weights are those of a
logistic regression with a Gaussian prior around the weights that were held before any text was read, each genre of
equal weight, found by Newton's method. They are written to ``confidence.toml`` of the lexicon, and what they are worth
on texts that the fit has not seen, by folds of documents and by leaving each genre out, to docs/calibration.md.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from gold import judged

from reportparse.claims.confidence import features, likely, names_years
from reportparse.lexicon import default

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/reportparse/lexicon/confidence.toml"
PAGE = ROOT / "docs/calibration.md"
STIFF = 8.0
"""How firmly the prior holds: the weight of its squared distance beside the log loss of one claim."""
FIRM = 60.0
"""The same for what all claims of a document share: a document counts once, however many claims it has."""
SHARED = ("frame_", "kind_", "status_", "target_", "time_")
"""How the names of such features begin."""
ALLOWANCE = 0.8
"""Taken from the base: a document of a kind not met yet may be misread as a whole, as no feature of a claim shows."""
FOLDS = 5
SURE = 0.9
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """One claim of a passage read by hand."""

    genre: str
    document: str
    found: dict[str, float]
    right: bool
    times: float


def main(arguments: Sequence[str]) -> int:
    """Fit, write the weights and the page, and return 1 if no claim was found."""
    seen = [one for argument in arguments for one in read(argument)]
    if not seen:
        print("no claim of a gold passage was found; name the files as GOLD.jsonl=FOLDER", file=sys.stderr)
        return 1
    prior: dict[str, float] = tomllib.loads(WEIGHTS.read_text(encoding="utf8"))["prior"]
    weights = fit(seen, prior)
    head = WEIGHTS.read_text(encoding="utf8").partition("[weights]")[0]
    lines = [f"{name} = {value:.2f}" for name, value in weights.items()]
    WEIGHTS.write_text(head + "[weights]\n" + "\n".join(lines) + "\n", encoding="utf8")
    folds = held_out(seen, prior, [one.document for one in seen], FOLDS)
    genres = held_out(seen, prior, [one.genre for one in seen], len({one.genre for one in seen}))
    PAGE.write_text(page(seen, weights, folds, genres), encoding="utf8")
    print(
        f"{len(seen)} claims of {len({one.document for one in seen})} documents; wrote {WEIGHTS.name} and {PAGE.name}"
    )
    return 0


def read(argument: str) -> Iterable[Seen]:
    """The claims of the passages of one gold file."""
    gold, folder, times = (*argument.split("="), "1")[:3]
    for genre, report, claim, right in judged(Path(gold), Path(folder)):
        block = report.blocks[claim.block]
        mention, dated = report.mentions[claim.mention], names_years(report.blocks, default())
        found = features(claim, mention, block, report.metadata, default(), dated=dated)
        yield Seen(genre, f"{gold}:{report.source}", found, right, float(times))


def fit(seen: Sequence[Seen], prior: dict[str, float]) -> dict[str, float]:
    """The weights that make the claims likeliest, each genre of equal weight, drawn towards the prior."""
    names = list(prior)
    x = np.array([[one.found.get(name, 0.0) for name in names] for one in seen])
    y = np.array([float(one.right) for one in seen])
    counts: dict[str, int] = defaultdict(int)
    for one in seen:
        counts[one.genre] += 1
    share = np.array([len(seen) / len(counts) / counts[one.genre] for one in seen]).clip(0.3, 3.0)
    share *= np.array([one.times for one in seen])
    start = np.array([prior[name] for name in names])
    stiff = np.array([FIRM if name.startswith(SHARED) else STIFF for name in names])
    free = np.ones(len(names), bool)
    while True:
        weights = _newton(x, y, share, np.where(free, start, 0.0), stiff, free)
        turned = free & (weights * start < 0) & np.array([not name.startswith("measure_") for name in names])
        if not turned.any():
            weights = weights - ALLOWANCE * np.array([name == "base" for name in names])
            return {name: round(float(value), 2) for name, value in zip(names, weights, strict=True)}
        free &= ~turned


def _newton(x: Vector, y: Vector, share: Vector, start: Vector, stiff: Vector, free: npt.NDArray[np.bool_]) -> Vector:
    """Where the loss is least; what is not free stays at zero, since a doubt never makes a claim likelier."""
    at = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ at))
        gradient = np.where(free, x.T @ (share * (p - y)) + stiff * (at - start), 0.0)
        hessian = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(stiff)
        hessian[~free] = 0.0
        hessian[:, ~free] = 0.0
        hessian[~free, ~free] = 1.0
        step: Vector = np.linalg.solve(hessian, gradient)
        at = at - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return at


def held_out(seen: Sequence[Seen], prior: dict[str, float], groups: Sequence[str], parts: int) -> list[float]:
    """The confidence of each claim by weights that no claim of its group has moved."""
    order = {group: i % parts for i, group in enumerate(sorted(set(groups)))}
    out = [0.0] * len(seen)
    for part in range(parts):
        weights = fit([one for one, group in zip(seen, groups, strict=True) if order[group] != part], prior)
        for i, (one, group) in enumerate(zip(seen, groups, strict=True)):
            if order[group] == part:
                out[i] = likely(one.found, weights)
    return out


def page(seen: Sequence[Seen], weights: dict[str, float], folds: list[float], genres: list[float]) -> str:
    """docs/calibration.md."""
    text = (ROOT / "tools/calibration.md.txt").read_text(encoding="utf8")
    fitted = [likely(one.found, weights) for one in seen]
    tables = {
        "{counts}": f"{len(seen):,} claims in passages of {len({one.document for one in seen})} documents",
        "{allowance}": str(ALLOWANCE),
        "{bins}": bins(*_fresh(seen, folds, fresh=True)),
        "{known}": bins(*_fresh(seen, folds, fresh=False)),
        "{genres}": by_genre(seen, fitted, folds, genres),
        "{weights}": "\n".join(f"| `{name}` | {value:+.2f} |" for name, value in weights.items() if name != "base"),
    }
    for mark, table in tables.items():
        text = text.replace(mark, table)
    return text


def _fresh(seen: Sequence[Seen], scores: Sequence[float], *, fresh: bool) -> tuple[list[Seen], list[float]]:
    """The claims that count in full, or those that count for less because rules were written on their texts."""
    at = [i for i, one in enumerate(seen) if (one.times >= 1) == fresh]
    return [seen[i] for i in at], [scores[i] for i in at]


def bins(seen: Sequence[Seen], scores: Sequence[float]) -> str:
    """How many claims of each confidence are right."""
    rows = []
    for low, high in pairwise(BINS):
        mine = [one.right for one, score in zip(seen, scores, strict=True) if low <= score < high]
        share = f"{sum(mine) / len(mine):.2f}" if mine else ""
        rows.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(mine)} | {sum(mine)} | {share} |")
    return "\n".join(rows)


def by_genre(seen: Sequence[Seen], fitted: Sequence[float], folds: Sequence[float], genres: Sequence[float]) -> str:
    """What 0.9 and above holds in each genre, as fitted, by folds of documents, and with the genre left out."""
    rows = []
    for genre in (*sorted({one.genre for one in seen}), ""):
        at = [i for i, one in enumerate(seen) if not genre or one.genre == genre]
        cells = [genre or "**all**", str(len(at)), f"{sum(seen[i].right for i in at) / len(at):.2f}"]
        for scores in (fitted, folds, genres):
            sure = [seen[i].right for i in at if scores[i] >= SURE]
            cells.append(f"{len(sure)}, {sum(sure) / len(sure):.2f}" if sure else "0")
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
