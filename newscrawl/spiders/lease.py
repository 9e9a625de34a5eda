"""One outlet, one run at a time: a run holds a lease on each of its papers, and renews it while it lives."""

from __future__ import annotations

import asyncio
import os
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Collection

    from newscrawl.db.frontier import Frontier

SECONDS = 120.0
"""How long a lease lives without being renewed: so long is a paper left alone after its run died on another machine."""
EVERY = 30.0
"""Seconds between two renewals."""


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

    async def renew(self, outlet_ids: Collection[int]) -> None:
        """Renew these until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            now = datetime.now(UTC)
            await asyncio.to_thread(self._frontier.renew_leases, outlet_ids, self._owner, now, SECONDS)

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
