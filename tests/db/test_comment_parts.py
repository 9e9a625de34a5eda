"""What a comment quotes, links and bears as badges; names of commenters that come apart; pages of long threads."""

import json
from datetime import timedelta

import pytest
from db.courier import DAY, PAPER, URL, day, reading, rows, said, settled, thread, write

from newscrawl.db import thread_pages
from newscrawl.db.engine import write_transaction
from newscrawl.db.forget import find_author, take_down
from newscrawl.db.writing import PageRecord
from newscrawl.items import CommenterItem, FoundPage, PageItem, PageKind

PARTS = {"quoted": ["You said"], "links": ["https://records.example/bond"], "badges": ["staff"]}
TEXT = "You said\n\nI say: see the bond."


def talk(*comments, at=DAY, **more):
    return reading(at=at, threads=[thread()], comments=comments, **more)


def parts(engine, table="v_comment", names="quoted, links, badges"):
    return [
        [json.loads(value) if isinstance(value, str) else value for value in row]
        for row in rows(engine, f"SELECT {names} FROM {table} ORDER BY 1")
    ]


def test_quoted_passages_links_and_badges_are_columns(engine):
    write(engine, talk(said("1", TEXT, **PARTS)))
    assert parts(engine) == [[["You said"], ["https://records.example/bond"], ["staff"]]]
    write(engine, talk(said("1", TEXT, **PARTS), at=day(1)))
    assert parts(engine) == [[["You said"], ["https://records.example/bond"], ["staff"]]]
    assert rows(engine, "SELECT count(*) FROM comment_revision") == [(0,)]


def test_an_edited_comment_keeps_what_its_old_text_quoted_and_linked(engine):
    write(engine, talk(said("1", TEXT, **PARTS)))
    write(engine, talk(said("1", "I say nothing.", badges=["moderator"]), at=day(1)))
    assert parts(engine) == [[[], [], ["moderator"]]]
    assert parts(engine, "comment_revision", "quoted, links") == [[["You said"], ["https://records.example/bond"]]]


def test_a_better_reading_of_a_text_that_is_the_same_is_no_edit(engine):
    write(engine, talk(said("1", "> You said\n\nI say.")))
    counts = write(engine, talk(said("1", "You said\n\nI say.", quoted=["You said"]), at=day(1)))
    assert counts.comments_changed == 0
    assert rows(engine, "SELECT text FROM v_comment") == [("You said\n\nI say.",)]
    assert parts(engine, names="quoted") == [[["You said"]]]
    assert rows(engine, "SELECT count(*) FROM comment_revision") == [(0,)]


def test_a_deleted_comment_bears_no_badge(engine):
    write(engine, talk(said("1", TEXT, **PARTS)))
    write(engine, talk(said("1", None, state="deleted"), at=day(1)))
    assert parts(engine, names="badges") == [[[]]]


def test_what_no_engine_takes_costs_a_character(engine):
    write(engine, talk(said("1", "x", links=["https://a.example/\x00"], badges=["\ud800"], quoted=["\x00"])))
    assert parts(engine) == [[["\ufffd"], ["https://a.example/\ufffd"], ["\ufffd"]]]


def test_before_anybody_looked_nothing_is_known_of_them(engine):
    write(engine, talk(said("1", TEXT)))
    with write_transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE comment SET quoted = NULL, links = NULL, badges = NULL")
    write(engine, talk(said("1", TEXT, likes=3), at=day(1)))
    assert parts(engine) == [[[], [], []]]


# --- names that come apart ------------------------------------------------------------------------------------------------
def keyed(of, key, **more):
    return said(of, f"Words of {of}.", author=None, author_key=key, platform="viafoura", **more)


def viafoura(*comments, at=DAY, url=URL):
    return reading(url, at=at, threads=[thread("viafoura", url, article=url)], comments=comments)


def named(key, name, at=DAY):
    page = f"https://iam.example/users/{key}"
    item = PageItem(page=page, outlet=PAPER, kind=PageKind.THREAD, fetched_at=at)
    return PageRecord(item, commenters=[CommenterItem(page, PAPER, "viafoura", key, name)])


def authors(engine):
    return rows(engine, "SELECT platform_id, author, state FROM v_comment ORDER BY 1")


def test_a_name_is_given_to_all_comments_of_its_account(engine):
    write(engine, viafoura(keyed("1", "k1"), keyed("2", "k2"), keyed("3", "k1")))
    write(engine, named("k1", "Ada Reyes"))
    assert authors(engine) == [("1", "Ada Reyes", "shown"), ("2", None, "shown"), ("3", "Ada Reyes", "shown")]
    assert rows(engine, "SELECT article_id FROM page WHERE url LIKE '%iam.example%'") == [(None,)]


def test_a_known_account_needs_no_second_request(engine):
    write(engine, viafoura(keyed("1", "k1")), named("k1", "Ada Reyes"))
    other = URL + "-two"
    write(engine, reading(other, threads=[thread("viafoura", other, article=other)],
                          comments=[keyed("9", "k1", article=other)], at=day(1), paragraphs=["Another text."]))  # fmt: skip
    assert authors(engine) == [("1", "Ada Reyes", "shown"), ("9", "Ada Reyes", "shown")]
    write(engine, viafoura(keyed("1", "k1"), at=day(2)))
    assert authors(engine)[0] == ("1", "Ada Reyes", "shown")


def test_a_name_that_changed_changes_with_its_account(engine):
    write(engine, viafoura(keyed("1", "k1")), named("k1", "Ada"))
    write(engine, named("k1", "Ada Reyes", day(1)))
    assert authors(engine) == [("1", "Ada Reyes", "shown")]


@pytest.mark.parametrize("paper", [None, PAPER])
def test_a_forgotten_name_is_not_brought_back_by_its_key(engine, paper):
    write(engine, viafoura(keyed("1", "k1"), keyed("2", "k2")), named("k1", "Ada Reyes"))
    with write_transaction(engine) as connection:
        found = find_author(connection, "Ada Reyes", paper)
        assert len(found.pages) == 0  # it was written without a hint: nobody found it
        take_down(connection, found, day(1))
    write(engine, viafoura(keyed("1", "k1"), keyed("2", "k2"), keyed("3", "k1"), at=day(2)), named("k1", "Ada Reyes"))
    write(engine, viafoura(keyed("1", "k1"), keyed("2", "k2"), keyed("3", "k1"), keyed("4", "k1"), at=day(3)))
    assert authors(engine) == [
        ("1", None, "deleted"),
        ("2", None, "shown"),
        ("3", None, "deleted"),
        ("4", None, "deleted"),
    ]
    assert rows(engine, "SELECT count(*) FROM comment WHERE author_key = 'k1' OR text LIKE '%of 3%'") == [(0,)]


def test_the_page_that_asked_for_a_name_goes_with_it(engine):
    page = FoundPage("https://iam.example/users/k1", PageKind.THREAD, URL, hint={"person": "k1"})
    record = viafoura(keyed("1", "k1"))
    record.page.found = [page]
    write(engine, record)
    assert rows(engine, "SELECT article_id, due_at IS NOT NULL FROM page WHERE kind = 'thread'") == [(None, True)]
    with write_transaction(engine) as connection:
        take_down(connection, find_author(connection, "k1", None), day(1))
    assert rows(engine, "SELECT count(*) FROM page WHERE kind = 'thread'") == [(0,)]


# --- long threads ---------------------------------------------------------------------------------------------------------
def page_of(number):
    return f"https://api.example/comments?page={number}"


def found(number, asked):
    after = page_of(number - 1) if number > 1 else URL
    hint = {"thread_platform": "wordpress", "thread": "7", "asked": asked.isoformat(), "after": after, "nth": number}
    return FoundPage(page_of(number), PageKind.THREAD, URL, due=True, hint={**hint, "most": 5000})


def test_a_page_of_a_long_thread_reads_no_more_than_what_it_named(engine, monkeypatch):
    pages = 40
    write(engine, talk(page={"found": [found(1, DAY)]}))
    for number in range(1, pages + 1):
        at = DAY + timedelta(seconds=number)
        more = [found(number + 1, DAY)] if number < pages else []
        item = PageItem(page=page_of(number), outlet=PAPER, kind=PageKind.THREAD, fetched_at=at, found=more)
        write(engine, PageRecord(item, threads=[thread()], comments=[said(str(number), f"Number {number}.")]))
    write(engine, settled("unchanged", at=day(1)))
    monkeypatch.setattr(thread_pages, "pages_of", None)  # all pages of the article: for a look's beginning alone
    for number in range(1, pages + 1):
        due = rows(engine, "SELECT url FROM page WHERE kind = 'thread' AND due_at IS NOT NULL")
        assert due == [(page_of(number),)]
        at = day(1) + timedelta(seconds=number)
        write(engine, settled("unchanged", page_of(number), at=at, kind=PageKind.THREAD))
    assert rows(engine, "SELECT count(*) FROM page WHERE kind = 'thread' AND due_at IS NOT NULL") == [(0,)]
    assert rows(engine, "SELECT count(*) FROM v_comment WHERE gone") == [(0,)]
    [(read,)] = rows(engine, "SELECT last_read FROM thread")
    assert str(read)[:10] == str(day(1))[:10]
