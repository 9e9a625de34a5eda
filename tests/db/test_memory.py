"""Site memory in the database: bounded, learned with the pages, and never an edit."""

import pytest
from db.courier import DAY, PAPER, day, quotes_of, reading, rows, write

from newscrawl.db.memory import load_memory
from newscrawl.reading.memory import PAGES_KEPT, RULES, Memory, text_mark

NEXT = "What happens next"
TRACE = f"h{text_mark(NEXT)}abc"
ENOUGH = RULES["h"].pages


def url(number):
    return f"https://courier.example/2026/03/story-{number}"


def story(number, *, heading=True, more=""):
    """A story with a quote on each side of its heading."""
    texts = [
        f"Story {number} of the paper tells of a bridge, its {number} steps and those who climb them every day.",
        f"“We counted {number} of them,” said Ada Reyes, who leads the parks office of the county.",
        NEXT,
        f"“And we will count them again,” said Ada Reyes. The next count is on day {number} of the month.{more}",
    ]
    return [text for text in texts if heading or text != NEXT]


def page(number, *, at=DAY, traces=(TRACE,), left_out=(), memory=True, **how):
    paragraphs = story(number, **how)
    record = reading(
        url(number),
        at=at,
        paragraphs=paragraphs,
        quotes=quotes_of(paragraphs, url(number)),
        headline=f"Story {number}",
        left_out=list(left_out),
    )
    if memory:
        record.page.sighting = {"place": "div.text<body", "blocks": list(traces)}
    return record


def bodies(engine):
    return [body.split("\n\n") for (body,) in rows(engine, "SELECT body FROM article ORDER BY id")]


def all_is_whole(engine):
    """Every quote is where its span says, and the last revision is the article's text."""
    spans = rows(
        engine,
        "SELECT a.body, q.start_char, q.end_char, q.text, q.paragraph FROM quote q JOIN article a ON a.id = q.article_id",
    )
    for body, start, end, text, paragraph in spans:
        assert body[start:end] == text
        assert text in body.split("\n\n")[paragraph]
    last = rows(
        engine,
        "SELECT a.body, r.body, a.body_hash, r.body_hash FROM article a JOIN revision r ON r.article_id = a.id"
        " WHERE r.number = (SELECT max(number) FROM revision x WHERE x.article_id = a.id)",
    )
    assert all(body == text and one == other for body, text, one, other in last)
    return len(spans)


def test_the_first_pages_are_mended_when_enough_have_shown_what_recurs(engine):
    for number in range(ENOUGH - 1):
        write(engine, page(number))
    assert all(NEXT in texts for texts in bodies(engine))
    write(engine, page(ENOUGH - 1))
    assert bodies(engine) == [story(number, heading=False) for number in range(ENOUGH)]
    assert rows(engine, "SELECT DISTINCT left_out FROM article") == [(NEXT,)]
    assert rows(engine, "SELECT DISTINCT revisions FROM v_article") == [(1,)]
    assert all_is_whole(engine) == 2 * ENOUGH


def test_one_batch_may_teach_and_mend_at_once(engine):
    write(engine, *[page(number) for number in range(ENOUGH + 3)])
    assert bodies(engine) == [story(number, heading=False) for number in range(ENOUGH + 3)]
    assert all_is_whole(engine) == 2 * (ENOUGH + 3)


def test_a_page_that_was_read_before_its_paper_was_known_is_mended_as_it_comes(engine):
    write(engine, *[page(number) for number in range(ENOUGH)])
    write(engine, page(50))
    assert bodies(engine)[-1] == story(50, heading=False)


@pytest.mark.parametrize(
    ("again", "left_out"),
    [
        ({"heading": False, "left_out": [NEXT]}, NEXT),  # the memory knows it
        ({"heading": True, "memory": False}, NEXT),  # a reading that has no memory
        ({"heading": True}, NEXT),  # one whose memory is too small yet
    ],
)
def test_more_or_less_memory_is_no_edit(engine, again, left_out):
    write(engine, *[page(number) for number in range(ENOUGH)])
    write(engine, page(0, at=day(1), **again))
    assert bodies(engine)[0] == story(0, heading=False)
    assert rows(engine, "SELECT revisions FROM v_article WHERE url = '" + url(0) + "'") == [(1,)]
    assert rows(engine, "SELECT left_out FROM article ORDER BY id")[0] == (left_out,)
    all_is_whole(engine)


def test_learning_between_two_readings_is_no_edit(engine):
    """The article is no longer among the paper's last pages when the paper's furniture becomes known."""
    write(engine, page(0, memory=False))
    assert NEXT in bodies(engine)[0]
    counts = write(engine, page(0, at=day(1), heading=False, left_out=[NEXT]))
    assert bodies(engine)[0] == story(0, heading=False)
    assert rows(engine, "SELECT revisions FROM v_article") == [(1,)]
    assert counts.articles_new == 0
    all_is_whole(engine)


def test_an_edit_is_an_edit_though_the_memory_learned_too(engine):
    write(engine, page(0))
    write(engine, page(0, at=day(1), heading=False, left_out=[NEXT], more=" It rained."))
    assert rows(engine, "SELECT revisions FROM v_article") == [(2,)]
    assert bodies(engine)[0][-1].endswith("It rained.")


def test_another_box_that_the_memory_found_is_no_edit(engine):
    """The first reading took the wrong box of the page; nobody changed a word of it."""
    paragraphs = [
        f"The Courier has been printed in Mill Lane since the bridge number {number} was built." for number in range(3)
    ]
    write(engine, reading(url(0), paragraphs=paragraphs, headline="Story 0"))
    aided = page(0, at=day(1), heading=False)
    aided.article.unaided = paragraphs
    write(engine, aided)
    assert rows(engine, "SELECT revisions FROM v_article") == [(1,)]
    assert bodies(engine) == [story(0, heading=False)]
    all_is_whole(engine)


def test_older_texts_are_mended_too_so_that_two_differ_in_what_was_edited_alone(engine):
    write(engine, page(0))
    write(engine, page(0, at=day(1), more=" It rained."))
    write(engine, *[page(number) for number in range(1, ENOUGH)])
    texts = [
        body.split("\n\n") for (body,) in rows(engine, "SELECT r.body FROM revision r ORDER BY r.article_id, r.number")
    ]
    assert texts[0] == story(0, heading=False)
    assert texts[1] == story(0, heading=False, more=" It rained.")
    all_is_whole(engine)


def test_a_quote_in_what_is_left_out_goes_with_it(engine):
    said = "“Give what you can,” says the Courier."
    trace = f"b{text_mark(said)}abc"

    def with_it(number):
        paragraphs = [*story(number), said, f"The last line of story {number} is about the weather on the creek."]
        record = page(number, traces=[trace])
        record.article.paragraphs = paragraphs
        record.quotes = quotes_of(paragraphs, url(number))
        return record

    write(engine, *[with_it(number) for number in range(6)])
    assert all(said not in texts and len(texts) == 5 for texts in bodies(engine))
    assert all_is_whole(engine) == 12


def test_most_of_a_text_is_never_taken_out(engine):
    traces = [f"h{text_mark(text)}abc" for text in story(1)]
    write(engine, *[page(number, traces=[TRACE, *traces]) for number in range(ENOUGH)])
    assert bodies(engine)[1] == story(1)


def test_a_paper_keeps_its_last_pages_alone(engine):
    numbers = range(PAGES_KEPT + 12)
    for start in range(0, len(numbers), 20):
        write(engine, *[page(number, heading=False, traces=["pabcdefabc"]) for number in numbers[start : start + 20]])
    assert rows(engine, "SELECT count(*) FROM sighting") == [(PAGES_KEPT,)]
    with engine.connect() as connection:
        [(outlet,)] = rows(engine, "SELECT id FROM outlet")
        memory = load_memory(connection, outlet)
    assert [seen.page for seen in memory.sightings] == [url(number) for number in numbers[-PAGES_KEPT:]]
    assert memory.place == "div.text<body"


def test_an_article_that_is_read_again_is_one_sighting(engine):
    for number in range(3):
        write(engine, page(0, at=day(number)))
    assert rows(engine, "SELECT count(*) FROM sighting") == [(1,)]


def test_a_paper_that_nobody_read_has_an_empty_memory(engine):
    with engine.connect() as connection:
        assert load_memory(connection, 1) == Memory()


def test_papers_are_kept_apart(engine):
    records = []
    for number in range(2 * ENOUGH - 2):
        record = page(number)
        if number % 2:
            for item in (record.page, record.article, *record.quotes):
                item.outlet = f"{PAPER}-2"
        records.append(record)
    write(engine, *records)
    assert all(NEXT in texts for texts in bodies(engine))


def test_quotes_of_older_texts_move_with_their_words(engine):
    from newscrawl.db.checks import check

    write(engine, page(0))
    write(engine, page(0, at=day(1), more=" A new last sentence was added to this story by its editor today."))
    write(engine, *[page(number) for number in range(1, ENOUGH)])
    past = rows(
        engine,
        "SELECT r.body, p.start_char, p.end_char, p.text, p.paragraph FROM past_quote p JOIN revision r"
        " ON r.id = p.revision_id",
    )
    assert len(past) == 2
    for body, start, end, text, paragraph in past:
        assert NEXT not in body
        assert body[start:end] == text
        assert text in body.split("\n\n")[paragraph]
    assert [one.question for one in check(engine) if not one.sound] == []
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE past_quote SET start_char = start_char + 1, end_char = end_char + 1")
    assert ["earlier text" in one.question for one in check(engine) if not one.sound] == [True]


def test_an_article_that_a_batch_finds_to_be_another_is_mended_as_that_one(engine):
    other = "https://courier.example/moved/0"
    write(engine, page(0, memory=False))
    moved = page(0)
    moved.page.page = moved.article.page = moved.article.url = other
    moved.article.addresses, moved.article.headline = [other], "Story 0, moved"
    write(engine, moved)
    write(engine, *[page(number) for number in range(1, ENOUGH - 1)])
    again = page(0, at=day(1))
    again.page.page = again.article.page = other
    again.article.addresses = [other, url(0)]
    write(engine, page(ENOUGH, at=day(1)), again)
    assert rows(engine, "SELECT count(*) FROM merge") == [(1,)]
    assert all(NEXT not in texts for texts in bodies(engine))
    all_is_whole(engine)


def test_what_is_no_trace_is_not_kept(engine):
    write(engine, page(0, traces=["a\0", "b c", "\ud800", "", TRACE, "p_-x"]))
    assert rows(engine, "SELECT blocks FROM sighting") == [(f"{TRACE} p_-x",)]
