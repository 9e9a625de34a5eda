"""Pace: one connection a host, its delay, the crawl-delay that robots.txt asks for, and Retry-After."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import signals

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from newscrawl.fetching.run import Run

log = logging.getLogger(__name__)

BUSY = frozenset({429, 503})


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3: seconds or a date); None where it is neither."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(0.0, (moment - now).total_seconds())


class PolitenessMiddleware:
    """Keeps the pace of each host.

    Settings: ``DOWNLOAD_DELAY`` (seconds between two requests to a host; none for a site's own private host),
    ``CRAWL_DELAY_LONGEST`` (a longer one asked for by robots.txt is kept at this), ``RETRY_AFTER_LONGEST`` (a longer one
    ends the tries of this run). Stats: ``politeness/waits``, ``politeness/crawl_delays``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._longest_delay = crawler.settings.getfloat("CRAWL_DELAY_LONGEST")
        self._longest_wait = crawler.settings.getfloat("RETRY_AFTER_LONGEST")
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._free_at: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        politeness = cls(crawler)
        crawler.signals.connect(politeness.spider_opened, signals.spider_opened)
        crawler.signals.connect(politeness.robots_parsed, signals.robots_parsed)
        return politeness

    def spider_opened(self, spider: Run) -> None:
        """No delay for hosts that the user's own machine or network has: nobody else is there to be kind to."""
        for reader in spider.readers.values():
            if reader.allow_private:
                self._set_delay(reader.domain, 0.0, jitter=None)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Takes over the crawl-delay of robots.txt, where it is longer than ours."""
        delay = robotparser.crawl_delay(self._agent)
        rate = getattr(robotparser, "request_rate", lambda _agent: None)(self._agent)
        if rate and getattr(rate, "requests", 0):
            delay = max(delay or 0.0, rate.seconds / rate.requests)
        if not delay or delay <= 0:
            return
        host = urlsplit(request.url).netloc
        if delay > self._longest_delay:
            log.warning("%s asks for %g s between requests; keeping %g s", host, delay, self._longest_delay)
            delay = self._longest_delay
        if delay > self._delay or host in self._crawler.engine.downloader.per_slot_settings:
            self._set_delay(host, max(delay, self._delay), jitter=0.0)
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

    async def process_request(self, request: Request) -> None:
        """Gives the request its host's slot (host and port), and waits as long as the host asked for."""
        host = urlsplit(request.url).netloc
        request.meta["download_slot"] = host
        wait = self._free_at.get(host, 0.0) - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
            await self.process_request(request)  # the host may have asked for more meanwhile

    def process_response(self, request: Request, response: Response) -> Response:
        """Notes a Retry-After; where it is too long, the retry middleware is told to leave it."""
        if response.status in BUSY and (value := response.headers.get("Retry-After")):
            wait = read_retry_after(value.decode("latin-1"), datetime.now(UTC))
            if wait is not None and wait > self._longest_wait:
                request.meta["dont_retry"] = True
            elif wait is not None:
                host = urlsplit(request.url).netloc
                self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + wait)
                self._inc("politeness/waits")
        return response

    def _inc(self, stat: str) -> None:
        if stats := self._crawler.stats:
            stats.inc_value(stat)
