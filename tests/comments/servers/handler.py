"""Brings every https request of a crawl to the loopback server that ``NEWSCRAWL_TEST_WORLD`` names, and says whom it was for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from newscrawl.fetching import guard

guard.own_names.add("127.0.0.1")  # behind every name of the world

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class LoopbackHandler(HTTP11DownloadHandler):
    """Scrapy's own, but for where it connects to."""

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        here = parts._replace(scheme="http", netloc=f"127.0.0.1:{os.environ['NEWSCRAWL_TEST_WORLD']}").geturl()
        headers = request.headers.copy()
        headers["X-Asked-Host"] = parts.netloc
        response = await super().download_request(request.replace(url=here, headers=headers))
        return response.replace(url=request.url)
