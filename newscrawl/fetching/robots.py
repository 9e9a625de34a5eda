"""robots.txt by RFC 9309: a server that fails to give it forbids everything, one that has none forbids nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.fetching.failures import FORBIDDEN_BY_ROBOTS, HostLeftAloneError, words_for
from newscrawl.fetching.guard import RefusedByGuardError
from newscrawl.fetching.pace import pace_of
from newscrawl.fetching.robots_parser import RobotsParser
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from newscrawl.fetching.run import RobotsKeeper


TOO_BUSY = frozenset({408, 429})
"""By RFC 9309 these allow as any 4xx does; but the next run asks again."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with RFC 9309's answers to failure: 2.4 "unavailable" (4xx) allows, "unreachable" (5xx, none) forbids.

    An answer holds for a day (2.4), also for later runs. Stats: Scrapy's ``robotstxt/...``, ``robotstxt/unreachable``,
    and ``robotstxt/kept`` for those that an earlier run had fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._answers: dict[str, asyncio.Task[RobotParser | IgnoreRequest]] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]  # no spider since 2.16
        """Lets the request pass, or raises.

        Raises:
            HostLeftAloneError: robots.txt is unreachable, or the host is left alone for another reason.
            IgnoreRequest: robots.txt forbids the page, or may itself not be fetched; with the reason for people.
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        host = host_of(request.url)
        if reason := pace_of(self.crawler).closed(host):
            raise HostLeftAloneError(reason)
        if host not in self._answers:  # fetched once a run, by the first who asks; the others wait for it
            asking = self._fetch(f"{urlparse_cached(request).scheme}://{host}/robots.txt", request)
            self._answers[host] = asyncio.ensure_future(asking)
        answer = await asyncio.shield(self._answers[host])
        if isinstance(answer, IgnoreRequest):
            raise type(answer)(*answer.args)
        try:
            self.process_request_2(answer, request)
        except IgnoreRequest:
            raise IgnoreRequest(FORBIDDEN_BY_ROBOTS) from None

    async def _fetch(self, robots_url: str, request: Request) -> RobotParser | IgnoreRequest:
        """The rules of a host, or why there are none and nothing may be fetched."""
        host = host_of(robots_url)
        spider: Any = self.crawler.spider
        keeper: RobotsKeeper | None = getattr(spider, "site_rules", None)  # that of "scrapy shell" keeps nothing
        if keeper is not None and (kept := await keeper.robots_kept(host)):
            self._stats.inc_value("robotstxt/kept")
            return await self._rules(*kept, request)
        self._stats.inc_value("robotstxt/request_count")
        asked = Request(
            robots_url,
            priority=self.DOWNLOAD_PRIORITY,
            # the guard judges it by the paper that it is for; robots.txt may lie elsewhere, by redirect (RFC 9309, 2.3.1.2)
            meta={"dont_obey_robotstxt": True, "outlet": request.meta.get("outlet"), "robots_of": host_of(robots_url)},
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine
        try:
            response: Response = await self.crawler.engine.download_async(asked)
        except HostLeftAloneError as left:
            self._stats.inc_value("robotstxt/unreachable")
            return left
        except RefusedByGuardError as refused:
            return RefusedByGuardError(f"robots.txt cannot be fetched: {refused}")
        except Exception as error:  # noqa: BLE001 - whatever the download raised, the file is unreachable
            words = str(error) if isinstance(error, IgnoreRequest) else words_for(error)
            return self._unreachable(robots_url, f"robots.txt is unreachable, so nothing may be fetched yet: {words}")
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= 500:
            return self._unreachable(robots_url, f"robots.txt answers {response.status}, so nothing may be fetched yet")
        body = response.body if response.status == 200 else b""
        if keeper is not None and response.status not in TOO_BUSY:
            await keeper.keep_robots(host, response.status, body)
        return await self._rules(response.status, body, request)

    async def _rules(self, status: int, body: bytes, request: Request) -> RobotParser:
        rules = build_from_crawler(RobotsParser, self.crawler, body if status == 200 else b"")
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules

    def _unreachable(self, robots_url: str, reason: str) -> HostLeftAloneError:
        self._stats.inc_value("robotstxt/unreachable")
        pace_of(self.crawler).close(host_of(robots_url), reason)
        return HostLeftAloneError(pace_of(self.crawler).closed(host_of(robots_url)))
