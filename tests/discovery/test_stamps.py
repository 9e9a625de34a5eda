"""Dates that machines write."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.stamps import iso_stamp


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2026-11-04", "2026-11-04"),
        ("20261104", "2026-11-04"),
        ("2026-11-04T18:02:00-08:00", "2026-11-04T18:02:00-08:00"),
        ("2026-11-04T18:02:00-0800", "2026-11-04T18:02:00-08:00"),
        ("2026-11-04T18:02:00 -0800", "2026-11-04T18:02:00-08:00"),
        ("2026-11-04t18:02z", "2026-11-04T18:02:00+00:00"),
        ("2026-11-04 18:02:00 UTC", "2026-11-04T18:02:00+00:00"),
        ("2026-11-04T18:02:00", "2026-11-04T18:02:00"),
        ("Wed, 04 Nov 2026 18:02:00 EST", "2026-11-04T18:02:00-05:00"),
        ("Wed, 04 Nov 2026 18:02:00 -0000", "2026-11-04T18:02:00+00:00"),
        ("2026-11", None),
        ("2026", None),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00T00:00:00", None),
        ("2026-13-45T99:00:00Z", None),
        (None, None),
    ],
)
def test_a_stamp_is_iso_8601_or_none(text, want):
    assert iso_stamp(text) == want


@given(st.text(max_size=80) | st.datetimes().map(str) | st.dates().map(str))
def test_any_text_is_a_stamp_or_none(text):
    stamp = iso_stamp(text)
    assert stamp is None or date.fromisoformat(stamp[:10]) <= datetime.fromisoformat(stamp).date()
