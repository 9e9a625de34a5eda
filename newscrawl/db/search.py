"""Full text over articles, quotes and comments, kept in step by the database itself.

SQLite: FTS5 tables that hold no text of their own (https://www.sqlite.org/fts5.html#external_content_tables), fed by
triggers. PostgreSQL: generated tsvector columns with a GIN index. Both take a run of letters and digits for a word, in
any language, without case and without Latin diacritics ("Jose" finds "José"); no stemming, so no word is found that
was not written.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

SEARCHED: dict[str, tuple[str, ...]] = {
    "article": ("headline", "dek", "body"),
    "quote": ("text",),
    "comment": ("text",),
}
"""Table to the columns whose words are found."""

INDEXES = tuple(f"{table}_fts" for table in SEARCHED)
"""SQLite's full-text tables."""

INDEXED_AT_MOST = 100_000
"""Characters of a row whose words PostgreSQL indexes: a tsvector holds 1 MiB, and a longer one would refuse the row
(https://www.postgresql.org/docs/current/textsearch-limitations.html)."""

_SEPARATORS = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())
"""Within "example.com" or "2026-03-01", PostgreSQL's parser sees one word; FTS5 sees several, and so do people."""


def _folding() -> tuple[str, str]:
    """Characters, and those that stand for them in the index: separators are spaces, Latin letters lose their marks."""
    letters, plain = [], []
    for code in range(0xC0, 0x180):  # Latin-1 Supplement and Latin Extended-A
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            letters.append(chr(code))
            plain.append(base.lower())
    return "".join(letters) + _SEPARATORS, "".join(plain) + " " * len(_SEPARATORS)


_FROM, _TO = _folding()
_TABLE = str.maketrans(_FROM, _TO)


def folded(words: str) -> str:
    """*words* as PostgreSQL's index has them but for case; the same as :func:`_folded_sql` of a column."""
    return words.translate(_TABLE)


def _folded_sql(columns: tuple[str, ...]) -> str:
    joined = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    return f"translate(left({joined}, {INDEXED_AT_MOST}), '{_FROM.replace(chr(39), chr(39) * 2)}', '{_TO}')"


def make_full_text(connection: Connection) -> None:
    """Make the full text of the rows that are there; nothing where it is there already."""
    for table, columns in SEARCHED.items():
        if connection.dialect.name == "postgresql":
            vector = f"to_tsvector('simple', {_folded_sql(columns)})".replace("%", "%%")
            connection.exec_driver_sql(
                f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS ({vector}) STORED",
                (),
            )
            connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS ix_{table}_search ON {table} USING gin (search)")
            continue
        there = f"SELECT 1 FROM sqlite_master WHERE name = '{table}_fts'"  # noqa: S608 - our own names
        if connection.exec_driver_sql(there).first() is None:
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5({', '.join(columns)}, content='{table}', "
                "content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
            )
            connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts) VALUES('rebuild')")
    keep_in_step(connection)


def keep_in_step(connection: Connection) -> None:
    """Make the triggers that feed SQLite's full text: a migration that copies a table loses them. Elsewhere nothing."""
    if connection.dialect.name != "sqlite":
        return
    for table in SEARCHED:
        for name, statement in triggers(table).items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(statement)


def triggers(table: str) -> dict[str, str]:
    """SQLite's triggers of a table, by name. A row whose searched columns stay as they are costs nothing."""
    columns, fts = SEARCHED[table], f"{table}_fts"
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    remove = f"INSERT INTO {fts}({fts}, rowid, {names}) VALUES('delete', old.id, {old});"
    add = f"INSERT INTO {fts}(rowid, {names}) VALUES(new.id, {new});"
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    return {
        f"{fts}_insert": f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"{fts}_delete": f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"{fts}_update": f"CREATE TRIGGER {fts}_update AFTER UPDATE OF id, {names} ON {table} "
        f"WHEN old.id <> new.id OR {differs} BEGIN {remove} {add} END",
    }


def out_of_step(connection: Connection) -> list[str]:
    """The tables whose full text is not that of their rows, or is not kept so; generated columns always are."""
    if connection.dialect.name != "sqlite":
        return []
    wrong = []
    there = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for table in SEARCHED:
        check = f"INSERT INTO {table}_fts({table}_fts, rank) VALUES('integrity-check', 1)"
        try:
            connection.exec_driver_sql(check)
        except DBAPIError:
            wrong.append(f"{table}: its words are not those of its rows")
            continue
        if missing := sorted(triggers(table).keys() - there):
            wrong.append(f"{table}: the trigger {missing[0]} is missing")
    return wrong


def rebuild(connection: Connection) -> None:
    """Make the full text anew from the tables."""
    if connection.dialect.name != "sqlite":
        for table in SEARCHED:
            connection.execute(text(f"REINDEX INDEX ix_{table}_search"))
        return
    for table in SEARCHED:
        connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts) VALUES('rebuild')")
    keep_in_step(connection)


def own_of_search(name: str | None, kind: str, parent: dict[str, str | None]) -> bool:
    """Alembic's ``include_name``: what the full text adds to the schema is no part of the models."""
    if kind == "table":
        return not str(name).startswith(INDEXES)
    if kind == "column":
        return not (name == "search" and parent.get("table_name") in SEARCHED)
    return not (kind == "index" and name in {f"ix_{table}_search" for table in SEARCHED})
