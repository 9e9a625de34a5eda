"""Printed dates to moments and days.

ISO 8601 is read first (a microsecond), then what papers print by a grammar of our own (some twenty: labels, four
languages, relative dates, zone names), then whatever else python-dateutil reads without guessing (a hundred).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from dateutil import parser

from newscrawl.cleaning import date_words as words
from newscrawl.cleaning.printed_dates import Printed, printed_dates
from newscrawl.cleaning.zones import ABBREVIATIONS, abbreviations, month_first, zone_of

__all__ = ["ABBREVIATIONS", "printed_offset", "read_date", "read_printed", "to_utc"]

_FIRST_YEAR = 1900
_YEARS_AHEAD = 2
"""Papers announce; nothing is published further ahead."""
_LONGEST = 300
"""Characters that are read: a date line is shorter."""
_JANUARY, _MARCH = datetime(1904, 1, 1), datetime(1908, 3, 2)  # noqa: DTZ001  # both leap years, both months of 31 days


def read_date(text: str, now: datetime, zone: str) -> datetime | date | None:
    """What a printed line says of when: an aware moment, a day, or None. Never raises.

    Args:
        text: "Updated 7:41 AM ET, Wed November 4, 2026", "2020-09-08T14:05Z", "2 hours ago", "8.9.2020", "1599573900".
            Of several dates the one labelled as published wins, then one without a label.
        now: Aware; relative dates and dates without a year ("Nov 4") count from it.
        zone: IANA name; serves where no zone is printed, decides what "CST" and 9/8 mean. In a repeated hour the first.

    A year before 1900 or more than two after *now* is a mistake and gives None, as do "last week" and "6:02 p.m.".
    """
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    try:
        found = _read(text, zone, now.astimezone(zone_of(zone)), zone_of(zone))
        return found if found and _FIRST_YEAR <= found.year <= now.year + _YEARS_AHEAD else None
    except (ValueError, OverflowError):  # OverflowError is not a ValueError: "9999-12-31T23:59-12"
        return None


def read_printed(text: str, now: datetime, zone: str) -> datetime | date | None:
    """As :func:`read_date`, but a moment is aware only where the line itself names a zone or an offset."""
    try:
        found = _read(text, zone, now.astimezone(zone_of(zone)), None)
        return found if found and _FIRST_YEAR <= found.year <= now.year + _YEARS_AHEAD else None
    except (ValueError, OverflowError):
        return None


def to_utc(text: str, zone: str) -> datetime | None:
    """The moment that a printed date names, in UTC; None for text that is no date or leaves year, month or day open.

    Pure: *zone* (an IANA name) serves where the text names no offset, so every machine and day give the same moment. A day
    without a time is the midnight at which it begins there.
    """
    try:
        found = _read(text, zone, None, zone_of(zone))
        if found is None or found.year < _FIRST_YEAR:
            return None
        if not isinstance(found, datetime):
            found = datetime(found.year, found.month, found.day, tzinfo=zone_of(zone))
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def printed_offset(text: str, zone: str | None = None, now: datetime | None = None) -> int | None:
    """Minutes east of UTC that the printed date names ("Nov. 4, 2026 5:03 p.m. ET": -300); None where it names no zone.

    *zone* and *now* serve as in :func:`read_date`: what "EST" means, and the year where none is printed; None if unknown.
    """
    try:
        found = _read(text, zone or "", now, None)
        offset = found.utcoffset() if isinstance(found, datetime) else None
    except (ValueError, OverflowError):
        return None
    return None if offset is None else offset // timedelta(minutes=1)


def _read(text: str, zone: str, now: datetime | None, own: tzinfo | None) -> datetime | date | None:
    """As :func:`read_date`; *now* in the outlet's zone. *own* is put on a moment where no zone is printed."""
    text = text[:_LONGEST].strip()
    if not text:
        return None
    if text[:1].isdigit() and (found := _iso(text) or _epoch(text, own)):
        return found if not isinstance(found, datetime) or found.tzinfo else found.replace(tzinfo=own)
    if now and words.fold(text) in words.NOW:
        return now.replace(tzinfo=None) if own is None else now
    readable = text.replace("il y a", "ilya").replace("Il y a", "ilya")
    printed, strange = printed_dates(readable, zone, now.date() if now else None)
    for one in sorted(printed, key=lambda p: p.rank):
        if found := _put_together(one, zone, own, now, whole=not strange):
            return found
    return _other_notation(text, zone, own) if not printed and not strange else None


def _iso(text: str) -> datetime | date | None:
    try:
        if len(text) in (8, 10) and (len(text) == 10) == ("-" in text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if len(text) > 12 and not text.isdecimal() else None
    except ValueError:
        return None


def _epoch(text: str, own: tzinfo | None) -> datetime | None:
    """Seconds or milliseconds since 1970, as scripts print them: ten or thirteen figures, and no zone."""
    if not (text.isascii() and text.isdecimal() and len(text) in (10, 13)):
        return None
    return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC).replace(
        tzinfo=UTC if own else None
    )


def _put_together(
    one: Printed, zone: str, own: tzinfo | None, now: datetime | None, *, whole: bool
) -> datetime | date | None:
    if one.moment:
        return one.moment
    if one.ago and one.amounts:
        return _before(now, one.amounts, own) if now else None
    tz = one.tz(abbreviations(zone)) or own
    if one.days_ago is not None:
        day: date | None = (now.date() - timedelta(days=one.days_ago)) if now else None
    else:
        day = one.day(now.date() if now else None)
        if not one.has_year and not whole:  # "March 4 Justice": too little to call a date among other words
            return None
    if day is None or one.hour is None:
        return day
    return datetime(day.year, day.month, day.day, one.hour, one.minute, one.second, tzinfo=tz)


def _before(now: datetime, amounts: list[tuple[int, int]], own: tzinfo | None) -> datetime | date:
    """So long before *now*; days and weeks give a day, hours and minutes a moment."""
    span = timedelta(seconds=sum(number * unit for number, unit in amounts))
    moment = now.astimezone(UTC) - span
    if max(unit for _, unit in amounts) >= 86400:
        return (now.replace(tzinfo=None) - span).date()
    return moment if own else moment.replace(tzinfo=None)


def _other_notation(text: str, zone: str, own: tzinfo | None) -> datetime | date | None:
    """What dateutil reads with neither day, month nor year taken from a default."""
    names = abbreviations(zone)

    def known(name: str | None, seconds: int | None) -> tzinfo | None:
        """Refuse a zone name that is not ours: dateutil would drop it with a warning."""
        if seconds is not None:
            return timezone(timedelta(seconds=seconds))
        if name is not None and name not in names:
            raise ValueError(name)
        return names[name] if name else None

    try:
        first, second = (
            parser.parse(text, default=default, tzinfos=known, dayfirst=not month_first(zone))
            for default in (_JANUARY, _MARCH.replace(hour=1, minute=1))
        )
    except ArithmeticError:  # of its decimals: "18:999999999999999999999999999999.5h"
        return None
    if first.date() != second.date():
        return None
    if first.hour != second.hour:
        return first.date()
    return first if first.tzinfo else first.replace(tzinfo=own)
