"""One answer, and what the crawl knows of the page that it answers: the context in which it is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from newscrawl.discovery.clock import next_due
from newscrawl.items import FoundPage, Outcome, PageItem, PageKind, ProblemItem

if TYPE_CHECKING:
    from scrapy.http import Response

    from newscrawl.spiders.paper import Paper

KEPT_AT_MOST = timedelta(days=2)
"""Age of an answer by its Date that is believed."""
READ_WHOLE = frozenset({Outcome.READ, Outcome.NOT_ARTICLE, Outcome.UNCHANGED})


@dataclass(slots=True)
class Fetched:
    """A page that came back, or did not: who it belongs to, why it was asked for, what time it is."""

    reader: Paper
    page: str
    """The address as requested first."""
    kind: PageKind
    now: datetime
    hint: dict[str, Any] = field(default_factory=dict)
    """What the finder stated of it (:class:`~newscrawl.items.FoundPage`)."""
    found_in: str | None = None
    failures: int = 0
    known_hash: str | None = None
    """SHA-256 of the body that was read last time."""
    published: datetime | None = None
    """When the article that the page held last time was published."""
    response: Response | None = None
    addresses: list[str] = field(default_factory=list)
    """Every address that the answer was reached under, first to last."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    encoding: str | None = None
    items_before: int = 0
    """Items of the page that its article's earlier parts yielded."""
    opt_outs: dict[str, bool] | None = None
    """What the publisher states of the page's uses."""
    again: bool = False
    """The run takes everything as due (``-a again=true``): threads are read whole."""
    today: datetime | None = None
    """The page clock's moment where the answer is one of a web archive: ``now`` is the time of that answer."""

    @classmethod
    def of(
        cls, reader: Paper, meta: dict[str, Any], url: str, now: datetime, response: Response | None = None
    ) -> Fetched:
        """The context that a request's meta holds; a request made by hand needs none of it."""
        fetched = cls(
            reader=reader,
            page=meta.get("page") or url,
            kind=PageKind(meta.get("kind") or PageKind.ARTICLE),
            now=now,
            hint=meta.get("hint") or {},
            found_in=meta.get("found_in"),
            failures=meta.get("failures") or 0,
            known_hash=meta.get("content_hash"),
            published=datetime.fromisoformat(meta["published"]) if meta.get("published") else None,
            response=response,
            items_before=(meta.get("part") or {}).get("items", 0),
        )
        if meta.get("archived_at"):
            fetched.now, fetched.today = datetime.fromisoformat(meta["archived_at"]), now
        if first := meta.get("first"):  # a later part of an article: the page is settled as its first part was answered
            for name, value in first.items():
                setattr(fetched, name, value)
        elif response is not None:
            fetched.status = response.status
            fetched.addresses = list(dict.fromkeys([fetched.page, *(meta.get("redirect_urls") or []), response.url]))
            fetched.etag, fetched.last_modified = _header(response, "ETag"), _header(response, "Last-Modified")
            fetched.content_hash = hashlib.sha256(response.body).hexdigest() if response.body else None
        return fetched

    def first(self) -> dict[str, Any]:
        """The plain values that the requests for an article's later parts carry along."""
        names = ("addresses", "status", "etag", "last_modified", "content_hash", "encoding")
        return {name: getattr(self, name) for name in names}

    @property
    def outlet(self) -> str:
        """The paper's name."""
        return self.reader.name

    @property
    def answered_at(self) -> datetime:
        """When the answer was made, by its own Date (RFC 9110, 6.6.1) on the page clock: "2 hours ago" counts from it.

        A cache may have kept it for a while; a date that lies ahead, or more than two days back, is a clock gone wrong.
        """
        stated = _header(self.response, "Date") if self.response is not None and self.today is None else None
        try:
            lag = datetime.now(UTC) - parsedate_to_datetime(stated or "")
        except (ValueError, TypeError, OverflowError):
            return self.now
        return self.now - lag if timedelta() <= lag <= KEPT_AT_MOST else self.now

    @property
    def content_type(self) -> str | None:
        """The header, as sent."""
        return _header(self.response, "Content-Type") if self.response is not None else None

    def problem(self, stage: str, reason: str, *, name: str | None = None, url: str | None = None) -> ProblemItem:
        """A row of ``problem`` about this page."""
        return ProblemItem(self.page, self.outlet, url or self.page, stage, reason, name, self.now)

    def settle(
        self,
        outcome: Outcome,
        reason: str | None = None,
        *,
        items: int = 0,
        found: list[FoundPage] | None = None,
        published: datetime | None = None,
        sighting: dict[str, Any] | None = None,
    ) -> PageItem:
        """The item that closes the page; *items* of it were yielded before."""
        whole = outcome in READ_WHOLE
        told = whole and self.today is None  # versions of an archived answer are no longer the server's
        return PageItem(
            page=self.page,
            outlet=self.outlet,
            kind=self.kind,
            outcome=outcome,
            status=self.status,
            reason=reason,
            fetched_at=self.now,
            due_at=next_due(
                self.kind,
                outcome,
                self.today or self.now,
                published=published or self.published,
                failures=self.failures,
                stretch=self.reader.edit_habits.stretch(states_changes=bool(self.hint.get("modified"))),
            ),
            etag=self.etag if told else None,
            last_modified=self.last_modified if told else None,
            content_hash=self.known_hash if outcome is Outcome.UNCHANGED else self.content_hash if whole else None,
            encoding=self.encoding,
            final_url=self.addresses[-1] if self.addresses else None,
            found=found or [],
            sighting=sighting,
            opt_outs=self.opt_outs,
            items=items,
            archived=self.today is not None,
        )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:500] if value else None
