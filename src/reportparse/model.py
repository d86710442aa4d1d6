"""The values that pass between stages: frozen, slotted dataclasses without logic.

``raw`` offsets are character offsets in the decoded file, end-exclusive. Numbers are ``Decimal`` here and float64
in tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from reportparse.spans import OffsetMap

BlockKind: TypeAlias = Literal["paragraph", "bullet", "card", "heading", "table", "note", "furniture"]
Part: TypeAlias = Literal["review", "plan", "requirement", "other"]
HeadingPosition: TypeAlias = Literal["before", "after", "far", "none"]
MentionKind: TypeAlias = Literal[
    "quantity", "percent", "multiple", "rank", "date", "duration", "ordinal", "identifier", "name", "marker"
]
Bound: TypeAlias = Literal["=", "~", ">", ">=", "<", "<=", "range"]
Measure: TypeAlias = Literal["level", "growth_rate", "change", "share", "ratio", "rank"]
Direction: TypeAlias = Literal["up", "down"]
Polarity: TypeAlias = Literal["floor", "ceiling", "point"]
Relation: TypeAlias = Literal[
    "from_to",
    "growth",
    "change",
    "parts",
    "shares",
    "sum",
    "completion",
    "between",
    "product",
    "two_values",
    "years",
    "jump",
    "peers",
    "above",
]
Status: TypeAlias = Literal["actual", "target"]
Basis: TypeAlias = Literal["yoy", "mom", "annual_average", "cumulative", "vs_base", "vs_plan"]
Action: TypeAlias = Literal["applied", "flagged"]
Level: TypeAlias = Literal["country", "province", "prefecture", "county", "company"]


@dataclass(frozen=True, slots=True)
class Repair:
    """One change of the raw text, or one doubt about it that was left alone.

    The applied repairs do not overlap; replacing each ``raw[start:end]`` by ``after`` gives the cleaned text exactly.
    """

    kind: str
    """The kind of damage, such as ``doubled_runs``; kinds that met at one place are joined by ``+``."""
    action: Action
    start: int
    end: int
    before: str
    after: str
    """What stands there now; for a flagged row what would stand there if the doubt were settled, or ``before``."""
    evidence: str
    """What in the text proves the repair, for a person to read."""
    silent: bool = False
    """True for repairs that change no reading, such as full-width digits."""

    @property
    def raw_start(self) -> int:
        """``start`` by its name in the tables."""
        return self.start

    @property
    def raw_end(self) -> int:
        """``end`` by its name in the tables."""
        return self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet, card, heading, table line, note or piece of furniture, its wrapped lines joined."""

    ordinal: int
    kind: BlockKind
    marker: str
    """What opened the block: a bullet's glyph, which ``text`` leaves out, or a list number, which ``text`` keeps."""
    text: str
    offsets: OffsetMap
    """From ``text`` to the raw text."""
    start: int
    end: int
    """Raw span, marker included."""
    section: int | None
    """Ordinal of the section; None where the text does not decide."""
    part: Part
    """Part of the report, from the section or, without one, from the block's own words and neighbours."""
    label: str = ""
    """For a card, the label that its values belong to; for a table line, its row and column heads where known."""
    status: Status | None = None
    """For a card, whether its values are results or targets, as inferred from bounds and repetition."""
    flags: tuple[str, ...] = ()
    cell: tuple[int, int] | None = None
    """For a cell of a table, the indexes of its grid in ``Layout.grids`` and of the cell in the grid."""
    page: int | None = None
    """Page of the source on which it begins, counted from 1; None where it has no pages."""

    @property
    def raw_start(self) -> int:
        """``start`` by its name in the tables."""
        return self.start

    @property
    def raw_end(self) -> int:
        """``end`` by its name in the tables."""
        return self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the place of its body in the report's outline."""

    ordinal: int
    parent: int | None
    level: int
    number: str
    title: str
    part: Part
    heading_position: HeadingPosition
    confidence: float
    reason: str
    start: int
    end: int
    """Raw span of the heading."""

    @property
    def raw_start(self) -> int:
        """``start`` by its name in the tables."""
        return self.start

    @property
    def raw_end(self) -> int:
        """``end`` by its name in the tables."""
        return self.end


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report is: whose, of which year."""

    title: str | None = None
    place: str | None = None
    place_code: str | None = None
    """GB/T 2260, six digits."""
    level: Level | None = None
    report_year: int | None = None
    """The year whose work the report plans."""
    review_year: int | None = None
    """The last year that it looks back on."""
    issuer: str | None = None
    delivered: str | None = None
    """ISO date on which the report was given."""
    kind: str = "unknown"
    """A kind of the lexicon, such as work_report or communique."""
    spoken: int | None = None
    """The year that the document calls 今年, where its kind says another than ``report_year``."""
    issued: str | None = None
    """ISO date on which the document was given or published."""
    covers: str | None = None
    """What the document is about, for a report what it looks back on: an ISO year, month or interval."""
    frame_certainty: float = 1.0
    """How sure kind and years are, 0 to 1."""
    frame_evidence: tuple[str, ...] = ()
    """One line a field: what in the document decided it."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A numeral with the affixes that change its value or bound."""

    block: int
    """Ordinal of its block."""
    block_start: int
    block_end: int
    """Span in the block's text."""
    start: int
    end: int
    """Raw span: offsets in the text given to ``parse``."""
    text: str
    kind: MentionKind
    reason: str
    """Why it is of this kind, or how its value was read."""
    value_text: str
    """The number as written, without scale word, unit and bound."""
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    bound: Bound
    unit: str
    normalized_value: Decimal | None
    normalized_unit: str
    dimension: str
    iso: str | None = None
    """ISO 8601 value of a date that stands complete in the text."""
    flags: tuple[str, ...] = ()
    page: int | None = None
    """Page of the source on which it begins, counted from 1; None where it has no pages."""

    @property
    def raw_start(self) -> int:
        """``start`` by its name in the tables."""
        return self.start

    @property
    def raw_end(self) -> int:
        """``end`` by its name in the tables."""
        return self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """What one number says: how large something is, how it changed, what part it is or where it ranks."""

    mention: int
    """Index of its mention in the report."""
    block: int
    section: int | None
    indicator: str
    indicator_id: str | None
    measure: Measure
    direction: Direction | None
    value_text: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    bound: Bound
    unit: str
    normalized_value: Decimal | None
    normalized_unit: str
    dimension: str
    status: Status
    period: str | None
    """ISO 8601 year, month or interval; None where the text does not say."""
    reference: str | None
    text: str
    sentence: str
    rule: str
    confidence: float
    start: int
    end: int
    """Raw span of the mention."""
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    """One line a field: ``status=target: 力争``."""
    basis: Basis | None = None
    """What a growth rate or a change is measured from; None where the text does not say."""
    base_period: str | None = None
    """ISO 8601 period that it is measured from."""
    page: int | None = None
    """Page of the source on which it begins, counted from 1; None where it has no pages."""

    @property
    def raw_start(self) -> int:
        """``start`` by its name in the tables."""
        return self.start

    @property
    def raw_end(self) -> int:
        """``end`` by its name in the tables."""
        return self.end


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; an empty one has an empty span."""

    row: int
    column: int
    """Upper left place in the grid, counted from 0."""
    start: int
    end: int
    """Span in ``Document.text``."""
    row_span: int = 1
    column_span: int = 1
    head: bool = False
    """True where the source itself says that the cell is a head."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its source has it, whatever the format; one that goes on over a page break is one grid."""

    start: int
    end: int
    """Span in ``Document.text`` of all its cells; other text may stand between them, such as a page number."""
    cells: tuple[Cell, ...]
    """In reading order; no two share a place."""
    caption: tuple[int, int] | None = None
    """Span in ``Document.text`` of the title and unit lines that belong to the table."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What segmentation found."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    repairs: tuple[Repair, ...] = ()
    """Flagged rows about line ends and furniture; the cleaned text keeps its lines."""
    grids: tuple[Grid, ...] = ()
    """The tables of the source and those that the text itself sets; offsets count in the raw text."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no tables, and why."""

    source: str
    stage: str
    error: str
    message: str
    input_key: str | None = None
    """Digest of all that decided the failure, where trying again is of no use before that changes."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a printed line stands on its page: points from the page's upper left corner."""

    start: int
    end: int
    """Span in ``Document.text``."""
    x0: float
    y0: float
    x1: float
    y1: float
    ocr: float | None = None
    """How sure a recogniser is of the line's least sure digit, 0 to 1; None where the file itself holds the text."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source that has pages."""

    number: int
    """Counted from 1."""
    start: int
    end: int
    """Span in ``Document.text``."""
    width: float
    height: float
    """Points."""
    lines: tuple[LineBox, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The decoded text of one source and what is known of its bytes, pages and tables."""

    source: str
    """Path relative to the input root, with ``/``."""
    text: str
    media_type: str = "text/plain"
    encoding: str = ""
    sha256: str = ""
    warnings: tuple[str, ...] = field(default=())
    pages: tuple[Page, ...] = ()
    """Empty where the source has none."""
    grids: tuple[Grid, ...] = ()
