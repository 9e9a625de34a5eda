"""Pages asked for one after another outside a crawl, by the crawl's own downloader: guard, robots.txt, pace and all.

An errand is a coroutine that asks a :class:`Visitor` for pages; nothing is stored and no database is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import CloseSpider

from newscrawl.fetching.failures import RunStoppedError, judge_error
from newscrawl.fetching.pace import Pace
from newscrawl.items import Outcome, PageKind
from newscrawl.spiders.arguments import check_contact, check_numbers
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.outcomes import judge_status

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings, Settings

    from newscrawl.discovery.robots import RobotsRules
    from newscrawl.fetching.robots_parser import RobotsParser
    from newscrawl.spiders.site import Site

FOR_A_VISIT = {
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "CAPTURE": "off",
    "RETRY_TIMES": 1,
    "STOP_PATIENCE": 1.0,
}
"""Settings that differ from a crawl's: nothing is stored, nobody waits for long."""
UNANSWERED = 0
"""The status of a page that never came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for an address."""

    asked: str
    url: str
    """Where redirects ended."""
    status: int = UNANSWERED
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    reason: str | None = None
    """Why there is nothing to read, a sentence for people; None where there is."""

    @property
    def content_type(self) -> str | None:
        """The header, as sent."""
        return self.headers.get("content-type")


class Visitor(Spider):
    """Asks for pages of the given sites. Only pages of these, and of private addresses only those that say so."""

    name = "visitor"
    demo_proxy: str | None = None

    def __init__(self, sites: Iterable[Site] = (), errand: Callable[[Visitor], Awaitable[None]] | None = None) -> None:
        super().__init__()
        self.readers = {site.name: site for site in sites}
        self.pace = Pace()
        self.rules: dict[str, RobotsRules] = {}
        """robots.txt by the site's name."""
        self.failed: Exception | None = None
        self.stopped = False
        """A person ended the visit: answers that are missing say nothing of their sites."""
        self.requests = 0
        self._errand = errand

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy."""
        visitor = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(visitor.robots_parsed, signals.robots_parsed)
        return visitor

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Nothing is stored; and the site is told who asks."""
        super().update_settings(settings)
        for name, value in FOR_A_VISIT.items():
            settings.set(name, value, priority="spider")
        NewsSpider.update_settings(settings)

    def robots_parsed(self, robotparser: RobotsParser, request: Request) -> None:
        """Keeps what the robots.txt of a site's own host says."""
        if site := self.readers.get(request.meta.get("outlet") or ""):
            self.rules.setdefault(site.name, robotparser.rules)

    async def start(self) -> AsyncIterator[Any]:
        """Runs the errand; what it raises is raised again where the visit was asked for."""
        try:
            if self._errand is not None:
                await self._errand(self)
        except Exception as error:  # noqa: BLE001 - raised again by visit()
            self.failed = error
            raise CloseSpider("errand_failed") from None
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    async def get(self, url: str, site: Site, kind: PageKind = PageKind.SOURCE, *, guess: bool = False) -> Answer:
        """What comes for *url*, asked for on behalf of *site*; never raises.

        Args:
            url: its address.
            site: whose page it is.
            kind: what it is asked for as.
            guess: nobody named it; that it is not there says nothing of the site.
        """
        meta = {"outlet": site.name, "kind": str(kind), "page": url, "hint": {"guess": 1} if guess else {}}
        assert self.crawler.engine
        try:
            self.requests += 1
            response = await self.crawler.engine.download_async(Request(url, meta=meta))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's server made the downloader raise
            self.stopped = self.stopped or isinstance(error, RunStoppedError)
            return Answer(url, url, reason=judge_error(error)[1])
        outcome, reason = judge_status(response)
        if outcome is not Outcome.READ:
            reason = reason or f"the site answered {response.status}"
        headers = {str(name).lower(): str(value) for name, value in response.headers.to_unicode_dict().items()}
        return Answer(url, response.url, response.status, headers, response.body, reason)


def check_visit(settings: BaseSettings, sites: Iterable[Site]) -> None:
    """Nothing where *sites* may be visited: others' are told who asks.

    Raises:
        ArgumentError: they are not, or a setting is no number; the message names the fix.
    """
    check_numbers(settings)
    check_contact(settings, [NewsSpider.of(site) for site in sites if not site.allow_private][:1])


def visit(settings: Settings, sites: Iterable[Site], errand: Callable[[Visitor], Awaitable[None]]) -> bool:
    """Run *errand*, once in a process; whether it came to its end (a person may end it).

    Raises:
        Exception: what the errand raises.
    """
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Visitor)
    process.crawl(crawler, sites=list(sites), errand=errand)
    process.start()
    visitor = crawler.spider
    if isinstance(visitor, Visitor) and visitor.failed is not None:
        raise visitor.failed
    reason: str | None = crawler.stats.get_value("finish_reason") if crawler.stats else None
    return reason == "finished"
