"""Printed times: as precise as printed, no offset invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.comments.printed import date_starts, is_day_first, printed_time
from newscrawl.comments.thread import arranged, row


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("May 26, 2014 at 9:47 pm", "2014-05-26T21:47"),
        ("12:05 am, March 4, 2026", "2026-03-04T00:05"),
        ("26. Mai 2014 um 21:47 Uhr", "2014-05-26T21:47"),
        ("Do 9 Apr 2020 / 20:50", "2020-04-09T20:50"),
        ("26 décembre 2023 à 8h05", "2023-12-26T08:05"),
        ("5 de marzo de 2024 a las 10:12", "2024-03-05T10:12"),
        ("1st of June 2024", "2024-06-01"),
        ("22.04.2020", "2020-04-22"),
        ("25.05.2015 // 21:57", "2015-05-25T21:57"),
        ("12.30.14 at 12:01 pm", "2014-12-30T12:01"),
        ("08/14/2020 at 6:35 am", "2020-08-14T06:35"),
        ("2011-04-14 11:56:46 PM", "2011-04-14T23:56"),
        ("2019-09-25 12:22:29Z, License", "2019-09-25T12:22+00:00"),
        ("2026/03/04 10:00", "2026-03-04T10:00"),
        ("Mar 4, 2026 5pm", "2026-03-04T17:00"),
        ("8 hours ago", None),
        ("yesterday at 9:47 pm", None),
        ("5 Comments", None),
        ("March 40, 2026", None),
        ("", None),
    ],
)
def test_a_printed_time(text, time):
    assert printed_time(text) == time


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        (["4/5/2024", "14/5/2024"], "en-US", True),
        (["4/5/2024", "4/25/2024"], "de", False),
        (["4/5/2024"], "en-GB", True),
        (["4/5/2024"], "en-US", None),
        (["4/5/2024"], "", None),
    ],
)
def test_a_thread_tells_how_its_dates_are_meant(texts, language, expected):
    assert is_day_first(texts, language) is expected


def test_a_name_ends_where_its_date_begins():
    assert date_starts("Pascal 22. Juni 2018 um 3:32 Uhr") == 7


@given(st.text(), st.booleans() | st.none())
def test_any_text_is_a_time_or_none(text, day_first):
    assert isinstance(printed_time(text, day_first=day_first), str | None)


IDS = st.sampled_from("abcdef")


@given(st.lists(st.tuples(IDS, IDS | st.none()), max_size=12), st.booleans())
def test_any_answers_make_a_tree(pairs, whole):
    rows = arranged([row(key, parent=parent) for key, parent in pairs], whole=whole)
    by_id = {one["id"]: one for one in rows}
    assert len(by_id) == len(rows)
    for one in rows:
        steps, at = 0, one
        while at["parent"] in by_id:
            at, steps = by_id[at["parent"]], steps + 1
            assert steps <= len(rows), "a ring of rows that answer each other"
        assert one["depth"] == (steps if at["parent"] is None else None)
        assert (one["state"] == "orphan") == (whole and one["parent"] is not None and one["parent"] not in by_id)
