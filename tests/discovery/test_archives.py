from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.archives import dated_outside, lies_outside, month_pages, span_of


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "start", "end"),
    [
        ("https://a.example/sitemap-2020-05.xml", "2020-05-01", "2020-06-01"),
        ("https://a.example/sitemap-pt-post-2019-12.xml", "2019-12-01", "2020-01-01"),
        ("https://a.example/sitemap_202005.xml.gz", "2020-05-01", "2020-06-01"),
        ("https://a.example/sitemaps/2020/05/17.xml", "2020-05-17", "2020-05-18"),
        ("https://a.example/sitemap-2018.xml", "2018-01-01", "2019-01-01"),
        ("https://a.example/2018-post-sitemap.xml", "2018-01-01", "2019-01-01"),
        ("https://a.example/sitemap_2018.xml.gz", "2018-01-01", "2019-01-01"),
        ("https://a.example/2020/05/", "2020-05-01", "2020-06-01"),
        ("https://a.example/archives/2020-05", "2020-05-01", "2020-06-01"),
        ("https://a.example/news/2020/5/17/", "2020-05-17", "2020-05-18"),
        ("https://a.example/sitemap.xml?yyyy=2020&mm=05", "2020-05-01", "2020-06-01"),
        ("https://a.example/sitemap.xml?yyyy=2020&mm=05&dd=31", "2020-05-31", "2020-06-01"),
        ("https://a.example/tncms/sitemap/news.xml?year=2021", "2021-01-01", "2022-01-01"),
        ("https://a.example/2019/sitemap-2019-02-03.xml", "2019-02-03", "2019-02-04"),
    ],
)
def test_an_address_names_its_span_of_time(url, start, end):
    assert span_of(url) == (day(start), day(end))


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/sitemap.xml",
        "https://a.example/sitemap-12.xml",
        "https://a.example/post-sitemap20203.xml",
        "https://a.example/post-sitemap2001.xml",
        "https://a.example/sitemap.xml?page=2001",
        "https://a.example/news/elections-2024/",
        "https://a.example/2024/",
        "https://a.example/news/2024-05-elections/",
        "https://a.example/news?page=2001",
        "https://a.example/sitemap.xml?yyyy=no",
        "https://a.example/sitemap.xml?yyyy=2020&mm=13",
        "http://[::1",
    ],
)
def test_other_numbers_are_no_dates(url):
    assert span_of(url) is None


@given(st.text())
def test_any_address_is_read(text):
    span_of(text)
    lies_outside(text, None, day("2020-01-01"), None)
    dated_outside(text, day("2020-01-01"), None)


@pytest.mark.parametrize(
    ("url", "changed", "since", "until", "outside"),
    [
        ("/sitemap-2020-05.xml", None, "2020-06-10", None, True),
        ("/sitemap-2020-05.xml", None, "2020-06-01", None, False),  # the site's own clock
        ("/sitemap-2020-05.xml", None, "2020-05-20", None, False),
        ("/sitemap-2020-05.xml", None, None, "2020-04-20", True),
        ("/sitemap-2020-05.xml", None, None, "2020-05-20", False),
        ("/sitemap-7.xml", "2019-01-01", "2020-01-01", None, True),
        ("/sitemap-7.xml", "2021-01-01", "2020-01-01", None, False),
        ("/sitemap-7.xml", None, "2020-01-01", "2020-02-01", False),
        ("/news/elections-2018/", None, "2020-01-01", None, False),  # a living section
        ("/post-sitemap2001.xml", None, "2020-01-01", None, False),
        ("/news/2018/05/", None, "2020-01-01", None, True),
        ("/sitemap-2018.xml", "2026-01-01", "2020-01-01", None, True),  # rewritten, and yet of 2018
    ],
)
def test_sitemaps_of_other_times_are_left_out(url, changed, since, until, outside):
    moments = [day(text) if text else None for text in (changed, since, until)]
    assert lies_outside(f"https://a.example{url}", *moments) is outside


@pytest.mark.parametrize(
    ("path", "since", "until", "dated"),
    [
        ("/2026/03/01/council-votes/", "2026-03-10", None, "2026-03-02"),
        ("/news/2026/3/1/council-votes.html", "2026-03-03", None, "2026-03-02"),
        ("/2026/mar/01/council-votes", "2026-03-10", None, "2026-03-02"),
        ("/2026-03-01-council-votes/", "2026-03-10", None, "2026-03-02"),
        ("/2026/02/council-votes/", "2026-03-10", None, "2026-03-01"),
        ("/2026/03/01/council-votes/", "2026-03-02", None, None),  # the paper's own clock
        ("/2026/03/01/council-votes/", "2026-03-01", None, None),
        ("/2026/03/council-votes/", "2026-03-10", None, None),
        ("/2026/03/01/council-votes/", "2026-01-01", "2026-02-01", "2026-02-28"),
        ("/2026/03/01/council-votes/", None, "2026-02-28", "2026-02-28"),
        ("/2026/03/01/council-votes/", None, "2026-03-01", None),
        ("/2026/03/01/council-votes/", None, None, None),
        ("/2020/02/30/council-votes/", "2026-03-10", None, None),
        ("/2020/abc/council-votes/", "2026-03-10", None, None),
        ("/2019-12-things-to-know/", "2026-03-10", None, None),
        ("/news/elections-2020/what-changed/", "2026-03-10", None, None),
        ("/story/2020/10023/council-votes", "2026-03-10", None, None),
        ("/council-votes/?from=/2020/03/01/x/", "2026-03-10", None, None),
    ],
)
def test_an_address_dates_its_article_outside_a_span(path, since, until, dated):
    told = dated_outside(f"https://a.example{path}", since and day(since), until and day(until))
    assert (told and told.date().isoformat()) == dated


def test_month_pages_are_made_like_those_that_the_site_links():
    links = ["https://a.example/archive/2024/3/", "https://a.example/2024/03/a-story/", "https://a.example/news/"]
    pages = list(month_pages(links, day("2023-11-15"), day("2024-02-10")))
    assert [url for url, _ in pages] == [
        "https://a.example/archive/2024/2/",
        "https://a.example/archive/2024/1/",
        "https://a.example/archive/2023/12/",
        "https://a.example/archive/2023/11/",
    ]
    assert pages[0][1] == day("2024-03-01")


def test_wordpress_lists_months_where_no_link_shows_another_way():
    pages = [url for url, _ in month_pages([], day("2024-01-01"), day("2024-03-01"), like="https://a.example/")]
    assert pages == ["https://a.example/2024/02/", "https://a.example/2024/01/"]
    assert list(month_pages([], day("2024-01-01"), day("2024-03-01"))) == []


def test_there_is_an_end_to_months():
    pages = list(month_pages([], day("1990-01-01"), day("2026-03-01"), like="https://a.example/"))
    assert len(pages) in (359, 360)
