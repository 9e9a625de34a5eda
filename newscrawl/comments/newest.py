"""The request that tells cheaply whether a thread has changed: its newest comments first, or a count alone.

A platform whose newest-first list is flat shows every new comment, wherever it stands; where only the first comments of
each branch are sorted, a new reply to an old comment shows in the count alone, and then the thread is read whole. The
requests are those of the platforms' readers with another order, or their count routes, as their files' sources have them.
None of them writes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newscrawl.comments.replies import address, load, parameter
from newscrawl.comments.thread import NextRequest

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = "#new"
"""Where the very same request begins a whole reading, too, the two are told apart by this; it is never sent."""
FLAT = frozenset({"wordpress", "disqus"})
"""Platforms whose newest-first lists hold replies among the rest."""


def newest_of(first: NextRequest) -> NextRequest | None:
    """The request that asks for what is new in the thread whose whole reading begins with *first*; None where there is none.

    A thread that came as pages of HTML, or by an interface that has but one order, is read whole each time.
    """
    ask = _ASK.get(first.platform)
    return ask(first) if ask is not None else None


def _wordpress(first: NextRequest) -> NextRequest | None:
    if "/wp/v2/comments" not in (parameter(first.url, "rest_route") or first.url):
        return None
    return NextRequest(address(first.url, order="desc", page=1, per_page=20), first.platform)


def _disqus(first: NextRequest) -> NextRequest | None:
    return NextRequest(address(first.url, order="desc"), first.platform) if parameter(first.url, "api_key") else None


def _the_same(first: NextRequest) -> NextRequest:
    """Viafoura's list is newest first anyway; Coral's and Discourse's first replies say how many comments there are."""
    return NextRequest(
        first.url.partition("#")[0] + MARK, first.platform, first.method, dict(first.headers), first.body
    )


def _openweb(first: NextRequest) -> NextRequest | None:
    body: Any = load((first.body or "").encode())
    if not isinstance(body, dict):
        return None
    return NextRequest(
        first.url, first.platform, first.method, dict(first.headers), json.dumps({**body, "sort_by": "newest"})
    )


def _ghost(first: NextRequest) -> NextRequest:
    """Its route for counts would be cheaper, and is forbidden by the robots.txt that Ghost brings along."""
    return NextRequest(address(first.url, order="created_at desc", page=1), first.platform)


def _isso(first: NextRequest) -> NextRequest:
    return NextRequest(address(first.url, sort="newest", limit=20, offset=0), first.platform)


def _remark42(first: NextRequest) -> NextRequest:
    return NextRequest(address(first.url, sort="-time", limit=20), first.platform)


_ASK: dict[str, Callable[[NextRequest], NextRequest | None]] = {
    "wordpress": _wordpress,
    "disqus": _disqus,
    "viafoura": _the_same,
    "coral": _the_same,
    "discourse": _the_same,
    "openweb": _openweb,
    "ghost": _ghost,
    "isso": _isso,
    "remark42": _remark42,
}
