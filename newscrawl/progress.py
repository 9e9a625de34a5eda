"""What a person sees: a live line and a bar a paper while the crawl goes on, and a table a paper at its end.

A Scrapy extension. Where no person watches a terminal, it says a plain line now and then (``PROGRESS_EVERY``).
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.file_proxy import FileProxy
from rich.live import Live
from rich.table import Table
from rich.text import Text
from scrapy import signals

from newscrawl import signals as own_signals
from newscrawl.items import ProblemItem
from newscrawl.json_log import JsonFormatter, format_all
from newscrawl.progress_line import Rate, Standing, line, live, span, standing
from newscrawl.terminal import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Group
    from scrapy.crawler import Crawler

    from newscrawl.spiders.news import NewsSpider

__all__ = ["Progress", "Screen", "Summary", "closing_table", "span", "summarise"]

problems = logging.getLogger("newscrawl.problems")

COLUMNS = (
    ("found", "pages/found"),
    ("fetched", "fetched"),
    ("new", "articles/new"),
    ("changed", "articles/changed"),
    ("unchanged", "articles/unchanged"),
    ("quotes", "quotes/new"),
    ("comments", "comments/new"),
    ("problems", "problems"),
)
"""(heading, name in the statistics): "fetched" of ``newscrawl/{outlet}/``, the rest of ``store/{outlet}/``."""

ROWS_AT_MOST = 60
"""Papers in the closing table; where there are more, those where nothing happened are summed up."""


@dataclass(slots=True)
class OutletSummary:
    """What one paper gave in this run."""

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    answered: int = 0
    """Pages that came and could be read, or were unchanged."""
    stored: int = 0
    """Articles of it in the database."""
    skipped: int = 0
    """Pages that the run's own arguments left out."""

    @property
    def failed(self) -> bool:
        """Whether it gave nothing at all, or everything of it failed."""
        return not self.skipped and (not self.answered or not self.stored)


@dataclass(slots=True)
class Summary:
    """What a run gave, by paper."""

    outlets: list[OutletSummary]

    def failed(self) -> list[str]:
        """Names of the papers that gave nothing or failed wholly."""
        return [outlet.name for outlet in self.outlets if outlet.failed]

    def total(self, heading: str) -> int:
        """The sum over all papers of one column."""
        return sum(outlet.counts[heading] for outlet in self.outlets)


def summarise(stats: Mapping[str, Any], outlets: Iterable[str]) -> Summary:
    """The summary that the run's statistics hold."""
    summaries = []
    for name in outlets:
        counts = {
            heading: stats.get(f"{'newscrawl' if heading == 'fetched' else 'store'}/{name}/{stat}", 0)
            for heading, stat in COLUMNS
        }
        summaries.append(
            OutletSummary(
                name,
                counts,
                answered=stats.get(f"newscrawl/{name}/answered", 0),
                stored=stats.get(f"newscrawl/{name}/stored", 0),
                skipped=stats.get(f"newscrawl/{name}/skipped", 0),
            )
        )
    return Summary(summaries)


def closing_table(summary: Summary, width: int) -> Table:
    """The table that ends a run, in *width* characters: where they are few, columns are left out, never cut."""
    shown = summary.outlets
    if len(shown) > ROWS_AT_MOST:
        telling = ("new", "changed", "problems")
        shown = [one for one in shown if one.failed or any(one.counts[heading] for heading in telling)][:ROWS_AT_MOST]
    headings = _fitting(summary, [outlet.name for outlet in shown], width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("paper", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for outlet in shown:
        style = "red" if outlet.failed else ""
        table.add_row(Text(outlet.name), *(f"{outlet.counts[heading]:,}" for heading in headings), style=style)
    if len(shown) < len(summary.outlets):
        more = f"… {len(summary.outlets) - len(shown)} more"
        table.add_row(Text(more), *[""] * len(headings), style="dim")
    if len(summary.outlets) > 1:
        table.add_section()
        table.add_row("all", *(f"{summary.total(heading):,}" for heading in headings), style="bold")
    return table


def _fitting(summary: Summary, names: list[str], width: int) -> list[str]:
    """The headings that *width* has room for; the least telling go first."""
    headings = [heading for heading, _stat in COLUMNS]
    left = width - max((len(name) for name in names), default=0) - 4
    for heading in ("found", "fetched", "unchanged", "changed", "problems", "quotes"):
        needed = sum(max(len(name), len(f"{summary.total(name):,}")) + 2 for name in headings)
        if needed <= left:
            break
        headings.remove(heading)
    return headings


class Screen(Console):
    """A console that goes quiet where nobody reads any more (``| head``); rich's own would end the process in mid-crawl."""

    def on_broken_pipe(self) -> None:
        """Write to nowhere from now on."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


class Progress:
    """The live line on a terminal, the closing table everywhere. Setting: ``PROGRESS_ENABLED`` (True).

    Stats: ``newscrawl/{outlet}/stored`` (its articles in the database), ``newscrawl/summary`` (of the closing table).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._enabled = crawler.settings.getbool("PROGRESS_ENABLED", True)
        self._console = Screen(stderr=True)
        self._out = Screen()
        if not self._out.is_terminal:
            self._out = Screen(width=110, color_system=None)  # a file or a mail has no width of its own
        self._live: Live | None = None
        self._rate = Rate()
        self._every = max(crawler.settings.getfloat("PROGRESS_EVERY", 30.0), 0.0)
        self._json = crawler.settings.getbool("LOG_JSON")
        self._telling: asyncio.Task[None] | None = None
        self._began = time.monotonic()
        self._waits = False
        self._handlers: list[tuple[logging.StreamHandler[Any], Any]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        crawler.signals.connect(progress.item_scraped, signals.item_scraped)
        crawler.signals.connect(progress.problem_found, own_signals.problem_found)
        crawler.signals.connect(progress.store_waits, own_signals.store_waits)
        return progress

    def spider_opened(self) -> None:
        """Starts the live line where a person looks, and says something now and then where none does."""
        self._began = time.monotonic()
        if self._json:
            format_all()
        if not self._enabled:
            return
        if not self._console.is_terminal:
            if self._every > 0:
                self._telling = asyncio.ensure_future(self._tell_now_and_then())
            return
        self._live = Live(get_renderable=self._renderable, console=self._console, refresh_per_second=4, transient=True)
        self._live.start()
        for handler in logging.getLogger().handlers:  # log lines go above the live line, not through it
            if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
                self._handlers.append((handler, handler.stream))
                handler.setStream(FileProxy(self._console, handler.stream))

    def spider_closed(self, spider: NewsSpider, reason: str) -> None:
        """Ends the live line; sums up."""
        if self._telling:
            self._telling.cancel()
        for handler, stream in self._handlers:
            handler.setStream(stream)
        if self._live:
            self._live.stop()
        stats = self._crawler.stats
        if stats is None or not hasattr(spider, "stored_articles"):
            return
        for outlet, stored in spider.stored_articles().items():
            stats.set_value(f"newscrawl/{outlet}/stored", stored)
        left_out = {*spider.papers.held, *spider.papers.forgotten, *spider.refusals.left_out}
        summary = summarise(stats.get_stats(), [name for name in spider.readers if name not in left_out])
        stats.set_value("newscrawl/summary", summary)
        if self._enabled:
            self._say(spider, summary, reason)

    def _say(self, spider: NewsSpider, summary: Summary, reason: str) -> None:
        say = partial(self._out.print, soft_wrap=True)
        self._out.print(closing_table(summary, self._out.width))
        for name, holder in spider.papers.held.items():
            say(Text(f"{name} was left out: it is being crawled by {holder}.", "yellow"))
        for name, words in spider.refusals.left_out.items():
            say(Text(f"{name} was left out: {words}.", "yellow"))
        if reason == "finished":
            for name in summary.failed():
                why = self._crawler.stats.get_value(f"newscrawl/{name}/first_reason") if self._crawler.stats else None
                say(Text(f"{name} gave nothing" + (f": {why}" if why else ""), "red"))
        added = sum(summary.total(heading) for heading in ("new", "changed", "quotes", "comments"))
        if reason != "finished":
            words = {"shutdown": "it was interrupted", "database_failed": "the database failed"}.get(reason, reason)
            say(
                Text(
                    f"The run ended early: {words}. Nothing stored is half-written, and the next run goes on from here."
                )
            )
        elif not added and summary.outlets and not summary.failed():
            say("Nothing new: 0 articles, 0 quotes and 0 comments were added.")
        if count := summary.total("problems"):
            say(Text(f"{counted(count, 'problem')}: each stands in the view v_problem with its address and reason."))
        for words in spider.where_it_lies():
            say(Text(words))

    def _standing(self) -> Standing:
        stats = self._crawler.stats.get_stats() if self._crawler.stats else {}
        pages = stats.get("downloader/response_count", 0) or stats.get("archive/pages", 0)
        spider = self._crawler.spider
        left = getattr(spider, "pages_left", lambda: None)()
        under_way: list[str] = getattr(spider, "under_way", list)()
        elapsed = time.monotonic() - self._began
        return standing(stats, self._rate.of(pages), left, under_way, elapsed, waits=self._waits)

    def _renderable(self) -> Group:
        return live(self._standing(), self._console.width)

    async def _tell_now_and_then(self) -> None:
        """Where no person watches: a line every so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(self._every)
            how = self._standing()
            if self._json:
                record = logging.LogRecord(__name__, logging.INFO, "", 0, line(how), None, None)
                record.progress = how.plain()
                words = JsonFormatter().format(record)
            else:
                words = f"{datetime.now(UTC):%H:%M:%S} {line(how)}"
            self._console.print(Text(words), soft_wrap=True)

    def problem_found(self, problem: ProblemItem) -> None:
        """A log line a problem: ``-L INFO`` shows them. Reasons name no person."""
        if isinstance(problem, ProblemItem):
            url = problem.url or problem.page
            extra = {
                "url": url,
                "site": problem.outlet,
                "stage": problem.stage,
                "reason": problem.reason,
                "field": problem.field,
            }
            problems.info(
                "%s: %s: %s: %s", problem.outlet or "-", problem.stage, url or "-", problem.reason, extra=extra
            )

    def item_scraped(self, item: Any) -> None:
        """A problem came through the stages as an item."""
        self.problem_found(item)

    def store_waits(self, waits: bool) -> None:
        """The store says whether it waits for the database."""
        self._waits = waits
