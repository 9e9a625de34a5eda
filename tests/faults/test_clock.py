"""Row 19 of the faults: the machine's clock is set back by an hour while a crawl is under way; summer time ends."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from faults.judges import unsound
from sqlalchemy import text

from newscrawl.cleaning import to_utc
from newscrawl.db.frontier import Frontier
from newscrawl.db.records import PageRecord
from newscrawl.db.writing import write_pages
from newscrawl.discovery.clock import next_due
from newscrawl.fetching.pace import Pace
from newscrawl.items import ArticleItem, FoundPage, Outcome, PageItem, PageKind

NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
URL = "https://courier.example/bridge"
BACK = timedelta(hours=1)


def read_at(moment, body, due=timedelta(hours=2)):
    common = {"page": URL, "outlet": "courier"}
    article = ArticleItem(**common, url=URL, addresses=[URL], headline="Bridge opens", paragraphs=[body])
    return PageRecord(PageItem(**common, items=1, fetched_at=moment, due_at=moment + due), article=article)


def test_revisions_keep_their_order_and_nothing_is_fetched_early(engine):
    frontier = Frontier(engine)
    outlet = frontier.outlet_id("courier", "courier.example", "Mapleton", "UTC")
    frontier.note_found(outlet, [FoundPage(URL)], NOW)
    write_pages(engine, None, [read_at(NOW, "The bridge opens on Friday with a band. " * 5)])
    back = NOW - BACK
    assert frontier.due(outlet, back, limit=9) == []
    assert frontier.due(outlet, back + timedelta(minutes=90), limit=9) == []
    write_pages(engine, None, [read_at(back, "The bridge opens on Sunday with two bands. " * 5)])
    with engine.connect() as connection:
        numbers = connection.execute(text("SELECT number, body FROM v_revision ORDER BY number")).all()
        assert [number for number, _ in numbers] == [1, 2]
        assert "Friday" in numbers[0][1]
        assert "Sunday" in numbers[1][1]
        body, revisions = connection.execute(text("SELECT body, revisions FROM v_article")).one()
        assert "Sunday" in body
        assert revisions == 2
        assert unsound(connection) == []
    assert frontier.due(outlet, back, limit=9) == []


def test_rests_of_a_host_are_by_a_clock_that_nobody_sets(monkeypatch):
    pace = Pace()
    pace.rest("courier.example", 5)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    assert 4 < pace.rest_of("courier.example") <= 5
    monkeypatch.setattr(time, "time", lambda: real() + 3600)
    assert 4 < pace.rest_of("courier.example") <= 5


@pytest.mark.parametrize("published", [NOW - timedelta(days=400), NOW, NOW + BACK, NOW + timedelta(days=3), None])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_page_is_due_before_now_whatever_the_clock_did(published, outcome):
    due = next_due(PageKind.ARTICLE, outcome, NOW, published=published, failures=1)
    assert due is None or due >= NOW


def test_the_hour_that_comes_twice_is_read_as_the_first():
    assert to_utc("November 1, 2026 1:30 a.m.", "America/Los_Angeles") == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert to_utc("November 1, 2026 1:30 a.m. PST", "America/Los_Angeles") == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
