"""How a table stands in a text: a cell a line, rows parted by an empty line."""

from collections.abc import Iterator, Sequence

PARTING = ""
"""The line that ends a row."""


def row_lines(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of one row, given the lines of its cells.

    A cell beside others is one line. One that stands alone keeps its lines: pages and letters use such tables as frames
    around running text.

    >>> list(row_lines([["粮食", "总产"], ["12.5"]])), list(row_lines([["一、综合", "增长5%。"]]))
    (['粮食 总产', '12.5', ''], ['一、综合', '增长5%。', ''])
    """
    if len(cells) == 1:
        yield from cells[0]
    else:
        texts = (" ".join(" ".join(lines).split()) for lines in cells)
        yield from (text for text in texts if text)
    yield PARTING
