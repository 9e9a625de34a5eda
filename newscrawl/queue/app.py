"""The queue's program: procrastinate, connected to the database that holds the data."""

from __future__ import annotations

import procrastinate

from newscrawl.db.queue import connection_arguments

QUEUE = "newscrawl"
CRAWL = "newscrawl.crawl"
"""The one kind of job: a paper to be crawled."""


def queue_app(url: str, connections: int = 4) -> tuple[procrastinate.App, procrastinate.PsycopgConnector]:
    """The App of procrastinate and its connector; open the App before use.

    Args:
        url: of a PostgreSQL whose queue is prepared (:func:`newscrawl.db.queue.prepare_queue`).
        connections: that it may hold at a time.
    """
    connector = procrastinate.PsycopgConnector(
        kwargs=connection_arguments(url), min_size=1, max_size=connections, timeout=20
    )
    return procrastinate.App(connector=connector), connector
