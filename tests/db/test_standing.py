"""What is kept of how a paper answers and edits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from newscrawl.db.edits import EditHabits, habits_of
from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Outlet, Page
from newscrawl.db.site_files import KEPT_AT_MOST, SiteFileAnswer
from newscrawl.db.standing import Standing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def engine(database):
    engine = open_engine(database)
    prepare(engine, lambda _: None)
    yield engine
    engine.dispose()


@pytest.fixture
def outlet(engine):
    return Frontier(engine).outlet_id("courier", "courier.example", "Mapleton", "UTC")


@pytest.mark.parametrize(
    ("since", "at", "again"),
    [
        (None, None, None),
        (NOW, NOW, NOW + timedelta(hours=23)),
        (NOW, NOW + 4 * DAY, NOW + 6 * DAY),
        (NOW, NOW + 90 * DAY, NOW + 104 * DAY),
    ],
)
def test_a_paper_that_refuses_is_tried_ever_more_rarely(since, at, again):
    assert Standing(refused_since=since, refused_at=at).ask_again_at() == again


def test_since_when_a_paper_refuses_is_kept_until_it_answers(engine, outlet):
    frontier = Frontier(engine)
    frontier.note_refusal(outlet, "403", NOW)
    frontier.note_refusal(outlet, "401", NOW + DAY)
    assert frontier.standing(outlet) == Standing(NOW, NOW + DAY, "401", None)
    frontier.note_refusal(outlet, None, NOW + 2 * DAY)
    assert frontier.standing(outlet) == Standing()


def test_what_was_refused_waits_for_the_day_of_the_next_try(engine, outlet):
    shared = {
        "outlet_id": outlet,
        "kind": "article",
        "found_at": NOW,
        "due_at": NOW + 7 * DAY,
        "fetched_at": NOW,
        "hint": {},
    }
    rows = [
        {"url": "/forbidden", "key": "a", "state": "refused", "status": 403},
        {"url": "/by-robots", "key": "b", "state": "refused", "status": None},
        {"url": "/read", "key": "c", "state": "read", "status": 200},
    ]
    with engine.begin() as connection:
        connection.execute(insert(Page), [shared | row for row in rows])
    Frontier(engine).note_refusal(outlet, "403", NOW + DAY)
    with engine.connect() as connection:
        due = dict(connection.execute(select(Page.url, Page.due_at)).all())
    assert due == {"/forbidden": NOW + DAY, "/by-robots": NOW + 7 * DAY, "/read": NOW + 7 * DAY}


def test_a_file_of_a_site_holds_for_a_while(engine):
    frontier = Frontier(engine)
    address = "courier.example/robots.txt"
    assert frontier.site_file(address, NOW, DAY) is None
    frontier.keep_site_file(address, SiteFileAnswer(404, b""), NOW - DAY)
    frontier.keep_site_file(address, SiteFileAnswer(200, b"x" * 600_000), NOW)
    kept = frontier.site_file(address, NOW + DAY / 2, DAY)
    assert kept is not None
    assert (kept.status, len(kept.body)) == (200, KEPT_AT_MOST)
    assert frontier.site_file(address, NOW + 2 * DAY, DAY) is None
    assert frontier.site_file(address, NOW - DAY, DAY) is None  # it comes from the future: a clock was set


@pytest.mark.parametrize(
    ("habits", "states_changes", "stretch"),
    [
        (EditHabits(), False, 1.0),
        (EditHabits(), True, 4.0),
        (EditHabits(100, 10, 0), True, 4.0),
        (EditHabits(100, 10, 1), True, 0.5),  # its dates miss edits
        (EditHabits(10, 0, 5), False, 1.0),  # too few looks to judge by
        (EditHabits(100, 0, 10), False, 0.5),
        (EditHabits(1000, 0, 5), False, 2.0),
        (EditHabits(100, 0, 3), False, 1.0),
    ],
)
def test_a_paper_that_edits_much_is_looked_at_sooner(habits, states_changes, stretch):
    assert habits.stretch(states_changes=states_changes) == stretch


def test_a_new_paper_has_no_habits(engine, outlet):
    with engine.connect() as connection:
        assert habits_of(connection, outlet) == EditHabits()
        assert connection.execute(select(Outlet.lying_since)).scalar_one() is None
