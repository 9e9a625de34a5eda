"""How the crawl of a paper ends for its job."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class NotDone(Exception):  # noqa: N818  (it is an ending, told to people)
    """The paper was not crawled to the end. The message says why."""


class Postponed(NotDone):
    """The job goes back to the queue, for any worker."""

    def __init__(self, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.until = datetime.now(UTC) + timedelta(seconds=seconds)


class Broken(NotDone):
    """The job has failed: trying again would not help. The paper is queued again when it is due."""


class WorkerUnfit(NotDone):
    """It is this machine's settings that are wrong: the job goes back to the queue, and the worker ends."""
