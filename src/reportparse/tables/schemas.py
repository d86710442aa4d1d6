"""The columns of every table, each described once.

The descriptions travel in the Parquet files as field metadata and feed ``columns.parquet`` and ``docs/columns.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pyarrow as pa

from reportparse import model
from reportparse.tables.fields import count, document, flag, line_box, number, page, place, raw_span, text, texts, year

_VALUE_TEXT = text("value_text", "The number as written, without scale word, unit and bound.", "2.65")
_VALUES = [
    number("value_low", "Lower end as written; null where a bound leaves that side open.", "2.65"),
    number("value_high", "Upper end as written; null where a bound leaves that side open.", "2.65"),
]
_VALUE = number("value", "The number as written, its scale word left in the unit; of a range the lower end.", "2.65")
_BOUND = text("bound", "Plain (=), about (~), one-sided, or a range of two ends.", "=", values=model.Bound)
_UNIT = text("unit", "Unit as written, with its scale word and without the bound; empty if there is none.", "亿人次")
_NORMALIZED = [
    number("normalized_value", "The number with its scale words multiplied out.", "265000000.0"),
    text("normalized_unit", "Unit in its base form; percent stays percent.", "人次"),
]
_DIMENSION = text("dimension", "What the unit measures, such as money or area; empty if that is not known.", "count")

_SECTION = "3f9a1c07be52d84e6b90-s1180"

DOCUMENTS = pa.schema(
    [
        document(),
        text("source", "Path relative to the input folder, its parts joined by /.", "gansu/report.txt"),
        text("sha256", "SHA-256 of the file's bytes.", "9f86d081884c7d659a2feaa0c55ad015"),
        text("media_type", "Type of the file, told by its content.", "text/plain"),
        text("encoding", "Character encoding of the file; empty where its type leaves no choice.", "utf-8"),
        text("title", "Title line of the report.", "2024年政府工作报告", null=True),
        text("place", "Full name of the place that reports.", "新疆维吾尔自治区", null=True),
        text("place_code", "GB/T 2260 code of the place, six digits.", "650000", null=True),
        text("level", "Level of the place.", "province", null=True, values=model.Level),
        year("report_year", "The year whose work the report plans.", "2024"),
        year("review_year", "The last year that the report looks back on.", "2023"),
        text("issuer", "Who gives the report.", "省人民政府", null=True),
        text("delivered", "Day on which the report was given, ISO 8601.", "2024-01-30", null=True),
        text("kind", "What kind of document it is, a name of the lexicon's kinds.", "work_report"),
        text("issued", "Day on which the document was given or published, ISO 8601.", "2024-01-30", null=True),
        text("covers", "What the document is about or looks back on: year, month or interval.", "2023", null=True),
        number("frame_certainty", "How sure kind and years are, 0 to 1.", "0.95", null=False),
        texts("frame_evidence", "One line a field: what decided kind and years.", "kind=budget 0.98: title 预算草案"),
        count("n_chars", "Characters of the decoded file.", "30211"),
        count("n_repairs", "Rows in repairs, flagged ones included.", "112"),
        count("n_sections", "Rows in sections.", "24"),
        count("n_blocks", "Rows in blocks.", "310"),
        count("n_mentions", "Rows in mentions.", "402"),
        count("n_claims", "Rows in claims.", "214"),
        texts("warnings", "What a reader of this document's rows should know.", "year taken from the file name"),
        text("version", "Version of the program that made the rows.", "0.1.0"),
        text("lexicon_version", "Digest of the vocabulary that was used.", "a1b2c3d4e5f60718"),
        text("input_key", "Digest of all that decides the rows; a rerun keeps the rows whose key is the same.", "5c1d"),
    ]
)

SECTIONS = pa.schema(
    [
        document(),
        text("section_id", "Section: doc_id, -s and the heading's raw position.", _SECTION),
        text("parent_id", "Section that this one is part of.", "3f9a1c07be52d84e6b90-s12", null=True),
        count("ordinal", "Place of the section in its report, from 0.", "3"),
        count("level", "Depth in the outline; 1 is the highest.", "2"),
        text("number", "Number of the heading as written; empty if it has none.", "（二）"),
        text("title", "Heading without its number.", "产业发展迈上新台阶"),
        text("part", "Part of the report that the section belongs to.", "review", values=model.Part),
        text("heading_position", "Where the heading stands to its body.", "before", values=model.HeadingPosition),
        number("confidence", "How sure the attachment of the body is, 0 to 1.", "0.95", null=False),
        text("reason", "What decided the attachment.", "numbered heading before its body"),
        *raw_span("the heading"),
    ]
)

BLOCKS = pa.schema(
    [
        document(),
        text("block_id", "Block: doc_id, -b and its raw position.", "3f9a1c07be52d84e6b90-b1201"),
        text("section_id", "Section of the block; null where the text does not decide.", _SECTION, null=True),
        count("ordinal", "Place of the block in its report, from 0.", "17"),
        text("kind", "What the block is.", "bullet", values=model.BlockKind),
        text("marker", "Bullet or list mark that opens the block and that text leaves out.", "●"),
        text("part", "Part of the report that the block belongs to.", "review", values=model.Part),
        text(
            "label", "Of a card the label of its values, of a table line its heads; empty for others.", "城镇调查失业率"
        ),
        texts("flags", "Doubts about the block.", "joined_over_page"),
        text("text", "The block's repaired text, its wrapped lines joined.", "全年新增就业48.2万人。"),
        text("offsets", "Map of text to the decoded file: length@start, or length@start:end.", "7@90 2@97:101"),
        page(),
        *raw_span("the block, its marker included"),
        *(
            place(name, f"For a cell of a table, {what}; null for others.", example)
            for name, what, example in (
                ("grid", "which table of the document it is in, from 0", "2"),
                ("grid_row", "its row, from 0", "1"),
                ("grid_column", "its column, from 0", "0"),
                ("row_span", "how many rows it covers", "1"),
                ("column_span", "how many columns it covers", "2"),
            )
        ),
    ]
)

MENTIONS = pa.schema(
    [
        document(),
        text("block_id", "Block that holds the mention.", "3f9a1c07be52d84e6b90-b1201"),
        text("mention_id", "Mention: doc_id, -m and its raw position.", "3f9a1c07be52d84e6b90-m1206"),
        text("kind", "What the numeral is; only some kinds make claims.", "quantity", values=model.MentionKind),
        text("reason", "Why it is of this kind, or how it was read.", "digits"),
        text("text", "The numeral with its unit and the words that bound it.", "2.65亿人次"),
        count("start", "First character in the block's text, counted from 0.", "5"),
        count("end", "The character after the last one in the block's text.", "12"),
        _VALUE_TEXT,
        _VALUE,
        *_VALUES,
        _BOUND,
        _UNIT,
        *_NORMALIZED,
        _DIMENSION,
        text("iso", "ISO 8601 value of a date that stands complete in the text.", "2023-11-06", null=True),
        texts("flags", "Doubts about the numeral, such as repaired.", "repaired"),
        page(),
        *line_box(),
        *raw_span("the mention"),
    ]
)

CLAIMS = pa.schema(
    [
        document(),
        text("section_id", "Section of the claim; null where the text does not decide.", _SECTION, null=True),
        text("block_id", "Block that holds the claim.", "3f9a1c07be52d84e6b90-b1201"),
        text("mention_id", "Mention that the claim rests on.", "3f9a1c07be52d84e6b90-m1206"),
        text(
            "claim_id",
            "Claim: doc_id, -c and its mention's raw position; a second one adds -2.",
            "3f9a1c07be52d84e6b90-c1206",
        ),
        text("indicator", "What is measured, in the report's words.", "规模以上工业增加值"),
        text("indicator_id", "Name of a well-known indicator.", "industrial_value_added", null=True),
        text("measure", "What the number says of the indicator.", "growth_rate", values=model.Measure),
        text("direction", "Up or down, for growth rates and changes only.", "up", null=True, values=model.Direction),
        _VALUE_TEXT,
        _VALUE,
        _UNIT,
        *_NORMALIZED,
        _DIMENSION,
        _BOUND,
        *_VALUES,
        text("status", "Reported as the case, or planned.", "actual", values=model.Status),
        text("period", "Year, month or interval that the number is about, ISO 8601.", "2023", null=True),
        text("reference", "What a share, rank or change is relative to, as written.", "全国", null=True),
        text(
            "basis",
            "What a growth rate or a change is measured from: the year before, the month before, each year of an "
            "interval, an interval as a whole, a named year, a plan; null where the text does not say.",
            "yoy",
            null=True,
            values=model.Basis,
        ),
        text("base_period", "Period that a growth rate or a change is measured from, ISO 8601.", "2022", null=True),
        text("text", "Text of the mention.", "6.8%"),
        text("sentence", "Sentence that holds the mention.", "规模以上工业增加值增长6.8%。"),
        texts("flags", "Doubts about the claim, such as period_inferred.", "period_inferred"),
        text("rule", "Rule that made the claim.", "amount"),
        number(
            "confidence", "How sure the claim is, 0 to 1; 0.9 and above is right nine times in ten.", "0.93", null=False
        ),
        texts("why", "One line a field: what in the text decided it.", "status=target: 力争"),
        page(),
        *raw_span("the mention"),
    ]
)

REPAIRS = pa.schema(
    [
        document(),
        text("repair_id", "Repair: doc_id, -r and its raw position.", "3f9a1c07be52d84e6b90-r1201"),
        text("kind", "Kind of damage; kinds that met at one place are joined by +.", "doubled_runs"),
        text("action", "Applied to the text, or only flagged as doubtful.", "applied", values=model.Action),
        *raw_span("the damaged text"),
        text("before", "The raw characters.", "惠及惠及"),
        text("after", "What stands there now; for a flagged row what would if the doubt were settled.", "惠及"),
        text("evidence", "What in the text proves the repair.", "an ideograph run repeats"),
        flag("silent", "True for repairs that change no reading, such as full-width digits.", "false"),
    ]
)

_PLACE = [
    text("place", "Full name of the place; the file's name where the place is in no list.", "甘肃省"),
    text("place_code", "GB/T 2260 code of the place, six digits.", "620000", null=True),
    text("level", "Level of the place.", "province", null=True, values=model.Level),
]
_BASIS = text(
    "basis", "What growth or change is against; null for other measures.", "yoy", null=True, values=model.Basis
)
_ONE_UNIT = text("unit", "The one unit of the indicator.", "%")
_PERIOD = text("period", "Year, month or interval of the number, ISO 8601.", "2023")
_MEASURE = text("measure", "What the number says of the indicator.", "growth_rate", values=model.Measure)


def _side(side: str, what: str) -> list[pa.Field]:
    """The columns of a target or a result; null where that side is not at hand."""
    return [
        number(f"{side}_value", f"The {what}; a fall is negative.", "6.0"),
        number(f"{side}_low", f"Lower end of the {what}; null where it is open.", "6.0"),
        number(f"{side}_high", f"Upper end of the {what}; null where it is open.", "6.5"),
        text(f"{side}_bound", f"Bound of the {what}.", ">=", null=True, values=model.Bound),
        text(f"{side}_shown", f"The {what} as a cell shows it.", "≥6", null=True),
        count(f"{side}_n_values", f"How many values contend for the {what}.", "1", null=True),
        text(f"{side}_claim_id", f"Claim that gives the {what}.", "3f9a1c07be52-c1206", null=True),
        year(f"{side}_report_year", f"Year of the report that gives the {what}.", "2023"),
    ]


PANEL = pa.schema(
    [
        document(),
        *_PLACE,
        text("indicator_id", "Name of the indicator.", "gdp"),
        text("indicator", "Name that the National Bureau of Statistics uses.", "国内生产总值"),
        year("year", "The year that the period ends in.", "2023"),
        _PERIOD,
        _MEASURE,
        _BASIS,
        text("status", "Reported as the case, or planned.", "actual", values=model.Status),
        number(
            "value",
            "The number in the one unit; a fall is negative, of a range it is the lower end.",
            "5.2",
            null=False,
        ),
        number("low", "Lower end; null where a bound leaves it open.", "5.2"),
        number("high", "Upper end; null where a bound leaves it open.", "5.2"),
        text("bound", "Bound of the number, turned over where a fall is made negative.", "=", values=model.Bound),
        text(
            "bound_written",
            "Bound as the report words it: 下降3%以上 has >=.",
            "=",
            values=model.Bound,
        ),
        _ONE_UNIT,
        text("shown", "The number as a cell shows it, with its bound and with 预计 where it is not final.", "≈5"),
        flag("expected", "True where the report only expects the number.", "false"),
        count("n_values", "Distinct numbers that the reports have for this cell; more than one needs a look.", "1"),
        texts("others", "The numbers that do not stand, as a cell would show them.", "≥8000"),
        text("claim_id", "Claim that gives the number.", "3f9a1c07be52-c1206"),
        texts("claim_ids", "All claims of the cell, those of the number that stands first.", "3f9a1c07be52-c1206"),
        year("report_year", "Year of the report that gives the number.", "2024"),
    ]
)

DELIVERY = pa.schema(
    [
        document(),
        *_PLACE,
        year("year", "The year that the target is for, or in which its interval ends.", "2023"),
        _PERIOD,
        text("indicator_id", "Name of a well-known indicator.", "gdp", null=True),
        text("indicator", "Name that the National Bureau of Statistics uses, else the report's.", "国内生产总值"),
        text(
            "match", "What joins target and result: the id, or the very same name.", "id", values=Literal["id", "name"]
        ),
        _MEASURE,
        _BASIS,
        _ONE_UNIT,
        *_side("target", "target"),
        text("commitment", "How firmly the target binds.", "hard", null=True, values=Literal["hard", "soft"]),
        text("commitment_reason", "The word or the bound that says how firmly.", ">=", null=True),
        number("stretch_value", "What the place hopes for beyond the target.", "6.5"),
        text("stretch_claim_id", "Claim that gives the hope.", "3f9a1c07be52-c1210", null=True),
        *_side("result", "result"),
        text(
            "polarity",
            "The side that keeps the target; null where that is not known.",
            "floor",
            null=True,
            values=model.Polarity,
        ),
        number(
            "tolerance",
            "Width of 左右, or of a plain number, in the unit; 0 where a bound says 以上 or 以内.",
            "0.3",
        ),
        number("distance", "Result less target.", "-0.8"),
        text(
            "verdict", "Whether the result keeps the target.", "kept", values=Literal["kept", "missed", "undetermined"]
        ),
        text("why", "What decides the verdict, or leaves it open.", "short of the target"),
        year("previous_year", "Year of the target before this one.", "2022"),
        number("target_change", "This target less the one before.", "-0.5"),
        text(
            "commitment_change",
            "Firmness against the target before.",
            "softer",
            null=True,
            values=Literal["firmer", "softer", "same"],
        ),
        text("parent_place", "The place above, where its target of the year is at hand.", "全国", null=True),
        number("parent_value", "Target of the place above.", "5.5"),
        text("parent_claim_id", "Claim that gives the target of the place above.", "7a9a1c07be52-c88", null=True),
        number("over_parent", "This target less that of the place above.", "0.5"),
    ]
)

DOUBTS = pa.schema(
    [
        document(),
        text("relation", "What should hold.", "growth", values=model.Relation),
        text("claim_id", "Claim in a relation that fails.", "3f9a1c07be52-c1206"),
        text("other_id", "The claim that it is set against.", "3f9a1c07be52-c1210"),
        texts("claim_ids", "All claims of the relation.", "3f9a1c07be52-c1206"),
        text("indicator", "What the claims measure, in the report's words.", "财政收入"),
        text("period", "Period of the claims.", "2023", null=True),
        text("reckoning", "The sum as it was done.", "120 / 100 - 1 = 20 %, said 12 %"),
        number("expected", "What the relation gives.", "20.0", null=False),
        number("found", "What the report says.", "12.0", null=False),
        number("slack", "What rounding and bounds allow between the two.", "0.6", null=False),
    ]
)

FAILURES = pa.schema(
    [
        text(
            "source",
            "Path of the file that gave no rows, below the input folder; or the tables that are empty.",
            "gansu/scan.pdf",
        ),
        text(
            "stage",
            "Where it failed: find, read, parse, tables or worker; facts where tables are empty.",
            "read",
        ),
        text("error", "Short name of the failure.", "no_text_layer"),
        text("message", "What happened and what to do.", "the PDF holds pictures of pages; run OCR first"),
        text(
            "input_key", "Digest of all that decided it; null where each run tries the file again.", "5c1d", null=True
        ),
    ]
)

COLUMNS = pa.schema(
    [
        text("table", "Name of the table.", "claims"),
        text("column", "Name of the column.", "measure"),
        text("type", "Arrow type; with ? where null is allowed.", "string?"),
        text("description", "What the column holds, with its values where they are few.", "Level of the place."),
        text("example", "A value that the column may hold.", "share"),
    ]
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "sections": SECTIONS,
    "blocks": BLOCKS,
    "mentions": MENTIONS,
    "claims": CLAIMS,
    "repairs": REPAIRS,
    "panel": PANEL,
    "delivery": DELIVERY,
    "doubts": DOUBTS,
    "failures": FAILURES,
    "columns": COLUMNS,
}

PER_DOCUMENT = ("documents", "sections", "blocks", "mentions", "claims", "repairs")
"""The tables that a report fills; the others are about the run."""


DERIVED = ("panel", "delivery", "doubts")
"""The tables that one SQL file each makes of the claims of all reports."""

FACTS = "facts"
"""The stage of a failure to make them."""


def values_of(field: pa.Field) -> frozenset[str] | None:
    """Return what an enumerated column may hold, or None for any other.

    >>> sorted(values_of(CLAIMS.field("status")))
    ['actual', 'target']
    """
    listed = (field.metadata or {}).get(b"values")
    return frozenset(listed.decode().split("|")) if listed else None


def columns_table() -> pa.Table:
    """Return the data dictionary, one row a column of any table."""
    rows = []
    for table, schema in SCHEMAS.items():
        for field in schema:
            known = {key.decode(): value.decode() for key, value in field.metadata.items()}
            listed = f" One of: {known['values'].replace('|', ', ')}." if "values" in known else ""
            kind = str(field.type).replace(" not null", "").replace("item: ", "") + "?" * field.nullable
            rows.append((table, field.name, kind, known["description"] + listed, known["example"]))
    return pa.Table.from_arrays([pa.array(column) for column in zip(*rows, strict=True)], schema=COLUMNS)
