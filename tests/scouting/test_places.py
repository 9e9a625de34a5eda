"""What a place's name, a country's suffix and printed hours tell of a paper's clock."""

from __future__ import annotations

import pytest

from newscrawl.scouting import places
from newscrawl.scouting.clock import offsets_in, zone_of_paper


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Mapleton, Oregon", "Oregon"),
        ("Salem, Ore.", "Oregon"),
        ("Salem, OR", "Oregon"),
        ("Perth, Western Australia", "Western Australia"),
        ("The news of Nova Scotia since 1899", "Nova Scotia"),
        ("North Carolina and South Carolina", None),
        ("George Washington slept here", None),
        ("Seattle, Washington", "Washington"),
        ("", None),
        (None, None),
    ],
)
def test_a_region_is_known_by_its_name_or_short_form(text, region):
    found = places.region_in(text)
    assert (found.name if found else None) == region


@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "zone", "sure"),
    [
        ("OH", None, None, "America/New_York", True),
        ("TN", 36.16, -86.78, "America/Chicago", True),
        ("TN", 35.96, -83.92, "America/New_York", True),
        ("TN", 35.05, -85.31, "America/Chicago", False),  # Chattanooga lies at the border
        ("TX", 31.76, -106.49, "America/Denver", True),
        ("ID", 46.41, -117.02, "America/Los_Angeles", True),
        ("FL", None, None, "America/New_York", False),
    ],
)
def test_a_state_of_two_zones_asks_where_the_town_is(code, latitude, longitude, zone, sure):
    found, doubt = places.zone_at(places.region_of(code), latitude, longitude)
    assert (found, doubt is None) == (zone, sure)


@pytest.mark.parametrize(
    ("host", "country"),
    [("paper.co.uk", "GB"), ("zeitung.de", "DE"), ("paper.com.au", "AU"), ("paper.com", None), ("paper.io", None),
     ("paper.co", None), ("127.0.0.1:8080", None), ("localhost", None), ("paper.de:8080", "DE")],
)  # fmt: skip
def test_a_suffix_names_a_country_unless_papers_anywhere_use_it(host, country):
    assert places.country_of_host(host) == country


WINTER, SUMMER = "2026-01-10T09:00:00-08:00", "2026-07-10T09:00:00-07:00"


@pytest.mark.parametrize(
    ("place", "host", "moments", "more", "zone", "sure"),
    [
        ("anywhere", "p.example", [], {"stated": "Europe/Oslo"}, "Europe/Oslo", True),
        ("Mapleton, Oregon", "p.example", [WINTER, SUMMER], {}, "America/Los_Angeles", True),
        ("Ontario, Oregon", "p.example", ["2026-01-10T09:00:00-07:00"], {}, "America/Boise", True),
        ("Akron, Ohio", "p.example", [WINTER], {}, "America/New_York", False),  # its dates print other hours
        ("Akron, Ohio", "p.example", ["2026-01-10T09:00:00+00:00"], {}, "America/New_York", True),  # a server's UTC
        (None, "zeitung.at", [], {}, "Europe/Vienna", True),
        (None, "paper.com.au", [], {}, "Australia/Lord_Howe", False),
        (None, "p.example", [WINTER, SUMMER], {"language": "en-US"}, "America/Los_Angeles", False),
        (None, "p.example", [WINTER], {"language": "en"}, "America/Los_Angeles", False),
        (None, "p.example", [], {"language": "de-AT"}, "Europe/Vienna", False),
        (None, "p.example", [], {"language": "en"}, "UTC", False),
        (None, "p.example", ["no date", "2026-01-10"], {"stated": "Mars/Base"}, "UTC", False),
    ],
)
def test_the_zone_comes_from_the_surest_clue_and_the_rest_is_doubted(place, host, moments, more, zone, sure):  # noqa: PLR0917 - a table's columns
    clue = zone_of_paper(place, host, moments, **more)
    assert (clue.value, clue.doubt is None) == (zone, sure)


def test_hours_of_utc_alone_say_nothing():
    assert offsets_in(["2026-01-10T09:00:00+00:00", "2026-01-10T09:00:00"]) == []
    assert len(offsets_in(["2026-01-10T09:00:00+00:00", WINTER])) == 2
