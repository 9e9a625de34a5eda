"""What goes into a writing and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.db.captures import Captured
    from newscrawl.db.identity import Known
    from newscrawl.items import ArticleItem, CommenterItem, CommentItem, PageItem, ProblemItem, QuoteItem, ThreadItem


@dataclass(slots=True)
class PageRecord:
    """All that one page gave: it is written in one transaction."""

    page: PageItem
    article: ArticleItem | None = None
    quotes: list[QuoteItem] = field(default_factory=list)
    threads: list[ThreadItem] = field(default_factory=list)
    comments: list[CommentItem] = field(default_factory=list)
    commenters: list[CommenterItem] = field(default_factory=list)
    problems: list[ProblemItem] = field(default_factory=list)
    captures: list[Captured] = field(default_factory=list)
    """The page's answers as they were fetched, in order; one but for articles of several pages."""
    reread: bool = False
    """The bytes were read before: a text that differs is another reader's, and nobody edited it."""


@dataclass(slots=True)
class OutletCounts:
    """What a writing did to one outlet's rows."""

    pages_found: int = 0
    """Articles' addresses that were not known before."""
    articles_new: int = 0
    articles_changed: int = 0
    articles_unchanged: int = 0
    quotes_new: int = 0
    comments_new: int = 0
    comments_changed: int = 0
    problems: int = 0
    articles_older: int = 0
    """Texts of web archives, older than what was known of their article: left out."""


@dataclass(slots=True)
class WriteReport:
    """What a writing did."""

    outlets: dict[str, OutletCounts] = field(default_factory=dict)
    """Outlet name to counts; problems of no outlet stand under ""."""
    article_ids: dict[str, int] = field(default_factory=dict)
    """``PageItem.page`` to the id of the article that it holds."""

    def of(self, outlet: str | None) -> OutletCounts:
        """The counts of an outlet, made where there are none yet."""
        return self.outlets.setdefault(outlet or "", OutletCounts())


@dataclass(slots=True)
class Reading:
    """A record on its way into the tables."""

    record: PageRecord
    outlet: str
    outlet_id: int
    page_id: int
    page_key: str
    now: datetime
    """The page clock's moment of the fetch."""
    failures: int
    article_id: int | None
    """Of the article that this page held, or whose thread it belongs to, before this reading."""
    is_twin: bool = False
    """The user named this address literally and another page is the one that is visited: it is not due again."""
    found_in: str | None = None
    hint: dict[str, Any] = field(default_factory=dict)
    """Of the page's row, before this reading."""
    fetched_before: datetime | None = None
    """When the page was fetched last, before this time."""
    state_before: str | None = None
    etag_before: str | None = None
    modified_before: str | None = None
    """Its Last-Modified header."""
    known: Known | None = None
    text: tuple[str, str] | None = None
    """The article's body as it is stored, and its hash, once they were made (:func:`newscrawl.db.identity.text_of`)."""
    comments_new: int = 0
    quick: dict[tuple[str, str], int | None] = field(default_factory=dict)
    """Threads of this article's page that are asked for what is new alone (:mod:`newscrawl.db.looks`), each with the count
    of its last look."""
    problems: list[tuple[str, str | None, str]] = field(default_factory=list)
    """(stage, field, reason) of what went wrong while writing."""


def seen_since(reading: Reading) -> bool:
    """Whether an answer from a web archive is older than the last one of its page: then the page stays as it is."""
    return reading.record.page.archived and reading.fetched_before is not None and reading.fetched_before > reading.now


def same_version_stated(reading: Reading) -> bool:
    """Whether the server says of a whole answer that it is the version which was read before."""
    page = reading.record.page
    if page.etag or reading.etag_before:
        return page.etag == reading.etag_before
    return bool(page.last_modified) and page.last_modified == reading.modified_before


def moment_of(page: PageItem) -> datetime:
    """The page clock's moment; the machine's where a page came without."""
    return page.fetched_at or datetime.now(UTC)
