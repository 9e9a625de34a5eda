"""Hands out due pages, a few a paper at a time.

The frontier in the database is the truth; nothing is kept here but what is under way.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping, Sequence

    from newscrawl.db.frontier import DuePage, Frontier
    from newscrawl.discovery.clock import Clock
    from newscrawl.spiders.arguments import RunArguments

log = logging.getLogger(__name__)

ASKED_AT_ONCE = 6
"""Requests of one paper handed to Scrapy and not yet answered: enough that its one connection never waits for us."""
UNSETTLED_AT_ONCE = 150
"""Pages of one paper read and not yet stored: more, and fetching waits for the database."""
UNSETTLED_IN_ALL = 3000
Name = tuple[PageKind, str]
"""A page's kind and address: a front page may be asked for as a source and as an article."""

SOURCES_A_RUN = 400
"""Feeds, sitemaps and listing pages of one paper in one run: an endless calendar ends here."""


@dataclass(slots=True)
class OutletQueue:
    """What is under way at one paper."""

    name: str
    outlet_id: int
    articles_left: int | None = None
    """How many more articles this run may take; None for all."""
    asked: set[Name] = field(default_factory=set)
    unsettled: set[Name] = field(default_factory=set)
    articles_asked: set[Name] = field(default_factory=set)
    named: list[DuePage] = field(default_factory=list)
    """Pages that the user named (``-a urls=``), still to be asked for."""
    sources_asked: int = 0
    sources_first: bool = True
    """Articles wait until every source was read, so that the newest comes first and hints are there when it is read."""
    look_again: bool = True
    """Something was stored since the last look at the frontier, or the queue has room again."""

    def room(self) -> int:
        """How many more pages may be asked for now."""
        return min(ASKED_AT_ONCE - len(self.asked), UNSETTLED_AT_ONCE - len(self.unsettled))


class Feeder:
    """Due pages of several papers, in turn, until nothing is due and nothing is under way."""

    def __init__(self, frontier: Frontier, clock: Clock, run: RunArguments, outlets: Mapping[str, int]) -> None:
        self._frontier, self._clock, self._run = frontier, clock, run
        self._started = clock.now()
        self._open = {name: OutletQueue(name, outlet_id, run.max_articles) for name, outlet_id in outlets.items()}
        self._wake = asyncio.Event()
        self.limits_hit: set[str] = set()
        """Papers that have more sources than a run takes."""

    def name(self, outlet: str, pages: Sequence[DuePage]) -> None:
        """Takes the pages that the user named, and no sources with them."""
        queue = self._open[outlet]
        queue.sources_first = False
        queue.named = list(pages)

    async def pages(self) -> AsyncIterator[tuple[str, DuePage]]:
        """(outlet name, page), as they may be asked for; ends when every paper is done."""
        while self._open:
            handed_out = 0
            for queue in list(self._open.values()):
                if not queue.look_again or queue.room() <= 0 or self._too_much_unsettled():
                    continue
                pages = await self._due(queue)
                if not pages and not queue.unsettled:
                    if queue.sources_first:
                        queue.sources_first, queue.look_again = False, True
                        handed_out += 1  # look at once for the articles that the sources named
                    else:
                        del self._open[queue.name]
                    continue
                for page in pages:
                    self._take(queue, page)
                    handed_out += 1
                    yield queue.name, page
            if not handed_out and self._open:
                self._wake.clear()
                if not any(queue.look_again and queue.room() > 0 for queue in self._open.values()):
                    await self._wake.wait()
                else:
                    await asyncio.sleep(0.02)

    def answered(self, outlet: str, page: Name) -> None:
        """A request came back: its paper's connection is free."""
        if queue := self._open.get(outlet):
            queue.asked.discard(page)
            queue.look_again = True
        self._wake.set()

    def settled(self, outlet: str, pages: Collection[Name]) -> None:
        """These pages stand in the database."""
        if queue := self._open.get(outlet):
            queue.unsettled.difference_update(pages)
            queue.asked.difference_update(pages)
            queue.look_again = True
        self._wake.set()

    def no_article(self, outlet: str, page: Name) -> None:
        """A page asked for as an article held none: it does not count against ``max_articles``."""
        queue = self._open.get(outlet)
        if queue and page in queue.articles_asked and queue.articles_left is not None:
            queue.articles_left += 1

    def waiting(self) -> dict[str, int]:
        """Pages under way by paper, for the live line."""
        return {queue.name: len(queue.asked) for queue in self._open.values() if queue.asked}

    def _too_much_unsettled(self) -> bool:
        return sum(len(queue.unsettled) for queue in self._open.values()) >= UNSETTLED_IN_ALL

    async def _due(self, queue: OutletQueue) -> list[DuePage]:
        """The next pages of one paper, none that is under way."""
        if queue.named:
            room = queue.room()
            named, queue.named = queue.named[:room], queue.named[room:]
            return self._within_budget(queue, named)
        found_in: Collection[str] | None = None
        if self._run.urls is not None:
            kinds, found_in = [PageKind.THREAD], self._run.urls
        elif queue.sources_first:
            kinds = [PageKind.SOURCE]
            if queue.sources_asked >= SOURCES_A_RUN:
                self.limits_hit.add(queue.name)
                return []
        else:
            kinds = [PageKind.THREAD, PageKind.ARTICLE]
            if queue.articles_left is not None and queue.articles_left <= 0:
                kinds = [PageKind.THREAD]
        again = self._run.again or queue.sources_first
        room = queue.room()
        pages = await asyncio.to_thread(
            self._frontier.due,
            queue.outlet_id,
            self._clock.now(),
            limit=room + len(queue.unsettled),
            kinds=kinds,
            again_before=self._started if again else None,
            found_in=found_in,
        )
        fresh = [page for page in pages if (page.kind, page.url) not in queue.unsettled]
        queue.look_again = bool(fresh)
        return self._within_budget(queue, fresh[:room])

    def _within_budget(self, queue: OutletQueue, pages: list[DuePage]) -> list[DuePage]:
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
        queue.asked.add(name)
        queue.unsettled.add(name)
        if page.kind == PageKind.SOURCE:
            queue.sources_asked += 1
        elif page.kind == PageKind.ARTICLE and queue.articles_left is not None:
            queue.articles_asked.add(name)
            queue.articles_left -= 1
