"""What to say where nothing was found: names that are near to a word, and which filter left nothing."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportparse.cli.say import counted
from reportparse.cli.select import meant

if TYPE_CHECKING:
    from reportparse.lexicon import Lexicon
    from reportparse.tables import Outputs

_FEW = 5
"""Names that a line of the terminal has room for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a filter lets pass: rows whose column has this value, or holds it."""

    option: str
    column: str
    value: str | int
    part: bool = False

    def passes(self, value: Any) -> bool:
        """Whether a row with this value in the column passes."""
        return str(self.value) in str(value or "") if self.part else bool(value == self.value)


def near(word: str, names: Mapping[str, str]) -> list[str]:
    """Return what is to be said of the names that hold a word, else of those that are spelled much like it.

    >>> near("茶", {"红茶产量": "red_tea (红茶产量)", "red_tea": "red_tea (红茶产量)", "粮食": "粮食"})
    ['red_tea (红茶产量)']
    >>> near("红茶产了", {"红茶产量": "red_tea (红茶产量)"})
    ['红茶产量']
    """
    wanted = word.casefold()
    holding = dict.fromkeys(said for name, said in names.items() if wanted in name.casefold())
    return list(holding)[:_FEW] or difflib.get_close_matches(word, sorted(names), 3)


def did_you_mean(word: str, outputs: Outputs, lexicon: Lexicon, table: str = "panel") -> str:
    """Return words that ask for the indicator that was meant, by id and name; those of most rows first."""
    names: dict[str, str] = {}
    for name, said in _names(outputs, lexicon, table):
        names.setdefault(name, said)
    found = near(word, names)
    return f"; did you mean {', '.join(found)}?" if found else "; reportparse lexicon list indicators has all"


def _names(outputs: Outputs, lexicon: Lexicon, table: str) -> Iterator[tuple[str, str]]:
    """Names of indicators with what to say of them: of the table's rows, then of the vocabulary, then of the claims."""
    rows = outputs.table(table, ["indicator_id", "indicator"]).to_pylist()
    told = Counter((row["indicator_id"], row["indicator"]) for row in rows)
    known = {row["id"]: row for row in lexicon.table("indicators")["indicator"]}
    pairs = [pair for pair, _ in told.most_common()]
    if table == "panel":
        pairs += [(id_, row["nbs_name"]) for id_, row in known.items()]
    for id_, name in pairs:
        said = f"{id_} ({name})" if id_ else name
        yield from ((held, said) for held in (id_, name, *known.get(id_, {}).get("forms", ())) if held)
    if table == "panel":
        names = Counter(outputs.table("claims", ["indicator"])["indicator"].to_pylist())
        yield from ((name, name) for name, _ in names.most_common() if name)


def why_none(columns: Mapping[str, Sequence[Any]], wanted: Sequence[Wanted], rows: str = "row") -> str:
    """Say how many rows there are without the filters, and which filter leaves none of them.

    >>> why_none({"place": ["甲省", "乙省"]}, [Wanted("--place", "place", "丙", True)])
    '2 rows without --place 丙; none has --place 丙; there are 乙省, 甲省'
    """
    total = max(map(len, columns.values()), default=0)
    if not total or not wanted:
        return f"there are {counted(total, rows)} in all"
    left = {want: sum(map(want.passes, columns[want.column])) for want in wanted}
    options = " ".join(f"{want.option} {want.value}" for want in wanted)
    none = [f"none has {w.option} {w.value}{_there(w.value, columns[w.column])}" for w, n in left.items() if not n]
    each = [f"{n:,} have {w.option} {w.value}" for w, n in left.items() if n]
    return f"{counted(total, rows)} without {options}; {'; '.join(none) or ', '.join(each) + ', none all of these'}"


def _there(value: str | int, values: Sequence[Any]) -> str:
    """What was meant, or a few of what there is; of years those nearest."""
    known = sorted(set(values) - {None})
    if isinstance(value, str):
        return meant(value, known)
    return f"; there are {', '.join(map(str, sorted(sorted(known, key=lambda year: abs(year - value))[:_FEW])))}"
