"""Comment threads become items, and the requests that read the rest of them become pages to fetch."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newscrawl.items import CommentItem, FoundPage, Item, PageKind, ProblemItem, ThreadItem
from newscrawl.loaders import load_comments
from newscrawl.urls import is_http

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.comments.thread import NextRequest, Thread
    from newscrawl.spiders.fetched import Fetched

REPLIES_AT_MOST = 2000
"""Requests of one thread in one reading: a platform whose paging never ends is cut here, and that is said."""


def thread_items(fetched: Fetched, thread: Thread, article: str) -> list[Item]:
    """A thread as an article's page shows it, and the comments that stand there."""
    items: list[Item] = [
        ThreadItem(
            page=fetched.page,
            outlet=fetched.outlet,
            article=article,
            platform=thread.platform,
            platform_id=thread.key or article,
            claimed=thread.claimed,
            closed=thread.closed,
            readable=thread.readable,
            reason=thread.reason,
        )
    ]
    if not thread.readable:
        items.append(fetched.problem("comments", f"{thread.platform}: {thread.reason or 'cannot be read'}"))
    return [*items, *doubts(fetched, thread.rows), *comment_items(fetched, thread.rows, article, thread.platform)]


def doubts(fetched: Fetched, rows: Iterable[dict[str, Any]]) -> list[ProblemItem]:
    """What a person should know of these comments: ids that two of them bear, replies whose parent never came."""
    found = []
    for row in rows:
        if row.get("twins"):
            found.append(fetched.problem("comments", f"several comments bear the id {row['id']}; the first is kept"))
        if row.get("state") == "orphan":
            reason = f"comment {row['id']} answers {row['parent']}, which is not there; kept as an orphan"
            found.append(fetched.problem("comments", reason))
    return found


def comment_items(fetched: Fetched, rows: Iterable[dict[str, Any]], article: str, platform: str) -> list[CommentItem]:
    """Rows of comments, cleaned."""
    return load_comments(
        rows,
        page=fetched.page,
        outlet=fetched.outlet,
        article=article,
        platform=platform,
        zone=fetched.reader.timezone,
        now=fetched.now,
    )


def thread_pages(
    requests: Iterable[NextRequest],
    *,
    article: str,
    found_in: str,
    asked: datetime,
    key: str | None,
    platform: str,
    nth: int = 1,
    after: str | None = None,
) -> list[FoundPage]:
    """The pages that *requests* ask for, due unless they were read since *asked*, when the article was."""
    pages = []
    for request in requests:
        if not is_http(request.url):
            continue
        url = request.url
        if (
            request.body
        ):  # one address, many questions: the body's digest makes each a page of its own; it is never sent
            url = f"{url.split('#')[0]}#!{hashlib.sha256(request.body.encode()).hexdigest()[:16]}"
        hint = {
            "platform": request.platform,
            "thread_platform": platform,
            "thread": key,
            "article": article,
            "asked": asked.isoformat(),
            "nth": nth,
            "after": after or found_in,
            "method": request.method,
            "headers": dict(request.headers),
            "body": request.body,
        }
        pages.append(FoundPage(url, PageKind.THREAD, found_in, due=True, hint={k: v for k, v in hint.items() if v}))
    return pages


def read_thread_page(fetched: Fetched) -> tuple[list[Item], list[FoundPage]]:
    """One page or reply of a thread: its comments, and the pages that follow."""
    assert fetched.response is not None
    hint = fetched.hint
    article, platform = (
        str(hint.get("article") or fetched.found_in or fetched.page),
        str(hint.get("platform") or "page"),
    )
    headers = {
        name.decode("latin-1"): values[-1].decode("latin-1") for name, values in fetched.response.headers.items()
    }
    reply = fetched.reader.read_reply(platform, fetched.response.body, fetched.response.url, headers)
    kept_as = str(hint.get("thread_platform") or platform)
    thread = ThreadItem(fetched.page, fetched.outlet, article, kept_as, str(hint.get("thread") or article))
    items: list[Item] = [thread]
    items += [*doubts(fetched, reply.rows), *comment_items(fetched, reply.rows, article, kept_as)]
    nth = int(hint.get("nth") or 1)
    following = reply.next
    if following and nth >= REPLIES_AT_MOST:
        items.append(fetched.problem("comments", f"the thread goes on after {nth} requests; the rest is left out"))
        following = []
    asked = datetime.fromisoformat(hint["asked"]) if hint.get("asked") else fetched.now
    found = thread_pages(
        following,
        article=article,
        found_in=fetched.found_in or fetched.page,
        asked=asked,
        key=hint.get("thread"),
        platform=kept_as,
        nth=nth + 1,
        after=fetched.page,
    )
    return items, found
