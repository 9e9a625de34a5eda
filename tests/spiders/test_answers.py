"""The callbacks are plain functions of a response: no crawl, no database."""

import pytest
from loopback import article_page, comment, home, thread
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from newscrawl.items import ArticleItem, CommentItem, Outcome, PageItem, PageKind, ProblemItem, QuoteItem
from newscrawl.spiders.news import NewsSpider

URL = "https://mapletoncourier.example/2026/03/01/bridge/"


class MapletonCourier(NewsSpider):
    name = "mapleton_courier"
    domain = "mapletoncourier.example"
    place = "Mapleton, Oregon"
    timezone = "America/Los_Angeles"


@pytest.fixture
def spider():
    return MapletonCourier.from_crawler(get_crawler(MapletonCourier))


def response(body, url=URL, *, status=200, headers=None, meta=None):
    request = Request(url, meta=meta or {})
    sent = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    return HtmlResponse(url, body=body.encode(), status=status, headers=sent, request=request)


def of(kind, items):
    return [item for item in items if isinstance(item, kind)]


def test_an_article_page_gives_its_article_quotes_and_comments_and_then_its_end(spider):
    page = article_page(comments=thread(comment(1, "Gus", "First.", replies=comment(2, "Nan", "Second."))))
    items = list(spider.parse_article(response(page, headers={"ETag": '"e1"'})))
    (article,) = of(ArticleItem, items)
    assert article.headline == "Footbridge opens in Mapleton"
    assert article.authors == ["Ada Reyes"]
    assert article.published.isoformat() == "2026-03-01T17:30:00+00:00"
    assert article.published_offset == -480
    (quote,) = of(QuoteItem, items)
    assert article.body[quote.start : quote.end] == quote.text
    assert quote.speaker == "Lena Oak"
    assert [(c.id, c.parent) for c in of(CommentItem, items)] == [("1", None), ("2", "1")]
    end = items[-1]
    assert isinstance(end, PageItem)
    assert (end.outcome, end.items, end.etag) == (Outcome.READ, len(items) - 1, '"e1"')


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(304, Outcome.UNCHANGED), (404, Outcome.GONE), (410, Outcome.GONE), (403, Outcome.REFUSED), (451, Outcome.REFUSED), (500, Outcome.FAILED), (418, Outcome.FAILED)],
)  # fmt: skip
def test_a_status_settles_the_page_and_all_but_304_are_problems(spider, status, outcome):
    answer = response("", status=status)
    answer.request.headers["If-None-Match"] = '"e1"'
    items = list(spider.parse_article(answer))
    assert items[-1].outcome is outcome
    assert len(of(ProblemItem, items)) == (outcome is not Outcome.UNCHANGED) == items[-1].items


def test_a_304_that_nobody_asked_for_is_a_failure(spider):
    problem, end = spider.parse_article(response("", status=304))
    assert "nothing was asked" in problem.reason
    assert end.outcome is Outcome.FAILED


def test_a_host_that_is_left_alone_settles_no_page_and_is_said_once(spider):
    from twisted.python.failure import Failure

    from newscrawl.fetching.failures import HostLeftAloneError
    from newscrawl.spiders.feeder import Feeder

    feeder = Feeder(
        None, spider.clock, spider.run_arguments, {"mapleton_courier": (1, URL)}, pace=spider.pace, is_idle=lambda: True
    )
    spider.feeder = feeder
    failure = Failure(HostLeftAloneError("it asks for a rest of 3,600 s"))
    failure.request = Request(URL, meta={"outlet": "mapleton_courier", "kind": "article", "page": URL})
    (problem,) = spider.page_failed(failure)
    assert problem.reason == "it asks for a rest of 3,600 s"
    assert list(spider.page_failed(failure)) == []


def test_the_same_bytes_as_last_time_are_not_read_again(spider):
    first = list(spider.parse_article(response(article_page())))[-1]
    again = list(spider.parse_article(response(article_page(), meta={"content_hash": first.content_hash})))
    assert [item.outcome for item in again] == [Outcome.UNCHANGED]


def test_a_reader_that_raises_costs_its_page_alone(spider, monkeypatch):
    def broken(self, html, url):
        raise KeyError("boom")

    monkeypatch.setattr(MapletonCourier, "read_article", broken)
    items = list(spider.parse_article(response(article_page())))
    assert [type(item) for item in items] == [ProblemItem, PageItem]
    assert "KeyError" in items[0].reason
    assert items[1].outcome is Outcome.FAILED


def test_a_site_overrides_the_one_reader_that_differs(spider, monkeypatch):
    usual = NewsSpider.read_article

    def read_article(self, html, url):
        return {**usual(self, html, url), "authors": ["Tom Oak"]}

    monkeypatch.setattr(MapletonCourier, "read_article", read_article)
    assert of(ArticleItem, spider.parse_article(response(article_page())))[0].authors == ["Tom Oak"]


def test_what_a_feed_said_fills_what_the_page_leaves_empty(spider):
    hint = {"dek": "The county paid for the steel.", "source": "feed", "authors": ["Somebody Else"]}
    (article,) = of(ArticleItem, spider.parse_article(response(article_page(), meta={"hint": hint})))
    assert (article.dek, article.sources["dek"]) == ("The county paid for the steel.", "feed")
    assert article.authors == ["Ada Reyes"]


def test_a_teaser_that_is_the_texts_own_beginning_is_no_dek(spider):
    beginning = "The new footbridge over the Alder opened on Saturday morning, and footbridge opens […]"
    (article,) = of(ArticleItem, spider.parse_article(response(article_page(), meta={"hint": {"dek": beginning}})))
    assert article.dek is None


def test_an_article_of_two_pages_is_joined(spider):
    link = '<div class="page-links">Pages: <span>1</span> <a href="/2026/03/01/bridge/2/">2</a></div>'
    first = article_page().replace("</article>", link + "</article>")
    meta = {"outlet": "mapleton_courier", "kind": "article", "page": URL}
    *before, request = spider.parse_article(response(first, meta=meta))
    assert not of(ArticleItem, before)
    assert request.url == URL + "2/"
    second = article_page(paragraphs=("On the second page the story goes on, and the mayor says nothing more of it.", "It ends where the road does, at the old mill, with a plate of brass on the wall."))  # fmt: skip
    items = list(request.callback(response(second, request.url, meta=request.meta)))
    (article,) = of(ArticleItem, items)
    assert len(article.paragraphs) == 5
    assert items[-1].page == URL
    assert items[-1].items == len(before) + len(items) - 1


def test_a_part_that_is_missing_leaves_the_article_marked_as_cut(spider):
    link = '<div class="page-links"><a href="/2026/03/01/bridge/2/">2</a></div>'
    meta = {"outlet": "mapleton_courier", "kind": "article", "page": URL}
    *_, request = spider.parse_article(response(article_page().replace("</article>", link + "</article>"), meta=meta))
    items = list(request.callback(response("", request.url, status=500, meta=request.meta)))
    assert of(ArticleItem, items)[0].truncated
    assert "a part of the article is missing" in of(ProblemItem, items)[0].reason


async def collected(generator):
    return [item async for item in generator]


def test_a_front_page_names_articles_sections_and_feeds(spider):
    import asyncio

    head = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    body = "<nav><a href='/news/'>News</a></nav>" + home("/2026/03/01/bridge/", "/2026/03/02/ferry-to-stop/", head=head)
    meta = {"outlet": "mapleton_courier", "kind": "source", "hint": {"source": "home"}}
    items = asyncio.run(collected(spider.parse_source(response(body, "https://mapletoncourier.example/", meta=meta))))
    found = {(place.url.removeprefix("https://mapletoncourier.example"), str(place.kind)) for place in items[-1].found}
    assert ("/2026/03/01/bridge/", "article") in found
    assert ("/feed/", "source") in found
    assert items[-1].kind is PageKind.SOURCE


def test_a_feed_that_is_html_is_a_problem_and_the_next_place_is_tried(spider):
    import asyncio

    meta = {"outlet": "mapleton_courier", "kind": "source", "hint": {"source": "feed"}}
    items = asyncio.run(collected(spider.parse_source(response("<html><body>no</body></html>", meta=meta))))
    assert "HTML" in items[0].reason
    guessed = {"outlet": "mapleton_courier", "kind": "source", "hint": {"source": "feed", "guess": 1}}
    (end,) = asyncio.run(collected(spider.parse_source(response("", status=404, meta=guessed))))
    assert end.outcome is Outcome.GONE
    assert [place.hint["guess"] for place in end.found] == [2]


def test_requests_carry_plain_values_only(spider):
    import json

    link = '<div class="page-links"><a href="/2026/03/01/bridge/2/">2</a></div>'
    meta = {"outlet": "mapleton_courier", "kind": "article", "page": URL}
    *_, request = spider.parse_article(response(article_page().replace("</article>", link + "</article>"), meta=meta))
    again = Request(**{k: v for k, v in request.to_dict(spider=spider).items() if k in {"url", "meta"}})
    assert json.loads(json.dumps(again.meta, default=str))["part"]["seen"][-1] == URL + "2/"


def test_a_pdf_at_an_articles_address_is_recorded_as_what_it_is(spider):
    request = Request(URL)
    pdf = Response(URL, body=b"%PDF-1.7 ...", headers={"Content-Type": "text/html"}, request=request)
    items = list(spider.parse_article(pdf))
    assert "a PDF document" in items[0].reason
    assert items[1].outcome is Outcome.NOT_ARTICLE
