import pytest
from db.courier import BODY, DAY, PAPER, URL, day, everything, quotes_of, reading, rows, settled, write
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from newscrawl.db.engine import open_engine, prepare, write_transaction
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Outlet, Problem
from newscrawl.db.writing import write_pages
from newscrawl.items import FoundPage, ImageItem, ProblemItem, QuoteItem

EDITED = [*BODY[:2], "The county paid for the steel and the lamps; the school says it paid for nothing."]
AMP = "https://courier.example/2026/03/bridge/amp"
OTHER = ["A second story with other words altogether, about a market, its eggs, a clock that runs late and rain. " * 3]


def full(**more):
    return reading(
        authors=["Ada Reyes", "Tom Oak"],
        tags=["Bridges", "Parks"],
        images=[
            ImageItem("https://courier.example/a.jpg", "The bridge", "J. Elm"),
            ImageItem("https://courier.example/b.jpg"),
        ],
        dek="Two years of work",
        section="News",
        byline="By Ada Reyes and Tom Oak",
        **more,
    )


def test_an_article_and_its_quotes_are_stored(engine):
    counts = write(engine, full())
    assert (counts.articles_new, counts.quotes_new) == (1, 2)
    [row] = rows(engine, "SELECT outlet, url, headline, dek, section, byline, body, revisions FROM v_article")
    assert row == (
        PAPER,
        URL,
        "Bridge opens",
        "Two years of work",
        "News",
        "By Ada Reyes and Tom Oak",
        "\n\n".join(BODY),
        1,
    )
    assert rows(engine, "SELECT text, speaker, paragraph FROM v_quote ORDER BY start_char") == [
        ("It was a long wait,", "Ada Reyes", 1),
        ("Now we walk.", "Ada Reyes", 1),
    ]


def test_a_second_reading_changes_nothing_but_last_seen(engine):
    write(engine, full())
    before = everything(engine)
    counts = write(engine, full(at=day(1)))
    assert (counts.articles_new, counts.articles_changed, counts.articles_unchanged, counts.quotes_new) == (0, 0, 1, 0)
    assert everything(engine) == before
    [(first, last)] = rows(engine, "SELECT first_seen, last_seen FROM v_article")
    assert str(first)[:10] == "2026-03-01"
    assert str(last)[:10] == "2026-03-02"


def test_an_edit_is_a_revision_and_brings_its_own_quotes(engine):
    write(engine, full())
    counts = write(engine, full(at=day(1), paragraphs=EDITED, headline="Bridge opens late"))
    assert (counts.articles_changed, counts.articles_new) == (1, 0)
    assert rows(engine, "SELECT number, headline, body FROM v_revision ORDER BY number") == [
        (1, "Bridge opens", "\n\n".join(BODY)),
        (2, "Bridge opens late", "\n\n".join(EDITED)),
    ]
    assert rows(engine, "SELECT revisions, body FROM v_article") == [(2, "\n\n".join(EDITED))]


def test_a_headline_that_changed_silently_is_a_revision(engine):
    write(engine, full())
    write(engine, full(at=day(1), headline="Bridge closes"))
    assert rows(engine, "SELECT number, headline FROM v_revision ORDER BY 1") == [
        (1, "Bridge opens"),
        (2, "Bridge closes"),
    ]


def test_what_a_later_reading_leaves_empty_is_kept(engine):
    write(engine, full())
    before = everything(engine)
    write(engine, reading(at=day(1), published=None, published_raw=None))
    assert everything(engine) == before


def test_a_reading_without_text_never_empties_the_body(engine):
    write(engine, full())
    write(engine, full(at=day(1), paragraphs=[]))
    assert rows(engine, "SELECT body, revisions FROM v_article") == [("\n\n".join(BODY), 1)]
    assert rows(engine, "SELECT count(*) FROM quote") == [(2,)]


def test_a_teaser_does_not_replace_the_whole_text(engine):
    write(engine, full())
    write(engine, full(at=day(1), paragraphs=BODY[:1], truncated=True))
    assert rows(engine, "SELECT body, revisions FROM v_article") == [("\n\n".join(BODY), 1)]


def test_changed_metadata_is_no_revision(engine):
    write(engine, full())
    counts = write(engine, full(at=day(1)), reading(at=day(2), section="Sport", authors=["Ada Reyes"], tags=["Parks"]))
    assert (counts.articles_changed, counts.articles_unchanged) == (1, 1)
    [row] = rows(engine, "SELECT section, revisions FROM v_article")
    assert row == ("Sport", 1)
    assert rows(engine, "SELECT name FROM tag") == [("Parks",)]
    assert rows(engine, "SELECT a.name FROM byline b JOIN author a ON a.id = b.author_id") == [("Ada Reyes",)]


def test_a_day_alone_does_not_replace_a_moment(engine):
    write(engine, full())
    write(engine, full(at=day(1), published=DAY.replace(hour=0), published_raw="March 1, 2026"))
    [(moment,)] = rows(engine, "SELECT published_at FROM v_article")
    assert str(moment)[:16].replace("T", " ") == "2026-03-01 12:00"


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("first", [0, 1])
def test_twin_addresses_are_one_article(engine, apart, first):
    twins = [full(), reading(AMP, at=day(0), canonical=URL, addresses=[AMP])]
    twins = twins[first:] + twins[:first]
    for batch in [[twin] for twin in twins] if apart else [twins]:
        write(engine, *batch)
    assert rows(engine, "SELECT url, revisions FROM v_article") == [(URL, 1)]
    assert rows(engine, "SELECT url, reason FROM v_address ORDER BY url") == [
        (URL, "requested" if first == 0 else "canonical"),
        (AMP, "requested"),
    ]


@pytest.mark.parametrize("apart", [False, True])
def test_the_same_text_under_an_address_that_says_nothing_is_the_same_article(engine, apart):
    moved = "https://courier.example/archive?id=12"
    records = [full(), reading(moved, at=day(1), published=None)]
    for batch in [[r] for r in records] if apart else [records]:
        write(engine, *batch)
    assert rows(engine, "SELECT url FROM v_article") == [(URL,)]
    assert rows(engine, "SELECT reason FROM v_address WHERE url = :url", url=moved) == [("same text",)]


def test_a_short_text_or_another_headline_is_not_the_same_article(engine):
    write(
        engine, reading(URL, paragraphs=["No scores came in."]), reading(URL + "2", paragraphs=["No scores came in."])
    )
    write(engine, reading(URL + "3", headline="Last week"), reading(URL + "4", headline="This week"))
    assert rows(engine, "SELECT count(*) FROM v_article") == [(4,)]


def test_the_same_text_in_two_papers_is_two_articles(engine):
    other = full()
    for item in (other.page, other.article, *other.quotes):
        item.outlet = "gazette"
    write(engine, full(), other)
    assert rows(engine, "SELECT outlet FROM v_article ORDER BY 1") == [(PAPER,), ("gazette",)]


def test_a_wrong_canonical_address_does_not_swallow_another_article(engine):
    write(engine, full())
    write(engine, reading(URL + "-market", canonical=URL, headline="Market day", paragraphs=OTHER))
    assert rows(engine, "SELECT url FROM v_article ORDER BY url") == [(URL,), (URL + "-market",)]
    assert rows(engine, "SELECT stage FROM v_problem") == [("dedupe",)]
    front = "https://courier.example/"
    write(
        engine,
        *(
            reading(f"{URL}-{n}", canonical=front, headline=f"Story {n}", paragraphs=[f"{OTHER[0]} {n}"])
            for n in range(3)
        ),
    )
    assert rows(engine, "SELECT count(*) FROM v_article") == [(5,)]


def test_addresses_of_two_articles_go_to_the_canonical_one(engine):
    write(engine, full(), reading(URL + "-market", headline="Market day", paragraphs=OTHER))
    write(engine, full(at=day(1), addresses=[URL, URL + "-market"]))
    assert rows(engine, "SELECT count(*) FROM v_article") == [(2,)]
    [(stage, reason)] = rows(engine, "SELECT stage, reason FROM v_problem")
    assert stage == "dedupe"
    assert "two articles" in reason


def test_twins_whose_texts_differ_do_not_make_revisions_in_turn(engine):
    twin = BODY[:2]
    for n in range(3):
        write(engine, full(at=day(n)), reading(AMP, at=day(n), canonical=URL, paragraphs=twin))
    assert rows(engine, "SELECT revisions, body FROM v_article") == [(1, "\n\n".join(BODY))]


def test_a_page_that_did_not_change_was_seen(engine):
    write(engine, full())
    before = everything(engine)
    counts = write(engine, settled("unchanged", at=day(3)))
    assert counts.articles_unchanged == 1
    assert str(rows(engine, "SELECT last_seen FROM v_article")[0][0])[:10] == "2026-03-04"
    after = everything(engine)
    assert {name: after[name] for name in after if name != "page"} == {
        name: before[name] for name in before if name != "page"
    }


def test_an_article_that_is_gone_is_marked_and_kept_and_may_come_back(engine):
    write(engine, full())
    write(engine, settled("gone", at=day(3), status=410))
    [(body, gone)] = rows(engine, "SELECT body, gone_at FROM v_article")
    assert body
    assert str(gone)[:10] == "2026-03-04"
    write(engine, settled("gone", at=day(4), status=410))
    assert rows(engine, "SELECT gone_at FROM v_article") == [(gone,)]
    write(engine, full(at=day(5)))
    assert rows(engine, "SELECT gone_at, revisions FROM v_article") == [(None, 1)]


def test_an_old_address_that_is_gone_leaves_the_article(engine):
    frontier = Frontier(engine)
    frontier.note_found(frontier.outlet_id(PAPER, "courier.example", "", "UTC"), [FoundPage(AMP)], DAY, literal=True)
    write(engine, full(), reading(AMP, canonical=URL))
    write(engine, settled("gone", AMP, at=day(1)))
    assert rows(engine, "SELECT gone_at FROM v_article") == [(None,)]


def test_quotes_whose_span_is_not_their_text_are_problems(engine):
    wrong = QuoteItem(page=URL, outlet=PAPER, paragraph=0, start=3, end=8, text="other", kind="direct")
    write(engine, reading(quotes=[*quotes_of(BODY), wrong]))
    assert rows(engine, "SELECT count(*) FROM quote") == [(2,)]
    assert rows(engine, "SELECT stage, url FROM v_problem") == [("quotes", URL)]


def test_problems_are_rows_with_run_outlet_and_field(engine):
    from newscrawl.db.writing import finish_run, start_run

    run = start_run(engine, {"sites": "courier", "since": DAY}, DAY)
    record = full()
    record.problems = [ProblemItem(page=URL, outlet=PAPER, stage="load", field="published", reason="year 20226")]
    write_pages(engine, run, [record])
    finish_run(engine, run, day(1), "finished", {"pages": 1})
    assert rows(engine, "SELECT run_id, outlet, url, stage, field, reason FROM v_problem") == [
        (run, PAPER, URL, "load", "published", "year 20226")
    ]
    assert rows(engine, "SELECT reason FROM run") == [("finished",)]


def test_natural_keys_are_unique_and_references_are_kept(engine):
    write(engine, full())
    with write_transaction(engine) as connection:
        connection.execute(delete(Problem))
        connection.execute(delete(Outlet))
    for table in ("article", "revision", "article_url", "quote", "byline", "author", "page", "image", "tag"):
        assert rows(engine, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_lists_in_views_are_json_in_order(engine):
    import json

    write(engine, full())
    [row] = rows(engine, "SELECT authors, tags, captions FROM v_article")
    lists = [json.loads(value) if isinstance(value, str) else value for value in row]
    assert lists == [["Ada Reyes", "Tom Oak"], ["Bridges", "Parks"], ["The bridge"]]


@pytest.fixture(scope="module")
def one_database(tmp_path_factory):
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('db') / 'news.db'}")
    prepare(engine, lambda _: None)
    yield engine
    engine.dispose()


words = st.text(max_size=60)


@given(
    paragraphs=st.lists(words, max_size=4),
    spans=st.lists(st.tuples(st.integers(-3, 80), st.integers(-3, 80), words), max_size=4),
    texts=st.fixed_dictionaries(
        {"headline": st.none() | words, "section": st.none() | words, "authors": st.lists(words, max_size=3)}
    ),
    odd=st.tuples(st.integers(), st.text(min_size=1, max_size=30)),
)
@settings(max_examples=60, deadline=None)
def test_any_text_is_stored_and_every_quote_is_a_part_of_its_body(one_database, paragraphs, spans, texts, odd):
    engine, body, (number, url) = one_database, "\n\n".join(paragraphs), odd
    quotes = [
        QuoteItem(
            page=URL,
            outlet=PAPER,
            paragraph=number,
            start=a,
            end=b,
            text=body[max(a, 0) : max(b, 0)] if len(t) % 2 else t,
            kind="direct",
            speaker=t,
        )
        for a, b, t in spans
    ]
    write(
        engine, reading(URL + url, paragraphs=paragraphs, quotes=quotes, published_offset=number, tags=[url], **texts)
    )
    wrong = "SELECT count(*) FROM v_quote q JOIN v_article a ON a.article_id = q.article_id WHERE substr(a.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"
    assert rows(engine, wrong) == [(0,)]


def test_strange_characters_are_stored_on_both_engines(engine):
    odd = ["Nul \x00 and half \ud83d of a pair, and a whole 😀. “Good \x00 \udc00 one,” said Ada Reyes. " * 3]
    write(
        engine,
        reading(
            URL + "/\x00\ud800",
            paragraphs=odd,
            headline="\x00\ud800",
            authors=["\x00"],
            section="\x00" * 5000,
            tags=["t" * 9000],
        ),
    )
    assert rows(engine, "SELECT count(*) FROM v_article") == [(1,)]
    wrong = "SELECT count(*) FROM v_quote q JOIN v_article a ON a.article_id = q.article_id WHERE substr(a.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"
    assert rows(engine, wrong) == [(0,)]
    assert rows(engine, "SELECT count(*) FROM v_quote") == [(3,)]


def test_the_same_moment_in_other_words_is_no_change(engine):
    write(engine, full())
    counts = write(engine, full(at=day(1), published_raw="Sun, 01 Mar 2026 12:00:00 GMT", published_offset=0))
    assert counts.articles_unchanged == 1
    assert rows(engine, "SELECT published_raw FROM article") == [("2026-03-01T12:00:00Z",)]
