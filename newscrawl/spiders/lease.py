"""One outlet, one run at a time: a run holds a lease on each of its papers, and renews it while it lives."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from newscrawl.db.engine import DatabaseUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from newscrawl.db.frontier import Frontier

log = logging.getLogger(__name__)

SECONDS = 45.0
"""How long a lease lives without being renewed: so long is a paper left alone after its run died on another machine. With
the pauses of a worker it makes the minute within which another takes over (:mod:`newscrawl.queue.takeover`)."""
EVERY = 10.0
"""Seconds between two renewals: three may fail before the lease ends."""


class Lease:
    """The leases of one run. They count by the machine's clock, whatever ``CLOCK_OFFSET`` says."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        began = datetime.now(UTC).isoformat(timespec="seconds")
        self._owner = f"pid {os.getpid()} on {socket.gethostname()} since {began} ({uuid4().hex[:8]})"

    def take(self, outlet_id: int) -> str | None:
        """Take a paper; None where that went well, else the words of who holds it."""
        holder = self._frontier.take_lease(outlet_id, self._owner, datetime.now(UTC), SECONDS)
        if holder is not None and is_dead(holder):  # a run of this machine that was killed: nobody else's to wait for
            self._frontier.release_leases(holder)
            holder = self._frontier.take_lease(outlet_id, self._owner, datetime.now(UTC), SECONDS)
        return holder

    def take_all(self, outlet_ids: Collection[int]) -> dict[int, str]:
        """Take papers; those that another run holds, with its words."""
        held = self._frontier.take_leases(outlet_ids, self._owner, datetime.now(UTC), SECONDS)
        dead = {holder for holder in set(held.values()) if is_dead(holder)}
        for holder in dead:
            self._frontier.release_leases(holder)
        if dead:
            held = self._frontier.take_leases(outlet_ids, self._owner, datetime.now(UTC), SECONDS)
        return held

    async def renew(self, papers: Mapping[str, int], leave: Callable[[str], bool]) -> None:
        """Renew the leases of these until cancelled.

        Args:
            papers: the outlets' ids by name.
            leave: is called with the name of a paper that this run does not hold any more, and says whether that was
                still being crawled. It happens to a process that slept for longer than a lease lives.
        """
        names = {of: name for name, of in papers.items()}
        while True:
            await asyncio.sleep(EVERY)
            now = datetime.now(UTC)
            try:
                lost = await asyncio.to_thread(self._frontier.renew_leases, names, self._owner, now, SECONDS)
            except DatabaseUnavailable:  # whoever stores says so, and ends the run where it stays away
                continue
            for of, holder in lost.items():
                if leave(names[of]):
                    log.warning("%s is left to %s, which took it while this run slept", names[of], holder or "others")

    def release(self) -> None:
        """Give back every paper of this run."""
        self._frontier.release_leases(self._owner)


def is_dead(holder: str) -> bool:
    """Whether the words name a process of this machine that is no longer there."""
    words = holder.split()
    if len(words) < 4 or words[0] != "pid" or words[3] != socket.gethostname() or not words[1].isdecimal():
        return False
    try:
        os.kill(int(words[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it is there, and somebody else's
        return False
    return False
