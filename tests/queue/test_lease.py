"""A run that slept through its lease leaves the paper to whoever took it."""

import asyncio
import logging
import threading

from newscrawl.queue import takeover
from newscrawl.spiders import lease as room
from newscrawl.spiders.lease import Lease


class Frontier:
    """Says that the leases of these outlets are lost."""

    def __init__(self, lost):
        self.lost, self.asked, self.enough = lost, [], threading.Event()

    def renew_leases(self, outlet_ids, owner, now, seconds):
        self.asked.append((sorted(outlet_ids), seconds))
        if len(self.asked) == 3:
            self.enough.set()
        return self.lost


def test_what_another_run_has_taken_is_left_once_and_said(monkeypatch, caplog):
    monkeypatch.setattr(room, "EVERY", 0.01)
    frontier, open_papers = Frontier({2: "pid 9 on host b"}), {"courier", "herald"}

    def leave(name):
        known = name in open_papers
        open_papers.discard(name)
        return known

    async def run():
        renewing = asyncio.ensure_future(Lease(frontier).renew({"courier": 1, "herald": 2}, leave))
        await asyncio.to_thread(frontier.enough.wait, 10)
        renewing.cancel()

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert open_papers == {"courier"}
    assert [record.getMessage() for record in caplog.records] == [
        "herald is left to pid 9 on host b, which took it while this run slept"
    ]
    assert frontier.asked[0] == ([1, 2], room.SECONDS)


def test_the_times_leave_another_worker_a_minute():
    """A worker is silent, is found out, its papers are fetched, and their leases have ended by then."""
    assert takeover.SILENT >= 3 * takeover.HEARTBEAT
    assert takeover.SILENT + 2 * takeover.LOOK_EVERY < 60 - 15
    assert room.SECONDS >= 4 * room.EVERY
    assert room.SECONDS < 60 - 10
