"""What strangers wrote, made storable: nothing that one of the engines refuses, no key too long to index.

Loaders clean text for people; here nothing is improved, it only must never cost a batch. Every replacement is one
character for one, so that spans stay right.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_

from newscrawl.db.named import rows_named
from newscrawl.db.rows import insert_rows
from newscrawl.items import PageKind
from newscrawl.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

_REFUSED = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL's text takes no NUL, UTF-8 no half of a surrogate pair."""

KEY_LIMIT = 600
"""Characters of an indexed key: a row of a PostgreSQL B-tree holds 2,704 bytes, a character up to 4."""

_INT64 = 2**63


def storable(text: str | None) -> str | None:
    """The text with what the engines refuse replaced by U+FFFD, character for character; None and "" give None."""
    return _REFUSED.sub("\ufffd", text) if text else None


def key(text: str) -> str:
    """The text as an indexed key: whole up to :data:`KEY_LIMIT` characters, else its head and its SHA-256."""
    text = _REFUSED.sub("\ufffd", text)
    if len(text) <= KEY_LIMIT:
        return text
    return f"{text[: KEY_LIMIT - 80]}#sha256={sha256(text.encode()).hexdigest()}"


def url_key(url: str) -> str:
    """The key under which all addresses of one page meet."""
    return key(canonical_url(_REFUSED.sub("\ufffd", url)))


def page_key(kind: PageKind, url: str) -> str:
    """The key of a page's row.

    A thread's pages keep their address as it stands, fragment included: interfaces mean what their parameters say, and
    two requests that differ in their body alone are told apart by a fragment.
    """
    return key(url) if kind == PageKind.THREAD else url_key(url)


def whole(number: Any) -> int | None:
    """The number where a 64-bit column can hold it, else None."""
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if -_INT64 <= number < _INT64 else None


def plain(value: Any) -> Any:
    """A JSON value with storable texts and string keys, at any depth up to 20; what JSON cannot hold becomes text."""
    return _plain(value, 20)


def _plain(value: Any, depth: int) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _REFUSED.sub("\ufffd", value)
    if isinstance(value, int):
        return value if abs(value) < _INT64 else str(value)[:100]
    if isinstance(value, float):
        return value if value - value == 0 else None  # no infinity, no NaN: JSON has none
    if depth and isinstance(value, dict):
        return {_REFUSED.sub("\ufffd", str(k)): _plain(v, depth - 1) for k, v in value.items()}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return [_plain(v, depth - 1) for v in value]
    return _REFUSED.sub("\ufffd", str(value))


def in_parts(values: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """The values in lists of at most *size*: a statement takes a limited number of parameters (SQLite 32,766)."""
    part: list[Any] = []
    for value in values:
        part.append(value)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def matching(columns: Sequence[Any], names: Iterable[tuple[Any, ...]]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together find the rows of these natural keys, by the index that their columns have.

    Args:
        columns: of the key, in the order of its index.
        names: values of these columns; the last one varies most.
    """
    if "id" in columns[0].class_.__table__.columns:
        for part in in_parts(dict.fromkeys(names), 2000):
            yield rows_named(columns, part)
        return
    groups: dict[tuple[Any, ...], set[Any]] = {}
    for *first, last in names:
        groups.setdefault(tuple(first), set()).add(last)
    for head, lasts in sorted(groups.items()):
        same = [column == value for column, value in zip(columns, head, strict=False)]
        for part in in_parts(sorted(lasts)):
            yield and_(*same, columns[-1].in_(part))


def insert_missing(connection: Connection, table: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; one whose natural key is there already is left as it is. All rows must have the same columns."""
    insert_rows(connection, table, rows, missing=True)


def moment(value: Any) -> datetime | None:
    """The moment that a hint states in ISO 8601; a day is its beginning, a moment without a zone is in UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    try:
        stated = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
