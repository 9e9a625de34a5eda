"""Writes pages in batches, off the reactor's thread; a page is written as a whole or not at all."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from sqlalchemy.exc import SQLAlchemyError

from newscrawl import signals as own_signals
from newscrawl.db.engine import PATIENCE as DATABASE_PATIENCE
from newscrawl.db.engine import (
    DatabaseUnavailable,
    database_url,
    open_engine,
    pauses_within,
    prepare,
    try_again_beside,
    why,
)
from newscrawl.db.failed import FAILED, tell_failed
from newscrawl.db.runs import this_process
from newscrawl.db.writing import PageRecord, WriteReport, finish_run, start_run, write_pages, write_problems
from newscrawl.items import Outcome, PageItem, PageKind, ProblemItem
from pipelines.dropped import Dropped, problem_of
from pipelines.gathering import Gatherer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scrapy.crawler import Crawler
    from sqlalchemy.engine import Engine

    from newscrawl.db.captures import Captured

log = logging.getLogger(__name__)

BATCH = 200
"""Pages written in one transaction, at most."""
PATIENCE = 0.2
"""Seconds that a page waits for others to be written with it, at least; and so many times as long as the last writing took
(:data:`TIMES`), for what a writing costs by itself is shared by all pages in it."""
TIMES = 4.0
PATIENCE_AT_MOST = 2.0
WAITING_AT_MOST = 600
"""Pages read and not yet written; more, and the spider waits for the database."""
POISON_AGAIN = timedelta(days=1)
"""A page whose rows the database refused is read again after this: by then there may be a better reader."""


class StorePipeline:
    """Gathers each page's items and writes them. Settings: ``DATABASE_URL``, ``DATABASE_PATIENCE``.

    Stats: ``store/articles/new``, ``store/articles/changed``, ``store/articles/unchanged``, ``store/quotes/new``,
    ``store/comments/new``, ``store/comments/changed``, ``store/problems``, each also under ``store/{outlet}/``;
    ``store/pages``, ``store/batches``, ``store/pages/refused``, ``store/retries``; ``store/failed`` is the sentence
    that says why nothing more could be written.
    """

    def __init__(self, crawler: Crawler, url: str) -> None:
        assert crawler.stats is not None
        self._crawler, self._url, self._stats = crawler, url, crawler.stats
        self._engine: Engine | None = None
        self._patience = crawler.settings.getfloat("DATABASE_PATIENCE", DATABASE_PATIENCE)
        self._stop_patience = crawler.settings.getfloat("STOP_PATIENCE", 15.0)
        self._waits_since: float | None = None
        self._last_error: SQLAlchemyError | None = None
        self._run_id: int | None = None
        self._gatherer = Gatherer()
        self._ready: list[PageRecord] = []
        self._batch_patience = PATIENCE
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._closing = False
        self._failed = False
        self._writer: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connected to the signals that tell of dropped items and of problems."""
        store = cls(crawler, database_url(crawler.settings.get("DATABASE_URL"), os.environ))
        crawler.signals.connect(store.item_dropped, signals.item_dropped)
        crawler.signals.connect(store.item_error, signals.item_error)
        crawler.signals.connect(store.problem_found, own_signals.problem_found)
        crawler.signals.connect(store.page_captured, own_signals.page_captured)
        crawler.signals.connect(store.spider_closed, signals.spider_closed)
        return store

    async def open_spider(self) -> None:
        """Open the database and begin the run.

        Raises:
            DatabaseUnavailable: it cannot be used.
        """
        self._engine = await asyncio.to_thread(open_engine, self._url)
        await asyncio.to_thread(prepare, self._engine, log.warning)
        spider = self._crawler.spider
        arguments = {"spider": getattr(spider, "name", None), **(getattr(spider, "given", None) or {})}
        self._run_id = await asyncio.to_thread(start_run, self._engine, arguments, self._now(), this_process())
        self._writer = asyncio.create_task(self._write_on())

    async def process_item(self, item: Any) -> Any:
        """The item, once there is room for more."""
        if record := self._gatherer.add(item):
            self._add(record)
        if self._gatherer.loose:
            self._wake.set()
        await self._room.wait()
        return item

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """An earlier stage dropped it: its page does not wait for it."""
        if not isinstance(exception, Dropped):
            self._gatherer.tell(problem_of(item, "check", str(exception)))
        if record := self._gatherer.miss(item):
            self._add(record)

    def item_error(self, item: Any, failure: Any) -> None:
        """An earlier stage failed at it."""
        self._gatherer.tell(problem_of(item, "check", f"{type(failure.value).__name__}: {failure.value}"))
        if record := self._gatherer.miss(item):
            self._add(record)

    def problem_found(self, problem: ProblemItem) -> None:
        """A stage tells of a problem."""
        self._gatherer.tell(problem)
        self._wake.set()

    def page_captured(self, outlet: str, page: str, kind: PageKind, captured: Captured) -> None:
        """A page was kept as it was fetched; its row is written with what was read from it."""
        self._gatherer.capture(outlet, page, kind, captured)

    async def close_spider(self) -> None:
        """Write what is left."""
        self._closing = True
        self._wake.set()
        if self._writer is not None:
            await self._writer
        archive = getattr(self._crawler.spider, "archive", None)
        if archive is not None and archive.handing is not None:
            self._gatherer.forget(archive.handing)
        self._gatherer.loose += self._gatherer.give_up()
        await self._write_all()

    async def spider_closed(self, reason: str) -> None:
        """End the run's row with the reason that Scrapy gives."""
        if self._engine is None:
            return
        counts = {
            name: value
            for name, value in self._stats.get_stats().items()
            if name.startswith("store/") and isinstance(value, int)
        }
        if self._run_id is not None:
            work = partial(finish_run, self._engine, self._run_id, self._now(), reason, counts)
            with suppress(SQLAlchemyError, DatabaseUnavailable):  # where it cannot be written, that was said already
                await try_again_beside(work, engine=self._engine, pauses=() if self._failed else self._pauses())
        self._engine.dispose()

    def _now(self) -> datetime:
        clock = getattr(self._crawler.spider, "clock", None)
        return clock.now() if clock is not None else datetime.now(UTC)

    def _add(self, record: PageRecord) -> None:
        if self._failed:
            return
        self._ready.append(record)
        if len(self._ready) >= WAITING_AT_MOST:
            self._room.clear()
        self._wake.set()

    async def _write_on(self) -> None:
        """Write whenever there is something, until the spider closes or the database fails."""
        while not (self._closing or self._failed):
            await self._wake.wait()
            if len(self._ready) < BATCH and not self._closing:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._batch_is_full(), self._batch_patience)
            self._wake.clear()
            began = time.monotonic()
            await self._write_all()
            self._batch_patience = min(PATIENCE_AT_MOST, max(PATIENCE, TIMES * (time.monotonic() - began)))

    async def _batch_is_full(self) -> None:
        while len(self._ready) < BATCH and not self._closing:
            self._wake.clear()
            await self._wake.wait()

    async def _write_all(self) -> None:
        async with self._lock:
            while self._ready and not self._failed:
                batch = self._ready[:BATCH]
                await self._write(batch)
                del self._ready[: len(batch)]
                if len(self._ready) < WAITING_AT_MOST:
                    self._room.set()
            if (loose := self._gatherer.take_loose()) and not self._failed:
                await self._write_loose(loose)

    async def _write_loose(self, problems: list[ProblemItem]) -> None:
        try:
            report = await self._try(lambda engine: write_problems(engine, self._run_id, problems, self._now()))
        except Exception:
            log.exception("%d problems could not be stored", len(problems))
            return
        if report is not None:
            self._count(report)

    async def _write(self, batch: list[PageRecord]) -> None:
        """One transaction for the batch; where the database refuses a row of it, one for each page."""
        try:
            report = await self._try(lambda engine: write_pages(engine, self._run_id, batch))
        except Exception:  # whatever is wrong with one page must not cost its neighbours
            log.debug("a batch of %d pages was refused; writing them one by one", len(batch), exc_info=True)
            for record in batch:
                await self._write_alone(record)
            return
        if report is not None:
            self._written(batch, report)

    async def _write_alone(self, record: PageRecord) -> None:
        try:
            report = await self._try(lambda engine: write_pages(engine, self._run_id, [record]))
        except Exception as error:  # noqa: BLE001
            await self._write_poison(record, error)
            return
        if report is not None:
            self._written([record], report)

    async def _write_poison(self, record: PageRecord, error: Exception) -> None:
        """The page's rows are refused: it is settled as failed, with the reason, and nothing else of it is stored."""
        page = record.page
        said = str(getattr(error, "orig", None) or error).partition("DETAIL:")[
            0
        ]  # which quotes the row: a log names nobody
        words = " ".join(said.split())[:500]
        reason = f"the database refused what the page gave: {type(error).__name__}: {words}"
        log.warning("%s: %s", page.page, reason)
        self._stats.inc_value("store/pages/refused")
        problem = ProblemItem(page=page.page, outlet=page.outlet, url=page.page, stage="store", reason=reason)
        settled = PageItem(
            page=page.page,
            outlet=page.outlet,
            kind=page.kind,
            outcome=Outcome.FAILED,
            status=page.status,
            reason=reason,
            fetched_at=page.fetched_at,
            due_at=(page.fetched_at or self._now()) + POISON_AGAIN,
        )
        stub = PageRecord(settled, problems=[problem], captures=record.captures)
        try:
            report = await self._try(lambda engine: write_pages(engine, self._run_id, [stub]))
        except Exception:  # noqa: BLE001  (then its address is what is refused)
            try:
                report = await self._try(lambda engine: write_problems(engine, self._run_id, [problem], self._now()))
            except Exception:  # whatever it is, the pages behind this one are to be stored
                log.exception("%s: neither the page nor its problem could be stored", page.page)
                self._written([stub], WriteReport())
                return
        if report is not None:
            self._written([stub], report)

    async def _try(self, write: Callable[[Engine], WriteReport]) -> WriteReport | None:
        """Call *write* in a thread, again while the database is held or away; None where it failed for good.

        Raises:
            Exception: what *write* raised, where that is about what was to be written.
        """
        if self._failed or self._engine is None:
            return None
        engine = self._engine

        def attempt() -> WriteReport:
            try:
                return write(engine)
            except SQLAlchemyError as error:
                self._last_error = error
                raise

        try:
            return await try_again_beside(attempt, engine=engine, pauses=self._pauses(), tell=self._retries)
        except DatabaseUnavailable as unavailable:
            self._stop(str(unavailable))
            return None
        finally:
            self._is_back()

    def _pauses(self) -> tuple[float, ...]:
        return pauses_within(self._patience)

    def _retries(self) -> None:
        """The database is held or away: it is tried again, and nothing more is fetched meanwhile.

        Raises:
            DatabaseUnavailable: the run was interrupted, and has waited as long as it may (``STOP_PATIENCE``).
        """
        self._stats.inc_value("store/retries")
        if self._waits_since is not None:
            if self._is_interrupted() and time.monotonic() - self._waits_since > self._stop_patience:
                assert self._engine
                raise DatabaseUnavailable(why(self._engine, self._last_error) if self._last_error else "it is away")
            return
        self._waits_since = time.monotonic()
        assert self._engine
        said = why(self._engine, self._last_error) if self._last_error else "no reason was given"
        log.warning("The database is waited for, %g seconds at most, and nothing is fetched: %s", self._patience, said)
        self._crawler.signals.send_catch_log(own_signals.store_waits, waits=True)

    def _is_interrupted(self) -> bool:
        engine = self._crawler.engine
        return bool(getattr(getattr(engine, "downloader", None), "stopped", False))

    def _is_back(self) -> None:
        if self._waits_since is None:
            return
        waited, self._waits_since = time.monotonic() - self._waits_since, None
        if not self._failed:
            log.warning("The database is there again after %.0f seconds; the crawl goes on", waited)
        self._crawler.signals.send_catch_log(own_signals.store_waits, waits=False)

    def _written(self, batch: Sequence[PageRecord], report: WriteReport) -> None:
        self._stats.inc_value("store/batches")
        self._stats.inc_value("store/pages", len(batch))
        self._count(report)
        pages = [(record.page.outlet or "", record.page.page or "", record.page.kind) for record in batch]
        self._crawler.signals.send_catch_log(own_signals.pages_written, pages=pages, report=report)

    def _count(self, report: WriteReport) -> None:
        for outlet, counts in report.outlets.items():
            for name in counts.__slots__:
                if number := getattr(counts, name):
                    path = name.replace("_", "/", 1)
                    self._stats.inc_value(f"store/{path}", number)
                    if outlet:
                        self._stats.inc_value(f"store/{outlet}/{path}", number)

    def _stop(self, sentence: str) -> None:
        """The database failed for good: say so once, let nobody wait, end the crawl."""
        if self._failed:
            return
        self._failed = True
        self._room.set()
        tell_failed(self._stats, sentence)
        engine = self._crawler.engine
        if engine is not None and not self._closing:
            self._stopping = asyncio.ensure_future(engine.close_spider_async(reason=FAILED))
