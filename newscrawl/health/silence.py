"""A paper that has fallen silent, or gives much less than it uses to: by its own weekdays and its own pauses.

A weekly is silent on six days of the week, and a daily on Sundays: each day of a silence counts for as much as that weekday
used to bring an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from newscrawl.health.chances import chance_of_so_little
from newscrawl.terminal import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEKS = 8
"""Weeks of its own that a paper is compared with."""
KNOWN_AT_LEAST = 14
"""Days from a paper's first known article to its last below which nobody can say what it uses to do."""
FORGOTTEN_AFTER = 70
"""Days after which a silence needs no comparison."""
RARE = 0.01
"""A silence is told where the paper's own past gives it a smaller chance, and it is longer than any pause of that past."""
RARE_WEEK = 0.001
"""The same for a week that gave something, but much less than it used to."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A silence, or a week with much less than usual."""

    since: date
    words: str
    chance: float


def find_quiet(days: Mapping[date, int], until: date) -> Quiet | None:
    """Whether a paper is quiet.

    Args:
        days: articles by day of the paper's own zone; days without any need not be there.
        until: the day of the last visit that was answered; it is not over, and counts for nothing but an article.
    """
    known = sorted(day for day, number in days.items() if number > 0 and day <= until)
    if not known:
        return None
    last = known[-1]
    silent = (until - last).days - 1
    if silent >= FORGOTTEN_AFTER:
        return Quiet(last + DAY, f"no article for {silent} days", 0.0)
    begin = max(known[0], last - timedelta(days=WEEKS * 7 - 1))
    if (last - begin).days + 1 < KNOWN_AT_LEAST:
        return None
    return _silence(known, begin, last, silent) or _little(days, known[0], min(last, until - DAY))


def _silence(known: list[date], begin: date, last: date, silent: int) -> Quiet | None:
    if silent < 1:
        return None
    seen = [day for day in known if begin <= day <= last]
    pause = max(((later - sooner).days - 1 for sooner, later in pairwise(seen)), default=0)
    if silent <= pause:
        return None
    chance = 1.0
    share = weekdays(seen, begin, last)
    for number in range(1, silent + 1):
        chance *= 1 - share[(last + number * DAY).weekday()]
    if chance >= RARE:
        return None
    words = f"no article for {counted(silent, 'day')}; its longest pause before was {counted(pause, 'day')}"
    return Quiet(last + DAY, words, chance)


def weekdays(seen: list[date], begin: date, last: date) -> list[float]:
    """How often each weekday, from Monday, brought an article: what was seen and half a day of doubt."""
    had, of = [0] * 7, [0] * 7
    for number in range((last - begin).days + 1):
        of[(begin + number * DAY).weekday()] += 1
    for day in set(seen):
        had[day.weekday()] += 1
    return [(had[n] + 0.5) / (of[n] + 1) for n in range(7)]


def _little(days: Mapping[date, int], first: date, end: date) -> Quiet | None:
    """A week that ends with an article, against the weeks before it: what is missing after that is a silence, no little."""

    def week(before: int) -> int:
        return sum(days.get(end - (before * 7 + number) * DAY, 0) for number in range(7))

    weeks = min(WEEKS, ((end - first).days + 1) // 7 - 1)
    if weeks < 2:
        return None
    past, now = [week(number) for number in range(1, weeks + 1)], week(0)
    usual = sum(past) / weeks
    chance = chance_of_so_little(now, past)
    if now * 2 >= usual or chance >= RARE_WEEK:
        return None
    words = f"{counted(now, 'article')} in 7 days, usually {usual:.0f}"
    return Quiet(end - 6 * DAY, words, chance)
