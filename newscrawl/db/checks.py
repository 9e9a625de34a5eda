"""Is the database sound? What neither engine's constraints can say is asked by SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from newscrawl.db.engine import newest_schema, write_transaction
from newscrawl.db.models import Base
from newscrawl.db.opening import schema_of
from newscrawl.db.search import out_of_step
from newscrawl.db.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question about the database."""

    question: str
    sound: bool
    detail: str = ""


RULES: tuple[tuple[str, str], ...] = (
    (
        "every quote is what stands at its place in the article",
        (
            "SELECT q.id FROM quote q JOIN article a ON a.id = q.article_id "
            "WHERE substr(a.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"
        ),
    ),
    (
        "every cue is what stands at its place in the article",
        (
            "SELECT q.id FROM quote q JOIN article a ON a.id = q.article_id WHERE q.cue_start IS NOT NULL "
            "AND substr(a.body, q.cue_start + 1, q.cue_end - q.cue_start) <> q.cue"
        ),
    ),
    (
        "every quote of an earlier text is what stands at its place in that text",
        (
            "SELECT r.id FROM past_quote p JOIN revision r ON r.id = p.revision_id "
            "WHERE substr(r.body, p.start_char + 1, p.end_char - p.start_char) <> p.text"
        ),
    ),
    (
        "every article has a first revision, and its last one is the article's text",
        (
            "SELECT a.id FROM article a LEFT JOIN revision r ON r.article_id = a.id AND r.number = "
            "(SELECT max(n.number) FROM revision n WHERE n.article_id = a.id) WHERE r.id IS NULL OR r.body <> a.body"
        ),
    ),
    (
        "every reply stands in the article of the comment that it answers",
        (
            "SELECT c.id FROM comment c JOIN comment p ON p.id = c.parent_id JOIN thread t ON t.id = c.thread_id "
            "JOIN thread u ON u.id = p.thread_id WHERE c.thread_id <> p.thread_id AND t.article_id <> u.article_id"
        ),
    ),
    (
        "every article answers under an address",
        ("SELECT a.id FROM article a WHERE NOT EXISTS (SELECT 1 FROM article_url u WHERE u.article_id = a.id)"),
    ),
)
"""(what holds, the ids of the rows that break it); one text for both engines."""


def check(engine: Engine) -> Iterator[Finding]:
    """The findings, one after the other; a large database takes a while.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read at all.
    """
    current, newest = schema_of(engine), newest_schema()
    yield Finding("the schema is today's", current == newest, str(current))
    if current != newest:
        return
    with engine.connect() as connection:
        yield from _whole(connection)
        names = set(inspect(connection).get_table_names()) | set(inspect(connection).get_view_names())
        missing = sorted(({table.name for table in Base.metadata.sorted_tables} | set(VIEWS)) - names)
        yield Finding("every table and view is there", not missing, ", ".join(missing))
        for question, rule in RULES:
            yield _ask(connection, question, rule)
    with write_transaction(
        engine
    ) as connection:  # the index checks itself by a statement that looks like a writing one
        wrong = out_of_step(connection)
    yield Finding("the full text is in step with the tables", not wrong, ", ".join(wrong))


def _ask(connection: Connection, question: str, rule: str) -> Finding:
    broken = [row[0] for row in connection.execute(text(f"{rule} LIMIT 6"))]
    shown = ", ".join(map(str, broken[:5])) + (" and more" if len(broken) > 5 else "")
    return Finding(question, not broken, f"rows {shown}" if broken else "")


def _whole(connection: Connection) -> Iterator[Finding]:
    """The file and its references; PostgreSQL keeps both itself, so there its own doubts are asked for."""
    if connection.dialect.name == "sqlite":
        words = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
        yield Finding("the file is whole", words == ["ok"], "" if words == ["ok"] else "; ".join(map(str, words)))
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
        yield Finding(
            "every row that another refers to is there",
            not loose,
            ", ".join(f"{table} row {row} without its {other}" for table, row, other, _ in loose),
        )
        return
    indexes = [row[0] for row in connection.execute(text(_INVALID_INDEXES))]
    yield Finding("every index is valid", not indexes, ", ".join(indexes))
    unsure = [row[0] for row in connection.execute(text(_UNVALIDATED))]
    yield Finding("every row that another refers to is there", not unsure, ", ".join(unsure))


_INVALID_INDEXES = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
_UNVALIDATED = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
