"""Where the words stand that attribute a quotation, and who may have said what nobody is given for."""

import pytest

from newscrawl.quotes import find_quotes

HEAD = "Mayor Ada Reyes and Councilman Tom Oak met on the pier."


@pytest.mark.parametrize(
    ("paragraph", "cues"),
    [
        ("“We open in May,” Reyes said.", ["said"]),
        ("“We open in May,” Said Reyes.", ["Said"]),
        ("According to Oak, “the pier will open in May.”", ["According to"]),
        ("“The pier will open in May,” according to Oak.", ["according to"]),
        ("Oak put it this way: “The pier will open in May.”", ["put it this way"]),
        ("Oak will sing, “badly but with feeling”, as he put it.", ["put it"]),
        ("The view of Oak: “The pier will open in May.”", [":"]),
        ("“We said,” Oak said, “that we would say so.”", ["said", "said"]),
        ("“We start on Monday,” Oak said. “We end on Friday.”", ["said", "said"]),
        ("“We open in May.”", [None]),
    ],
)
def test_a_cue_is_the_words_that_stand_at_its_span(paragraph, cues):
    rows = find_quotes([HEAD, paragraph])
    assert [row["cue"] for row in rows] == cues
    for row in rows:
        if row["cue"] is None:
            assert row["cue_start"] is None
            assert row["cue_end"] is None
        else:
            assert paragraph[row["cue_start"] : row["cue_end"]] == row["cue"]


def test_the_cue_of_a_later_quotation_is_its_own_and_not_the_first_one_like_it():
    paragraph = "“We open,” Oak said. He waited. “We close,” he said."
    rows = find_quotes([HEAD, paragraph])
    assert [row["cue_start"] for row in rows] == [paragraph.index("said"), paragraph.rindex("said")]


@pytest.mark.parametrize(
    ("paragraphs", "candidates"),
    [
        (["The town waits for rain.", "“We will wait as long as it takes.”"], []),
        (["The town waits for rain.", "“We will wait for Lena Marsh,” I said."], []),
        (
            [HEAD, "“We open in May,” Oak said.", "The gulls came. “We have no bread left,” it said."],
            ["Tom Oak", "Ada Reyes"],
        ),
    ],
)
def test_who_may_have_said_it_is_listed_where_nobody_is_chosen(paragraphs, candidates):
    row = find_quotes(paragraphs)[-1]
    assert (row["speaker"], row["candidates"]) == (None, candidates)


def test_a_speaker_who_is_known_has_no_rivals():
    assert [row["candidates"] for row in find_quotes([HEAD, "“We open in May,” Oak said."])] == [[]]
