"""Tables of the crawl itself: papers, every address ever found, runs, and what went wrong in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base
from newscrawl.items import Outcome, PageKind

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""``page.newest`` of a page whose finder stated no date: it comes after all that have one."""

FOUND = "found"
"""``page.state`` of a page that was never fetched."""

STATED = "the site's entry"
"""``page.found_in`` of the sources that a site's entry states; that of its front page is NULL."""


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Outlet(Base):
    """A paper."""

    __tablename__ = "outlet"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    domain: Mapped[str]
    place: Mapped[str]
    timezone: Mapped[str]  # IANA
    language: Mapped[str | None]
    lease_owner: Mapped[str | None]  # the process that crawls it now, in words for people
    lease_until: Mapped[datetime | None]  # by the machine's clock; later than that, anybody may take it
    refused_since: Mapped[datetime | None]  # it answers nothing but refusals; one page is tried now and then
    refused_at: Mapped[datetime | None]  # when it refused last
    refused_reason: Mapped[str | None]
    looks: Mapped[int] = mapped_column(default=0, server_default="0")  # at articles that were read before
    edits_stated: Mapped[int] = mapped_column(default=0, server_default="0")  # of these, edits that a source had stated
    edits_unstated: Mapped[int] = mapped_column(default=0, server_default="0")  # and those that none had
    lying_since: Mapped[datetime | None]  # it said 304 of a page that had changed: it is asked without conditions


class Page(Base):
    """An address that was found: what it is for, when it is due, and how its last fetch ended."""

    __tablename__ = "page"
    __table_args__ = (
        CheckConstraint(_one_of("kind", list(PageKind)), "kind"),
        CheckConstraint(_one_of("state", [FOUND, *Outcome]), "state"),
        CheckConstraint("failures >= 0", "failures"),
        UniqueConstraint("outlet_id", "kind", "key"),
        # Never fetched, newest first: a frontier of a million pages gives its first hundred without sorting.
        Index(
            "ix_page_found",
            "outlet_id",
            "kind",
            "newest",
            "id",
            sqlite_where=text("state = 'found'"),
            postgresql_where=text("state = 'found'"),
        ),
        # Of those, the ones of which no more is known than that they changed: they may have been published at any time.
        Index(
            "ix_page_changed",
            "outlet_id",
            "kind",
            "modified_only",  # one value: named, so that planners know this index from the one above
            "newest",
            "id",
            sqlite_where=text("state = 'found' AND modified_only = 1"),
            postgresql_where=text("state = 'found' AND modified_only"),
        ),
        # Fetched before and due again: most pages are never due again and are not in it.
        Index(
            "ix_page_again",
            "outlet_id",
            "kind",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL AND state <> 'found'"),
            postgresql_where=text("due_at IS NOT NULL AND state <> 'found'"),
        ),
        Index("ix_page_article_id", "article_id"),
        # The pages of a thread that one of its pages named: of thousands, without reading the others.
        Index(
            "ix_page_named_by",
            "article_id",
            "named_by",
            sqlite_where=text("named_by IS NOT NULL"),
            postgresql_where=text("named_by IS NOT NULL"),
        ),
        # Whether any page of an article, or of its threads, is still to come.
        Index(
            "ix_page_awaited",
            "article_id",
            "kind",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        # What a sitemap named when it was read last: what it names no more has gone, or moved.
        Index(
            "ix_page_listed_in",
            "listed_in",
            sqlite_where=text("listed_in IS NOT NULL"),
            postgresql_where=text("listed_in IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    kind: Mapped[str]
    url: Mapped[str]  # as requested
    key: Mapped[str]  # canonical address; the literal one where the user named it
    found_in: Mapped[str | None]
    named_by: Mapped[str | None]  # of a thread's page: key of the one before it in the thread, or of its article's
    found_at: Mapped[datetime]
    newest: Mapped[datetime] = mapped_column(default=NO_DATE)  # published or modified as its finder stated it
    modified_only: Mapped[bool] = mapped_column(default=False)  # "newest" is no date of publication
    hint: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what its finder stated, and the request of a thread
    state: Mapped[str] = mapped_column(default=FOUND)
    due_at: Mapped[datetime | None]  # NULL: never again
    fetched_at: Mapped[datetime | None]
    status: Mapped[int | None]  # HTTP
    reason: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    content_hash: Mapped[str | None]  # SHA-256, hex
    encoding: Mapped[str | None]
    final_url: Mapped[str | None]
    listed_in: Mapped[
        int | None
    ]  # page.id of a sitemap that names it; no reference, for it is only looked up from there
    opt_outs: Mapped[dict[str, Any] | None]  # uses that its publisher reserves (discovery.optouts); NULL: not read
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"))


class Source(Base):
    """A feed, sitemap, listing page or interface: what its visits brought."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("visits >= 1", "visits"),
        CheckConstraint("named >= 0 AND brought >= 0", "counts"),
        CheckConstraint("pause > 0", "pause"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str]  # home, section, feed, news sitemap, sitemap or wordpress
    visits: Mapped[int]  # that were answered, 304 included
    named: Mapped[int]  # articles that it named last
    brought: Mapped[int]  # articles that it was the first to name, in all visits
    newest: Mapped[datetime | None]  # the latest date that it stated of an article
    last_new_at: Mapped[datetime | None]  # when it last named an article first
    pause: Mapped[int]  # seconds until it is due again


class SiteFile(Base):
    """A file that speaks of a whole site, as it was last answered: robots.txt holds for a day (RFC 9309, 2.4)."""

    __tablename__ = "site_file"

    address: Mapped[str] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    body: Mapped[bytes]  # empty unless the status was 200


class Run(Base):
    """One crawl from start to end."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]  # NULL: running, or killed
    reason: Mapped[str | None]
    arguments: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any] | None]
    owner: Mapped[str | None]  # the process that it is, or was: "pid 17 on mapleton"


class Problem(Base):
    """Something that went wrong and cost data."""

    __tablename__ = "problem"
    __table_args__ = (Index("ix_problem_run_id", "run_id"), Index("ix_problem_outlet_id_at", "outlet_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    url: Mapped[str | None]
    stage: Mapped[str]
    field: Mapped[str | None]
    reason: Mapped[str]
    at: Mapped[datetime]
