from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import ArticleItem, ImageItem
from newscrawl.loaders import (
    ArticleLoader,
    CommentLoader,
    QuoteLoader,
    load_article,
    load_comments,
    load_quotes,
)

NOW = datetime(2026, 11, 4, 20, tzinfo=UTC)
PAGE = "https://mapleton.example/bridge-opens/?utm_source=rss"
CHICAGO = "America/Chicago"


def article(*redirects, **raw):
    return load_article(raw, page=PAGE, outlet="mapleton", zone=CHICAGO, now=NOW, addresses=redirects)


def comments(*rows):
    return load_comments(
        rows,
        page=PAGE,
        outlet="mapleton",
        article="https://mapleton.example/bridge-opens",
        platform="wordpress",
        zone=CHICAGO,
        now=NOW,
    )


def test_a_whole_article_is_loaded():
    item = article(
        title=" Bridge\n opens ",
        dek="After\u00a0years",
        authors=["ADA REYES", "Tom Oak, Staff Writer", "Ada Reyes"],
        byline="By Ada Reyes and Tom Oak",
        published="2026-11-04T10:00:00-08:00",
        published_raw="Nov. 4, 2026 10 a.m. PST",
        modified="2026-11-04T19:00:00Z",
        section="News",
        tags=["Bridges", "bridges ", "Roads"],
        kind="article",
        language="en_us",
        paragraphs=["“It\u200b opens,”\nshe said. ", "  ", "Second."],
        images=[
            {"url": "/b.jpg", "caption": "The bridge", "credit": "Photo by Rob Roe"},
            {"url": "data:image/png;base64,xx"},
        ],
        canonical_url="/bridge-opens/",
        addresses=["https://mapleton.example/bridge-opens/amp/"],
        paywall="open",
        truncated=False,
        sources={"title": "h1"},
    )
    assert item == ArticleItem(
        page=PAGE,
        outlet="mapleton",
        url="https://mapleton.example/bridge-opens/",
        addresses=[PAGE, "https://mapleton.example/bridge-opens/", "https://mapleton.example/bridge-opens/amp/"],
        headline="Bridge opens",
        dek="After years",
        authors=["Ada Reyes", "Tom Oak"],
        byline="By Ada Reyes and Tom Oak",
        section="News",
        tags=["Bridges", "Roads"],
        kind="article",
        language="en-US",
        published=datetime(2026, 11, 4, 18, tzinfo=UTC),
        published_raw="Nov. 4, 2026 10 a.m. PST",
        published_offset=-480,
        modified=datetime(2026, 11, 4, 19, tzinfo=UTC),
        modified_raw="2026-11-04T19:00:00Z",
        modified_offset=0,
        paragraphs=["“It opens,” she said.", "Second."],
        images=[ImageItem("https://mapleton.example/b.jpg", "The bridge", "Rob Roe")],
        paywall="open",
        sources={"title": "h1"},
    )


def test_an_empty_mapping_gives_an_article_with_its_address():
    assert article() == ArticleItem(
        page=PAGE, outlet="mapleton", url="https://mapleton.example/bridge-opens/", addresses=[PAGE]
    )


def test_markup_in_a_headline_is_text():
    assert article(title="Bridge <script>alert(1)</script> opens").headline == "Bridge <script>alert(1)</script> opens"


@pytest.mark.parametrize(
    ("published", "raw", "moment", "offset"),
    [
        ("2026-07-04T18:02:00", None, datetime(2026, 7, 4, 23, 2, tzinfo=UTC), None),  # the outlet's zone
        ("2026-07-04", "July 4, 2026", datetime(2026, 7, 4, 5, tzinfo=UTC), None),  # a day: its midnight there
        (None, "July 4, 2026 6:02 p.m. ET", datetime(2026, 7, 4, 22, 2, tzinfo=UTC), -240),
        ("2026-07-04T22:02:00+00:00", "July 4, 2026 6:02 p.m. ET", datetime(2026, 7, 4, 22, 2, tzinfo=UTC), -240),
        ("20226-01-01", "20226-01-01", None, None),
        ("not a date", "2 hours ago", datetime(2026, 11, 4, 18, tzinfo=UTC), None),
        ("1986-07-04", None, datetime(1986, 7, 4, 5, tzinfo=UTC), None),
    ],
)
def test_a_date_is_a_moment_and_what_was_printed(published, raw, moment, offset):
    item = article(published=published, published_raw=raw)
    assert (item.published, item.published_offset) == (moment, offset)
    assert item.published_raw == (raw or published)


@pytest.mark.parametrize(
    ("canonical", "wanted"),
    [
        ("https://mapleton.example/2026/bridge/", "https://mapleton.example/2026/bridge/"),
        ("https://www.mapleton.example/bridge", "https://www.mapleton.example/bridge"),
        ("https://mapleton.example/", "https://mapleton.example/final/"),  # a broken theme points home
        ("https://harbour.example/bridge", "https://mapleton.example/final/"),  # syndicated
        ("javascript:void(0)", "https://mapleton.example/final/"),
        ("http://[", "https://mapleton.example/final/"),
        (None, "https://mapleton.example/final/"),
        (5, "https://mapleton.example/final/"),
    ],
)
def test_only_an_address_of_its_own_site_is_canonical(canonical, wanted):
    item = article("https://mapleton.example/final/", canonical_url=canonical)
    assert item.url == wanted
    assert item.addresses[:2] == [PAGE, "https://mapleton.example/final/"]


@pytest.mark.parametrize(
    ("raw", "authors"),
    [
        ({"authors": ["Staff"], "byline": "By Staff"}, []),
        ({"byline": "By Ada Reyes, Special to the Courier"}, ["Ada Reyes"]),
        ({"authors": "Ada Reyes and Tom Oak"}, ["Ada Reyes", "Tom Oak"]),
        ({"authors": ["Prairie Newswire"]}, ["Prairie Newswire"]),  # an agency that signs alone
        ({"authors": ["Ada Reyes", "Associated Press"]}, ["Ada Reyes"]),
        ({"byline": "By the Mapleton Courier"}, []),
        ({"authors": [None, 5, {"name": "x"}]}, []),
    ],
)
def test_authors_are_people_or_the_agency_that_signs(raw, authors):
    assert article(**raw).authors == authors


def test_texts_are_cut_at_their_limits():
    item = article(title="x" * 5_000, paragraphs=["y" * 1_500_000], section="z" * 500, authors=["Ada " + "R" * 900])
    assert (len(item.headline), len(item.paragraphs[0]), len(item.section)) == (2_000, 1_000_000, 200)
    assert len(comments({"id": 1, "text": "x" * 200_000, "author": "a" * 999})[0].text) == 100_000


def test_quotes_are_spans_of_the_body():
    item = article(paragraphs=["First.", "“It opens,” she said."])
    row = {
        "paragraph": 1,
        "start": 1,
        "end": 10,
        "text": "It opens,",
        "kind": "direct",
        "speaker": " Ada  Reyes ",
        "cue": "said",
        "confidence": 1.5,
    }
    (quote,) = load_quotes([row], item)
    assert item.body[quote.start : quote.end] == quote.text == "It opens,"
    assert (quote.page, quote.outlet, quote.paragraph, quote.speaker, quote.confidence) == (
        PAGE,
        "mapleton",
        1,
        "Ada Reyes",
        1.0,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 0},
        {"paragraph": 2},
        {"paragraph": -1},
        {"text": "other"},
        {"kind": "scare"},
        {"end": None},
        {"kind": []},
    ],
)
def test_a_span_that_lies_is_left_out(wrong):
    row = {"paragraph": 1, "start": 1, "end": 10, "text": "It opens,", "kind": "direct"}
    assert load_quotes([row | wrong], article(paragraphs=["First.", "“It opens,” she said."])) == []


def test_comments_are_loaded_and_pingbacks_left_out():
    (first, second) = comments(
        {"id": 7, "author": " Bea ", "text": "One\n\n\n\ntwo ", "published": "2026-11-04T10:00:00", "published_raw": "Nov 4", "likes": "3", "depth": 0, "position": 0, "state": "shown"},
        {"id": "8", "parent": 7, "author": "Cy", "text": "👍", "published_raw": "2 hours ago", "likes": 0, "depth": 1, "position": 1, "pinned": True, "state": "odd"},
        {"id": "9", "kind": "pingback", "text": "[…]"},
    )  # fmt: skip
    assert (first.id, first.author, first.text, first.likes) == ("7", "Bea", "One\n\ntwo", 3)
    assert (first.published, first.published_raw) == (datetime(2026, 11, 4, 16, tzinfo=UTC), "Nov 4")
    assert (second.parent, second.likes, second.dislikes, second.pinned, second.state) == ("7", 0, None, True, "shown")
    assert second.published == datetime(2026, 11, 4, 18, tzinfo=UTC)
    assert {c.article for c in (first, second)} == {"https://mapleton.example/bridge-opens"}


def test_the_author_of_a_deleted_comment_is_dropped():
    (comment,) = comments({"id": 1, "author": "Bea", "author_key": "u1", "text": "gone", "state": "deleted"})
    assert (comment.author, comment.author_key, comment.text, comment.state) == (None, None, None, "deleted")


def test_a_comment_without_an_id_gets_the_same_one_every_time():
    row = {"author": "Bea", "text": "Hello", "published": "2 hours ago"}
    (one,), (again,), (other,) = (
        comments(row),
        comments(row | {"published": "3 hours ago"}),
        comments(row | {"text": "Bye"}),
    )
    assert one.id == again.id != other.id


def test_item_loaders_and_load_functions_agree():
    row = {
        "id": 7,
        "author": " Bea ",
        "text": "One \n two",
        "published": "2026-11-04T10:00:00",
        "likes": 3,
        "depth": 0,
        "position": 0,
        "pinned": False,
    }
    loader = CommentLoader(url=PAGE, zone=CHICAGO, now=NOW)
    for field, value in row.items():
        loader.add_value(field, value)
    (loaded,) = comments(row)
    item = loader.load_item()
    assert all(getattr(item, field) == getattr(loaded, field) for field in row)
    quote = QuoteLoader()
    quote.add_value("speaker", " Ada  Reyes ")
    assert quote.load_item().speaker == "Ada Reyes"


def test_a_processor_never_raises():
    loader = ArticleLoader(url="http://[", zone="no/zone", now=NOW)
    for field in ArticleItem.__dataclass_fields__:
        for value in (None, "", "x", 5, [], {}, [{}], object()):
            loader.add_value(field, value)
    loader.load_item()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "title", "dek", "authors", "byline", "published", "published_raw", "modified", "section", "tags", "kind", "language", "paragraphs", "images",
    "canonical_url", "addresses", "credit", "dateline", "paywall", "truncated", "sources",
]  # fmt: skip
ROW_KEYS = [
    "id", "parent", "author", "author_key", "text", "published", "published_raw", "edited", "likes", "depth", "position", "state", "pinned", "kind",
    "paragraph", "start", "end", "speaker", "confidence",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), anything))
def test_any_mapping_is_an_article(raw):
    item = article(**raw)
    assert item.page == PAGE
    assert all(p and "\n" not in p for p in item.paragraphs)


@given(st.lists(st.dictionaries(st.sampled_from(ROW_KEYS), anything), max_size=3))
def test_any_row_is_a_comment_and_maybe_a_quote(rows):
    assert all(comment.id for comment in comments(*rows))
    load_quotes(rows, ArticleItem(paragraphs=["a “b” c"]))


def test_a_cue_keeps_its_place_in_the_body_and_an_unsure_speaker_its_candidates():
    body = ["The bridge opens.", "“It is late,” she said."]
    article = ArticleItem(paragraphs=body)
    row = {
        "paragraph": 1,
        "start": 1,
        "end": 12,
        "text": "It is late,",
        "kind": "direct",
        "cue": "said",
        "cue_start": 18,
        "cue_end": 22,
    }
    (quote,) = load_quotes([{**row, "candidates": ["Ada Reyes", "Lena Oak"]}], article)
    assert article.body[quote.cue_start : quote.cue_end] == "said"
    assert quote.candidates == ["Ada Reyes", "Lena Oak"]
    (quote,) = load_quotes([{**row, "cue_start": 3}], article)
    assert (quote.cue, quote.cue_start, quote.cue_end) == ("said", None, None)
