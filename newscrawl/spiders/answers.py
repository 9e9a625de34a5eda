"""What a running spider does with an answer: settle it at once, or read it whole, and record what goes wrong."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import CloseSpider

from newscrawl.db.engine import DatabaseUnavailable
from newscrawl.fetching.failures import FORBIDDEN_BY_ROBOTS, HostLeftAloneError, RunStoppedError, judge_error
from newscrawl.items import FoundPage, Outcome, PageItem, PageKind, ProblemItem
from newscrawl.markup import open_page
from newscrawl.spiders import articles, outcomes, sources, threads
from newscrawl.spiders.fetched import Fetched
from newscrawl.urls import same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from newscrawl.db.frontier import DuePage
    from newscrawl.items import Item
    from newscrawl.markup import Page
    from newscrawl.spiders.paper import Run

META = ("outlet", "kind", "page", "hint", "found_in", "failures", "content_hash", "published", "archived_at")
"""What a request's meta says of its page; all plain values, so that a request can be stored and sent."""

LARGE = 300_000
"""Bytes of a source above which it is read off the reactor's thread."""

ANSWERED = frozenset({Outcome.READ, Outcome.UNCHANGED, Outcome.NOT_ARTICLE})


class Answers:
    """Reads answers for the spider that runs. Stats: ``newscrawl/{outlet}/fetched|answered|skipped``."""

    def __init__(self, spider: Run) -> None:
        self._spider = spider

    async def source(self, response: Response) -> list[Item]:
        """The pages that a source names, in the item that closes it."""
        fetched = self._fetched(response)
        early = self._settled_early(fetched)
        if early is not None:
            return early
        if fetched.hint.get("source") == "tdmrep":
            await self._spider.note_tdmrep(fetched.outlet, response.body)
            return [self._end(fetched, Outcome.READ)]
        try:
            opened = partial(self._open, fetched)
            if len(response.body) > LARGE:  # a sitemap of 50,000 pages takes a second: others are not to wait for it
                findings = await asyncio.to_thread(sources.read_source, fetched, opened)
            else:
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
            self._spider.logger.critical("The database failed, the crawl stops: %s", error)
            raise CloseSpider("database_failed") from None
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
            stated = self._spider.sitemaps_stated(fetched.outlet)
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
        page = self._open(fetched)
        assert fetched.response is not None
        fetched.opt_outs = self._spider.opt_outs(fetched.outlet, fetched.response.headers, page)
        if denied := [name for name in self._spider.obeyed_opt_outs if fetched.opt_outs.get(name) is False]:
            reason = f"its publisher reserves it ({', '.join(denied)}), and OPT_OUTS obeys that"
            return [*self._closing(fetched, Outcome.REFUSED, reason, "read")]
        try:
            raw, items, found = articles.read_first_part(fetched, page, self._spider.run_arguments)
        except articles.NoArticleError as none:
            return [*self._closing(fetched, none.outcome, str(none), "read")]
        return self._go_on(fetched, raw, [fetched.page, page.url], items, found, before=0)

    def _part(self, part: dict[str, Any], fetched: Fetched) -> list[Item | Request]:
        assert fetched.response is not None
        raw = fetched.reader.read_article(fetched.response.body, self._open(fetched).url)
        if not articles.is_part(fetched, part["raw"], raw, part["seen"]):
            return [*self._finish(fetched, part["raw"], [], _found(part), before=part["items"])]
        joined = articles.join_part(part["raw"], raw)
        return self._go_on(fetched, joined, part["seen"], [], _found(part), before=part["items"])

    def _part_missing(self, part: dict[str, Any], reason: str | None, fetched: Fetched) -> list[Item | Request]:
        """The parts that came are stored, marked as cut; where the number was counted up, there was no further part."""
        if part["raw"].get("parts_unlinked"):
            return [*self._finish(fetched, part["raw"], [], _found(part), before=part["items"])]
        problem = fetched.problem("read", f"a part of the article is missing: {reason}", url=part["seen"][-1])
        raw = {**part["raw"], "truncated": True}
        return [*self._finish(fetched, raw, [problem], _found(part), before=part["items"])]

    def _go_on(
        self,
        fetched: Fetched,
        raw: dict[str, Any],
        seen: list[str],
        items: list[Item],
        found: list[FoundPage],
        *,
        before: int,
    ) -> list[Item | Request]:
        """The request for the article's next part, or the whole article."""
        following = articles.next_part(raw, fetched, seen)
        if following is None or fetched.response is None or fetched.response.request is None:
            return [*self._finish(fetched, raw, items, found, before=before)]
        meta = {name: fetched.response.meta.get(name) for name in META}
        part = articles.part_meta(raw, [*seen, following], found, before + len(items))
        request = Request(
            following,
            callback=self._spider.parse_part,
            errback=self._spider.page_failed,
            priority=3,
            meta={**meta, "first": fetched.first(), "part": part},
        )
        return [*items, request]

    def _finish(
        self, fetched: Fetched, raw: dict[str, Any], items: list[Item], found: list[FoundPage], *, before: int
    ) -> list[Item]:
        whole, published = articles.whole_article(fetched, raw, items)
        told: dict[str, Any] = {"found": found, "published": published, "sighting": raw.get("sighting")}
        return [*whole, self._end(fetched, Outcome.READ, items=before + len(whole), **told)]

    def _thread(self, fetched: Fetched) -> list[Item | Request]:
        items, found = threads.read_thread_page(fetched)
        return [*items, self._end(fetched, Outcome.READ, items=len(items), found=found)]

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

    def _open(self, fetched: Fetched) -> Page:
        """The answer's tree: parsed once, whoever reads it."""
        assert fetched.response is not None
        page = open_page(fetched.response.body, fetched.response.url, fetched.content_type)
        fetched.encoding = fetched.encoding or page.encoding
        fetched.reader.opened = (fetched.response.body, page)
        return page

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
        if outcome is Outcome.READ and same and not self._spider.reads_anyway(fetched.kind, fetched.hint):
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
            return read(fetched)
        except Exception as error:  # noqa: BLE001
            return self._broken(fetched, stage, error)

    def _broken(self, fetched: Fetched, stage: str, error: Exception) -> list[Item]:
        self._spider.logger.debug("reading %s failed", fetched.page, exc_info=error)
        detail = " ".join(str(error).split())[:200]
        reason = f"reading it failed: {type(error).__name__}" + (f" ({detail})" if detail else "")
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


def _found(part: dict[str, Any]) -> list[FoundPage]:
    """The pages that a part's request carries, as they were."""
    return [FoundPage(**{**place, "kind": PageKind(place["kind"])}) for place in part["found"]]
