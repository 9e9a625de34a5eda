from datetime import timedelta

import pytest
from db.courier import DAY, PAPER, URL, day, reading, rows, said, settled, thread, write
from sqlalchemy import event, text

from newscrawl import settings
from newscrawl.db.frontier import Frontier
from newscrawl.items import URL_LIMIT, FoundPage, PageKind

SITE = "https://courier.example"


@pytest.fixture
def frontier(engine):
    return Frontier(engine)


@pytest.fixture
def outlet(frontier):
    return frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC", "en")


def found(path, kind=PageKind.ARTICLE, **more):
    due = more.pop("due", False)
    source = more.pop("found_in", None)
    return FoundPage(SITE + path, kind, source, due, more)


def urls(pages):
    return [page.url.removeprefix(SITE) for page in pages]


def test_an_outlet_is_made_once_and_brought_up_to_date(engine, frontier, outlet):
    assert frontier.outlet_id(PAPER, "courier.example", "Mapleton, Oregon", "America/Los_Angeles", None) == outlet
    assert rows(engine, "SELECT name, place, timezone FROM outlet") == [
        (PAPER, "Mapleton, Oregon", "America/Los_Angeles")
    ]


def test_threads_come_first_then_sources_then_articles_newest_first(frontier, outlet):
    pages = [
        found("/undated"),
        found("/old", published="2020-01-01"),
        found("/feed", PageKind.SOURCE),
        found("/new", published="2026-02-28T23:00:00-05:00"),
        found("/thread", PageKind.THREAD),
        found("/undated-2"),
    ]
    assert frontier.note_found(outlet, pages, DAY) == 6
    due = frontier.due(outlet, DAY, limit=10)
    assert urls(due) == ["/thread", "/feed", "/new", "/old", "/undated", "/undated-2"]
    assert urls(frontier.due(outlet, DAY, limit=3)) == ["/thread", "/feed", "/new"]
    assert urls(frontier.due(outlet, DAY, limit=2, kinds=[PageKind.ARTICLE], skip=[due[2].id])) == ["/old", "/undated"]


def test_a_known_page_is_not_added_again_and_its_hint_is_merged(frontier, outlet):
    frontier.note_found(outlet, [found("/a", title="Bridge", dek="Old")], DAY)
    assert (
        frontier.note_found(outlet, [found("/a?utm_source=x", dek="New", section=None), found("/b"), found("/b")], DAY)
        == 1
    )
    [a] = [page for page in frontier.due(outlet, DAY, limit=10) if page.url.endswith("/a")]
    assert a.hint == {"title": "Bridge", "dek": "New", "also": [SITE + "/a?utm_source=x"]}
    assert frontier.unknown(outlet, [SITE + "/a", SITE + "/c"]) == 1


def test_a_literal_address_is_a_page_of_its_own(frontier, outlet):
    named = [found("/a?utm_source=x", found_in="-a urls"), found("/a", found_in="-a urls")]
    frontier.note_found(outlet, [found("/a")], DAY)
    assert frontier.note_found(outlet, named, DAY, literal=True) == 1
    assert sorted(urls(frontier.due(outlet, DAY, limit=10, found_in=["-a urls"]))) == ["/a", "/a?utm_source=x"]
    assert urls(frontier.pages_at(outlet, [SITE + "/a?utm_source=x", SITE + "/a", SITE + "/b"])) == [
        "/a?utm_source=x",
        "/a",
    ]


def test_a_settled_page_is_due_when_it_says_so(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/a"), found("/b")], DAY)
    write(
        engine, settled("read", SITE + "/a", due_at=day(3), etag='"1"', content_hash="ab"), settled("read", SITE + "/b")
    )
    assert frontier.due(outlet, day(2), limit=9) == []
    [page] = frontier.due(outlet, day(3), limit=9)
    assert (page.url, page.etag, page.content_hash, page.failures) == (SITE + "/a", '"1"', "ab", 0)
    assert sorted(urls(frontier.due(outlet, day(2), limit=9, again_before=day(1)))) == ["/a", "/b"]
    assert frontier.due(outlet, day(2), limit=9, again_before=DAY) == []


def test_a_page_whose_finder_says_so_is_due_again(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/a"), found("/b"), found("/c"), found("/d")], DAY)
    write(engine, *(settled("read", f"{SITE}/{name}") for name in "abcd"))
    again = [
        found("/a", due=True),
        found("/b", modified=(DAY + timedelta(hours=1)).isoformat()),
        found("/c", modified=(DAY - timedelta(hours=1)).isoformat()),
        found("/d", modified="2099-01-01"),
    ]
    assert frontier.note_found(outlet, again, DAY + timedelta(hours=2)) == 0
    assert sorted(urls(frontier.due(outlet, DAY + timedelta(hours=2), limit=9))) == ["/a", "/b"]


@pytest.mark.parametrize("outcome", ["gone", "refused", "failed", "not_article", "skipped"])
def test_every_state_obeys_its_due_time(engine, frontier, outlet, outcome):
    frontier.note_found(outlet, [found("/a")], DAY)
    write(engine, settled(outcome, SITE + "/a", due_at=day(7)))
    assert frontier.due(outlet, day(6), limit=9) == []
    assert urls(frontier.due(outlet, day(7), limit=9)) == ["/a"]


def test_failures_in_a_row_are_counted_and_forgotten(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/a")], DAY)
    for _ in range(2):
        write(engine, settled("failed", SITE + "/a", due_at=DAY))
    assert frontier.due(outlet, DAY, limit=1)[0].failures == 2
    write(engine, settled("unchanged", SITE + "/a", due_at=DAY))
    assert frontier.due(outlet, DAY, limit=1)[0].failures == 0


def test_what_the_server_said_of_its_version_outlives_a_304_and_a_failure(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/a")], DAY)
    write(engine, settled("read", SITE + "/a", due_at=DAY, etag='"1"', last_modified="Mon"))
    write(engine, settled("unchanged", SITE + "/a", due_at=DAY), settled("failed", SITE + "/a", due_at=DAY))
    assert frontier.due(outlet, DAY, limit=1)[0].etag == '"1"'


def test_pages_that_a_page_named_are_found_in_it(engine, frontier, outlet):
    source = settled("read", SITE + "/", kind=PageKind.SOURCE)
    source.page.found = [found("/a", title="A"), found("/b")]
    write(engine, source)
    pages = frontier.due(outlet, DAY, limit=9, kinds=[PageKind.ARTICLE])
    assert [(page.url, page.found_in) for page in pages] == [(SITE + "/a", SITE + "/"), (SITE + "/b", SITE + "/")]


def test_thread_pages_keep_their_address_as_it_stands(frontier, outlet):
    pages = [
        found(f"/api?utm_source=x#cursor={n}", PageKind.THREAD, method="POST", body=f'{{"after": {n}}}')
        for n in range(3)
    ]
    assert frontier.note_found(outlet, pages, DAY) == 3
    assert [page.hint["body"] for page in frontier.due(outlet, DAY, limit=9)] == [f'{{"after": {n}}}' for n in range(3)]


def test_addresses_of_any_length_and_any_hint_are_taken(frontier, outlet):
    long = [
        found("/" + "x" * 5000),
        found("/" + "x" * 5000 + "y"),
        found("/odd", title="\x00\ud800", n=2**80, f=float("nan"), deep={"a": [1, {DAY}]}),
    ]
    assert frontier.note_found(outlet, long, DAY) == 3
    assert frontier.note_found(outlet, long[:2], DAY) == 0
    assert len(frontier.due(outlet, DAY, limit=9)) == 3


def test_stated_sources_come_first_then_new_ones_then_the_oldest(engine, frontier, outlet):
    stated = [found("/", PageKind.SOURCE), found("/feed", PageKind.SOURCE, found_in="the site's entry")]
    frontier.note_found(outlet, stated, DAY)
    sections = [found(f"/section/{n}", PageKind.SOURCE, found_in=SITE + "/") for n in range(5)]
    frontier.note_found(outlet, sections, DAY)

    def read(path, at, outcome="read", **more):
        write(engine, settled(outcome, SITE + path, kind=PageKind.SOURCE, at=at, **more))

    read("/", day(1), due_at=day(1))
    read("/feed", day(1), due_at=day(1))
    read("/section/3", day(2), "unchanged", due_at=day(2))
    read("/section/1", day(1), due_at=day(2))
    read("/section/2", day(1), "gone", due_at=day(30))
    read("/section/4", day(1), "failed", due_at=day(9))
    again = frontier.due(outlet, day(3), limit=99, kinds=[PageKind.SOURCE], again_before=day(3))
    assert urls(again) == ["/", "/feed", "/section/0", "/section/1", "/section/3"]
    assert urls(frontier.due(outlet, day(9), limit=99))[-1] == "/section/3"
    assert "/section/4" in urls(frontier.due(outlet, day(9), limit=99))
    assert urls(frontier.due(outlet, day(3), limit=2, again_before=day(3))) == ["/", "/feed"]


def test_threads_are_not_asked_again_with_everything_else(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/thread", PageKind.THREAD)], DAY)
    write(engine, settled("read", SITE + "/thread", kind=PageKind.THREAD))
    assert frontier.due(outlet, day(2), limit=9, again_before=day(2)) == []


def test_articles_outside_a_window_stay_due_for_later(engine, frontier, outlet):
    pages = [
        found("/2025", published="2025-06-01"),
        found("/2024", published="2024-06-01", modified="2025-06-01"),
        found("/2026", published="2026-02-01"),
        found("/undated"),
        found("/changed-2024", modified="2024-06-01"),
        found("/changed-2026", modified="2026-02-01"),
        found("/thread", PageKind.THREAD, published="2020-01-01"),
    ]
    frontier.note_found(outlet, pages, DAY)

    def within(start, end):
        window = {"newest_from": start and DAY.replace(year=start, month=1, day=1)}
        window["newest_before"] = end and DAY.replace(year=end, month=1, day=1)
        return sorted(urls(frontier.due(outlet, DAY, limit=99, kinds=[PageKind.ARTICLE], **window)))

    everything = ["/2024", "/2025", "/2026", "/changed-2024", "/changed-2026", "/undated"]
    assert within(None, None) == everything
    for _ in range(2):  # never fetched, and fetched before
        assert within(2025, None) == ["/2025", "/2026", "/changed-2026", "/undated"]
        assert within(None, 2025) == ["/2024", "/changed-2024", "/changed-2026", "/undated"]
        assert within(2025, 2026) == ["/2025", "/changed-2026", "/undated"]
        assert within(2026, 2025) == ["/changed-2026", "/undated"]
        write(engine, *(settled("read", page.url, due_at=DAY) for page in pages if page.kind == PageKind.ARTICLE))
    assert within(None, None) == everything
    assert len(frontier.due(outlet, DAY, limit=99, newest_from=DAY)) == 2  # the thread and what nobody dated


def test_a_due_page_tells_its_state_and_when_its_article_was_published(engine, frontier, outlet):
    pages = [found("/a", published="2026-02-01"), found("/b"), found("/c", modified="2026-02-01"), found("/d")]
    frontier.note_found(outlet, pages, DAY)
    write(
        engine,
        reading(SITE + "/d", published=day(-9), page={"due_at": DAY}),
        settled("failed", SITE + "/b", due_at=DAY),
    )
    told = {page.url[-1]: (page.state, page.published) for page in frontier.due(outlet, DAY, limit=9)}
    assert told == {
        "a": ("found", DAY.replace(month=2, hour=0)),
        "b": ("failed", None),
        "c": ("found", None),
        "d": ("read", day(-9)),
    }


def test_an_address_that_is_too_long_is_refused_and_told(engine, frontier, outlet):
    assert settings.URLLENGTH_LIMIT == URL_LIMIT
    long, escaped = found("/" + "x" * URL_LIMIT), found("/" + "ö" * 2000)
    fits = found("/" + "x" * (URL_LIMIT - len(SITE) - 1))
    assert frontier.note_found(outlet, [long, fits, escaped], DAY) == 1
    source = settled("read", SITE + "/", kind=PageKind.SOURCE)
    source.page.found = [long, found("/a")]
    assert write(engine, source).problems == 1
    told = rows(engine, "SELECT outlet, stage, url, reason FROM v_problem ORDER BY reason")
    assert [(outlet, stage, len(url)) for outlet, stage, url, _ in told] == [(PAPER, "find", 500)] * 3
    assert sum(reason.endswith(f"named by {SITE}/") for *_, reason in told) == 1
    assert rows(engine, "SELECT count(*) FROM page WHERE kind = 'article'") == [(2,)]


@pytest.mark.parametrize("outcome", ["read", "failed", "not_article"])
def test_a_named_twin_of_a_known_page_is_not_due_again(engine, frontier, outlet, outcome):
    frontier.note_found(outlet, [found("/a")], DAY)
    named = [found("/a?utm_source=x", found_in="-a urls"), found("/b", found_in="-a urls")]
    frontier.note_found(outlet, named, DAY, literal=True)
    write(engine, *(settled(outcome, page.url, due_at=day(1)) for page in named))
    assert sorted(urls(frontier.due(outlet, day(2), limit=9))) == ["/a", "/b"]


def test_a_named_address_that_is_known_as_it_stands_is_no_second_page(engine, frontier, outlet):
    frontier.note_found(outlet, [found("/a?utm_source=x")], DAY)
    assert frontier.note_found(outlet, [found("/a?utm_source=x", found_in="-a urls")], DAY, literal=True) == 0
    write(engine, settled("read", SITE + "/a?utm_source=x", due_at=None))
    assert frontier.due(outlet, day(2), limit=9) == []


def test_due_pages_come_from_an_index_without_sorting(engine, frontier, outlet):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by its statistics")
    spoken = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, sql, values, *_: spoken.append((sql, values)))
    frontier.due(outlet, DAY, limit=5, kinds=[PageKind.ARTICLE])
    frontier.due(outlet, DAY, limit=5, kinds=[PageKind.ARTICLE], newest_from=day(-9), newest_before=day(-1))
    plans = []
    with engine.connect() as connection:
        for sql, values in [pair for pair in spoken if "FROM page" in pair[0]]:
            plans.append(" ".join(row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values)))
    assert "ix_page_found" in plans[0]
    assert "TEMP B-TREE" not in plans[0]
    assert "ix_page_again" in plans[1]
    for plan, index in zip(plans[2:5], ("ix_page_found", "ix_page_found", "ix_page_changed"), strict=True):
        assert index in plan
        assert "newest" in plan
        assert "TEMP B-TREE" not in plan


def test_no_statement_of_a_writing_reads_a_whole_table(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by its statistics")
    threads, talk = (
        [thread(), thread("disqus")],
        [said("1"), said("2", parent="1"), said("d1", "No.", platform="disqus")],
    )
    found = {"found": [FoundPage(URL + "/2", PageKind.THREAD, due=True), FoundPage(URL + "3")]}
    records = [reading(threads=threads, comments=talk, page=found, authors=["Ada Reyes"], tags=["x"])]
    records += [settled("unchanged", URL + "4"), settled("gone", URL + "5"), settled("unchanged", at=day(1))]
    records += [settled("unchanged", URL + "/2", at=day(1), kind=PageKind.THREAD)]
    write(engine, *records)
    spoken = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _cur, sql, values, _x, many: spoken.append((sql, values[0] if many else values)),
    )
    write(engine, *records, reading(paragraphs=["Another text. " * 30], comments=[said("7")]))
    with engine.connect() as connection:
        for sql, values in [pair for pair in spoken if pair[0].split()[0] in {"SELECT", "UPDATE", "DELETE"}]:
            for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all():
                fine = ("SCAN uncompared", "SCAN CONSTANT ROW")  # no tables that grow
                assert row[3].startswith(fine) or "VIRTUAL TABLE" in row[3] or not row[3].startswith("SCAN"), (
                    sql,
                    row[3],
                )


def test_the_views_have_the_columns_that_are_promised(engine):
    promised = {
        "v_article": "article_id outlet url headline dek authors byline section tags kind language credit published_at modified_at body captions story_id revisions first_seen last_seen gone_at",
        "v_address": "article_id url",
        "v_quote": "quote_id article_id outlet url headline published_at paragraph start_char end_char text kind speaker role cue confidence",
        "v_comment": "comment_id article_id outlet url headline platform platform_id parent_id depth author text published_at edited_at likes dislikes state first_seen last_seen",
        "v_story": "story_id article_id outlet url headline published_at is_original",
        "v_problem": "run_id at outlet url stage reason",
        "v_outlet_health": "outlet",
    }
    with engine.connect() as connection:
        for view, columns in promised.items():
            assert set(columns.split()) <= set(connection.execute(text(f"SELECT * FROM {view}")).keys()), view


def test_queries_answer(engine):
    from newscrawl.db.queries import articles_of_day, busiest_threads, most_quoted, revisions_of

    write(engine, reading(threads=[thread()], comments=[said("1"), said("2")]))
    with engine.connect() as connection:
        assert connection.execute(most_quoted(since=DAY)).all() == [("Ada Reyes", 2)]
        assert connection.execute(busiest_threads(since=DAY)).all() == [(URL, "Bridge opens", 2)]
        assert [row[0] for row in connection.execute(revisions_of(URL + "?utm_source=x"))] == [1]
        assert [row[3] for row in connection.execute(articles_of_day(DAY.date(), timezone="America/Los_Angeles"))] == [
            URL
        ]
        assert connection.execute(articles_of_day(day(1).date())).all() == []
