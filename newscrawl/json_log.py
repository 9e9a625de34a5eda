"""Log lines as JSON, one object a line (setting ``LOG_JSON``): for journals and log stores.

They name no commenter, for the lines themselves name none (:mod:`newscrawl.log_lines`).
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy.utils import log as scrapy_log

if TYPE_CHECKING:
    from scrapy.settings import Settings

EXTRAS = ("url", "site", "stage", "reason", "field", "progress")
"""What a line may say besides its message, where who wrote it knows."""


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message; spider, url, site, … and exception if any."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; never raises over what it is told, and holds no line feed."""
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001  (a line whose words and values do not fit)
            message = str(record.msg)
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
        }
        if (spider := getattr(record, "spider", None)) is not None:
            told["spider"] = getattr(spider, "name", str(spider))
        told |= {name: value for name in EXTRAS if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)  # in ASCII: nothing in it steers a terminal


def install() -> None:
    """Let Scrapy's log be JSON from its first line on; call it before there is a crawler process.

    Scrapy (2.19) makes its handler anew for each crawler, in :func:`scrapy.utils.log._get_handler`, and has no setting for
    the formatter. Where a later Scrapy has no such function, :func:`format_all` still does it from the spider's start on.
    """
    made = getattr(scrapy_log, "_get_handler", None)
    if made is None or getattr(made, "is_json", False):
        return

    def make(settings: Settings) -> logging.Handler:
        handler: logging.Handler = made(settings)
        handler.setFormatter(JsonFormatter())
        return handler

    make.is_json = True  # type: ignore[attr-defined]
    scrapy_log._get_handler = make  # noqa: SLF001


def format_all() -> None:
    """Let every handler that the root logger has now write JSON."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonFormatter())
