"""Sitemaps, whole and broken."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.sitemaps import WELL_KNOWN_SITEMAPS, read_sitemap
from newscrawl.discovery.soundxml import MAX_UNPACKED, unpacked

SITE = "https://mapletoncourier.example"
URL = SITE + "/sitemap.xml"
TWO = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{SITE}/a</loc><lastmod>2026-11-04</lastmod></url>"
    f"<url><loc>{SITE}/b?x=1&amp;y=2</loc><lastmod>2026-11-04T18:02:00-08:00</lastmod></url></urlset>"
)
WANT = [(SITE + "/a", "2026-11-04"), (SITE + "/b?x=1&y=2", "2026-11-04T18:02:00-08:00")]

SAME = {
    "whole": TWO.encode(),
    "packed": gzip.compress(TWO.encode()),
    "packed twice": gzip.compress(gzip.compress(TWO.encode())),
    "packed in two streams": gzip.compress(TWO[:200].encode()) + gzip.compress(TWO[200:].encode()),
    "UTF-16": TWO.replace("UTF-8", "UTF-16").encode("utf-16"),
    "a bare ampersand": TWO.replace("&amp;", "&").encode(),
    "CDATA": TWO.replace("<loc>", "<loc><![CDATA[").replace("</loc>", "]]></loc>").replace("&amp;", "&").encode(),
    "upper case": TWO.replace("loc>", "LOC>").encode(),
    "a prefix of its own": TWO.replace("<", "<sm:").replace("<sm:/", "</sm:").replace("<sm:?", "<?").encode(),
    "the end missing": TWO.removesuffix("</url></urlset>").encode(),
    "white space": TWO.replace("<loc>", "<loc>\n   ").replace("</loc>", "  \n</loc>").encode(),
    "each page twice": (TWO + TWO).encode(),
    "comments": TWO.replace("<loc>", "<!-- <url><loc>https://x.example/</loc> --><loc>").encode(),
    "empty entries": TWO.replace("<url>", "<url><loc/></url><url></url><url>").encode(),
    "pictures": TWO.replace("<url>", f"<url><image:image><image:loc>{SITE}/i.jpg</image:loc></image:image>").encode(),
    "other languages": TWO.replace("</url>", f'<xhtml:link rel="alternate" href="{SITE}/es"/></url>').encode(),
    "a warning before it": b"<br /><b>Warning</b>: x\n" + TWO.encode(),
}


@pytest.mark.parametrize("body", SAME.values(), ids=SAME.keys())
def test_a_sitemap_gives_its_pages_whatever_is_wrong_with_it(body):
    read = read_sitemap(body, URL)
    assert [(page["url"], page["lastmod"]) for page in read["pages"]] == WANT
    assert read["sitemaps"] == []


def test_an_index_gives_its_sitemaps_and_when_they_changed():
    body = f"<sitemapindex><sitemap><loc>{SITE}/1.xml</loc><lastmod>2026-11-04</lastmod></sitemap><sitemap><loc>/2.xml</loc></sitemap></sitemapindex>"
    read = read_sitemap(body.encode(), URL)
    assert read == {
        "pages": [],
        "sitemaps": [SITE + "/1.xml", SITE + "/2.xml"],
        "changed": {SITE + "/1.xml": "2026-11-04", SITE + "/2.xml": None},
    }


@pytest.mark.parametrize("declared", ['xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', ""])
def test_a_news_sitemap_gives_title_and_date(declared):
    body = (
        f"<urlset {declared}><url><loc>{SITE}/n</loc><news:news><news:publication><news:name>Mapleton Courier</news:name></news:publication>"
        "<news:publication_date>2026-11-04T18:02:00-0800</news:publication_date><news:title>Council &amp;amp; mayor</news:title></news:news>"
        "<image:image><image:title>No headline</image:title></image:image></url></urlset>"
    )
    [page] = read_sitemap(body.encode(), URL)["pages"]
    assert (page["title"], page["published"]) == ("Council &amp; mayor", "2026-11-04T18:02:00-08:00")


def test_a_list_of_addresses_is_a_sitemap():
    body = f"\ufeff{SITE}/a\r\n\r\n  {SITE}/b  \r\nno address\r\njavascript:alert(1)".encode()
    assert [page["url"] for page in read_sitemap(body, URL)["pages"]] == [SITE + "/a", SITE + "/b"]


def test_a_feed_is_a_sitemap():
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="{SITE}/t"/><updated>2026-11-05T02:02:00Z</updated></entry></feed>'
    [page] = read_sitemap(body.encode(), URL)["pages"]
    assert (page["url"], page["title"], page["lastmod"]) == (SITE + "/t", "T", "2026-11-05T02:02:00+00:00")


@pytest.mark.parametrize(
    "body", [b"", b"\x1f\x8b", b"<!DOCTYPE html><html><body><a href='/a'>a</a></body></html>", b"Not found"]
)
def test_what_is_no_sitemap_names_nothing(body):
    assert read_sitemap(body, URL) == {"pages": [], "sitemaps": [], "changed": {}}


def test_only_pages_of_the_web_are_named():
    body = b"<urlset><url><loc>javascript:alert(1)</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>"
    assert read_sitemap(body, URL)["pages"] == []


def test_half_an_address_is_none():
    assert [page["url"] for page in read_sitemap(TWO[:-45].encode(), URL)["pages"]] == [SITE + "/a", WANT[1][0]]
    assert [page["url"] for page in read_sitemap(TWO[: TWO.index("&amp;")].encode(), URL)["pages"]] == [SITE + "/a"]


def test_a_bomb_is_unpacked_to_the_limit_only():
    body = gzip.compress(bytes(MAX_UNPACKED + 10_000_000))
    assert len(unpacked(body)) == MAX_UNPACKED


def test_what_could_be_read_of_a_broken_archive_is_kept():
    many = "<urlset>" + "".join(f"<url><loc>{SITE}/{n * n * 7919}</loc></url>" for n in range(30_000))
    assert len(read_sitemap(gzip.compress(many.encode())[:-2_000], URL)["pages"]) > 20_000


def test_well_known_places_are_paths():
    assert all(path.startswith("/") for path in WELL_KNOWN_SITEMAPS)
    assert len(set(WELL_KNOWN_SITEMAPS)) == len(WELL_KNOWN_SITEMAPS)


@given(st.binary(max_size=500))
def test_any_bytes_are_a_sitemap_or_none(body):
    for text in (body, b"<urlset><url><loc>" + body, b"\x1f\x8b\x08\x00" + body):
        read = read_sitemap(text, URL)
        assert all(page["url"].lower().startswith("http") for page in read["pages"])
