"""The columns of every table, each described once.

The descriptions travel in the Parquet files as field metadata and feed ``columns.parquet`` and ``docs/columns.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from reportparse import model
from reportparse.tables.fields import count, document, flag, number, raw_span, text, texts, year

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
        *raw_span("the block, its marker included"),
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
        text("rule", "Rule that made the claim.", "noun before"),
        number(
            "confidence", "How sure the claim is, 0 to 1; 0.9 and above is right nine times in ten.", "0.93", null=False
        ),
        texts("why", "One line a field: what in the text decided it.", "status=target: 力争"),
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

FAILURES = pa.schema(
    [
        text("source", "Path of the file that gave no rows, relative to the input folder.", "gansu/scan.pdf"),
        text("stage", "Where it failed: find, read, parse, tables or worker.", "read"),
        text("error", "Short name of the failure.", "no_text_layer"),
        text("message", "What happened and what to do.", "the PDF holds pictures of pages; run OCR first"),
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
    "failures": FAILURES,
    "columns": COLUMNS,
}

PER_DOCUMENT = ("documents", "sections", "blocks", "mentions", "claims", "repairs")
"""The tables that a report fills; the other two are about the run."""


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
