"""Dates as a page has them, and as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from newscrawl.cleaning.dates import read_printed

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?$")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONGEST_LINE = 120
"""Characters of a line that is there for its date."""
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)  # no clock in here: the loader judges the future

# Zones of papers that print the day first and of such that print the month first; no hour is read by them.
_DAY_FIRST, _MONTH_FIRST = "Europe/London", "UTC"
# Facts: English, Filipino and Spanish regions with the month first (CLDR, short dates: en-US, en-PH, fil, es-PR, es-PA).
_MONTH_FIRST_LANGUAGES = frozenset(["en", "en-us", "en-ph", "en-ca", "fil", "tl", "es-pr", "es-pa", ""])
# Facts: domains of countries whose papers in English put the day first.
_DAY_FIRST_DOMAINS = frozenset(
    ["uk", "ie", "au", "nz", "in", "za", "sg", "my", "ng", "ke", "gh", "pk", "lk", "mt", "hk"]
)


def puts_day_first(language: str, url: str) -> bool:
    """Whether a page prints 3/4/2026 for the third of April, by the language that it declares, else by its domain.

    Args:
        language: As declared ("en-GB"), or "".
        url: The page's address.
    """
    named = language.strip().lower().replace("_", "-")
    if named in ("", "en"):
        return url.partition("://")[2].partition("/")[0].partition(":")[0].rpartition(".")[2] in _DAY_FIRST_DOMAINS
    return named not in _MONTH_FIRST_LANGUAGES


class Dated(NamedTuple):
    """A date as ISO 8601, as the page has it, and where."""

    iso: str
    raw: str
    source: str


def iso_of(text: str, *, day_first: bool = False) -> str | None:
    """*text*, a date for machines or for people, as ISO 8601 with the offset that it states; None where it is none.

    *day_first*: 3/4/2026 is the third of April.
    """
    text = " ".join(text.split())
    if exact := _ISO.match(text):
        day, time, zone = exact.groups()
        if not time:
            return valid_iso(day)
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone or ""
        if zone and ":" not in zone:
            zone = zone + ":00" if len(zone) == 3 else zone[:3] + ":" + zone[3:]
        return valid_iso(f"{day}T{time}{zone}")
    if len(text) > LONGEST_LINE or not (YEAR.search(text) or text.isdigit()):
        return None
    moment = read_printed(text, _LATEST, _DAY_FIRST if day_first else _MONTH_FIRST)
    if isinstance(moment, datetime) and text.isdigit():  # seconds since 1970
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat() if moment else None


def valid_iso(text: str) -> str | None:
    """*text*, where it names a moment or a day after 1900; else None."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None
    return text if moment.year > 1900 else None
