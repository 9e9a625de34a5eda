"""Sends the demo's requests to the demo's own server: its papers have names that exist nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class DemoProxyMiddleware:
    """Does nothing unless the demo runs. It comes last, so that a proxy of the environment does not win."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Names the demo's server as the request's proxy."""
        if proxy := getattr(self._crawler.spider, "demo_proxy", None):
            request.meta["proxy"] = proxy
