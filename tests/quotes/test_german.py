"""German articles: the second language, read by its own tables and the same decisions over the whole article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.quotes import find_quotes
from newscrawl.quotes.languages.choice import language_of
from newscrawl.quotes.languages.de.people import read_name

HEAD = "Bürgermeisterin Anna Müller und Bauamtsleiter Max Huber trafen sich am Montag auf der Brücke von Selmhausen."


def said(*paragraphs):
    return [(row["text"], row["speaker"], row["cue"]) for row in find_quotes([HEAD, *paragraphs], "de")]


@pytest.mark.parametrize(
    ("paragraph", "speaker", "cue"),
    [
        ("„Wir bauen im Mai“, sagte Müller.", "Anna Müller", "sagte"),
        ("„Wir bauen im Mai“, sagt Max Huber vom Bauamt.", "Max Huber", "sagt"),
        ("„Wir bauen im Mai“, erklärte am Dienstag Max Huber.", "Max Huber", "erklärte"),
        ("„Wir bauen im Mai“, betonte der Vorsitzende des Heimatvereins, Karl Brandt.", "Karl Brandt", "betonte"),
        ("„Wir bauen im Mai“, betonte der Vorsitzende des Heimatvereins Karl Brandt.", "Karl Brandt", "betonte"),
        ("„Wir bauen im Mai“, so Huber.", "Max Huber", "so"),
        ("„Wir bauen im Mai“, so die Sprecherin der Baufirma.", "die Sprecherin der Baufirma", "so"),
        ("„Wir bauen im Mai“, teilte die Polizei mit.", "die Polizei", "teilte"),
        ("„Wir bauen im Mai“, fügte Müller hinzu.", "Anna Müller", "fügte"),
        ("„Wir bauen im Mai“, sagte die Bürgermeisterin.", "Anna Müller", "sagte"),
        ("„Wir bauen im Mai“, sagte der Leiter des Museums, Ole Finke, am Abend.", "Ole Finke", "sagte"),
        ("„Wir bauen im Mai“, sagte Ole Finke, der das Museum leitet.", "Ole Finke", "sagte"),
        ("„Wir bauen im Mai“, sagte Dr. Ole von Finke.", "Ole von Finke", "sagte"),
        ("„Wir bauen im Mai“, wie Huber am Abend sagte.", "Max Huber", "sagte"),
        ("„Wir bauen im Mai“, heißt es in der Mitteilung der Stadt.", "Mitteilung der Stadt", "heißt"),
        ("„Wir bauen im Mai“, laut Huber.", "Max Huber", "laut"),
        ("„Wir bauen im Mai“, hat Huber gesagt.", "Max Huber", "gesagt"),
        ("Huber sagte: „Wir bauen im Mai.“", "Max Huber", "sagte"),
        ("Dazu sagte Huber: „Wir bauen im Mai.“", "Max Huber", "sagte"),
        ("Am Montag sagte Huber dem Selmhauser Boten: „Wir bauen im Mai.“", "Max Huber", "sagte"),
        ("Huber hat dazu gesagt: „Wir bauen im Mai.“", "Max Huber", "gesagt"),
        ("Ole Finke, Leiter des Museums, erklärte: „Wir bauen im Mai.“", "Ole Finke", "erklärte"),
        ("In der Mitteilung heißt es: „Wir bauen im Mai.“", "Mitteilung", "heißt"),
        ("Müller: „Wir bauen im Mai.“", "Anna Müller", ":"),
        ("»Wir bauen im Mai«, sagte Huber.", "Max Huber", "sagte"),
        ("«Wir bauen im Mai», sagte Huber.", "Max Huber", "sagte"),
        ("‚Wir bauen im Mai‘, sagte Huber.", "Max Huber", "sagte"),
        ('"Wir bauen im Mai", sagte Huber.', "Max Huber", "sagte"),
    ],
)
def test_each_form_of_attribution_gives_its_speaker(paragraph, speaker, cue):
    [(_, found, printed)] = said(paragraph)
    assert (found, printed) == (speaker, cue)


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("Müller nannte den Plan „einen Schritt nach vorn“.", "Anna Müller"),
        ("Huber bezeichnete die alte Brücke als „ein Sieb aus Holz“.", "Max Huber"),
        ("Laut Huber ist das Holz „weich wie Brot“.", "Max Huber"),
        ("Nach Angaben der Polizei war die Umleitung „gut zu sehen“.", "der Polizei"),
    ],
)
def test_words_in_a_paraphrase_are_mixed(paragraph, speaker):
    [row] = find_quotes([HEAD, paragraph], "de")
    assert (row["kind"], row["speaker"]) == ("mixed", speaker)


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        (["Müller kam zu Fuß. „Das Rad ist kaputt“, sagte sie."], ["Anna Müller"]),
        (["Huber kam zu Fuß. „Das Rad ist kaputt“, sagte er."], ["Max Huber"]),
        (["„Wir bauen“, sagte Müller. „Im Mai.“"], ["Anna Müller", "Anna Müller"]),
        (["„Wir bauen“, sagte Müller, „im Mai.“"], ["Anna Müller", "Anna Müller"]),
        (["„Wir bauen im Mai“, sagte Huber.", "„Dann wird gefeiert.“"], ["Max Huber", "Max Huber"]),
        (["„Wir bauen im Mai“, sagte Huber. „Es wird laut.", "„Es wird auch staubig.“"], ["Max Huber"] * 3),
        (["Huber kam zu Fuß. „Das Rad steht still“, sagte der 34-Jährige."], ["Max Huber"]),
        (["„Der Zug fährt“, sagten sie."], [None]),
    ],
)
def test_pronouns_and_silence_go_to_who_was_named(paragraphs, speakers):
    found = [speaker for _, speaker, _ in said(*paragraphs)]
    assert found == speakers


@pytest.mark.parametrize(
    "paragraph",
    [
        "Der sogenannte „Katzensteg“ ist offen.",
        "Das Fest steht unter dem Motto „Alte Brücke, neue Wege“.",
        "Sein Roman „Der lange Steg“ erschien im Mai.",
        "Am Ufer steht ein Schild mit der Aufschrift „Vorsicht“.",
    ],
)
def test_names_titles_and_signs_are_no_quotations(paragraph):
    assert said(paragraph) == []


@pytest.mark.parametrize(
    ("printed", "determined", "name", "role"),
    [
        ("Bürgermeisterin Anna Müller", False, ("Anna", "Müller"), "Bürgermeisterin"),
        ("Frau Müller", False, ("Müller",), "Frau"),
        ("Dr. Ole Finke", False, ("Ole", "Finke"), "Dr."),
        ("Sprecherin Anna Müller", True, ("Anna", "Müller"), "Sprecherin"),
        ("Am Montag", False, (), None),
        ("Stadt Selmhausen", True, (), None),
        ("Hotel Krone", False, (), None),
        ("Firma Huber", True, (), None),
        ("Anna Becker", False, ("Anna", "Becker"), None),
    ],
)
def test_a_run_of_nouns_is_split_into_office_and_name(printed, determined, name, role):
    assert read_name(printed, determined=determined) == (name, role)


@pytest.mark.parametrize(
    ("stated", "text", "code"),
    [
        (None, "", "en"),
        ("de", "", "de"),
        ("de-AT", "Kurz.", "de"),
        ("fr", "Bref.", "en"),
        (None, HEAD + " Die Brücke ist alt und wird im Mai nicht mehr für den Verkehr auf der Straße geöffnet.", "de"),
        (
            "en-US",
            HEAD + " Die Brücke ist alt und wird im Mai nicht mehr für den Verkehr auf der Straße geöffnet.",
            "de",
        ),
        ("de", "The bridge was closed for the whole of May, and it is the third time that the town has had to.", "en"),
    ],
)
def test_an_article_is_in_the_language_of_its_words_or_else_as_it_states(stated, text, code):
    assert language_of(stated, [text]).code == code


@given(st.lists(st.text(alphabet="„“”»«‚‘'\" ,.:AMsagteüäso") | st.text(), max_size=6))
def test_any_text_gives_rows_whose_spans_hold_their_text(paragraphs):
    for row in find_quotes(paragraphs, "de"):
        text = paragraphs[row["paragraph"]]
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["cue"] == (None if row["cue_start"] is None else text[row["cue_start"] : row["cue_end"]])


@given(
    st.lists(
        st.sampled_from(["„", "“", " sagte ", "Anna Müller", ", ", ". ", "sie", "die ", "Leiterin", " so ", "laut ", "des Amts",
                         ":", " hat ", " gesagt", "wie ", "heißt es in "]),
        max_size=40,
    )
)  # fmt: skip
def test_any_order_of_the_parts_of_attributions_gives_rows(parts):
    text = "".join(parts)
    for row in find_quotes([text, text], "de"):
        assert row["text"]


@pytest.mark.parametrize(
    "unit",
    ["„", "“", "A ", "sagte ", "„a“ ", "Der Leiter des A ", "AbC", "laut ", "„a“ sagte sie ", "die alte ", "die Frau "],
)
def test_a_long_run_of_one_thing_is_read(unit):
    assert isinstance(find_quotes([unit * (50_000 // len(unit))], "de"), list)
