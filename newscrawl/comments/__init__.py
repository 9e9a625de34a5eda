"""Comment threads: those that stand in a page, and those that a platform's interface sends.

Pure: no network, no clock. The spider makes the requests that :func:`find_threads` and :func:`read_reply` ask for.
"""

from __future__ import annotations

from newscrawl.comments.platforms import find_threads, read_reply
from newscrawl.comments.thread import NextRequest, Reply, Row, Thread
from newscrawl.markup import open_page

__all__ = ["NextRequest", "Reply", "Row", "Thread", "find_threads", "read_reply", "read_thread"]


def read_thread(html: bytes, url: str) -> list[Row]:
    """The comments that stand in the page itself, in its order; pingbacks left out. Never raises on markup.

    Args:
        html: The page's bytes as saved.
        url: Where it was.
    """
    return [row for thread in find_threads(open_page(html, url)) for row in thread.rows]
