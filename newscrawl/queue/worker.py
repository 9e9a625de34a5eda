"""A worker: takes papers from the queue and crawls them, until it is stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from procrastinate import RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.retry import BaseRetryStrategy

from newscrawl.db.engine import DatabaseUnavailable, open_engine
from newscrawl.db.leases import held
from newscrawl.queue import takeover
from newscrawl.queue.app import CRAWL, QUEUE, queue_app
from newscrawl.queue.batches import Batches
from newscrawl.queue.endings import Broken, Postponed, WorkerUnfit
from newscrawl.queue.entries import Paper, UnknownPaperError
from newscrawl.queue.process import CrawlProcess
from newscrawl.spiders.lease import is_dead
from newscrawl.spiders.registry import site_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procrastinate import JobContext
    from procrastinate.jobs import Job
    from sqlalchemy.engine import Engine

HELD_TRIES = 3
"""How often a paper that another run holds is tried again, at the end of that run's lease, before its job is let go."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a worker does at a time."""

    processes: int
    papers: int
    """Of one process, at most."""


class _Again(BaseRetryStrategy):
    """What was postponed goes back to the queue; nothing else does."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        if isinstance(exception, Postponed):
            return RetryDecision(retry_at=exception.until)
        return RetryDecision(retry_in={"seconds": 5}) if isinstance(exception, WorkerUnfit) else None


class Worker:
    """Takes papers from the queue of one database.

    Args:
        url: of the database.
        size: how much at a time.
        options: that its crawls are given, as typed.
        tell: is given what a person should know, a line at a time.
    """

    def __init__(self, url: str, size: Size, options: Sequence[str], tell: Callable[[str], None]) -> None:
        self._url, self._size, self._options, self._tell = url, size, list(options), tell
        self._batches = Batches(self._process, size=size.papers, processes=size.processes, tell=tell)
        self._known = set(site_classes())
        self._engine: Engine | None = None
        self._working: asyncio.Task[None] | None = None
        self.unfit = False
        """Its settings are wrong: it ended for that."""

    @property
    def stopped(self) -> bool:
        """Whether it was told to end."""
        return self._batches.stopping

    def _process(self, papers: Sequence[Paper]) -> CrawlProcess:
        return CrawlProcess(papers, self._url, self._options, self._tell)

    async def run(self, *, once: bool) -> None:
        """Works until SIGTERM or SIGINT; with *once*, until the queue has nothing more to give.

        Raises:
            DatabaseUnavailable: the database is away.
        """
        _quieten()
        self._engine = await asyncio.to_thread(open_engine, self._url)
        app, connector = queue_app(self._url, connections=4)
        app.task(name=CRAWL, queue=QUEUE, retry=_Again(), pass_context=True)(self._crawl)
        loop = asyncio.get_running_loop()
        try:
            async with app.open_async():
                self._working = asyncio.create_task(
                    app.run_worker_async(
                        queues=[QUEUE],
                        concurrency=self._size.processes * self._size.papers,
                        wait=not once,
                        delete_jobs="successful",
                        install_signal_handlers=False,
                        fetch_job_polling_interval=takeover.LOOK_EVERY,  # what goes back to the queue rings no bell
                        update_heartbeat_interval=takeover.HEARTBEAT,
                        stalled_worker_timeout=takeover.SILENT,
                    )
                )
                for number in (signal.SIGTERM, signal.SIGINT):
                    loop.add_signal_handler(number, self.stop)
                looking = asyncio.create_task(self._look_for_the_dead(app, connector.pool))
                try:
                    await self._working
                except asyncio.CancelledError:
                    if not self._batches.stopping:
                        raise
                finally:
                    looking.cancel()
                    self._batches.end()
        except (ConnectorException, OSError) as error:
            cause = error.__cause__ or error
            raise DatabaseUnavailable(f"the queue cannot be reached ({' '.join(str(cause).split())})") from error
        finally:
            self._engine.dispose()

    def stop(self) -> None:
        """Ends soon: nothing more is taken, crawls stop where they are, and what they leave goes back to the queue."""
        if not self._batches.stopping:
            self._tell("stopping: crawls store what they have; what is left goes back to the queue")
        self._batches.stop()
        if self._working:
            self._working.cancel()

    async def _crawl(self, context: JobContext, /, **said: Any) -> str:
        """The job."""
        try:
            paper = Paper.from_json(said, self._known)
        except UnknownPaperError as error:
            self._tell(f"{context.job.lock}: {error}")
            raise Broken(str(error)) from None
        if holder := await asyncio.to_thread(self._holder, paper.name):
            words, seconds = holder
            if context.job.attempts >= HELD_TRIES:
                self._tell(f"{paper.name} is being crawled by {words}; its job is let go")
                return "held"
            raise Postponed(f"it is being crawled by {words}", seconds)
        try:
            return (await self._batches.crawl(paper)).name
        except WorkerUnfit as error:
            self.unfit = True
            self._tell(f"{error}: its words stand above. The papers go back to the queue")
            self.stop()
            raise
        except Broken as error:
            self._tell(f"{paper.name} was given up: {error}. It is queued again when it is due")
            raise

    def _holder(self, name: str) -> tuple[str, float] | None:
        """Who crawls a paper outside the queue, or did so until it died, and for how many seconds its lease lives."""
        assert self._engine
        now = datetime.now(UTC)
        with self._engine.connect() as connection:
            found = held(connection, [name], now).get(name)
        if found is None or is_dead(found[0]):
            return None
        return found[0], (found[1] - now).total_seconds() + 1

    async def _look_for_the_dead(self, app: Any, pool: Any) -> None:
        while True:
            with suppress(ConnectorException, OSError):  # the worker itself ends where the database stays away
                await takeover.take_over(app, pool, QUEUE, self._tell)
            await asyncio.sleep(takeover.LOOK_EVERY)


def _quieten() -> None:
    """Keep out what procrastinate says of each job that ends, with a traceback; ours are sentences already."""
    log = logging.getLogger("procrastinate")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        handler.addFilter(lambda record: not str(getattr(record, "action", "")).startswith("job_"))
        log.addHandler(handler)
        log.propagate = False
        log.setLevel(logging.ERROR)
