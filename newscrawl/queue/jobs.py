"""Papers that are due become jobs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from procrastinate.exceptions import AlreadyEnqueued

from newscrawl.db.queue import SCHEDULING, WAIT_LOCK
from newscrawl.queue.app import CRAWL, QUEUE, queue_app
from newscrawl.queue.due import State, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from procrastinate import App
    from psycopg import AsyncConnection

    from newscrawl.queue.entries import Paper

KEEP_FAILED = 7 * 24
"""Hours that a failed job is kept for a look."""
AT_ONCE = 500
"""Jobs that are made in one statement."""
_THERE = """
    SELECT id, lock, status::text FROM procrastinate_jobs
    WHERE queue_name = %s AND task_name = %s AND status IN ('todo', 'doing')
"""
"""In one statement: a job that goes back to the queue between two would be seen by neither."""


async def put_into_queue(
    url: str, papers: Mapping[str, Paper], judged: Callable[[Collection[str]], Sequence[Verdict]]
) -> list[Verdict]:
    """Makes a job of each paper that is due and has none; what became of every paper.

    One process at a time does it, so that no job comes in between, but by a hand or a tool of procrastinate's: a paper
    that has one after all counts as queued.

    Args:
        url: of the database.
        papers: by name.
        judged: gives the verdicts of all papers but those that the queue has already.
    """
    app, connector = queue_app(url)
    async with app.open_async(), connector.pool.connection() as connection:
        await connection.execute(WAIT_LOCK, (SCHEDULING,))
        there = await _there(connection, papers)
        found = await asyncio.to_thread(judged, [name for name in papers if name not in there])
        due = [verdict.name for verdict in found if verdict.state is State.DUE]
        for start in range(0, len(due), AT_ONCE):
            for name in await _defer(app, [papers[name] for name in due[start : start + AT_ONCE]]):
                there[name] = Verdict(name, State.QUEUED, "it came in meanwhile")
        await app.job_manager.delete_old_jobs(
            nb_hours=KEEP_FAILED, queue=QUEUE, include_failed=True, include_aborted=True
        )
    return [*(verdict for verdict in found if verdict.name not in there), *there.values()]


async def _there(connection: AsyncConnection, papers: Collection[str]) -> dict[str, Verdict]:
    """The papers that have a job; one that is both crawled and queued again counts as crawled."""
    there: dict[str, Verdict] = {}
    rows = await (await connection.execute(_THERE, (QUEUE, CRAWL))).fetchall()
    for number, name, status in sorted(rows, key=lambda row: str(row[2]), reverse=True):
        if name in papers:
            there[name] = Verdict(name, State.CRAWLED if status == "doing" else State.QUEUED, f"job {number}")
    return there


async def _defer(app: App, papers: Sequence[Paper]) -> list[str]:
    """Makes their jobs; the names of those that have one already."""
    jobs = [
        app.configure_task(
            CRAWL, queue=QUEUE, lock=paper.name, queueing_lock=paper.name, task_kwargs=paper.as_json()
        ).job
        for paper in papers
    ]
    try:
        await app.job_manager.batch_defer_jobs_async(jobs)
    except AlreadyEnqueued:  # nothing of the batch was made
        if len(papers) == 1:
            return [papers[0].name]
        return [name for paper in papers for name in await _defer(app, [paper])]
    return []
