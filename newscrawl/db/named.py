"""Rows by natural keys, in one statement of one text, whatever the number of keys."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Boolean, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler


def rows_named(columns: Sequence[Any], names: Sequence[tuple[Any, ...]]) -> ColumnElement[bool]:
    """The condition that finds the rows of these natural keys by the index of their columns.

    The keys travel as one JSON parameter, and each is looked up by itself. SQLite reads a whole table for ``(a, b) IN
    (VALUES …)``, and of ``(a, b) IN (SELECT …)`` uses the first column alone.

    Args:
        columns: of the key, in the order of its index; their table has an ``id``.
        names: values of these columns.
    """
    table = columns[0].class_.__table__
    kinds = tuple(isinstance(column.type, Integer) for column in columns)
    element = _element(table.name, tuple(column.name for column in columns), kinds)
    return cast("ColumnElement[bool]", element(json.dumps(names)))


def _itself(element: FunctionElement[bool], against: object = None) -> FunctionElement[bool]:
    del against
    return element


@cache
def _element(table: str, columns: tuple[str, ...], numbers: tuple[bool, ...]) -> type[FunctionElement[bool]]:
    """A class for each table and key: by it, SQLAlchemy knows a statement that it has written before."""
    # It is a condition as it stands: where a dialect has no booleans, "= 1" after it would hide it from the planner.
    members = {"inherit_cache": True, "type": Boolean(), "name": f"{table}_named", "self_group": _itself}
    element = type(f"{table}_by_{'_'.join(columns)}", (FunctionElement,), members)

    def write(source: str, values: list[str]) -> Any:
        def statement(of: FunctionElement[bool], compiler: SQLCompiler, **more: Any) -> str:
            listed = source.format(compiler.process(of.clauses, **more))
            same = " AND ".join(f"m.{column} = {value}" for column, value in zip(columns, values, strict=True))
            return f"{table}.id IN (SELECT m.id FROM {listed} n CROSS JOIN {table} m WHERE {same})"  # noqa: S608  (our names)

        return statement

    places = range(len(columns))
    on_sqlite = [f"json_extract(n.value, '$[{n}]')" for n in places]
    on_postgresql = [f"CAST(n.value ->> {n} AS BIGINT)" if numbers[n] else f"n.value ->> {n}" for n in places]
    compiles(element, "sqlite")(write("json_each({})", on_sqlite))
    compiles(element, "postgresql")(write("jsonb_array_elements(CAST({} AS jsonb))", on_postgresql))
    return element
