"""Posts and correction notes on their way from the reader's mapping into the item, over several pages of one article."""

from datetime import UTC, datetime

import pytest

from newscrawl.items import CorrectionItem, PostItem
from newscrawl.loaders import load_article
from newscrawl.spiders.articles import join_part

URL = "https://mapletoncourier.example/live/storm"
NOW = datetime(2026, 3, 3, tzinfo=UTC)
TEXTS = ["A storm is crossing the county.", "Bridge closed", "The footbridge is closed.", "First rain", "It rained."]


def load(**raw):
    return load_article(
        {"title": "Storm", "paragraphs": TEXTS, **raw}, page=URL, outlet="courier", zone="America/Los_Angeles", now=NOW
    )


def post(**more):
    return {"headline": "Bridge closed", "paragraph": 1, "paragraphs": 2, **more}


@pytest.mark.parametrize(
    ("row", "item"),
    [
        (post(published="2026-03-02T21:00:00-08:00", published_raw="9 p.m.", author="Ada Reyes", key="u1"),
         PostItem("u1", "Bridge closed", "Ada Reyes", datetime(2026, 3, 3, 5, tzinfo=UTC), "9 p.m.", 1, 2)),
        (post(published="2026-03-02T21:00"), PostItem(None, "Bridge closed", None, datetime(2026, 3, 3, 5, tzinfo=UTC), "2026-03-02T21:00", 1, 2)),
        (post(published="soon"), PostItem(None, "Bridge closed", None, None, "soon", 1, 2)),
        ({"headline": " Sand <b> ", "text": "One.\n\nTwo."}, PostItem(None, "Sand <b>", text="One.\n\nTwo.")),
        (post(paragraph=4, paragraphs=2), PostItem(None, "Bridge closed")),  # it ends behind the text
        (post(paragraph=-1), PostItem(None, "Bridge closed")),
        (post(paragraph="two", paragraphs=None, text="x"), PostItem(None, "Bridge closed", text="x")),
    ],
)  # fmt: skip
def test_a_post_is_cleaned_and_keeps_its_place(row, item):
    assert load(posts=[row]).posts == [item]


@pytest.mark.parametrize("rows", [None, 7, "x", [None, 7, "x", []], {}])
def test_what_is_no_list_of_posts_gives_none_or_an_empty_one(rows):
    item = load(posts=rows, corrections=rows)
    assert all(found == PostItem() for found in item.posts)
    assert item.corrections == []


def test_a_post_whose_paragraphs_were_not_all_kept_has_its_own_text():
    item = load(paragraphs=["A storm.", "\u200b", "The footbridge is closed."], posts=[post(paragraph=2, paragraphs=1)])
    if len(item.paragraphs) == 3:
        assert item.posts[0].paragraph == 2
    else:
        assert (item.posts[0].paragraph, item.posts[0].text) == (None, "The footbridge is closed.")


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ({"kind": "correction", "text": " It is\n30 metres. ", "dated": "2026-03-02", "dated_raw": "March 2, 2026"},
         CorrectionItem("correction", "It is 30 metres.", datetime(2026, 3, 2, 8, tzinfo=UTC), "March 2, 2026")),
        ({"kind": "update", "text": "It is closed.", "dated": None, "dated_raw": "Nov. 3"},
         CorrectionItem("update", "It is closed.", None, "Nov. 3")),
        ({"kind": "apology", "text": "Sorry."}, None),
        ({"kind": "update", "text": " "}, None),
    ],
)  # fmt: skip
def test_a_note_is_cleaned_and_one_of_no_kind_is_left_out(row, item):
    found = load(corrections=[row]).corrections
    if item and item.dated_raw == "Nov. 3":  # a day without a year is the last such day
        assert found[0].dated.month == 11
        item.dated = found[0].dated
    assert found == ([item] if item else [])


def test_the_posts_of_a_later_page_stand_further_down():
    note = {"kind": "update", "text": "Update: It is closed."}
    problem = {"field": "body", "reason": "div.story gives nothing"}
    first = {"paragraphs": TEXTS[:3], "posts": [post()], "closing_headings": ["Later"], "next_pages": []}
    second = {"paragraphs": TEXTS[3:], "posts": [post(headline="First rain", paragraph=0), {"headline": "Unprinted", "paragraph": None, "text": "x"}],
              "corrections": [note], "field_problems": [problem, {"field": "dek", "reason": "x"}]}  # fmt: skip
    raw = join_part(first, second)
    assert raw["paragraphs"] == [*TEXTS[:3], "Later", *TEXTS[3:]]
    assert [found["paragraph"] for found in raw["posts"]] == [1, 4, None]
    assert raw["corrections"] == [note]
    assert raw["field_problems"] == [
        {"field": "body", "reason": "div.story gives nothing (a later page of the article)"}
    ]
    item = load(**raw)
    assert [item.paragraphs[found.paragraph] for found in item.posts[:2]] == ["Bridge closed", "First rain"]
