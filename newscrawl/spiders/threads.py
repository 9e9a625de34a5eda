"""Comment threads become items, and the requests that read the rest of them become pages to fetch."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newscrawl.comments.newest import FLAT, MARK, newest_of
from newscrawl.comments.thread import NextRequest
from newscrawl.items import CommenterItem, CommentItem, FoundPage, Item, Outcome, PageKind, ProblemItem, ThreadItem
from newscrawl.loaders import load_comments
from newscrawl.urls import host_of, is_http

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.comments.thread import Reply, Thread
    from newscrawl.spiders.fetched import Fetched

REPLIES_AT_MOST = 2000
"""Requests of one thread in a row in one reading: a platform whose paging never ends is cut here, and that is said."""
NAMES_AT_MOST = 300
"""Commenters of one thread whose names are asked for in one reading, where the platform sends each apart. The others keep
their keys, by which a later thread may bring their names."""
AGAIN_AT_MOST = 3
"""How often one page is asked for again because comments were deleted while the pages after it were read."""

HANDED_ON = ("mode", "root", "counted", "flat", "named")
"""What a page's hint tells the pages that it names (:mod:`newscrawl.db.looks`)."""

REFUSALS = frozenset({Outcome.REFUSED, Outcome.GONE, Outcome.NOT_ARTICLE})


def thread_items(fetched: Fetched, thread: Thread, article: str) -> list[Item]:
    """A thread as an article's page shows it, and the comments that stand there."""
    rows, reason, most = thread.rows, thread.reason, fetched.reader.most_comments
    if most is not None and len(rows) > most:
        rows, reason = rows[:most], _too_many(most)
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
            reason=reason,
        )
    ]
    if reason or not thread.readable:
        items.append(fetched.problem("comments", f"{thread.platform}: {reason or 'cannot be read'}"))
    name = (thread.platform, thread.key or article)
    return [*items, *doubts(fetched, rows), *comment_items(fetched, rows, article, name)]


def _too_many(most: int) -> str:
    return f"the thread has more than {most} comments (COMMENTS_MAX_PER_THREAD = {most}); the rest is left out"


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


def comment_items(
    fetched: Fetched, rows: Iterable[dict[str, Any]], article: str, name: tuple[str, str]
) -> list[CommentItem]:
    """Rows of comments, cleaned; *name* is the thread's platform and the platform's key of it."""
    return load_comments(
        rows,
        page=fetched.page,
        outlet=fetched.outlet,
        article=article,
        platform=name[0],
        thread=name[1],
        zone=fetched.reader.timezone,
        now=fetched.answered_at,
    )


# --- the pages that a thread's reading begins with ------------------------------------------------------------------------
def first_pages(fetched: Fetched, thread: Thread, article: str) -> list[FoundPage]:
    """The pages that the whole reading of an article's thread begins with, each saying what tells cheaply what is new."""
    requests, fallback = thread.requests, thread.fallback
    if fallback and any(host_and_platform(request) in fetched.reader.refusing for request in requests):
        requests, fallback = fallback, []
    shared: dict[str, Any] = {
        "thread_platform": thread.platform,
        "thread": thread.key or article,
        "article": article,
        "asked": fetched.now.isoformat(),
        "after": fetched.page,
        "most": fetched.reader.most_comments,
        "nth": 1,
    }
    pages = []
    for request in requests:
        hint = {**shared, "fallback": [_plain(one) for one in fallback]}
        if not fetched.again and (newest := newest_of(request)) is not None:
            page = _page(newest, {}, None)
            hint["newest"] = {**_plain(newest), "url": page.url, "flat": request.platform in FLAT or None}
        pages.append(_page(request, hint, fetched.page))
    return [page for page in pages if is_http(page.url)]


def host_and_platform(request: NextRequest) -> str:
    """Which interface a request asks, in one word."""
    return f"{request.platform} {host_of(request.url)}"


def _plain(request: NextRequest) -> dict[str, Any]:
    """A request as plain values."""
    said = {"url": request.url, "platform": request.platform, "body": request.body, "headers": dict(request.headers)}
    return {name: value for name, value in {**said, "method": request.method}.items() if value}


def _request(plain: dict[str, Any]) -> NextRequest:
    return NextRequest(
        str(plain.get("url") or ""),
        str(plain.get("platform") or ""),
        str(plain.get("method") or "GET"),
        dict(plain.get("headers") or {}),
        plain.get("body"),
    )


def _page(request: NextRequest, hint: dict[str, Any], found_in: str | None) -> FoundPage:
    """The page that a request asks for, due unless it was read since ``hint["asked"]``."""
    url = request.url
    if request.body:  # one address, many questions: the body's digest makes each a page of its own; it is never sent
        url = f"{url.split('#')[0]}#!{hashlib.sha256(request.body.encode()).hexdigest()[:16]}"
    own = {name: value for name, value in _plain(request).items() if name != "url"}
    hint = {name: value for name, value in {**hint, **own}.items() if value not in (None, "", [], {})}
    return FoundPage(url, PageKind.THREAD, found_in, due=True, hint=hint)


# --- what comes back ------------------------------------------------------------------------------------------------------
def read_thread_page(fetched: Fetched) -> tuple[list[Item], list[FoundPage]]:
    """One page or reply of a thread: its comments, and the pages that follow."""
    assert fetched.response is not None
    hint = fetched.hint
    platform = str(hint.get("platform") or "page")
    headers = {
        name.decode("latin-1"): values[-1].decode("latin-1") for name, values in fetched.response.headers.items()
    }
    if hint.get("fallback") and not fetched.response.body.lstrip().startswith((b"[", b"{")):
        return refused(fetched, "the interface answered with a page")
    fetched.reader.answered_at = fetched.answered_at
    reply = fetched.reader.read_reply(platform, fetched.response.body, fetched.response.url, headers)
    if hint.get("person"):
        return _names(fetched, reply), []
    article, name = _thread_of(fetched)
    rows, reason = reply.rows, reply.reason
    most = fetched.reader.most_comments
    if most is not None and len(rows) > most:
        rows, reason = rows[:most], _too_many(most)
    following = reply.next
    nth = int(hint.get("nth") or 1)
    if following and nth >= REPLIES_AT_MOST:
        reason = f"the thread goes on after {nth} requests; the rest is left out"
        following = []
    first = int(hint.get("read") or 0)
    rows = [{**row, "position": (row.get("position") or 0) + first} for row in rows]
    thread = ThreadItem(
        fetched.page,
        fetched.outlet,
        article,
        *name,
        claimed=reply.claimed,
        closed=reply.closed,
        reason=reason,
    )
    items: list[Item] = [thread]
    if reason:
        items.append(fetched.problem("comments", reason))
    items += [*doubts(fetched, rows), *comment_items(fetched, rows, article, name)]
    people = _people(fetched, reply)
    if people and len(people) < len(reply.people):
        told = f"the names of more than {NAMES_AT_MOST} commenters of the thread are not asked for; their keys are kept"
        items.append(fetched.problem("comments", told))
    pages = _following(fetched, reply, following, nth)
    left = NAMES_AT_MOST - int(hint.get("named") or 0) - len(people)
    for page in pages:  # of several, each may have its share: together they ask for no more
        page.hint["named"] = NAMES_AT_MOST - max(0, left) // len(pages)
    return items, [*pages, *people]


def _people(fetched: Fetched, reply: Reply) -> list[FoundPage]:
    """The pages by which commenters' names are asked for, each once for a paper: a name that is known is not due again."""
    left = NAMES_AT_MOST - int(fetched.hint.get("named") or 0)
    if any(host_and_platform(request) in fetched.reader.refusing for request in reply.people):
        return []
    kept_as = str(fetched.hint.get("thread_platform") or fetched.hint.get("platform") or "")
    own = {"thread_platform": kept_as}
    found = fetched.found_in or fetched.page
    pages = [_page(request, {**own, "person": request.person}, found) for request in reply.people[: max(0, left)]]
    return [replace(page, due=False) for page in pages if is_http(page.url) and page.hint.get("person")]


def _names(fetched: Fetched, reply: Reply) -> list[Item]:
    """The names that a reply brings, by the accounts' keys."""
    platform = str(fetched.hint.get("thread_platform") or fetched.hint.get("platform") or "")
    return [CommenterItem(fetched.page, fetched.outlet, platform, key, name) for key, name in reply.names.items()]


def _thread_of(fetched: Fetched) -> tuple[str, tuple[str, str]]:
    """The article that a thread's page belongs to; the thread's platform and the platform's key of it."""
    hint = fetched.hint
    article = str(hint.get("article") or fetched.found_in or fetched.page)
    kept_as = str(hint.get("thread_platform") or hint.get("platform") or "page")
    return article, (kept_as, str(hint.get("thread") or article))


def _handed_on(fetched: Fetched, nth: int) -> dict[str, Any]:
    hint = fetched.hint
    article, (kept_as, key) = _thread_of(fetched)
    asked = datetime.fromisoformat(hint["asked"]) if hint.get("asked") else fetched.now
    shared: dict[str, Any] = {
        "thread_platform": kept_as,
        "thread": key,
        "article": article,
        "asked": asked.isoformat(),
        "nth": nth + 1,
    }
    shared["most"] = fetched.reader.most_comments
    return {**shared, "after": fetched.page, **{name: hint[name] for name in HANDED_ON if name in hint}}


def _following(fetched: Fetched, reply: Reply, following: list[NextRequest], nth: int) -> list[FoundPage]:
    """The pages that come next; and the one before, once more, where comments were deleted meanwhile.

    What stood behind them moved up, from a page that was still to come to one that was read.
    """
    hint, found_in = fetched.hint, fetched.found_in or fetched.page
    shared = _handed_on(fetched, nth)
    this = {name: hint[name] for name in ("platform", "method", "headers", "body") if name in hint} | {
        "url": fetched.page.partition("#")[0]
    }
    quick = hint.get("mode") is not None
    read = int(hint.get("read") or 0) + len(reply.rows)
    told = {"total": reply.total, "read": read, "before": None if quick else this}
    pages = [_page(request, {**shared, **told}, found_in) for request in following]
    if quick:  # a page of its own, though a whole reading may send the same request
        for page in pages:
            page.url += "" if "#" in page.url else MARK
        return [page for page in pages if is_http(page.url)]
    before, total, again = hint.get("before"), hint.get("total"), int(hint.get("again") or 0)
    if before and isinstance(total, int) and reply.total is not None and reply.total < total and again < AGAIN_AT_MOST:
        once_more = _page(_request(before), {**shared, "total": reply.total, "again": again + 1}, found_in)
        of = hashlib.sha256(fetched.page.encode()).hexdigest()[:8]
        once_more.url += f"{'&' if '#' in once_more.url else '#'}again-{of}"
        pages.append(once_more)
    return [page for page in pages if is_http(page.url)]


def refused(fetched: Fetched, why: str) -> tuple[list[Item], list[FoundPage]]:
    """What to do where a thread's interface gives nothing.

    The article's own pages of comments are asked for where it has such; where it has none the thread says why it is not
    whole.
    """
    hint = fetched.hint
    if hint.get("person"):  # an account that is gone has no name any more; a host that refuses is not asked further
        if fetched.status not in (404, 410):
            fetched.reader.refusing.add(host_and_platform(NextRequest(fetched.page, str(hint.get("platform") or ""))))
        return [], []
    fallback = [_request(one) for one in hint.get("fallback") or [] if isinstance(one, dict)]
    if fallback and fetched.response is not None:
        interface = NextRequest(fetched.page, str(hint.get("platform") or ""))
        fetched.reader.refusing.add(host_and_platform(interface))
    if fallback:
        shared = _handed_on(fetched, 0)
        return [], [_page(request, shared, fetched.found_in) for request in fallback if is_http(request.url)]
    article, name = _thread_of(fetched)
    reason = f"the interface of its comments gave nothing: {why}"
    return [ThreadItem(fetched.page, fetched.outlet, article, *name, reason=reason)], []
