"""The machine's Chromium, by scrapy-playwright (extra ``js``), held so that nothing but our own answers reaches it.

Chromium would look names up, follow redirects and open sockets by itself, past robots.txt, pace and guard. So it has no
network at all: no name resolves, its proxy is a closed door, and every request of a page is answered by
:class:`newscrawl.fetching.browser_visit.Visit`, whose answers come through this project's own downloader.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error as PlaywrightError
from scrapy import Request
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod
from scrapy_playwright.provider import PlaywrightBrowserProvider

from newscrawl.fetching.browser_errors import no_browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.async_api import Browser, Page, Route
    from playwright.async_api import Request as PageRequest
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.fetching.browser_visit import Visit

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "msedge")
"""Programs that are Chromium, as they stand on the PATH."""
NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name and no address resolves: not for sockets, frames or prefetching
    "--proxy-server=socks5://0.0.0.0:0",
    "--proxy-bypass-list=<-loopback>",  # Chromium leaves proxies aside for loopback unless told not to
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--js-flags=--max-old-space-size=512",  # MB of a page's own memory
    "--disable-gpu",
    "--disk-cache-size=1",
)
KEPT_OF_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "SYSTEMROOT")
"""What the browser is told of the environment: not the database's address, nor keys."""
SLOW_TO_CLOSE = 10.0
"""Seconds after which a page that does not close takes the browser down with it."""

log = logging.getLogger(__name__)


class LocalBrowser(PlaywrightBrowserProvider):  # type: ignore[misc]  # scrapy-playwright states no types
    """Starts JS_BROWSER; without that Playwright's own browser, where it is installed, else one that stands on the PATH."""

    async def launch_browser(self) -> Browser:
        """The browser.

        Raises:
            BrowserMissingError: there is none, or it does not start; the message names the fix.
        """
        assert self.browser_type is not None
        options, refused = dict(self.config.launch_options), ""
        given = options.pop("executable_path", None)
        for path in [given] if given else self._found():
            try:
                return await self.browser_type.launch(**options, executable_path=path)  # type: ignore[no-any-return]
            except PlaywrightError as error:
                refused = f"{path}: {_reason(error)}"
                log.debug("the browser does not start", exc_info=error)
        raise no_browser(refused)

    def _found(self) -> Iterator[str]:
        own = self.browser_type.executable_path
        if own and Path(own).exists():
            yield own
        yield from filter(None, map(shutil.which, NAMES))


def _reason(error: Exception) -> str:
    """Why a browser does not start: its own words on its sandbox, else the first line of Playwright's."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = next((line for line in lines if "no usable sandbox" in line.casefold()), lines[0] if lines else "")
    return told[-300:]


class BrowserHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """scrapy-playwright's handler, for one crawler, which starts at the first page that needs it.

    Settings: ``JS_BROWSER``, ``JS_SANDBOX``. Those of scrapy-playwright that open other ways to a browser do not count.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # what fails is a row of ``problem``
        self._visits: dict[str, Visit] = {}
        config = self.config
        config.cdp_url = config.connect_url = None  # a browser of elsewhere would have a network
        config.browser_type_name, config.target_closed_max_retries = "chromium", 0
        config.startup_context_kwargs, config.max_pages_per_context, config.max_contexts = {}, 1, None
        config.launch_options = launch_options(crawler.settings)
        self.browser_provider_cls = LocalBrowser
        self._started = False
        self._agent = crawler.settings.get("USER_AGENT")

    async def show(self, visit: Visit) -> str:
        """The page's markup once its scripts have done their work.

        Raises:
            BrowserMissingError: there is no browser.
            PlaywrightError: the page cannot be shown.
            RenderingError: it is too large.
        """
        if not self._started:
            await self._maybe_launch_in_thread()
            self._started = True
        name = f"visit-{id(visit)}"
        self._visits[name] = visit
        meta = {
            "playwright": True,
            "playwright_context": name,  # of its own: no page sees what another one stored
            "playwright_context_kwargs": {
                "service_workers": "block",  # their requests would pass no route
                "accept_downloads": False,
                "user_agent": self._agent,
            },
            "playwright_page_init_callback": _fence,
            "playwright_page_goto_kwargs": {"wait_until": "commit", "timeout": 0},  # the visit keeps the time
            "playwright_page_methods": [PageMethod(visit.settle)],
        }
        try:
            response: Response = await self.download_request(Request(visit.url, meta=meta))
        finally:
            self._visits.pop(name, None)
            await self._leave(name)
        visit.address = response.url
        return response.text

    async def _leave(self, name: str) -> None:
        """Close a visit's page, and forget all that it stored."""
        wrapper = self.context_wrappers.get(name)
        if wrapper is None:
            return
        try:
            await asyncio.wait_for(wrapper.context.close(), SLOW_TO_CLOSE)
        except (TimeoutError, PlaywrightError):
            with suppress(Exception):  # it may be gone by now
                await asyncio.wait_for(self.browser.close(), SLOW_TO_CLOSE)

    def _make_request_handler(self, context_name: str, **_told: Any) -> Callable[..., Any]:
        """Answers each request of the page; scrapy-playwright's own would let the browser ask."""
        visit = self._visits[context_name]

        async def answer(route: Route, request: PageRequest) -> None:  # Playwright writes into the owner of a method
            await visit.answer(route, request)

        return answer


def launch_options(settings: BaseSettings) -> dict[str, Any]:
    """How Chromium is started."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    return {
        "headless": True,
        "executable_path": settings.get("JS_BROWSER") or None,
        "args": list(NO_NETWORK),
        "chromium_sandbox": settings.getbool("JS_SANDBOX") and not as_root,
        "env": {name: value for name in KEPT_OF_ENVIRONMENT if (value := os.environ.get(name))},
        "handle_sigint": False,  # Ctrl-C ends the run in order, with the page that is shown
        "handle_sigterm": False,
        "handle_sighup": False,
    }


async def _fence(page: Page, _request: Request) -> None:
    """Whatever the page's own route does not see (another page, a socket) gets no answer, and no further page stays open."""

    async def close(other: Page) -> None:
        with suppress(PlaywrightError):
            await other.close()

    page.context.on("page", close)
    await page.context.add_init_script("window.open = () => null;")
    await page.context.route("**/*", lambda route: route.abort())
    await page.context.route_web_socket("**/*", lambda socket: socket.close())
