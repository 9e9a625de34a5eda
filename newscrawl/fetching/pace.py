"""What a run knows of the pace that its hosts want, and of those that fail."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

log = logging.getLogger(__name__)

FIRST_REST, LONGEST_REST = 2.0, 60.0
"""Seconds that a host rests after a failure; each further one in a row doubles it."""
OWN_FIRST_REST, OWN_LONGEST_REST = 0.2, 0.5
"""The same at hosts of the user's own machine or network."""
ADDRESSES_IN_A_ROW = 8
"""A host that failed for so many of its addresses, and for none between them did not, is left alone."""
ATTEMPTS_IN_A_ROW = 20
"""So is one that failed so many times for fewer addresses. Some pages are broken for themselves, and each is tried four
times, a few of them in turn; so failures alone do not tell, addresses do."""
REFUSALS_IN_A_ROW, REFUSALS_AFTER_ANSWERS = 8, 30
"""A host that refuses so many addresses, and answers none between them, does not want to be crawled; where it has answered
others in this run, it may be a row of pages for its members."""
AILING_ADDRESSES, AILING_ATTEMPTS = 3, 5
"""From so many in a row on it is the host itself that fails, and no page of it is tried again in this run."""


@dataclass(slots=True)
class Streak:
    """Failures of one host since it last gave a usable answer."""

    attempts: int = 0
    addresses: set[str] = field(default_factory=set)


class Pace:
    """Hosts that rest for a while, and hosts that are left alone for the rest of the run. One for each run.

    A host is named as :func:`newscrawl.urls.host_of` names it.
    """

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._closed: dict[str, str] = {}
        self._streaks: dict[str, Streak] = {}
        self._refusals: dict[str, set[str]] = {}
        self.wary: set[str] = set()
        """Papers that refused in an earlier run: one more refusal is enough, until they have answered once."""
        self.refusing: dict[str, str] = {}
        """Papers whose host was closed because it refuses, with the reason."""
        self._open: set[str] = set()
        """Papers that have answered in this run."""
        self.spaced: set[str] = set()
        """Hosts whose robots.txt asks for a pause: it counts from their last answer, so that no delay on the way cuts it."""
        self.own: set[str] = set()
        """Hosts of the user's own machine or network (``allow_private``): nobody else is there to be kind to."""

    def rest_of(self, host: str) -> float:
        """Seconds that *host* still rests; 0 where it may be asked."""
        return max(0.0, self._free_at.get(host, 0.0) - time.monotonic())

    def closed(self, host: str) -> str | None:
        """Why nothing more is to be asked of *host* in this run; None where it may be asked."""
        return self._closed.get(host)

    def rest(self, host: str, seconds: float) -> None:
        """*host* asked for a rest of so many seconds from now, or has earned one."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + seconds)

    def close(self, host: str, reason: str) -> None:
        """Leave *host* alone for the rest of this run. The first reason stays."""
        if host not in self._closed:
            self._closed[host] = reason
            log.info("%s is left alone for the rest of this run: %s", host, reason)

    def answered(self, host: str, paper: str | None = None) -> None:
        """*host* gave an answer that is one, be it 404; *paper* where it was an article that it gave."""
        self._streaks.pop(host, None)
        self._refusals.pop(host, None)
        if paper:
            self._open.add(paper)
            self.wary.discard(paper)

    def refused(self, host: str, address: str, reason: str, paper: str) -> None:
        """*host* answered that an article or a list of *paper* is not for us: after some in a row it is closed."""
        self._streaks.pop(host, None)
        addresses = self._refusals.setdefault(host, set())
        addresses.add(address)
        enough = 1 if paper in self.wary else REFUSALS_AFTER_ANSWERS if paper in self._open else REFUSALS_IN_A_ROW
        if len(addresses) >= enough:
            many = f"{len(addresses)} pages in a row" if len(addresses) > 1 else "us still"
            self.refusing.setdefault(paper, f"it refuses {many}, the last time: {reason}")
            self.close(host, self.refusing[paper])

    def failed(self, host: str, address: str, reason: str, asked: float | None = None) -> None:
        """*host* gave no usable answer for *address*: it rests, longer each time in a row, and is closed at last.

        *asked* is the rest in seconds that the host itself asked for, if it did (Retry-After).
        """
        streak = self._streaks.setdefault(host, Streak())
        streak.attempts += 1
        streak.addresses.add(address)
        first, longest = (OWN_FIRST_REST, OWN_LONGEST_REST) if host in self.own else (FIRST_REST, LONGEST_REST)
        earned = min(first * 2.0 ** min(streak.attempts - 1, 16), longest)
        self.rest(host, earned if asked is None else asked)
        if len(streak.addresses) >= ADDRESSES_IN_A_ROW or streak.attempts >= ATTEMPTS_IN_A_ROW:
            self.close(host, f"it failed {streak.attempts} times in a row, the last time: {reason}")

    def ailing(self, host: str) -> bool:
        """Is it the host that fails, and not a page of it? Then trying the same page again is no use now."""
        streak = self._streaks.get(host)
        return host in self._closed or (
            streak is not None and len(streak.addresses) >= AILING_ADDRESSES and streak.attempts >= AILING_ATTEMPTS
        )


def pace_of(crawler: Crawler) -> Pace:
    """The pace of the run; a new one for a spider that keeps none (``scrapy shell``)."""
    spider = crawler.spider
    if not isinstance(pace := getattr(spider, "pace", None), Pace):
        pace = Pace()
        spider.pace = pace  # type: ignore[union-attr]
    return pace
