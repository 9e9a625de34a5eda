"""Pace: one connection a host, its delay, the crawl-delay that robots.txt asks for, and no second try at ailing hosts.

Rests, and what a host's failures come to, stand in :mod:`newscrawl.fetching.pace`; the downloader keeps them.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Self

from scrapy import signals

from newscrawl.fetching.failures import HostLeftAloneError
from newscrawl.fetching.pace import pace_of
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from newscrawl.fetching.run import Run

log = logging.getLogger(__name__)


class PolitenessMiddleware:
    """Keeps the pace of each host.

    Settings: ``DOWNLOAD_DELAY`` (seconds between two requests to a host; none for a site's own private host),
    ``CRAWL_DELAY_LONGEST`` (a longer one asked for by robots.txt is kept at this). Stats: ``politeness/crawl_delays``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._longest_delay = crawler.settings.getfloat("CRAWL_DELAY_LONGEST")
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        politeness = cls(crawler)
        crawler.signals.connect(politeness.spider_opened, signals.spider_opened)
        crawler.signals.connect(politeness.robots_parsed, signals.robots_parsed)
        return politeness

    def spider_opened(self, spider: Run) -> None:
        """No delay, and short rests, for hosts of the user's own machine or network: nobody else is there."""
        for reader in getattr(spider, "readers", {}).values():
            if reader.allow_private:
                host = host_of(f"{reader.scheme}://{reader.domain}")
                pace_of(self._crawler).own.add(host)
                self._set_delay(host, 0.0, jitter=None)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Takes over the crawl-delay of robots.txt, where it is longer than ours."""
        delay = robotparser.crawl_delay(self._agent)
        rate = getattr(robotparser, "request_rate", lambda _agent: None)(self._agent)
        if rate and getattr(rate, "requests", 0):
            delay = max(delay or 0.0, rate.seconds / rate.requests)
        if not delay or delay <= 0:
            return
        host = host_of(request.url)
        if delay > self._longest_delay:
            log.warning("%s asks for %g s between requests; keeping %g s", host, delay, self._longest_delay)
            delay = self._longest_delay
        assert self._crawler.engine
        if delay > self._delay or host in self._crawler.engine.downloader.per_slot_settings:
            self._set_delay(host, max(delay, self._delay), jitter=0.0)
            pace_of(self._crawler).spaced.add(host)
            if slot := self._crawler.engine.downloader.slots.get(host):
                slot.lastseen = time.monotonic()  # robots.txt has just come: the pause counts from it
            self._inc("politeness/crawl_delays")

    def _set_delay(self, host: str, delay: float, *, jitter: float | None) -> None:
        """For requests to come: settings of a slot yet to be made, and the slot itself where it is there."""
        assert self._crawler.engine
        downloader = self._crawler.engine.downloader
        entry = {"concurrency": 1, "delay": delay}
        if jitter is not None:  # a crawl-delay is a floor: no jitter may go below it
            entry["jitter"] = jitter
        downloader.per_slot_settings[host] = entry
        if slot := downloader.slots.get(host):
            slot.delay = delay
            slot.jitter = slot.jitter if jitter is None else jitter

    def process_request(self, request: Request) -> None:
        """Gives the request its host's slot, which is its one connection.

        Raises:
            HostLeftAloneError: nothing more is asked of the host in this run.
        """
        host = host_of(request.url)
        request.meta["download_slot"] = host
        if reason := pace_of(self._crawler).closed(host):
            raise HostLeftAloneError(reason)

    def process_response(self, request: Request, response: Response) -> Response:
        """No second try where it is the host that fails: the answer goes on as it is."""
        self._spare(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 - Scrapy's signature
        """The same for a request that got no answer."""
        self._spare(request)

    def _spare(self, request: Request) -> None:
        if pace_of(self._crawler).ailing(host_of(request.url)):
            request.meta["dont_retry"] = True

    def _inc(self, stat: str) -> None:
        if stats := self._crawler.stats:
            stats.inc_value(stat)
