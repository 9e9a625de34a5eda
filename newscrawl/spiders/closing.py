"""The end of a run that is stopped while items of ``start()`` are on their way.

Scrapy's scraper waits, when the spider closes, until nothing is in its hands, and looks again after each *answer* only. So
where the last things in its hands are items that :meth:`scrapy.Spider.start` gave, it waits for ever (Scrapy 2.19:
``Scraper.start_itemproc_async`` does not call ``_check_if_closing``).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

LOOK_EVERY = 0.5
"""Seconds between two looks."""


async def let_scraper_end(crawler: Crawler) -> None:
    """Look now and then whether the scraper waits for nothing, and let it end then. Runs until then or cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        slot = crawler.engine.scraper.slot if crawler.engine else None
        closing = slot.closing if slot else None
        if closing is None or not slot or not slot.is_idle():
            continue
        if not closing.called and crawler.spider:
            closing.callback(crawler.spider)
        return
