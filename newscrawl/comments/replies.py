"""What the readers of JSON interfaces share: strangers' JSON taken apart without ever raising, times to ISO 8601."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

MAX_TEXT = 100_000
"""Characters of one comment's HTML that are read."""


def load(body: bytes) -> Any:
    """The JSON value of *body*; None for what is no JSON (an error page, a cut reply)."""
    try:
        return json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None


def entry(value: Any, *path: str) -> Any:
    """The value at *path* through nested objects; None where any step is missing or no object."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON list; empty where *value* is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def string(value: Any) -> str | None:
    """*value* where it is text that says something."""
    return value if isinstance(value, str) and value.strip() else None


def key_of(value: Any) -> str | None:
    """An id as text: numbers and strings count, empty ones, objects and booleans do not."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value)[:500].encode("utf-8", "replace").decode().strip() or None


def count(value: Any) -> int | None:
    """*value* as a whole number; None where the platform gives none (which is not 0)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return int(value)
    except (ValueError, OverflowError):
        return None


def moment(value: Any, *, unit: float = 1.0) -> str | None:
    """ISO 8601 in UTC of a Unix time counted in *unit* seconds (0.001 for milliseconds); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value * unit, tz=UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None


def stated(value: Any, *, utc: bool = False) -> str | None:
    """A stated ISO 8601 time, checked. With *utc*, one without a zone mark is in UTC (WordPress' GMT fields, Disqus)."""
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if utc and when.tzinfo is None:
        return f"{value.strip()}+00:00" if ":" in value else None
    return value.strip()


def joined(base: str, url: str | None) -> str:
    """The absolute address of *url* as *base* names it; "" where one of them is no address."""
    try:
        return urljoin(base, url or "")
    except ValueError:
        return ""


def parts_of(url: str) -> SplitResult:
    """*url* in its parts, all empty where it is no address."""
    try:
        parts = urlsplit(url)
        parts.hostname, parts.port  # noqa: B018 (both are checked when they are read)
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def address(url: str, /, **changes: object) -> str:
    """*url* with query parameters set (or, with None, taken out); the others stay as they are, in order."""
    try:
        parts = urlsplit(url)
        kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    except ValueError:
        return url
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept, errors="replace"), ""))


def parameter(url: str, name: str) -> str | None:
    """The value of a query parameter of *url*."""
    try:
        return dict(parse_qsl(urlsplit(url).query)).get(name)
    except ValueError:
        return None
