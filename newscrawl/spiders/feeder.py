"""Hands out due pages, a few a paper at a time.

The frontier in the database is the truth; nothing is kept here but what is under way.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.items import PageKind
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence

    from newscrawl.db.frontier import DuePage, Frontier
    from newscrawl.discovery.clock import Clock
    from newscrawl.fetching.pace import Pace
    from newscrawl.spiders.arguments import RunArguments

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 3
"""Requests of one paper handed to Scrapy and not yet answered: its one connection never waits for us, and papers that
are slow or rest fill no queue that others wait in."""
UNSETTLED_AT_ONCE = 150
"""Pages of one paper read and not yet stored: more, and fetching waits for the database."""
UNSETTLED_IN_ALL = 3000
UNSETTLED_BYTES = 96 * 1024 * 1024
"""The same for all papers together, and for the bodies of their pages: so much memory may wait for the database."""
SOURCES_A_RUN = 400
"""Feeds, sitemaps and listing pages of one paper in one run: an endless calendar ends here."""
QUIET = 5.0
"""Seconds without any answer after which it is asked whether anything is under way at all."""
STUCK = 900.0
"""Seconds of quiet after which pages that were read and are not stored are given up: far longer than the store tries."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may take of one paper; 0: without limit."""

    requests: int = 0
    minutes: float = 0.0
    megabytes: float = 0.0

    def spent(self, requests: int, seconds: float, received: int) -> str | None:
        """Which limit is reached, in words that name its setting; None while there is something left."""
        if self.requests and requests >= self.requests:
            return f"SITE_MAX_REQUESTS={self.requests}"
        if self.minutes and seconds >= self.minutes * 60:
            return f"SITE_MAX_MINUTES={self.minutes:g}"
        if self.megabytes and received >= self.megabytes * 1_000_000:
            return f"SITE_MAX_MEGABYTES={self.megabytes:g}"
        return None


Name = tuple[PageKind, str]
"""A page's kind and address: a front page may be asked for as a source and as an article."""


@dataclass(slots=True)
class OutletQueue:
    """What is under way at one paper."""

    name: str
    outlet_id: int
    host: str
    articles_left: int | None = None
    """How many more articles this run may take; None for all."""
    asked: set[Name] = field(default_factory=set)
    unsettled: dict[Name, DuePage] = field(default_factory=dict)
    articles_asked: set[Name] = field(default_factory=set)
    sources_asked: dict[Name, int] = field(default_factory=dict)
    """With their ids."""
    named: list[DuePage] = field(default_factory=list)
    """Pages that the user named (``-a urls=``), still to be asked for."""
    threads_woken: bool = False
    """The threads that are to be looked at now, by their own growth, were made due."""
    sources_first: bool = True
    """Articles wait until every source was read, so that the newest comes first and hints are there when it is read."""
    sections_too: bool = False
    """Section pages wait until feeds, sitemaps and interfaces were read: what they add shows how often they are worth it."""
    requests: int = 0
    received: int = 0
    """Bytes of bodies."""
    began: float | None = None
    sizes: dict[Name, int] = field(default_factory=dict)
    """Bytes of the bodies of pages that came and are not stored yet."""
    changes: int = 0
    """Counts answers and writings: what the frontier said before the last of them may be out of date."""
    looked_at: int = -1
    """The count of changes when the frontier last had nothing more to give."""

    def room(self) -> int:
        """How many more pages may be asked for now."""
        return min(ASKED_AT_ONCE - len(self.asked), UNSETTLED_AT_ONCE - len(self.unsettled))

    def worth_a_look(self) -> bool:
        """Whether something happened since the frontier had nothing more, and there is room."""
        return self.changes != self.looked_at and self.room() > 0


class Feeder:
    """Due pages of several papers, in turn, until nothing is due and nothing is under way."""

    def __init__(
        self,
        frontier: Frontier,
        clock: Clock,
        run: RunArguments,
        outlets: Mapping[str, tuple[int, str]],
        *,
        pace: Pace,
        is_idle: Callable[[], bool],
        budget: Budget | None = None,
    ) -> None:
        """Begin.

        Args:
            frontier: of the database.
            clock: of the run.
            run: its arguments.
            outlets: name to (id, home address).
            pace: of the run's hosts.
            is_idle: whether Scrapy has no request and no answer in its hands.
            budget: of each paper.
        """
        self._frontier, self._clock, self._run, self._pace, self._is_idle = frontier, clock, run, pace, is_idle
        self._budget = budget or Budget()
        self._started = clock.now()
        self._open = {
            name: OutletQueue(name, outlet_id, host_of(home), run.max_articles)
            for name, (outlet_id, home) in outlets.items()
        }
        self._wake = asyncio.Event()
        self.held = False
        """The database is away: nothing more is asked for until it is back."""
        self.limits_hit: set[str] = set()
        """Papers that have more sources than a run takes."""
        self.spent: dict[str, str] = {}
        """Papers whose budget was used up, each with the setting that says so."""
        self.lost: list[tuple[str, DuePage]] = []
        """Pages that were asked for and that nobody will answer any more."""

    def name(self, outlet: str, pages: Sequence[DuePage]) -> None:
        """Takes the pages that the user named, and no sources with them."""
        queue = self._open[outlet]
        queue.sources_first = False
        queue.named = list(pages)

    async def pages(self) -> AsyncIterator[tuple[str, DuePage] | None]:
        """(outlet name, page), as they may be asked for; None where something stands in ``lost``; ends with the run."""
        quiet = 0
        while self._open:
            before = self._changes()
            async for found in self._round():
                yield found
            if not self._open or self._changes() != before:
                quiet = 0
                continue
            if await self._nothing_happens():
                quiet += 1
                if quiet > 1 and self._is_idle() and self._lose(everything=quiet * QUIET > STUCK):
                    yield None
            else:
                quiet = 0

    async def _round(self) -> AsyncIterator[tuple[str, DuePage]]:
        """One look at every paper that may have something."""
        if self.held or sum(sum(queue.sizes.values()) for queue in self._open.values()) > UNSETTLED_BYTES:
            return
        left = UNSETTLED_IN_ALL - sum(len(queue.unsettled) for queue in self._open.values())
        for queue in list(self._open.values()):
            if left <= 0 or not queue.worth_a_look() or self._pace.rest_of(queue.host):
                continue
            changes = queue.changes
            pages = await self._due(queue)
            if not pages:
                queue.looked_at = changes
                self._end_if_done(queue)
            left -= len(pages)
            for page in pages:
                self._take(queue, page)
                yield queue.name, page

    def _end_if_done(self, queue: OutletQueue) -> None:
        if queue.unsettled or queue.changes != queue.looked_at:
            return
        if queue.sources_first and not queue.sections_too:
            queue.sections_too = True
            queue.changes += 1
        elif queue.sources_first:
            queue.sources_first = False
            queue.changes += 1  # look at once for the articles that the sources named
        else:
            self._open.pop(queue.name, None)

    async def _nothing_happens(self) -> bool:
        """Wait for an answer, a writing, or the end of a rest; True where none came for a while."""
        self._wake.clear()
        if self.held:
            await asyncio.sleep(0.1)
            return False
        if any(queue.worth_a_look() for queue in self._open.values()):  # rests, or the database is behind
            await asyncio.sleep(0.1)
            return False
        try:
            await asyncio.wait_for(self._wake.wait(), QUIET)
        except TimeoutError:
            return True
        return False

    def _lose(self, *, everything: bool) -> bool:
        """Give up pages that Scrapy has dropped without a word: they must not keep the run from ending.

        With *everything*, those too that were answered and never stored.
        """
        for queue in self._open.values():
            lost = [page for name, page in queue.unsettled.items() if everything or name in queue.asked]
            self.lost += [(queue.name, page) for page in lost]
            queue.asked.clear()
            queue.changes += 1
        return bool(self.lost)

    def answered(self, outlet: str, page: Name, size: int = 0) -> None:
        """A request came back, with a body of *size* bytes: its paper's connection is free."""
        if queue := self._open.get(outlet):
            queue.received += size
            if page in queue.unsettled:
                queue.sizes[page] = queue.sizes.get(page, 0) + size
            queue.asked.discard(page)
            queue.changes += 1
        self._wake.set()

    def hold(self, *, waits: bool) -> None:
        """The store waits for its database, or does not any more: fetching waits with it."""
        self.held = waits
        self._wake.set()

    def took(self, outlet: str, requests: int, size: int) -> None:
        """What the scripts of a page asked for besides: it counts against the paper's budget."""
        if queue := self._open.get(outlet):
            queue.requests += requests
            queue.received += size

    def settled(self, outlet: str, pages: Collection[Name]) -> None:
        """These pages stand in the database."""
        if queue := self._open.get(outlet):
            for page in pages:
                queue.unsettled.pop(page, None)
                queue.sizes.pop(page, None)
                queue.asked.discard(page)
            queue.changes += 1
        self._wake.set()

    def close(self, outlet: str) -> bool:
        """Leave a paper for this run; what was asked of it stays due as it was. False where it was closed before."""
        self._wake.set()
        return self._open.pop(outlet, None) is not None

    def no_article(self, outlet: str, page: Name) -> None:
        """A page asked for as an article held none: it does not count against ``max_articles``."""
        queue = self._open.get(outlet)
        if queue and page in queue.articles_asked and queue.articles_left is not None:
            queue.articles_asked.discard(page)
            queue.articles_left += 1

    def waiting(self) -> list[str]:
        """Papers that are being asked now, for the live line."""
        return [queue.name for queue in self._open.values() if queue.asked]

    def _changes(self) -> int:
        return sum(queue.changes for queue in self._open.values())

    async def _due(self, queue: OutletQueue) -> list[DuePage]:
        """The next pages of one paper, none that is under way."""
        room = queue.room()
        if queue.named:
            named, queue.named = queue.named[:room], queue.named[room:]
            return self._within_wish(queue, named)
        passed = time.monotonic() - queue.began if queue.began is not None else 0.0
        if limit := self._budget.spent(queue.requests, passed, queue.received):
            self.spent[queue.name] = limit
            return []
        if self._budget.requests:
            # half of it for lists: where they are many, articles must come all the same
            limit_now = -(-self._budget.requests // 2) if queue.sources_first else self._budget.requests
            room = min(room, limit_now - queue.requests)
            if room <= 0:
                return []
        if queue.sources_first and len(queue.sources_asked) >= SOURCES_A_RUN:
            self.limits_hit.add(queue.name)
            return []
        held = dict(queue.unsettled)  # what is settled while the frontier looks was due when it looked
        skip = [page.id for page in held.values()]
        if queue.sources_first:  # one that was asked may be due again by now: it must not stand before the others
            skip += queue.sources_asked.values()
        pages = await asyncio.to_thread(self._look, queue, room, skip)
        fresh = [page for page in pages if (name := (page.kind, page.url)) not in held and name not in queue.unsettled]
        if queue.sources_first:
            fresh = [page for page in fresh if (page.kind, page.url) not in queue.sources_asked]
        return self._within_wish(queue, fresh[: min(queue.room(), room)])

    def _look(self, queue: OutletQueue, limit: int, skip: list[int]) -> list[DuePage]:
        """Ask the frontier; in a thread of its own."""
        kinds = [PageKind.SOURCE] if queue.sources_first else [PageKind.THREAD, PageKind.ARTICLE]
        if not queue.sources_first and not queue.threads_woken and self._run.urls is None:
            queue.threads_woken = True
            self._frontier.wake_threads(queue.outlet_id, self._clock.now())
        if self._run.urls is not None or (queue.articles_left is not None and queue.articles_left <= 0):
            kinds = [kind for kind in kinds if kind is not PageKind.ARTICLE]
        everything = self._run.again or (queue.sources_first and self._run.looks_back(self._started))
        return self._frontier.due(
            queue.outlet_id,
            self._clock.now(),
            limit=limit,
            kinds=kinds,
            again_before=self._started if everything else None,
            watched_before=self._started if queue.sources_first else None,
            sections=queue.sections_too,
            found_in=self._run.urls,
            skip=skip,
            newest_from=self._run.since,
            newest_before=self._run.until,
        )

    def _within_wish(self, queue: OutletQueue, pages: list[DuePage]) -> list[DuePage]:
        if queue.articles_left is None:
            return pages
        taken: list[DuePage] = []
        left = queue.articles_left
        for page in pages:
            if page.kind == PageKind.ARTICLE:
                if left <= 0:
                    continue
                left -= 1
            taken.append(page)
        return taken

    def _take(self, queue: OutletQueue, page: DuePage) -> None:
        name = (page.kind, page.url)
        queue.requests += 1
        queue.began = time.monotonic() if queue.began is None else queue.began
        queue.asked.add(name)
        queue.unsettled[name] = page
        if page.kind == PageKind.SOURCE:
            queue.sources_asked[name] = page.id
        elif page.kind == PageKind.ARTICLE and queue.articles_left is not None:
            queue.articles_asked.add(name)
            queue.articles_left -= 1
