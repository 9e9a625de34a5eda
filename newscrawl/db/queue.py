"""The job queue's own tables: procrastinate's, in a PostgreSQL schema of their own beside ours."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.db.engine import DatabaseUnavailable, parsed_url, shown_url, why, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

SCHEMA = "newscrawl_queue"
"""Kept apart from our tables: our migrations know nothing of it, and DROP SCHEMA ends it without touching the data."""

_PREPARING, TAKING_OVER, SCHEDULING = 0x6E657774, 0x6E657775, 0x6E657776
"""Advisory locks, any numbers of ours: of several processes one at a time does these."""

TRY_LOCK = "SELECT pg_try_advisory_xact_lock(%s)"
WAIT_LOCK = "SELECT pg_advisory_xact_lock(%s)"
"""For a connection of psycopg's; given back with its transaction."""


def only_postgresql(url: str) -> None:
    """Nothing, where the database is a PostgreSQL.

    Raises:
        DatabaseUnavailable: it is SQLite, a file of one machine, or no address at all.
    """
    if parsed_url(url).get_backend_name() != "postgresql":
        raise DatabaseUnavailable(
            f"papers are shared out between machines through PostgreSQL, and this database is {shown_url(url)}. "
            "Name one: export NEWSCRAWL_DATABASE_URL=postgresql://user:password@host/name. On one machine with SQLite, "
            "'scrapy crawl localnews' does all papers in one process"
        )


def connection_arguments(url: str) -> dict[str, Any]:
    """What psycopg connects with, so that procrastinate finds its tables in :data:`SCHEMA`."""
    engine = create_engine(url)
    _none, arguments = engine.dialect.create_connect_args(engine.url)
    given = arguments.pop("options", None)
    path = f"-c search_path={SCHEMA}"
    return {**arguments, "options": f"{given} {path}" if given else path, "application_name": "newscrawl"}


def prepare_queue(url: str, say: Callable[[str], None]) -> None:
    """Make the queue's tables, or bring those of an older procrastinate up to the one that is installed.

    Any number of processes may call this at once. Which of its migrations were applied last is kept as the schema's
    comment: procrastinate leaves that to its user
    (https://procrastinate.readthedocs.io/en/stable/howto/production/migrations.html).

    Raises:
        DatabaseUnavailable: the server cannot be reached, or the user may not make a schema.
    """
    engine = create_engine(url, hide_parameters=True)
    newest = _migrations()[-1].stem
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _PREPARING})
            applied = _applied(connection)
            if applied is None:
                say("making the tables of the job queue")
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
                _run(connection, (resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8"))
            elif applied < newest:
                say(f"bringing the tables of the job queue from {applied} to {newest}")
                for file in _migrations():
                    if file.stem > applied:
                        _run(connection, file.read_text(encoding="utf-8"))
            if applied is None or applied < newest:
                connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{newest}'"))
    except SQLAlchemyError as error:
        if getattr(getattr(error, "orig", None), "sqlstate", None) == "42501":  # insufficient_privilege
            raise DatabaseUnavailable(
                f"{without_secrets(engine.url)}: this user may not make the schema {SCHEMA}; as the "
                f"database's owner: GRANT CREATE ON DATABASE {engine.url.database} TO {engine.url.username}"
            ) from error
        raise DatabaseUnavailable(why(engine, error)) from error
    finally:
        engine.dispose()


def _applied(connection: Connection) -> str | None:
    """The migration up to which the tables are; None where there are none."""
    there = connection.execute(text("SELECT to_regclass(:name)"), {"name": f"{SCHEMA}.procrastinate_jobs"}).scalar()
    if there is None:
        return None
    comment = "SELECT obj_description(to_regnamespace(:name), 'pg_namespace')"
    return connection.execute(text(comment), {"name": SCHEMA}).scalar() or _migrations()[-1].stem


def _migrations() -> list[Path]:
    """The migrations of procrastinate, in their order; versions have two digits a part."""
    from procrastinate.schema import SchemaManager

    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


def _run(connection: Connection, script: str) -> None:
    """Several statements as they stand, in our schema; no parameter, so that psycopg sends them in one go."""
    connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
    cursor = connection.connection.cursor()
    try:
        cursor.execute(script)
    finally:
        cursor.close()
