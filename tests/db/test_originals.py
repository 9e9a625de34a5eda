from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from newscrawl.db.models import Article, Outlet, Story
from newscrawl.db.originals import MEMBERS_COMPARED, Copy, original_of, tell_originals

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def copy(number, hours=0, *, raw="12:00", **more):
    """A printing *hours* after noon."""
    known = {
        "outlet": f"Paper {number}",
        "domain": f"paper{number}.example",
        "credit": None,
        "byline": None,
        "published": NOON + timedelta(hours=hours) if hours is not None else None,
        "published_raw": raw,
        "first_seen": NOON + timedelta(days=1),
    }
    return Copy(number, **(known | more))


@pytest.mark.parametrize(
    ("copies", "original"),
    [
        pytest.param([copy(1, 2), copy(2, 0), copy(3, 1)], 2, id="the earliest"),
        pytest.param([copy(1, None), copy(2, 9)], 2, id="one with a date before one without"),
        pytest.param([copy(1, -12, raw="March 1, 2026"), copy(2, 3)], 2, id="a day is over before it counts"),
        pytest.param([copy(1, -40, raw="February 28, 2026"), copy(2, 3)], 1, id="an earlier day is earlier"),
        pytest.param([copy(1, 0, credit="Wire"), copy(2, 0)], 2, id="at one moment the one that credits nobody"),
        pytest.param([copy(1, 0), copy(2, 5, outlet="The Elm Post"), copy(3, 6, credit="Elm Post")], 2, id="credited"),
        pytest.param(
            [copy(1, 0), copy(2, 5, domain="www.elmpost.example"), copy(3, 6, credit="ELM POST staff")],
            2,
            id="by domain",
        ),
        pytest.param(
            [copy(1, 0), copy(2, 5, outlet="elm_post"), copy(3, 6, byline="By Ada Reyes, Elm Post")], 2, id="byline"
        ),
        pytest.param(
            [copy(1, 0), copy(2, 5, outlet="Elm Post", credit="Elm Post")], 1, id="who names itself says nothing"
        ),
        pytest.param(
            [copy(1, 0), copy(2, 5, outlet="Post", domain="post.example"), copy(3, 6, credit="Post Wire")],
            1,
            id="too short a name",
        ),
        pytest.param([copy(2, 0), copy(1, 0)], 1, id="else the first that was stored"),
    ],
)
def test_the_original_is(copies, original):
    assert original_of(copies) == original
    assert original_of(copies[::-1]) == original


def test_of_many_copies_those_without_a_date_hide_none_that_has_one(engine):
    def article(number, published):
        return {
            "id": number, "outlet_id": number, "key": str(number), "url": str(number), "truncated": False, "body": "b",
            "published": published, "body_hash": "", "sources": {}, "story_id": 1, "is_original": False,
            "first_seen": NOON, "last_seen": NOON,
        }  # fmt: skip

    numbers = range(1, MEMBERS_COMPARED + 6)
    outlets = [{"id": n, "name": f"p{n}", "domain": f"p{n}.example", "place": "", "timezone": "UTC"} for n in numbers]
    with engine.begin() as connection:
        connection.execute(insert(Story), [{"id": 1, "first_seen": NOON}])
        connection.execute(insert(Outlet), outlets)
        connection.execute(insert(Article), [article(n, NOON if n == numbers[-1] else None) for n in numbers])
        tell_originals(connection, [1])
        marked = connection.exec_driver_sql("SELECT id FROM article WHERE is_original").scalars().all()
    assert marked == [numbers[-1]]
