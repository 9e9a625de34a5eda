"""Quotations that are sentences of their own, words inside the reporter's sentence, things that speak, silence."""

import pytest

from newscrawl.quotes import find_quotes

HEAD = "Mayor Ada Reyes and Councilman Tom Oak met on the pier."


@pytest.mark.parametrize(
    ("paragraph", "kinds"),
    [
        ("“The planks are rotten,” Oak said. “We shall need new ones by June.”", ["direct", "direct"]),
        ("“The planks are rotten,” said Oak, the chairman. “Every one.”", ["direct", "direct"]),
        ("Oak is not worried. “It floats.” That is his view.", []),
        ("Oak is not worried. “It floats all right.”", ["direct"]),
        ("Oak has waited for the ferry since noon. “My feet are cold by now.”", ["direct"]),
        ("Oak said that the pier would close. “Nobody walks there in winter.”", ["direct"]),
        ("Oak will sing at the fair, “badly but with feeling”, as he put it.", ["mixed"]),
        ("Oak will sing at the fair, “badly but with feeling,” as the councilman once put it.", ["mixed"]),
        ("Oak called the plan “a gift to the gulls”.", ["mixed"]),
        ("“The planks,” Oak said, “are older than the town.”", ["direct", "direct"]),
    ],
)
def test_a_sentence_of_its_own_is_direct_and_a_part_of_the_reporters_is_mixed(paragraph, kinds):
    assert [row["kind"] for row in find_quotes([HEAD, paragraph])] == kinds


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        (["“We open at six,” said Lena Marsh.", "She has swept the hall. “Even under the stairs.”"], "Lena Marsh"),
        (["“We open at six,” said Lena Marsh.", "Of all rooms she likes the attic. “Nobody asks.”"], "Lena Marsh"),
        ([HEAD, "Of the costs Oak does not like to talk. “Ask me after lunch.”"], "Tom Oak"),
        (
            [
                "“We open at six,” said Lena Marsh.",
                "Ed Moss, her cook, came with flour. She was glad of it. “We had none left.”",
            ],
            "Lena Marsh",
        ),
    ],
)
def test_a_quotation_behind_a_narrated_sentence_is_its_subjects(paragraphs, speaker):
    assert find_quotes(paragraphs)[-1]["speaker"] == speaker


@pytest.mark.parametrize(
    "after", ["“Bring a broom on Monday,” she told the boys.", "She shut the gate. “It was time.”"]
)
def test_a_note_speaks_for_itself_and_is_no_later_she(after):
    rows = find_quotes(
        [
            "“We open at six,” said Lena Marsh.",
            "A letter that somebody had left on the counter reads:",
            "Whoever took the broom may keep it. We have two.",
            after,
        ]
    )
    assert [row["speaker"] for row in rows] == ["Lena Marsh", "A letter", "Lena Marsh"]


def test_a_note_is_not_the_speaker_of_a_quotation_that_nobody_claims():
    rows = find_quotes(
        [
            "A notice which was pinned to the door reads:",
            "Whoever took the broom may keep it. We have two.",
            "“The door was never locked in all those years.”",
        ]
    )
    assert [row["speaker"] for row in rows] == ["A notice", None]


@pytest.mark.parametrize("number", ["Twelve", "Seven", "Forty"])
def test_a_number_is_nobody(number):
    rows = find_quotes(
        ["“We open at six,” said Lena Marsh.", f"{number} guests came on Sunday. “The soup ran out,” she said."]
    )
    assert rows[-1]["speaker"] == "Lena Marsh"


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        (
            "The waitress, Ottoline Crabbe, has seen many who say that he is rude. “He tips,” she said.",
            "Ottoline Crabbe",
        ),
        ("His niece, Ottoline Crabbe, has a key to the shop that he built. “He hums,” she said.", "Ottoline Crabbe"),
    ],
)
def test_whom_a_noun_names_between_commas_is_who_she_is(paragraph, speaker):
    rows = find_quotes(["“We open at six,” said Edwin Moss.", paragraph])
    assert rows[-1]["speaker"] == speaker


def test_a_surname_that_acts_in_the_sentence_before_is_who_a_pronoun_means():
    rows = find_quotes([HEAD, "Quill and Oak spoke first.", "Quill dodged the question. “Ask the gulls,” he said."])
    assert rows[-1]["speaker"] == "Quill"


def test_the_name_of_a_paper_is_no_part_of_the_name_behind_it():
    rows = find_quotes(
        [
            "Lena Marsh runs the bakery.",
            "Talking to the Selby Courier Marsh said: “We open at six in the morning.”",
            "“We close at ten,” Marsh added.",
        ]
    )
    assert [row["speaker"] for row in rows] == ["Lena Marsh", "Lena Marsh"]


def test_a_real_shot_is_no_word_of_speech():
    rows = find_quotes(
        [
            "In his talk on the pier, Tom Oak hinted that voters had given Ed Moss a real shot at the office.",
            "“It is a wonder,” he said.",
        ]
    )
    assert rows[0]["speaker"] == "Tom Oak"
