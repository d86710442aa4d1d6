"""What a person has put right: the rows of ``corrections.csv``, laid over claims once they are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from reportparse.batch.rows import InputError, csv_rows
from reportparse.claims.indicator_ids import indicator_id_of
from reportparse.lexicon import Lexicon
from reportparse.mentions.bounds import ends
from reportparse.mentions.quantities import read_quantity
from reportparse.mentions.vocabulary import vocabulary
from reportparse.tables import SCHEMAS, doc_id
from reportparse.tables.schemas import values_of

CORRECTIONS = "corrections.csv"
FLAG = "corrected"
NUMBERS = ("value", "value_low", "value_high")
FIELDS = (
    *("indicator", "indicator_id", "measure", "direction", *NUMBERS, "unit", "bound"),
    *("status", "period", "reference", "basis", "base_period"),
)
"""Columns of claims that may be corrected; what follows from them is reckoned anew."""
CLAIM, NO = "claim", "no"
"""The field and the value that say of a number that it makes no claim."""

Row: TypeAlias = dict[str, Any]

_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_PERIOD = re.compile(f"{_DAY}(?:/{_DAY})?")
_CLAIM = re.compile(r"[0-9a-f]{20}-c\d+(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one claim as it should be."""

    claim_id: str
    field: str
    value: str
    """Empty for what is not known."""
    note: str = ""
    text: str = ""
    """The number as the report prints it, where the row says it: a guard against a file that has changed."""


def read_corrections(path: Path) -> list[Correction]:
    """Return the rows of a file with the columns claim_id, or source and raw_start; field, value, note, and text.

    Raises:
        InputError: naming the line and what to do, if one cannot be understood.
    """
    if not path.is_file():
        return []
    rows = csv_rows(path, ("field", "value"), "claim_id,field,value,note")
    return [_correction(row, f"{path} line {line}") for line, row in rows if any(row.values())]


def _correction(row: Mapping[str, str], where: str) -> Correction:
    found = Correction(
        _claim(row, where), row["field"], row["value"], row.get("note", ""), row.get("text", "").removeprefix("'")
    )
    if found.field not in (*FIELDS, CLAIM):
        known = ", ".join((*FIELDS, CLAIM))
        raise InputError(f"{where}: field {found.field!r} cannot be corrected; it is one of {known}")
    wrong = _wrong(found.field, found.value)
    if wrong:
        raise InputError(f"{where}: {found.field} {wrong}")
    return found


def _claim(row: Mapping[str, str], where: str) -> str:
    named, source, start = row.get("claim_id", ""), row.get("source", ""), row.get("raw_start", "")
    if _CLAIM.fullmatch(named):
        return named
    if not named and source and start.isascii() and start.isdigit():
        return f"{doc_id(source)}-c{int(start)}"
    raise InputError(
        f"{where}: name the claim by its claim_id, or by source and raw_start; `reportparse show` has them"
    )


def _wrong(field: str, value: str) -> str | None:
    """Say why a field cannot have a value, or None."""
    if field == CLAIM:
        return None if value == NO else f"cannot be {value!r}; write {NO} where the number makes no claim"
    column = SCHEMAS["claims"].field(field)
    listed = values_of(column)
    if not value:
        return None if column.nullable or field in ("indicator", "unit") else "cannot be empty; give it a value"
    if listed and value not in listed:
        return f"cannot be {value!r}; it is one of {', '.join(sorted(listed))}"
    if field in NUMBERS and _decimal(value) is None:
        return f"{value!r} is no number; write digits such as 6.8, and the unit into the field unit"
    if field in ("period", "base_period") and not _PERIOD.fullmatch(value):
        return f"{value!r} is no period; write 2024, 2024-06 or 2021/2025"
    return None


def _decimal(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and value.isascii() else None


def by_document(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """Return the corrections of each document, by its id."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        found[correction.claim_id.partition("-")[0]].append(correction)
    return {doc: tuple(own) for doc, own in found.items()}


def correct(tables: Mapping[str, pa.Table], corrections: Sequence[Correction], lexicon: Lexicon) -> dict[str, pa.Table]:
    """Return the tables of one document with the corrections of its claims laid over them."""
    claims, documents = apply(tables["claims"], corrections, lexicon), tables["documents"]
    if len(claims) < len(tables["claims"]):
        at = documents.schema.get_field_index("n_claims")
        documents = documents.set_column(at, documents.schema.field(at), pa.array([len(claims)], pa.int64()))
    return {**tables, "claims": claims, "documents": documents}


def apply(claims: pa.Table, corrections: Sequence[Correction], lexicon: Lexicon) -> pa.Table:
    """Return claims with the corrections laid over them; those whose claim is gone do nothing.

    A number that is said to make no claim makes none; it stays in mentions.

    >>> import reportparse as rp
    >>> from reportparse.lexicon import default
    >>> claims = rp.parse("粮食产量20万吨。", year=2024).tables()["claims"]
    >>> fixed = apply(claims, [Correction(claims["claim_id"][0].as_py(), "value", "30")], default())
    >>> fixed["normalized_value"].to_pylist(), fixed["flags"][0].as_py()[-1]
    ([300000.0], 'corrected')
    """
    if not corrections:
        return claims
    rows = claims.to_pylist()
    lost = gone(claims, corrections)
    touched: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction not in lost:
            touched[correction.claim_id].append(correction)
    none = {id_ for id_, own in touched.items() if any(c.field == CLAIM for c in own)}
    rows = [row for row in rows if row["claim_id"] not in none]
    for row in rows:
        if row["claim_id"] in touched:
            _correct(row, touched[row["claim_id"]], lexicon)
    return pa.Table.from_pylist(rows, claims.schema)


def gone(
    claims: pa.Table, corrections: Iterable[Correction], mentions: pa.Table | None = None
) -> dict[Correction, str]:
    """Return the corrections that no claim answers to, each with what to say of it.

    Args:
        claims: the columns claim_id and text of the claims that corrections name, or of more.
        corrections: what a person has put right.
        mentions: the columns mention_id and text of their numbers; where a number is to make no claim it must be there.
    """
    printed, numbers = _texts(claims), _texts(mentions) if mentions else {}
    found = {}
    for correction in corrections:
        text = printed.get(correction.claim_id)
        if text is None and correction.field == CLAIM:
            text = numbers.get(mention_of(correction.claim_id)) if mentions else correction.text
        if text is None or (correction.text and correction.text != text):
            now = "there is no such claim any more" if text is None else f"its number is {text}, not {correction.text}"
            found[correction] = (
                f"{CORRECTIONS}: {correction.claim_id} {correction.field}: {now}; mend or remove the row"
            )
    return found


def _texts(table: pa.Table) -> dict[str, str]:
    """The texts of claims or mentions by id."""
    ids = table["claim_id" if "claim_id" in table.column_names else "mention_id"]
    return dict(zip(ids.to_pylist(), table["text"].to_pylist(), strict=True))


def mention_of(claim_id: str) -> str:
    """Return the id of the number that a claim is made of.

    >>> mention_of("3f9a1c07be52d84e6b90-c1206"), mention_of("3f9a1c07be52d84e6b90-c1206-2")
    ('3f9a1c07be52d84e6b90-m1206', '3f9a1c07be52d84e6b90-m1206')
    """
    doc, _, start = claim_id.partition("-c")
    return f"{doc}-m{start.partition('-')[0]}"


def _correct(row: Row, corrections: Sequence[Correction], lexicon: Lexicon) -> None:
    """Set the fields and all that follows from them; a person has read the row, so that it is sure."""
    before = dict(row)
    given = {c.field: c.value for c in corrections}
    for field, value in given.items():
        row[field] = float(value) if field in NUMBERS and value else value or _empty(field)
    if given.keys() & {*NUMBERS, "unit", "bound"}:
        _reckon(row, before, given, lexicon)
    if given.keys() & {"indicator", "measure", "unit"} and "indicator_id" not in given:
        row["indicator_id"] = indicator_id_of(row["indicator"], row["measure"], row["unit"], lexicon)
    if row["measure"] not in ("growth_rate", "change"):
        row["direction"] = None
    row["flags"] = [*(flag for flag in row["flags"] if flag != FLAG), FLAG]
    row["why"] = [*row["why"], *(_why(c, before) for c in corrections)]
    row["confidence"] = 1.0


def _empty(field: str) -> str | None:
    return "" if field in ("indicator", "unit") else None


def _why(correction: Correction, before: Row) -> str:
    note = f" ({correction.note})" if correction.note else ""
    return f"{correction.field}={correction.value}: {CORRECTIONS}, was {before[correction.field]}{note}"


def _reckon(row: Row, before: Row, given: Mapping[str, str], lexicon: Lexicon) -> None:
    if row["bound"] == "range":
        row["value"] = row["value_low"] if "value_low" in given else row["value"]
        row["value_low"] = row["value"]
    elif row["value"] is not None:
        value = Decimal(str(row["value"]))
        low, high = ends(row["bound"], value, value)
        for field, end in (("value_low", low), ("value_high", high)):
            if field not in given:
                row[field] = None if end is None else float(end)
    factor = _factor(row, before, lexicon, "unit" in given)
    exact = None if row["value"] is None else Decimal(str(row["value"])) * factor
    row["normalized_value"] = None if exact is None else float(exact)


def _factor(row: Row, before: Row, lexicon: Lexicon, other_unit: bool) -> Decimal:
    """What a value is multiplied with; a corrected unit says it anew, and its base and dimension."""
    if not other_unit and before["value"] and before["normalized_value"] is not None:
        return Decimal(str(before["normalized_value"])) / Decimal(str(before["value"]))
    token = read_quantity(vocabulary(lexicon), f"2{row['unit']}", 0, 0)
    if token is None or token.normalized_unit is None:
        row["normalized_unit"], row["dimension"] = row["unit"], ""
        return Decimal(1)
    row["normalized_unit"], row["dimension"] = token.normalized_unit, token.dimension
    return token.factor
