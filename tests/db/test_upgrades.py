"""A database of the first version comes to today's schema with all that was in it, on both engines."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from db.first_schema import first_database, first_views
from sqlalchemy import inspect, text

import newscrawl.db.engine
from newscrawl.db.engine import newest_schema, open_engine, prepare, write_transaction
from newscrawl.db.stories import compare_texts
from newscrawl.db.views import VIEWS


@pytest.fixture
def old(database):
    engine = open_engine(database)
    counts = first_database(engine)
    yield engine, counts
    engine.dispose()


def _all(connection, select):
    return sorted(map(repr, connection.execute(text(select)).all()))


def _views(engine, columns):
    with engine.connect() as connection:
        return {view: _all(connection, f"SELECT {', '.join(names)} FROM {view}") for view, names in columns.items()}


def test_the_demo_of_the_first_version_is_all_there_after_the_upgrade(old):
    engine, counts = old
    assert {"article", "quote", "comment", "comment_alias", "story", "page", "problem"} <= counts.keys()
    seen = inspect(engine)
    columns = {view: [c["name"] for c in seen.get_columns(view)] for view in first_views(engine.dialect.name)}
    before = _views(engine, columns)
    said = []
    prepare(engine, said.append)
    assert len(said) == 1
    with engine.connect() as connection:
        after = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in counts}
    assert after == counts
    again = _views(engine, columns)
    for view, rows in before.items():
        assert again[view] == rows, view
    assert sum(map(len, before.values())) > 500
    assert all(before[view] for view in ("v_article", "v_quote", "v_comment", "v_story", "v_revision"))


def test_views_are_made_after_the_newest_migration_whatever_there_was(old):
    engine, _ = old
    with write_transaction(engine) as connection:
        connection.exec_driver_sql("CREATE VIEW v_of_an_older_version AS SELECT a.id FROM article a")
    prepare(engine, lambda _: None)
    assert set(inspect(engine).get_view_names()) == set(VIEWS)


def test_an_upgrade_leaves_references_checked(old):
    engine, _ = old
    prepare(engine, lambda _: None)
    with write_transaction(engine) as connection:
        connection.exec_driver_sql("DELETE FROM outlet")
    with engine.connect() as connection:
        for table in ("article", "revision", "quote", "comment", "comment_alias", "page"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table


def test_the_articles_of_an_upgraded_database_are_compared_and_their_edits_measured(old):
    engine, counts = old
    prepare(engine, lambda _: None)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM uncompared")).scalar() == counts["article"]
        edited = connection.execute(text("SELECT change, words_added + words_removed FROM v_revision WHERE number = 2"))
        assert [(change in ("small", "substantial"), words > 0) for change, words in edited] == [(True, True)]
        assert connection.execute(text("SELECT count(*) FROM v_quote_history WHERE NOT is_current")).scalar() == 0
    while compare_texts(engine):
        pass
    with engine.connect() as connection:
        stories = connection.execute(text("SELECT story_id, outlet FROM v_story ORDER BY outlet")).all()
    assert [outlet for _, outlet in stories] == ["harbor_ledger", "wrenfield_echo"]
    assert len({story for story, _ in stories}) == 1


def _schema_in(copy):
    with closing(sqlite3.connect(copy)) as file:
        return file.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_a_copy_from_before_an_upgrade_is_never_overwritten(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    first_database(engine)
    earlier = tmp_path / f"old.db.before-{newest_schema()}.db"
    earlier.write_bytes(b"of an upgrade that failed")
    said = []
    prepare(engine, said.append)
    engine.dispose()
    assert earlier.read_bytes() == b"of an upgrade that failed"
    copy = tmp_path / f"old.db.before-{newest_schema()}-2.db"
    assert str(copy) in said[0]
    assert _schema_in(copy) == "0001"
    assert {path.name for path in tmp_path.glob("*before*")} == {earlier.name, copy.name}


def test_two_processes_that_upgrade_at_once_keep_the_file_as_it_was(tmp_path, monkeypatch):
    engine, other = (open_engine(f"sqlite:///{tmp_path / 'old.db'}") for _ in range(2))
    first_database(engine)
    said, own = [], newscrawl.db.engine._before_upgrade

    def late(*arguments):
        monkeypatch.undo()
        prepare(other, said.append)  # had read the old schema, too, and is the faster one
        own(*arguments)

    monkeypatch.setattr(newscrawl.db.engine, "_before_upgrade", late)
    prepare(engine, said.append)
    for one in (engine, other):
        one.dispose()
    [copy] = tmp_path.glob("*before*")
    assert _schema_in(copy) == "0001"
    assert len(said) == 1
