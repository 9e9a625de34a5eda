"""Many new rows in one statement.

SQLAlchemy makes the values of each row of an ``INSERT`` ready by itself, and PostgreSQL is told of each row by itself;
both cost more than the row. Here a column's values are made ready together. SQLite takes them as they stand, PostgreSQL
as one JSON text.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import JSON, Boolean, Float, Integer, Text, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from newscrawl.db.base import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Column, Table
    from sqlalchemy.engine import Connection, Dialect

AT_ONCE = 8_000_000
"""Characters that one text for PostgreSQL holds, about: it takes none over 1 GB."""

_KINDS = (Text, Integer, Float, Boolean, JSON, Moment)


class _Plan(NamedTuple):
    """How rows of a table with certain columns are written."""

    statement: str
    names: tuple[str, ...]
    """Columns that the rows state."""
    constants: dict[str, Any]
    """Further columns, each with the value that the model gives it."""
    ready: tuple[Callable[[Any], Any] | None, ...]
    """What makes a column's value ready, by name; SQLite alone."""
    documents: tuple[str, ...]
    """JSON columns in which None is JSON's null."""


def insert_rows(
    connection: Connection, table: type[Any], rows: Sequence[dict[str, Any]], *, missing: bool = False
) -> None:
    """Insert rows, in their order. All must have the same columns; what they leave out has the model's default.

    Args:
        connection: of a transaction.
        table: its model.
        rows: column to value.
        missing: a row whose natural key is there already is left as it is.

    Raises:
        sqlalchemy.exc.DBAPIError: a row is refused.
        ValueError: a moment has no time zone.
    """
    if not rows:
        return
    plan = _plan(table.__table__, tuple(rows[0]), connection.dialect, missing)
    if plan is None or any(row[name] is None for name in plan.documents for row in rows):
        _insert_plainly(connection, table, rows, missing=missing)
    elif connection.dialect.name == "postgresql":
        for text in _texts(plan, rows):
            connection.exec_driver_sql(plan.statement, (text,))
    else:
        columns: list[Any] = [map(itemgetter(name), rows) for name in plan.names]
        for n, ready in enumerate(plan.ready):
            if ready is not None:
                columns[n] = map(ready, columns[n])
        columns += [repeat(value, len(rows)) for value in plan.constants.values()]
        connection.exec_driver_sql(plan.statement, list(zip(*columns, strict=True)))


def _insert_plainly(connection: Connection, table: type[Any], rows: Sequence[dict[str, Any]], *, missing: bool) -> None:
    if missing:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))
    else:
        connection.execute(insert(table), list(rows))


@lru_cache(maxsize=200)
def _plan(model: Table, names: tuple[str, ...], dialect: Dialect, missing: bool) -> _Plan | None:
    """None where SQLAlchemy has to write the rows: a default that is called for, a type that is not known here."""
    columns: list[Column[Any]] = [model.columns[name] for name in names]
    more = [column for column in model.columns if column.default is not None and column.name not in names]
    if not all(isinstance(column.type, _KINDS) for column in columns):
        return None
    constants = {
        column.name: column.default.arg for column in more if isinstance(column.default, ScalarElementColumnDefault)
    }
    if len(constants) < len(more) or not all(isinstance(value, str | int) for value in constants.values()):
        return None
    quoted = dialect.identifier_preparer.quote
    listed = ", ".join(quoted(column.name) for column in (*columns, *more))
    into = f"INSERT INTO {quoted(model.name)} ({listed})"
    also = " ON CONFLICT DO NOTHING" if missing else ""
    if dialect.name == "postgresql":
        kinds = ", ".join(
            f"{quoted(column.name)} {column.type.dialect_impl(dialect).compile(dialect)}"
            for column in (*columns, *more)
        )
        given = f"SELECT {listed} FROM json_to_recordset(%s::json) AS r({kinds})"  # noqa: S608  (our names)
    else:
        given = f"VALUES ({', '.join('?' * (len(columns) + len(more)))})"
    ready = tuple(column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns)
    documents = tuple(c.name for c in columns if isinstance(c.type, JSON) and not c.type.none_as_null)
    return _Plan(f"{into} {given}{also}", names, constants, ready, documents)


def _texts(plan: _Plan, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The rows as JSON, in texts that are not too long."""
    part: list[str] = []
    length = 0
    for row in rows:
        part.append(_JSON({**row, **plan.constants} if plan.constants else row))
        length += len(part[-1])
        if length > AT_ONCE:
            yield f"[{','.join(part)}]"
            part, length = [], 0
    if part:
        yield f"[{','.join(part)}]"


def _as_json(value: Any) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"a {type(value).__name__} cannot be stored")
    if value.tzinfo is None or value.utcoffset() is None:
        raise ValueError(f"a moment without a time zone cannot be stored: {value!r}")
    return value.astimezone(UTC).isoformat()


_JSON = json.JSONEncoder(ensure_ascii=False, default=_as_json, check_circular=False).encode
