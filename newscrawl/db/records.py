"""What goes into a writing and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.db.identity import Known
    from newscrawl.items import ArticleItem, CommentItem, PageItem, ProblemItem, QuoteItem, ThreadItem


@dataclass(slots=True)
class PageRecord:
    """All that one page gave: it is written in one transaction."""

    page: PageItem
    article: ArticleItem | None = None
    quotes: list[QuoteItem] = field(default_factory=list)
    threads: list[ThreadItem] = field(default_factory=list)
    comments: list[CommentItem] = field(default_factory=list)
    problems: list[ProblemItem] = field(default_factory=list)


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
    known: Known | None = None
    problems: list[tuple[str, str | None, str]] = field(default_factory=list)
    """(stage, field, reason) of what went wrong while writing."""


def moment_of(page: PageItem) -> datetime:
    """The page clock's moment; the machine's where a page came without."""
    return page.fetched_at or datetime.now(UTC)
