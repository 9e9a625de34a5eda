"""The queue's own tables: made once, brought up to the procrastinate that is installed, apart from ours."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from newscrawl.db.engine import DatabaseUnavailable
from newscrawl.db.queue import SCHEMA, _migrations, connection_arguments, only_postgresql, prepare_queue


def asked(url, statement, **values):
    engine = create_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(statement), values)
        rows = result.all() if result.returns_rows else []
    engine.dispose()
    return rows


def functions(url):
    return asked(url, "SELECT proname FROM pg_proc WHERE pronamespace = to_regnamespace(:name) ORDER BY 1", name=SCHEMA)


def tables(url):
    return asked(
        url,
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = :name ORDER BY 1, 2",
        name=SCHEMA,
    )


def test_they_are_made_once_however_many_begin_at_once(empty_postgres):
    said = []
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _n: prepare_queue(empty_postgres, said.append), range(3)))
    prepare_queue(empty_postgres, said.append)
    assert said == ["making the tables of the job queue"]
    assert {table for table, _column, _type in tables(empty_postgres)} >= {
        "procrastinate_jobs",
        "procrastinate_workers",
    }


def test_they_stand_in_a_schema_of_their_own(empty_postgres):
    prepare_queue(empty_postgres, print)
    assert asked(empty_postgres, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    assert connection_arguments(empty_postgres)["options"] == f"-c search_path={SCHEMA}"


def test_those_of_an_older_procrastinate_are_brought_up(empty_postgres):
    """As of 3.2, made by its own migrations; then what was missing is applied, and nothing twice."""
    old = [file for file in _migrations() if file.stem <= "03.02.00_50_post_batch_defer_jobs"]
    engine = create_engine(empty_postgres)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
        for file in old:
            connection.connection.cursor().execute(file.read_text(encoding="utf-8"))
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{old[-1].stem}'"))
    engine.dispose()
    before = functions(empty_postgres)
    said = []
    prepare_queue(empty_postgres, said.append)
    assert said == [f"bringing the tables of the job queue from {old[-1].stem} to {_migrations()[-1].stem}"]
    after = functions(empty_postgres)
    assert after != before
    asked(empty_postgres, f"DROP SCHEMA {SCHEMA} CASCADE")
    prepare_queue(empty_postgres, print)
    assert functions(empty_postgres) == after


def test_those_of_a_newer_procrastinate_are_left_alone(empty_postgres):
    prepare_queue(empty_postgres, print)
    asked(empty_postgres, f"COMMENT ON SCHEMA {SCHEMA} IS '99.00.00_01_pre_later'")
    said = []
    prepare_queue(empty_postgres, said.append)
    assert said == []


def test_a_user_who_may_not_make_a_schema_is_told_what_to_grant(empty_postgres):
    user = f"reader_{empty_postgres.partition('test_')[2][:8]}"
    asked(empty_postgres, f"CREATE ROLE {user} LOGIN")
    try:
        with pytest.raises(DatabaseUnavailable, match=f"GRANT CREATE ON DATABASE test_\\w+ TO {user}"):
            prepare_queue(empty_postgres.replace("postgres:@", f"{user}:@"), print)
    finally:
        asked(empty_postgres, f"DROP ROLE {user}")


def test_sqlite_is_refused_with_the_way_out():
    with pytest.raises(DatabaseUnavailable, match=r"NEWSCRAWL_DATABASE_URL=postgresql://.*'scrapy crawl localnews'"):
        only_postgresql("sqlite:///news.db")


def test_options_that_the_address_names_are_kept():
    given = connection_arguments("postgresql+psycopg://u@h/d?options=-c%20statement_timeout%3D9")
    assert given["options"] == f"-c statement_timeout=9 -c search_path={SCHEMA}"
