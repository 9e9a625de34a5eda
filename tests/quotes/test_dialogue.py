"""Interviews and transcripts: who speaks behind a label, and lists that only look like speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.quotes import find_quotes

INTRO = "Tom Oak has run the mill on Pier Road since May. Oak spoke to the Selby Courier."
BOTH = "Councilman Tom Oak and Mayor Ada Reyes met on the pier on Monday."


def speeches(paragraphs):
    return [(row["paragraph"], row["text"], row["speaker"]) for row in find_quotes(paragraphs)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Q: When do you open?", "A: At six, as always.", "Q: And on Sundays?", "A: Never on Sundays."],
        ["Q. When do you open?", "A. At six, as always.", "Q. And on Sundays?", "A. Never on Sundays."],
        [
            "Question: When do you open?",
            "Answer: At six, as always.",
            "Question: Sundays?",
            "Answer: Never on Sundays.",
        ],
    ],
)
def test_the_answers_of_an_interview_are_whom_the_text_before_is_about(paragraphs):
    assert speeches([INTRO, *paragraphs]) == [
        (2, "At six, as always.", "Tom Oak"),
        (4, "Never on Sundays.", "Tom Oak"),
    ]


def test_a_question_and_its_answer_may_share_a_paragraph():
    rows = find_quotes([INTRO, "Q: When do you open? A: At six, as always.", "Q: Why? A: The bread is ready."])
    assert [(row["text"], row["speaker"]) for row in rows] == [
        ("At six, as always.", "Tom Oak"),
        ("The bread is ready.", "Tom Oak"),
    ]


def test_an_answer_goes_on_in_the_paragraphs_before_the_next_question():
    rows = find_quotes(
        [
            INTRO,
            "Q: When do you open?",
            "A: At six.",
            "Some come at five.",
            "Q: Why?",
            "A: For rolls.",
            "The mill is old.",
        ]
    )
    assert [(row["text"], row["continues"]) for row in rows] == [
        ("At six.", False),
        ("Some come at five.", True),
        ("For rolls.", False),
    ]


def test_marks_that_fill_an_answer_are_left_out():
    assert speeches([INTRO, "Q: When do you open?", "A: “At six.”"]) == [(2, "At six.", "Tom Oak")]


def test_who_answers_is_left_open_where_two_persons_may():
    rows = find_quotes([BOTH, "Q: When do you open?", "A: At six, as always."])
    assert [(row["speaker"], sorted(row["candidates"])) for row in rows] == [(None, ["Ada Reyes", "Tom Oak"])]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (["OAK: I open at six.", "REYES: At six?", "OAK: As always."], ["Tom Oak", "Ada Reyes", "Tom Oak"]),
        (["ADA REYES: Do you open?", "TOM OAK: At six.", "ADA REYES: Why?"], ["Ada Reyes", "Tom Oak", "Ada Reyes"]),
        (["MAYOR REYES: Do you open?", "OAK: At six.", "MAYOR REYES: Why?"], ["Ada Reyes", "Tom Oak", "Ada Reyes"]),
        (["Reyes: Do you open?", "Oak: At six.", "Reyes: Why?"], ["Ada Reyes", "Tom Oak", "Ada Reyes"]),
        (["QUILL: Do you open?", "MOSS: At six.", "QUILL: Why?"], ["Quill", "Moss", "Quill"]),
        (["LENA QUILL: Do you open?", "MOSS: At six.", "QUILL: Why?"], ["Lena Quill", "Moss", "Lena Quill"]),
    ],
)
def test_names_before_colons_speak_in_a_transcript(paragraphs, speakers):
    assert [row["speaker"] for row in find_quotes([BOTH, *paragraphs])] == speakers


def test_a_paper_that_asks_by_its_name_is_a_speaker():
    rows = find_quotes([INTRO, "Courier: When do you open?", "Oak: At six, as always.", "Courier: And on Sundays?"])
    assert [row["speaker"] for row in rows] == ["Selby Courier", "Tom Oak", "Selby Courier"]


def test_what_a_transcript_says_happened_is_nobodys_words():
    rows = find_quotes([BOTH, "OAK: I open at six.", "(Laughter.)", "REYES: At six?", "OAK: As always."])
    assert [row["text"] for row in rows] == ["I open at six.", "At six?", "As always."]


def test_a_turn_goes_on_over_paragraphs_in_the_first_person_only():
    rows = find_quotes(
        [
            BOTH,
            "OAK: I open at six.",
            "My rolls are ready by then.",
            "REYES: At six?",
            "Nobody else opens so early.",
            "OAK: As always.",
        ]
    )
    assert [row["text"] for row in rows] == [
        "I open at six.",
        "My rolls are ready by then.",
        "At six?",
        "As always.",
    ]


def test_the_colon_behind_a_label_is_its_cue():
    row = find_quotes([BOTH, "OAK: I open at six.", "REYES: At six?", "OAK: As always."])[0]
    assert (row["cue"], row["cue_start"], row["cue_end"]) == (":", 3, 4)
    assert row["speaker_as_printed"] == "OAK"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["When: Monday at six.", "Where: the hall.", "When: Friday at six.", "Where: the pier."],
        ["WHEN: Monday", "WHERE: the hall", "WHEN: Friday", "WHERE: the pier"],
        ["Reyes: 14 votes", "Oak: 12 votes", "Reyes: 3 votes"],
        ["Reyes: Wants a new pier.", "Oak: Would keep the old one.", "Reyes: Would sell the mill."],
        ["Q: The letter stands for quiet."],
        ["A. Oak of Selby was there.", "The pier was closed."],
        ["Oak: I will run.", "Oak: I will not run.", "Name: Lena Marsh, who asks you for soup."],
    ],
)
def test_lists_of_facts_are_nobodys_words(paragraphs):
    assert find_quotes([BOTH, *paragraphs]) == []


@given(
    st.lists(
        st.lists(st.sampled_from(["Q: ", "A: ", "OAK: ", "Reyes: ", "I go. ", "“We go.” ", "? ", ": ", " "])).map(
            "".join
        ),
        max_size=12,
    )
)
def test_any_order_of_labels_gives_rows_whose_spans_hold_their_text(paragraphs):
    for row in find_quotes([BOTH, *paragraphs]):
        text = [BOTH, *paragraphs][row["paragraph"]]
        assert text[row["start"] : row["end"]] == row["text"] != ""
        assert row["cue"] == (None if row["cue_start"] is None else text[row["cue_start"] : row["cue_end"]])
