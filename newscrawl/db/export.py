"""Rows of the views, streamed into a file: a million comments in the memory of some thousands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, text

from newscrawl.db.base import Moment
from newscrawl.db.condition import one_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import TextClause
    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Exported:
    """A view as a file: which, in what order, and how many rows are held in memory."""

    view: str
    order: str
    chunk: int


EXPORTED = {
    "articles": Exported("v_article", "article_id", 500),
    "quotes": Exported("v_quote", "quote_id", 1000),
    "comments": Exported("v_comment", "comment_id", 1000),
    "threads": Exported("v_thread", "thread_id", 5000),
    "stories": Exported("v_story", "story_id, article_id", 5000),
}

LISTS = frozenset({"authors", "tags", "captions", "candidates", "roles", "quoted", "links", "badges"})
TRUTHS = frozenset({"gone", "truncated", "is_original", "readable", "closed", "pinned"})
COUNTED = frozenset({"revisions", "comments", "shown"})
"""What views compute, and SQLite so has no type for."""
_MOMENT = re.compile(r".*(_at|_seen)")


def columns_of(connection: Connection, view: str) -> dict[str, str]:
    """A view's columns in order, each with what it holds: text, number, fraction, truth, moment or list."""
    if connection.dialect.name == "postgresql":
        statement = text(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND table_name = :view ORDER BY ordinal_position"
        )
        return {name: _POSTGRESQL.get(kind, "text") for name, kind in connection.execute(statement, {"view": view})}
    rows = connection.exec_driver_sql(f"PRAGMA table_info({view})")
    return {row[1]: _sqlite_kind(row[1], row[2].upper()) for row in rows}


_POSTGRESQL = {
    "bigint": "number",
    "integer": "number",
    "double precision": "fraction",
    "boolean": "truth",
    "timestamp with time zone": "moment",
    "jsonb": "list",
}


def _sqlite_kind(name: str, declared: str) -> str:
    if _MOMENT.fullmatch(name) or name == "last_read":
        return "moment"
    if name in LISTS or declared == "JSON":
        return "list"
    if name in TRUTHS or declared == "BOOLEAN":
        return "truth"
    if name in COUNTED or "INT" in declared:
        return "number"
    return "fraction" if declared in {"DOUBLE", "FLOAT", "REAL"} else "text"


def statement_of(
    what: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    outlet: str | None = None,
    where: str | None = None,
    explain: bool = False,
) -> TextClause:
    """The statement that reads what is to be exported.

    Args:
        what: a name in :data:`EXPORTED`.
        since: published then or later; rows without a date are left out.
        until: published before.
        outlet: of this paper.
        where: a condition of SQL over the view's columns.
        explain: do not read, only see whether the database understands it.

    Raises:
        ConditionError: *where* is none.
    """
    exported, conditions, values = EXPORTED[what], [], {}
    for name, value, condition in (
        ("since", since, "published_at >= :since"),
        ("until", until, "published_at < :until"),
        ("outlet", outlet, "outlet = :outlet"),
    ):
        if value is not None:
            conditions.append(condition)
            values[name] = value
    if where is not None:
        conditions.append("(" + one_condition(where).replace(":", r"\:") + "\n)")
    narrowed = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    statement = text(
        f"{'EXPLAIN ' if explain else ''}SELECT * FROM {exported.view}{narrowed} ORDER BY {exported.order}"
    )
    return statement.bindparams(
        *(
            bindparam(name, value, type_=Moment() if isinstance(value, datetime) else None)
            for name, value in values.items()
        )
    )


def chunks(connection: Connection, statement: TextClause, size: int) -> Iterator[list[Sequence[Any]]]:
    """The rows, *size* at a time; a server sends no more than are asked for."""
    streaming = connection.execution_options(stream_results=True, max_row_buffer=size)
    result = streaming.execute(statement)
    while rows := result.fetchmany(size):
        yield rows  # type: ignore[misc]  # rows are sequences


def plain_columns(rows: Sequence[Sequence[Any]], kinds: Sequence[str]) -> list[Sequence[Any]]:
    """The rows' columns with each value as its kind has it: moments as ISO 8601 in UTC, truths as bool, lists as list."""
    return [
        _READ[kind](column) if kind in _READ else column
        for kind, column in zip(kinds, zip(*rows, strict=True), strict=True)
    ]


def _moments(column: Sequence[Any]) -> list[str | None]:
    return [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in column]


def _truths(column: Sequence[Any]) -> list[bool | None]:
    return [value if value is None else bool(value) for value in column]


def _lists(column: Sequence[Any]) -> list[list[Any] | None]:
    return [json.loads(value) if isinstance(value, str) else value for value in column]


_READ: dict[str, Any] = {"moment": _moments, "truth": _truths, "list": _lists}
