"""The base of every paper's spider: it finds articles, reads each page, follows its comment thread, yields items."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from newscrawl import __version__, reading
from newscrawl import comments as comment_room
from newscrawl import quotes as quote_room
from newscrawl import signals as own_signals
from newscrawl.db.edits import EditHabits
from newscrawl.db.engine import (
    PATIENCE,
    DatabaseUnavailable,
    database_url,
    open_engine,
    pauses_within,
    prepare,
    shell_for,
    shown_url,
)
from newscrawl.db.failed import FAILED, tell_failed
from newscrawl.db.frontier import Frontier
from newscrawl.db.queries import FIRST_QUERIES
from newscrawl.db.standing import Standing
from newscrawl.demo.server import DemoServer
from newscrawl.discovery.clock import Clock, read_offset
from newscrawl.fetching.pace import Pace
from newscrawl.items import Item, PageKind
from newscrawl.markup import open_page
from newscrawl.reading.fields import apply_fields
from newscrawl.spiders.answers import Answers, marked
from newscrawl.spiders.archive import ArchiveRun
from newscrawl.spiders.arguments import (
    ArgumentError,
    RunArguments,
    budget_of,
    check_commenters,
    check_contact,
    check_numbers,
    contact_of,
    obeyed_opt_outs,
)
from newscrawl.spiders.asking import Asking
from newscrawl.spiders.closing import let_scraper_end
from newscrawl.spiders.feeder import Feeder
from newscrawl.spiders.javascript import needs_browser
from newscrawl.spiders.opening import OpenPapers
from newscrawl.spiders.paper import owner_of
from newscrawl.spiders.refusals import Refusals
from newscrawl.spiders.site import Site, SiteError, stated_comments
from newscrawl.spiders.site_rules import SiteRules

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from datetime import datetime

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from newscrawl.fetching.robots_parser import RobotsParser
    from newscrawl.markup import Page
    from newscrawl.reading.memory import Memory


class NewsSpider(Spider):
    """A paper: what is stated of it, and how its pages are read.

    A site's class states ``name``, ``domain``, ``place`` and ``timezone``, and overrides the one reader that differs
    there: :meth:`read_article`, :meth:`find_quotes`, :meth:`find_threads` or :meth:`read_reply`. It makes no requests:
    the spider that runs does, ``localnews`` for many papers, the site's own class for itself.
    """

    name = "news"
    domain = ""
    place = ""
    timezone = "UTC"
    scheme = "https"
    allow_private = False
    js = False
    """True has its pages shown by a browser, where they hold nothing to read as they come (extra ``js``)."""
    language: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    comments: str | Mapping[str, Any] = ""
    """Platform and key of its comment threads, where they cannot be found out: ``"disqus:mapletoncourier"``."""
    fields: Mapping[str, str | Callable[[Page], Any]] = MappingProxyType({})
    """Fields of its articles that it states itself, by name, each a CSS selector, an XPath or a function of the page:
    ``{"headline": "h1.title", "authors": "//span[@rel='author']", "body": my_function}`` (:mod:`newscrawl.reading.fields`)."""

    most_comments: int | None = None
    """Comments that are wanted of one thread (``COMMENTS_MAX_PER_THREAD``)."""

    demo_proxy: str | None = None
    """The demo's way home, while it runs (:mod:`newscrawl.demo`)."""

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.given = given
        self.clock = Clock()
        self.run_arguments = RunArguments()
        self.readers: dict[str, NewsSpider] = {self.name: self}
        self.answers = Answers(self)
        self.feeder: Feeder | None = None
        self.pace = Pace()
        self.opened: tuple[bytes, Page] | None = None
        """The body that was parsed last, and its tree: whoever reads the same bytes need not parse them again."""
        self.memory: Memory | None = None
        """What the paper's pages have in common, where this run knows and learns it."""
        self.edit_habits = EditHabits()
        """How the paper edits, as far as the database knows when the run begins."""
        self._frontier: Frontier | None = None
        self.obeyed_opt_outs: tuple[str, ...] = ()
        """Uses whose reservation keeps a page out of the database (``OPT_OUTS``)."""
        self._demo: DemoServer | None = None
        self._left: tuple[float, dict[str, int]] = (0.0, {})
        self._renewing: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None
        self.answered_at: datetime | None = None
        """When the answer was made that is being read: "2 hours ago" counts from it."""
        self.refusing: set[str] = set()
        """Interfaces of comments that refused in this run (:mod:`newscrawl.spiders.threads`)."""
        self.refusals = Refusals(self.clock, self.pace)
        """Papers that refuse to be crawled."""
        self.site_rules = SiteRules(self.clock)
        """What robots.txt and tdmrep.json say."""
        self.papers = OpenPapers(self.clock, self.refusals, self.site_rules, self.logger)
        """Which papers this run crawls, and why it left out the others."""
        self.asking = Asking(self)
        self.standing = Standing()
        """What earlier runs learned of how this paper answers."""
        self._began: datetime | None = None
        self.archive: ArchiveRun | None = None
        """The reader of ``-a warc=``, where the run is one over web archives."""

    @classmethod
    def of(cls, site: Site) -> Self:
        """A reader for a site that is stated in a file, with no code of its own."""
        reader = cls(site.name)
        reader.domain, reader.place, reader.timezone = site.domain, site.place, site.timezone
        reader.scheme, reader.allow_private, reader.language = site.scheme, site.allow_private, site.language
        reader.feeds, reader.sitemaps, reader.sections = site.feeds, site.sitemaps, site.sections
        reader.comments, reader.fields, reader.js = site.comments, site.fields, site.js
        return reader

    @property
    def site(self) -> Site:
        """What is stated of this paper."""
        return Site(
            name=self.name,
            domain=self.domain,
            place=self.place,
            timezone=self.timezone,
            scheme=self.scheme,
            allow_private=self.allow_private,
            js=self.js,
            language=self.language,
            feeds=tuple(self.feeds),
            sitemaps=tuple(self.sitemaps),
            sections=tuple(self.sections),
            comments=stated_comments(self.comments),
            fields=dict(self.fields),
        )

    # --- how a paper's pages are read; a site overrides the one that differs ------------------------------------------
    def read_article(self, html: bytes, url: str) -> dict[str, Any]:
        """What an article's page says (:func:`newscrawl.reading.read_article`), and the paper's own ``fields`` of it."""
        # A page that was fetched is parsed already, with the header's charset.
        parsed = self.opened[1] if self.opened is not None and self.opened[0] is html else open_page(html, url)
        raw = reading.read_page(parsed, self.memory)
        return apply_fields(raw, parsed, html, self.fields) if self.fields else raw

    def find_quotes(self, paragraphs: list[str], language: str | None = None) -> list[dict[str, Any]]:
        """The quotes in a text (:func:`newscrawl.quotes.find_quotes`)."""
        return quote_room.find_quotes(paragraphs, language)

    def find_threads(self, page: Page) -> list[comment_room.Thread]:
        """The comment threads of an article's page (:func:`newscrawl.comments.find_threads`)."""
        return comment_room.find_threads(page, self.answered_at)

    def read_reply(self, platform: str, body: bytes, url: str, headers: Mapping[str, str]) -> comment_room.Reply:
        """The comments of one page or reply of a thread (:func:`newscrawl.comments.read_reply`)."""
        return comment_room.read_reply(platform, body, url, headers, self.answered_at)

    # --- setting up ---------------------------------------------------------------------------------------------------
    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy, with the arguments of ``-a``."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.prepare(crawler)
        return spider

    def prepare(self, crawler: Crawler) -> None:
        """Reads the arguments and chooses the papers.

        Raises:
            ArgumentError: a wrong argument; ``scrapy crawl`` has said so before it comes to this.
        """
        self.clock = Clock(read_offset(crawler.settings.get("CLOCK_OFFSET")))
        self.run_arguments = RunArguments.read(self.given, self.clock.now())
        self.refusals = Refusals(self.clock, self.pace)
        self.site_rules = SiteRules(self.clock, ask_anew=self.run_arguments.again)
        self.papers = OpenPapers(self.clock, self.refusals, self.site_rules, self.logger)
        self.obeyed_opt_outs = obeyed_opt_outs(crawler.settings)
        self.readers = {reader.name: reader for reader in self.choose_readers(self.run_arguments)}
        for reader in self.readers.values():
            reader.most_comments = crawler.settings.getint("COMMENTS_MAX_PER_THREAD") or None
        if self.run_arguments.sites == "demo":
            self._demo = DemoServer()
            self._demo.start()
            self.demo_proxy = self._demo.proxy_url
        crawler.signals.connect(self._pages_written, own_signals.pages_written)
        crawler.signals.connect(self._store_waits, own_signals.store_waits)
        crawler.signals.connect(self._robots_parsed, signals.robots_parsed)
        crawler.signals.connect(self._closed, signals.spider_closed)

    def choose_readers(self, arguments: RunArguments) -> list[NewsSpider]:
        """The papers of this run: this one.

        Raises:
            ArgumentError: arguments that make no sense for it.
        """
        if arguments.sites is not None:
            raise ArgumentError(f"-a sites= is for localnews; {self.name} is one site")
        for url in arguments.urls or ():
            if owner_of(url, [self]) is None:
                raise ArgumentError(f"-a urls=: {url[:200]!r} is no page of {self.domain}")
        return [self]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Puts the contact into the user agent, unless the user set another agent."""
        super().update_settings(settings)
        if contact := contact_of(settings):
            settings.set("USER_AGENT", f"newscrawl/{__version__} (+{contact})", priority="spider")

    @classmethod
    def check_arguments(cls, given: Mapping[str, str], settings: BaseSettings) -> None:
        """Everything that can be said to be wrong before a run begins.

        Raises:
            ArgumentError: a wrong argument or setting; the message names the fix.
        """
        try:
            clock = Clock(read_offset(settings.get("CLOCK_OFFSET")))
        except ValueError as error:
            raise ArgumentError(str(error)) from None
        readers = cls().choose_readers(RunArguments.read(given, clock.now()))
        for reader in readers:
            try:
                reader.site.check()
            except SiteError as error:
                raise ArgumentError(f"{reader.name}: {error}") from None
        check_numbers(settings)
        obeyed_opt_outs(settings)
        check_commenters(settings)
        check_contact(settings, [reader for reader in readers if not reader.allow_private and "warc" not in given])

    def open_frontier(self) -> Feeder:
        """Notes the outlets and where each begins, and makes the feeder that hands out what is due."""
        engine = open_engine(database_url(self.settings.get("DATABASE_URL"), os.environ))
        prepare(engine, self.logger.warning)
        self._frontier = frontier = Frontier(
            engine, pauses_within(self.settings.getfloat("DATABASE_PATIENCE", PATIENCE))
        )
        self.site_rules.open(frontier)
        self._began = self.clock.now()
        with_memory = self.settings.getbool("SITE_MEMORY", True)
        self.papers.open(frontier, self.readers, self.run_arguments, with_memory=with_memory)
        feeder = Feeder(
            frontier,
            self.clock,
            self.run_arguments,
            self.papers.homes,
            pace=self.pace,
            is_idle=self._nothing_under_way,
            budget=budget_of(self.settings),
        )
        if self.run_arguments.urls is not None:
            opt_outs_first = bool(self.obeyed_opt_outs)
            self.papers.name_pages(frontier, feeder, self.readers, self.run_arguments, opt_outs_first=opt_outs_first)
        if self.run_arguments.warc is not None:
            self.archive = ArchiveRun(self, frontier, self.papers.ids)
        return feeder

    def _nothing_under_way(self) -> bool:
        """Whether Scrapy has no request and no answer in its hands."""
        engine = self.crawler.engine
        assert engine
        busy = engine.downloader.active or (engine.scheduler and engine.scheduler.has_pending_requests())
        return not busy and (engine.scraper.slot is None or engine.scraper.slot.is_idle())

    def _store_waits(self, waits: bool) -> None:
        """The database is away, or there again."""
        if self.feeder:
            self.feeder.hold(waits=waits)

    def _pages_written(self, pages: list[tuple[str, str, PageKind]]) -> None:
        """The store has committed these pages: they are no longer under way."""
        by_outlet: dict[str, list[tuple[PageKind, str]]] = {}
        for outlet, page, kind in pages:
            by_outlet.setdefault(outlet, []).append((kind, page))
        if self.archive:
            self.archive.settled(pages)
        if self.feeder:
            for outlet, names in by_outlet.items():
                self.feeder.settled(outlet, names)

    def _robots_parsed(self, robotparser: RobotsParser, request: Request) -> None:
        """Keeps the sitemaps that a paper's robots.txt names, for when its front page is read."""
        if reader := self.readers.get(request.meta.get("outlet") or ""):
            self.site_rules.note_robots(reader.site, request.url, robotparser.rules)

    def _closed(self) -> None:
        self.answers.close()
        if self.archive:
            self.archive.close()
        for task in (self._renewing, self._ending):
            if task:
                task.cancel()
        if self.papers.lease:
            with suppress(DatabaseUnavailable):  # it was said already; the leases end by themselves
                self.papers.lease.release()
        if self._demo:
            self._demo.close()

    # --- asking -------------------------------------------------------------------------------------------------------
    async def start(self) -> AsyncIterator[Request | Item]:
        """Asks for what is due, as the frontier in the database has it.

        Raises:
            CloseSpider: the database cannot be had.
        """
        self._ending = asyncio.ensure_future(let_scraper_end(self.crawler))
        self.answers.set_up(self.settings, apart=self.run_arguments.warc is None)
        try:
            self.feeder = await asyncio.to_thread(self.open_frontier)
            if self.papers.lease:
                self._renewing = asyncio.ensure_future(self.papers.lease.renew(self.papers.ids, self.feeder.close))
            if self.archive:
                async for read in self.archive.items():
                    yield read
                return
            async for found in self.feeder.pages():
                if found is not None:
                    yield self.asking.request(*found)
                while self.feeder.lost:
                    outlet, page = self.feeder.lost.pop()
                    for item in marked(self.answers.lost(outlet, page), page.kind):
                        yield item
            assert self._frontier
            await asyncio.to_thread(self.refusals.close, self._frontier, self._answered)
        except DatabaseUnavailable as error:
            self.database_failed(str(error))
            raise CloseSpider(FAILED) from None
        for outlet in self.feeder.limits_hit:
            self.logger.warning("%s: more feeds, sitemaps and listing pages than one run takes; the rest waits", outlet)
        for outlet, limit in self.feeder.spent.items():
            if left := await asyncio.to_thread(self._waiting, outlet):
                self.logger.warning("%s: %s is reached; %s pages wait for the next run", outlet, limit, f"{left:,}")

    def _answered(self, outlet: str, name: str) -> int:
        """Pages of a paper that were answered so far, by the statistic's name."""
        return self._stats.get_value(f"newscrawl/{outlet}/{name}", 0) if self._stats else 0

    # --- what comes back (newscrawl.spiders.answers reads it) ---------------------------------------------------------
    async def parse_source(self, response: Response) -> AsyncIterator[Item | Request]:
        """What a feed, sitemap, listing page or interface names."""
        for item in marked(await self.answers.source(response), PageKind.SOURCE):
            yield item

    def parse_article(self, response: Response) -> Iterator[Item | Request]:
        """The article of a page, its quotes, the comments that stand in it; the request for its next part."""
        yield from marked(self.answers.article(response), PageKind.ARTICLE)

    def parse_part(self, response: Response) -> Iterator[Item | Request]:
        """A later page of an article that has several."""
        yield from marked(self.answers.part(response), PageKind.ARTICLE)

    def parse_thread(self, response: Response) -> Iterator[Item | Request]:
        """One page, or one reply of an interface, of a comment thread."""
        yield from marked(self.answers.thread(response), PageKind.THREAD)

    async def parse_article_apart(self, response: Response) -> AsyncIterator[Item | Request]:
        """As :meth:`parse_article`, by a reader process (:mod:`newscrawl.spiders.readers`)."""
        for item in marked(await self.answers.apart(response, "article"), PageKind.ARTICLE):
            yield item

    async def parse_part_apart(self, response: Response) -> AsyncIterator[Item | Request]:
        """As :meth:`parse_part`, by a reader process."""
        for item in marked(await self.answers.apart(response, "part"), PageKind.ARTICLE):
            yield item

    async def parse_thread_apart(self, response: Response) -> AsyncIterator[Item | Request]:
        """As :meth:`parse_thread`, by a reader process."""
        for item in marked(await self.answers.apart(response, "thread"), PageKind.THREAD):
            yield item

    def page_failed(self, failure: Failure) -> Iterator[Item | Request]:
        """A request that got no answer."""
        kind = PageKind(failure.request.meta["kind"])  # type: ignore[attr-defined]
        yield from marked(self.answers.failed(failure), kind)

    def needs_browser(self, meta: Mapping[str, Any], response: Response) -> bool:
        """Whether an answer is to be shown by a browser (:mod:`newscrawl.spiders.javascript`)."""
        reader = self.readers.get(meta.get("outlet") or "")
        return reader is not None and needs_browser(reader, meta, response, self.answers.seconds)

    # --- what the others ask of a run ---------------------------------------------------------------------------------
    def count_unknown(self, outlet: str, urls: list[str]) -> int:
        """How many of these articles' addresses the database had not met before this run; 0 outside a run."""
        if self._frontier is None:
            return 0
        return self._frontier.unknown(self.papers.ids[outlet], urls, self._began)

    def count(self, outlet: str, name: str, number: int = 1) -> None:
        """Count in the run's statistics, under ``newscrawl/{outlet}/{name}``."""
        if stats := self._stats:
            stats.inc_value(f"newscrawl/{outlet}/{name}", number)

    def database_failed(self, sentence: str) -> None:
        """The database cannot be used any more: say so, unless the store has said it."""
        tell_failed(self._stats, sentence)

    def note_reason(self, outlet: str, reason: str) -> None:
        """Keep the first reason why something of a paper could not be had; the closing words tell it."""
        name = f"newscrawl/{outlet}/first_reason"
        if (stats := self._stats) and not stats.get_value(name):
            stats.set_value(name, reason)

    @property
    def _stats(self) -> StatsCollector | None:
        """The run's statistics; None for a paper that is only read by another spider."""
        crawler = getattr(self, "crawler", None)
        return crawler.stats if crawler else None

    def stored_articles(self) -> dict[str, int]:
        """Articles in the database by paper of this run; for the closing table."""
        if self._frontier is None or (self.crawler.stats and self.crawler.stats.get_value("store/failed")):
            return {}
        return {name: self._frontier.articles(outlet_id) for name, outlet_id in self.papers.ids.items()}

    def under_way(self) -> list[str]:
        """The papers that are being asked now; for the live line."""
        return self.feeder.waiting() if self.feeder else []

    def _waiting(self, outlet: str) -> int:
        """Articles and threads of a paper that are known and wait to be fetched first."""
        assert self._frontier
        with suppress(DatabaseUnavailable):
            return self._frontier.waiting([self.papers.ids[outlet]], self.clock.now())
        return 0

    def pages_left(self) -> dict[str, int] | int | None:
        """Articles and threads that are known and wait to be fetched, by paper, looked up now and then; for the live line."""
        if self.archive:
            return self.archive.left
        if self._frontier is None or self.run_arguments.urls is not None:
            return None
        look_again, left = self._left
        if time.monotonic() > look_again:
            began = time.monotonic()
            with suppress(DatabaseUnavailable):
                found = self._frontier.waiting_by_outlet(self.papers.ids.values(), self.clock.now())
                left = {name: found[outlet_id] for name, outlet_id in self.papers.ids.items() if outlet_id in found}
            ended = time.monotonic()  # a look at millions of pages takes long, and is taken seldom
            self._left = (ended + max(LOOK_EVERY, 50 * (ended - began)), left)
        return left

    def where_it_lies(self) -> list[str]:
        """Where the data is, and the first queries to try."""
        url = database_url(self.settings.get("DATABASE_URL"), os.environ)
        lines = [f"The data: {shown_url(url)}", f'Try: {shell_for(url)} "{FIRST_QUERIES[0]}"']
        if self.run_arguments.sites == "demo":
            lines += [f"     {query}" for query in FIRST_QUERIES[1:]]
        return lines


LOOK_EVERY = 5.0
"""Seconds between two looks at what is left."""
