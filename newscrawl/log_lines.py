"""Scrapy's log lines about items, without the items: a log names no commenter and quotes nobody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


def _named(item: Any) -> str:
    return f"{type(item).__name__} of {getattr(item, 'page', None)}"


class QuietLogFormatter(LogFormatter):
    """Says of an item what it is and of which page. Setting: ``LOG_FORMATTER``."""

    def scraped(
        self,
        item: Any,
        response: Response | Failure | None,  # noqa: ARG002 - Scrapy's signature
        spider: Spider,  # noqa: ARG002
    ) -> LogFormatterResult:
        """An item came through all stages."""
        return {"level": logging.DEBUG, "msg": "Scraped %(item)s", "args": {"item": _named(item)}}

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,  # noqa: ARG002 - Scrapy's signature
        spider: Spider,
    ) -> LogFormatterResult:
        """A stage dropped an item; its reason names ids alone."""
        level = getattr(exception, "log_level", None) or spider.crawler.settings["DEFAULT_DROPITEM_LOG_LEVEL"]
        level = getattr(logging, level) if isinstance(level, str) else level
        return {"level": level, "msg": "Dropped %(item)s: %(why)s", "args": {"item": _named(item), "why": exception}}

    def item_error(
        self,
        item: Any,
        exception: BaseException,  # noqa: ARG002
        response: Response | Failure | None,  # noqa: ARG002 - Scrapy's signature
        spider: Spider,  # noqa: ARG002
    ) -> LogFormatterResult:
        """A stage failed at an item."""
        return {"level": logging.ERROR, "msg": "Error processing %(item)s", "args": {"item": _named(item)}}
