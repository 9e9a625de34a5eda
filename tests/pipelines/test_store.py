import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest
from scrapy import Spider, signals
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from newscrawl import signals as own_signals
from newscrawl.items import ArticleItem, CommentItem, Outcome, PageItem, PageKind, ProblemItem, QuoteItem
from pipelines import store as store_module
from pipelines.store import StorePipeline

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAPER = "courier"


def page(url, items, **more):
    return PageItem(page=url, outlet=PAPER, items=items, fetched_at=NOW, **more)


def article(url, body="The bridge opens on Friday, “at last,” said Ada Reyes.", **more):
    return ArticleItem(
        page=url, outlet=PAPER, url=url, addresses=[url], headline="Bridge opens", paragraphs=[body], **more
    )


def quote(url):
    return QuoteItem(
        page=url, outlet=PAPER, paragraph=0, start=29, end=37, text="at last,", kind="direct", speaker="Ada Reyes"
    )


def comment(url, of, words="So it does."):
    return CommentItem(page=url, outlet=PAPER, article=url, platform="wordpress", id=of, author="Tom", text=words)


def run(database, scenario, **settings):
    """A store with a crawler that fetches nothing; *scenario* gives it items and returns when they are in."""
    crawler = get_crawler(Spider, {"DATABASE_URL": database, **settings})
    crawler.spider = Spider(name="localnews")
    crawler.written, crawler.closed = [], []

    class Engine:
        async def close_spider_async(self, *, reason):
            crawler.closed.append(reason)

    crawler.engine = Engine()

    def written(pages, report):
        crawler.written.extend(pages)

    crawler.signals.connect(written, own_signals.pages_written)

    async def whole():
        pipeline = StorePipeline.from_crawler(crawler)
        await pipeline.open_spider()
        await scenario(pipeline, crawler)
        await pipeline.close_spider()
        await pipeline.spider_closed("finished")

    asyncio.run(whole())
    return crawler


def rows(engine, sql):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_items_that_overtake_each_other_are_written_with_their_page(engine, database):
    url = "https://courier.example/bridge"

    async def scenario(store, crawler):
        for item in (comment(url, "2"), page(url, 4), quote(url), comment(url, "1"), article(url)):
            await store.process_item(item)

    crawler = run(database, scenario)
    assert rows(engine, "SELECT text, speaker FROM v_quote") == [("at last,", "Ada Reyes")]
    assert rows(engine, "SELECT platform_id FROM v_comment ORDER BY 1") == [("1",), ("2",)]
    assert crawler.written == [(PAPER, url, PageKind.ARTICLE)]
    stats = crawler.stats.get_stats()
    assert (stats["store/articles/new"], stats["store/quotes/new"], stats["store/comments/new"]) == (1, 1, 2)
    assert stats[f"store/{PAPER}/articles/new"] == 1
    [(reason, finished, counts)] = rows(engine, "SELECT reason, finished_at IS NOT NULL, counts FROM run")
    assert (reason, bool(finished)) == ("finished", True)
    assert "store/articles/new" in str(counts)


def test_a_dropped_item_is_not_waited_for_and_leaves_a_problem(engine, database):
    url = "https://courier.example/bridge"

    async def scenario(store, crawler):
        await store.process_item(page(url, 2))
        await crawler.signals.send_catch_log_async(
            signals.item_dropped,
            item=quote(url),
            exception=DropItem("an extension did not like it"),
            response=None,
            spider=None,
        )
        assert not crawler.written
        await store.process_item(article(url))
        await asyncio.sleep(store_module.PATIENCE * 3)
        assert crawler.written

    run(database, scenario)
    assert rows(engine, "SELECT stage, url, reason FROM v_problem") == [("check", url, "an extension did not like it")]


def test_a_poison_page_is_recorded_and_its_neighbours_are_stored(engine, database, monkeypatch):
    urls = [f"https://courier.example/{n}" for n in range(5)]

    async def scenario(store, crawler):
        for url in urls:
            item = article(url, body=f"Story of {url}. " * 20)
            if url.endswith("/2"):
                item.published = NOW.replace(tzinfo=None)  # naive: no table takes it
            await store.process_item(item)
            await store.process_item(page(url, 1))

    crawler = run(database, scenario)
    assert rows(engine, "SELECT url FROM v_article ORDER BY url") == [(url,) for url in urls if not url.endswith("/2")]
    assert rows(engine, "SELECT state FROM page WHERE url = 'https://courier.example/2'") == [("failed",)]
    [(stage, url)] = rows(engine, "SELECT stage, url FROM v_problem")
    assert (stage, url) == ("store", urls[2])
    assert sorted(name for _, name, _ in crawler.written) == urls
    assert crawler.closed == []


def test_a_page_that_is_never_settled_is_a_problem(engine, database):
    url = "https://courier.example/bridge"

    async def scenario(store, crawler):
        await store.process_item(article(url))
        await store.process_item(
            ProblemItem(page="https://courier.example/x", outlet=PAPER, stage="fetch", reason="no answer")
        )
        await store.process_item(ProblemItem(outlet=PAPER, stage="find", reason="the feed is HTML"))

    run(database, scenario)
    found = dict(rows(engine, "SELECT stage, reason FROM v_problem"))
    assert found["store"].startswith("the page was never settled")
    assert found["fetch"] == "no answer"
    assert found["find"] == "the feed is HTML"
    assert rows(engine, "SELECT * FROM v_article") == []


def test_a_full_disk_stops_the_crawl_with_one_line_and_nothing_half_written(tmp_path, caplog, monkeypatch):
    path = tmp_path / "news.db"

    def full(*_):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    async def scenario(store, crawler):
        monkeypatch.setattr(store_module, "write_pages", full)
        for n in range(store_module.WAITING_AT_MOST + 50):  # the spider must not wait for ever
            await asyncio.wait_for(store.process_item(page(f"https://courier.example/{n}", 0)), 20)

    crawler = run(f"sqlite:///{path}", scenario)
    assert crawler.closed == ["database_failed"]
    [line] = [record.getMessage() for record in caplog.records if record.levelname == "CRITICAL"]
    assert str(path) in line
    assert "disk is full" in line
    assert crawler.written == []


def test_a_database_that_is_held_by_another_process_is_tried_again(tmp_path, caplog, monkeypatch):
    real, tries = store_module.write_pages, []

    def held(*args):
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))
        return real(*args)

    monkeypatch.setattr(store_module, "write_pages", held)
    monkeypatch.setattr(store_module, "pauses_within", lambda _patience: (0.01, 0.01, 0.01))
    waited = []

    def waits(waits):
        waited.append(waits)

    async def scenario(store, crawler):
        crawler.signals.connect(waits, own_signals.store_waits)
        await store.process_item(page("https://courier.example/1", 0))

    crawler = run(f"sqlite:///{tmp_path / 'news.db'}", scenario)
    assert crawler.stats.get_value("store/retries") == 2
    assert len(crawler.written) == 1
    assert waited == [True, False]
    said = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert "is waited for, 180 seconds at most" in said[0]
    assert "database is locked" in said[0]
    assert "there again" in said[1]


def test_a_server_that_stays_away_ends_the_crawl(tmp_path, caplog, monkeypatch):
    class GoneError(Exception):
        sqlstate = None

    def away(*_):
        raise OperationalError("BEGIN", {}, GoneError("server closed the connection unexpectedly"))

    monkeypatch.setattr(store_module, "write_pages", away)

    async def scenario(store, crawler):
        await store.process_item(page("https://courier.example/1", 0))
        await asyncio.sleep(store_module.PATIENCE + 1.2)
        await store.process_item(page("https://courier.example/2", 0))

    crawler = run(f"sqlite:///{tmp_path / 'news.db'}", scenario, DATABASE_PATIENCE=0.7)
    assert crawler.closed == ["database_failed"]
    assert "server closed the connection" in crawler.stats.get_value("store/failed")
    assert crawler.stats.get_value("store/retries") == 2
    assert crawler.written == []


def test_an_article_that_waits_for_its_next_part_and_its_thread_page_at_one_address_are_kept_apart(engine, database):
    url = "https://courier.example/bridge"

    async def scenario(store, crawler):
        await store.process_item(article(url))
        await store.process_item(comment(url, "1"))  # in the first part of the article
        late = comment(url, "2")
        late.page_kind = PageKind.THREAD
        await store.process_item(late)
        await store.process_item(page(url, 1, kind=PageKind.THREAD))
        await store.process_item(quote(url))
        await store.process_item(page(url, 3))

    crawler = run(database, scenario)
    assert sorted(crawler.written) == [(PAPER, url, PageKind.ARTICLE), (PAPER, url, PageKind.THREAD)]
    assert rows(engine, "SELECT platform_id FROM v_comment ORDER BY 1") == [("1",), ("2",)]
    assert rows(engine, "SELECT text FROM v_quote") == [("at last,",)]
    assert rows(engine, "SELECT kind, state FROM page ORDER BY 1") == [("article", "read"), ("thread", "read")]
    assert rows(engine, "SELECT * FROM v_problem") == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_can_be_settled(engine, database, outcome):
    async def scenario(store, crawler):
        await store.process_item(page("https://courier.example/1", 0, outcome=outcome, reason="why"))

    crawler = run(database, scenario)
    assert len(crawler.written) == 1
    assert rows(engine, "SELECT state, reason FROM page") == [(str(outcome), "why")]
