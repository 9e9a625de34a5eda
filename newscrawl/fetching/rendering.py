"""Pages that need JavaScript (a Scrapy downloader middleware): shown by a browser where the plain page says too little.

Only papers that say ``js = true``, and of their pages only those that, as they came, hold no text to read or no links: the
spider judges that. Everything is fetched by the project's own downloader; the browser itself has no network.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.http import HtmlResponse
from scrapy.http.request import NO_CALLBACK

from newscrawl.fetching.browser_errors import BrowserMissingError, no_browser
from newscrawl.fetching.failures import RenderingError
from newscrawl.urls import is_http, same_site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.fetching.browser import BrowserHandler
    from newscrawl.fetching.browser_visit import Kept, Limits

KEPT_BYTES, KEPT_SECONDS = 16 * 1024 * 1024, 600.0
"""What pages asked for is kept for those after them: a paper's pages share their scripts."""
OF_THE_PLAIN_PAGE = ("ETag", "Last-Modified", "Content-Encoding", "Content-Length", "Transfer-Encoding")
"""Headers that speak of the bytes as they came. A shell's ETag stays while what its scripts fetch changes."""

log = logging.getLogger(__name__)


class RenderingMiddleware:
    """Shows pages, one at a time (``JS_PAGES_AT_ONCE``), each within ``JS_MAX_REQUESTS``, ``JS_TIMEOUT``, DOWNLOAD_MAXSIZE.

    Stats: ``js/pages``, ``js/requests``, ``js/refused``, ``js/failed``.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler, self._settings = crawler, crawler.settings
        self._turn = asyncio.Semaphore(max(1, crawler.settings.getint("JS_PAGES_AT_ONCE")))
        self._browser: BrowserHandler | None = None
        self._kept: Kept | None = None
        self._missing = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    async def spider_closed(self) -> None:
        """Ends the browser."""
        if self._browser is not None:
            await self._browser.close()

    async def process_response(self, request: Request, response: Response) -> Response:
        """The answer, or the page that its scripts make of it.

        Raises:
            BrowserMissingError: it needs a browser, and there is none; the message names the fix.
            RenderingError: the browser could not show it.
        """
        needed = getattr(self._crawler.spider, "needs_browser", None)  # that of "scrapy shell" knows no papers
        if needed is None or "part_of" in request.meta or not needed(request.meta, response):
            return response
        if self._missing:
            raise BrowserMissingError(self._missing)
        async with self._turn:
            try:
                shown, failed = await self._shown(request, response)
            except BrowserMissingError as error:
                if not self._missing:
                    log.warning("%s: %s", request.meta.get("outlet"), error)
                self._missing = str(error)
                raise
            except RenderingError:
                self._inc("js/failed")
                raise
        if failed and needed(request.meta, shown):  # an empty shell would be taken for a page that holds no article
            self._inc("js/failed")
            raise RenderingError(f"its scripts did not get what they asked for: {failed}")
        return shown

    async def _shown(self, request: Request, response: Response) -> tuple[Response, str]:
        """The page as its scripts made it, and why something that they asked for did not come; "" where all came."""
        try:
            from playwright.async_api import Error as PlaywrightError  # noqa: PLC0415 - packages of the extra js

            from newscrawl.fetching.browser import BrowserHandler  # noqa: PLC0415
            from newscrawl.fetching.browser_visit import Kept, Visit  # noqa: PLC0415
        except ImportError:
            raise no_browser() from None
        if self._browser is None or self._kept is None:
            self._browser, self._kept = BrowserHandler(self._crawler), Kept(KEPT_BYTES, KEPT_SECONDS)
        outlet = request.meta.get("outlet") or ""
        domain = self._crawler.spider.readers[outlet].domain  # type: ignore[union-attr]
        visit = Visit(response, domain, self._asker(response.url, outlet), self._kept, self._limits())
        try:
            markup = await visit.within_time(self._browser.show(visit), self._is_stopped)
        except PlaywrightError as error:
            raise RenderingError(str(error).splitlines()[0][:200]) from None
        finally:
            self._inc("js/pages")
            self._inc("js/requests", visit.requests)
            self._inc("js/refused", visit.refused)
            if feeder := getattr(self._crawler.spider, "feeder", None):
                feeder.took(outlet, visit.requests, visit.received)
        return _as_shown(response, markup, visit.address, domain), visit.failed

    def _asker(self, page: str, outlet: str) -> Any:
        """Fetches what a script of *page* wants as every other request is fetched."""

        async def ask(url: str, headers: Mapping[str, str]) -> Response:
            wanted = Request(
                url,
                headers=dict(headers),
                meta={"outlet": outlet, "part_of": page, "max_retry_times": 1},
                priority=1,
                callback=NO_CALLBACK,
            )
            assert self._crawler.engine
            return await self._crawler.engine.download_async(wanted)

        return ask

    def _limits(self) -> Limits:
        from newscrawl.fetching.browser_visit import Limits  # noqa: PLC0415

        settings = self._settings
        most = settings.getint("DOWNLOAD_MAXSIZE") or 2**40
        return Limits(settings.getint("JS_MAX_REQUESTS"), most, settings.getfloat("JS_TIMEOUT"))

    def _is_stopped(self) -> bool:
        engine = self._crawler.engine
        return engine is None or bool(getattr(engine.downloader, "stopped", False))

    def _inc(self, stat: str, number: int = 1) -> None:
        if (stats := self._crawler.stats) and number:
            stats.inc_value(stat, number)


def _as_shown(response: Response, markup: str, address: str, domain: str) -> Response:
    """The answer with the page as its scripts made it. An address that they gave the page counts within its site."""
    headers = response.headers.copy()
    for name in OF_THE_PLAIN_PAGE:
        headers.pop(name, None)
    headers["Content-Type"] = "text/html; charset=utf-8"
    url = address if is_http(address) and same_site(address, domain) else response.url
    body = markup.encode("utf-8", "replace")
    return HtmlResponse(
        url, response.status, headers, body, [*response.flags, "rendered"], response.request, encoding="utf-8"
    )
