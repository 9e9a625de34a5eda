"""One page as a crawl would store it: the same reading, loading and checking, and no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from twisted.python.failure import Failure

from newscrawl.items import Outcome, PageKind
from newscrawl.spiders.answers import marked
from newscrawl.spiders.arguments import RunArguments
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.paper import owner_of
from newscrawl.spiders.registry import site_classes
from newscrawl.spiders.rereading import Moment, Stages
from newscrawl.spiders.site import Site
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.db.records import PageRecord
    from newscrawl.discovery.clock import Clock
    from newscrawl.items import Item

KEPT_HEADERS = ("content-type", "date", "content-language", "tdm-reservation", "x-robots-tag")
"""Headers that say something of what a page is read as."""


@dataclass(frozen=True, slots=True)
class Part:
    """One answer: the page's, or that of a later page of its article."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(slots=True)
class PageRead:
    """What a page gave."""

    record: PageRecord | None = None
    """None where it gave no article."""
    reason: str | None = None
    """Why it gave none."""
    parts: list[Part] = field(default_factory=list)


def read_parts(
    first: Part, reader: NewsSpider, settings: BaseSettings, now: datetime
) -> Generator[str, Part | None, PageRead]:
    """Read a page; a generator that gives the address of each later page of the article, and is sent what came for it.

    Args:
        first: the page.
        reader: the paper's.
        settings: those of commenters' names and of threads count.
        now: when it came; "2 hours ago" counts from then.

    Returns:
        What was read. None sent for a later page leaves the article as one whose part is missing. Never raises on a page.
    """
    reader.clock = cast("Clock", Moment(now))
    reader.run_arguments = RunArguments(again=True)
    reader.most_comments = settings.getint("COMMENTS_MAX_PER_THREAD") or None
    stages = Stages(reader, settings)
    meta: dict[str, Any] = {
        "outlet": reader.name, "kind": str(PageKind.ARTICLE), "page": first.url, "hint": {}, "found_in": None,
        "failures": 0, "content_hash": None, "published": None,
    }  # fmt: skip
    read = PageRead(parts=[first])
    request = Request(first.url, meta=meta, dont_filter=True)
    items: Iterable[Item | Request] = reader.answers.article(_response(first, request))
    while True:
        following, record = _taken(items, stages)
        if record is not None:
            read.reason = record.page.reason if record.page.outcome is not Outcome.READ else None
            read.record = record if read.reason is None and record.article is not None else None
            read.reason = read.reason or (None if read.record else _dropped(record))
            return read
        if following is None:
            read.reason = "the page was not settled"
            return read
        part = yield following.url
        if part is None:
            failure = Failure(IgnoreRequest("it was not fetched"))  # type: ignore[no-untyped-call]
            failure.request = following  # type: ignore[attr-defined]
            items = reader.answers.failed(failure)
        else:
            read.parts.append(part)
            items = reader.answers.part(_response(part, following))


def read_one(parts: list[Part], reader: NewsSpider, settings: BaseSettings, now: datetime) -> PageRead:
    """Read a page whose later pages are at hand, in their order, or are not to be had."""
    waiting = iter(parts[1:])
    reading = read_parts(parts[0], reader, settings, now)
    try:
        next(reading)
        while True:
            reading.send(next(waiting, None))
    except StopIteration as end:
        read: PageRead = end.value
        return read


def _taken(items: Iterable[Item | Request], stages: Stages) -> tuple[Request | None, PageRecord | None]:
    following: Request | None = None
    for item in marked(items, PageKind.ARTICLE):
        if isinstance(item, Request):
            following = item
        elif record := stages.take(item):
            return following, record
    return following, None


def _dropped(record: PageRecord) -> str:
    reasons = [problem.reason for problem in record.problems if problem.reason]
    return reasons[-1] if reasons else "it gave no article"


def _response(part: Part, request: Request) -> Response:
    headers = Headers({name: value for name, value in part.headers.items() if name.lower() != "content-encoding"})
    kind = responsetypes.from_args(headers=headers, url=part.url, body=part.body)
    return kind(part.url, status=part.status, headers=headers, body=part.body, request=request)


def reader_for(url: str, sites: Iterable[Site] = (), *, allow_private: bool = False) -> tuple[NewsSpider, bool]:
    """The reader of the paper that *url* belongs to, and whether anybody stated that paper.

    Args:
        url: of the page.
        sites: entries of a sites file; they win over the classes.
        allow_private: a paper that nobody stated is of the user's own machine or network.
    """
    for known in ([NewsSpider.of(site) for site in sites], [cls() for cls in site_classes().values()]):
        if (owner := owner_of(url, known)) is not None:
            return owner, True
    host = host_of(url)
    site = Site(
        host.replace(":", "_") or "page",
        host or "page.invalid",
        "unknown",
        "UTC",
        url.partition(":")[0],
        allow_private=allow_private,
    )
    return NewsSpider.of(site), False


def utc_now() -> datetime:
    """The machine's clock, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def few_headers(headers: dict[str, str]) -> dict[str, str]:
    """Those of an answer's headers that are kept with a page."""
    return {name: value for name, value in headers.items() if name.lower() in KEPT_HEADERS}
