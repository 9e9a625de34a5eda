"""Lists of papers that others made, read as they are: JSON, JSON Lines, CSV, TOML, or addresses one a line.

Facts: 3DLNews (https://github.com/wm-newslab/3DLNews, ``resources/usa_2016_2024_pu5e.json.gz``) is an object by state; in each
stand lists by medium (newspaper, tv, radio, broadcast) of objects with ``name``, ``website``, ``city-county-name``,
``city-county-lat``, ``city-county-long``, ``us-state``, ``media-class``, ``rss``. Its predecessor, the Local Memory Project's
list, writes ``cityCountyName``. Other lists have the same few things under other names, so names are compared by their
letters, and rows are found however deep they stand.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.scouting.places import region_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DEEPEST = 6
LARGEST = 512 * 1024 * 1024
"""Bytes of a list, unpacked."""

# Names under which lists keep one thing, by their letters.
_WEBSITE = ("website", "url", "homepage", "homepageurl", "domain", "link", "site", "weburl", "web")
_NAME = ("name", "outlet", "outletname", "title", "paper", "medianame", "publication")
_TOWN = ("citycountyname", "city", "town", "citybased", "location", "county")
_STATE = ("usstate", "state", "province", "region", "stateprovince")
_COUNTRY = ("country", "countryname", "countrycode")
_LATITUDE = ("citycountylat", "citycountynamelat", "lat", "latitude")
_LONGITUDE = ("citycountylong", "citycountynamelong", "lon", "lng", "long", "longitude")
_PLACE, _ZONE = ("place",), ("timezone", "tz")


class ListError(ValueError):
    """A list that cannot be read. The message names file and reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paper as a list has it."""

    where: str
    """Its place in the list: "AL newspaper 12", "line 3"."""
    website: str
    name: str
    town: str
    state: str
    country: str
    place: str
    timezone: str
    at: tuple[float | None, float | None]
    """Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that gives no entry."""

    where: str
    name: str
    website: str
    reason: str


def read_list(path: Path) -> list[Row]:
    """The rows of a list, in its order; ``.gz`` is unpacked.

    Raises:
        ListError: no such file, not UTF-8, or neither JSON nor CSV nor a list of addresses.
    """
    try:
        body = path.read_bytes()
        if body.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(body)) as packed:
                body = packed.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise ListError(f"{path}: more than {LARGEST:,} bytes")
        text = body.decode("utf-8-sig")
    except (OSError, EOFError) as error:
        raise ListError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError:
        raise ListError(f"{path}: not UTF-8; save it as UTF-8") from None
    rows = list(_rows(text, path))
    if not rows:
        raise ListError(
            f"{path}: no row with an address; JSON, CSV with a column website or url, or addresses one a line"
        )
    return rows


def _rows(text: str, path: Path) -> Iterator[Row]:
    start = text.lstrip()[:1]
    if start in {"{", "["} and path.suffix.casefold() != ".toml":
        try:
            yield from _nested(json.loads(text), [], 0)
        except RecursionError:
            raise ListError(f"{path}: nested too deeply") from None
        except ValueError as error:
            yield from _json_lines(text, path, error)
    elif path.suffix.casefold() == ".toml":
        try:
            yield from _nested(tomllib.loads(text), [], 0)
        except tomllib.TOMLDecodeError as error:
            raise ListError(f"{path}: {error}") from None
    else:
        yield from _table(text)


def _json_lines(text: str, path: Path, error: ValueError) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            told = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            raise ListError(
                f"{path}: no JSON ({error})" if number == 1 else f"{path}, line {number}: no JSON"
            ) from None
        if isinstance(told, dict):
            yield _row(told, f"line {number}", "")


def _nested(value: Any, above: list[str], depth: int) -> Iterator[Row]:
    """The objects of nested lists and objects that have an address or a name; what stands above names a state."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            if isinstance(one, dict | list):
                yield from _nested(one, [*above, str(number)], depth + 1)
            elif isinstance(one, str):
                yield _row({"website": one}, " ".join([*above, str(number)]), "")
    elif isinstance(value, dict):
        letters = {_letters(str(key)): one for key, one in value.items()}
        if any(not isinstance(letters.get(name), dict | list | None) for name in (*_WEBSITE, *_NAME)):
            state = next((region.name for word in above if (region := region_of(word))), "")
            yield _row(value, " ".join(above) or "1", state)
            return
        for key, one in value.items():
            if isinstance(one, dict | list):
                yield from _nested(one, [*above, str(key)], depth + 1)


def _table(text: str) -> Iterator[Row]:
    """CSV with a line of names, or one address a line; ``#`` begins a comment."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first, head = next(
        ((i, line) for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), (0, "")
    )
    delimiter = max(",;\t|", key=head.count)
    names = [_letters(name) for name in head.split(delimiter)]
    if not any(name in names for name in _WEBSITE):
        for number, line in enumerate(lines, 1):
            if (address := line.strip()) and not address.startswith("#"):
                yield _row({"website": address}, f"line {number}", "")
        return
    rest = io.StringIO("\n".join(lines[first:]), newline="")
    reader = csv.reader(rest, delimiter=delimiter, skipinitialspace=True)
    columns = next(reader, [])
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield _row(dict(zip(columns, values, strict=False)), f"line {first + reader.line_num}", "")
    except csv.Error as error:
        raise ListError(f"line {first + reader.line_num}: {error}") from None


def _row(told: Mapping[str, Any], where: str, state: str) -> Row:
    letters = {_letters(str(key)): value for key, value in reversed(list(told.items()))}

    def text(names: tuple[str, ...]) -> str:
        found = (letters.get(name) for name in names)
        return next((" ".join(value.split())[:300] for value in found if isinstance(value, str) and value.strip()), "")

    def number(names: tuple[str, ...]) -> float | None:
        for name in names:
            try:
                value = float(letters.get(name) or "")
            except (TypeError, ValueError, OverflowError):  # the last: an integer of hundreds of digits
                continue
            return value if -180 <= value <= 180 else None
        return None

    stated = text(_STATE)
    region = region_of(stated)
    return Row(
        where,
        text(_WEBSITE),
        text(_NAME),
        text(_TOWN),
        region.name if region else stated or state,
        text(_COUNTRY),
        text(_PLACE),
        text(_ZONE),
        (number(_LATITUDE), number(_LONGITUDE)),
    )


def _letters(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
