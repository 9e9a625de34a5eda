"""What becomes of a thread's pages and comments where pages did not change."""

from datetime import timedelta

import pytest
from db.courier import DAY, PAPER, URL, day, reading, rows, said, settled, thread, write

from newscrawl.db.frontier import Frontier
from newscrawl.db.writing import PageRecord
from newscrawl.items import FoundPage, PageItem, PageKind

PAGES = [f"{URL}/comments/{n}" for n in range(1, 4)]


def names(n, asked, *, found_in=URL, after=None):
    """The thread's page *n* as its predecessor names it."""
    after = after or (URL if n == 0 else PAGES[n - 1])
    hint = {"after": after, "asked": asked.isoformat(), "nth": n + 1}
    return FoundPage(PAGES[n], PageKind.THREAD, found_in, due=True, hint=hint)


def article_read(at):
    return reading(threads=[thread()], comments=[said("0")], at=at, page={"found": [names(0, at)]})


def page_read(n, at, asked, *comments):
    item = PageItem(page=PAGES[n], outlet=PAPER, kind=PageKind.THREAD, fetched_at=at)
    item.found = [names(n + 1, asked)] if n + 1 < len(PAGES) else []
    return PageRecord(item, threads=[thread()], comments=list(comments or [said(str(n + 1))]))


def unchanged(n, at):
    return settled("unchanged", PAGES[n], at=at, kind=PageKind.THREAD)


@pytest.fixture
def frontier(engine):
    """With an article whose thread of three further pages was read to its end."""
    frontier = Frontier(engine)
    frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    write(engine, article_read(DAY))
    for n in range(3):
        write(engine, page_read(n, DAY + timedelta(seconds=n + 1), DAY))
    assert due(frontier, DAY + timedelta(minutes=1)) == []
    return frontier


def due(frontier, at):
    return [PAGES.index(page.url) for page in frontier.due(1, at, limit=9, kinds=[PageKind.THREAD])]


def gone(engine):
    return [of for of, is_gone in rows(engine, "SELECT platform_id, gone FROM v_comment ORDER BY 1") if is_gone]


def test_an_article_that_did_not_change_has_its_threads_first_pages_asked_for(engine, frontier):
    write(engine, settled("unchanged", at=day(1)))
    assert due(frontier, day(1)) == [0]
    [page] = frontier.due(1, day(1), limit=9, kinds=[PageKind.THREAD])
    assert page.hint["asked"] == day(1).isoformat()
    assert gone(engine) == []
    write(engine, page_read(0, day(1) + timedelta(seconds=1), day(1), said("1"), said("new")))
    assert due(frontier, day(1)) == []
    assert due(frontier, day(1) + timedelta(seconds=1)) == [1]
    assert gone(engine) == []


def test_a_thread_page_that_did_not_change_goes_on_to_the_pages_after_it(engine, frontier):
    write(engine, settled("unchanged", at=day(1)))
    for n in range(3):
        at = day(1) + timedelta(seconds=n + 1)
        assert due(frontier, at) == [n]
        write(engine, unchanged(n, at))
        assert gone(engine) == []
    assert due(frontier, day(2)) == []
    [(last, began)] = rows(engine, "SELECT last_read, reading_from FROM thread")
    assert last == began
    assert all(str(seen)[:10] == "2026-03-02" for (seen,) in rows(engine, "SELECT last_seen FROM comment"))


def test_a_comment_that_left_the_last_page_is_gone_after_pages_that_did_not_change(engine, frontier):
    write(engine, settled("unchanged", at=day(1)), unchanged(0, day(1) + timedelta(seconds=1)))
    write(engine, unchanged(1, day(1) + timedelta(seconds=2)))
    assert due(frontier, day(2)) == [2]
    write(engine, page_read(2, day(1) + timedelta(seconds=3), day(1), said("other")))
    assert gone(engine) == ["3"]


def test_an_article_that_changed_is_followed_over_thread_pages_that_did_not(engine, frontier):
    write(engine, article_read(day(1)))
    for n in range(3):
        at = day(1) + timedelta(seconds=n + 1)
        assert due(frontier, at) == [n]
        write(engine, unchanged(n, at))
    assert gone(engine) == []
    assert due(frontier, day(2)) == []


def test_a_page_read_in_the_same_batch_is_not_asked_for_twice(engine, frontier):
    write(engine, settled("unchanged", at=day(1)), page_read(0, day(2), DAY))
    assert due(frontier, day(3)) == [1]


def test_a_page_read_for_an_older_reading_is_asked_for_again(engine, frontier):
    write(engine, page_read(0, day(2), DAY))
    write(engine, settled("unchanged", at=day(1)))
    assert due(frontier, day(3)) == [0]
    write(engine, unchanged(0, day(3)))
    assert due(frontier, day(3)) == [1]


def test_pages_that_name_each_other_end_and_keep_their_first_predecessor(engine, frontier):
    back = page_read(1, DAY + timedelta(seconds=9), DAY)
    back.page.found.append(names(0, DAY, after=PAGES[1]))
    write(engine, back)
    assert due(frontier, day(1)) == []
    write(engine, settled("unchanged", at=day(1)))
    assert due(frontier, day(1)) == [0]


def test_a_failed_page_keeps_its_thread_from_being_read_to_its_end(engine, frontier):
    write(engine, settled("unchanged", at=day(1)), unchanged(0, day(1)))
    failed = settled("failed", PAGES[1], at=day(1), kind=PageKind.THREAD, due_at=day(2))
    write(engine, failed)
    write(engine, settled("unchanged", at=day(1) + timedelta(hours=1)))
    assert gone(engine) == []
    assert rows(engine, "SELECT count(*) FROM thread WHERE last_read = reading_from") == [(0,)]


def test_a_page_under_way_while_its_article_was_read_again_goes_on_with_the_later_reading(engine, frontier):
    write(engine, article_read(day(1)), page_read(0, day(1) + timedelta(seconds=1), DAY))  # asked for before
    assert due(frontier, day(2)) == [1]
    assert gone(engine) == []


def test_comments_that_a_twin_address_showed_are_not_gone(engine, frontier):
    twin = f"{URL}?print=1"
    found = {"found": [names(0, day(1), found_in=twin, after=twin)]}
    write(engine, reading(twin, canonical=URL, at=day(1), threads=[thread()], comments=[said("0")], page=found))
    for n in range(3):
        write(engine, unchanged(n, day(1) + timedelta(seconds=n + 1)))
    write(engine, settled("unchanged", at=day(2)))
    for n in range(3):
        write(engine, unchanged(n, day(2) + timedelta(seconds=n + 1)))
    assert gone(engine) == []


def test_a_thread_that_stands_in_its_articles_page_alone_stays_as_it_is(engine):
    write(engine, reading(threads=[thread()], comments=[said("1")]))
    before = rows(engine, "SELECT reading_from, last_read FROM thread")
    write(engine, settled("unchanged", at=day(1)))
    assert rows(engine, "SELECT reading_from, last_read FROM thread") == before
    assert gone(engine) == []
