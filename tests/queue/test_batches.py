"""Papers gathered into processes, and what becomes of them however a process ends."""

import asyncio

import pytest

from newscrawl.queue.batches import Batches
from newscrawl.queue.endings import Broken, NotDone, Postponed, WorkerUnfit
from newscrawl.queue.entries import Paper
from newscrawl.queue.process import Ended


class Crawl:
    """A crawl that ends as its room says."""

    def __init__(self, room, papers):
        self.names = [paper.name for paper in papers]
        self.label, self.code, self._room = f"[{self.names[0]}]", None, room
        self._stopped = asyncio.Event()

    async def run(self):
        self._room.begun.append(self.names)
        self._room.now += 1
        self._room.most = max(self._room.most, self._room.now)
        await asyncio.sleep(0.01)
        if self._room.waits:
            await self._stopped.wait()
        self._room.now -= 1
        if self._stopped.is_set():
            return Ended.STOPPED
        if self._room.deadly & set(self.names):
            self.code = -9
            return Ended.DIED
        return self._room.ends

    def stop(self):
        self._stopped.set()


class Room:
    def __init__(self, *, deadly=(), ends=Ended.WELL, waits=False):
        self.deadly, self.ends, self.waits = set(deadly), ends, waits
        self.begun, self.now, self.most, self.said = [], 0, 0, []

    def batches(self, size, processes):
        return Batches(lambda papers: Crawl(self, papers), size=size, processes=processes, tell=self.said.append)

    def crawl(self, names, *, size=10, processes=2):
        async def work():
            batches = self.batches(size, processes)
            return await asyncio.gather(*(batches.crawl(Paper(name)) for name in names), return_exceptions=True)

        return dict(zip(names, asyncio.run(work()), strict=True))


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr("newscrawl.queue.batches.GATHER", 0.02)


def test_papers_are_shared_out_evenly_among_the_free_processes():
    room = Room()
    assert set(room.crawl("abcdef").values()) == {Ended.WELL}
    assert room.begun == [["a", "b", "c"], ["d", "e", "f"]]


def test_no_process_has_more_than_it_may_and_no_more_run_than_may():
    room = Room()
    room.crawl("abcdefghijk", size=2, processes=3)
    assert max(map(len, room.begun)) == 2
    assert room.most == 3
    assert sorted(name for batch in room.begun for name in batch) == list("abcdefghijk")


def test_papers_with_other_arguments_get_another_process():
    room = Room()

    async def work():
        batches = room.batches(10, 1)
        papers = [Paper("a"), Paper("b", arguments={"since": "7d"}), Paper("c")]
        return await asyncio.gather(*map(batches.crawl, papers))

    assert asyncio.run(work()) == [Ended.WELL] * 3
    assert room.begun == [["a", "c"], ["b"]]


def test_a_paper_that_kills_its_process_is_found_and_the_others_are_crawled():
    room = Room(deadly="c")
    ended = room.crawl("abcdefgh", processes=1)
    broken = {name: ending for name, ending in ended.items() if ending is not Ended.WELL}
    assert list(broken) == ["c"]
    assert isinstance(broken["c"], Broken)
    assert "died twice, the last time with code -9" in str(broken["c"])
    assert sum("c" in batch for batch in room.begun) <= 5


@pytest.mark.parametrize(
    ("ends", "ending", "seconds"),
    [
        (Ended.POORLY, Ended.POORLY, None),
        (Ended.NO_DATABASE, Postponed, 60),
        (Ended.STOPPED, Postponed, 0),
        (Ended.REFUSED, WorkerUnfit, None),
    ],
)
def test_an_exit_code_says_what_becomes_of_the_papers(ends, ending, seconds):
    for found in Room(ends=ends).crawl("abc").values():
        assert found is ending if isinstance(ending, Ended) else type(found) is ending
    if seconds is not None:
        from datetime import UTC, datetime

        assert abs((found.until - datetime.now(UTC)).total_seconds() - seconds) < 5


def test_a_worker_that_stops_ends_its_crawls_and_gives_back_what_waits():
    room = Room(waits=True)

    async def work():
        batches = room.batches(1, 1)
        tasks = [asyncio.create_task(batches.crawl(Paper(name))) for name in "ab"]
        await asyncio.sleep(0.1)
        batches.stop()
        late = asyncio.create_task(batches.crawl(Paper("c")))
        return await asyncio.gather(*tasks, late, return_exceptions=True)

    assert [type(ending) for ending in asyncio.run(work())] == [Postponed] * 3
    assert room.begun == [["a"]]


def test_a_process_that_cannot_be_started_leaves_no_job_waiting():
    def start(papers):
        raise OSError("no more processes")

    async def work():
        return await Batches(start, size=2, processes=1, tell=print).crawl(Paper("a"))

    with pytest.raises(NotDone, match="no more processes"):
        asyncio.run(work())


def test_what_is_said_names_the_papers_and_how_it_ended():
    room = Room()
    room.crawl("ab", processes=1)
    assert room.said[0] == "[a] 2 papers: begins"
    assert room.said[1].startswith("[a] 2 papers: all went well, after ")
