"""Jobs come one paper at a time, and a Scrapy process is at its best with many: papers are gathered into batches.

A batch whose process dies is tried again in two halves, so that a paper that kills its process is found and the others are
crawled; a paper whose process has died twice while it was alone is given up.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from newscrawl.queue.endings import Broken, NotDone, Postponed, WorkerUnfit
from newscrawl.queue.process import Ended

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newscrawl.queue.entries import Paper

GATHER = 0.3
"""Seconds that papers are waited for after the last one came, before a process is started for those that are there."""
DATABASE_AGAIN = 60.0
"""Seconds after which papers whose crawl lost the database are tried again."""


class Crawl(Protocol):
    """A crawl over a batch (:class:`newscrawl.queue.process.CrawlProcess`)."""

    label: str

    @property
    def code(self) -> int | None:
        """Its exit code."""

    async def run(self) -> Ended:
        """Crawls; how that ended."""

    def stop(self) -> None:
        """Ends it soon and whole."""


class Batches:
    """Gathers papers and crawls them, so many processes at a time.

    Args:
        start: makes the crawl of a batch.
        size: papers of one process at most.
        processes: that crawl at a time.
        tell: is given a sentence at each beginning and end.
    """

    def __init__(
        self, start: Callable[[Sequence[Paper]], Crawl], *, size: int, processes: int, tell: Callable[[str], None]
    ) -> None:
        self._start, self._size, self._tell = start, size, tell
        self._free = self._processes = processes
        self._waiting: list[tuple[Paper, asyncio.Future[Ended]]] = []
        self._gathering: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._crawls: set[Crawl] = set()
        self.stopping = False

    async def crawl(self, paper: Paper) -> Ended:
        """Crawls a paper, with others; returns when their crawl has ended, well or poorly.

        Raises:
            NotDone: it was not crawled, and why.
        """
        if self.stopping:
            raise Postponed("the worker was stopped")
        done: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        self._waiting.append((paper, done))
        self._gather()
        return await done

    def stop(self) -> None:
        """Ends every crawl soon and whole; what was not crawled goes back to the queue."""
        self.stopping = True
        self.end()

    def end(self) -> None:
        """Ends the crawls that there are."""
        for _paper, done in self._waiting:
            _end(done, Postponed("the worker was stopped"))
        self._waiting.clear()
        for crawl in self._crawls:
            crawl.stop()

    def _gather(self) -> None:
        if self._gathering:
            self._gathering.cancel()
        if self._waiting and self._free:
            self._gathering = asyncio.create_task(self._dispatch())

    async def _dispatch(self) -> None:
        """Starts processes for what is waiting, in equal shares for those that are free."""
        if len(self._waiting) < self._size * self._free:
            await asyncio.sleep(GATHER)
        self._gathering = None
        while self._waiting and self._free:
            share = min(self._size, -(-len(self._waiting) // self._free))
            kind = self._waiting[0][0].kind
            batch = [one for one in self._waiting if one[0].kind == kind][:share]
            self._waiting = [one for one in self._waiting if one not in batch]
            self._free -= 1
            task = asyncio.create_task(self._work_off(batch))
            self._running.add(task)
            task.add_done_callback(self._worked_off)

    def _worked_off(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._free += 1
        self._gather()

    async def _work_off(self, batch: list[tuple[Paper, asyncio.Future[Ended]]]) -> None:
        try:
            await self._crawl(batch)
        except Exception as error:  # noqa: BLE001  (a process that cannot be started must not leave its jobs waiting)
            for _paper, done in batch:
                _end(done, Postponed(f"{type(error).__name__}: {error}", DATABASE_AGAIN))

    async def _crawl(self, batch: list[tuple[Paper, asyncio.Future[Ended]]], *, last_try: bool = False) -> None:
        crawl = self._start([paper for paper, _done in batch])
        number = f"{len(batch)} papers" if len(batch) > 1 else "1 paper"
        self._tell(f"{crawl.label} {number}: begins")
        clock = asyncio.get_running_loop().time
        began = clock()
        self._crawls.add(crawl)
        try:
            ended = Ended.STOPPED if self.stopping else await crawl.run()
        finally:
            self._crawls.discard(crawl)
        code = f" (code {crawl.code})" if ended is Ended.DIED else ""
        self._tell(f"{crawl.label} {number}: {ended.value}{code}, after {clock() - began:.0f} s")
        if ended is not Ended.DIED or self.stopping:
            for _paper, done in batch:
                _end(done, _ending(ended))
        elif len(batch) > 1:
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                await self._crawl(half)
        elif not last_try:
            await self._crawl(batch, last_try=True)
        else:
            _end(batch[0][1], Broken(f"its crawl died twice, the last time with code {crawl.code}"))


def _ending(ended: Ended) -> Ended | NotDone:
    match ended:
        case Ended.STOPPED | Ended.DIED:
            return Postponed("it was interrupted")
        case Ended.NO_DATABASE:
            return Postponed("the database failed", DATABASE_AGAIN)
        case Ended.REFUSED:
            return WorkerUnfit("'scrapy crawl' refused this machine's settings")
    return ended


def _end(done: asyncio.Future[Ended], ending: Ended | NotDone) -> None:
    with suppress(asyncio.InvalidStateError):  # whoever waited was cancelled
        if isinstance(ending, NotDone):
            done.set_exception(ending)
        else:
            done.set_result(ending)
