"""Row 8 of the faults: an item that the database cannot take costs its page alone, and its neighbours are stored."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from faults.judges import doubled, spans, unsound
from scrapy import Spider
from scrapy.utils.test import get_crawler
from sqlalchemy import text

from newscrawl.items import ArticleItem, CommentItem, PageItem, QuoteItem
from pipelines.check import CheckPipeline
from pipelines.store import StorePipeline

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARTICLES = 100


def items(number, **more):
    url = f"https://courier.example/{number}"
    body = f"The bridge of district {number} opens on Friday, “at last {number},” said Ada Reyes of {number}."
    start = body.index("“") + 1
    common = {"page": url, "outlet": "courier"}
    quote = QuoteItem(
        **common, paragraph=0, start=start, end=body.index("”"), text=body[start : body.index("”")], kind="direct"
    )
    comment = CommentItem(
        **common, article=url, platform="wordpress", id=str(number), author="Tom", text=f"So {number}."
    )
    article = ArticleItem(**common, url=url, addresses=[url], headline=f"Bridge {number}", paragraphs=[body])
    for name, value in more.items():
        of, _, field = name.partition("_")
        setattr({"article": article, "quote": quote, "comment": comment}[of], field, value)
    return [article, quote, comment, PageItem(page=url, outlet="courier", items=3, fetched_at=NOW)]


LARGE = "word " * 4_000_000
POISON = {
    "breaks a constraint": {"quote_kind": "no kind of ours"},
    "a NUL": {"article_headline": "Bridge\x00 opens", "comment_text": "So\x00 it does."},
    "half of a surrogate pair": {"article_headline": "Bridge \ud83d opens", "comment_author": "\ude00"},
    "a body of 20 MB": {"article_paragraphs": [LARGE]},
    "the year 0": {"article_published": datetime(1, 1, 1, tzinfo=UTC)},
    "no moment at all": {"comment_published": "yesterday"},
    "a number that no column holds": {"comment_likes": 10**30},
    "a list for a text": {"article_dek": ["a", "b"]},
    "nothing for an id": {"comment_id": None},
}
QUICK = {"breaks a constraint", "a NUL", "the year 0"}
STORED = {"a NUL", "half of a surrogate pair", "the year 0", "no moment at all"}
"""Poison that is taken out, so that the rest of the page is stored."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.faults] if name not in QUICK else []) for name in POISON]
)
def test_one_poisoned_page_in_fifty_is_recorded_and_the_others_are_stored(engine, database, name):
    poisoned = {number for number in range(ARTICLES) if number % 50 == 17}
    crawler = get_crawler(Spider, {"DATABASE_URL": database})
    crawler.spider = Spider(name="localnews")

    async def run():
        check, store = CheckPipeline.from_crawler(crawler), StorePipeline.from_crawler(crawler)
        await store.open_spider()
        for number in range(ARTICLES):
            for item in items(number, **(POISON[name] if number in poisoned else {})):
                try:
                    await store.process_item(check.process_item(item))
                except Exception as error:  # noqa: BLE001  (as Scrapy does it)
                    store.item_dropped(item, error)
        await store.close_spider()
        await store.spider_closed("finished")

    asyncio.run(run())
    whole = [f"https://courier.example/{number}" for number in range(ARTICLES) if number not in poisoned]
    bad = {f"https://courier.example/{number}" for number in poisoned}
    with engine.connect() as connection:
        for table in ("v_article", "v_quote", "v_comment"):
            found = {row[0] for row in connection.execute(text(f"SELECT url FROM {table}"))}
            assert set(whole) <= found, table
        told = {row[0] for row in connection.execute(text("SELECT url FROM v_problem WHERE reason <> ''"))}
        articles = {row[0] for row in connection.execute(text("SELECT url FROM v_article"))}
        settled = connection.execute(text("SELECT count(*) FROM page WHERE state <> 'found'")).scalar_one()
        assert [*doubled(connection), *unsound(connection), *spans(connection)] == []
    assert bad <= told | articles
    assert settled == ARTICLES
    if name in STORED:
        assert bad <= articles
