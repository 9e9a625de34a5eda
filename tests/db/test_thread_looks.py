"""When a thread is looked at again, and whether it is read whole or asked for what is new alone."""

from datetime import timedelta

import pytest
from db.courier import DAY, PAPER, URL, day, reading, rows, said, settled, thread, write

from newscrawl.db.frontier import Frontier
from newscrawl.db.looks import next_look
from newscrawl.db.writing import PageRecord
from newscrawl.items import FoundPage, PageItem, PageKind

HOUR = timedelta(hours=1)
API, NEW = "https://api.example/comments?page=1", "https://api.example/comments?order=desc"
NEXT, NEXT_NEW = "https://api.example/comments?page=2", "https://api.example/comments?order=desc&page=2"


@pytest.mark.parametrize(
    ("age", "grown", "since", "closed", "expected"),
    [
        (2 * HOUR, 0, None, False, HOUR),
        (2 * HOUR, 3, HOUR, False, HOUR),
        (2 * HOUR, 60, HOUR, False, HOUR / 3),
        (2 * HOUR, 6000, HOUR, False, timedelta(minutes=20)),
        (2 * HOUR, 0, HOUR, False, 1.5 * HOUR),
        (2 * HOUR, 0, 4 * HOUR, False, 3 * HOUR),
        (20 * HOUR, 0, None, False, 3 * HOUR),  # in silence
        (timedelta(days=4), 0, None, False, timedelta(days=2)),
        (timedelta(days=2), 1, 6 * HOUR, False, 6 * HOUR),
        (timedelta(days=2), 0, timedelta(days=1), False, 18 * HOUR),
        (timedelta(days=10), 0, timedelta(days=1), False, timedelta(days=3)),
        (timedelta(days=10), 0, timedelta(days=1), True, timedelta(days=3)),
        (timedelta(days=100), 5, timedelta(days=14), False, timedelta(days=14)),
        (timedelta(days=100), 0, timedelta(days=14), True, None),
        (timedelta(days=400), 9, timedelta(days=60), False, None),
    ],
)
def test_a_thread_is_due_by_its_articles_age_and_its_own_growth(age, grown, since, closed, expected):
    due = next_look(DAY - age, DAY, grown=grown, since=since, closed=closed)
    assert due == (DAY + expected if expected else None)


@pytest.mark.parametrize(
    ("age", "written", "expected"),
    [
        (timedelta(days=4), HOUR, timedelta(days=1)),
        (timedelta(days=4), timedelta(days=3), timedelta(days=1.5)),
        (timedelta(days=10), timedelta(days=9), timedelta(days=3)),
        (20 * HOUR, 10 * 60 * HOUR, 3 * HOUR),  # older than its article: it stands under it again
        (20 * HOUR, -HOUR, HOUR),  # by a clock that goes before
    ],
)
def test_a_thread_in_which_somebody_has_just_written_is_looked_at_soon(age, written, expected):
    due = next_look(DAY - age, DAY, grown=0, since=None, closed=None, last=DAY - written)
    assert due == DAY + expected


def test_an_article_of_unknown_date_counts_as_two_days_old():
    assert next_look(None, DAY, grown=0, since=None, closed=None) == DAY + 6 * HOUR


# --- over the tables ------------------------------------------------------------------------------------------------------
def root(asked, *, url=API, newest=NEW, **more):
    hint = {"thread_platform": "wordpress", "thread": "7", "asked": asked.isoformat(), "after": URL, "nth": 1, **more}
    if newest:
        hint["newest"] = {"url": newest, "flat": True}
    return FoundPage(url, PageKind.THREAD, URL, due=True, hint=hint)


def article_read(at, *, claimed=None, **more):
    return reading(threads=[thread(claimed=claimed)], at=at, page={"found": [root(at)]}, published=DAY - HOUR, **more)


def answered(url, at, *comments, claimed=None, found=(), **more):
    item = PageItem(page=url, outlet=PAPER, kind=PageKind.THREAD, fetched_at=at, found=list(found), **more)
    return PageRecord(item, threads=[thread(claimed=claimed)], comments=list(comments))


@pytest.fixture
def frontier(engine):
    """With an article of which a thread of two comments was read whole."""
    frontier = Frontier(engine)
    frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    write(engine, article_read(DAY))
    write(engine, answered(API, DAY + timedelta(seconds=1), said("1"), said("2"), claimed=2))
    return frontier


def due(frontier, at):
    return [page.url for page in frontier.due(1, at, limit=9, kinds=[PageKind.THREAD])]


def gone(engine):
    return [of for of, is_gone in rows(engine, "SELECT platform_id, gone FROM v_comment ORDER BY 1") if is_gone]


def test_a_thread_is_woken_by_itself_and_asked_for_what_is_new(engine, frontier):
    assert frontier.wake_threads(1, DAY + HOUR / 2) == 0
    assert frontier.wake_threads(1, DAY + 2 * HOUR) == 1
    assert due(frontier, DAY + 2 * HOUR) == [NEW]
    assert frontier.wake_threads(1, DAY + 2 * HOUR) == 0
    write(engine, answered(NEW, DAY + 2 * HOUR, said("3"), said("2"), claimed=3))
    assert due(frontier, day(1)) == []
    assert gone(engine) == []
    [(grown, comments)] = rows(engine, "SELECT grown, comments FROM v_thread")
    assert (grown, comments) == (1, 3)


def test_a_count_that_does_not_fit_has_the_thread_read_whole(engine, frontier):
    frontier.wake_threads(1, DAY + 2 * HOUR)
    write(engine, answered(NEW, DAY + 2 * HOUR, said("3"), said("2"), claimed=2))  # one came, so one went
    assert due(frontier, DAY + 2 * HOUR) == [API]
    write(engine, answered(API, DAY + 2 * HOUR + HOUR / 60, said("2"), said("3"), claimed=2))
    assert gone(engine) == ["1"]
    assert due(frontier, day(1)) == []


def test_where_all_is_new_the_page_after_is_asked_for_too(engine, frontier):
    frontier.wake_threads(1, DAY + 2 * HOUR)
    [page] = frontier.due(1, DAY + 2 * HOUR, limit=9, kinds=[PageKind.THREAD])
    hint = {**page.hint, "after": NEW, "nth": 2}
    following = FoundPage(NEXT_NEW, PageKind.THREAD, URL, due=True, hint=hint)
    write(engine, answered(NEW, DAY + 2 * HOUR, said("5"), said("4"), claimed=5, found=[following]))
    assert due(frontier, DAY + 2 * HOUR) == [NEXT_NEW]
    write(engine, answered(NEXT_NEW, DAY + 2 * HOUR + HOUR / 60, said("3"), said("2"), claimed=5))
    assert due(frontier, day(1)) == []
    assert rows(engine, "SELECT grown FROM v_thread") == [(3,)]


def test_a_look_that_finds_its_page_as_it_was_is_at_its_end(engine, frontier):
    frontier.wake_threads(1, DAY + 2 * HOUR)
    write(engine, settled("unchanged", NEW, at=DAY + 2 * HOUR, kind=PageKind.THREAD))
    assert due(frontier, day(1)) == []
    [(looked,)] = rows(engine, "SELECT looked_at FROM thread")
    assert str(looked)[:16].replace(" ", "T") == (DAY + 2 * HOUR).isoformat()[:16]


@pytest.mark.parametrize("outcome", ["refused", "gone", "not_article"])
def test_a_look_that_gets_no_answer_has_the_thread_read_whole(engine, frontier, outcome):
    frontier.wake_threads(1, DAY + 2 * HOUR)
    write(engine, settled(outcome, NEW, at=DAY + 2 * HOUR, kind=PageKind.THREAD))
    assert due(frontier, DAY + 2 * HOUR) == [API]


def test_after_a_day_the_thread_is_read_whole(engine, frontier):
    frontier.wake_threads(1, day(1))
    assert due(frontier, day(1)) == [API]


def test_an_article_read_again_asks_what_is_new_too(engine, frontier):
    write(engine, article_read(DAY + 3 * HOUR, headline="Bridge opens at last"))
    assert due(frontier, DAY + 3 * HOUR) == [NEW]
    write(engine, answered(NEW, DAY + 3 * HOUR, said("2"), said("1"), claimed=2))
    assert gone(engine) == []
    [(last,)] = rows(engine, "SELECT last_read FROM thread")
    assert str(last)[:10] == "2026-03-01"


def test_an_article_that_did_not_change_asks_what_is_new_too(engine, frontier):
    write(engine, settled("unchanged", at=DAY + 3 * HOUR))
    assert due(frontier, DAY + 3 * HOUR) == [NEW]


def test_a_platform_that_cannot_say_what_is_new_is_read_whole(engine, frontier):
    again = reading(threads=[thread()], at=DAY + 3 * HOUR, page={"found": [root(DAY + 3 * HOUR, newest=None)]})
    write(engine, again)
    assert due(frontier, DAY + 3 * HOUR) == [API]


def test_a_thread_that_its_article_prints_makes_the_article_due(engine):
    frontier = Frontier(engine)
    frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    later = {"due_at": day(9)}
    write(engine, reading(threads=[thread()], comments=[said("1")], published=DAY - HOUR, page=later))
    articles = lambda at: [page.url for page in frontier.due(1, at, limit=9, kinds=[PageKind.ARTICLE])]  # noqa: E731
    assert articles(DAY + 2 * HOUR) == []
    assert frontier.wake_threads(1, DAY + 2 * HOUR) == 1
    assert articles(DAY + 2 * HOUR) == [URL]


def test_a_thread_whose_article_is_due_is_left_to_it(engine, frontier):
    write(engine, settled("failed", at=DAY + HOUR, due_at=DAY + HOUR))
    assert frontier.wake_threads(1, DAY + 2 * HOUR) == 0


def test_what_a_look_shows_again_stays_on_the_page_that_a_whole_reading_shows_it_on(engine, frontier):
    frontier.wake_threads(1, DAY + 2 * HOUR)
    write(engine, answered(NEW, DAY + 2 * HOUR, said("2"), said("1"), claimed=2))
    write(engine, settled("unchanged", at=day(2)))
    write(engine, settled("unchanged", API, at=day(2), kind=PageKind.THREAD))
    assert gone(engine) == []


def test_a_comment_that_left_a_page_does_not_come_back_with_it(engine, frontier):
    write(engine, settled("unchanged", at=day(2)))
    write(engine, answered(API, day(2), said("1"), claimed=1, found=[root(day(2), url=NEXT, newest=None, after=API)]))
    write(engine, settled("unchanged", at=day(3)))  # before the reading was at its end
    write(engine, settled("unchanged", API, at=day(3), kind=PageKind.THREAD))
    write(engine, answered(NEXT, day(3), said("3")))
    assert gone(engine) == ["2"]


def test_a_reading_ends_at_the_limit_says_so_and_calls_nothing_gone(engine):
    frontier = Frontier(engine)
    frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    write(engine, article_read(DAY))
    following = root(DAY, url=NEXT, newest=None, after=API, most=2)
    counts = write(engine, answered(API, DAY, said("1"), said("2"), found=[following], content_hash="a"))
    assert counts.problems == 1
    assert due(frontier, day(1)) == []
    [(reason, last_read)] = rows(engine, "SELECT reason, last_read FROM v_thread")
    assert "COMMENTS_MAX_PER_THREAD = 2" in reason
    assert last_read is None
    assert rows(engine, "SELECT content_hash FROM page WHERE kind = 'thread'") == [(None,)]


def test_what_a_platform_says_can_be_compared_with_what_is_stored_and_unreadable_threads_are_there(engine):
    cannot = thread(
        "facebook", "f", readable=False, reason="Facebook comments: reading them needs permission", claimed=9
    )
    comments = [said("1"), said("2"), said("3", None, state="deleted")]
    write(engine, reading(threads=[thread(claimed=5, closed=True), cannot], comments=comments))
    found = rows(
        engine,
        "SELECT platform, claimed, comments, shown, closed, readable, reason IS NULL FROM v_thread ORDER BY platform",
    )
    assert [tuple(map(int, row[1:])) if row[4] is not None else row for row in found] == [
        ("facebook", 9, 0, 0, None, False, False),
        (5, 3, 2, 1, 1, 1),
    ]


# --- what comments bring along --------------------------------------------------------------------------------------------
def test_two_threads_of_one_platform_on_one_page_are_two(engine):
    both = [thread("coral", "a"), thread("coral", "b")]
    comments = [said("1", platform="coral", thread="a"), said("1", "No.", platform="coral", thread="b")]
    write(engine, reading(threads=both, comments=comments))
    found = rows(engine, "SELECT t.platform_id, c.text FROM comment c JOIN thread t ON t.id = c.thread_id ORDER BY 1")
    assert found == [("a", "So it does."), ("b", "No.")]


def test_a_reply_finds_its_parent_by_a_further_id_and_gets_its_depth(engine, frontier):
    write(engine, answered(API, day(1), said("11", also=["#2"], depth=0)))
    write(engine, answered(NEXT, day(1), said("12", parent="#2", also=["#3"]), said("13", parent="#3")))
    sql = "SELECT v.platform_id, p.platform_id, v.depth, v.state FROM v_comment v JOIN comment p ON p.id = v.parent_id ORDER BY 1"
    assert rows(engine, sql) == [("12", "11", 1, "shown"), ("13", "12", 2, "shown")]


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ("relative", "second", "second"),
        ("relative hour", "relative minute", "relative minute"),
        ("relative minute", "day", "day"),
        ("day", "minute", "minute"),
        ("minute", "day", "minute"),
        ("second", "relative", "second"),
        (None, "second", None),
    ],
)
def test_a_time_is_replaced_by_one_that_is_known_more_precisely(engine, first, then, kept):
    at = [
        said("1", published=DAY, published_precision=first),
        said("1", published=DAY + HOUR, published_precision=then),
    ]
    write(engine, reading(threads=[thread()], comments=at[:1]))
    write(engine, reading(threads=[thread()], comments=at[1:], at=day(1)))
    [(precision, published)] = rows(engine, "SELECT published_precision, published FROM comment")
    assert precision == kept
    assert str(published)[:13].replace(" ", "T") == (DAY + (HOUR if kept != first else HOUR * 0)).isoformat()[:13]
