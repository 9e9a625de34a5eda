"""The page clock: what time it is for the crawl, and when a page is due again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newscrawl.items import Outcome, PageKind

_OFFSET = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*([smhdw]?)\s*", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}

SOURCE_EVERY = timedelta(minutes=10)
"""A feed, sitemap or listing page within one run; a new run asks for them all (conditionally)."""

ARTICLE_AGES: tuple[tuple[timedelta, timedelta | None], ...] = (
    (timedelta(days=1), timedelta(hours=3)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta(days=30), timedelta(days=7)),
    (timedelta(days=365), timedelta(days=60)),
)
"""(younger than, look again after): edits and comments come early; older articles are left alone unless a source says
that they changed."""

FAILURE_FIRST, FAILURE_LONGEST = timedelta(minutes=30), timedelta(days=7)
SKIPPED_EVERY = timedelta(hours=1)
"""For a later run, whose ``since`` may be another: not for this one."""
REFUSED_EVERY = timedelta(days=7)
GONE_EVERY = timedelta(days=30)


def read_offset(text: str | None) -> timedelta:
    """The span of time that ``CLOCK_OFFSET`` names ("3d", "90m", "3600"); nothing is none.

    Raises:
        ValueError: *text* is no span; the message says the form.
    """
    if text in (None, ""):
        return timedelta()
    found = _OFFSET.fullmatch(str(text))
    if not found:
        raise ValueError(f"CLOCK_OFFSET {text!r} is no span of time: a number and s, m, h, d or w, as in 3d or 90m")
    try:
        return timedelta(seconds=float(found[1]) * _SECONDS[found[2].lower()])
    except OverflowError:
        raise ValueError(f"CLOCK_OFFSET {str(text)[:100]!r} is longer than a calendar goes") from None


@dataclass(frozen=True, slots=True)
class Clock:
    """What the crawl calls now: the machine's time and an offset, for simulations and tests."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC) + self.offset


def next_due(
    kind: PageKind,
    outcome: Outcome,
    now: datetime,
    *,
    published: datetime | None = None,
    failures: int = 0,
    stretch: float = 1.0,
) -> datetime | None:
    """When a page that was settled at *now* should be fetched again; None for never.

    Args:
        kind: what the page is fetched for.
        outcome: how this fetch ended.
        now: aware, UTC.
        published: of the article that it holds, where known.
        failures: in a row before this one.
        stretch: of the pauses between looks at an article (:meth:`newscrawl.db.edits.EditHabits.stretch`).
    """
    match outcome:
        case Outcome.FAILED:
            return now + min(FAILURE_FIRST * float(4 ** min(failures, 6)), FAILURE_LONGEST)
        case Outcome.REFUSED:
            return now + REFUSED_EVERY
        case Outcome.GONE:
            return now + GONE_EVERY if kind is not PageKind.THREAD else None
        case Outcome.SKIPPED:
            return now + SKIPPED_EVERY
        case Outcome.NOT_ARTICLE:
            return now + REFUSED_EVERY * 8
    if kind is PageKind.SOURCE:
        return now + SOURCE_EVERY
    if kind is PageKind.THREAD:
        return None  # its article's next reading makes it due
    age = now - published if published else timedelta(days=2)
    for younger_than, after in ARTICLE_AGES:
        if age < younger_than and after:
            return now + after * stretch
    return None
