import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from newscrawl.db.engine import DatabaseUnavailable, _alembic, database_url, open_engine, prepare, write_transaction
from newscrawl.db.models import Base
from newscrawl.db.search import own_of_search
from newscrawl.db.views import VIEWS


def newest():
    """The number of the newest migration."""
    return ScriptDirectory.from_config(_alembic()).get_current_head()


def test_the_migrated_schema_is_the_one_of_the_models(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": own_of_search})
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_indexes_are_there_with_their_names(engine):
    seen = inspect(engine)
    for table in Base.metadata.sorted_tables:
        checks = {c["name"] for c in seen.get_check_constraints(table.name)}
        assert {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"} == checks
        assert {i.name for i in table.indexes} == {
            i["name"]
            for i in seen.get_indexes(table.name)
            if not i.get("duplicates_constraint") and own_of_search(i["name"], "index", {})
        }


def test_every_view_can_be_read(engine):
    with engine.connect() as connection:
        for view in VIEWS:
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == []


def test_preparing_twice_says_nothing_and_keeps_what_is_there(engine):
    with write_transaction(engine) as connection:
        connection.execute(
            text("INSERT INTO outlet (name, domain, place, timezone) VALUES ('a', 'a.example', 'A', 'UTC')")
        )
    said = []
    prepare(engine, said.append)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM outlet")).scalar() == 1
    assert said == []


def test_a_newer_schema_is_refused(engine):
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match="newer newscrawl"):
        prepare(engine, lambda _: None)


def test_an_older_sqlite_file_is_copied_before_it_is_upgraded(tmp_path):
    path = tmp_path / "old.db"
    engine = open_engine(f"sqlite:///{path}")
    prepare(engine, lambda _: None)
    with write_transaction(engine) as connection:  # as a version before the first would have left it
        connection.execute(text("DELETE FROM alembic_version"))
        for view in reversed(VIEWS):
            connection.execute(text(f"DROP VIEW {view}"))
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "outlet":
                connection.execute(table.delete())
                connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("ALTER TABLE outlet RENAME TO article"))
        connection.execute(text("INSERT INTO article (name, domain, place, timezone) VALUES ('a', 'a', 'a', 'UTC')"))
    said = []
    with pytest.raises(DatabaseUnavailable):  # nothing can be made of it, but a copy was made first
        prepare(engine, said.append)
    [sentence] = said
    [copy] = tmp_path.glob("old.db.before-*.db")
    assert str(copy) in sentence
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT name FROM article").fetchall() == [("a",)]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nowhere/at/all/news.db", "mkdir -p /nowhere/at/all"),
        ("sqlite://", "in memory"),
        ("news.db", "names no database"),
        ("oracle://x/y", "SQLite or PostgreSQL"),
        ("postgresql+psycopg://nobody:secret@127.0.0.1:1/none", "cannot be reached"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_with_the_fix(url, words):
    with pytest.raises(DatabaseUnavailable, match=words) as told:
        open_engine(url)
    assert "secret" not in str(told.value)


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "news.db"
    path.write_text("this is a shopping list, " * 200)
    with pytest.raises(DatabaseUnavailable, match="no SQLite database"):
        open_engine(f"sqlite:///{path}")
    with pytest.raises(DatabaseUnavailable, match="is a folder"):
        open_engine(f"sqlite:///{tmp_path}")


def test_a_read_only_database_is_told_before_anything_is_fetched(tmp_path):
    path = tmp_path / "news.db"
    engine = open_engine(f"sqlite:///{path}")
    prepare(engine, lambda _: None)
    engine.dispose()
    with pytest.raises(DatabaseUnavailable, match="cannot be written"):
        prepare(open_engine(f"sqlite:///file:{path}?mode=ro&uri=true"), lambda _: None)


def test_a_full_disk_is_told(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'news.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
    with pytest.raises(DatabaseUnavailable, match="disk is full"):
        prepare(engine, lambda _: None)


def test_the_setting_wins_over_the_environment():
    environ = {"NEWSCRAWL_DATABASE_URL": "postgresql://u@h/n"}
    assert database_url(None, {}) == "sqlite:///newscrawl.db"
    assert database_url(None, environ) == "postgresql+psycopg://u@h/n"
    assert database_url("sqlite:///x.db", environ) == "sqlite:///x.db"
