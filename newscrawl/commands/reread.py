"""``scrapy reread``: today's readers over the pages that were kept; nothing is fetched."""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy import select

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, known_outlet, number, say
from newscrawl.db.archives import MissingArchivePackageError
from newscrawl.db.captures import LeftOut, MissingZstdError, kept_pages, pages_left_out
from newscrawl.db.memory import load_memory
from newscrawl.db.models import Outlet
from newscrawl.spiders.arguments import read_moment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import datetime

    from scrapy.settings import BaseSettings
    from sqlalchemy.engine import Engine

    from newscrawl.db.captures import KeptPage
    from newscrawl.db.records import PageRecord
    from newscrawl.spiders.rereading import Unread

HANDED_ON = ("COMMENT_AUTHORS", "COMMENT_AUTHOR_KEY", "COMMENTS_MAX_PER_THREAD", "READER_SECONDS")
"""Settings that the processes which read are told."""
TASK = 25
"""Pages that a process reads at a time, and that are then written in one transaction."""


class Command(Asking, ScrapyCommand):
    """Captures to articles, quotes and comments, as revisions "reread, not edited"."""

    examples: ClassVar[str] = (
        "  scrapy crawl localnews -s CAPTURE=database     keep pages as they are fetched, from now on\n"
        "  scrapy reread                                  read all that was kept again\n"
        "  scrapy reread --since 30d --outlet 48hills     what was fetched in the last thirty days, of one paper\n"
        "  A text that differs becomes a revision that says 'reread', and never counts as an edit of the paper."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Read the pages that were kept again, with today's readers; nothing is fetched"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which pages, and with how many processes."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DATE", help="fetched then or later: 2026-03-01 or 7d (a week ago)")
        parser.add_argument("--outlet", metavar="NAME", help="only of this paper")
        parser.add_argument("--processes", metavar="N", help="read with so many processes (one a core)")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read and write; 1 where nothing was kept."""
        if args:
            raise Refused(f"'scrapy reread' takes no {args[0]!r}; --outlet NAME and --since DATE choose pages")
        since = read_moment("--since ", opts.since, self.now, end=False)
        processes = number("--processes", opts.processes, os.cpu_count() or 1)
        assert self.settings is not None
        began, counts = time.monotonic(), Counter[str]()
        with self.writing() as engine:
            with engine.connect() as connection:
                if opts.outlet:
                    known_outlet(connection, opts.outlet)
                left_out = pages_left_out(connection, since=since, outlet=opts.outlet)
            try:
                for read in _read_all(engine, self.settings, processes, since=since, outlet=opts.outlet):
                    _write(engine, read, counts)
            except (MissingZstdError, MissingArchivePackageError) as error:
                raise Refused(str(error)) from None
        return _tell(counts, left_out, time.monotonic() - began)


def _read_all(
    engine: Engine, settings: BaseSettings, processes: int, *, since: datetime | None, outlet: str | None
) -> Iterator[list[PageRecord | Unread]]:
    """What the pages give, a task at a time and in their order; few tasks wait, so that memory stays flat."""
    from newscrawl.spiders.rereading import read_again

    few = {name: settings.get(name) for name in HANDED_ON}
    tasks = _tasks(engine, since=since, outlet=outlet, memory=settings.getbool("SITE_MEMORY", True))
    if processes == 1:
        for pages, memories in tasks:
            yield read_again(pages, memories, settings)
        return
    pool = _Pool(processes, few)
    try:
        for pages, memories in tasks:
            pool.submit(pages, memories)
            if pool.waiting > processes * 3:
                yield pool.next()
        while pool.waiting:
            yield pool.next()
    finally:
        pool.close()


class _Pool:
    """Processes that read tasks. A page that ends its process is read alone, and if it does so again, it is left out."""

    def __init__(self, processes: int, few: dict[str, Any]) -> None:
        self._processes, self._few = processes, few
        self._tasks: deque[tuple[list[KeptPage], dict[str, Any], Future[list[PageRecord | Unread]]]] = deque()
        self._pool = self._started()

    @property
    def waiting(self) -> int:
        """Tasks that were submitted, and whose results were not asked for."""
        return len(self._tasks)

    def _started(self, processes: int | None = None) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes or self._processes, mp_context=get_context("spawn"))

    def submit(self, pages: list[KeptPage], memories: dict[str, Any]) -> None:
        """Have these read."""
        try:
            future = self._pool.submit(read_in_process, pages, memories, self._few)
        except BrokenProcessPool as broken:  # told where the result is asked for
            future = Future()
            future.set_exception(broken)
        self._tasks.append((pages, memories, future))

    def next(self) -> list[PageRecord | Unread]:
        """What the oldest task gave."""
        pages, memories, future = self._tasks.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            found = [one for page in pages for one in self._alone(page, memories)]
        self._pool.shutdown(wait=False)
        self._pool = self._started()
        lost, self._tasks = self._tasks, deque()
        for after in lost:
            self.submit(after[0], after[1])
        return found

    def _alone(self, page: KeptPage, memories: dict[str, Any]) -> list[PageRecord | Unread]:
        from newscrawl.spiders.rereading import Unread

        with self._started(1) as one:
            try:
                return one.submit(read_in_process, [page], memories, self._few).result()
            except BrokenProcessPool:
                return [Unread(page.page, "reading it ended the process that read it")]

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def read_in_process(pages: list[KeptPage], memories: dict[str, Any], few: dict[str, Any]) -> list[PageRecord | Unread]:
    """As :func:`newscrawl.spiders.rereading.read_again`, in a process of its own: settings travel as plain values."""
    from scrapy.settings import Settings

    from newscrawl.spiders.rereading import read_again

    return read_again(pages, memories, Settings(few))


def _tasks(
    engine: Engine, *, since: datetime | None, outlet: str | None, memory: bool
) -> Iterator[tuple[list[KeptPage], dict[str, Any]]]:
    with engine.connect() as connection:
        ids = {name: of for of, name in connection.execute(select(Outlet.id, Outlet.name))}
        memories: dict[str, Any] = {}
        for pages in kept_pages(connection, since=since, outlet=outlet, size=TASK):
            for page in pages:
                if memory and page.outlet not in memories:
                    memories[page.outlet] = load_memory(connection, ids[page.outlet])
            yield pages, {page.outlet: memories.get(page.outlet) for page in pages if memory}


def _write(engine: Engine, read: list[PageRecord | Unread], counts: Counter[str]) -> None:
    from newscrawl.db.rereading import write_again
    from newscrawl.spiders.rereading import Unread

    records = [one for one in read if not isinstance(one, Unread)]
    for one in read:
        if isinstance(one, Unread):
            counts["unread"] += 1
            if counts["unread"] <= 5:
                say(f"{one.page} was left as it was: {one.reason}")
    counts["pages"] += len(records)
    report = write_again(engine, records) if records else None
    for outlet in report.outlets.values() if report else ():
        for name in ("articles_new", "articles_changed", "quotes_new", "comments_new", "comments_changed"):
            counts[name] += getattr(outlet, name)


def _tell(counts: Counter[str], left_out: LeftOut, seconds: float) -> int:
    if not counts["pages"] and not counts["unread"]:
        if left_out.changed or left_out.before:
            say("nothing was read again")
            _tell_left_out(left_out)
        else:
            say(
                f"no page was kept ({left_out.no_capture:,} were fetched): -s CAPTURE=database (or warc) keeps those that "
                "the next crawls fetch"
            )
        return EXIT_NOTHING
    say(
        f"{counts['pages']:,} pages read again in {seconds:.1f} s: {counts['articles_changed']:,} articles changed, "
        f"{counts['articles_new']:,} new; {counts['quotes_new']:,} quotes new; {counts['comments_changed']:,} comments "
        f"changed, {counts['comments_new']:,} new"
    )
    if counts["unread"]:
        say(f"{counts['unread']:,} pages gave nothing and were left as they were")
    _tell_left_out(left_out)
    return 0


def _tell_left_out(left_out: LeftOut) -> None:
    """How many pages stay as they were read, and why."""
    for pages, why in (
        (
            left_out.no_capture,
            "there is no capture of them (-s CAPTURE=database or warc keeps what the next crawls fetch)",
        ),
        (left_out.changed, "what was kept of them is older than the text that is stored"),
        (left_out.before, "they were kept before --since"),
    ):
        if pages:
            say(f"{pages:,} pages were left out: {why}")
