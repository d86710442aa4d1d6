"""Lines → blocks, headings and cards; headings → sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportparse.lexicon import Lexicon
from reportparse.model import Grid, Layout, Repair
from reportparse.repair.cleaned import Cleaned
from reportparse.segment.build import (
    Draft,
    draft_card,
    draft_grid,
    draft_group,
    draft_line,
    furniture_repair,
    split_repairs,
)
from reportparse.segment.cards import Card, find_cards
from reportparse.segment.cornered import find_cornered
from reportparse.segment.furniture import find_furniture
from reportparse.segment.grids import Placed, given_grids, raw_grids
from reportparse.segment.headings import classify
from reportparse.segment.lines import Line, read_lines
from reportparse.segment.markers import Mark, find_marks
from reportparse.segment.sections import assemble
from reportparse.segment.tables import Item, Loose, captioned, find_tables
from reportparse.segment.vocabulary import title_number, unit_line
from reportparse.segment.wrap import Group, Style, join_lines, read_style

__all__ = ["segment"]


def segment(cleaned: Cleaned, lexicon: Lexicon, grids: Sequence[Grid] = (), printed: bool = False) -> Layout:
    """Return the blocks, sections and tables of a report.

    ``grids`` are the tables that the source has; those that the text itself sets are found here. ``printed`` says that
    each line of the text is one on a page. A block is one
    paragraph, bullet, heading, card, table cell, note or piece of furniture, its wrapped lines joined.
    The text of a bullet leaves out its glyph, that of a numbered block keeps its number. A paragraph that opens with
    a run-in heading makes two blocks. A card is one block whose text reads as a clause (``城镇调查失业率4.4%``; two
    values are joined by ``、``), with the label in ``label``, ``status`` as its values show it, and the flags ``card``
    and ``period_inferred``. Every character that is not white space stands in exactly one block.

    >>> from reportparse.repair import clean
    >>> from reportparse.lexicon import default
    >>> layout = segment(clean("一、上年工作回顾\\n新增就业突破30\\n万人。"), default())
    >>> [(block.kind, block.text, block.part) for block in layout.blocks]
    [('heading', '一、上年工作回顾', 'review'), ('paragraph', '新增就业突破30万人。', 'review')]
    >>> [(repair.kind, repair.after) for repair in layout.repairs]
    [('digit_unit_split', '30万')]
    """
    every = read_lines(cleaned.text)
    given = given_grids(cleaned, grids, every)
    celled = {line.start for item in given for line in item.lines}
    found = find_cornered(_ordered([line for line in every if line.start not in celled], given), lexicon)
    given = [item for item in found if isinstance(item, Placed)]
    lines = [item for item in found if isinstance(item, Line)]
    marks = find_marks(lines, lexicon)
    furniture = find_furniture(lines, marks, lexicon, printed)
    kept = _without(lines, furniture)
    style = read_style(kept, marks, printed)
    repairs = [furniture_repair(cleaned, kind, lines[i]) for i, kind in furniture.items() if kind != "chrome"]
    drafts = [draft for i in furniture for draft in draft_group(cleaned, "furniture", Group((lines[i],), None))]
    items = find_cards(find_tables(_ordered(kept, given), cleaned.text), marks, lexicon)
    items = captioned(items, unit_line(lexicon), title_number(lexicon))
    tables = [item for item in items if isinstance(item, Placed)]
    for item in items:
        if isinstance(item, Card):
            drafts.append(draft_card(cleaned, item.label, item.values, item.status))
        elif isinstance(item, Loose):
            drafts.append(draft_line(cleaned, item.line))
    for i, table in enumerate(tables):
        drafts += draft_grid(cleaned, table, i)
    groups = _groups(items, marks, style, lexicon)
    for piece in classify(groups, style, lexicon):
        drafts += draft_group(cleaned, piece.kind, piece.group, piece.split, piece.title)
        repairs += split_repairs(cleaned, piece.group)
    return replace(_layout(drafts, repairs, lexicon), grids=raw_grids(cleaned, tables))


def _ordered(lines: list[Line], given: list[Placed]) -> list[Line | Placed]:
    """The lines with each grid before the first line that follows its beginning."""
    items: list[Line | Placed] = []
    waiting = given[::-1]
    for line in lines:
        while waiting and waiting[-1].grid.start < line.start:
            items.append(waiting.pop())
        items.append(line)
    return items + waiting[::-1]


def _without(lines: list[Line], furniture: Mapping[int, str]) -> list[Line]:
    """The lines that are no furniture; those after a page break know it."""
    breaks = {i + 1 for i, kind in furniture.items() if kind != "chrome"}
    for i in sorted(breaks):
        if i in furniture:
            breaks.add(i + 1)
    kept = ((i, line) for i, line in enumerate(lines) if i not in furniture)
    return [replace(line, after_page=True) if i in breaks else line for i, line in kept]


def _groups(items: Sequence[Item | Card], marks: Mapping[int, Mark], style: Style, lexicon: Lexicon) -> list[Group]:
    """Join the lines between cards and tables, which end what stands before them."""
    groups: list[Group] = []
    open_lines: list[Line] = []
    for item in items:
        if not isinstance(item, Line):
            groups += join_lines(open_lines, marks, style, lexicon)
            open_lines = []
        else:
            open_lines.append(item)
    return groups + join_lines(open_lines, marks, style, lexicon)


def _layout(drafts: list[Draft], repairs: list[Repair], lexicon: Lexicon) -> Layout:
    drafts.sort(key=lambda draft: (draft.start, draft.end))
    blocks, sections = assemble(drafts, lexicon)
    return Layout(blocks, sections, tuple(sorted(repairs, key=lambda repair: (repair.start, repair.end))))
