"""Which papers become jobs now: by their own clocks, and by how long ago they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from newscrawl.db.due_outlets import OutletClock, outlet_clocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Engine

SOONEST = timedelta(minutes=10)
"""A paper that was asked so short ago waits, whatever of it is due: its pages may be such that this run leaves alone."""


class State(Enum):
    """Whether a paper becomes a job."""

    DUE = "due"
    NOT_YET = "not yet"
    QUEUED = "in the queue"
    CRAWLED = "being crawled"
    REFUSES = "refuses"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A paper's state, and why."""

    name: str
    state: State
    why: str


def judge(clock: OutletClock, now: datetime, interval: timedelta, *, anyway: bool = False) -> Verdict:
    """Whether a paper is due.

    Args:
        clock: of the paper.
        now: by the page clock.
        interval: after so long it is due, whatever its pages say: its newest list is asked.
        anyway: it is due unless it is forgotten or being crawled.
    """
    name = clock.name
    if clock.forgotten:
        return Verdict(name, State.FORGOTTEN, "it was taken out on request: 'scrapy forget --outlet NAME --lift'")
    if clock.holder:
        return Verdict(name, State.CRAWLED, f"by {clock.holder}")
    if anyway:
        return Verdict(name, State.DUE, "all are wanted")
    if clock.ask_again_at and clock.ask_again_at > now:
        return Verdict(name, State.REFUSES, f"it is left alone until {clock.ask_again_at:%Y-%m-%d %H:%M} UTC")
    if clock.asked_at is None:
        return Verdict(name, State.DUE, "it was never crawled")
    waited = now - clock.asked_at
    if waited >= interval:
        return Verdict(name, State.DUE, f"asked {span(waited)} ago")
    if clock.has_due_page and waited >= SOONEST:
        return Verdict(name, State.DUE, "a page of it is due")
    return Verdict(name, State.NOT_YET, f"asked {span(waited)} ago")


def span(time: timedelta) -> str:
    """A span as a person says it: 40 s, 12 min, 3 h, 2 d."""
    seconds = max(0.0, time.total_seconds())
    for unit, size, until in (("s", 1, 90), ("min", 60, 5400), ("h", 3600, 172_800)):
        if seconds < until:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} d"


def verdicts(
    engine: Engine, papers: Mapping[str, str], now: datetime, interval: timedelta, *, anyway: bool = False
) -> list[Verdict]:
    """Every paper's state; those that wait longest come first, the new ones before them.

    Args:
        engine: of the database.
        papers: their domains by name.
        now: by the page clock.
        interval: see :func:`judge`.
        anyway: see :func:`judge`.
    """
    with engine.connect() as connection:
        clocks = outlet_clocks(connection, papers, now, datetime.now(UTC))
    never = datetime.min.replace(tzinfo=UTC)
    ordered = sorted(clocks.values(), key=lambda clock: (clock.asked_at or never, clock.name))
    return [judge(clock, now, interval, anyway=anyway) for clock in ordered]
