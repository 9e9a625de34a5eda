"""A PostgreSQL with our tables and the queue's."""

from __future__ import annotations

import uuid

import pytest

from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.queue import prepare_queue


@pytest.fixture
def empty_postgres(postgres_server):
    """The URL of a fresh database with nothing in it."""
    name = f"test_{uuid.uuid4().hex}"
    postgres_server.psql(f"CREATE DATABASE {name}")
    yield postgres_server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://", 1)
    postgres_server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def queued(empty_postgres):
    """The URL of a fresh database, prepared."""
    engine = open_engine(empty_postgres)
    prepare(engine, lambda _words: None)
    engine.dispose()
    prepare_queue(empty_postgres, lambda _words: None)
    return empty_postgres
