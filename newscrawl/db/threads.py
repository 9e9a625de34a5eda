"""Rows of ``thread``: which thread of which article a page shows, and when the reading of one is at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from newscrawl.db.border import in_parts, insert_missing, key, moment, storable, whole
from newscrawl.db.models import Page, Thread
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.identity import Identities
    from newscrawl.db.records import Reading
    from newscrawl.items import CommentItem, ThreadItem

ThreadName = tuple[int, str, str]
"""Article's id, platform, platform's id of the thread."""

Heard = list[tuple["Reading", ThreadName, list["CommentItem"]]]


def hear_threads(identities: Identities, readings: Sequence[Reading]) -> Heard:
    """Which thread of which article each comment belongs to; comments of an article that is not there are a problem."""
    heard: Heard = []
    for reading in readings:
        record = reading.record
        groups: dict[tuple[str, str], list[CommentItem]] = {}
        for thread in record.threads:
            groups[thread.platform or "page", thread.platform_id or _address_of(reading) or "article"] = []
        for comment in record.comments:  # a comment names its platform, not its thread: a page seldom has two of one
            platform = comment.platform or next(iter(groups), ("page", ""))[0]
            name = next((name for name in groups if name[0] == platform), None)
            groups.setdefault(name or (platform, _address_of(reading) or "article"), []).append(comment)
        if not groups:
            continue
        article_id = _article_of(identities, reading)
        if article_id is None:
            reading.problems.append(
                ("comments", "article", f"{len(record.comments)} comments of an article that is not stored")
            )
            continue
        reading.article_id = article_id  # from now on the page is known to be of this article's thread
        for (platform, of), comments in groups.items():
            heard.append((reading, (article_id, key(platform), key(of)), comments))
    return heard


def _article_of(identities: Identities, reading: Reading) -> int | None:
    if reading.known is not None:
        return reading.known.id
    if address := _address_of(reading):
        known = identities.at(reading.outlet_id, address)
        if known is not None:
            return known.id
    return reading.article_id


def _address_of(reading: Reading) -> str | None:
    record = reading.record
    named = [thread.article for thread in record.threads] + [comment.article for comment in record.comments]
    return next((address for address in named if address), None)


def _names_thread(thread: ThreadItem, name: ThreadName) -> bool:
    if key(thread.platform or "page") != name[1]:
        return False
    return thread.platform_id is None or key(thread.platform_id) == name[2]


def write_threads(connection: Connection, heard: Heard) -> dict[ThreadName, int]:
    """The threads' ids; those not there are made, and what the platform says of each is kept."""
    said: dict[ThreadName, tuple[Reading, ThreadItem | None]] = {}
    began: dict[ThreadName, Any] = {}
    for reading, name, _ in heard:
        own = next((t for t in reading.record.threads if _names_thread(t, name)), None)
        said[name] = (reading, own or (said[name][1] if name in said else None))
        if reading.record.page.kind == PageKind.ARTICLE and (own is None or own.readable):
            began[name] = reading.now
    stored = _threads(connection, said)
    rows = [_thread_row(name, *said[name]) for name in said if name not in stored]
    insert_missing(connection, Thread, rows)
    if rows:
        stored |= _threads(connection, [name for name in said if name not in stored])
    changes = []
    for name, (reading, thread) in said.items():
        row = stored[name]
        changes.append(
            {
                "of": row.id,
                "a_claimed": whole(thread.claimed) if thread and thread.claimed is not None else row.claimed,
                "a_closed": thread.closed if thread and thread.closed is not None else row.closed,
                "a_readable": thread.readable if thread else row.readable,
                "a_reason": storable(thread.reason) if thread else row.reason,
                "a_seen": max(reading.now, row.last_seen),
                "a_from": began.get(name) or row.reading_from or reading.now,
            }
        )
    connection.execute(
        update(Thread)
        .where(Thread.id == bindparam("of"))
        .values(
            claimed=bindparam("a_claimed"),
            closed=bindparam("a_closed"),
            readable=bindparam("a_readable"),
            reason=bindparam("a_reason"),
            last_seen=bindparam("a_seen"),
            reading_from=bindparam("a_from"),
        ),
        changes,
    )
    return {name: row.id for name, row in stored.items()}


def _threads(connection: Connection, names: Iterable[ThreadName]) -> dict[ThreadName, Any]:
    found: dict[ThreadName, Any] = {}
    wanted = set(names)
    for part in in_parts(sorted({article_id for article_id, *_ in wanted})):
        for row in connection.execute(select(Thread.__table__).where(Thread.article_id.in_(part))):
            found[row.article_id, row.platform, row.platform_id] = row
    return {name: row for name, row in found.items() if name in wanted}


def _thread_row(name: ThreadName, reading: Reading, thread: ThreadItem | None) -> dict[str, Any]:
    return {
        "article_id": name[0],
        "platform": name[1],
        "platform_id": name[2],
        "claimed": whole(thread.claimed) if thread else None,
        "closed": thread.closed if thread else None,
        "readable": thread.readable if thread else True,
        "reason": storable(thread.reason) if thread else None,
        "first_seen": reading.now,
        "last_seen": reading.now,
    }


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
    rows = connection.execute(
        select(Page.id, Page.url, Page.found_in, Page.hint, Page.due_at, Page.fetched_at).where(
            Page.article_id == article_id, Page.kind == PageKind.THREAD
        )
    ).all()
    if page.kind == PageKind.THREAD:
        named = [row for row in rows if _after(row) == storable(page.page) and row.id != reading.page_id]
        _make_due(connection, named, reading, asked_at(connection, reading), reading.found_in, to_come=to_come)
        return
    urls = {row.url for row in rows}
    named = [row for row in rows if _after(row) not in urls - {row.url}]
    _make_due(connection, named, reading, reading.now, storable(page.page), to_come=to_come)
    if named:
        started = Thread.reading_from.is_(None) | (Thread.reading_from < reading.now)
        connection.execute(
            update(Thread)
            .where(Thread.article_id == article_id, Thread.readable, started)
            .values(reading_from=reading.now)
        )


def asked_at(connection: Connection, reading: Reading) -> datetime:
    """When the article was read whose reading a thread's page belongs to; as its row says now.

    The article may have been read again while the page was under way: then the pages after it are of that reading, too.
    """
    hint = connection.execute(select(Page.hint).where(Page.id == reading.page_id)).scalar_one()
    return moment(hint.get("asked")) or reading.now


def _after(row: Any) -> str | None:
    """The page that named a thread's page last: the article's, or the thread's page before it."""
    after = row.hint.get("after")
    return after if isinstance(after, str) else row.found_in


def _make_due(
    connection: Connection,
    rows: Sequence[Any],
    reading: Reading,
    asked: datetime,
    found_in: str | None,
    *,
    to_come: Collection[int],
) -> None:
    """Note that pages belong to the thread's reading of *asked*, and make due those that were not read for it."""
    changes = []
    for row in rows:
        read_since = row.fetched_at is not None and row.fetched_at >= asked
        done = read_since and (moment(row.hint.get("asked")) == asked or row.id in to_come)
        changes.append(
            {
                "of": row.id,
                "a_due": row.due_at if done else min(row.due_at or reading.now, reading.now),
                "a_hint": {**row.hint, "asked": asked.isoformat()},
                "a_source": found_in if found_in and row.hint.get("after") else row.found_in,
            }
        )
    if changes:
        connection.execute(
            update(Page)
            .where(Page.id == bindparam("of"))
            .values(due_at=bindparam("a_due"), hint=bindparam("a_hint"), found_in=bindparam("a_source")),
            changes,
        )


def end_readings(connection: Connection, readings: Sequence[Reading]) -> None:
    """A thread's reading is at its end when none of its pages is due any more. Call after settling and finding.

    Only then can a comment be called gone: the next page might still show it.
    """
    articles = set()
    for reading in readings:
        if reading.record.page.outcome in (Outcome.READ, Outcome.UNCHANGED):
            article_id = reading.known.id if reading.known else reading.article_id
            if article_id is not None and (reading.record.threads or reading.record.page.kind == PageKind.THREAD):
                articles.add(article_id)
    waiting = (
        select(Page.id)
        .where(Page.article_id == Thread.article_id, Page.kind == PageKind.THREAD, Page.due_at.is_not(None))
        .exists()
    )
    for part in in_parts(sorted(articles)):
        connection.execute(
            update(Thread)
            .where(Thread.article_id.in_(part), Thread.readable, Thread.reading_from.is_not(None), ~waiting)
            .where(Thread.last_read.is_(None) | (Thread.last_read < Thread.reading_from))
            .values(last_read=Thread.reading_from)
        )
