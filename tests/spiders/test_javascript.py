"""Which pages of a paper with ``js = true`` are shown by a browser."""

import pytest
from loopback import article_page, home
from scrapy.http import HtmlResponse, TextResponse

from newscrawl.spiders.javascript import needs_browser
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import Site

SHELL = "<html><body><div id=app>Loading</div><script src=/app.js></script></body></html>"
SHORT = article_page(
    "Bridge opens", ("The bridge over the Alder opened on Saturday, and the ferry stopped running at noon.",)
)
LINKS = home(
    "/news/2026/one-story-of-the-town", "/news/2026/two-stories-of-the-town", "/news/2026/three-stories-of-town"
)
ARTICLE, HOME, SECTION = (
    {"kind": "article"},
    *({"kind": "source", "hint": {"source": what}} for what in ("home", "section")),
)


def paper(*, js: bool = True) -> NewsSpider:
    return NewsSpider.of(Site("signal", "signal.example", "Alder", "UTC", js=js))


def answer(body: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> HtmlResponse:
    return HtmlResponse(
        "https://signal.example/news/2026/bridge-opens-in-town", status, {"Content-Type": kind}, body.encode()
    )


@pytest.mark.parametrize(
    ("meta", "body", "needed"),
    [
        (ARTICLE, SHELL, True),
        (ARTICLE, SHORT, True),  # perhaps a teaser of a text that scripts fetch
        (ARTICLE, article_page(), False),
        (HOME, SHELL, True),
        (HOME, home("/news/2026/one-story-of-the-town"), True),
        (HOME, LINKS, False),
        (SECTION, SHELL, True),
        ({"kind": "source", "hint": {"source": "feed"}}, SHELL, False),
        ({"kind": "thread"}, SHELL, False),
        ({}, SHELL, False),  # robots.txt, and what scripts ask for
    ],
)
def test_a_page_that_holds_nothing_to_read_as_it_comes_needs_a_browser(meta, body, needed):
    assert needs_browser(paper(), meta, answer(body)) is needed
    assert not needs_browser(paper(js=False), meta, answer(body))


@pytest.mark.parametrize(
    "response",
    [
        answer(SHELL, status=404),
        answer("{}", "application/json"),
        answer("%PDF-1.7"),
        TextResponse("https://signal.example/a", body=b"User-agent: *"),
    ],
)
def test_what_is_no_page_needs_none(response):
    assert not needs_browser(paper(), ARTICLE, response)


def test_a_reader_that_fails_is_found_out_where_the_page_is_read():
    class Broken(NewsSpider):
        name, domain, js = "broken", "signal.example", True

        def read_article(self, html, url):
            raise ZeroDivisionError

    assert not needs_browser(Broken(), ARTICLE, answer(SHELL))


@pytest.mark.parametrize(
    ("stated", "js"), [({}, False), ({"js": True}, True), ({"js": "yes"}, True), ({"js": ""}, False)]
)
def test_a_sites_entry_may_say_so(stated, js):
    entry = {"name": "signal", "domain": "signal.example", "place": "Alder", "timezone": "UTC", **stated}
    assert Site.from_mapping(entry).js is js
    assert NewsSpider.of(Site.from_mapping(entry)).site.js is js
