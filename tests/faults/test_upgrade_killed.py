"""Row 22 of the faults: an upgrade that is killed leaves the old schema or the new one, and can be begun again."""

from __future__ import annotations

import os
import signal

import pytest
from db.first_schema import first_database
from faults.judges import unsound
from sqlalchemy import event, inspect, text

from newscrawl.db.engine import newest_schema, open_engine, prepare


def upgraded_in_child(database, dies_at):
    """Upgrade in a child that is killed at its *dies_at*-th statement; whether it came to its end."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) == 0
    code = 1
    try:  # the child's alone from here on
        engine = open_engine(database)
        count = 0

        def boundary(*_):
            nonlocal count
            count += 1
            if count == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, name, boundary)
        prepare(engine, lambda _sentence: None)
        code = 0
    finally:
        os._exit(code)


def schema(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


def shape(engine):
    seen = inspect(engine)
    return {table: sorted(column["name"] for column in seen.get_columns(table)) for table in seen.get_table_names()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("points", [3, pytest.param(60, marks=pytest.mark.faults)])
def test_an_upgrade_that_is_killed_is_none_or_whole(database, points):
    engine = open_engine(database)
    counts = first_database(engine)
    old, old_shape = schema(engine), shape(engine)
    engine.dispose()
    dies_at, deaths = 1, 0
    while not upgraded_in_child(database, dies_at):
        deaths += 1
        assert schema(engine) in (old, newest_schema()), dies_at
        if schema(engine) == old:
            assert shape(engine) == old_shape, dies_at
            with engine.connect() as connection:
                assert unsound(connection) == [], dies_at
        engine.dispose()
        if deaths >= points:
            break
        dies_at += max(1, 900 // points)
    assert deaths
    prepare(engine, lambda _sentence: None)
    assert schema(engine) == newest_schema()
    with engine.connect() as connection:
        assert unsound(connection) == []
        for name, number in counts.items():
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() == number, name
    engine.dispose()
