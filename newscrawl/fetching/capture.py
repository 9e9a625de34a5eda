"""Keeps each page of an article or thread as it was fetched (a Scrapy downloader middleware).

Settings: ``CAPTURE`` ("off", "database", "warc"), ``CAPTURE_FOLDER``, ``CAPTURE_MAX_BYTES``. Stats: ``capture/pages``,
``capture/bytes``, ``capture/over_budget``.
"""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from sqlalchemy.exc import SQLAlchemyError

from newscrawl import __version__
from newscrawl import signals as own_signals
from newscrawl.db.archives import ArchiveWriter, MissingArchivePackageError
from newscrawl.db.captures import Captured, MissingZstdError, bytes_kept, compressed, zstd
from newscrawl.db.engine import DatabaseUnavailable, database_url, open_engine
from newscrawl.items import PageKind, ProblemItem

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

log = logging.getLogger(__name__)

WAYS = ("off", "database", "warc")
KEPT_KINDS = frozenset({PageKind.ARTICLE, PageKind.THREAD})
"""Feeds, sitemaps and listing pages only say where articles are: they are not read again."""


class CaptureSettingError(ValueError):
    """A setting of captures is wrong, or a package is missing; the message names the fix."""


def check_capture(settings: BaseSettings) -> None:
    """Nothing, where pages can be kept as the settings say.

    Raises:
        CaptureSettingError: they cannot.
    """
    way = settings.get("CAPTURE") or "off"
    if way not in WAYS:
        raise CaptureSettingError(f"CAPTURE {way!r}: one of {', '.join(WAYS)}")
    if way != "off":
        _budget(settings)
    try:
        if way == "database":
            zstd()
        elif way == "warc":
            ArchiveWriter(Path(), software="")
    except (MissingZstdError, MissingArchivePackageError) as error:
        raise CaptureSettingError(f"CAPTURE={way}: {error}") from None


def _budget(settings: BaseSettings) -> int:
    given = str(settings.get("CAPTURE_MAX_BYTES")).replace("_", "").strip()
    if not given.isdecimal() or len(given) > 18:  # Python reads none of thousands of digits
        shown = str(settings.get("CAPTURE_MAX_BYTES"))[:100]
        raise CaptureSettingError(f"CAPTURE_MAX_BYTES {shown!r}: a number of bytes")
    return int(given)


class CaptureMiddleware:
    """Sees each answer last, as the spider does, and hands it to the store with the page's other items.

    The budget counts what all captures take, of earlier runs, too. Once it is used up no further page is kept, which is
    said once a run; what is kept stays.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._way = settings.get("CAPTURE") or "off"
        if self._way == "off":
            raise NotConfigured
        check_capture(settings)
        assert crawler.stats is not None
        self._crawler, self._stats = crawler, crawler.stats
        self._left = _budget(settings)
        self._full = self._counted = False
        self._archive: ArchiveWriter | None = None
        if self._way == "warc":
            folder = Path(settings.get("CAPTURE_FOLDER") or "captures")
            self._archive = ArchiveWriter(folder, software=f"newscrawl/{__version__}")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises NotConfigured where nothing is to be kept: that is how Scrapy leaves a middleware out."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def spider_closed(self) -> None:
        """No more is written."""
        if self._archive is not None:
            self._archive.close()

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer as it came."""
        kind, page = request.meta.get("kind"), request.meta.get("page")
        if not self._full and response.status == 200 and response.body and page and kind in KEPT_KINDS:
            outlet = request.meta.get("outlet") or ""
            captured = self._keep(request, response, outlet)
            if captured is not None:
                signal = own_signals.page_captured
                self._crawler.signals.send_catch_log(
                    signal, outlet=outlet, page=page, kind=PageKind(kind), captured=captured
                )
        return response

    def _keep(self, request: Request, response: Response, outlet: str) -> Captured | None:
        body = response.body
        digest = sha256(body).hexdigest()
        headers = {
            name.decode("latin-1"): values[-1].decode("latin-1")
            for name, values in response.headers.items()
            if name.lower() not in {b"set-cookie", b"content-encoding", b"transfer-encoding"}
        }
        told: dict[str, Any] = {
            "url": response.url, "status": response.status, "headers": headers, "content_hash": digest, "size": len(body),
        }  # fmt: skip
        if not self._counted:
            self._left -= self._taken()
            self._counted = True
        if self._archive is None:
            packed = compressed(body)
            if not self._room(len(packed), request.url, outlet):
                return None
            return Captured(**told, stored=len(packed), body=packed)
        if digest == request.meta.get("content_hash") or not self._room(0, request.url, outlet):
            return None  # in a file it cannot be taken back, as it is in a row, when the page turns out not to have changed
        try:
            place = self._archive.write(response.url, self._now(), response.status, headers, body)
        except OSError as error:
            self._stop(
                f"{error.filename or 'the archive'} cannot be written: {error.strerror or error}", request.url, outlet
            )
            return None
        self._left -= place.length
        self._stats.inc_value("capture/bytes", place.length)
        return Captured(**told, stored=place.length, warc_file=place.file, warc_offset=place.offset)

    def _now(self) -> Any:
        return self._crawler.spider.clock.now()  # type: ignore[union-attr]  # every spider of ours has one

    def _taken(self) -> int:
        """Bytes of the captures that are there already."""
        try:
            engine = open_engine(database_url(self._crawler.settings.get("DATABASE_URL"), os.environ))
            with engine.connect() as connection:
                taken = bytes_kept(connection)
            engine.dispose()
        except (DatabaseUnavailable, SQLAlchemyError):  # the store finds out, and says so
            return 0
        return taken

    def _room(self, size: int, url: str, outlet: str) -> bool:
        if self._left <= size:
            self._stop("the budget CAPTURE_MAX_BYTES is used up", url, outlet)
            return False
        self._left -= size
        self._stats.inc_value("capture/pages")
        if size:
            self._stats.inc_value("capture/bytes", size)
        return True

    def _stop(self, why: str, url: str, outlet: str) -> None:
        """Keep no further page in this run, and say so once."""
        reason = f"{why}: from here on pages are read and not kept; what was kept stays"
        self._full = True
        self._stats.set_value("capture/over_budget", value=True)
        log.warning("%s", reason)
        problem = ProblemItem(None, outlet or None, url, "store", reason)
        self._crawler.signals.send_catch_log(own_signals.problem_found, problem=problem)
