"""``scrapy crawl``: Scrapy's own, with arguments and database checked first, and an exit code that says how it went."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl

from newscrawl import json_log
from newscrawl.db.engine import DatabaseUnavailable, database_url, open_engine, prepare
from newscrawl.nearest import suggest
from newscrawl.spiders.arguments import ArgumentError

if TYPE_CHECKING:
    import argparse

    from newscrawl.progress import Summary
    from newscrawl.spiders.news import NewsSpider

EXIT_SITE_FAILED, EXIT_WRONG_ARGUMENT, EXIT_DATABASE, EXIT_INTERRUPTED = 1, 2, 3, 130


class Command(ScrapyCrawl):
    """Exit codes: 0; 1 a site gave nothing or failed wholly; 2 wrong arguments; 3 the database failed; 130 interrupted."""

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Crawl every local paper (localnews), some of them, or one by its name"

    def long_desc(self) -> str:
        """What ``scrapy crawl --help`` teaches."""
        return (
            "'scrapy crawl localnews' crawls every paper; with -a sites=NAME,NAME, -a sites=FILE.toml, -a sites=FILE.csv or "
            "-a sites=demo (three fictional papers, no internet) those alone; 'scrapy crawl NAME' one. Further: "
            "-a since=DATE -a until=DATE (articles published then; 7d is a week ago), -a max_articles=N (a site), "
            "-a urls=FILE (just these pages, one address a line), -a warc=FILES (read these web archives and fetch nothing), "
            "-a again=true (everything known counts as due). "
            "-s DATABASE_URL=sqlite:///FILE or postgresql://... says where it is stored, -s CONTACT=you@example.org who asks. "
            "Exit code: 0; 1 a site gave nothing or failed wholly; 2 wrong arguments; 3 the database failed; 130 interrupted."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy's own; this is the last moment before it greets in its log."""
        super().process_options(args, opts)
        if self.settings and self.settings.getbool("LOG_JSON"):
            json_log.install()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Checks, crawls, and sets the exit code."""
        from newscrawl.spiders.news import (
            NewsSpider,
        )  # every command imports this file; the spiders are this one's alone

        assert self.crawler_process
        loader = self.crawler_process.spider_loader
        if len(args) != 1:
            self._refuse("name one spider: 'scrapy crawl localnews' for every paper; 'scrapy list' names them all")
            return
        if args[0] not in loader.list():
            near = suggest(args[0], loader.list())
            self._refuse(f"no spider is called {args[0]!r}{near}; 'scrapy list' names them all")
            return
        spider_class = loader.load(args[0])
        if not issubclass(spider_class, NewsSpider):
            super().run(args, opts)
        elif self._ready(spider_class, opts):
            crawler = self.crawler_process.create_crawler(spider_class)
            self.crawler_process.crawl(crawler, **opts.spargs)
            self.crawler_process.start()
            stats = crawler.stats
            reason = "database_failed" if stats.get_value("store/failed") else stats.get_value("finish_reason")
            self.exitcode = exit_code(reason, stats.get_value("newscrawl/summary"))

    def _ready(self, spider_class: type[NewsSpider], opts: argparse.Namespace) -> bool:
        """Whether arguments and database are sound; else the exit code is set and the reason told."""
        from newscrawl.fetching.capture import CaptureSettingError, check_capture

        assert self.settings
        try:
            spider_class.check_arguments(opts.spargs, self.settings)
            check_capture(self.settings)
            engine = open_engine(database_url(self.settings.get("DATABASE_URL"), os.environ))
            prepare(engine, _say)
            engine.dispose()
        except (ArgumentError, CaptureSettingError) as error:
            self._refuse(str(error))
        except DatabaseUnavailable as error:
            self._refuse(str(error), EXIT_DATABASE)
        return self.exitcode == 0

    def _refuse(self, reason: str, code: int = EXIT_WRONG_ARGUMENT) -> None:
        _say(f"scrapy crawl: {reason}")
        self.exitcode = code


def _say(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201 - what a command says before there is a crawl with a log


def exit_code(finish_reason: str | None, summary: Summary | None) -> int:
    """The command's exit code for a run that ended by *finish_reason* with that *summary*."""
    if finish_reason == "database_failed":
        return EXIT_DATABASE
    if finish_reason == "shutdown":
        return EXIT_INTERRUPTED
    if finish_reason != "finished" or summary is None or summary.failed():
        return EXIT_SITE_FAILED
    return 0
