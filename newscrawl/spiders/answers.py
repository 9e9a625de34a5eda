"""What a running spider does with an answer: settle it at once, or read it whole, and record what goes wrong."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import CloseSpider

from newscrawl.db.engine import DatabaseUnavailable
from newscrawl.db.failed import FAILED
from newscrawl.fetching.failures import FORBIDDEN_BY_ROBOTS, HostLeftAloneError, RunStoppedError, judge_error
from newscrawl.items import FoundPage, Outcome, PageItem, PageKind, ProblemItem
from newscrawl.spiders import articles, outcomes, page_reading, sources, threads
from newscrawl.spiders.collecting import collect_seldom
from newscrawl.spiders.fetched import Fetched
from newscrawl.spiders.readers import (
    PageLostError,
    ReaderFailedError,
    ReaderProcesses,
    ReadInLine,
    number_of_readers,
    too_slow,
)
from newscrawl.spiders.time_limit import TooSlowError, time_limit
from newscrawl.urls import same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from newscrawl.db.frontier import DuePage
    from newscrawl.items import Item
    from newscrawl.spiders.page_reading import PageRead
    from newscrawl.spiders.paper import Run

META = ("outlet", "kind", "page", "hint", "found_in", "failures", "content_hash", "published", "archived_at")
"""What a request's meta says of its page; all plain values, so that a request can be stored and sent."""

LARGE = 300_000
"""Bytes of a source above which it is read off the reactor's thread."""

SECONDS = 30.0
"""That reading one page may take where nothing is set."""

_TALKERS = ("scrapy.core.scraper", "scrapy.core.engine")
"""Loggers with a line for every item and page: Python would make each line before it sees that nobody asked for it."""

ANSWERED = frozenset({Outcome.READ, Outcome.UNCHANGED, Outcome.NOT_ARTICLE})


class Answers:
    """Reads answers for the spider that runs. Stats: ``newscrawl/{outlet}/fetched|answered|articles_answered|skipped``."""

    def __init__(self, spider: Run) -> None:
        self._spider = spider
        self.seconds = SECONDS
        """That reading one page may take (``READER_SECONDS``)."""
        self.processes: ReaderProcesses | None = None
        """Processes that read pages of articles and threads for this one, where the run has such."""

    def set_up(self, settings: BaseSettings, *, apart: bool) -> None:
        """Take the settings of a run; called in the reactor's thread.

        Args:
            settings: ``READERS``, ``READER_SECONDS`` and ``LOG_LEVEL``.
            apart: reader processes are started, as many as there are to be; False: everything is read here.
        """
        collect_seldom()
        for talker in _TALKERS:
            logging.getLogger(talker).setLevel(settings.get("LOG_LEVEL") or logging.NOTSET)
        self.seconds = settings.getfloat("READER_SECONDS", SECONDS)
        if apart and (number := number_of_readers(settings)):
            wishes = page_reading.Wishes(self._spider.run_arguments, self._spider.obeyed_opt_outs)
            self.processes = ReaderProcesses(number, wishes, self.seconds, self._spider.site_rules)
            self.processes.start()

    def close(self) -> None:
        """End the reader processes."""
        if self.processes:
            self.processes.close()

    async def source(self, response: Response) -> list[Item]:
        """The pages that a source names, in the item that closes it."""
        fetched = self._fetched(response)
        early = self._settled_early(fetched)
        if early is not None:
            return early
        if fetched.hint.get("source") == "tdmrep":
            await self._spider.site_rules.note_tdmrep(self._spider.readers[fetched.outlet].site, response.body)
            return [self._end(fetched, Outcome.READ)]
        try:
            opened = partial(page_reading.open_answer, fetched)
            if len(response.body) > LARGE:  # a sitemap of 50,000 pages takes a second: others are not to wait for it
                findings = await asyncio.to_thread(sources.read_source, fetched, opened)
            else:
                with time_limit(self.seconds):
                    findings = sources.read_source(fetched, opened)
            findings.sources += self._further_places(fetched, findings)
            run = self._spider.run_arguments
            if run.since or run.until:
                home = opened() if fetched.hint.get("source") == "home" else None
                if sources.for_span(findings, home, fetched.reader.domain, run, fetched.now):
                    # what was left out is named by the next whole answer only: no condition may keep that away
                    fetched.etag = fetched.last_modified = fetched.content_hash = None
            if findings.older and not await self._all_known(fetched.outlet, findings.articles):
                findings.sources += findings.older
        except DatabaseUnavailable as error:
            self._spider.database_failed(str(error))
            raise CloseSpider(FAILED) from None
        except TooSlowError:
            return self._failed(fetched, "find", too_slow(self.seconds))
        except Exception as error:  # noqa: BLE001 - a stranger's source may break any reader; it costs itself alone
            return self._broken(fetched, "find", error)
        items: list[Item] = [fetched.problem("find", reason) for reason in findings.reasons(fetched.hint)]
        found = [*findings.sources, *findings.articles]
        return [*items, self._end(fetched, Outcome.READ, items=len(items), found=found)]

    def _further_places(self, fetched: Fetched, findings: sources.Findings | None) -> list[FoundPage]:
        """Where else to look: from the front page, however it answered, and where a guessed place gave nothing."""
        if fetched.kind is not PageKind.SOURCE:
            return []
        site = fetched.reader.site
        if fetched.hint.get("source") == "home":
            stated = self._spider.site_rules.sitemaps(fetched.outlet)
            return sources.well_known(site, findings or sources.Findings(), stated)
        return sources.next_guess(site, fetched.hint) if findings is None or findings.nothing else []

    def article(self, response: Response) -> Sequence[Item | Request]:
        """The article of a page; where it has several pages, its threads and the request for the next part."""
        fetched = self._fetched(response)
        early = self._settled_early(fetched)
        return early if early is not None else self._whole(fetched, "read", self._article)

    def part(self, response: Response) -> Sequence[Item | Request]:
        """The article that this is a later part of, or the request for the part after it."""
        fetched = self._fetched(response)
        part = response.meta["part"]
        outcome, reason = outcomes.judge_status(response)
        read = partial(self._part, part) if outcome is Outcome.READ else partial(self._part_missing, part, reason)
        return self._whole(fetched, "read", read)

    def thread(self, response: Response) -> Sequence[Item | Request]:
        """The comments of one page or reply of a thread, and in its closing item the pages that follow."""
        fetched = self._fetched(response)
        early = self._settled_early(fetched)
        return early if early is not None else self._whole(fetched, "comments", self._thread)

    def failed(self, failure: Failure) -> Sequence[Item | Request]:
        """The end of a page whose request got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        reader = self._spider.readers[request.meta["outlet"]]
        fetched = Fetched.of(reader, request.meta, request.url, self._spider.clock.now())
        if isinstance(failure.value, RunStoppedError):
            return []  # the run was interrupted: the page stays due as it was
        if isinstance(failure.value, HostLeftAloneError) and same_site(request.url, reader.domain):
            return self._left_alone(fetched, str(failure.value))
        outcome, reason = judge_error(failure.value)
        self._free(fetched)
        if part := request.meta.get("part"):
            return self._whole(fetched, "read", partial(self._part_missing, part, reason))
        return self._closing(fetched, outcome, reason)

    def lost(self, outlet: str, page: DuePage) -> Sequence[Item]:
        """The end of a page whose request was dropped without a word."""
        meta = {"page": page.url, "kind": str(page.kind), "hint": page.hint, "failures": page.failures}
        fetched = Fetched.of(self._spider.readers[outlet], meta, page.url, self._spider.clock.now())
        return self._closing(fetched, Outcome.FAILED, "the request was dropped, and nobody said why")

    def _left_alone(self, fetched: Fetched, reason: str) -> list[Item]:
        """The paper is not asked any more in this run; its pages stay due as they were, and that is said once."""
        self._spider.note_reason(fetched.outlet, reason)
        if self._spider.feeder and self._spider.feeder.close(fetched.outlet):
            return [ProblemItem(None, fetched.outlet, fetched.page, "fetch", reason, None, fetched.now)]
        return []

    # --- articles -----------------------------------------------------------------------------------------------------
    def _article(self, fetched: Fetched) -> list[Item | Request]:
        wishes = page_reading.Wishes(self._spider.run_arguments, self._spider.obeyed_opt_outs)
        return self._take(fetched, page_reading.read_article_page(fetched, wishes, self._spider.site_rules))

    def _part(self, part: dict[str, Any], fetched: Fetched) -> list[Item | Request]:
        return self._take(fetched, page_reading.read_part_page(fetched, part))

    def _part_missing(self, part: dict[str, Any], reason: str | None, fetched: Fetched) -> list[Item | Request]:
        """The parts that came are stored, marked as cut; where the number was counted up, there was no further part."""
        raw: dict[str, Any] = part["raw"]
        problems: list[Item] = []
        if not raw.get("parts_unlinked"):
            reason = f"a part of the article is missing: {reason}"
            raw, problems = {**raw, "truncated": True}, [fetched.problem("read", reason, url=part["seen"][-1])]
        return self._take(fetched, page_reading.whole(fetched, raw, problems, page_reading.found_of(part)))

    def _thread(self, fetched: Fetched) -> list[Item | Request]:
        return self._take(fetched, page_reading.read_thread_page(fetched))

    def _take(self, fetched: Fetched, read: PageRead) -> list[Item | Request]:
        """The items of what was read, and the page's end; or the request for the article's next part."""
        fetched.encoding, fetched.opt_outs = read.encoding or fetched.encoding, read.opt_outs
        if read.refused:
            return [*self._closing(fetched, *read.refused, "read")]
        number = fetched.items_before + len(read.items)
        if read.following is None:
            told: dict[str, Any] = {"found": read.found, "published": read.published, "sighting": read.sighting}
            return [*read.items, self._end(fetched, Outcome.READ, items=number, **told)]
        assert fetched.response is not None
        assert read.raw is not None
        meta = {name: fetched.response.meta.get(name) for name in META}
        part = articles.part_meta(read.raw, [*read.seen, read.following], read.found, number)
        request = Request(
            read.following,
            callback=self._spider.parse_part if self.processes is None else self._spider.parse_part_apart,
            errback=self._spider.page_failed,
            priority=3,
            meta={**meta, "first": fetched.first(), "part": part},
        )
        return [*read.items, request]

    def _in_line(self, kind: str, part: dict[str, Any] | None) -> Callable[[Fetched], list[Item | Request]]:
        if kind == "part":
            return partial(self._part, part or {})
        return self._thread if kind == "thread" else self._article

    # --- in another process -------------------------------------------------------------------------------------------
    async def apart(self, response: Response, kind: str) -> Sequence[Item | Request]:
        """What :meth:`article`, :meth:`part` or :meth:`thread` gives, by *kind*, read by a reader process."""
        fetched = self._fetched(response)
        part = response.meta.get("part")
        stage = "comments" if kind == "thread" else "read"
        if part is None:
            early = self._settled_early(fetched)
            if early is not None:
                return early
        else:
            outcome, reason = outcomes.judge_status(response)
            if outcome is not Outcome.READ:
                return self._whole(fetched, stage, partial(self._part_missing, part, reason))
        try:
            if self.processes is None:
                raise ReadInLine  # noqa: TRY301
            read = await self.processes.read(fetched, kind, part)
        except ReadInLine:
            return self._whole(fetched, stage, self._in_line(kind, part))
        except PageLostError as lost:
            return self._failed(fetched, stage, str(lost))
        except ReaderFailedError as failed:
            name, words, trace = failed.args
            self._spider.logger.debug("reading %s failed\n%s", fetched.page, trace)
            return self._failed(fetched, stage, _said(name, words))
        except Exception as error:  # noqa: BLE001 - no page is ever left unsettled
            return self._broken(fetched, stage, error)
        return self._whole(fetched, stage, partial(self._take, read=read))

    # --- the context of an answer, and its end ------------------------------------------------------------------------
    def _fetched(self, response: Response) -> Fetched:
        """The context of an answer; its paper's connection is free again."""
        meta = response.meta if response.request else {}
        readers = self._spider.readers
        reader = readers.get(meta.get("outlet") or "") or next(iter(readers.values()))
        fetched = Fetched.of(reader, meta, response.url, self._spider.clock.now(), response)
        fetched.again = self._spider.run_arguments.again
        self._free(fetched)
        return fetched

    def _free(self, fetched: Fetched) -> None:
        self._spider.count(fetched.outlet, "fetched")
        if feeder := self._spider.feeder:
            size = len(fetched.response.body) if fetched.response is not None else 0
            feeder.answered(fetched.outlet, (fetched.kind, fetched.page), size)

    def _settled_early(self, fetched: Fetched) -> list[Item] | None:
        """The closing items where the answer is not to be read; None where it is."""
        assert fetched.response is not None
        outcome, reason = outcomes.judge_status(fetched.response)
        if outcome is Outcome.UNCHANGED and not outcomes.was_conditional(fetched.response):
            outcome, reason = Outcome.FAILED, "the site answered 304 Not Modified, though nothing was asked"
        if outcome is Outcome.READ and (
            what := outcomes.no_page(fetched.response, script=fetched.kind is PageKind.THREAD)
        ):
            outcome, reason = Outcome.NOT_ARTICLE, f"it is {what}, no page"
        same = fetched.content_hash is not None and fetched.content_hash == fetched.known_hash
        if outcome is Outcome.READ and same and not self._spider.asking.reads_anyway(fetched.kind, fetched.hint):
            outcome = Outcome.UNCHANGED
        return None if outcome is Outcome.READ else self._closing(fetched, outcome, reason)

    def _closing(self, fetched: Fetched, outcome: Outcome, reason: str | None, stage: str = "fetch") -> list[Item]:
        """The end of a page that gave nothing; why, as a problem, where it is one."""
        if (feeder := self._spider.feeder) and outcome is not Outcome.UNCHANGED:
            feeder.no_article(fetched.outlet, (fetched.kind, fetched.page))
        if reason:
            self._spider.note_reason(fetched.outlet, reason)
        if (
            outcome is Outcome.REFUSED
            and fetched.hint.get("source") == "home"
            and (fetched.status in outcomes.REFUSING or reason == FORBIDDEN_BY_ROBOTS)
        ):  # by the site, not by our own guard
            self._spider.refusals.front_page[fetched.outlet] = reason or "refused"
        is_problem = outcome is not Outcome.SKIPPED and not fetched.hint.get("guess")
        items: list[Item] = [fetched.problem(stage, reason)] if reason and is_problem else []
        found = self._further_places(fetched, None) if outcome is not Outcome.UNCHANGED else []
        if fetched.kind is PageKind.THREAD and outcome in threads.REFUSALS:
            more, found = threads.refused(fetched, reason or "it is not there")
            items += more
        closing = self._end(fetched, outcome, reason, items=len(items), found=found)
        if fetched.kind is PageKind.THREAD and found:  # its article has another way
            closing.due_at = None  # type: ignore[union-attr]
        return [*items, closing]

    def _whole(
        self, fetched: Fetched, stage: str, read: Callable[[Fetched], Sequence[Item | Request]]
    ) -> Sequence[Item | Request]:
        """What *read* gives, all of it or nothing: a reader that raises costs its page alone, and that is recorded."""
        try:
            with time_limit(self.seconds):
                return read(fetched)
        except TooSlowError:
            return self._failed(fetched, stage, too_slow(self.seconds))
        except Exception as error:  # noqa: BLE001
            return self._broken(fetched, stage, error)

    def _broken(self, fetched: Fetched, stage: str, error: Exception) -> list[Item]:
        self._spider.logger.debug("reading %s failed", fetched.page, exc_info=error)
        return self._failed(fetched, stage, _said(type(error).__name__, str(error)))

    def _failed(self, fetched: Fetched, stage: str, reason: str) -> list[Item]:
        """The end of a page whose reading failed."""
        *items, closing = self._closing(fetched, Outcome.FAILED, reason, stage)
        closing.items += fetched.items_before  # type: ignore[union-attr]  # the last one is the page's own
        return [*items, closing]

    def _end(self, fetched: Fetched, outcome: Outcome, reason: str | None = None, **more: Any) -> Item:
        """The item that closes the page."""
        if outcome in ANSWERED:
            self._spider.count(fetched.outlet, "answered")
            if fetched.kind is PageKind.ARTICLE:
                self._spider.count(fetched.outlet, "articles_answered")
        elif outcome is Outcome.SKIPPED:
            self._spider.count(fetched.outlet, "skipped")
        return fetched.settle(outcome, reason, **more)

    # --- what the run knows -------------------------------------------------------------------------------------------
    async def _all_known(self, outlet: str, found: list[FoundPage]) -> bool:
        """Whether every one of these pages was found before: then older ones were, too."""
        return not await asyncio.to_thread(self._spider.count_unknown, outlet, [place.url for place in found])


def marked(items: Iterable[Item | Request], kind: PageKind) -> Iterator[Item | Request]:
    """The items, each saying what its page was fetched for: one address may be a source, an article and a thread's page."""
    for item in items:
        if not isinstance(item, Request | PageItem):
            item.page_kind = kind
        yield item


def _said(name: str, words: str) -> str:
    """Why reading failed, in the words of an exception."""
    detail = " ".join(words.split())[:200]
    return f"reading it failed: {name}" + (f" ({detail})" if detail else "")
