"""Comment threads: those that stand in a page, and those that a platform's interface sends.

Pure: no network, no clock. The spider makes the requests that :func:`find_threads` and :func:`read_reply` ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.comments.platforms import find_threads, read_reply
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread
from newscrawl.markup import open_page

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["NextRequest", "Reply", "Row", "Thread", "find_threads", "read_reply", "read_thread"]


def read_thread(html: bytes, url: str, now: datetime | None = None) -> list[Row]:
    """The comments that stand in the page itself, in its order; pingbacks left out. Never raises on markup.

    Args:
        html: The page's bytes as saved.
        url: Where it was.
        now: When it came, aware: "2 hours ago" is counted from it; without it such a time stays as printed.
    """
    return [row for thread in find_threads(open_page(html, url), now) for row in thread.rows]
