"""How much lies in the database: rows and bytes by table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from newscrawl.db.models import Base
from newscrawl.db.search import INDEXES

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

FULL_TEXT = "(full text)"


@dataclass(frozen=True, slots=True)
class TableSize:
    """One table."""

    table: str
    rows: int | None
    """None for what holds no rows of its own (the full text)."""
    bytes: int | None
    """With its indexes; None where this SQLite was built without ``dbstat``."""


def table_sizes(connection: Connection) -> list[TableSize]:
    """Every table, the largest first."""
    measured = _postgresql(connection) if connection.dialect.name == "postgresql" else _sqlite(connection)
    sizes = []
    for table in Base.metadata.sorted_tables:
        number = connection.execute(select(func.count()).select_from(table)).scalar_one()
        sizes.append(TableSize(table.name, number, measured.get(table.name) if measured else None))
    if measured and FULL_TEXT in measured:
        sizes.append(TableSize(FULL_TEXT, None, measured[FULL_TEXT]))
    return sorted(sizes, key=lambda size: (-(size.bytes or 0), size.table))


def _postgresql(connection: Connection) -> dict[str, int]:
    """As the server counts them, with indexes and long values; its full text lies in the tables."""
    statement = text("SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                     "current_schema()::regnamespace")  # fmt: skip
    return {row[0]: row[1] for row in connection.execute(statement)}


def _sqlite(connection: Connection) -> dict[str, int]:
    """Pages of the file by the table that they, or their index, belong to (https://www.sqlite.org/dbstat.html)."""
    statement = text(
        "SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_master m ON m.name = d.name "
        "WHERE d.aggregate = TRUE GROUP BY 1"
    )
    try:
        rows = connection.execute(statement).all()
    except DBAPIError:
        return {}
    sizes: dict[str, int] = {}
    for table, size in rows:
        of = FULL_TEXT if str(table).startswith(tuple(f"{index}_" for index in INDEXES)) else str(table)
        sizes[of] = sizes.get(of, 0) + size
    return sizes
