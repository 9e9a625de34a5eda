"""Files of rows: CSV that no spreadsheet runs, JSON Lines, Parquet. A file is there whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from newscrawl.db.export import plain_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FORMULA = frozenset("=+-@\t\r")
"""With one of these at its head, a cell of a CSV file is run as a formula by spreadsheets: it gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection)."""


GROUP_BYTES = 2 * 1024 * 1024
"""Of values in a group of a Parquet file: readers want few groups, and a group is held in memory until it is whole."""
PAGE_BYTES = 64 * 1024
"""Of a column's values in a page: each column holds one while its group is written."""
ROWS_SHAPED = 1000
"""Rows that are turned into columns at a time."""
_FEW_VALUES = frozenset(
    {
        "outlet",
        "platform",
        "state",
        "section",
        "kind",
        "language",
        "credit",
        "published_precision",
        "paywall",
        "role",
        "cue",
    }
)
"""Columns in which few values come again and again."""


class MissingPackageError(Exception):
    """A package of an extra is not installed; the message names the command that does."""


class Writer(Protocol):
    """Writes rows into an open file."""

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some rows."""

    def close(self) -> None:
        """Write what is left."""


def harmless_cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + value if value and value[0] in FORMULA else value


class CsvWriter:
    """CSV in UTF-8: a heading line, empty cells for what is not there, lists as JSON."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        self._kinds = list(columns.values())
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some rows."""
        columns = plain_columns(rows, [kind if kind != "list" else "text" for kind in self._kinds])
        shaped = [_SHAPES[kind](column) if kind in _SHAPES else column
                  for kind, column in zip(self._kinds, columns, strict=True)]  # fmt: skip
        self._writer.writerows(zip(*shaped, strict=True))

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


def _harmless(column: Sequence[Any]) -> list[Any]:
    return ["'" + value if value and value[0] in FORMULA else value for value in column]


def _json_cells(column: Sequence[Any]) -> list[Any]:
    return [
        value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in column
    ]


def _truth_cells(column: Sequence[Any]) -> list[Any]:
    return [value if value is None else "true" if value else "false" for value in column]


_SHAPES: dict[str, Any] = {"text": _harmless, "list": _json_cells, "truth": _truth_cells}


class JsonLinesWriter:
    """An object a line, in UTF-8."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        self._names, self._kinds = list(columns), list(columns.values())
        self._encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some rows."""
        names, encode = self._names, self._encode
        plain = zip(*plain_columns(rows, self._kinds), strict=True)
        self._file.write("".join([encode(dict(zip(names, row, strict=True))) + "\n" for row in plain]))

    def close(self) -> None:
        """Write what is left."""
        self._file.close()


class ParquetWriter:
    """Parquet with types: moments as timestamps in UTC, lists as lists of text; compressed with zstd."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise MissingPackageError("Parquet needs the package pyarrow: pip install 'newscrawl[parquet]'") from None
        types = {
            "text": pa.string(), "number": pa.int64(), "fraction": pa.float64(), "truth": pa.bool_(),
            "moment": pa.timestamp("us", tz="UTC"), "list": pa.list_(pa.string()),
        }  # fmt: skip
        pa.set_memory_pool(pa.system_memory_pool())  # the default one keeps what was freed
        self._pa, self._kinds = pa, list(columns.values())
        self._schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
        few = [
            name for name in columns if name in _FEW_VALUES
        ]  # a dictionary of texts is held until its group is written
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="zstd", use_dictionary=few, data_page_size=PAGE_BYTES
        )
        self._batches: list[Any] = []
        self._bytes = 0

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take some rows in; what makes a group is written."""
        for at in range(0, len(rows), ROWS_SHAPED):
            self._take(rows[at : at + ROWS_SHAPED])

    def _take(self, rows: Sequence[Sequence[Any]]) -> None:
        arrays = []
        for kind, column, field in zip(self._kinds, plain_columns(rows, self._kinds), self._schema, strict=True):
            if kind == "moment":
                arrays.append(self._pa.array(column, self._pa.string()).cast(field.type))
            else:
                arrays.append(self._pa.array(column, field.type))
        batch = self._pa.record_batch(arrays, schema=self._schema)
        self._batches.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= GROUP_BYTES:
            self._write_group()

    def _write_group(self) -> None:
        if self._batches:
            self._writer.write_table(self._pa.Table.from_batches(self._batches))
        self._batches, self._bytes = [], 0

    def close(self) -> None:
        """Write what is left, and the file's own table of contents."""
        self._write_group()
        self._writer.close()


WRITERS: dict[str, type[CsvWriter | JsonLinesWriter | ParquetWriter]] = {
    ".csv": CsvWriter,
    ".jsonl": JsonLinesWriter,
    ".parquet": ParquetWriter,
}
"""By the ending of the file's name."""


@contextmanager
def whole_file(path: Path, columns: Mapping[str, str], *, force: bool) -> Iterator[Writer]:
    """A writer into a file beside *path* that takes its name at the end; where anything fails there is no file.

    Args:
        path: its ending says the format (:data:`WRITERS`).
        columns: name to kind (:func:`newscrawl.db.export.columns_of`).
        force: take the place of a file that is there.

    Raises:
        FileExistsError: it is there already.
        MissingPackageError: the format needs a package.
        OSError: it cannot be written.
    """
    if path.exists() and not force:
        raise FileExistsError(str(path))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        writer: Writer = WRITERS[path.suffix.casefold()](part, columns)
        try:
            yield writer
        finally:
            writer.close()
        if force:
            part.replace(path)
        else:
            _name_once(part, path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _name_once(part: Path, path: Path) -> None:
    """Give the file its name, unless another has taken that meanwhile."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(str(path)) from None
        part.replace(path)
