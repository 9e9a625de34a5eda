"""Scrapy's downloader, which asks the run's pace before each request that it sends, and ends in time when the run does.

Whatever waits, waits here: a request that its host is to be spared for a while costs the others nothing, and none leaves
before the moment, however long ago it was queued.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from scrapy import exceptions as download_errors
from scrapy import signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.utils.asyncio import call_later, create_looping_call
from scrapy.utils.defer import _schedule_coro
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError

from newscrawl.fetching.failures import STOPPED, HostLeftAloneError, JunkAnswerError, RunStoppedError, words_for
from newscrawl.fetching.guard import PrivateNameError, RefusedByGuardError
from newscrawl.fetching.pace import pace_of
from newscrawl.items import NOT_FOR_US, PageKind
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

BUSY = frozenset({429, 503})
"""Statuses whose Retry-After counts (RFC 9110, 10.2.3 and RFC 6585, 4)."""
GIVEN = frozenset({200, 304})
HOST_FAILED = (
    download_errors.CannotResolveHostError,
    download_errors.DownloadConnectionRefusedError,
    download_errors.DownloadFailedError,
    download_errors.DownloadTimeoutError,
    download_errors.ResponseDataLossError,
    JunkAnswerError,
    ConnectError,
    ConnectionClosed,
)
"""Errors that speak of the host. Others speak of the page (too large) or of its address."""
LOOK_EVERY = 0.5
"""Seconds between two looks whether the run is ending: Scrapy has no signal for the moment when it begins to."""

OPEN_FILES = 16_384
"""Open files that a run asks the system for."""


def unusable(status: int) -> bool:
    """Does the status say that the server failed or is too busy, rather than something of the page?"""
    return status >= 500 or status in {408, 429}


def read_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3: seconds or a date); None where it is neither."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    moment = _read_http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _read_http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def rest_asked(response: Response) -> float | None:
    """Seconds of the rest that a busy server asks for; a date is read by the server's own clock, where it tells it."""
    value = response.headers.get("Retry-After")
    if response.status not in BUSY or not value:
        return None
    told = _read_http_date((response.headers.get("Date") or b"").decode("latin-1"))
    return read_retry_after(value.decode("latin-1"), told or datetime.now(UTC))


class PacedDownloader(Downloader):
    """Sends when the pace allows, and notes what comes back.

    Settings: ``RETRY_AFTER_LONGEST`` (seconds; a host that asks for a longer rest is left alone for this run),
    ``STOP_PATIENCE`` (seconds; how long a run that is stopped waits for answers under way).
    Stats: ``politeness/waits``, ``politeness/failures``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._longest_rest = crawler.settings.getfloat("RETRY_AFTER_LONGEST")
        self._patience = crawler.settings.getfloat("STOP_PATIENCE")
        self._under_way: set[asyncio.Future[Response]] = set()
        self._stopped_at: float | None = None
        self._send = self.handlers.download_request_async
        self.handlers.download_request_async = self._send_and_note  # type: ignore[method-assign]
        self._watch = create_looping_call(self._look)
        crawler.signals.connect(self._begin_watch, signals.engine_started)
        _allow_many_connections()

    # --- what is sent when --------------------------------------------------------------------------------------------
    def _process_queue(self, slot: Slot) -> None:
        """Sends what may be sent now, and comes back at the moment when more may be.

        Scrapy's own counts a request as under way only when its task begins to run; without a delay all that is queued
        would leave at once.
        """
        while slot.queue and not slot.latercall:
            host = slot.queue[0][0].meta[self.DOWNLOAD_SLOT]
            if refusal := self._refusal(host):
                _refuse_all(slot, refusal)
                return
            delay = slot.download_delay()
            now = time.monotonic()
            wait = max(pace_of(self.crawler).rest_of(host), slot.lastseen + delay - now if delay else 0.0)
            if wait > 0:
                slot.latercall = call_later(wait, self._latercall, slot)
                return
            if slot.free_transfer_slots() <= 0:
                return
            slot.lastseen = now
            request, answer = slot.queue.popleft()
            slot.transferring.add(request)
            _schedule_coro(self._wait_for_download(slot, request, answer))

    @property
    def stopped(self) -> bool:
        """Whether the run is ending: nothing more is sent."""
        return self._stopped_at is not None

    def _refusal(self, host: str) -> HostLeftAloneError | None:
        if self._stopped_at is not None:
            return RunStoppedError(STOPPED)
        reason = pace_of(self.crawler).closed(host)
        return HostLeftAloneError(reason) if reason else None

    # --- what comes back ----------------------------------------------------------------------------------------------
    async def _send_and_note(self, request: Request) -> Response:
        """Sends the request, and notes what its host thereby says of the pace, before the next one is sent to it."""
        asking = asyncio.ensure_future(self._send(_plainly_spelled(request)))
        self._under_way.add(asking)
        try:
            response = await asking
        except asyncio.CancelledError:
            raise RunStoppedError(STOPPED) from None
        except Exception as error:
            plain = _plainer(error)
            if isinstance(plain, HOST_FAILED):
                self._failed(request, words_for(plain))
            if plain is error:
                raise
            raise plain from None
        finally:
            self._under_way.discard(asking)
            host = host_of(request.url)
            if host in pace_of(self.crawler).spaced and (slot := self.slots.get(host)):
                slot.lastseen = time.monotonic()
        if unusable(response.status):
            self._failed(request, f"the site answered {response.status}", rest_asked(response))
        elif response.status in NOT_FOR_US and _is_of_paper(request):
            reason, paper = f"the site answered {response.status}", request.meta.get("outlet") or ""
            pace_of(self.crawler).refused(host_of(request.url), request.url, reason, paper)
        else:
            gave = (
                request.meta.get("outlet") if response.status in GIVEN and _is_of(request, PageKind.ARTICLE) else None
            )
            pace_of(self.crawler).answered(host_of(request.url), gave)
        return response

    def _failed(self, request: Request, reason: str, asked: float | None = None) -> None:
        host, pace = host_of(request.url), pace_of(self.crawler)
        if asked is not None and asked > self._longest_rest:
            pace.close(host, f"{reason} and asks for a rest of {asked:g} seconds (Retry-After)")
        pace.failed(host, request.url, reason, asked)
        if stats := self.crawler.stats:
            stats.inc_value("politeness/failures" if asked is None else "politeness/waits")

    # --- the end ------------------------------------------------------------------------------------------------------
    def _begin_watch(self) -> None:
        self._watch.start(LOOK_EVERY, now=False)

    def _look(self) -> None:
        """Once the run is ending: nothing more is sent, and answers are waited for no longer than our patience."""
        engine_slot = getattr(self.crawler.engine, "_slot", None)
        if engine_slot is None or engine_slot.closing is None:
            return
        if self._stopped_at is None:
            self._stopped_at = time.monotonic()
        for slot in self.slots.values():
            slot.close()
            self._process_queue(slot)
        if time.monotonic() - self._stopped_at >= self._patience:
            for asking in list(self._under_way):
                asking.cancel()

    def close(self) -> None:
        """Called by Scrapy when nothing is under way any more."""
        if self._watch.running:
            self._watch.stop()
        super().close()


def _is_of(request: Request, *kinds: PageKind) -> bool:
    return request.meta.get("kind") in kinds and not request.meta.get("robots_of")


def _is_of_paper(request: Request) -> bool:
    """Whether a refusal speaks of the paper: not one of robots.txt, of an interface of comments, or of a guessed place."""
    hint = request.meta.get("hint") or {}
    return _is_of(request, PageKind.ARTICLE, PageKind.SOURCE) and not hint.get("guess")


def _refuse_all(slot: Slot, refusal: HostLeftAloneError) -> None:
    while slot.queue:
        _request, answer = slot.queue.popleft()
        answer.errback(Failure(type(refusal)(*refusal.args)))  # type: ignore[no-untyped-call]


def _plainly_spelled(request: Request) -> Request:
    """The request with its host as we name it: Twisted takes no user in an address, and no final dot behind numbers."""
    parts, host = urlsplit(request.url), host_of(request.url)
    return request if parts.netloc == host else request.replace(url=urlunsplit(parts._replace(netloc=host)))


def _plainer(error: Exception) -> Exception:
    """The error as what it is: our own refusal of an address, and junk, look like failed look-ups and connections."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, PrivateNameError):
        cause = cause.__cause__ or cause.__context__
    if cause is not None:
        return RefusedByGuardError(str(cause))
    reasons = getattr(error.__cause__, "reasons", None) or []
    junk = next((reason for reason in reasons if reason.check(ParseError)), None)
    if isinstance(error, download_errors.DownloadFailedError) and junk is not None:
        return JunkAnswerError(str(junk.value.args[0]) if junk.value.args else "")
    return error


def _allow_many_connections() -> None:
    """A paper has one connection, and a run may have more papers than a shell allows a process open files."""
    if sys.platform == "win32":  # knows no such limit
        return
    import resource  # noqa: PLC0415 - not there on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
