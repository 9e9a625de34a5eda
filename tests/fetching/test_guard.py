import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from newscrawl.fetching import guard
from newscrawl.fetching.guard import GuardMiddleware, RefusedByGuardError, is_private
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import Site


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "::ffff:127.0.0.1", "2130706433",
        "0x7f000001", "0x7f.1", "127.1", "localhost", "db.localhost", "fe80::1", "100.64.0.1", "[fd00::1]", "localhost.",
        "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "[2002:a9fe:a9fe::1]", "::127.0.0.1", "::", "224.0.0.1",
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_notation(host):
    assert is_private(host)


@pytest.mark.parametrize(
    "host",
    [
        "mapletoncourier.example",
        "93.184.215.14",
        "[2606:4700::1111]",
        "1x.example",
        "fe80.example",
        "64:ff9b::5db8:d70e",
        "2002:5db8:d70e::1",
        "::ffff:93.184.215.14",
        "::93.184.215.14",
    ],
)
def test_public_names_and_addresses_pass(host):
    assert not is_private(host)


@pytest.fixture
def middleware(monkeypatch):
    monkeypatch.setattr(guard, "own_names", set())
    spider = NewsSpider.of(Site("courier", "mapletoncourier.example", "Mapleton", "UTC"))
    spider.readers["own"] = NewsSpider.of(Site("own", "127.0.0.1:8081", "Here", "UTC", "http", allow_private=True))
    inside = Site("intranet", "intranet.example:8081", "Here", "UTC", "http", allow_private=True)
    spider.readers["intranet"] = NewsSpider.of(inside)
    monkeypatch.setattr(guard, "getproxies", lambda: {"http": "http://proxy.example:3128"})
    crawler = get_crawler(NewsSpider)
    crawler.spider = spider
    made = GuardMiddleware(crawler)
    made.spider_opened(spider)
    return made


@pytest.mark.parametrize(
    ("url", "meta", "said"),
    [
        ("http://169.254.169.254/latest/", {"outlet": "courier", "kind": "thread"}, "private address"),
        ("https://elsewhere.example/a", {"outlet": "courier", "kind": "article"}, "off the site"),
        ("http://127.0.0.1:9999/", {"outlet": "own", "kind": "article"}, "off the site"),
        ("http://127.0.0.2:8081/", {}, "private address"),
        ("http://127.0.0.1:8081/", {}, "private address"),
        ("http://127.0.0.2:8081/embed", {"outlet": "own", "kind": "thread"}, "private address"),
        ("http://127.0.0.1:8081/embed", {"outlet": "courier", "kind": "thread"}, "private address"),
        ("http://127.0.0.1:8081/robots.txt", {"outlet": "courier", "robots_of": "127.0.0.1:8081"}, "private address"),
        ("http://intranet.example:9999/", {"outlet": "courier", "kind": "thread"}, "private address"),
        ("http://proxy.example:3128/", {"outlet": "courier", "kind": "thread"}, "private address"),
        ("http://127.0.0.1:9999/api", {"outlet": "own", "part_of": "http://127.0.0.1:8081/a"}, "private address"),
        (
            "http://10.0.0.1/api",
            {"outlet": "courier", "part_of": "https://mapletoncourier.example/a"},
            "private address",
        ),
        ("file:///etc/passwd", {"outlet": "own", "part_of": "http://127.0.0.1:8081/a"}, "not an http address"),
        ("file:///etc/passwd", {}, "not an http address"),
    ],
)
def test_what_must_not_leave_is_refused_with_the_reason(middleware, url, meta, said):
    with pytest.raises(RefusedByGuardError, match=said):
        middleware.process_request(Request(url, meta=meta))


@pytest.mark.parametrize(
    ("url", "meta"),
    [
        ("https://www.mapletoncourier.example/a", {"outlet": "courier", "kind": "article"}),
        ("https://disqus.example/embed", {"outlet": "courier", "kind": "thread"}),
        ("http://127.0.0.1:8081/robots.txt", {"outlet": "own", "robots_of": "127.0.0.1:8081"}),
        ("http://127.0.0.1:8081/a", {"outlet": "own", "kind": "article"}),
        ("http://127.0.0.1:9999/isso/", {"outlet": "own", "kind": "thread"}),
        ("http://INTRANET.example.:8081/a", {"outlet": "intranet", "kind": "article"}),
        ("https://cdn.example/app.js", {"outlet": "courier", "part_of": "https://mapletoncourier.example/a"}),
        ("http://127.0.0.1:8081/api", {"outlet": "own", "part_of": "http://127.0.0.1:8081/a"}),
        ("https://disqus.example/robots.txt", {"outlet": "courier", "robots_of": "disqus.example"}),
    ],
)
def test_the_rest_passes(middleware, url, meta):
    assert middleware.process_request(Request(url, meta=meta)) is None
