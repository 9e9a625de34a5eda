"""A due page becomes a request: conditional where it was read before, and with all that its answer is read by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request

from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.db.frontier import DuePage
    from newscrawl.spiders.paper import Run

UNCONDITIONAL_ONE_IN = 50
"""Of so many pages that were read before, one is asked for without conditions, another one each day."""

CALLBACKS = {PageKind.SOURCE: "parse_source", PageKind.ARTICLE: "parse_article", PageKind.THREAD: "parse_thread"}
APART = {PageKind.ARTICLE: "parse_article_apart", PageKind.THREAD: "parse_thread_apart"}
"""Where the run has reader processes."""
PRIORITIES = {PageKind.THREAD: 2, PageKind.SOURCE: 1, PageKind.ARTICLE: 0}


def etag_to_ask(etag: str, *, dated: bool) -> str:
    """An answer's ETag as ``If-None-Match`` is to say it.

    nginx marks the ETag of what it compresses as weak, and WordPress behind it, which compares letters, does not know its
    own feeds' any more. The comparison is weak by RFC 9110, 13.1.2: without the mark it means the same. Where no date stands
    beside it (*dated*) it is some other server's own, and stays.
    """
    return (etag.removeprefix("W/") if dated else "") or etag


class Asking:
    """Makes the requests of one run."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def reads_anyway(self, kind: PageKind, hint: Mapping[str, Any]) -> bool:
        """Whether a page is asked for and read though it has not changed.

        In a run for old articles, lists: an earlier run has read them for other times. The reservations of
        ``tdmrep.json`` hold for a while only, and must be had anew.
        """
        if self._run.run_arguments.again or hint.get("source") == "tdmrep":
            return True
        return kind is PageKind.SOURCE and self._run.run_arguments.looks_back(self._run.clock.now())

    def _callback(self, kind: PageKind) -> str:
        apart = APART.get(kind) if self._run.answers.processes else None
        return apart or CALLBACKS[kind]

    def request(self, outlet: str, page: DuePage) -> Request:
        """The request for a due page of a paper."""
        hint = dict(page.hint or {})
        headers = dict(hint.get("headers") or {})
        if not self.reads_anyway(page.kind, hint) and self._trusts_304(outlet, page):
            if page.etag:
                headers["If-None-Match"] = etag_to_ask(page.etag, dated=bool(page.last_modified))
            if page.last_modified:
                headers["If-Modified-Since"] = page.last_modified
        return Request(
            page.url,
            method=hint.get("method") or "GET",
            headers=headers,
            body=hint.get("body") or b"",
            callback=getattr(self._run, self._callback(page.kind)),
            errback=self._run.page_failed,
            priority=PRIORITIES[page.kind],
            meta={
                "outlet": outlet,
                "kind": str(page.kind),
                "page": page.url,
                "hint": hint,
                "found_in": page.found_in,
                "failures": page.failures,
                "content_hash": page.content_hash,
                "published": page.published.isoformat() if page.published else None,
            },
        )

    def _trusts_304(self, outlet: str, page: DuePage) -> bool:
        """Whether "not modified" would be believed: not of a server that lies, and one page in some is asked to see."""
        reader = self._run.readers.get(outlet)
        if reader is not None and reader.standing.lying_since is not None:
            return False
        return bool((page.id + self._run.clock.now().toordinal()) % UNCONDITIONAL_ONE_IN)
