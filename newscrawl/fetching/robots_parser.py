"""Our reading of robots.txt as Scrapy's: ``ROBOTSTXT_PARSER = "newscrawl.fetching.robots_parser.RobotsParser"``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.robotstxt import RobotParser

from newscrawl.discovery.robots import RequestRate, RobotsRules

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RobotsParser(RobotParser):
    """One site's robots.txt, read by RFC 9309 (:class:`newscrawl.discovery.robots.RobotsRules`).

    Attributes:
        rules: The parsed file, for what Scrapy does not ask: sitemaps, request rates, content signals.
    """

    def __init__(self, rules: RobotsRules) -> None:
        self.rules = rules

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:  # noqa: ARG003 - Scrapy's signature
        """Parse the bytes of a robots.txt. Never raises."""
        return cls(RobotsRules(robotstxt_body))

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """May *user_agent* fetch the absolute *url*?"""
        return self.rules.allowed(_text(url), _text(user_agent))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Seconds between two requests, or None where the file asks for no delay."""
        return self.rules.crawl_delay(_text(user_agent))

    def request_rate(self, user_agent: str | bytes) -> RequestRate | None:
        """Requests in so many seconds, or None where the file states no rate."""
        return self.rules.request_rate(_text(user_agent))


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
