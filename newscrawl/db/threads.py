"""Rows of ``thread``: which thread of which article a page shows, and when the reading of one is at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from newscrawl.db.border import in_parts, insert_missing, key, storable, whole
from newscrawl.db.looks import may_be_quick, note_looks, thread_name
from newscrawl.db.models import Page, Thread
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
        for comment in record.comments:
            platform = comment.platform or next(iter(groups), ("page", ""))[0]
            name = next((name for name in groups if name[0] == platform and comment.thread in (None, name[1])), None)
            if name is None and comment.thread is not None:
                name = (platform, comment.thread)
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
    for reading, name, _ in heard:
        own = next((t for t in reading.record.threads if _names_thread(t, name)), None)
        said[name] = (reading, own or (said[name][1] if name in said else None))
    stored = _threads(connection, said)
    rows = [_thread_row(name, *said[name]) for name in said if name not in stored]
    insert_missing(connection, Thread, rows)
    if rows:
        stored |= _threads(connection, [name for name in said if name not in stored])
    began = _readings_begun(heard, stored)
    changes = []
    for name, (reading, thread) in said.items():
        row = stored[name]
        changes.append(
            {
                "of": row.id,
                "a_claimed": whole(thread.claimed) if thread and thread.claimed is not None else row.claimed,
                "a_closed": thread.closed if thread and thread.closed is not None else row.closed,
                "a_readable": thread.readable if thread else row.readable,
                "a_reason": storable(thread.reason) if thread and (thread.reason or name in began) else row.reason,
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


def _readings_begun(heard: Heard, stored: dict[ThreadName, Any]) -> dict[ThreadName, datetime]:
    """The threads whose whole reading an article's page begins, and when; the others are asked for what is new alone."""
    began: dict[ThreadName, datetime] = {}
    for reading, name, _ in heard:
        if reading.record.page.kind != PageKind.ARTICLE or reading.record.reread:
            continue
        own = next((t for t in reading.record.threads if _names_thread(t, name)), None)
        if own is not None and not own.readable:
            began.pop(name, None)
            continue
        found = [page for page in reading.record.page.found if page.kind == PageKind.THREAD]
        roots = [page.hint for page in found if thread_name(page.hint) == name[1:]]
        if name not in began and may_be_quick(stored[name], roots, reading.now):
            reading.quick[name[1:]] = stored[name].claimed
        else:
            began[name] = reading.now
    return began


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


def end_readings(connection: Connection, readings: Sequence[Reading]) -> None:
    """A thread's reading is at its end when none of its pages is due any more. Call after settling and finding.

    Only then can a comment be called gone: the next page might still show it. A reading that was cut short (a limit) has a
    reason, and says nothing of what is gone.
    """
    articles: dict[int, datetime] = {}
    printed: dict[int, datetime] = {}
    for reading in readings:
        page = reading.record.page
        article_id = reading.known.id if reading.known else reading.article_id
        if article_id is None or page.outcome not in (Outcome.READ, Outcome.UNCHANGED):
            continue
        if reading.record.threads or page.kind == PageKind.THREAD:
            articles[article_id] = reading.now
        elif page.kind == PageKind.ARTICLE and page.outcome == Outcome.UNCHANGED:
            printed[article_id] = reading.now
    waiting = (
        select(Page.id)
        .where(Page.article_id == Thread.article_id, Page.kind == PageKind.THREAD, Page.due_at.is_not(None))
        .exists()
    )
    for part in in_parts(sorted(articles)):
        ended = (
            Thread.article_id.in_(part),
            Thread.readable,
            Thread.reason.is_(None),
            Thread.reading_from.is_not(None),
            ~waiting,
            Thread.last_read.is_(None) | (Thread.last_read < Thread.reading_from),
        )
        rows = connection.execute(select(Thread.id, Thread.article_id).where(*ended)).all()
        connection.execute(update(Thread).where(*ended).values(last_read=Thread.reading_from))
        for row in rows:
            note_looks(connection, [row.id], articles[row.article_id])
    for part in in_parts(sorted(printed)):  # nothing changed, and what the page does not print is not asked for
        rows = connection.execute(
            select(Thread.id, Thread.article_id).where(Thread.article_id.in_(part), Thread.readable, ~waiting)
        ).all()
        for row in rows:
            note_looks(connection, [row.id], printed[row.article_id])
