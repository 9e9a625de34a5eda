"""A run over web archives (``-a warc=FILES``): the papers' pages as they once were, read as fetched ones are. No network.

The pages are read in the order in which they were fetched, so that texts of one article follow each other. What the database
has seen since stands: a page that was read later, or from this very record, is left out. So a run that was killed goes on
where it was, and an archive can be read into a database that is crawled live.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from twisted.python.failure import Failure

from newscrawl import signals as own_signals
from newscrawl.db.captures import Captured
from newscrawl.items import Outcome, PageItem, PageKind, ProblemItem
from newscrawl.spiders.answers import marked
from newscrawl.spiders.archive_files import Broken, list_pages, read_answer
from newscrawl.spiders.paper import owner_of
from newscrawl.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.db.frontier import Frontier, KnownArticle
    from newscrawl.items import Item
    from newscrawl.spiders.archive_files import ArchivedAnswer, Record
    from newscrawl.spiders.news import NewsSpider

UNSETTLED_AT_ONCE = 150
"""Pages read and not yet stored; more, and reading waits for the database."""
PROBLEMS_AT_MOST = 50
"""Broken places of one file that are told one by one."""
LOOK_EVERY = 1.0
"""Seconds between two looks whether the run ends, while the database is waited for."""

_LATER_PART = re.compile(
    r"^(?P<first>[^?#]*[^/?#])(?:/page)?/(?:[2-9]|[12]\d|30)/?$|^(?P<of>[^?#]+)\?page=(?:[2-9]|\d\d)$"
)
_SETTLED = frozenset({Outcome.READ, Outcome.UNCHANGED, Outcome.NOT_ARTICLE, Outcome.REFUSED})


class ArchiveRun:
    """Reads archives for the spider that runs.

    Stats: ``archive/records`` (looked through), ``archive/pages`` (read), ``archive/left_out/seen_later``,
    ``archive/left_out/read_before``, ``archive/left_out/parts`` (pages that continue an article), ``archive/broken``.
    """

    def __init__(self, spider: NewsSpider, frontier: Frontier, outlets: Mapping[str, int]) -> None:
        """Begin.

        Args:
            spider: with its arguments, papers and readers.
            frontier: of the database.
            outlets: the papers of the run that may be read, with their ids.
        """
        crawler: Crawler = spider.crawler
        assert crawler.stats is not None
        self._spider, self._frontier, self._outlets, self._stats = spider, frontier, outlets, crawler.stats
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._captures = (crawler.settings.get("CAPTURE") or "off") != "off"
        self._read: Counter[str] = Counter()
        self._unsettled: set[tuple[str, str]] = set()
        self._wake = asyncio.Event()
        self._at: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._holds_article: set[tuple[str, str]] = set()
        self._closed = False
        self.left = 0
        """Pages that are still to be looked at."""
        self.handing: tuple[str, str, PageKind] | None = None
        """Paper, page and kind of what is being handed to the store: where the run was stopped there, nothing went wrong."""

    # --- the run ------------------------------------------------------------------------------------------------------
    async def items(self) -> AsyncIterator[Item]:
        """What the archives' pages give, a page at a time."""
        first, parts = await self._list()
        self.left = len(first) + len(parts)
        for record in (*first, *parts):
            self.left -= 1
            if not await self._room(record):
                return
            if self._is_enough(record.outlet):
                self._spider.count(record.outlet, "skipped")
                continue
            page = await self._page(record)
            closing = page[-1] if page else None
            if isinstance(closing, PageItem):
                self.handing = (record.outlet, closing.page or record.url, closing.kind)
            for item in page:  # a run that is stopped takes no further one, be it in the middle of a page
                yield item
            self.handing = None
        while self._unsettled and await self._written():
            pass

    def settled(self, pages: Iterable[tuple[str, str, PageKind]]) -> None:
        """These pages stand in the database."""
        for outlet, page, kind in pages:
            if kind is PageKind.ARTICLE:
                self._unsettled.discard((outlet, canonical_url(page)))
        self._wake.set()

    def close(self) -> None:
        """The run ends: nothing more is read."""
        self._closed = True
        self._wake.set()

    async def _room(self, record: Record) -> bool:
        """Wait until there is room, and until the page's own record before this one is stored; False at the run's end."""
        while (
            len(self._unsettled) >= UNSETTLED_AT_ONCE or (record.outlet, canonical_url(record.url)) in self._unsettled
        ):
            if not await self._written():
                return False
        return not self._ends()

    async def _written(self) -> bool:
        self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), LOOK_EVERY)
        return not self._ends()

    def _ends(self) -> bool:
        return self._closed or bool(self._stats.get_value("store/failed"))

    def _is_enough(self, outlet: str) -> bool:
        most = self._spider.run_arguments.max_articles
        return most is not None and self._read[outlet] >= most

    # --- the first pass -----------------------------------------------------------------------------------------------
    async def _list(self) -> tuple[list[Record], list[Record]]:
        """The papers' pages, oldest first; beside them those that may continue another one of them."""
        for name in self._spider.run_arguments.warc or ():
            await asyncio.to_thread(self._list_file, Path(name))
        records = [record for found in self._at.values() for record in found]
        records.sort(key=lambda record: (record.at, record.file, record.offset))
        named = {record.outlet for record in records}
        for outlet in self._outlets:
            if outlet not in named:
                self._spider.note_reason(outlet, "the archives hold no page of it")
        parts = [record for record in records if self._first_page(record) is not None]
        later = set(map(id, parts))
        return [record for record in records if id(record) not in later], parts

    def _list_file(self, path: Path) -> None:
        papers = [self._spider.readers[name] for name in self._outlets]

        def owner(url: str) -> str | None:
            paper = owner_of(url, papers)
            return None if paper is None else paper.name

        broken = 0
        for found in list_pages(path, owner, self._spider.clock.now()):
            self._stats.inc_value("archive/records")
            if isinstance(found, Broken):
                broken += 1
                if broken <= PROBLEMS_AT_MOST:
                    self._tell(found)
            elif found is not None:
                self._at[found.outlet, canonical_url(found.url)].append(found)

    def _tell(self, broken: Broken, outlet: str | None = None, url: str | None = None) -> None:
        self._stats.inc_value("archive/broken")
        reason = f"{broken.file}, byte {broken.offset}: {broken.reason}"
        problem = ProblemItem(None, outlet, url, "fetch", reason, None, self._spider.clock.now())
        self._spider.crawler.signals.send_catch_log(own_signals.problem_found, problem=problem)

    def _first_page(self, record: Record) -> tuple[str, str] | None:
        """The archived page that this one continues by its address ("/bridge/2/"), if there is one."""
        found = _LATER_PART.match(record.url)
        if found is None:
            return None
        name = (record.outlet, canonical_url(found["first"] or found["of"]))
        return name if name in self._at else None

    # --- a page -------------------------------------------------------------------------------------------------------
    async def _page(self, record: Record) -> Sequence[Item]:
        """The items of a page; none where it is left out."""
        known, answer = await asyncio.to_thread(self._look, record)
        if why := self._left_out(record, known):
            self._stats.inc_value(f"archive/left_out/{why}")
            self._spider.count(record.outlet, "skipped")
            return []
        if answer is None:
            answer = await asyncio.to_thread(read_answer, record, self._most_bytes)
        if isinstance(answer, Broken):
            self._tell(answer, record.outlet, record.url)
            return []
        self._stats.inc_value("archive/pages")
        request = self._request(record, known)
        response = self._response(record, answer, request)
        items: list[Item] = []
        read = self._spider.answers.article(response)
        while True:
            following = None
            for item in marked(read, PageKind.ARTICLE):
                if isinstance(item, Request):
                    following = item
                else:
                    items.append(item)
            if following is None:
                break
            read = await self._part(record, following)
        self._note(record, items)
        return items

    def _look(self, record: Record) -> tuple[KnownArticle | None, ArchivedAnswer | Broken | None]:
        """What the database knows of the page, and its answer where that may be wanted; in a thread."""
        known = self._frontier.known_article(self._outlets[record.outlet], record.url)
        fresh = known is None or known.fetched_at is None or known.fetched_at < record.at
        return known, read_answer(record, self._most_bytes) if fresh else None

    def _left_out(self, record: Record, known: KnownArticle | None) -> str | None:
        """Why a record is not read: the word of its statistic; None where it is."""
        first = self._first_page(record)
        if first is not None and first in self._holds_article:
            return "parts"
        if known is None or known.fetched_at is None or known.fetched_at < record.at:
            return None
        if known.has_article:
            self._holds_article.add((record.outlet, canonical_url(record.url)))
        if known.fetched_at == record.at and not self._spider.run_arguments.again:
            return "read_before" if known.has_article or known.page.state in _SETTLED else None
        return "seen_later" if known.fetched_at > record.at and known.has_article else None

    async def _part(self, record: Record, request: Request) -> Sequence[Item | Request]:
        """The later page of an article, from the record that was fetched nearest to the first page's."""
        found = self._at.get((record.outlet, canonical_url(request.url)), [])
        nearest = min(found, key=lambda other: abs(other.at - record.at), default=None)
        answer = await asyncio.to_thread(read_answer, nearest, self._most_bytes) if nearest else None
        if nearest is None or answer is None or isinstance(answer, Broken):
            if isinstance(answer, Broken):
                self._tell(answer, record.outlet, request.url)
            failure = Failure(IgnoreRequest("the archives do not hold it"))  # type: ignore[no-untyped-call]
            failure.request = request  # type: ignore[attr-defined]
            return self._spider.answers.failed(failure)
        return self._spider.answers.part(self._response(nearest, answer, request))

    def _note(self, record: Record, items: Sequence[Item]) -> None:
        """The page is on its way to the store."""
        closing = items[-1] if items else None
        if isinstance(closing, PageItem):
            name = (record.outlet, canonical_url(record.url))
            self._unsettled.add(name)
            if closing.outcome is Outcome.READ:
                self._read[record.outlet] += 1
            if closing.outcome in (Outcome.READ, Outcome.UNCHANGED):
                self._holds_article.add(name)

    # --- answers by hand ----------------------------------------------------------------------------------------------
    def _request(self, record: Record, known: KnownArticle | None) -> Request:
        """The request that the archived answer would have answered."""
        page = known.page if known else None
        meta: dict[str, Any] = {
            "outlet": record.outlet,
            "kind": str(PageKind.ARTICLE),
            "page": page.url if page else record.url,
            "hint": dict(page.hint or {}) if page else {},
            "found_in": page.found_in if page else None,
            "failures": page.failures if page else 0,
            "content_hash": page.content_hash if page else None,
            "published": page.published.isoformat() if page and page.published else None,
            "archived_at": record.at.isoformat(),
        }
        return Request(record.url, meta=meta)

    def _response(self, record: Record, answer: ArchivedAnswer, request: Request) -> Response:
        """The answer as Scrapy would have it; where it lies is kept, if pages are kept at all."""
        if self._captures:
            told = (answer.status, answer.headers, sha256(answer.body).hexdigest(), len(answer.body), 0)
            captured = Captured(record.url, *told, warc_file=record.file, warc_offset=record.offset)
            self._spider.crawler.signals.send_catch_log(
                own_signals.page_captured,
                outlet=record.outlet, page=request.meta["page"], kind=PageKind.ARTICLE,
                captured=captured,
            )  # fmt: skip
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=record.url, body=answer.body)
        return kind(record.url, status=answer.status, headers=headers, body=answer.body, request=request)
