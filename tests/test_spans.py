"""The offset map: every derived span leads back to the characters it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.spans import Edit, apply, dumps, identity, loads, overlapping

TEXT = st.text(alphabet="增长5.２% \n。a", max_size=40)


@st.composite
def edited(draw, source=TEXT):
    """A text and edits to it, in order and apart."""
    text = source if isinstance(source, str) else draw(source)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(a, b, draw(st.text(alphabet="甲乙7 ", max_size=4))) for a, b in pairs]


def untouched(edits, start, end):
    """Whether no edit shares a character with the source span, or inserts text in it or at its edges."""
    return all(e.end < start or e.start > end if e.start == e.end else e.end <= start or e.start >= end for e in edits)


@given(edited())
def test_the_pieces_cover_the_derived_text_and_rise_through_the_source(case):
    text, edits = case
    derived, offsets = apply(text, edits)
    assert offsets.length == len(derived)
    at = source = 0
    for d0, d1, s0, s1, _ in offsets.pieces:
        assert (d0, d1 > d0) == (at, True)
        assert source <= s0 <= s1 <= len(text)
        at, source = d1, s1


@given(edited(), st.data())
def test_a_span_that_no_edit_touches_reads_the_same_in_the_source(case, data):
    text, edits = case
    derived, offsets = apply(text, edits)
    start = data.draw(st.integers(0, len(derived)))
    end = data.draw(st.integers(start, len(derived)))
    low, high = offsets.span(start, end)
    assert 0 <= low <= high <= len(text)
    if untouched(edits, low, high):
        assert text[low:high] == derived[start:end]


@given(edited())
def test_characters_outside_edits_map_one_to_one(case):
    text, edits = case
    derived, offsets = apply(text, edits)
    at = shift = 0
    for edit in [*edits, Edit(len(text), len(text), "")]:
        for i in range(at, edit.start):
            assert offsets.span(i + shift, i + shift + 1) == (i, i + 1)
            assert derived[i + shift] == text[i]
        at, shift = edit.end, shift + len(edit.text) - (edit.end - edit.start)


@given(st.data(), edited())
def test_composition_leads_where_the_two_maps_lead_one_after_the_other(data, case):
    text, edits = case
    middle, inner = apply(text, edits)
    _, later = data.draw(edited(source=middle))
    derived, outer = apply(middle, later)
    whole = outer.then(inner)
    assert whole.length == len(derived)
    for i in range(len(derived)):
        assert whole.span(i, i + 1) == inner.span(*outer.span(i, i + 1))


@given(edited(), st.data())
def test_a_window_maps_into_the_whole_source(case, data):
    text, _ = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    derived, offsets = apply(text, [], start, end)
    assert derived == text[start:end]
    assert not derived or offsets.span(0, len(derived)) == (start, end)


def test_a_shortened_numeral_answers_with_all_its_copies():
    derived, offsets = apply("学位9090个个。", [Edit(2, 6, "90"), Edit(6, 8, "个")])
    assert derived == "学位90个。"
    assert offsets.span(2, 5) == (2, 8)


@pytest.mark.parametrize(
    "edits", [[Edit(2, 4, ""), Edit(3, 5, "")], [Edit(4, 5, ""), Edit(0, 1, "")], [Edit(0, 99, "")]]
)
def test_edits_that_overlap_or_leave_the_text_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps its neighbour or leaves the window"):
        apply("一二三四五六", edits)


def test_an_empty_text_has_an_empty_map():
    assert identity(0).span(0, 5) == (0, 0)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True), st.integers(0, 60), st.integers(0, 60))
def test_overlapping_finds_exactly_the_spans_that_share_a_character(cuts, a, b):
    cuts = sorted(cuts)
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    start, end = min(a, b), max(a, b)
    found = set(overlapping([s for s, _ in spans], [e for _, e in spans], start, end))
    if start < end:
        assert found == {i for i, (s, e) in enumerate(spans) if s < end and start < e}


@given(edited())
def test_a_written_map_reads_back_the_same(case):
    _, offsets = apply(*case)
    assert loads(dumps(offsets)) == offsets
