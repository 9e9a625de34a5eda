"""When a comment thread is looked at again, and how: read whole, or asked for what is new alone.

A look for what is new asks for the newest comments first, or for a count, and ends where all that came is known and the
platform counts as many as before and as came. Where it counts otherwise, or a day has passed since the last whole reading,
the thread is read whole: only then can a comment be called gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from newscrawl.db.border import in_parts, key
from newscrawl.db.models import Article, Comment, Page, Thread
from newscrawl.items import FoundPage, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

LOOKS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=3), timedelta(hours=6)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=60), timedelta(days=3)),
    (timedelta(days=180), timedelta(days=14)),
)
"""(article younger than, look again after) for a thread that neither grows fast nor stands still. Most comments come on
the first day; a thread older than the last age is looked at with its article alone."""
A_LOOKS_WORTH = 20
"""New comments that a look should bring: a thread that grows faster is looked at sooner, one that stands still later."""
SOONEST, FASTER_AT_MOST, SLOWER_AT_MOST = timedelta(minutes=20), 4.0, 3.0
OF_THE_SILENCE = 0.5
"""A thread in which nobody has written for a while is left alone for this share of that while, within the bounds above."""
WHOLE_EVERY = timedelta(hours=20)
"""After so long a look is a whole reading: edits and deletions show in nothing else."""

QUICK = "new"
"""``hint["mode"]`` of a page that is asked for what is new alone."""


def next_look(
    published: datetime | None,
    now: datetime,
    *,
    grown: int,
    since: timedelta | None,
    closed: bool | None,
    last: datetime | None = None,
) -> datetime | None:
    """When a thread should be looked at again; None for only with its article.

    Args:
        published: of the article, where known.
        now: of this look.
        grown: comments that this look brought.
        since: time since the look before it; None for the first.
        closed: nobody can write any more.
        last: when the newest comment was written, where known.
    """
    age = now - published if published else timedelta(days=2)
    usual = next((after for younger_than, after in LOOKS if age < younger_than), None)
    if usual is None or (closed and not grown):
        return None if usual is None or age > LOOKS[2][0] else now + LOOKS[3][1]
    written = [moment for moment in (published, last) if moment is not None]
    silence = max(timedelta(), now - max(written)) * OF_THE_SILENCE if written else timedelta()
    silent = max(usual, min(usual * SLOWER_AT_MOST, silence))
    if since is None or since <= timedelta():
        return now + silent
    if not grown:
        return now + max(silent, usual * min(SLOWER_AT_MOST, max(1.0, since / usual * 1.5)))
    expected = since * (A_LOOKS_WORTH / grown)
    return now + max(SOONEST, min(usual, max(expected, usual / FASTER_AT_MOST)))


def is_quick(hint: dict[str, Any]) -> bool:
    """Is a page with this hint asked for what is new alone?"""
    return hint.get("mode") == QUICK


def may_be_quick(thread: Any, roots: Sequence[dict[str, Any]], now: datetime) -> bool:
    """Is it enough to ask what is new: was the thread read whole of late, and can its platform say so?

    Args:
        thread: its row.
        roots: hints of the pages that its reading begins with.
        now: by the page clock.
    """
    if not roots or any(not root.get("newest") for root in roots):
        return False
    read = thread.last_read
    return read is not None and read == thread.reading_from and now - read < WHOLE_EVERY


def quick_page(
    root: str, hint: dict[str, Any], *, asked: datetime, found_in: str | None, counted: int | None
) -> FoundPage:
    """The page to ask for what is new in the thread whose reading begins at *root*.

    Args:
        root: address of the page that a whole reading begins with.
        hint: of that page.
        asked: when this look begins.
        found_in: the article's page.
        counted: comments that the platform said there are, at the last look.
    """
    newest = dict(hint["newest"])
    own = {
        **{
            name: value
            for name, value in hint.items()
            if name not in ("newest", "method", "headers", "body", "fallback")
        },
        **{name: value for name, value in newest.items() if name != "url"},
        "mode": QUICK,
        "root": root,
        "asked": asked.isoformat(),
        "counted": counted,
        "nth": 1,
    }
    return FoundPage(str(newest["url"]), PageKind.THREAD, found_in, due=True, hint=own)


@dataclass(frozen=True, slots=True)
class Root:
    """A page that a thread's reading begins with."""

    page_id: int
    url: str
    hint: dict[str, Any]
    found_in: str | None


def roots_of(rows: Iterable[Any]) -> dict[tuple[str, str], list[Root]]:
    """Of an article's thread pages those that readings begin with, by platform and the platform's id of the thread."""
    rows = list(rows)
    urls = {row.url for row in rows}
    found: dict[tuple[str, str], list[Root]] = {}
    for row in rows:
        after = row.hint.get("after")
        before = after if isinstance(after, str) else row.found_in
        if is_quick(row.hint) or before in urls - {row.url}:
            continue
        found.setdefault(thread_name(row.hint), []).append(Root(row.id, row.url, row.hint, row.found_in))
    return found


def thread_name(hint: dict[str, Any]) -> tuple[str, str]:
    """Platform and the platform's id of the thread that a page belongs to, as the tables have them."""
    platform = hint.get("thread_platform") or hint.get("platform") or "page"
    return key(str(platform)), key(str(hint.get("thread") or hint.get("article") or ""))


def note_looks(connection: Connection, thread_ids: Iterable[int], now: datetime) -> None:
    """A look at these threads came to its end: note what it brought, and when the next one is due."""
    for part in in_parts(sorted(set(thread_ids))):
        rows = connection.execute(
            select(Thread.id, Thread.looked_at, Thread.first_seen, Thread.closed, Article.published)
            .join(Article, Article.id == Thread.article_id)
            .where(Thread.id.in_(part), Thread.readable)
        ).all()
        changes = []
        for row in rows:
            before = row.looked_at
            if before is not None and before >= now:
                continue
            new = select(func.count()).select_from(Comment).where(Comment.thread_id == row.id)
            if before is not None:
                new = new.where(Comment.first_seen > before)
            grown = connection.execute(new).scalar_one()
            since = now - before if before else None
            newest = select(func.max(Comment.published)).where(Comment.thread_id == row.id)
            last = connection.execute(newest).scalar_one()
            due = next_look(row.published, now, grown=grown, since=since, closed=row.closed, last=last)
            changes.append({"of": row.id, "a_looked": now, "a_grown": grown, "a_due": due})
        if changes:
            connection.execute(
                update(Thread)
                .where(Thread.id == bindparam("of"))
                .values(looked_at=bindparam("a_looked"), grown=bindparam("a_grown"), due_at=bindparam("a_due")),
                changes,
            )


def due_threads(connection: Connection, outlet_id: int, now: datetime) -> list[Any]:
    """Threads of a paper that are to be looked at now, and whose article is not: it brings its threads along."""
    article_due = (
        select(Page.id)
        .where(Page.article_id == Thread.article_id, Page.kind == PageKind.ARTICLE, Page.due_at <= now)
        .exists()
    )
    return list(
        connection.execute(
            select(Thread.__table__)
            .join(Article, Article.id == Thread.article_id)
            .where(Article.outlet_id == outlet_id, Thread.due_at <= now, ~article_due)
        )
    )


_COLUMNS = (Page.id, Page.url, Page.found_in, Page.hint, Page.due_at, Page.fetched_at)


def pages_of(connection: Connection, article_id: int) -> list[Any]:
    """The thread pages of an article, all of them: for the beginning and the end of a look, not for each of its pages."""
    where = (Page.article_id == article_id, Page.kind == PageKind.THREAD)
    return list(connection.execute(select(*_COLUMNS).where(*where)))


def pages_named_by(connection: Connection, article_id: int, url: str) -> list[Any]:
    """The thread pages of an article that its page at *url* named."""
    return list(connection.execute(select(*_COLUMNS).where(Page.article_id == article_id, Page.named_by == key(url))))


def is_awaited(connection: Connection, article_id: int, but: int) -> bool:
    """Whether a page of an article's threads is still to come, other than the one of this id."""
    due = (Page.article_id == article_id, Page.kind == PageKind.THREAD, Page.due_at.is_not(None), Page.id != but)
    return connection.execute(select(Page.id).where(*due).limit(1)).first() is not None
