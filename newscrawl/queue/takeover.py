"""Jobs of workers that are no more go back to the queue.

A worker shows every ten seconds that it lives. One that has not for :data:`SILENT` seconds is taken for dead, and its
papers for nobody's; the leases of its crawls end by then (:data:`newscrawl.spiders.lease.SECONDS`). A worker that lives
after all, cut off from the database, does no harm: whoever takes its papers waits for their leases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from newscrawl.db.queue import TAKING_OVER, TRY_LOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate import App
    from psycopg_pool import AsyncConnectionPool

HEARTBEAT = 10.0
SILENT = 30.0
"""Seconds: three heartbeats missed."""
LOOK_EVERY = 2.0
"""Seconds between two looks for such workers."""
ATTEMPTS = 5
"""A paper whose workers die so often is given up for this time: it may be what kills them."""


async def take_over(app: App, pool: AsyncConnectionPool, queue: str, tell: Callable[[str], None]) -> int:
    """Puts the jobs of dead workers back into the queue; how many. One worker at a time does it."""
    number = 0
    async with pool.connection() as connection:
        row = await (await connection.execute(TRY_LOCK, (TAKING_OVER,))).fetchone()
        if row is None or not row[0]:
            return 0
        for job in await app.job_manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=SILENT):
            if job.attempts + 1 >= ATTEMPTS:
                tell(f"{job.lock}: {ATTEMPTS} workers ended while it was crawled; it is left until it is due again")
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
                continue
            try:
                await app.job_manager.retry_job(job)
            except ConnectorException:  # it is in the queue already: what is to be done stands there
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            number += 1
            tell(f"{job.lock}: its worker is gone; it is in the queue again")
    return number
