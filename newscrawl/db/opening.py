"""A database that is there already, opened by those who only ask it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from newscrawl.db.engine import (
    BUSY_TIMEOUT,
    DatabaseUnavailable,
    newest_schema,
    open_engine,
    parsed_url,
    prepare,
    shown,
    why,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlalchemy.engine import Engine


def existing_url(url: str) -> str:
    """*url*, where it names a server, or a file that is there.

    Raises:
        DatabaseUnavailable: the file is not there; SQLite would make an empty one of a name mistyped.
    """
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):  # ValueError: its port is no number
        return url  # open_engine says what is wrong with it
    name = parsed.database
    if parsed.get_backend_name() == "sqlite" and name not in (None, "", ":memory:"):
        path = Path(str(name).removeprefix("file:").partition("?")[0])
        if not path.exists():
            raise DatabaseUnavailable(
                f"there is no database {path.resolve()}: name yours with -s DATABASE_URL=sqlite:///FILE, or fill one with "
                "'scrapy crawl localnews' ('-a sites=demo' needs no internet)"
            )
    return url


def open_for_reading(url: str) -> Engine:
    """An engine whose connections cannot write, whatever is asked of them.

    Raises:
        DatabaseUnavailable: it cannot be opened.
    """
    parsed = parsed_url(url) if "://" in url else None
    if parsed is None or parsed.get_backend_name() != "sqlite":
        engine = open_engine(url)
        if engine.dialect.name == "postgresql":
            event.listen(engine, "connect", _only_read_postgresql)
            engine.dispose()  # the connection that was tried is no such one yet
        return engine
    name = str(parsed.database)
    if not name.startswith("file:"):
        path = str(Path(name).resolve())
        parsed = make_url(f"sqlite:///file:{quote(path)}?mode=ro&uri=true")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT})
    event.listen(engine, "connect", _only_read_sqlite)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DBAPIError as error:
        engine.dispose()
        raise DatabaseUnavailable(why(engine, error).replace("file:", "", 1).partition("?mode=ro")[0]) from error
    return engine


def open_for_writing(url: str, say: Callable[[str], None]) -> Engine:
    """An engine of a database at today's schema.

    Raises:
        DatabaseUnavailable: it cannot be opened, upgraded or written to.
    """
    engine = open_engine(url)
    try:
        prepare(engine, say)
    except DatabaseUnavailable:
        engine.dispose()
        raise
    return engine


def schema_of(engine: Engine) -> str | None:
    """The number of the database's schema; None where it holds none of ours."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def current_only(engine: Engine) -> None:
    """Nothing, where the database has today's schema.

    Raises:
        DatabaseUnavailable: it has an older one, a newer one, or none.
    """
    current, newest = schema_of(engine), newest_schema()
    if current is None:
        raise DatabaseUnavailable(
            f"{shown_file(engine)} holds nothing of newscrawl's: name another database, or fill this one with "
            "'scrapy crawl localnews'"
        )
    if current > newest:
        raise DatabaseUnavailable(
            f"{shown_file(engine)} was made by a newer newscrawl (its schema is {current}, this one knows {newest}): "
            "upgrade with pip install --upgrade newscrawl"
        )
    if current != newest:
        raise DatabaseUnavailable(
            f"{shown_file(engine)} has schema {current}, this newscrawl needs {newest}: run 'scrapy db upgrade'"
        )


def shown_file(engine: Engine) -> str:
    """The database as people are told of it; a file without what SQLite's address adds."""
    return shown(engine).removeprefix("file:").partition("?")[0]


def _only_read_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT * 1000}")
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-16384")  # KiB


def _only_read_postgresql(connection: object, _record: object) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]  # psycopg's
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    connection.commit()  # type: ignore[attr-defined]
