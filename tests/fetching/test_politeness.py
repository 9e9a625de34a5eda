import asyncio
from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.fetching.politeness import PolitenessMiddleware, read_retry_after
from newscrawl.spiders.news import NewsSpider

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-3", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert read_retry_after(value, NOW) == seconds


@pytest.fixture
def politeness():
    settings = {
        "RETRY_AFTER_LONGEST": 120,
        "CRAWL_DELAY_LONGEST": 60,
        "DOWNLOAD_DELAY": 0.5,
        "ROBOTSTXT_USER_AGENT": "newscrawl",
    }
    return PolitenessMiddleware(get_crawler(NewsSpider, settings))


def busy(request, wait):
    return Response(request.url, status=503, headers={"Retry-After": wait}, request=request)


def test_a_host_that_asks_for_too_long_a_rest_is_not_tried_again_in_this_run(politeness):
    request = Request("https://a.example/1")
    politeness.process_response(request, busy(request, "86400"))
    assert request.meta["dont_retry"]


def test_a_host_that_asks_for_a_short_rest_is_waited_for(politeness, monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)
        politeness._free_at.clear()

    monkeypatch.setattr(asyncio, "sleep", sleep)
    request = Request("https://a.example/1")
    politeness.process_response(request, busy(request, "7"))
    asyncio.run(politeness.process_request(Request("https://b.example/1")))
    assert waited == []
    asyncio.run(politeness.process_request(Request("https://a.example/2")))
    assert waited == [pytest.approx(7, abs=1)]


def test_each_host_and_port_has_its_own_slot(politeness):
    request = Request("http://127.0.0.1:8081/a")
    asyncio.run(politeness.process_request(request))
    assert request.meta["download_slot"] == "127.0.0.1:8081"
