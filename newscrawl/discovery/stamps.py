"""Dates that machines write (ISO 8601, RFC 822) → ISO 8601, in feeds, sitemaps and interfaces.

Printed dates of people are :mod:`newscrawl.cleaning.dates`' matter.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ZERO = datetime(1970, 1, 2, tzinfo=UTC)
"""Anything before is a zero that a program took for a date."""


def iso_stamp(text: str | None) -> str | None:
    """*text* in ISO 8601: a moment with the offset as stated, a moment without one where none is stated, or a day.

    None for what is no date, for months and years alone, and for the zero of Unix time. Never raises.
    """
    text = (text or "").strip()
    if not text or len(text) > 64:
        return None
    found = _iso(text) or _rfc_822(text)
    if found is None:
        return None
    if isinstance(found, datetime):
        moment = found if found.tzinfo else found.replace(tzinfo=UTC)
        try:
            if moment < _ZERO:
                return None
        except OverflowError:
            return None
    elif found < _ZERO.date():
        return None
    return found.isoformat()


def _iso(text: str) -> datetime | date | None:
    if not text[:4].isdigit() or not text.isascii():
        return None
    try:
        if len(text) in (8, 10):
            return date.fromisoformat(text)
        # "+0000" and "+00" too; a space before the offset; "UTC" for Z
        text = text.upper().replace(" UTC", "Z").replace(" GMT", "Z").replace(" Z", "Z")
        text = re.sub(r"\s{1,9}([+-]\d\d:?\d\d)$", r"\1", text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if len(text) > 10 else None


def _rfc_822(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" says UTC without telling where the clock hangs (RFC 5322, 3.3); the standard library makes it naive
    if moment.tzinfo is None and text.rstrip().endswith(("-0000", "UT", "UTC", "GMT", "Z")):
        moment = moment.replace(tzinfo=UTC)
    return moment
