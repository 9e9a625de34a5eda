"""A list of sites without any code: TOML with a ``[[site]]`` table a paper, or CSV with the same names as columns."""

from __future__ import annotations

import csv
import io
import tomllib
from typing import TYPE_CHECKING, Any

from newscrawl.spiders.site import FIELDS, Site, SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class SitesFileError(ValueError):
    """A sites file that cannot be read. The message names file, line and reason."""


class NoSitesError(SitesFileError):
    """A sites file without a mistake that lists no site: nothing but comments, or the line of columns alone."""


def read_sites_file(path: Path) -> list[Site]:
    """The sites that *path* (``.toml`` or ``.csv``) lists, in its order.

    Raises:
        SitesFileError: no such file, not UTF-8, not TOML or CSV, an entry that says too little, a name given twice.
        NoSitesError: it lists none.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SitesFileError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SitesFileError(
            f"{path}, line {line}: not UTF-8 (byte {error.object[error.start]:#04x}); save it as UTF-8"
        ) from None
    entries = _csv_entries(text, path) if path.suffix.casefold() == ".csv" else _toml_entries(text, path)
    sites: list[Site] = []
    seen: dict[str, int] = {}
    for line, entry in entries:
        try:
            site = Site.from_mapping(entry)
        except SiteError as error:
            raise SitesFileError(f"{path}, line {line}: {error}") from None
        if site.name in seen:
            raise SitesFileError(f"{path}, line {line}: name {site.name!r} stands on line {seen[site.name]} already")
        seen[site.name] = line
        sites.append(site)
    if not sites:
        raise NoSitesError(f"{path}: it lists no site; see README, 'Add a paper'")
    return sites


def _toml_entries(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # its message ends "(at line 3, column 7)"
        raise SitesFileError(f"{path}: {error}") from None
    if not document:
        raise NoSitesError(f"{path}: no [[site]] table; a paper is [[site]] with name, domain, place, timezone")
    tables = document.get("site")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SitesFileError(f"{path}: no [[site]] table; a paper is [[site]] with name, domain, place, timezone")
    if other := [key for key in document if key != "site"]:
        raise SitesFileError(f"{path}: unknown table or field {other[0]!r}; a paper is a [[site]] table")
    # tomllib gives no line numbers: the n-th entry begins at the n-th line that opens a [[site]] table.
    heads = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.split("#")[0].replace(" ", "").strip() == "[[site]]"
    ]
    for index, table in enumerate(tables):
        yield (heads[index] if index < len(heads) else 1), table


def _csv_entries(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows by their columns; commas, semicolons (as spreadsheets write them in much of Europe) or tabs stand between."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if not {"name", "domain"} <= set(names):
            raise SitesFileError(f"{path}, line 1: the first line must name the columns: {', '.join(FIELDS)}")
        for values in reader:
            line = reader.line_num
            if len(values) > len(names):
                raise SitesFileError(
                    f"{path}, line {line}: {len(values)} values for {len(names)} columns; put a value that holds "
                    f"{delimiter!r} in quotes"
                )
            entry = {name: value.strip() for name, value in zip(names, values, strict=False) if value.strip()}
            if entry:
                yield line, entry
            line = reader.line_num + 1
    except csv.Error as error:
        raise SitesFileError(f"{path}, line {line}: {error}") from None
