"""A scraper that waits for items of ``start()`` is let go once they are through, and no sooner."""

import asyncio
from types import SimpleNamespace

import pytest
from twisted.internet.defer import Deferred

from newscrawl.spiders import closing


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(closing, "LOOK_EVERY", 0.001)


def crawler(*, waits=True):
    slot = SimpleNamespace(closing=Deferred() if waits else None, idle=False)
    slot.is_idle = lambda: slot.idle
    scraper = SimpleNamespace(slot=slot)
    return SimpleNamespace(engine=SimpleNamespace(scraper=scraper), spider="the spider"), slot


async def looked(run, times=20):
    await asyncio.wait([run], timeout=0.001 * times)
    return run.done()


def test_it_ends_once_nothing_is_under_way():
    async def case():
        running, slot = crawler()
        run = asyncio.ensure_future(closing.let_scraper_end(running))
        assert not await looked(run)
        assert not slot.closing.called
        slot.idle = True
        await asyncio.wait_for(run, 5)
        assert slot.closing.result == "the spider"

    asyncio.run(case())


def test_a_run_that_does_not_close_goes_on_idle_or_not():
    async def case():
        running, slot = crawler(waits=False)
        slot.idle = True
        run = asyncio.ensure_future(closing.let_scraper_end(running))
        assert not await looked(run)
        running.engine = None
        assert not await looked(run)
        run.cancel()

    asyncio.run(case())


def test_a_scraper_that_ended_by_itself_is_left_alone():
    async def case():
        running, slot = crawler()
        slot.idle = True
        slot.closing.callback("itself")
        await asyncio.wait_for(closing.let_scraper_end(running), 5)
        assert slot.closing.result == "itself"

    asyncio.run(case())
