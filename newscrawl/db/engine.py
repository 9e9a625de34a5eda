"""The engine: which database, opened how, and brought to today's schema before a crawl begins."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import time
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from newscrawl.db.search import keep_in_step
from newscrawl.db.views import drop_views, make_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.engine import URL

T = TypeVar("T")

DEFAULT_URL = "sqlite:///newscrawl.db"
BUSY_TIMEOUT = 30
"""Seconds that a writer waits for another process to finish."""
CACHE_SIZE = 64 * 1024
"""KiB of a SQLite file that a connection holds in memory, at most; SQLite's own 2 MiB make every look-up read the file."""
PATIENCE = 180.0
"""Seconds that a database which is held or away is waited for, unless ``DATABASE_PATIENCE`` says otherwise."""
LONGEST_PAUSE = 5.0
"""Seconds between two tries, at most: so soon is a database that is back found to be."""
SERVER_TIMES = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""A PostgreSQL that is there and says nothing counts as away after a minute, not never
(https://www.postgresql.org/docs/current/libpq-connect.html; seconds, the last in milliseconds)."""
_MIGRATION_LOCK = 0x6E657773  # any number of ours: two processes that start at once migrate one after the other


def pauses_within(seconds: float) -> tuple[float, ...]:
    """Pauses between tries that last so many *seconds* together, the first of half a second."""
    pauses: list[float] = []
    left, pause = seconds, 0.5
    while left > 0:
        pauses.append(min(pause, left))
        left -= pause
        pause = min(2 * pause, LONGEST_PAUSE)
    return tuple(pauses)


PAUSES = pauses_within(PATIENCE)


class DatabaseUnavailable(Exception):  # noqa: N818  (it is a state of the world, told to people)
    """The database cannot be used; the message is a sentence for people that names the fix."""


def database_url(setting: str | None, environ: Mapping[str, str]) -> str:
    """The database's address: the setting, else ``NEWSCRAWL_DATABASE_URL``, else a file in the working directory.

    ``postgres://`` and ``postgresql://`` mean psycopg 3.
    """
    url = (setting or environ.get("NEWSCRAWL_DATABASE_URL") or DEFAULT_URL).strip()
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def shown(engine: Engine) -> str:
    """The database as people are told of it: the file's path, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return without_secrets(engine.url)


_SECRETS = ("password", "sslpassword")
"""Parameters that hold a secret after the "?" of an address, as libpq takes them there
(https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS)."""


def without_secrets(url: URL) -> str:
    """*url* as it may be printed: "***" for its password; what holds one after the "?" is left out."""
    return url.difference_update_query(_SECRETS).render_as_string(hide_password=True)


def shown_url(url: str) -> str:
    """*url* without its password, and with the whole path of a file."""
    return without_secrets(_located(url))


def shell_for(url: str) -> str:
    """How to begin a line in a shell that asks this database; the SQL follows in quotes."""
    located = _located(url)
    if located.get_backend_name() == "sqlite":
        return f"sqlite3 {located.database}"
    return f"psql '{without_secrets(located.set(drivername='postgresql'))}' -c"


def _located(url: str) -> URL:
    parsed = parsed_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and not parsed.database.startswith("file:"):
        return parsed.set(database=str(Path(parsed.database).resolve()))
    return parsed


def open_engine(url: str) -> Engine:
    """An engine that was connected to once.

    Raises:
        DatabaseUnavailable: the URL is none, its driver is missing, the server or the file cannot be opened.
    """
    parsed = parsed_url(url)
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUnavailable(f"{parsed.get_backend_name()}: the database is SQLite or PostgreSQL")
    options: dict[str, Any] = {"pool_pre_ping": True}
    if parsed.get_backend_name() == "postgresql":
        options["connect_args"] = {name: value for name, value in SERVER_TIMES.items() if name not in parsed.query}
    else:
        _check_file(parsed)
        options = {"connect_args": {"timeout": BUSY_TIMEOUT}}
    try:
        engine = create_engine(parsed, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise DatabaseUnavailable(
            f"PostgreSQL needs a driver that is not installed ({error.name}): pip install 'psycopg[binary]'"
        ) from error
    except NoSuchModuleError as error:
        raise DatabaseUnavailable(f"no driver for {parsed.drivername!r}: use sqlite:/// or postgresql://") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
        raise DatabaseUnavailable(_why(engine, error)) from error
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that will write. On SQLite it takes the write lock at once, so it waits and never fails halfway."""
    with engine.connect() as connection:
        writer = connection.execution_options(immediate=True)
        with writer.begin():
            yield writer


def prepare(engine: Engine, say: Callable[[str], None]) -> None:
    """Bring the database to today's schema, and see that it can be written to. Cheap where there is nothing to do.

    Args:
        engine: from :func:`open_engine`.
        say: is told, in a sentence, of a copy made and of an upgrade.

    Raises:
        DatabaseUnavailable: the schema is newer than this program knows, or the database cannot be written to.
    """
    config = _alembic()
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            older = current is not None or "article" in inspect(connection).get_table_names()
        known = {script.revision for script in scripts.walk_revisions()}
        if current is not None and current not in known:
            raise DatabaseUnavailable(
                f"{shown(engine)} was made by a newer newscrawl (its schema is {current}, this one knows {head}): "
                "upgrade with pip install --upgrade newscrawl, or name another database"
            )
        if current != head:
            if older:
                _before_upgrade(engine, current or "none", str(head), say)
            _upgrade(engine, config)
        with write_transaction(engine) as connection:  # a real write: a mode or a free disk cannot be asked for
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
    except (SQLAlchemyError, OSError, sqlite3.Error) as error:
        raise DatabaseUnavailable(_why(engine, error)) from error


def try_again(
    work: Callable[[], T],
    *,
    engine: Engine,
    pauses: Sequence[float] = PAUSES,
    tell: Callable[[], None] | None = None,
) -> T:
    """What *work* gives, called again while the database is held or its server is away. Blocks: call it in a thread.

    Args:
        work: a transaction as a whole; it is begun anew each time.
        engine: named in the sentence where it gives up.
        pauses: seconds to wait before each further try. The tries count as well: after as many seconds as all pauses have
            together, no further pause is made.
        tell: is called before each further try.

    Raises:
        DatabaseUnavailable: it stayed away, or no further write makes sense (disk full, read-only, damaged).
        sqlalchemy.exc.SQLAlchemyError: what *work* raised, where that is about what was to be written.
    """
    until = time.monotonic() + sum(pauses)
    for pause in pauses:
        if pause and time.monotonic() >= until:
            break
        try:
            return work()
        except SQLAlchemyError as error:
            _raise_unless_passing(engine, error, last=False)
        if tell:
            tell()
        time.sleep(pause)
    try:
        return work()
    except SQLAlchemyError as error:
        _raise_unless_passing(engine, error, last=True)
        raise


async def try_again_beside(
    work: Callable[[], T],
    *,
    engine: Engine,
    pauses: Sequence[float] = PAUSES,
    tell: Callable[[], None] | None = None,
) -> T:
    """As :func:`try_again`, beside the event loop: *work* is called in a thread, *tell* in the loop's."""
    until = time.monotonic() + sum(pauses)
    for pause in pauses:
        if pause and time.monotonic() >= until:
            break
        try:
            return await asyncio.to_thread(work)
        except SQLAlchemyError as error:
            _raise_unless_passing(engine, error, last=False)
        if tell:
            tell()
        await asyncio.sleep(pause)
    return await asyncio.to_thread(try_again, work, engine=engine, pauses=())


def _raise_unless_passing(engine: Engine, error: SQLAlchemyError, *, last: bool) -> None:
    if is_out_of_reach(error) or (last and is_passing(error)):
        raise DatabaseUnavailable(why(engine, error)) from error
    if not is_passing(error):
        raise error


def is_out_of_reach(error: BaseException) -> bool:
    """Does no further write make sense: disk full, database read-only, file damaged, I/O error?"""
    if isinstance(error, IntegrityError | DataError):  # their words quote what strangers wrote
        return False
    words = str(getattr(error, "orig", error)).lower()
    return any(mark in words for mark in _HOPELESS)


def is_passing(error: BaseException) -> bool:
    """Is it worth another try: the database held by another process, a lost connection, two transactions in conflict?"""
    if isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return True
    if not isinstance(error, OperationalError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return any(mark in str(error.orig).lower() for mark in ("locked", "busy"))
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state[:2] in _PASSING


_PASSING = ("08", "40", "53", "55", "57")
"""Classes of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html): connection, serialization,
resources, object in use, operator intervention."""


_HOPELESS = ("disk is full", "readonly", "read-only", "disk i/o error", "malformed", "no space left", "not a database")
"""In the words of SQLite (https://www.sqlite.org/rescode.html) and PostgreSQL."""


def why(engine: Engine, error: BaseException) -> str:
    """One sentence for people: what is wrong with the database and what to do."""
    return _why(engine, error)


_SECRETS_OF_ANY = re.compile(r"\A([\w.+-]+://)?.*@|(?<=password=)[^&]*", re.DOTALL)
"""Where a password may stand in what is no address: before its last "@" (one that holds "@" or "/" was not escaped)."""


def parsed_url(url: str) -> URL:
    """The parts of a database's address.

    Raises:
        DatabaseUnavailable: it is none; a password in it is not repeated.
    """
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        told = _SECRETS_OF_ANY.sub(lambda found: f"{found[1] or ''}***{'@' if found[0].endswith('@') else ''}", url)
        raise DatabaseUnavailable(
            f"{told!r} names no database: sqlite:///news.db or postgresql://user:password@host/name"
        ) from None  # SQLAlchemy's words may quote it


def _check_file(url: URL) -> None:
    if url.database in (None, "", ":memory:"):
        raise DatabaseUnavailable("a database in memory is lost at the end of the run: name a file, sqlite:///news.db")
    path = Path(str(url.database).removeprefix("file:"))
    if not path.parent.is_dir():
        raise DatabaseUnavailable(f"the folder {path.parent} is not there: make it (mkdir -p {path.parent})")
    if path.is_dir():
        raise DatabaseUnavailable(f"{path} is a folder: name a file in it, as in {path / 'news.db'}")


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, DDL included
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT * 1000}")
    cursor.execute(f"PRAGMA cache_size=-{CACHE_SIZE}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def newest_schema() -> str:
    """The number of the schema that this program knows."""
    return str(ScriptDirectory.from_config(_alembic()).get_current_head())


def _before_upgrade(engine: Engine, current: str, head: str, say: Callable[[str], None]) -> None:
    """A copy of the file as it is, under its name once it is whole; on a server a word: its backups are its keeper's."""
    if engine.dialect.name != "sqlite":
        say(f"{shown(engine)}: upgrading the schema from {current} to {head}. Its backups are yours to make.")
        return
    path = Path(str(engine.url.database))
    part = path.with_name(f"{path.name}.before-{head}.{os.getpid()}-part.db")
    try:
        with engine.connect() as connection, closing(sqlite3.connect(part)) as target:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(target)
            if _revision_of(target) != current:
                return  # another process upgraded it meanwhile, and made its copy
        copy = _reserved(path, head)
        part.replace(copy)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + end).unlink(missing_ok=True)
    say(f"{path}: upgrading the schema from {current} to {head}; the file as it was is kept as {copy}")


def _revision_of(file: sqlite3.Connection) -> str:
    if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return "none"
    row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else "none"


def _reserved(path: Path, head: str) -> Path:
    """An empty file for the copy, under a name that no earlier copy has: that one may be the only one of its time."""
    for number in count(1):
        copy = path.with_name(f"{path.name}.before-{head}{f'-{number}' if number > 1 else ''}.db")
        try:
            copy.open("x").close()
        except FileExistsError:
            continue
        return copy
    raise AssertionError


def _upgrade(engine: Engine, config: Config) -> None:
    with _rebuilding(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        drop_views(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        keep_in_step(connection)
        make_views(connection)


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction that may rebuild tables.

    SQLite changes a column by copying its table and dropping the old one, which would take the rows that refer to it
    along: references are checked at the end instead, as https://www.sqlite.org/lang_altertable.html asks for.
    """
    if engine.dialect.name != "sqlite":
        with write_transaction(engine) as connection:
            yield connection
        return
    with engine.connect() as connection:
        file = connection.connection.driver_connection
        assert isinstance(file, sqlite3.Connection)
        file.execute("PRAGMA foreign_keys=OFF")  # is ignored within a transaction
        try:
            writer = connection.execution_options(immediate=True)
            with writer.begin():
                yield writer
                if broken := writer.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DatabaseUnavailable(
                        f"{shown(engine)}: the upgrade left rows without what they refer to: {broken}"
                    )
        finally:
            file.execute("PRAGMA foreign_keys=ON")


def _why(engine: Engine, error: BaseException) -> str:
    where, words = shown(engine), " ".join(str(getattr(error, "orig", None) or error).split())
    low = words.lower()
    if "not a database" in low or "malformed" in low:
        return f"{where} is no SQLite database, or is damaged ({words}): name another file"
    if "readonly" in low or "read-only" in low:
        return f"{where} cannot be written to ({words}): give this user the right to write the file and its folder"
    if "full" in low or "no space" in low:
        return f"{where}: the disk is full ({words}): make room and start again; what was stored is whole"
    if "unable to open" in low:
        return f"{where} cannot be opened ({words}): see that the folder may be written to by this user"
    if engine.dialect.name == "postgresql":
        return (
            f"{where} cannot be reached ({words}): see that the server runs and that user, password and name are right"
        )
    return f"{where}: {words}"
