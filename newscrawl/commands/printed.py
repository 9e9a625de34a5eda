"""Rows as people and programs read them: a table on a terminal, lines in a pipe, CSV or JSON where asked for."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from newscrawl.db.files import harmless_cell
from newscrawl.progress import Screen
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CELL_AT_MOST = 70
"""Characters of one cell of a table on a terminal; a longer text is cut and ends with "…"."""


def plain(value: Any) -> Any:
    """A value as JSON and CSV hold it: moments in ISO 8601, with their offset."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str = "table") -> int:
    """Print rows to standard output; how many there were.

    Args:
        columns: their names.
        rows: their values.
        form: "table" (on a terminal; tab-separated lines in a pipe), "csv" (formula-safe), or "json" (a list of objects).
    """
    if form == "csv":
        return _print_csv(columns, rows)
    if form == "json":
        found = [dict(zip(columns, map(plain, row), strict=True)) for row in rows]
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return len(found)
    if sys.stdout.isatty():
        return _print_table(columns, rows)
    sys.stdout.write("\t".join(columns) + "\n")
    number = 0
    for row in rows:
        sys.stdout.write("\t".join(_cell(value) for value in row) + "\n")
        number += 1
    return number


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    writer, number = csv.writer(sys.stdout, lineterminator="\n"), 0
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless_cell(value) if isinstance(value, str) else plain(value) for value in row])
        number += 1
    return number


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    kept = [list(row) for row in rows]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for index, name in enumerate(columns):
        numbers = all(isinstance(row[index], int | float) or row[index] is None for row in kept)
        table.add_column(name.replace("_", " "), justify="right" if numbers and kept else "left", overflow="fold")
    for row in kept:
        table.add_row(*(Text(_cut(_cell(value, thousands=True))) for value in row))
    Screen().print(table)
    return len(kept)


def _cell(value: Any, *, thousands: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if thousands else str(value)
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    return harmless(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= CELL_AT_MOST else text[: CELL_AT_MOST - 1] + "…"
