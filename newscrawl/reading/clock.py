"""The paper's own clock: a moment that a page states in UTC often stands on it a second time, in the hours of its place.

Systems that store moments in UTC state them so ("02:25:54Z"), while the line that readers see ("9:25pm") and the
scripts for the advertisers keep the paper's hours. Of the two the paper's offset follows, and with it the paper's day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEP = 30
"""Minutes: offsets in use are multiples of it, save three of 45 minutes, which chance would hit as often as truth."""
_WEST, _EAST = -12 * 60, 14 * 60
"""The offsets in use (https://www.iana.org/time-zones)."""
_HOUR = re.compile(r"([\w-]*)[\"']?\]?\s*[:=,(]\s*[\"'](\d{4}-\d\d-\d\d[T ]\d\d)$")
_LONGEST_NAME = 80
"""Characters before a time in a script, in which its day and its name stand."""
_NAMED_DATE = re.compile(r"date|time|publi|creat|posted", re.IGNORECASE)


def own_offset(moment: datetime, lines: Iterable[str], scripts: Iterable[str]) -> int | None:
    """Minutes east of UTC of the place where *moment* is printed in other hours; None where nothing tells them.

    Args:
        moment: As stated, in UTC.
        lines: Dates near the text as ISO 8601, with an offset where one is printed.
        scripts: The page's scripts.
    """
    for line in lines:
        offset = _between(moment, line)
        if offset == 0:
            return None  # the page prints UTC
        if offset is not None:
            return offset
    written, second = _written(moment.minute), f":{moment:%S}"
    wall = None
    for script in scripts:
        for found in written.finditer(script):
            if found["seconds"] not in (None, second):
                continue
            before = _HOUR.search(script, max(0, found.start() - _LONGEST_NAME), found.start())
            if before is None:
                continue
            name, text = before.groups()
            offset = _between(moment, f"{text}:{moment:%M}{found['seconds'] or ''}{found['zone'] or ''}")
            if not offset:
                continue
            if found["zone"]:
                return offset
            if wall is None and _NAMED_DATE.search(name) and (found["seconds"] or "publi" in name.lower()):
                wall = offset
    return wall


@lru_cache(maxsize=60)
def _written(minute: int) -> re.Pattern[str]:
    """What ends a time with that *minute* in a script.

    Begun with its rarest part: scripts hold long runs of letters, which a name in front would be sought in.
    """
    return re.compile(rf":{minute:02d}(?P<seconds>:\d\d)?(?:\.\d+)?\s?(?P<zone>[+-]\d\d:?\d\d)?[\"']")


def _between(moment: datetime, iso: str) -> int | None:
    """The offset with which *iso* says *moment*, in minutes; None where it says another one, or only a day."""
    if len(iso) <= len("2026-03-02"):
        return None
    try:
        other = datetime.fromisoformat(iso)
    except ValueError:
        return None
    if other.minute % _STEP != moment.minute % _STEP or (other.second and other.second != moment.second):
        return None
    if other.tzinfo is not None:
        same = abs(other - moment) < timedelta(minutes=1)
        offset = other.utcoffset()
        return round(offset.total_seconds() / 60) if same and offset is not None else None
    gap = other.replace(tzinfo=UTC, second=0) - moment.replace(second=0, microsecond=0)
    minutes = round(gap.total_seconds() / 60)
    return minutes if minutes % _STEP == 0 and _WEST <= minutes <= _EAST else None
