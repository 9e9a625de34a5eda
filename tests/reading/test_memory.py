"""Site memory: what recurs over a paper's pages is no part of its stories."""

import pytest

from newscrawl.reading import read_article
from newscrawl.reading.memory import PAGES_KEPT, RULES, Memory, Sighting, text_mark

from .pages import ONE, STORY, THREE, TWO, page

NEXT = "<h3>What happens next</h3>"
BOX = '<div class="note-x"><p>The Courier needs its readers: give what you can at the counter.</p></div>'
LINKED = '<p>Give what you can: <a href="/give">the Courier needs its readers, and its readers need it</a>.</p>'
DEVELOPING = "<p>This is a developing story and will be updated.</p>"


def story(number, extra=""):
    """A page of a story like no other, with something in its middle."""
    first = f"The footbridge number {number} over Alder Creek opened on Saturday after {number} months of work."
    second = f"About {number}00 people walked across it in the first hour, the county said on day {number}."
    third = f"The next one, number {number + 1}, will be paid for by the ferry office on the north bank."
    return page(f"<p>{first}</p><p>{second}</p>{extra}<p>{third}</p>", title=f"Bridge {number} opens")


def url(number):
    return f"https://mapletoncourier.example/{number}"


def read_all(extras, memory=None):
    """Every page read with the memory of those before it; the last one's reading and the memory after it."""
    memory = memory or Memory()
    raw = {}
    for number, extra in enumerate(extras):
        raw = read_article(story(number, extra).encode(), url(number), memory)
        memory = memory.learn(Sighting(url(number), raw["sighting"]["place"], tuple(raw["sighting"]["blocks"])))
    return raw, memory


def after(extras, extra):
    """How a further page is read, whose story has *extra* in it."""
    _, memory = read_all(extras)
    return read_article(story(99, extra).encode(), url(99), memory)


@pytest.mark.parametrize(
    ("extra", "with_it", "without_it", "left_out"),
    [
        (NEXT, 7, 0, False),  # not met often enough to know
        (NEXT, 8, 0, True),
        (NEXT, 8, 5, True),
        (NEXT, 8, 20, False),  # a subhead that the paper likes
        (DEVELOPING, 12, 0, True),  # on each page
        (DEVELOPING, 12, 8, False),  # on many: some stories do develop
        (BOX, 4, 0, False),
        (BOX, 5, 10, True),
        (BOX, 5, 30, False),
        (LINKED, 5, 10, True),
    ],
)
def test_what_recurs_is_left_out_by_its_looks(extra, with_it, without_it, left_out):
    raw = after([extra] * with_it + [""] * without_it, extra)
    assert len(raw["paragraphs"]) == (3 if left_out else 4)
    assert len(raw["left_out"]) == left_out


def test_without_a_memory_nothing_is_left_out_or_learned():
    raw = read_article(story(1, NEXT).encode(), url(1))
    assert raw["paragraphs"][2] == "What happens next"
    assert raw["left_out"] == []
    assert raw["sighting"] is None


def test_the_same_words_in_another_place_stay():
    raw = after([NEXT] * 10, "<p>What happens next</p>")
    assert raw["paragraphs"][2] == "What happens next"


def test_a_page_that_is_read_again_is_counted_once():
    _, memory = read_all([NEXT])
    for _ in range(20):
        memory = memory.learn(memory.sightings[0])
    assert len(memory.sightings) == 1
    assert memory.furniture == frozenset()


def test_a_memory_holds_the_last_pages_alone_and_forgets_what_is_printed_no_more():
    _, memory = read_all([NEXT] * 10)
    assert memory.furniture
    for number in range(100, 100 + PAGES_KEPT):
        memory = memory.learn(Sighting(url(number), "", ("p" + text_mark(str(number)) + "abc",)))
    assert len(memory.sightings) == PAGES_KEPT
    assert memory.furniture == frozenset()


def test_most_of_a_page_is_never_left_out():
    """Where all that a page has recurs, it is the page that is strange: the same text under many addresses."""
    _, memory = read_all([""])
    for number in range(20):
        memory = memory.learn(Sighting(url(number + 100), memory.sightings[0].place, memory.sightings[0].blocks))
    raw = read_article(story(0).encode(), url(0), memory)
    assert len(raw["paragraphs"]) == 3
    assert raw["left_out"] == []


def test_a_heading_that_is_left_out_is_not_carried_to_the_next_part_of_a_story():
    _, memory = read_all([NEXT] * 10)
    body = (
        "<p>The footbridge over the creek was shut on Sunday, a day after it opened, for want of light.</p>" * 3 + NEXT
    )
    assert read_article(page(body).encode(), url(1))["closing_headings"] == ["What happens next"]
    assert read_article(page(body).encode(), url(1), memory)["closing_headings"] == []


def test_a_heading_that_falls_with_what_stood_under_it_is_told_of_too():
    """Else it would look as if an editor had taken it out."""
    give = "<h3>Help us</h3><p>Give what you can: <a href='/give'>the Courier needs its readers, and they it</a>.</p>"
    _, memory = read_all([""] * 3)
    for number in range(8):
        raw = read_article(page(STORY + give).encode(), url(number), memory)
        memory = memory.learn(Sighting(url(number), raw["sighting"]["place"], tuple(raw["sighting"]["blocks"])))
    memory = Memory(
        tuple(Sighting(s.page, s.place, tuple(t for t in s.blocks if t[0] == "l")) for s in memory.sightings)
    )
    raw = read_article(page(STORY + give).encode(), url(1), memory)
    assert raw["paragraphs"] == [ONE, TWO, THREE]
    assert raw["left_out"][0] == "Help us"
    assert len(raw["left_out"]) == 2


def test_a_short_story_is_found_where_the_paper_prints_its_stories():
    aside = (
        "<div class='about'>" + "<p>The Courier has been printed in Mill Lane since the first bridge was built.</p>" * 5
    )
    pages = []
    for number in range(8):
        text = "".join(f"<p>Sentence {n} of story {number} tells of a bridge over Alder Creek.</p>" for n in range(30))
        pages.append(f"<h1>Story {number}</h1><div class='c-12'><div class='wide'>{text}</div></div>{aside}</div>")
    memory = Memory()
    for number, body in enumerate(pages):
        raw = read_article(body.encode(), url(number), memory)
        memory = memory.learn(Sighting(url(number), raw["sighting"]["place"], tuple(raw["sighting"]["blocks"])))
    assert memory.place.startswith("div.wide<")
    text = "<p>The bridge is open again.</p><p>It was shut for an hour at noon, said the county.</p>"
    short = f"<h1>Short</h1><div class='c-12'><div class='wide'>{text}</div></div>{aside}</div>"
    alone, known = read_article(short.encode(), url(50)), read_article(short.encode(), url(50), memory)
    assert alone["paragraphs"][0].startswith("The Courier has been printed")
    assert known["unaided"] == alone["paragraphs"]
    assert alone["unaided"] == []
    assert known["paragraphs"] == ["The bridge is open again.", "It was shut for an hour at noon, said the county."]


def test_the_usual_box_is_not_taken_where_another_has_far_more_of_the_story():
    memory = Memory(tuple(Sighting(url(n), "div.wide<div.page<body") for n in range(9)))
    text = "<p>The footbridge over Alder Creek opened on Saturday after eleven months of work, it was said.</p>"
    body = f"<div class=page><h1>Long</h1><div class=wide>{text}</div><div class=more>{text.replace('foot', 'road') * 3}</div></div>"
    assert len(read_article(body.encode(), url(60), memory)["paragraphs"]) == 3


@pytest.mark.parametrize("look", RULES)
def test_the_more_a_block_looks_like_text_the_more_often_it_must_have_been_met(look):
    rank = {"l": 0, "b": 0, "h": 1, "p": 2}
    for other in RULES:
        if rank[other] > rank[look]:
            assert RULES[other].pages > RULES[look].pages
            assert RULES[other].share > RULES[look].share


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What happens next", "WHAT HAPPENS  NEXT?", True),
        ("What happens next", "What happened next", False),
        ("", "…", True),
    ],
)
def test_a_text_is_known_by_its_letters(one, other, same):
    assert (text_mark(one) == text_mark(other)) is same
