"""The doors through which strangers' bytes come in, each with samples of ours to begin from."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from comments.servers.crawl import ALL, Paper, paper_of
from comments.servers.thread import THREAD
from comments.servers.world import Asked
from faults.mutants import mutant, odd_json

from newscrawl.charset import encoding_of
from newscrawl.cleaning import read_byline, read_date
from newscrawl.comments import find_threads, read_reply, read_thread
from newscrawl.comments.platforms import PRINTING, READERS
from newscrawl.comments.thread import NextRequest
from newscrawl.demo.papers import PAPERS
from newscrawl.demo.server import site
from newscrawl.discovery import may_fetch, read_feed, read_optouts, read_sitemap
from newscrawl.discovery.addresses import shape_of
from newscrawl.discovery.listings import article_links, feeds_of
from newscrawl.discovery.optouts import read_reservations
from newscrawl.discovery.wordpress_api import read_names, read_posts
from newscrawl.fetching.downloader import read_retry_after
from newscrawl.markup import open_page
from newscrawl.quotes import find_quotes
from newscrawl.urls import canonical_url, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = "https://www.millbrook.example/news/library-hours-12345"
NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: what is called, and samples of what is meant to come."""

    call: Callable[[bytes], object]
    samples: tuple[bytes, ...]
    is_json: bool = False

    def damaged(self, seed: str) -> bytes:
        """One of the samples, damaged by this seed."""
        number = int(seed.rpartition("/")[2])
        sample = self.samples[number % len(self.samples)]
        if self.is_json and number % 3:
            return odd_json(json.loads(sample), seed)
        return mutant(sample, seed)


def texts(body: bytes) -> str:
    """Bytes as a text that may hold anything, halves of surrogate pairs, too."""
    return body.decode("utf-8", "surrogatepass" if b"\xed" in body and _decodes(body) else "surrogateescape")


def _decodes(body: bytes) -> bool:
    try:
        body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@functools.cache
def demo(kind: str) -> tuple[bytes, ...]:
    """What the demo's papers serve of a kind: a word of the content type or of the path."""
    found = [
        served.body
        for paper in PAPERS
        for path, served in site(paper.name).items()
        if served.body and (kind in served.content_type or kind in path)
    ]
    return tuple(found[:20])


KEYED = {
    "disqus": (
        "https://disqus.com/api/3.0/threads/listPosts.json?api_key=registered&forum=courier&thread=ident%3A5+library",
    ),
    "hyvor": ("https://talk.hyvor.com/api/data/v1/comments?website_id=1234&limit=50&offset=0",),
}
"""First requests of platforms that ask for a key, which a paper's entry states."""


def replies() -> Iterator[tuple[str, str, bytes]]:
    """(platform, address, body) of what each platform's server of ours says, one request after another."""
    for cls in ALL:
        platform = cls.made(THREAD)
        paper = Paper(platform)
        host = paper_of(platform)
        page = paper(Asked("GET", host, platform.article_path, {}, {}, ""))
        threads = find_threads(open_page(page.body, f"https://{host}{platform.article_path}"))
        waiting = [one for thread in threads for one in thread.requests] or [
            NextRequest(address, platform.name) for address in KEYED.get(platform.name, ())
        ]
        for _ in range(8):
            if not waiting:
                break
            one = waiting.pop(0)
            parts = urlsplit(one.url)
            body = one.body or ""
            asked = Asked(one.method, parts.netloc, parts.path, parse_qs(parts.query), {}, body, one.url)
            answer = paper(asked) if parts.netloc == host else platform.answer(asked)
            if answer is None:
                continue
            yield one.platform, one.url, answer.body
            waiting += read_reply(one.platform, answer.body, one.url, answer.headers).next


FEED_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Millbrook Gazette", "home_page_url": "https://millbrook.example/",
        "items": [
            {"id": "1", "url": "https://millbrook.example/a", "title": "Library hours", "content_html": "<p>Longer hours.</p>",
             "date_published": "2026-03-04T18:22:07-08:00", "authors": [{"name": "Ada Reyes"}], "tags": ["library"]},
            {"id": 2, "external_url": "/b", "summary": "The pool", "date_modified": "2026-03-04", "author": {"name": "Bo"}},
        ],
    }
).encode()  # fmt: skip
ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><title type="html">A &amp;amp; B'
    b'</title><link rel="alternate" href="/a"/><id>tag:1</id><updated>2026-03-04T18:22:07Z</updated><author><name>Ada</name>'
    b"</author><summary>One</summary></entry></feed>"
)
SITEMAP = (
    b'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://millbrook.example/a?x=1&amp;y=2</loc>'
    b"<lastmod>2026-03-04T18:22:07+00:00</lastmod><news:news><news:title>A</news:title><news:publication_date>2026-03-04"
    b"</news:publication_date></news:news></url></urlset>"
)
INDEX = (
    b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/sitemap-1.xml</loc>'
    b"<lastmod>2026-03</lastmod></sitemap></sitemapindex>"
)
DATES = (
    "March 4, 2026 at 6:22 p.m. PST", "2026-03-04T18:22:07-08:00", "Wed, 04 Mar 2026 18:22:07 +0000", "4. März 2026, 18:22 Uhr",
    "3 hours ago", "Posted on 04/03/2026 6:22PM", "Updated: Thursday, 5 Mar. 2026 | 09:15 AM EST", "1772648527", "20260304T182207Z",
    "Mittwoch, 04.03.2026 - 18.22", "yesterday", "2026年3月4日",
)  # fmt: skip
BYLINES = (
    "By Ada Reyes and Bo Tillman, Staff Writers",
    "ADA REYES | areyes@millbrook.example",
    "Von Lena Oak, Jörg Müller und dpa",
    "Story by Ada Reyes; photos by Wren Alder",
    "Dr. Ada M. Reyes Jr., Special to the Gazette",
    "AP",
    "by: ada reyes @ada",
)
URLS = (
    "https://www.millbrook.example:443/a/../b/?utm_source=x&id=3#top", "HTTP://User:pw@Millbrook.example./%7Eada?q=%C3%A4",
    "https://xn--mllerei-n2a.example/a;b=c?d", "//[2001:db8::1]:8080/x", "http://0x7f.1/", "https://millbrook.example/2026/03/04/a-b/",
    "https://a.co.uk/?p=1&page=2&replytocom=7",
)  # fmt: skip
QUOTED = (
    (
        "“We waited eleven years for this,” said Mayor Lena Oak, who cut a ribbon. “It was time.”\n\n“And now?” asked Reyes.\n\n"
        "The board said it would “look into it.” “'Never again,' he told me,” according to Bo Tillman, 41, of Mapleton."
    ),
    "„Wir haben elf Jahre gewartet“, sagte Bürgermeisterin Lena Oak. »Es war Zeit«, so Müller.\n\n— Und jetzt?\n\n„Nun ja“, meint er,",
    'Oak said: "We waited. It was time." She added that "it was hard." "Yes?" "No."\n\n"One paragraph goes on\n\n"and ends here," she said.',
)
ROBOTS = (
    b"User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 1.5\nRequest-rate: 1/5s\nSitemap: https://a.example/s.xml\n"
    b"User-agent: newscrawl\nDisallow: /*?*p=*\nContent-Signal: ai-train=no, search=yes\n"
)
TDMREP = b'[{"location": "/news/*", "tdm-reservation": 1, "tdm-policy": "https://a.example/p.json"}]'


def _reply(platform: str, url: str) -> Callable[[bytes], object]:
    return lambda body: json.dumps(read_reply(platform, body, url, {"X-WP-TotalPages": "3"}).rows)


def _read_posts(body: bytes) -> object:
    return read_posts(
        body, "https://a.example/wp-json/wp/v2/posts?page=1", {"X-WP-TotalPages": "9" * 5000}
    ), read_names(body)


def _listing(body: bytes) -> object:
    page = open_page(body, PAGE)
    return article_links(page, "millbrook.example"), feeds_of(page)


def _optouts(body: bytes) -> object:
    headers = {
        "X-Robots-Tag": texts(body[:300]),
        "TDM-Reservation": texts(body[:20]),
        "Content-Signal": texts(body[:200]),
    }
    return read_optouts(body, headers, body, read_reservations(body), PAGE, "newscrawl")


def _address(body: bytes) -> object:
    text = texts(body)
    return canonical_url(text), same_site(text, "millbrook.example"), shape_of(text), same_site(PAGE, text)


def _quotes(body: bytes) -> object:
    paragraphs = texts(body).split("\n\n")
    rows = find_quotes(paragraphs)
    for row in rows:
        assert paragraphs[row["paragraph"]][row["start"] : row["end"]], row
    return rows


@functools.cache
def doors() -> dict[str, Door]:
    """All doors by name; those of comment platforms, one a platform."""
    markup = demo("text/html")
    found = {
        "feed": Door(lambda body: read_feed(body, "https://millbrook.example/feed/"), (*demo("rss"), *demo("atom"), ATOM)),
        "json feed": Door(lambda body: read_feed(body, "https://millbrook.example/feed.json"), (FEED_JSON,), is_json=True),
        "sitemap": Door(lambda body: read_sitemap(body, "https://millbrook.example/sitemap.xml"), (*demo("sitemap"), SITEMAP, INDEX)),
        "listing": Door(_listing, markup),
        "robots": Door(lambda body: may_fetch(body, "newscrawl/1.0", PAGE + "?" + texts(body[:60])), (ROBOTS,)),
        "opt-outs": Door(_optouts, (ROBOTS, TDMREP, *markup[:2])),
        "date": Door(lambda body: read_date(texts(body), NOW, "America/Los_Angeles"), tuple(one.encode() for one in DATES)),
        "retry-after": Door(lambda body: read_retry_after(body.decode("latin-1"), NOW), (b"120", b"Wed, 04 Mar 2026 18:22:07 GMT")),
        "byline": Door(lambda body: read_byline(texts(body)), tuple(one.encode() for one in BYLINES)),
        "url": Door(_address, tuple(one.encode() for one in URLS)),
        "charset": Door(lambda body: encoding_of(body, texts(body[:80])), (*markup[:3], b"text/html; charset=windows-1252")),
        "quotes": Door(_quotes, tuple(one.encode() for one in QUOTED)),
        "thread": Door(lambda body: read_thread(body, PAGE, NOW), markup),
    }  # fmt: skip
    spoken: dict[str, list[tuple[str, bytes]]] = {name: [] for name in (*READERS, *PRINTING)}
    for platform, url, body in replies():
        spoken[platform].append((url, body))
    for platform, said in spoken.items():
        if not said:  # it sends pages
            found[f"reply of {platform}"] = Door(_reply(platform, PAGE), markup)
        else:
            is_json = all(_is_json(body) for _, body in said)
            found[f"reply of {platform}"] = Door(
                _reply(platform, said[0][0]), tuple(body for _, body in said), is_json=is_json
            )
    posts = json.dumps(
        [{"id": 5, "link": "https://a.example/x", "date_gmt": "2026-03-04T18:22:07", "modified_gmt": "2026-03-04T18:22:07", "title": {"rendered": "A"},
          "content": {"rendered": "<p>B"}, "excerpt": {"rendered": "C"}, "author": 3, "categories": [1], "tags": [2], "_embedded": {"author": [{"name": "Ada"}]}}]
    )  # fmt: skip
    found["wordpress posts"] = Door(_read_posts, (posts.encode(),), is_json=True)
    return found


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
