"""robots.txt by RFC 9309: a server that fails to give it forbids everything, one that has none forbids nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.fetching.failures import words_for
from newscrawl.fetching.robots_parser import RobotsParser

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

CLOSED = b"User-agent: *\nDisallow: /\n"


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with RFC 9309's answers to failure: 2.4 "unavailable" (4xx) allows, "unreachable" (5xx, none) forbids.

    Stats: Scrapy's ``robotstxt/...``, and ``robotstxt/unreachable``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._answers: dict[str, asyncio.Task[tuple[RobotParser, str | None]]] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # no spider since 2.16
        """Lets the request pass, or raises IgnoreRequest with the reason for people."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        url = urlparse_cached(request)
        if url.netloc not in self._answers:  # fetched once a run, by the first who asks; the others wait for it
            asking = self._fetch(f"{url.scheme}://{url.netloc}/robots.txt", request)
            self._answers[url.netloc] = asyncio.ensure_future(asking)
        rules, closed_because = await asyncio.shield(self._answers[url.netloc])
        try:
            self.process_request_2(rules, request)
        except IgnoreRequest:
            raise IgnoreRequest(closed_because or "forbidden by robots.txt") from None

    async def _fetch(self, robots_url: str, request: Request) -> tuple[RobotParser, str | None]:
        self._stats.inc_value("robotstxt/request_count")
        asked = Request(
            robots_url,
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True, "robots_of": request.meta.get("outlet")},
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine
        try:
            response: Response = await self.crawler.engine.download_async(asked)
        except IgnoreRequest as refused:
            return self._closed(), f"robots.txt cannot be fetched: {refused}"
        except Exception as error:  # noqa: BLE001 - whatever the download raised, the file is unreachable
            return self._closed(), f"robots.txt is unreachable, so nothing may be fetched yet: {words_for(error)}"
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500:
            return self._closed(), f"robots.txt answers {response.status}, so nothing may be fetched yet"
        rules = build_from_crawler(RobotsParser, self.crawler, response.body if response.status == 200 else b"")
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules, None

    def _closed(self) -> RobotParser:
        self._stats.inc_value("robotstxt/unreachable")
        return build_from_crawler(RobotsParser, self.crawler, CLOSED)
