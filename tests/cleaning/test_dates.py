# ruff: noqa: SIM905  (a table of words reads best as words)
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning import printed_offset, read_date, to_utc
from newscrawl.cleaning.zones import ABBREVIATIONS, zone_of

NOW = datetime(2026, 11, 4, 20, tzinfo=UTC)
CHICAGO, NEW_YORK, LONDON, BERLIN, MADRID, PARIS, SYDNEY = (
    "America/Chicago", "America/New_York", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Paris", "Australia/Sydney",
)  # fmt: skip


def show(found):
    return found.isoformat() if found else None


@pytest.mark.parametrize(
    ("text", "zone", "wanted"),
    [
        # English papers
        ("Nov. 4, 2026 at 5:03 p.m.", CHICAGO, "2026-11-04T17:03:00-06:00"),
        ("Wednesday, Nov. 4 at noon", CHICAGO, "2026-11-04T12:00:00-06:00"),
        ("12 noon, Nov 4, 2026", CHICAGO, "2026-11-04T12:00:00-06:00"),
        ("Sept. 9, 2020", CHICAGO, "2020-09-09"),
        ("the 8th of September, 2020", LONDON, "2020-09-08"),
        ("10:41, 4 NOV 2026", LONDON, "2026-11-04T10:41:00+00:00"),
        ("Tue 8 Sep 2020 14.05 BST", LONDON, "2020-09-08T14:05:00+01:00"),
        ("8-Sep-20", LONDON, "2020-09-08"),
        ("By Ada Reyes | November 4, 2026 at 5 pm", NEW_YORK, "2026-11-04T17:00:00-05:00"),
        ("Published 12:00 a.m. ET Nov. 4, 2026", CHICAGO, "2026-11-04T00:00:00-05:00"),
        # which of two
        ("Updated Nov. 4, 2026 10:41 p.m. Published Nov. 4, 2026 6:00 p.m.", NEW_YORK, "2026-11-04T18:00:00-05:00"),
        ("Nov. 3, 2026 | Updated Nov. 4, 2026", NEW_YORK, "2026-11-03"),
        ("Updated: Nov. 5, 2025 at 9 a.m.", NEW_YORK, "2025-11-05T09:00:00-05:00"),
        # figures
        ("9/8/20", NEW_YORK, "2020-09-08"),
        ("9/8/20", LONDON, "2020-08-09"),
        ("4/11/2026", SYDNEY, "2026-11-04"),
        ("13/11/2025", NEW_YORK, "2025-11-13"),
        ("4.11.2026", NEW_YORK, "2026-11-04"),
        ("2020/09/08 14:05", NEW_YORK, "2020-09-08T14:05:00-04:00"),
        ("2020-09-08T14:05:00.123456789Z", NEW_YORK, "2020-09-08T14:05:00.123456+00:00"),
        ("2020-09-08 02:05 PM", NEW_YORK, "2020-09-08T14:05:00-04:00"),
        ("2020-09-08T14:05:00 EDT", CHICAGO, "2020-09-08T14:05:00-04:00"),
        ("20261104", NEW_YORK, "2026-11-04"),
        ("1599573900", NEW_YORK, "2020-09-08T14:05:00+00:00"),
        ("1599573900000", NEW_YORK, "2020-09-08T14:05:00+00:00"),
        ("Wed Nov 4 14:05:00 EST 2026", NEW_YORK, "2026-11-04T14:05:00-05:00"),
        ("Tue Sep 08 2020 14:05:00 GMT+0200 (Central European Summer Time)", LONDON, "2020-09-08T14:05:00+02:00"),
        # other languages
        ("sábado, 7 de marzo de 2026, 10:05 h", MADRID, "2026-03-07T10:05:00+01:00"),
        ("mar. 4 mar. 2025", MADRID, "2025-03-04"),
        ("2 ago. 2025, 10:00", MADRID, "2025-08-02T10:00:00+02:00"),
        ("le 4 novembre 2026 à 14 h 05", PARIS, "2026-11-04T14:05:00+01:00"),
        ("le 4 novembre 2026 à 14h05", PARIS, "2026-11-04T14:05:00+01:00"),
        ("Mis à jour le 1er août 2026", PARIS, "2026-08-01"),
        ("Mittwoch, 04. November 2026 - 14.05 Uhr", BERLIN, "2026-11-04T14:05:00+01:00"),
        ("4. März 2026", BERLIN, "2026-03-04"),
        ("2020年9月8日 14:05", "Asia/Tokyo", "2020-09-08T14:05:00+09:00"),
        # relative
        ("2 hours ago", CHICAGO, "2026-11-04T18:00:00+00:00"),
        ("Updated an hour ago", CHICAGO, "2026-11-04T19:00:00+00:00"),
        ("2 hrs, 5 min ago", CHICAGO, "2026-11-04T17:55:00+00:00"),
        ("2 days ago", CHICAGO, "2026-11-02"),
        ("3 weeks ago", CHICAGO, "2026-10-14"),
        ("Just now", CHICAGO, "2026-11-04T14:00:00-06:00"),
        ("Yesterday at 9:05 a.m.", CHICAGO, "2026-11-03T09:05:00-06:00"),
        ("il y a 3 heures", PARIS, "2026-11-04T17:00:00+00:00"),
        ("vor einer Stunde", BERLIN, "2026-11-04T19:00:00+00:00"),
        ("hace 2 días", MADRID, "2026-11-02"),
        ("Gestern, 14:05 Uhr", BERLIN, "2026-11-03T14:05:00+01:00"),
        # no year
        ("Nov 4", CHICAGO, "2026-11-04"),
        ("Dec 31", CHICAGO, "2025-12-31"),
        # a repeated hour: the first of the two, unless the zone is printed
        ("Nov 1, 2026 1:30 AM", NEW_YORK, "2026-11-01T01:30:00-04:00"),
        ("Nov 1, 2026 1:30 AM EST", NEW_YORK, "2026-11-01T01:30:00-05:00"),
    ],
)  # fmt: skip
def test_a_printed_date_is_read(text, zone, wanted):
    assert show(read_date(text, NOW, zone)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "last week", "2 months ago", "a few minutes ago", "tomorrow", "6:02 p.m.", "Tuesday", "Tuesday 5 pm", "May",
        "May 2026", "2026", "12", "Comments (12)", "5 min read", "Call 555-2020", "555-12-2020", "Route 9, exit 8", "$9.08",
        "192.168.1.1", "v1.2.2020", "1/2/3", "31 February 2020", "Oct. 32, 2026", "2026-13-04", "0000-00-00 00:00:00",
        "0001-01-01T00:00:00", "20226-01-01", "January 1, 20226", "January 1, 2030", "January 1, 1899", "99999999999999999",
        "9999-12-31T23:59:59-12:00", "2026-11-04T25:00:00Z",
    ],
)  # fmt: skip
def test_what_names_no_day_is_nothing(text):
    assert read_date(text, NOW, NEW_YORK) is None


def test_a_date_of_forty_years_ago_is_a_date():
    assert read_date("Nov. 4, 1986", NOW, NEW_YORK) == date(1986, 11, 4)


@pytest.mark.parametrize(
    ("text", "zone", "minutes"),
    [
        ("July 4, 2026 6:02 p.m. ET", CHICAGO, -240),
        ("Jan. 4, 2026 6:02 p.m. Eastern", CHICAGO, -300),
        ("July 4, 2026 6:02 p.m. EST", NEW_YORK, -300),
        ("4 Nov 2026 5:03pm EST", SYDNEY, 600),
        ("4 Nov 2026 5:03pm AEDT", SYDNEY, 660),
        ("July 4, 2026 6:02 p.m. NDT", "America/St_Johns", -150),
        ("2026-07-04T18:02:00Z", CHICAGO, 0),
        ("4 Jul 2026 18:02 IST", "Europe/Dublin", 60),
        ("4 Jul 2026 18:02 IST", "Asia/Kolkata", 330),
        ("2026-07-04T18:02:00", CHICAGO, None),
        ("July 4, 2026", CHICAGO, None),
        ("2 hrs. ago", CHICAGO, None),
        ("1599573900", CHICAGO, None),
        ("no date", CHICAGO, None),
    ],
)
def test_the_offset_is_the_one_printed(text, zone, minutes):
    assert printed_offset(text, zone, NOW) == minutes


def test_an_abbreviation_stands_for_a_zone_that_there_is():
    assert all(datetime(2026, 7, 4, tzinfo=zone).utcoffset() is not None for zone in ABBREVIATIONS.values())


def test_an_unknown_zone_is_utc():
    assert zone_of("Mapleton/Nowhere") is zone_of("") is zone_of("../../etc") is UTC


def test_a_day_is_its_first_moment_in_the_zone():
    assert to_utc("July 4, 2026", CHICAGO) == datetime(2026, 7, 4, 5, tzinfo=UTC)


def test_a_moment_needs_no_clock():
    assert to_utc("2 hours ago", CHICAGO) is None
    assert to_utc("Nov 4", CHICAGO) is None


def test_the_first_of_a_repeated_hour_is_taken():
    assert to_utc("2026-11-01 01:30", NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_an_hour_that_is_skipped_is_moved_not_lost():
    assert to_utc("2026-03-08 02:30", NEW_YORK) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


pieces = st.lists(
    st.sampled_from(
        "Nov November 4 2026 20226 31 Feb at 5:03 25:61 p.m. am noon EST ET Z +0500 -99:99 2026-11-04 11/4/26 T14:05 ago 2 hours "
        "days Updated Published yesterday hace vor il y a , . | - ( ) 0 99999999999 1e9 mar. de".split()
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(st.characters(codec=None)), pieces), st.sampled_from([NEW_YORK, LONDON, "UTC", "", "no/zone"]))
def test_any_text_is_a_date_or_nothing(text, zone):
    found = read_date(text, NOW, zone)
    assert found is None or 1900 <= found.year <= 2028
    assert not isinstance(found, datetime) or found.tzinfo is not None
    offset = printed_offset(text, zone, NOW)
    assert offset is None or -24 * 60 < offset < 24 * 60


@given(st.one_of(st.text(st.characters(codec=None)), pieces))
def test_any_text_is_a_moment_in_utc_or_none(text):
    moment = to_utc(text, "America/Los_Angeles")
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(datetime(1900, 1, 2), datetime(2028, 12, 30), timezones=st.sampled_from([UTC, ZoneInfo(NEW_YORK)])))  # noqa: DTZ001
def test_iso_dates_come_back_as_they_were(moment):
    assert to_utc(moment.isoformat(), BERLIN) == moment.astimezone(UTC)
