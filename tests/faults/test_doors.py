"""Rows 13 and 14 of the faults: whatever comes in at a door, nothing raises and nothing takes long or much.

A thousand damages a door under ``pytest -m faults``; longer by ``python tests/faults/fuzz.py``. What that found stands
below, as small as it could be made.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from faults.doors import doors
from faults.fuzz import knock
from faults.mutants import mutant, odd_json

from newscrawl.cleaning import printed_offset, read_date, to_utc
from newscrawl.comments.headings import printed_count
from newscrawl.discovery import RobotsRules, read_feed
from newscrawl.discovery.clock import read_offset
from newscrawl.discovery.listings import article_links
from newscrawl.markup import open_page

DIGITS = "9" * 5000
"""Python turns no text of more than 4,300 digits into a number."""
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)


@pytest.mark.parametrize("name", doors())
def test_a_few_damaged_samples_raise_nothing(name):
    assert knock(doors()[name], lambda n: f"quick/{n}", lambda calls: calls >= 25).wrong == []


@pytest.mark.faults
@pytest.mark.parametrize("name", doors())
def test_a_thousand_damaged_samples_raise_nothing_and_take_neither_long_nor_much(name):
    assert knock(doors()[name], lambda n: f"faults/{n}", lambda calls: calls >= 1000).wrong == []


def test_every_comment_platform_has_a_door():
    from newscrawl.comments.platforms import PRINTING, READERS

    assert {f"reply of {name}" for name in (*READERS, *PRINTING)} <= doors().keys()


def test_one_seed_gives_one_damage():
    assert mutant(b"<rss><item/></rss>" * 20, "a/1") == mutant(b"<rss><item/></rss>" * 20, "a/1")
    assert odd_json({"a": [1, {"b": 2}]}, "a/1") == odd_json({"a": [1, {"b": 2}]}, "a/1")


@pytest.mark.parametrize(
    "text", ["18:999999999999999999999999999999.5h", f"March 4, 2026 {DIGITS}.5 h", "4 Mar 2026 1e999h"]
)
def test_a_time_of_too_many_figures_is_no_time(text):
    read_date(text, NOW, "UTC")
    to_utc(text, "UTC")
    printed_offset(text, "UTC", NOW)


def test_a_request_rate_of_too_many_figures_is_none():
    rules = RobotsRules(f"User-agent: *\nRequest-rate: {DIGITS}/{DIGITS}s\nDisallow: /a\n".encode())
    assert rules.request_rate("newscrawl") is None
    assert not rules.allowed("https://a.example/a", "newscrawl")


def test_a_counter_of_too_many_figures_is_none():
    page = open_page(f'<p data-comment-count="{"1" + ".000" * 2000}">'.encode(), "https://a.example/")
    assert printed_count(page) is None


def test_a_link_of_too_many_figures_is_no_next_page():
    page = open_page(f'<a href="/news/page/2/">{DIGITS}</a>'.encode(), "https://a.example/news/")
    assert article_links(page, "a.example") == []


def test_a_span_longer_than_a_calendar_is_refused_in_words():
    with pytest.raises(ValueError, match="longer than a calendar"):
        read_offset("9" * 30 + "d")


def test_a_feed_of_many_tags_is_read_up_to_a_limit():
    item = "<item><title>Bridge opens</title><link>https://a.example/1</link></item>"
    long_text = "<![CDATA[" + "<p>" * 50_000 + "]]>"
    feed = f"<rss version='2.0'><channel>{item}<item><description>{long_text}</description></item>" + "<a" * 300_000
    began = time.process_time()
    assert read_feed(feed.encode(), "https://a.example/feed/")[0]["url"] == "https://a.example/1"
    assert time.process_time() - began < 10
