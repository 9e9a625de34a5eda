"""``scrapy reread``: today's readers over the pages that were kept; nothing is fetched."""

from __future__ import annotations

import os
import time
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy import select

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, known_outlet, number, say
from newscrawl.db.archives import MissingArchivePackageError
from newscrawl.db.captures import MissingZstdError, kept_pages, pages_not_kept
from newscrawl.db.memory import load_memory
from newscrawl.db.models import Outlet
from newscrawl.spiders.arguments import read_moment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future
    from datetime import datetime

    from scrapy.settings import BaseSettings
    from sqlalchemy.engine import Engine

    from newscrawl.db.captures import KeptPage
    from newscrawl.db.records import PageRecord
    from newscrawl.spiders.rereading import Unread

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
                missing = pages_not_kept(connection, opts.outlet)
            try:
                for read in _read_all(engine, self.settings, processes, since=since, outlet=opts.outlet):
                    _write(engine, read, counts)
            except (MissingZstdError, MissingArchivePackageError) as error:
                raise Refused(str(error)) from None
        return _tell(counts, missing, time.monotonic() - began)


def _read_all(
    engine: Engine, settings: BaseSettings, processes: int, *, since: datetime | None, outlet: str | None
) -> Iterator[list[PageRecord | Unread]]:
    """What the pages give, a task at a time and in their order; few tasks wait, so that memory stays flat."""
    from newscrawl.spiders.rereading import read_again

    few = {name: settings.get(name) for name in ("COMMENT_AUTHORS", "COMMENT_AUTHOR_KEY", "COMMENTS_MAX_PER_THREAD")}
    tasks = _tasks(engine, since=since, outlet=outlet, memory=settings.getbool("SITE_MEMORY", True))
    if processes == 1:
        for pages, memories in tasks:
            yield read_again(pages, memories, settings)
        return
    waiting: deque[Future[list[PageRecord | Unread]]] = deque()
    pool: Executor
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for pages, memories in tasks:
            waiting.append(pool.submit(read_in_process, pages, memories, few))
            if len(waiting) > processes * 3:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


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


def _tell(counts: Counter[str], missing: int, seconds: float) -> int:
    if not counts["pages"] and not counts["unread"]:
        say("no page was kept: -s CAPTURE=database (or warc) keeps those that the next crawls fetch")
        return EXIT_NOTHING
    say(
        f"{counts['pages']:,} pages read again in {seconds:.1f} s: {counts['articles_changed']:,} articles changed, "
        f"{counts['articles_new']:,} new; {counts['quotes_new']:,} quotes new; {counts['comments_changed']:,} comments "
        f"changed, {counts['comments_new']:,} new"
    )
    if counts["unread"]:
        say(f"{counts['unread']:,} pages gave nothing and were left as they were")
    if missing:
        say(f"{missing:,} pages were not kept, or have changed since they were: they stay as they were read")
    return 0
