"""Which pages of a thread are asked for next: its first ones when it is looked at, and those that each answer names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from newscrawl.db.border import in_parts, moment, storable
from newscrawl.db.found import note_found
from newscrawl.db.looks import (
    due_threads,
    is_awaited,
    is_quick,
    may_be_quick,
    note_looks,
    pages_named_by,
    pages_of,
    quick_page,
    roots_of,
    thread_name,
)
from newscrawl.db.models import Comment, Page, Thread
from newscrawl.items import FoundPage, Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading

PAGES_AT_MOST = 10_000
"""Pages of one article's threads: a platform that names ever more of them is cut here, and that is said."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at threads of one article."""

    connection: Connection
    outlet_id: int
    article_id: int
    now: datetime
    rows: Sequence[Any]
    """The article's thread pages."""
    found_in: str | None = None
    """The article's page, where that was just asked for."""
    to_come: Collection[int] = ()
    """Ids of pages whose readings come later in this batch: they go on with the thread themselves."""

    def begin(self, threads: Sequence[Any]) -> int:
        """Begin to read threads whole, or to ask what is new in them; how many have pages that tell."""
        roots = roots_of(self.rows)
        names = {(thread.platform, thread.platform_id) for thread in threads}
        nobodys = [root for name, found in roots.items() if name not in names for root in found]
        looked = 0
        for thread in threads:
            own = roots.get((thread.platform, thread.platform_id)) or ([] if len(roots) > len(nobodys) else nobodys)
            if not own or not thread.readable:
                continue
            looked += 1
            if not may_be_quick(thread, [root.hint for root in own], self.now):
                self.read_whole(thread, {root.page_id for root in own})
                continue
            pages = [
                quick_page(
                    root.url,
                    root.hint,
                    asked=self.now,
                    found_in=self.found_in or root.found_in,
                    counted=thread.claimed,
                )
                for root in own
            ]
            note_found(self.connection, self.outlet_id, pages, self.now, article_id=self.article_id)
        return looked

    def read_whole(self, thread: Any, roots: Collection[int]) -> None:
        """Read a thread from its first pages on. What was asked for what is new is let be."""
        name = (thread.platform, thread.platform_id)
        quick = [row.id for row in self.rows if is_quick(row.hint) and thread_name(row.hint) == name]
        for part in in_parts(quick):
            self.connection.execute(update(Page).where(Page.id.in_(part)).values(due_at=None))
        self.make_due([row for row in self.rows if row.id in roots], self.now)
        earlier = Thread.reading_from.is_(None) | (Thread.reading_from < self.now)
        self.connection.execute(
            update(Thread).where(Thread.id == thread.id, earlier).values(reading_from=self.now, reason=None)
        )

    def make_due(self, rows: Sequence[Any], asked: datetime) -> None:
        """Note that pages belong to the thread's reading of *asked*, and make due those that were not read for it."""
        changes = []
        for row in rows:
            read_since = row.fetched_at is not None and row.fetched_at >= asked
            done = read_since and (moment(row.hint.get("asked")) == asked or row.id in self.to_come)
            changes.append(
                {
                    "of": row.id,
                    "a_due": row.due_at if done else min(row.due_at or self.now, self.now),
                    "a_hint": {**row.hint, "asked": asked.isoformat()},
                    "a_source": self.found_in if self.found_in and row.hint.get("after") else row.found_in,
                }
            )
        if changes:
            self.connection.execute(
                update(Page)
                .where(Page.id == bindparam("of"))
                .values(due_at=bindparam("a_due"), hint=bindparam("a_hint"), found_in=bindparam("a_source")),
                changes,
            )


def ask_on(connection: Connection, reading: Reading, to_come: Collection[int]) -> None:
    """Where a page did not change, the thread's pages that it named last time are due. Call after settling.

    An article that did not change may have new comments: those that interfaces give stand not in its page. Its reading
    begins the thread's reading, as one that had changed would; a thread's page that did not change goes on with it.

    Args:
        connection: of the writing.
        reading: that was settled.
        to_come: ids of the pages whose readings come later in this batch: they go on with the thread themselves.
    """
    article_id = reading.known.id if reading.known else reading.article_id
    page = reading.record.page
    if page.outcome != Outcome.UNCHANGED or page.kind == PageKind.SOURCE or article_id is None:
        return
    if page.kind == PageKind.THREAD:
        if is_quick(reading.hint):
            return  # nothing is new; follow notes that
        rows = pages_named_by(connection, article_id, page.page or "")
        look = _Look(connection, reading.outlet_id, article_id, reading.now, rows, reading.found_in, to_come)
        named = [row for row in rows if row.id != reading.page_id and not is_quick(row.hint)]
        if named:
            look.make_due(named, asked_at(connection, reading))
        return
    rows = pages_of(connection, article_id)
    threads = connection.execute(select(Thread.__table__).where(Thread.article_id == article_id)).all()
    _Look(connection, reading.outlet_id, article_id, reading.now, rows, storable(page.page), to_come).begin(threads)


def wake_threads(connection: Connection, outlet_id: int, now: datetime) -> int:
    """Make due the pages of a paper's threads that are to be looked at now, by their own growth; how many threads.

    A thread that stands in its article's page alone makes that page due.
    """
    threads = due_threads(connection, outlet_id, now)
    for thread in threads:
        rows = pages_of(connection, thread.article_id)
        if not _Look(connection, outlet_id, thread.article_id, now, rows).begin([thread]):
            own = (Page.article_id == thread.article_id, Page.kind == PageKind.ARTICLE)
            later = Page.due_at.is_(None) | (Page.due_at > now)
            connection.execute(update(Page).where(*own, later).values(due_at=now))
    for part in in_parts(thread.id for thread in threads):
        connection.execute(update(Thread).where(Thread.id.in_(part)).values(due_at=None))
    return len(threads)


def asked_at(connection: Connection, reading: Reading) -> datetime:
    """When the article was read whose reading a thread's page belongs to; as its row says now.

    The article may have been read again while the page was under way: then the pages after it are of that reading, too.
    """
    hint = connection.execute(select(Page.hint).where(Page.id == reading.page_id)).scalar_one()
    return moment(hint.get("asked")) or reading.now


def follow(connection: Connection, reading: Reading, found: list[FoundPage]) -> list[FoundPage]:
    """Which of the pages that a page named are asked for: of its threads, as far as their look goes. Call after settling.

    An article's page names the pages that its threads' whole readings begin with; where it is enough to ask what is new,
    that is asked instead. A look for what is new ends where something known comes. A reading ends where the thread has
    as many comments as are wanted of one (``hint["most"]``).
    """
    kind = reading.record.page.kind
    if kind == PageKind.SOURCE:
        return found
    people = [page for page in found if page.hint.get("person")]
    if people:
        found = [page for page in found if not page.hint.get("person")]
    if is_quick(reading.hint):
        return [*_go_on_quickly(connection, reading, found), *people]
    if kind == PageKind.ARTICLE:
        taken = [_instead(page, reading) for page in found]
    else:
        taken = _within_limits(connection, reading, found) if found else found
    if len(taken) < len(found) or any(thread.readable and thread.reason for thread in reading.record.threads):
        # What it holds or names further is not known: it must be read again, though it be the same then.
        forgotten = {"content_hash": None, "etag": None, "last_modified": None}
        connection.execute(update(Page).where(Page.id == reading.page_id).values(forgotten))
    return [*taken, *people]


def _instead(page: FoundPage, reading: Reading) -> FoundPage:
    name = thread_name(page.hint)
    if page.kind != PageKind.THREAD or name not in reading.quick:
        return page
    return quick_page(
        page.url, page.hint, asked=reading.now, found_in=reading.record.page.page, counted=reading.quick[name]
    )


def _go_on_quickly(connection: Connection, reading: Reading, found: list[FoundPage]) -> list[FoundPage]:
    """The next page of a look for what is new.

    Where there is none the look is at its end, or shows that a whole reading is needed, and begins it.
    """
    record = reading.record
    outcome = record.page.outcome
    if outcome == Outcome.FAILED:
        return []  # it is tried again
    if outcome == Outcome.READ and found:
        all_new = reading.comments_new and reading.comments_new == len(record.comments)
        on_the_way = not record.comments and all(thread.claimed is None for thread in record.threads)
        if all_new or on_the_way:
            return found
    if (thread := _thread_of(connection, reading)) is None:
        return []
    if outcome == Outcome.UNCHANGED or (outcome == Outcome.READ and not _is_wanting(connection, reading, thread)):
        if not is_awaited(connection, thread.article_id, reading.page_id):
            note_looks(connection, [thread.id], reading.now)
        return []
    rows = pages_of(connection, thread.article_id)
    roots = {root.page_id for root in roots_of(rows).get((thread.platform, thread.platform_id), [])}
    _Look(connection, reading.outlet_id, thread.article_id, reading.now, rows).read_whole(thread, roots)
    return []


def _thread_of(connection: Connection, reading: Reading) -> Any:
    """The row of the thread that a thread's page belongs to; None where it is not there."""
    return connection.execute(select(Thread.__table__).where(*_is_of(reading))).one_or_none()


def _is_of(reading: Reading) -> tuple[ColumnElement[bool], ...]:
    """The condition by which a thread's page finds its thread."""
    article_id = reading.known.id if reading.known else reading.article_id
    platform, of = thread_name(reading.hint)
    return Thread.article_id == article_id, Thread.platform == platform, Thread.platform_id == of


def _is_wanting(connection: Connection, reading: Reading, thread: Any) -> bool:
    """Does the platform's count say that more has changed than the newest comments show?"""
    since = moment(reading.hint.get("asked")) or reading.now
    new = select(func.count()).select_from(Comment).where(Comment.thread_id == thread.id, Comment.first_seen >= since)
    grown = connection.execute(new).scalar_one()
    counted = reading.hint.get("counted")
    if isinstance(counted, int) and thread.claimed is not None:
        return bool(thread.claimed != counted + grown)
    return grown > 0 and not reading.hint.get("flat")


def _within_limits(connection: Connection, reading: Reading, found: list[FoundPage]) -> list[FoundPage]:
    """The pages that come next; none, and that said, where the thread has comments or pages enough."""
    most = next((page.hint["most"] for page in found if isinstance(page.hint.get("most"), int)), None)
    pages_known = select(func.count()).where(Page.article_id == Thread.article_id, Page.named_by.is_not(None))
    counts = [pages_known.correlate(Thread).scalar_subquery().label("pages")]
    if most is not None:
        known = select(func.count()).where(Comment.thread_id == Thread.id)
        counts.append(known.correlate(Thread).scalar_subquery().label("stored"))
    columns = (Thread.id, Thread.article_id, *counts)
    thread = connection.execute(select(*columns).where(*_is_of(reading))).one_or_none()
    if thread is None:
        return found
    pages, stored = thread.pages, thread.stored if most is not None else 0
    if most is not None and stored >= most:
        reason = f"the thread goes on after {stored} comments (COMMENTS_MAX_PER_THREAD = {most}); the rest is left out"
    elif pages >= PAGES_AT_MOST:
        reason = f"the thread goes on after {PAGES_AT_MOST} pages; the rest is left out"
    else:
        return found
    reading.problems.append(("comments", None, reason))
    connection.execute(update(Thread).where(Thread.id == thread.id).values(reason=reason))
    note_looks(connection, [thread.id], reading.now)
    return []
