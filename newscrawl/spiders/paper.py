"""What the rest of the house asks of a paper and of a run. Every ``NewsSpider`` is a paper; the one that runs is both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from newscrawl.urls import same_site

if TYPE_CHECKING:
    import logging
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
    from datetime import datetime

    from scrapy import Request
    from scrapy.http import Response
    from scrapy.utils.log import SpiderLoggerAdapter
    from twisted.python.failure import Failure

    from newscrawl.comments import Reply, Thread
    from newscrawl.db.edits import EditHabits
    from newscrawl.db.standing import Standing
    from newscrawl.discovery.clock import Clock
    from newscrawl.items import Item
    from newscrawl.markup import Page
    from newscrawl.reading.memory import Memory
    from newscrawl.spiders.answers import Answers
    from newscrawl.spiders.arguments import RunArguments
    from newscrawl.spiders.asking import Asking
    from newscrawl.spiders.feeder import Feeder
    from newscrawl.spiders.refusals import Refusals
    from newscrawl.spiders.site import Site
    from newscrawl.spiders.site_rules import SiteRules


class Paper(Protocol):
    """A paper of a run."""

    name: str
    domain: str
    timezone: str
    allow_private: bool
    language: str | None
    opened: tuple[bytes, Page] | None
    most_comments: int | None
    refusing: set[str]
    answered_at: datetime | None
    memory: Memory | None
    edit_habits: EditHabits
    standing: Standing

    @property
    def site(self) -> Site:
        """What is stated of it."""

    def read_article(self, html: bytes, url: str) -> dict[str, Any]:
        """What an article's page says."""

    def find_quotes(self, paragraphs: list[str], language: str | None = None) -> list[dict[str, Any]]:
        """The quotes in a text; its language is BCP 47, or None where nobody states it."""

    def find_threads(self, page: Page) -> list[Thread]:
        """The comment threads of an article's page."""

    def read_reply(self, platform: str, body: bytes, url: str, headers: Mapping[str, str]) -> Reply:
        """The comments of one page or reply of a thread."""


class Run(Protocol):
    """The spider that runs, as those see it who read answers for it."""

    name: str
    clock: Clock
    run_arguments: RunArguments
    feeder: Feeder | None
    refusals: Refusals
    obeyed_opt_outs: tuple[str, ...]
    site_rules: SiteRules
    asking: Asking
    answers: Answers

    @property
    def readers(self) -> Mapping[str, Paper]:
        """The papers, by name."""

    @property
    def logger(self) -> SpiderLoggerAdapter | logging.LoggerAdapter[logging.Logger]:
        """Scrapy's, with the spider's name."""

    def parse_part(self, response: Response) -> Iterator[Item | Request]:
        """The callback for a later page of an article."""

    def parse_part_apart(self, response: Response) -> AsyncIterator[Item | Request]:
        """The callback for a later page of an article, where it is read by a reader process."""

    def page_failed(self, failure: Failure) -> Iterator[Item | Request]:
        """The errback of every request."""

    def count_unknown(self, outlet: str, urls: list[str]) -> int:
        """How many of these articles' addresses the database has not met."""

    def count(self, outlet: str, name: str, number: int = 1) -> None:
        """Count in the run's statistics."""

    def database_failed(self, sentence: str) -> None:
        """The database cannot be used any more: say so, once."""

    def note_reason(self, outlet: str, reason: str) -> None:
        """Keep the first reason why something of a paper could not be had."""


AnyPaper = TypeVar("AnyPaper", bound=Paper)


def owner_of(url: str, papers: Iterable[AnyPaper]) -> AnyPaper | None:
    """The paper whose site *url* lies on; the one with that very host before one of the same domain."""
    host = urlsplit(url).netloc.casefold()
    candidates = [paper for paper in papers if same_site(url, paper.domain)]
    exact = [paper for paper in candidates if paper.domain.casefold() in {host, host.removeprefix("www.")}]
    return next(iter(exact or candidates), None)
