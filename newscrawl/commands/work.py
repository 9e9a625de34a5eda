"""``scrapy work``: crawls the papers that ``scrapy schedule`` queued; a machine more is one more of these."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_INTERRUPTED, EXIT_WRONG_ARGUMENT, Asking, Refused, number, say
from newscrawl.commands.schedule import MISSING
from newscrawl.db.engine import open_engine, prepare

if TYPE_CHECKING:
    import argparse

PAPERS = 25
"""Papers of one process: each is asked politely, so that many are needed to keep one core at work."""
MINUTES = 30
"""Minutes that a crawl takes for one paper: a long archive must not hold up the papers that share its process."""


class Command(Asking, ScrapyCommand):
    """What its crawls say is labelled with their papers, and goes to standard error with what it says itself."""

    examples = (
        "  scrapy work                              as many processes as the machine has cores, until stopped\n"
        "  scrapy work --processes 2 --papers 50    two, of at most 50 papers each\n"
        "  scrapy work --once                       until the queue has nothing more to give (for cron)\n"
        "  scrapy work -s CAPTURE=database -L INFO  settings and log level are those of its crawls\n"
        "\n"
        "Each process is a 'scrapy crawl localnews' over some of the queued papers. One that dies is started again, in two\n"
        "halves, so that a paper that kills it is found; the papers of a worker that dies go to another within a minute, and\n"
        "nothing is lost or stored twice. SIGTERM and Ctrl-C end it soon: crawls store what they have, and what they leave\n"
        "goes back to the queue. The machines' clocks must agree within some seconds (NTP)."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Crawl the papers that 'scrapy schedule' queued; start one on each machine"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How much at a time, and until when."""
        super().add_options(parser)
        parser.add_argument("--processes", metavar="N", help="crawls at a time (as many as there are cores)")
        parser.add_argument("--papers", metavar="N", help=f"papers of one crawl at most ({PAPERS})")
        parser.add_argument("--once", action="store_true", help="end when the queue has nothing more to give")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Work until stopped."""
        from newscrawl.db.queue import only_postgresql, prepare_queue

        if args:
            raise Refused(f"'scrapy work' takes no {args[0]!r}; 'scrapy schedule -a sites=...' says which papers")
        processes = number("--processes", opts.processes, cores())
        papers = number("--papers", opts.papers, PAPERS)
        only_postgresql(self.url)
        engine = open_engine(self.url)
        engine.dispose()
        try:
            from newscrawl.queue.worker import Size, Worker
        except ModuleNotFoundError as error:
            raise Refused(MISSING.format(name=error.name)) from None
        prepare(engine, say)
        engine.dispose()
        prepare_queue(self.url, say)
        worker = Worker(self.url, Size(processes, papers), self._options(opts), say)
        say(f"working: {processes} {'process' if processes == 1 else 'processes'} of at most {papers} papers each")
        asyncio.run(worker.run(once=opts.once))
        if worker.unfit:
            return EXIT_WRONG_ARGUMENT
        return EXIT_INTERRUPTED if worker.stopped else 0

    def _options(self, opts: argparse.Namespace) -> list[str]:
        """What each crawl is given: what holds for many at a time, and what was typed here, which wins."""
        assert self.settings
        own = ["PROGRESS_ENABLED=False", "READERS=0"]
        if not self.settings.getfloat("SITE_MAX_MINUTES"):
            own.append(f"SITE_MAX_MINUTES={MINUTES}")
        options = [word for setting in (*own, *opts.set) for word in ("-s", setting)]
        return [*options, "-L", opts.loglevel] if opts.loglevel else options


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS, not on Windows
        return os.cpu_count() or 1
