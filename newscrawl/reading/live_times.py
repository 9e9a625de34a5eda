"""The days of a live blog's posts that print the time of the day alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d\d))?\s*(?P<half>[ap])?", re.IGNORECASE)
_HALF_DAY = 12 * 60
_LEAP = 2 * 60
"""Minutes: posts stand in order, save that one is slipped in late; a longer way back is another day."""


class Timed(Protocol):
    """A post that may print a clock time without a day."""

    published: str | None
    clock: str | None


def on_days(posts: Sequence[Timed], days: tuple[str | None, str | None]) -> None:
    """Give each post that prints a clock time alone its moment, as ISO 8601 with the article's own offset.

    The newest post is taken to be of the day on which the article was last changed, the oldest of the day on which it was
    published; from there a time that goes back (or, newest first, on) by more than two hours begins another day.

    Args:
        posts: In the order of the page, newest first or oldest first.
        days: When the article was published and modified, ISO 8601; each may be None, and both leave posts without a day.
    """
    clocks = [(post, minutes) for post in posts if post.clock and (minutes := minutes_of(post.clock)) is not None]
    if len(clocks) < 2:
        falling = True
    else:
        # The shorter way round the clock: over midnight, 23:50 to 0:40 is fifty minutes on.
        steps = [
            (later - earlier + _HALF_DAY) % (2 * _HALF_DAY) - _HALF_DAY for (_, earlier), (_, later) in pairwise(clocks)
        ]
        falling = sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
    published, modified = (_moment(text) for text in days)
    start = (modified or published) if falling else (published or modified)
    if start is None:
        return
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    if falling and clocks and modified is not None and clocks[0][1] > modified.hour * 60 + modified.minute + _LEAP:
        day -= timedelta(days=1)
    before: int | None = None
    for post, minutes in clocks:
        if before is not None:
            if falling and minutes - before > _LEAP:
                day -= timedelta(days=1)
            elif not falling and before - minutes > _LEAP:
                day += timedelta(days=1)
        before = minutes
        if post.published is None:
            at = day + timedelta(minutes=minutes)
            post.published = at.isoformat(timespec="minutes")


def minutes_of(clock: str) -> int | None:
    """Minutes since midnight of "10:30", "10.30 Uhr", "9h05", "9:05 p.m."; None for what is no time of a day."""
    found = _CLOCK.match(clock.strip())
    if found is None:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _moment(iso: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(iso) if iso else None
    except ValueError:
        return None
