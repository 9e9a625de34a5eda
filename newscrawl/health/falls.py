"""A field that fell: "authors 95 % -> 4 %". Where in the paper's past did it change, and can that be chance?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from newscrawl.health.chances import Sums, chance_of_so_few

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LATEST = 3
"""Articles at least by which it is judged how things stand now: the newest runs that have as many together."""
GROUPS_AT_MOST = 130
"""Of the newest runs; older ones are one group. (:mod:`newscrawl.db.health` gives 60 runs and the days of nine weeks.)"""
HALVED = 0.5
"""What may be left of a share that has fallen; more, and it has not, however sure the difference."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run counted of one field."""

    at: datetime
    had: int
    of: int


@dataclass(frozen=True, slots=True)
class Fall:
    """A field that is filled much less than it was."""

    field: str
    before: float
    """Share before, 0 to 1."""
    now: float
    since: datetime
    of: int
    """How many were counted since."""
    chance: float

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.field} fell from {percent(self.before)} to {percent(self.now)} of {self.of:,}"


def percent(share: float) -> str:
    """A share in whole percent; what is not all or nothing is not printed so."""
    shown = round(share * 100)
    if shown == 100 and share < 1:
        return "99 %"
    return "1 %" if shown == 0 and share > 0 else f"{shown} %"


def find_fall(field: str, samples: Sequence[Sample], alpha: float, left: float = HALVED) -> Fall | None:
    """The moment since which a field is filled much less than before, where chance would show that in *alpha* of looks.

    Every run may be the first after the change. The newest is asked most freely: of *alpha*, the split before the last
    run may spend a half, the next a sixth, then a twelfth (1/j(j+1), which sum up to one). A field that was filled again
    by the latest articles has not fallen.

    Args:
        field: its name.
        samples: what each run counted, the oldest first.
        alpha: chance of a false word.
        left: a share that is still more than this part of what it was has not fallen.
    """
    groups = _folded([sample for sample in samples if sample.of > 0])
    if len(groups) < 2:
        return None
    now = _latest(groups)
    found: Fall | None = None
    best = 1.0
    had = of = 0
    pasts = list(accumulate(((group.had, group.of) for group in groups), Sums.__add__, initial=Sums()))
    for newest in range(1, len(groups)):
        first = groups[-newest]
        past, had, of = pasts[-1 - newest], had + first.had, of + first.of
        before, since = past.had / past.of, had / of
        if max(since, now) > left * before:
            continue
        chance = chance_of_so_few(had, of, past)
        if chance < alpha / (newest * (newest + 1)) and chance < best:
            best = chance
            found = Fall(field, before, since, first.at, of, chance)
    return found


def _latest(groups: Sequence[Sample]) -> float:
    had = of = 0
    for group in reversed(groups):
        had, of = had + group.had, of + group.of
        if of >= LATEST:
            break
    return had / of


def _folded(samples: Sequence[Sample]) -> list[Sample]:
    """The newest runs by themselves, what is older as one group."""
    if len(samples) <= GROUPS_AT_MOST:
        return list(samples)
    old, new = samples[:-GROUPS_AT_MOST], samples[-GROUPS_AT_MOST:]
    return [Sample(old[0].at, sum(s.had for s in old), sum(s.of for s in old)), *new]
