"""Rows that are written together are the rows that SQLAlchemy would have written one by one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from newscrawl.db import rows as many
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Author, Outlet, Page

AWAY = datetime(2026, 5, 1, 23, 59, 59, 7, tzinfo=timezone(timedelta(hours=-7)))
TEXTS = ["plain", 'a "quoted" \\ one', "Zoë 🚲 Зоя", "{}[]%s ? :x", "line\nbreak\ttab", " "]


@pytest.fixture(name="paper")
def _paper(engine):
    with write_transaction(engine) as connection:
        connection.execute(insert(Outlet), [{"id": 1, "name": "p", "domain": "d", "place": "", "timezone": "UTC"}])
    return engine


def _page(name, **more):
    return {"outlet_id": 1, "kind": "article", "url": name, "key": name, "found_at": AWAY, "newest": AWAY, **more}


def _stored(connection, prefix):
    columns = [column for column in Page.__table__.columns if column.name not in ("id", "url", "key")]
    found = connection.execute(select(*columns).where(Page.key.startswith(prefix)).order_by(Page.id))
    return [tuple(row) for row in found]


@pytest.mark.parametrize(
    "more",
    [
        [{"hint": {"words": text, "deep": [{"a": [1, 2.5, None, True]}]}, "found_in": text} for text in TEXTS],
        [{"hint": {}, "etag": None, "modified_only": True, "failures": 3, "due_at": AWAY}],
        [{"hint": {}, "status": None}, {"hint": {}, "status": 404}],
        [{"state": "read"}],  # "hint" has a default that is made for each row
    ],
    ids=["texts", "kinds", "nothing", "made by a default"],
)
def test_rows_are_what_sqlalchemy_would_have_written(paper, more):
    with write_transaction(paper) as connection:
        connection.execute(insert(Page), [_page(f"one{n}", **row) for n, row in enumerate(more)])
        many.insert_rows(connection, Page, [_page(f"two{n}", **row) for n, row in enumerate(more)])
        assert _stored(connection, "two") == _stored(connection, "one")
        assert len(_stored(connection, "two")) == len(more)


def test_rows_keep_their_order_in_any_number_of_statements(paper, monkeypatch):
    monkeypatch.setattr(many, "AT_ONCE", 100)
    with write_transaction(paper) as connection:
        many.insert_rows(connection, Author, [{"outlet_id": 1, "name": f"n{n}"} for n in range(50)])
        names = connection.execute(select(Author.name).order_by(Author.id)).scalars().all()
    assert names == [f"n{n}" for n in range(50)]


def test_what_is_there_is_left_where_that_is_asked_for(paper):
    row = {"outlet_id": 1, "name": "Ada"}
    with write_transaction(paper) as connection:
        many.insert_rows(connection, Author, [])
        many.insert_rows(connection, Author, [row])
        many.insert_rows(connection, Author, [row, row, {**row, "name": "Bo"}], missing=True)
        assert set(connection.execute(select(Author.name)).scalars()) == {"Ada", "Bo"}
    with pytest.raises(IntegrityError), write_transaction(paper) as connection:
        many.insert_rows(connection, Author, [row])


def test_a_moment_without_a_zone_is_refused(paper):
    naive = AWAY.astimezone(UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"), write_transaction(paper) as connection:
        many.insert_rows(connection, Page, [_page("x", hint={}, due_at=naive)])
