"""One page in the browser: which of its requests are answered, by whom, and when it is done.

Only what the text needs is fetched: scripts, and the data that they ask for. No picture, sound, font or frame; style sheets
are answered empty, for some scripts wait for them. What is fetched goes through the project's own downloader as any other
request does (guard, robots.txt, pace, sizes, time), and is kept for a while, for a paper's pages share their scripts.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from scrapy.exceptions import IgnoreRequest

from newscrawl.fetching.browser_memory import pages_take
from newscrawl.fetching.failures import STOPPED, HostLeftAloneError, RenderingError, RunStoppedError
from newscrawl.urls import is_http, same_site

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from playwright.async_api import Page, Request, Route
    from scrapy.http import Response

ASKED = frozenset({"script", "xhr", "fetch"})
"""Resource types (https://playwright.dev/python/docs/api/class-request#request-resource-type) that are fetched."""
QUIET, QUIET_WHILE_EMPTY, TEXT = 0.5, 3.0, 300
"""Seconds without a request under way, after which the page is taken as done; the second while it shows fewer characters
than the third: its scripts are still at work."""
LOOK_EVERY = 0.1
LONGEST = 15
"""Times JS_TIMEOUT that a page may take in all, the waiting for answers included: others wait for their turn."""
MEGABYTES, MEMORY_EVERY = 1_500, 3
"""What the pages shown may take, and at every how many looks that is asked: a limit of V8's does not count its buffers."""
NAVIGATIONS = 3
"""Times that a page may go to another address of its site by script."""
OUR_OWN = frozenset(
    {"user-agent", "cookie", "host", "connection", "accept-encoding", "content-length", "if-none-match"}
)
"""Headers of a browser's request that are not passed on: the downloader sets its own."""
OF_THE_PAGE = frozenset({"referer", "origin"})
"""Headers that say which page asks: the answer is the same for all pages of a paper."""
NOT_PASSED = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"})
"""Headers of an answer that do not hold for the body as it was unpacked."""

MEASURE = """(() => {
  const root = document.documentElement, body = document.body;
  return [root ? root.outerHTML.length : 0, body ? body.innerText.length : 0];
})()"""
"""Characters of the markup, and of the text that is shown."""


Asked = tuple[str, str, tuple[tuple[str, str], ...]]
"""A request as it is kept: the paper's domain, the address, the script's own headers."""


class Kept:
    """Answers to what pages asked for, for a while, the last used ones; bounded by bytes."""

    def __init__(self, most_bytes: int, seconds: float) -> None:
        self._most, self._seconds, self._size = most_bytes, seconds, 0
        self._answers: OrderedDict[Asked, tuple[float, Response]] = OrderedDict()

    def get(self, asked: Asked) -> Response | None:
        """The answer to this very request of this very paper, if it came a short while ago."""
        found = self._answers.get(asked)
        if found is None:
            return None
        if time.monotonic() - found[0] > self._seconds:
            self._drop(asked)
            return None
        self._answers.move_to_end(asked)
        return found[1]

    def put(self, asked: Asked, response: Response) -> None:
        """Keep an answer, and let go of the longest unused ones. What is no whole answer (206, 403) is not kept."""
        if len(response.body) > self._most or response.status != 200:
            return
        self._drop(asked)
        self._answers[asked] = (time.monotonic(), response)
        self._size += len(response.body)
        while self._size > self._most:
            self._drop(next(iter(self._answers)))

    def _drop(self, asked: Asked) -> None:
        if found := self._answers.pop(asked, None):
            self._size -= len(found[1].body)


@dataclass(slots=True)
class Limits:
    """What one page may take."""

    requests: int
    """Requests that its scripts may make."""
    bytes: int
    """Bytes of their answers together, and characters of the page as it stands in the end."""
    seconds: float
    """Seconds that its scripts may work; waiting for answers is not counted."""


@dataclass(slots=True)
class Visit:
    """A page that was fetched as it is, and is now shown by the browser."""

    page: Response
    """The plain page: the browser gets it as it came, and does not ask for it again."""
    domain: str
    """Of the paper."""
    ask: Callable[[str, Mapping[str, str]], Awaitable[Response]]
    """Fetches what a script wants, by the project's downloader; headers are the script's own."""
    kept: Kept
    limits: Limits
    requests: int = 0
    """Requests that were made."""
    received: int = 0
    """Bytes of their answers."""
    refused: int = 0
    """Requests that were not made."""
    failed: str = ""
    """Why the first request that may go well another time did not."""
    address: str = ""
    """Where the page ended: scripts may go to another address of the site."""
    worked: float = 0.0
    """Seconds that the page's scripts worked so far."""
    _under_way: int = 0
    _last: float = field(default_factory=time.monotonic)
    _navigations: int = 0

    @property
    def url(self) -> str:
        """The page's address."""
        return self.page.url

    # --- what the page asks for -----------------------------------------------------------------------------------
    async def answer(self, route: Route, request: Request) -> None:
        """Answer a request of the page, or break it off. Never lets the browser ask by itself."""
        self._under_way += 1
        self._last = time.monotonic()
        try:
            with suppress(PlaywrightError):  # the page is closed already
                if request.is_navigation_request() and request.frame.parent_frame is None:
                    await self._navigate(route, request)
                elif request.resource_type == "stylesheet":
                    await route.fulfill(status=200, content_type="text/css", body="")
                elif self._is_wanted(request.resource_type, request.method, request.url):
                    await self._fetch(route, request)
                else:
                    await self._refuse(route, request)
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    async def _navigate(self, route: Route, request: Request) -> None:
        self._navigations += 1
        if self._navigations == 1:
            headers = _passed_on(self.page)
            await route.fulfill(status=self.page.status, headers=headers, body=self.page.body)
        elif self._navigations <= NAVIGATIONS and request.method == "GET" and same_site(request.url, self.domain):
            await self._fetch(route, request)
        else:
            await self._refuse(route, request)

    async def _refuse(self, route: Route, request: Request) -> None:
        """Break a request off. A page that wants to go elsewhere stays: that is what 204 means (RFC 9110, 15.3.5)."""
        self.refused += 1
        if request.is_navigation_request() and request.frame.parent_frame is None:
            await route.fulfill(status=204)
        else:
            await route.abort()

    def _is_wanted(self, kind: str, method: str, url: str) -> bool:
        """Scripts and data: of the paper's own site, and of other hosts where the plain page names them."""
        if kind not in ASKED or method != "GET" or not is_http(url):
            return False
        return same_site(url, self.domain) or urlsplit(url).netloc.encode() in self.page.body

    async def _fetch(self, route: Route, request: Request) -> None:
        headers = {name: value for name, value in request.headers.items() if _is_scripts_own(name)}
        told = sorted((name, value) for name, value in headers.items() if name.lower() not in OF_THE_PAGE)
        asked = (self.domain, request.url, tuple(told))
        response = self.kept.get(asked)
        if response is None:
            if self.requests >= self.limits.requests or self.received >= self.limits.bytes:
                await self._refuse(route, request)
                return
            self.requests += 1
            try:
                response = await self.ask(request.url, headers)
            except Exception as error:  # noqa: BLE001 - refused, unreachable, too large: the page goes on without it
                if not isinstance(error, IgnoreRequest) or isinstance(error, HostLeftAloneError):
                    self.failed = self.failed or f"{request.url[:200]}: {str(error)[:200] or type(error).__name__}"
                await self._refuse(route, request)
                return
            self.received += len(response.body)
            if response.status >= 500 or response.status == 429:
                self.failed = self.failed or f"{request.url[:200]} answered {response.status}"
            self.kept.put(asked, response)
        await route.fulfill(status=response.status, headers=_passed_on(response), body=response.body)

    # --- its end ------------------------------------------------------------------------------------------------------
    async def settle(self, page: Page) -> None:
        """Wait until the page has been quiet for a while, or its time is over.

        Raises:
            RenderingError: what it shows is larger than a page may be.
        """
        with suppress(PlaywrightError):
            await page.wait_for_load_state("domcontentloaded", timeout=0)
        while True:
            size, shown = await _measured(page)
            if size > self.limits.bytes:
                raise RenderingError(f"its scripts make a page of {size:,} characters, more than DOWNLOAD_MAXSIZE")
            if not self._is_busy(QUIET if shown >= TEXT else QUIET_WHILE_EMPTY):
                return
            await asyncio.sleep(LOOK_EVERY)

    def _is_busy(self, quiet: float) -> bool:
        """Whether its scripts wait for answers, or may go on by themselves. Half of their time over, what is there counts."""
        if self.worked > self.limits.seconds / 2:
            return False
        return bool(self._under_way) or time.monotonic() - self._last < quiet

    async def within_time(self, showing: Awaitable[str], stopped: Callable[[], bool]) -> str:
        """What *showing* gives.

        Raises:
            RenderingError: the page's scripts worked too long, waited too long, or take too much memory.
            RunStoppedError: the run ends.
        """
        task, began, looks = asyncio.ensure_future(showing), time.monotonic(), 0
        try:
            while True:
                before = time.monotonic()
                done, _ = await asyncio.wait({task}, timeout=LOOK_EVERY)
                if done:
                    return task.result()
                if not self._under_way:
                    self.worked += time.monotonic() - before
                if self.worked > self.limits.seconds:
                    raise RenderingError(f"its scripts did not end within JS_TIMEOUT ({self.limits.seconds:g} seconds)")
                if time.monotonic() - began > LONGEST * self.limits.seconds:
                    raise RenderingError(f"what its scripts wait for did not come within {LONGEST} times JS_TIMEOUT")
                looks += 1
                if not looks % MEMORY_EVERY and (taken := await asyncio.to_thread(pages_take)) > MEGABYTES:
                    raise RenderingError(f"its scripts take {taken:,} MB of memory, more than {MEGABYTES:,}")
                if stopped() and not self._under_way:
                    raise RunStoppedError(STOPPED)
        finally:
            if not task.done():
                task.cancel()
                with suppress(BaseException):
                    await task


def _is_scripts_own(name: str) -> bool:
    return name.lower() not in OUR_OWN and not name.lower().startswith("sec-")


def _passed_on(response: Response) -> dict[str, str]:
    """The headers of an answer as the browser is to see them."""
    return {
        name.decode("latin-1"): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
        if name.decode("latin-1").lower() not in NOT_PASSED
    }


async def _measured(page: Page) -> tuple[int, int]:
    """Characters of the page's markup and of its text, measured where its own scripts cannot answer for it."""
    try:
        session = await page.context.new_cdp_session(page)
        tree = await session.send("Page.getFrameTree")
        world = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        asked = {"expression": MEASURE, "contextId": world["executionContextId"], "returnByValue": True}
        measured = await session.send("Runtime.evaluate", asked)
        await session.detach()
        size, shown = measured["result"]["value"]
    except (PlaywrightError, KeyError, TypeError, ValueError):  # it is going elsewhere just now
        return 0, 0
    return int(size), int(shown)
