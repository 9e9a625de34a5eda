"""Many numbers in one statement: asked for by one parameter, and written without a mapping for each row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection
    from sqlalchemy.orm import InstrumentedAttribute


def among(connection: Connection, numbers: InstrumentedAttribute[Any], values: Sequence[int]) -> ColumnElement[bool]:
    """The rows whose number is among *values*; the statement has one text for any number of them.

    A parameter for each value costs more than the look-up: SQLAlchemy writes the statement anew for each number of them.
    """
    if connection.dialect.name == "postgresql":
        return numbers == func.any(bindparam(None, list(values), type_=ARRAY(BigInteger)))
    listed = func.json_each(json.dumps(list(values))).table_valued(column("value"))
    return numbers.in_(select(listed.c.value))


def insert_samples(connection: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Rows of ``shingle``: hash, article_id, outlet_id."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        columns: tuple[Any, ...] = tuple([row[n] for row in rows] for n in range(3))
        connection.exec_driver_sql(
            "INSERT INTO shingle (hash, article_id, outlet_id) "
            "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])",
            columns,
        )
    else:
        connection.exec_driver_sql("INSERT INTO shingle (hash, article_id, outlet_id) VALUES (?, ?, ?)", list(rows))
