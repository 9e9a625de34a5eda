"""Pages that were kept, read again by today's readers as the crawl reads them: no network, no database, any process."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from newscrawl.comments.people import commenters_of
from newscrawl.items import Outcome, PageItem, PageKind
from newscrawl.spiders.answers import marked
from newscrawl.spiders.arguments import RunArguments
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.registry import site_classes
from newscrawl.spiders.site import Site
from pipelines.check import CheckPipeline
from pipelines.dedupe import DedupePipeline
from pipelines.dropped import Dropped, problem_of
from pipelines.gathering import Gatherer
from pipelines.people import PeoplePipeline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.db.captures import KeptPage, KeptPart
    from newscrawl.db.records import PageRecord
    from newscrawl.discovery.clock import Clock
    from newscrawl.items import Item
    from newscrawl.reading.memory import Memory

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that could not be read again, and why."""

    page: str
    reason: str


def read_again(
    pages: Sequence[KeptPage], memories: Mapping[str, Memory], settings: BaseSettings
) -> list[PageRecord | Unread]:
    """What each page gives today; never raises.

    Args:
        pages: with their bytes.
        memories: of the papers, by name.
        settings: those of commenters' names, how many comments a thread may have, and how long reading a page may take.
    """
    readers: dict[str, NewsSpider] = {}
    classes = site_classes()
    found: list[PageRecord | Unread] = []
    for page in pages:
        reader = readers.get(page.outlet)
        if reader is None:
            reader = readers[page.outlet] = _reader(page, classes)
            reader.most_comments = settings.getint("COMMENTS_MAX_PER_THREAD") or None
            reader.answers.seconds = settings.getfloat("READER_SECONDS", reader.answers.seconds)
        reader.memory = memories.get(page.outlet)
        try:
            found.append(_read(page, reader, settings))
        except Exception as error:
            log.debug("reading %s again failed", page.page, exc_info=error)
            found.append(Unread(page.page, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"))
    return found


def _reader(page: KeptPage, classes: Mapping[str, type[NewsSpider]]) -> NewsSpider:
    """The paper's own reader, else one for what the database knows of it."""
    own = classes.get(page.outlet)
    if own is not None and own.domain == page.domain:
        reader = own()
    else:
        reader = NewsSpider.of(Site(page.outlet, page.domain, page.place, page.timezone, language=page.language))
    reader.run_arguments = RunArguments(again=True)
    return reader


def _read(page: KeptPage, reader: NewsSpider, settings: BaseSettings) -> PageRecord | Unread:
    reader.clock = cast("Clock", Moment(page.at))  # every paper is a run, too: this one's time is when the page came
    answers, gatherer = reader.answers, Stages(reader, settings)
    meta = {
        "outlet": page.outlet, "kind": page.kind, "page": page.page, "hint": page.hint, "found_in": page.found_in,
        "failures": 0, "content_hash": None, "published": None,
    }  # fmt: skip
    kind, parts = PageKind(page.kind), iter(page.parts)
    request = Request(page.page, meta=meta)
    read = answers.thread if kind is PageKind.THREAD else answers.article
    while True:
        part = next(parts, None)
        if part is None:
            return Unread(page.page, "a later page of the article was not kept")
        following = None
        for item in marked(read(_response(part, request)), kind):
            if isinstance(item, Request):
                following = item
            elif record := gatherer.take(item):
                return (
                    record
                    if record.page.outcome is Outcome.READ
                    else Unread(page.page, record.page.reason or "no article")
                )
        if following is None:
            return Unread(page.page, "it was not settled")
        request, read = following, answers.part


def _response(part: KeptPart, request: Request) -> Response:
    headers, body = Headers(part.headers), part.content()
    kind = responsetypes.from_args(headers=headers, url=part.url, body=body)
    return kind(part.url, status=part.status, headers=headers, body=body, request=request)


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        """The moment."""
        return self.at


class _NoStats:
    def inc_value(self, *_: Any, **__: Any) -> None:
        """Nobody asks."""


class Stages:
    """The stages between a spider and the store, for one page: STAGES lists them, as ``ITEM_PIPELINES`` does."""

    def __init__(self, run: NewsSpider, settings: BaseSettings) -> None:
        self._gatherer = Gatherer()
        stats, tell = cast("Any", _NoStats()), self._gatherer.tell
        self._stages: list[Any] = [
            CheckPipeline(stats, tell, run.clock.now),
            PeoplePipeline(commenters_of(settings, os.environ)),
            DedupePipeline(stats, tell),
        ]

    def take(self, item: Item) -> PageRecord | None:
        """The page's record where *item* was its last."""
        try:
            for stage in self._stages:
                item = stage.process_item(item)
        except DropItem as dropped:
            if not isinstance(dropped, Dropped):
                self._gatherer.tell(problem_of(item, "check", str(dropped)))
            return self._gatherer.miss(item)
        record = self._gatherer.add(item)
        assert record is None or isinstance(record.page, PageItem)
        return record


STAGES = (CheckPipeline, PeoplePipeline, DedupePipeline)
"""Every stage of a crawl but the store, in order."""
