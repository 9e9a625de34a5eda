"""The page as a whole: is it an article, its pictures, its addresses; and any bytes at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.reading import read_article

from .pages import ONE, STORY, page, read

KEYS = set(read_article(b"", "https://courier.example/"))


def test_every_key_is_there_and_an_empty_page_is_no_article():
    raw = read_article(b"", "https://courier.example/a")
    assert set(raw) == {
        "is_article", "why", "title", "dek", "authors", "byline", "published", "published_raw", "modified", "modified_raw",
        "section", "tags", "language", "paragraphs", "captions", "images", "canonical_url", "credit", "dateline", "kind", "paywall",
        "truncated", "next_pages", "addresses", "sources", "closing_headings", "unreadable_dates",
        "left_out", "unaided", "sighting", "posts", "corrections",
    }  # fmt: skip
    assert raw["is_article"] is False
    assert raw["why"] == ["no text was found"]


def test_a_story_with_author_and_date_is_an_article():
    raw = read(above="<div class='byline'>By Ada Reyes</div><time datetime='2026-03-02'>March 2</time>")
    assert raw["is_article"] is True
    assert raw["why"]


@pytest.mark.parametrize(
    ("parts", "url"),
    [
        (
            {
                "title": "Page not found",
                "body": "<p>Sorry, the page that you asked for is not here. Try the search above.</p>",
            },
            "/x",
        ),
        ({"title": "404", "body": STORY}, "/x"),
        ({"title": "Council", "body_class": "archive category"}, "/category/council/"),
        ({}, "/"),
        ({"body": "<p>" + "lorem ipsum " * 500 + "</p>"}, "/2026/03/a-story-of-many-words-that-says-nothing/"),
        (
            {
                "title": "Protected: Budget",
                "body": "<form class='post-password-form'><p>This content is password protected.</p></form>",
            },
            "/x",
        ),
        (
            {
                "body": "".join(
                    f"<h2><a href='/{i}'>A headline of a story number {i}</a></h2><p>{ONE}</p>" for i in range(12)
                )
            },
            "/section/news/",
        ),
    ],
)
def test_pages_that_are_no_article(parts, url):
    assert read(url="https://mapletoncourier.example" + url, **parts)["is_article"] is False


@pytest.mark.parametrize(
    ("width", "is_shown"), [("800", True), ("100%", True), ("", True), ("16", False), ("²²²", True), ("9" * 5000, True)]
)
def test_the_width_of_a_picture_without_caption_may_be_anything(width, is_shown):
    raw = read(body=f"{STORY}<p><img src='/bridge.jpg' width='{width}'></p>{STORY}")
    assert [image["url"].rpartition("/")[2] for image in raw["images"]] == ["bridge.jpg"] * is_shown


OF_PAGE = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-03-02"}</script>'
OG_ARTICLE = '<meta property="og:type" content="article">'


@pytest.mark.parametrize(
    ("parts", "is_article"),
    [
        # WordPress and its plug-ins call every page of a site an article, and its posts so in two places more.
        ({"head": OG_ARTICLE + OF_PAGE, "body_class": "page-template-default page page-id-7"}, False),
        ({"head": OG_ARTICLE + OF_PAGE, "body_class": "post-template-default single single-post postid-7"}, True),
        ({"head": OG_ARTICLE, "body_class": "page-template page-id-7", "above": "<time>March 2, 2026</time>",
          "below": "<p class='byline'>By Ada Reyes</p>"}, True),
        ({"head": OF_PAGE}, False),
        ({"head": OG_ARTICLE, "url": "https://boats.example/threads/a-boat-that-nobody-wants.77/"}, False),
        ({"below": "<script>v = {'publishDate': '2026-03-02'}</script>", "url": "https://boats.example/rent"}, False),
    ],
)  # fmt: skip
def test_what_is_stated_for_every_page_of_a_site_makes_no_article(parts, is_article):
    raw = read(**{"url": "https://mapletoncourier.example/x", **parts})
    assert raw["is_article"] is is_article, raw["why"]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({}, "article"),
        ({"url": "https://courier.example/opinion/bridge"}, "opinion"),
        ({"url": "https://courier.example/obituaries/zoe"}, "obituary"),
        ({"head": '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "x"}</script>'}, "live"),
        ({"title": "Column: The last pay phone"}, "opinion"),
    ],
)
def test_the_kind_is_stated_or_in_the_address(parts, kind):
    assert read(**parts)["kind"] == kind


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        (
            "<figure><img src='/i.jpg'><figcaption>The deck on Saturday.</figcaption></figure>",
            "The deck on Saturday.",
            None,
        ),
        (
            "<figure><img src='/i.jpg'><figcaption>The deck. Photo: Tom Oak</figcaption></figure>",
            "The deck. Photo: Tom Oak",
            "Tom Oak",
        ),
        (
            "<figure><img src='/i.jpg'><figcaption><span class='caption'>The deck.</span> <span class='credit'>Photo by Tom Oak</span></figcaption></figure>",
            "The deck.",
            "Tom Oak",
        ),
        ("<div class='wp-caption'><img src='/i.jpg'><p class='wp-caption-text'>The deck.</p></div>", "The deck.", None),
        (
            "<table align='right'><tr><td><img src='/i.jpg'></td></tr><tr><td><small>The deck.</small></td></tr></table>",
            "The deck.",
            None,
        ),
        ("<div><img src='/i.jpg'><div>The deck</div></div>", "The deck", None),
    ],
)
def test_a_picture_has_its_caption_and_credit_apart(markup, caption, credit):
    raw = read(f"<p>{ONE}</p>{markup}{STORY}")
    assert raw["images"] == [{"url": "https://mapletoncourier.example/i.jpg", "caption": caption, "credit": credit}]
    assert raw["captions"] == [caption]
    assert caption not in raw["paragraphs"]


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        (
            "https://mapletoncourier.example/2026/03/bridge-opens/#comments",
            "https://mapletoncourier.example/2026/03/bridge-opens/",
        ),
        ("/2026/03/bridge-opens/", "https://mapletoncourier.example/2026/03/bridge-opens/"),
        ("https://mapletoncourier.example/", None),
        ("https://mapletoncourier.example/2026/", None),
        ("https://elsewhere.example/2026/03/bridge-opens/", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_canonical_address_is_believed_where_it_can_be_right(href, canonical):
    assert read(head=f"<link rel='canonical' href='{href}'>")["canonical_url"] == canonical


def test_twins_and_further_pages_are_named():
    raw = read(
        head="<link rel='amphtml' href='/2026/03/bridge-opens/amp/'><link rel='shortlink' href='/?p=7'>",
        below="<p>Pages: <span>1</span> <a href='/2026/03/bridge-opens/2/'>2</a> <a href='/2026/03/bridge-opens/3/'>3</a></p>",
    )
    base = "https://mapletoncourier.example"
    assert raw["addresses"] == [f"{base}/2026/03/bridge-opens/amp/", f"{base}/?p=7"]
    assert raw["next_pages"] == [f"{base}/2026/03/bridge-opens/2/", f"{base}/2026/03/bridge-opens/3/"]


@pytest.mark.parametrize(("stated", "paywall"), [("true", "open"), ('"False"', "closed"), ("null", None)])
def test_the_paywall_is_what_the_publisher_declares(stated, paywall):
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "isAccessibleForFree": {stated}}}</script>'
    assert read(head=head)["paywall"] == paywall


@given(st.binary(max_size=600), st.sampled_from(["https://courier.example/a", "", "http://[", "x"]))
def test_any_bytes_are_read_without_an_error(body, url):
    assert set(read_article(body, url)) == KEYS


@settings(max_examples=60)
@given(st.data())
def test_a_page_cut_and_flipped_is_read_without_an_error(data):
    html = bytearray(
        page(
            head='<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Ada"}]}</script>'
        ).encode()
    )
    for place in data.draw(st.lists(st.integers(0, len(html) - 1), max_size=30)):
        html[place] = data.draw(st.integers(0, 255))
    raw = read_article(bytes(html[: data.draw(st.integers(0, len(html)))]), "https://courier.example/a")
    assert all(text.strip() and "\n" not in text for text in raw["paragraphs"])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "@id",
                        "name",
                        "author",
                        "headline",
                        "articleBody",
                        "image",
                        "publisher",
                        "url",
                        "keywords",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=100)
def test_any_linked_data_is_read_without_an_error(value):
    thing = {"@type": "NewsArticle", "author": value, "headline": value, "image": value, "datePublished": value, "articleSection": value,
             "keywords": value, "publisher": value, "isAccessibleForFree": value, "mainEntityOfPage": value, "@id": value}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps([value, thing])}</script>'
    assert set(read(head=head)) == KEYS
