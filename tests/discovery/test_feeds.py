"""Feeds, whole and broken."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.feeds import read_feed

URL = "https://mapletoncourier.example/feed/"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">'
    "<channel><title>Mapleton Courier</title><link>https://mapletoncourier.example/</link>"
)
ITEM = (
    "<item><title>Bridge opens</title><link>https://mapletoncourier.example/bridge</link>"
    "<pubDate>Mon, 02 Nov 2026 08:30:00 -0800</pubDate><dc:creator>Ada Reyes</dc:creator></item>"
)
TAIL = "</channel></rss>"


def rss(*items):
    return (HEAD + "".join(items) + TAIL).encode()


def item(inside):
    return rss(f"<item><link>https://mapletoncourier.example/bridge</link>{inside}</item>")


def test_an_entry_gives_all_that_it_states():
    [entry] = read_feed(
        item(
            "<title>Bridge &#8216;opens&#8217;</title><pubDate>Mon, 02 Nov 2026 08:30:00 -0800</pubDate>"
            "<dc:creator><![CDATA[Ada Reyes]]></dc:creator><category>City Hall</category><category>bridges</category>"
            '<guid isPermaLink="false">https://mapletoncourier.example/?p=1</guid><description>Drivers may cross.</description>'
            "<content:encoded><![CDATA[<p>The bridge opened.</p>]]></content:encoded>"
            "<comments>https://mapletoncourier.example/bridge#comments</comments><slash:comments>12</slash:comments>"
        ),
        URL,
    )
    assert entry == {
        "url": "https://mapletoncourier.example/bridge",
        "title": "Bridge ‘opens’",
        "published": "2026-11-02T08:30:00-08:00",
        "updated": None,
        "authors": ["Ada Reyes"],
        "author": "Ada Reyes",
        "id": "https://mapletoncourier.example/?p=1",
        "summary": "Drivers may cross.",
        "sections": ["City Hall", "bridges"],
        "comments_url": "https://mapletoncourier.example/bridge#comments",
        "comment_count": 12,
    }


BROKEN = {
    "whole": rss(ITEM, ITEM),
    "packed": gzip.compress(rss(ITEM, ITEM)),
    "a warning before it": b"<br />\n<b>Warning</b>: x in <b>y.php</b>\n" + rss(ITEM, ITEM),
    "junk after it": rss(ITEM, ITEM) + b"<script>x</script>",
    "a comment before it that names its tags": b"<!-- <rss> <feed> -->" + rss(ITEM, ITEM),
    "cut off in the third item": rss(ITEM, ITEM)[: -len(TAIL)] + b"<item><title>Sch",
    "an item never closed": rss(ITEM.replace("</item>", ""), ITEM),
    "a bare ampersand": rss(
        ITEM.replace("Reyes", "Reyes</dc:creator><dc:subject>Fish & Chips</dc:subject><dc:creator>"), ITEM
    ),
    "an entity of HTML": rss(ITEM.replace("<title>", "<title>&nbsp;"), ITEM),
    "NUL bytes": rss(ITEM, ITEM).replace(b"opens", b"op\0ens"),
    "UTF-16": rss(ITEM, ITEM).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "a namespace never declared": rss(ITEM, ITEM).replace(b'xmlns:dc="http://purl.org/dc/elements/1.1/" ', b""),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_feed_keeps_its_entries(body):
    entries = read_feed(body, URL)
    assert [entry["title"] for entry in entries] == ["Bridge opens"] * 2
    assert {entry["url"] for entry in entries} == {"https://mapletoncourier.example/bridge"}
    assert {entry["published"] for entry in entries} == {"2026-11-02T08:30:00-08:00"}


@pytest.mark.parametrize(
    "body",
    [b"", b"\0", b"<!DOCTYPE html><html><body><p>Moved</p></body></html>", b"{}", b'{"items": 3}', b"[[[[", rss()],
)
def test_what_is_no_feed_has_no_entries(body):
    assert read_feed(body, URL) == []


@pytest.mark.parametrize(
    ("printed", "want"),
    [
        ("2026-11-02T08:30:00-08:00", "2026-11-02T08:30:00-08:00"),
        ("2026-11-02T16:30:00Z", "2026-11-02T16:30:00+00:00"),
        ("Mon, 2 Nov 2026 16:30 GMT", "2026-11-02T16:30:00+00:00"),
        ("2026-11-02 16:30:00", "2026-11-02T16:30:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Blursday, 45 Foo 20", None),
        ("", None),
    ],
)
def test_dates_are_moments_or_none(printed, want):
    assert read_feed(item(f"<pubDate>{printed}</pubDate>"), URL)[0]["published"] == want


@pytest.mark.parametrize(
    "printed",
    ["Ada Reyes", "areyes@mapletoncourier.example (Ada Reyes)", "Ada Reyes &lt;areyes@mapletoncourier.example&gt;"],
)
def test_an_author_is_a_name_without_its_address(printed):
    assert read_feed(item(f"<author>{printed}</author>"), URL)[0]["authors"] == ["Ada Reyes"]


def test_an_author_whose_letters_were_lost_is_left_out():
    assert read_feed(item("<dc:creator>Ad\ufffd Reyes</dc:creator>"), URL)[0]["authors"] == []


@pytest.mark.parametrize(
    ("summary", "want"),
    [
        ("Drivers may cross.", "Drivers may cross."),
        ("&lt;p&gt;The bridge opened on&lt;/p&gt;", None),
        ("The bridge opened […]", None),
        ("Drivers may […]", None),
        ("The post &lt;a&gt;Bridge&lt;/a&gt; appeared first on Mapleton Courier.", None),
    ],
)
def test_a_summary_counts_only_where_somebody_wrote_it(summary, want):
    content = "<content:encoded><![CDATA[<p>The bridge opened on Monday.</p>]]></content:encoded>"
    assert read_feed(item(f"<description>{summary}</description>{content}"), URL)[0]["summary"] == want


def test_atom_gives_the_page_and_not_its_editor():
    [entry] = read_feed(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;amp; B</title><link rel="edit" href="/edit/1"/>'
        b'<link rel="alternate" href="/a1"/><link rel="replies" href="/a1/feed"/><updated>2026-11-05T09:00:00Z</updated>'
        b"<author><name>Ada Reyes</name></author><author><name>Tom Oak</name></author></entry></feed>",
        URL,
    )
    assert (entry["url"], entry["title"], entry["authors"]) == (
        "https://mapletoncourier.example/a1",
        "A & B",
        ["Ada Reyes", "Tom Oak"],
    )
    assert (entry["published"], entry["updated"]) == (None, "2026-11-05T09:00:00+00:00")


def test_a_json_feed_gives_the_same():
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {"id": 7, "url": "/bridge", "title": "Bridge opens", "date_published": "2026-11-02T08:30:00-08:00",
                 "authors": [{"name": "Ada Reyes"}], "tags": ["bridges"], "summary": "Drivers may cross."},
                "no item",
            ],
        }
    )  # fmt: skip
    [entry] = read_feed(b"\xef\xbb\xbf" + body.encode(), URL)
    assert entry["url"] == "https://mapletoncourier.example/bridge"
    assert (entry["authors"], entry["sections"], entry["summary"]) == (["Ada Reyes"], ["bridges"], "Drivers may cross.")


def test_an_entity_bomb_does_not_go_off():
    bomb = '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = (bomb + "]>").encode() + rss("<item><title>&i;</title></item>")
    assert len(str(read_feed(body, URL))) < 2_000


@given(st.binary(max_size=600))
def test_any_bytes_are_a_feed_or_none(body):
    assert isinstance(read_feed(body, URL), list)
    assert isinstance(read_feed(HEAD.encode() + b"<item>" + body, URL), list)


@given(st.text(max_size=300))
def test_any_text_in_an_item_is_survived(text):
    for entry in read_feed(item(f"<title>{text}</title><pubDate>{text}</pubDate><author>{text}</author>"), URL):
        assert entry["published"] is None or entry["published"][4] == "-"
