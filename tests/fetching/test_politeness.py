from datetime import UTC, datetime

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.fetching.downloader import read_retry_after, rest_asked
from newscrawl.fetching.failures import HostLeftAloneError
from newscrawl.fetching.politeness import PolitenessMiddleware
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


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (503, {"Retry-After": "7"}, 7),
        (429, {"Retry-After": "Sun, 01 Mar 2026 12:01:00 GMT", "Date": "Sun, 01 Mar 2026 12:00:20 GMT"}, 40),
        (503, {"Retry-After": "Sun, 01 Mar 2026 12:01:00 GMT", "Date": "yesterday"}, 0),
        (503, {}, None),
        (200, {"Retry-After": "7"}, None),
    ],
)
def test_a_date_is_read_by_the_clock_of_the_server_that_states_it(status, headers, seconds):
    assert rest_asked(Response("https://a.example/", status=status, headers=headers)) == seconds


@pytest.fixture
def politeness():
    settings = {"CRAWL_DELAY_LONGEST": 60, "DOWNLOAD_DELAY": 0.5, "ROBOTSTXT_USER_AGENT": "newscrawl"}
    crawler = get_crawler(NewsSpider, settings)
    crawler.spider = NewsSpider()
    return PolitenessMiddleware(crawler)


@pytest.mark.parametrize(
    ("url", "slot"),
    [
        ("http://127.0.0.1:8081/a", "127.0.0.1:8081"),
        ("https://paper.example:443/a", "paper.example"),
        ("http://user:pw@Paper.example./a", "paper.example"),
    ],
)
def test_each_host_and_port_has_its_own_slot_however_it_is_spelled(politeness, url, slot):
    request = Request(url)
    politeness.process_request(request)
    assert request.meta["download_slot"] == slot


def test_nothing_is_asked_of_a_host_that_is_left_alone(politeness):
    politeness._crawler.spider.pace.close("a.example", "it asked for a long rest")
    with pytest.raises(HostLeftAloneError, match="long rest"):
        politeness.process_request(Request("https://a.example:443/2"))
    politeness.process_request(Request("https://b.example/1"))


def test_an_ailing_host_is_not_tried_again_for_the_same_page(politeness):
    request = Request("https://a.example/1")
    response = Response(request.url, status=503, request=request)
    politeness.process_response(request, response)
    assert "dont_retry" not in request.meta
    for number in range(5):
        politeness._crawler.spider.pace.failed("a.example", f"https://a.example/{number}", "503")
    assert politeness.process_response(request, response) is response
    assert request.meta["dont_retry"]
    silent = Request("https://a.example/2")
    politeness.process_exception(silent, TimeoutError())
    assert silent.meta["dont_retry"]
