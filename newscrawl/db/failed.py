"""A database that failed for good is told of once a run, whoever meets it first: the store, or who looks for due pages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

FAILED = "database_failed"
"""The crawl's close reason where the database cannot be used any more."""
STAT = "store/failed"
"""The statistic that holds the sentence for people."""

log = logging.getLogger(__name__)


def tell_failed(stats: StatsCollector | None, sentence: str) -> None:
    """Log that the database failed, and why; nothing where this run has said so already."""
    if stats is not None:
        if stats.get_value(STAT):
            return
        stats.set_value(STAT, sentence)
    log.critical("The database failed, the crawl stops: %s", sentence)
