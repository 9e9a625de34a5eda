"""Every platform that is known, and how an article page's threads are told apart. Adding one is a file and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.comments import (
    coral,
    discourse,
    disqus,
    ghost,
    hyvor,
    isso,
    named,
    openweb,
    pages,
    remark42,
    substack,
    viafoura,
    villagemedia,
    wordpress,
    wpdiscuz,
)
from newscrawl.comments.clocks import settle_times
from newscrawl.comments.generic import printed_rows
from newscrawl.comments.headings import claimed_in_heading, printed_count
from newscrawl.comments.replies import parts_of
from newscrawl.comments.schema import stated_count, stated_rows
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread, arranged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from newscrawl.markup import Page

PRINTED = pages.NAME
"""The platform's name for comments that were recognised by structure alone."""

LOADED: tuple[Callable[[Page], Thread | None], ...] = (
    viafoura.find,
    openweb.find,
    coral.find,
    ghost.find,
    isso.find,
    remark42.find,
    discourse.find,
    hyvor.find,
    villagemedia.find,
    named.find_blox,
    named.find_newsquest,
)
"""Platforms whose comments are not in the page but loaded into it, in the order in which they are looked for."""

READERS: dict[str, Callable[[bytes, str, Mapping[str, str]], Reply]] = {
    disqus.NAME: disqus.read,
    viafoura.NAME: viafoura.read,
    openweb.NAME: openweb.read,
    coral.NAME: coral.read,
    ghost.NAME: ghost.read,
    isso.NAME: isso.read,
    remark42.NAME: remark42.read,
    discourse.NAME: discourse.read,
    hyvor.NAME: hyvor.read,
    substack.NAME: substack.read,
    villagemedia.NAME: villagemedia.read,
}
"""What reads a platform's replies, by its name: of those that state their times."""

PRINTING: dict[str, Callable[[bytes, str, Mapping[str, str], datetime | None], Reply]] = {
    wordpress.NAME: wordpress.read,
    wpdiscuz.NAME: wpdiscuz.read,
    pages.NAME: pages.read,
}
"""What reads the pages of comments that a platform sends as HTML; their times are counted from when the reply came."""


def find_threads(page: Page, now: datetime | None = None) -> list[Thread]:
    """The comment threads that *page* prints, loads or names, those with comments first. Never raises on markup.

    *now* is when the page came, aware: "2 hours ago" is counted from it; without it such times stay as printed. What the
    page prints belongs to the platform whose markup it is, and to :data:`PRINTED` where that is none known.
    A page with a comment section and no comment gives its platform's thread without rows.
    """
    rows, pingbacks = printed_rows(page, now)
    stated = stated_rows(page)
    if len(stated) > len(rows):
        rows = stated
    threads = [thread for find in LOADED if (thread := find(page)) is not None] + named.find(page)
    claimed = stated_count(page)
    owner = _owner(page, rows, pingbacks, claimed, threads)
    if owner is not None:
        threads.insert(0, owner)
    if not threads and (walled := named.find_walled(page)) is not None:
        threads.append(walled)
    if claimed is None and not rows and any(not thread.readable for thread in threads):
        claimed = claimed_in_heading(page)
        claimed = printed_count(page) if claimed is None else claimed
    for thread in threads:
        thread.requests = _askable(thread.requests)
        thread.fallback = _askable(thread.fallback)
        thread.rows = arranged(thread.rows, whole=not thread.requests)
        thread.pingbacks = arranged(thread.pingbacks, whole=False)
        settle_times(thread.rows, now)
        settle_times(thread.pingbacks, now)
        if thread.claimed is None:
            thread.claimed = claimed
    return threads


def _owner(
    page: Page, rows: list[Row], pingbacks: list[Row], claimed: int | None, loaded: list[Thread]
) -> Thread | None:
    """The thread that the printed comments belong to; without any, the platform that would print them here."""
    printed_by_disqus = (
        bool(rows) and page.tree.css_first('#dsq-comments, #dsq-content [id^="dsq-comment"]') is not None
    )
    dis = disqus.find(page, claimed, rows if printed_by_disqus else [])
    if dis is not None and (printed_by_disqus or not rows):
        return dis
    if (sub := substack.find(page, rows)) is not None:
        return sub
    if (found := wordpress.find(page, rows, pingbacks)) is not None and (rows or not loaded):
        return found
    if not rows:
        return None
    said = claimed if claimed is not None else claimed_in_heading(page)
    thread = Thread(PRINTED, page.url, claimed=said, rows=rows, pingbacks=pingbacks)
    if (following := pages.next_page(page)) is not None:
        thread.requests = [following]
    return thread


def read_reply(
    platform: str, body: bytes, url: str, headers: Mapping[str, str] | None = None, now: datetime | None = None
) -> Reply:
    """The comments of one reply of *platform*, and the requests that it asks for. Never raises on what was sent.

    Args:
        platform: As in :class:`~newscrawl.comments.thread.NextRequest`; an unknown one gives nothing.
        body: The reply's bytes, uncompressed: JSON or HTML, or whatever came instead.
        url: The address asked for; the next requests are made from it.
        headers: The reply's headers, where they are known; their names in any case.
        now: When the reply came, aware: relative times are counted from it; without it they stay as printed.

    A reply that answers a comment of another reply has ``depth`` None; whether it is an orphan shows when all are read.
    """
    if printing := PRINTING.get(platform):
        reply = printing(body, url, headers or {}, now)
    elif reader := READERS.get(platform):
        reply = reader(body, url, headers or {})
    else:
        return Reply([], [])
    settle_times(reply.rows, now)
    return Reply(
        reply.rows,
        _askable(reply.next),
        claimed=reply.claimed,
        closed=reply.closed,
        reason=reply.reason,
        total=reply.total,
        people=_askable(reply.people),
        names=reply.names,
    )


def _askable(requests: list[NextRequest]) -> list[NextRequest]:
    """*requests* with doubles out, and those that a page's broken address made."""
    kept: dict[tuple[str, str | None], NextRequest] = {}
    for one in requests:
        if one.url.startswith(("http://", "https://")) and parts_of(one.url).hostname:
            kept.setdefault((one.url, one.body), one)
    return list(kept.values())
