"""What counts as known while a run follows a list to its older pages."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.db.frontier import Frontier
from newscrawl.items import FoundPage

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://courier.example/2026/02/bridge-opens-in-mapleton/"


@pytest.mark.parametrize(
    ("hint", "found_at", "unknown"),
    [
        ({}, DAY, 1),  # another list of this run named it
        ({"source": "feed", "published": "2026-02-01T10:00:00Z"}, DAY, 1),  # a feed: the latest ones alone
        ({"modified": "2026-02-01T10:00:00Z"}, DAY, 0),  # a sitemap
        ({"source": "wordpress", "published": "2026-02-01T10:00:00Z"}, DAY, 0),
        ({}, DAY - timedelta(hours=1), 0),  # an earlier run
        ({"source": "feed"}, DAY - timedelta(hours=1), 0),
    ],
)
def test_what_lists_and_feeds_named_in_this_run_does_not_end_a_list(engine, hint, found_at, unknown):
    frontier = Frontier(engine)
    outlet = frontier.outlet_id("courier", "courier.example", "Mapleton, Oregon", "UTC")
    frontier.note_found(outlet, [FoundPage(URL, hint=hint)], found_at)
    assert frontier.unknown(outlet, [URL], DAY) == unknown
    assert frontier.unknown(outlet, [URL]) == 0
    assert frontier.unknown(outlet, [URL, URL + "2"], DAY) == unknown + 1
