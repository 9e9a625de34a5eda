import pytest
from db.courier import BODY, DAY, PAPER, URL, day, everything, quotes_of, reading, rows, said, thread, write
from sqlalchemy import text

from newscrawl.db.merges import NotSplit, split
from newscrawl.db.writing import write_pages
from newscrawl.items import CorrectionItem, ImageItem

MOVED = "https://courier.example/2026/03/the-bridge-opens"
PRINT = "https://courier.example/print/77"
LONG = [
    *BODY,
    "Nobody asked for the toll that the first plan had; it was struck out in a meeting that lasted until two.",
]
OTHER = ["A second story with other words altogether, about a market, its eggs, a clock that runs late and rain. " * 3]


def articles(engine):
    return sorted(rows(engine, "SELECT url, headline, revisions FROM v_article"))


def addresses(engine):
    asked = "SELECT a.url, u.url, u.reason FROM v_address u JOIN v_article a USING (article_id)"
    return sorted(rows(engine, asked))


def two(engine, **more):
    """The same text at two addresses, told apart by their headlines until now."""
    write(engine, reading(URL, paragraphs=LONG))
    write(engine, reading(MOVED, paragraphs=LONG, headline="Bridge: it opens", **more))
    assert len(articles(engine)) == 2


def test_a_page_that_names_another_one_as_canonical_becomes_that_article(engine):
    two(engine)
    counts = write(engine, reading(MOVED, paragraphs=LONG, canonical=URL, addresses=[MOVED, URL], at=day(1)))
    assert counts.articles_new == 0
    assert articles(engine) == [(URL, "Bridge opens", 1)]
    assert addresses(engine) == [(URL, URL, "requested"), (URL, MOVED, "canonical")]
    assert rows(engine, "SELECT url, reason FROM merge") == [(MOVED, "canonical")]
    assert rows(engine, "SELECT count(DISTINCT article_id), count(*) FROM page") == [(1, 2)]
    assert rows(engine, "SELECT count(*) FROM problem") == [(0,)]
    before = everything(engine)
    write(engine, reading(MOVED, paragraphs=LONG, canonical=URL, addresses=[MOVED, URL], at=day(2)))
    assert everything(engine) == before


def test_a_page_that_leads_to_another_one_becomes_that_article(engine):
    two(engine)
    write(
        engine,
        reading(MOVED, paragraphs=LONG, canonical=None, addresses=[URL, MOVED], at=day(1), page={"final_url": URL}),
    )
    assert [url for url, *_ in articles(engine)] in ([URL], [MOVED])
    assert len(rows(engine, "SELECT * FROM merge")) == 1


def test_two_articles_that_come_to_have_one_text_headline_and_date_are_one(engine):
    two(engine)
    write(engine, reading(MOVED, paragraphs=LONG, at=day(1)))
    assert articles(engine) == [(MOVED, "Bridge opens", 2)]
    assert rows(engine, "SELECT url, reason FROM merge") == [(URL, "same text")]


def test_articles_that_had_little_in_common_stay_two(engine):
    """A page that says "we will be back soon", or names its front page's first story as canonical."""
    write(engine, reading(URL, paragraphs=LONG), reading(MOVED, paragraphs=OTHER, headline="Eggs"))
    soon = ["We are working on our pages and will be back soon, with all that you know of us and a bit more. " * 3]
    for url in (URL, MOVED):
        write(engine, reading(url, paragraphs=soon, headline="Back soon", at=day(1)))
    assert len(articles(engine)) == 2
    write(
        engine, reading(MOVED, paragraphs=soon, headline="Back soon", canonical=URL, addresses=[MOVED, URL], at=day(2))
    )
    assert len(articles(engine)) == 2
    [(reason,)] = rows(engine, "SELECT reason FROM problem")
    assert reason == f"its addresses belong to two articles: {URL} and {MOVED}"


def test_threads_of_merged_articles_become_one_and_each_comment_is_there_once(engine):
    mine = {"article": MOVED}
    write(engine, reading(URL, paragraphs=LONG, threads=[thread()], comments=[said("1"), said("2", "Well.")]))
    theirs = [said("1", **mine), said("3", "No.", parent="1", **mine), said("4", "Why?", parent="3", **mine)]
    more = [thread("isso", "moved", **mine)], [said("i1", "Else.", platform="isso", thread="moved", **mine)]
    record = reading(
        MOVED,
        paragraphs=LONG,
        headline="Bridge: it opens",
        threads=[thread(**mine), *more[0]],
        comments=[*theirs, *more[1]],
    )
    write(engine, record)
    assert rows(engine, "SELECT count(*) FROM v_comment") == [(6,)]
    write(engine, reading(MOVED, paragraphs=LONG, canonical=URL, addresses=[MOVED, URL], at=day(1)))
    assert rows(
        engine,
        "SELECT c.platform_id, p.platform_id, c.url FROM v_comment c LEFT JOIN comment p ON p.id = c.parent_id ORDER BY 1",
    ) == [("1", None, URL), ("2", None, URL), ("3", "1", URL), ("4", "3", URL), ("i1", None, URL)]
    assert rows(engine, "SELECT count(*) FROM thread") == [(2,)]
    done = split(engine, MOVED, now=day(2))
    assert rows(engine, "SELECT platform_id FROM v_comment WHERE article_id = :of", of=done.article_id) == [("i1",)]


def _rich(url, **more):
    return reading(
        url,
        paragraphs=LONG,
        headline="Bridge: it opens",
        authors=["Ada Reyes", "Tom Oak"],
        tags=["Bridges"],
        images=[ImageItem("https://courier.example/a.jpg", "The bridge", "J. Elm")],
        corrections=[CorrectionItem(kind="correction", text="An earlier version named the wrong day.")],
        **more,
    )


MOVING = {"id", "article_id", "last_seen", "story_id", "author_id", "speaker_id", "revision_id"}


def _of(engine, url):
    """All that is stored of an article, by table."""
    from newscrawl.db.models import Base

    found = {}
    with engine.connect() as connection:
        of = connection.execute(text("SELECT id FROM article WHERE url = :url"), {"url": url}).scalar_one()
        for table in Base.metadata.sorted_tables:
            if table.name not in {"page", "apart", "merge", "shingle", "uncompared", "thread", "article_learnt"}:
                for name in {"article_id"} & set(table.columns.keys()) or ({"id"} if table.name == "article" else ()):
                    columns = [c for c in table.columns if c.name not in MOVING]
                    asked = table.select().with_only_columns(*columns).where(table.c[name] == of)
                    found[table.name] = sorted(map(repr, connection.execute(asked)))
    return found


def test_a_merge_is_undone_to_what_was(engine):
    write(engine, reading(URL, paragraphs=LONG), _rich(MOVED))
    write(engine, _rich(MOVED, at=day(1), dek="Late"))
    before, first = _of(engine, MOVED), _of(engine, URL)
    assert before["quote"]
    assert before["correction"]
    write(engine, reading(MOVED, paragraphs=LONG, canonical=URL, addresses=[MOVED, URL], at=day(2)))
    assert len(articles(engine)) == 1
    done = split(engine, MOVED, now=day(3))
    assert (done.url, done.from_url, done.restored) == (MOVED, URL, True)
    again = _of(engine, MOVED)
    reasons = before.pop("article_url"), again.pop("article_url")
    assert [len(rows_) for rows_ in reasons] == [1, 1]
    assert again == before
    assert _of(engine, URL) == first
    assert rows(engine, "SELECT count(*) FROM merge") == [(0,)]


def test_what_was_split_is_read_again_and_never_joined_again(engine):
    two(engine)
    joined = {"canonical": URL, "addresses": [MOVED, URL], "paragraphs": LONG}
    write(engine, reading(MOVED, at=day(1), **joined))
    split(engine, MOVED, now=day(2))
    [(state, etag)] = rows(engine, "SELECT state, etag FROM page WHERE url = :url AND due_at IS NOT NULL", url=MOVED)
    assert (state, etag) == ("read", None)
    for at in (3, 4):
        write(engine, reading(MOVED, at=day(at), **joined))
        write(engine, reading(URL, at=day(at), paragraphs=LONG))
    assert [url for url, *_ in articles(engine)] == [URL, MOVED]
    assert [row[:2] for row in addresses(engine)] == [(URL, URL), (MOVED, MOVED)]
    assert rows(engine, "SELECT count(*) FROM problem") == [(0,)]


def test_a_twin_address_that_was_joined_when_it_was_read_can_be_split(engine):
    write(engine, reading(URL, paragraphs=LONG))
    write(engine, reading(PRINT, paragraphs=LONG, canonical=URL, addresses=[PRINT, URL], at=day(1)))
    assert len(articles(engine)) == 1
    done = split(engine, PRINT, now=day(2))
    assert not done.restored
    assert articles(engine) == [(URL, "Bridge opens", 1), (PRINT, "Bridge opens", 1)]
    assert rows(engine, "SELECT count(*) FROM v_quote") == [(4,)]
    write(engine, reading(PRINT, paragraphs=OTHER, headline="Eggs", canonical=URL, addresses=[PRINT, URL], at=day(3)))
    assert articles(engine) == [(URL, "Bridge opens", 1), (PRINT, "Eggs", 2)]


def test_texts_that_were_read_at_an_address_go_with_it(engine):
    write(engine, reading(URL, paragraphs=LONG))
    write(engine, reading(URL, paragraphs=LONG[:3], at=day(1)))
    with engine.begin() as connection:  # as two pages of one canonical address would have left it
        connection.execute(text("UPDATE revision SET page_url = :url WHERE number = 2"), {"url": PRINT})
    write(engine, reading(URL, paragraphs=LONG, at=day(2)))
    write(engine, reading(PRINT, paragraphs=LONG, canonical=URL, addresses=[PRINT, URL], at=day(2)))
    assert articles(engine) == [(URL, "Bridge opens", 3)]
    split(engine, PRINT, now=day(3))
    assert articles(engine) == [(URL, "Bridge opens", 2), (PRINT, "Bridge opens", 1)]
    assert rows(engine, "SELECT number FROM v_revision WHERE url = :url ORDER BY 1", url=URL) == [(1,), (2,)]
    assert rows(engine, "SELECT body FROM v_article WHERE url = :url", url=PRINT) == [("\n\n".join(LONG[:3]),)]
    assert rows(engine, "SELECT body FROM v_article WHERE url = :url", url=URL) == [("\n\n".join(LONG),)]
    wrong = "SELECT count(*) FROM v_quote q JOIN v_article a USING (article_id) WHERE substr(a.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"
    assert rows(engine, wrong) == [(0,)]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://courier.example/nothing", "no article is known at this address"),
        (URL, "is the article's own address"),
        (URL + "?utm_source=feed", "is the same page as"),
    ],
)
def test_what_cannot_be_split_is_told(engine, url, words):
    write(engine, reading(URL))
    with pytest.raises(NotSplit, match=words):
        split(engine, url)
    assert len(articles(engine)) == 1


def test_an_address_of_two_papers_asks_which(engine):
    write(engine, reading(URL, paragraphs=LONG))
    write(engine, reading(PRINT, paragraphs=LONG, canonical=URL, addresses=[PRINT, URL], at=day(1)))
    record = reading(PRINT, paragraphs=OTHER)
    record.page.outlet = record.article.outlet = "echo"
    record.quotes = []
    write_pages(engine, None, [record])
    with pytest.raises(NotSplit, match="two papers"):
        split(engine, PRINT)
    [(of,)] = rows(engine, "SELECT id FROM outlet WHERE name = :name", name=PAPER)
    assert split(engine, PRINT, outlet_id=of).from_url == URL


def test_an_address_that_was_never_asked_for_is_found_when_it_is_split(engine):
    write(engine, reading(URL, paragraphs=LONG, addresses=[URL, PRINT]))
    split(engine, PRINT, now=day(2))
    assert rows(engine, "SELECT state, url FROM page WHERE due_at IS NOT NULL") == [("found", PRINT)]
    assert quotes_of(LONG)
    assert rows(engine, "SELECT first_seen FROM v_article WHERE url = :url", url=PRINT)[0][0] is not None
    assert str(DAY.date()) in str(rows(engine, "SELECT first_seen FROM v_article WHERE url = :url", url=PRINT)[0][0])
