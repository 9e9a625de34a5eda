"""Segments between marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.quotes.marks import find_segments


def segments(text):
    return [text[s.start : s.end] for s in find_segments([text])[0]]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We won,” Ada Reyes said.", ["We won,"]),
        ('"We won," Ada Reyes said.', ["We won,"]),
        ("«We won», Ada Reyes said.", ["We won"]),
        ("„We won“, Ada Reyes said.", ["We won"]),
        ("»We won«, Ada Reyes said.", ["We won"]),
        ("« We won », Ada Reyes said.", ["We won"]),
        ("« We “won” », Ada Reyes said. « Twice. »", ["We “won”", "Twice."]),
        ("„We won”, Ada Reyes said.", ["We won"]),
        ("„We ‚won‘ twice“, Ada Reyes said.", ["We ‚won‘ twice"]),
        ("‚We won‘, Ada Reyes said.", ["We won"]),
        ("‹We won›, Ada Reyes said.", ["We won"]),
        ("''We won,'' Ada Reyes said.", ["We won,"]),
        ("‘We won the cup,’ Ada Reyes said.", ["We won the cup,"]),
        ("'We won the cup,' Ada Reyes said.", ["We won the cup,"]),
        ("“A,” she said. “B.”", ["A,", "B."]),
    ],
)
def test_each_kind_of_mark_encloses_a_segment(text, inside):
    assert segments(text) == inside


def test_a_nested_quotation_is_no_segment_of_its_own():
    assert segments("“He said ‘never again’ to me,” Reyes said.") == ["He said ‘never again’ to me,"]


def test_apostrophes_and_possessives_open_nothing():
    assert segments("The workers’ rights, the ’90s and Reyes’s dog aren’t quoted.") == []


def test_a_contraction_does_not_close_single_marks():
    assert segments("‘It isn’t the players’ fault,’ Reyes said.") == ["It isn’t the players’ fault,"]


def test_an_unclosed_mark_reaches_to_the_paragraphs_end():
    found = find_segments(["Reyes said: “We start on Monday."])[0][0]
    assert not found.closed
    assert found.end == len("Reyes said: “We start on Monday.")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("‘We start on Monday, whatever comes.", ["We start on Monday, whatever comes."]),
        ("Reyes said: ‘We start on Monday.", ["We start on Monday."]),
        ("Reyes said, 'We start on Monday.", ["We start on Monday."]),
        ("‘twas late when Reyes came.", []),
        ("‘Twas late when Reyes came.", []),
        ("The song is ‘Hold on, but nobody sang.", []),
        ("She sang it to the ‘Em in May", []),
    ],
)
def test_an_unclosed_single_mark_opens_a_quotation_at_a_paragraphs_head_or_behind_a_cue(text, inside):
    assert segments(text) == inside


def test_unclosed_single_marks_are_continued_like_double_ones():
    first, second = find_segments(["‘We start on Monday.", "‘We end on Friday,’ Reyes said."])
    assert not first[0].closed
    assert second[0].continues


def test_a_paragraph_that_opens_again_continues_what_was_left_open():
    first, second = find_segments(["“We start on Monday.", "“We end on Friday,” Reyes said."])
    assert not first[0].continues
    assert second[0].continues


def test_marks_around_nothing_are_no_segment():
    assert segments('“” and "" and “ ”') == []


@given(st.lists(st.text(alphabet="“”„‘’‚‹›'\"«» a,.A\n:") | st.text(), max_size=5))
def test_segments_of_any_text_are_in_order_and_apart(paragraphs):
    for text, found in zip(paragraphs, find_segments(paragraphs), strict=True):
        edges = [edge for s in found for edge in (s.outer_start, s.start, s.end, s.outer_end)]
        assert edges == sorted(edges)
        assert all(0 <= s.start < s.end <= len(text) for s in found)
