"""Log lines that may be looked at: without the items, and without what would steer a terminal or forge a line.

A log names no commenter and quotes nobody. Addresses, reasons and errors in it hold what strangers wrote, though.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from twisted.python.failure import Failure


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (escape sequences begin with one), marks that turn the direction of writing, halves of pairs."""
_MANY_LINED = ("scrapy", "twisted", "asyncio", "py.warnings", "alembic", "sqlalchemy")
"""Loggers whose words have several lines by themselves, none of them a stranger's."""


def harmless(text: str) -> str:
    """*text* without what steers a terminal; line feeds and tabs stay."""
    return text if text.isascii() and text.isprintable() else _STEERING.sub("\ufffd", text)


class HarmlessRecord(logging.LogRecord):
    """A line of the log, on one line where it is ours, whatever stands in it."""

    def getMessage(self) -> str:  # noqa: N802 - logging's name
        """The message with its arguments."""
        message = super().getMessage()
        return harmless(message if self.name.startswith(_MANY_LINED) else " ".join(message.splitlines()))

    @property
    def exc_text(self) -> str | None:
        """The traceback in words: the error at its end may quote a page."""
        return self._exc_text

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self._exc_text = harmless(text) if text else text


def make_log_harmless() -> None:
    """From now on, every line of every logger is one. Calling it again changes nothing."""
    logging.setLogRecordFactory(HarmlessRecord)


def _named(item: Any) -> str:
    return f"{type(item).__name__} of {getattr(item, 'page', None)}"


class QuietLogFormatter(LogFormatter):
    """Says of an item what it is and of which page. Setting: ``LOG_FORMATTER``. Where it is used, every line is harmless."""

    def __init__(self) -> None:
        super().__init__()
        make_log_harmless()

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
