"""Jobs: a paper is queued once, and comes back when its worker is gone."""

import asyncio

import pytest
from sqlalchemy import create_engine, text

from newscrawl.db.queue import SCHEMA
from newscrawl.queue import takeover
from newscrawl.queue.app import CRAWL, QUEUE, queue_app
from newscrawl.queue.due import State, Verdict
from newscrawl.queue.entries import Paper
from newscrawl.queue.jobs import put_into_queue

PAPERS = {name: Paper(name) for name in ("courier", "herald", "times")}


def all_due(names):
    return [Verdict(name, State.DUE, "") for name in names]


def put(url, judged=all_due):
    return {verdict.name: verdict.state for verdict in asyncio.run(put_into_queue(url, PAPERS, judged))}


def asked(url, statement):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
        result = connection.execute(text(statement))
        rows = result.all() if result.returns_rows else []
    engine.dispose()
    return rows


def jobs(url):
    rows = asked(url, f"SELECT lock, status::text, attempts FROM {SCHEMA}.procrastinate_jobs ORDER BY lock")
    return [tuple(row) for row in rows]


def fetch(url, number, *, dead):
    """A worker takes so many jobs; *dead*: it has not shown itself for a while."""

    async def work():
        app, _connector = queue_app(url)
        async with app.open_async():
            worker = await app.job_manager.register_worker()
            return [await app.job_manager.fetch_job(queues=[QUEUE], worker_id=worker) for _ in range(number)]

    found = asyncio.run(work())
    if dead:
        asked(url, f"UPDATE {SCHEMA}.procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    return [job.lock for job in found if job]


def take_over(url):
    said = []

    async def work():
        app, connector = queue_app(url)
        async with app.open_async():
            return await takeover.take_over(app, connector.pool, QUEUE, said.append)

    return asyncio.run(work()), said


def test_a_due_paper_becomes_a_job_with_itself_as_lock(queued):
    assert put(queued, lambda names: [Verdict(name, State.DUE if name != "times" else State.NOT_YET, "") for name in names]) == {
        "courier": State.DUE, "herald": State.DUE, "times": State.NOT_YET,
    }  # fmt: skip
    rows = asked(
        queued, f"SELECT lock, queueing_lock, task_name, queue_name, args FROM {SCHEMA}.procrastinate_jobs ORDER BY 1"
    )
    assert rows == [(name, name, CRAWL, QUEUE, {"name": name}) for name in ("courier", "herald")]


def test_a_paper_that_is_queued_or_crawled_is_not_queued_again(queued):
    put(queued)
    assert fetch(queued, 1, dead=False) == ["courier"]
    assert put(queued) == {"courier": State.CRAWLED, "herald": State.QUEUED, "times": State.QUEUED}
    assert len(jobs(queued)) == 3


def test_a_job_that_goes_back_into_the_queue_meanwhile_costs_the_others_nothing(queued):
    put(queued)
    assert fetch(queued, 2, dead=True) == ["courier", "herald"]
    asked(queued, f"DELETE FROM {SCHEMA}.procrastinate_jobs WHERE lock = 'herald'")

    def goes_back(names):
        assert list(names) == ["herald", "sun"]
        with_lock = f"INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args) VALUES"
        asked(queued, f"{with_lock} ('{QUEUE}', '{CRAWL}', 'herald', 'herald', '{{}}')")
        return all_due(names)

    papers = PAPERS | {"sun": Paper("sun")}
    found = asyncio.run(put_into_queue(queued, papers, goes_back))
    assert {verdict.name: verdict.state for verdict in found} == {
        "courier": State.CRAWLED, "herald": State.QUEUED, "sun": State.DUE, "times": State.QUEUED,
    }  # fmt: skip
    assert len(found) == 4
    assert [lock for lock, status, _attempts in jobs(queued) if status == "todo"] == ["herald", "sun", "times"]


def test_a_paper_that_is_crawled_and_queued_again_counts_as_crawled(queued):
    put(queued)
    fetch(queued, 1, dead=False)
    asked(
        queued,
        f"INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args) "
        f"VALUES ('{QUEUE}', '{CRAWL}', 'courier', 'courier', '{{}}')",
    )
    assert put(queued)["courier"] is State.CRAWLED


def test_of_many_that_schedule_at_once_one_makes_the_jobs(queued):
    async def work():
        return await asyncio.gather(*(put_into_queue(queued, PAPERS, all_due) for _ in range(4)))

    found = [verdict.state for verdicts in asyncio.run(work()) for verdict in verdicts]
    assert (found.count(State.DUE), found.count(State.QUEUED)) == (3, 9)


def test_a_dead_workers_papers_are_queued_again_and_a_living_ones_are_not(queued):
    put(queued)
    assert fetch(queued, 2, dead=True) == ["courier", "herald"]
    assert fetch(queued, 1, dead=False) == ["times"]
    assert take_over(queued) == (
        2,
        [f"{name}: its worker is gone; it is in the queue again" for name in ("courier", "herald")],
    )
    assert jobs(queued) == [("courier", "todo", 1), ("herald", "todo", 1), ("times", "doing", 0)]
    assert take_over(queued) == (0, [])


def test_one_process_at_a_time_takes_over(queued):
    put(queued)
    fetch(queued, 3, dead=True)

    async def work():
        app, connector = queue_app(queued)
        async with app.open_async():
            return await asyncio.gather(*(takeover.take_over(app, connector.pool, QUEUE, print) for _ in range(3)))

    assert sum(asyncio.run(work())) == 3
    assert {attempts for _lock, _status, attempts in jobs(queued)} == {1}


def test_a_paper_whose_workers_always_die_is_left_for_this_time(queued):
    put(queued)
    asked(queued, f"UPDATE {SCHEMA}.procrastinate_jobs SET attempts = {takeover.ATTEMPTS - 1} WHERE lock = 'courier'")
    fetch(queued, 1, dead=True)
    number, said = take_over(queued)
    assert (number, jobs(queued)[0][:2]) == (0, ("courier", "failed"))
    assert "5 workers ended while it was crawled" in said[0]
    assert put(queued)["courier"] is State.DUE


def test_old_failures_are_deleted(queued):
    put(queued)
    fetch(queued, 1, dead=True)
    asked(queued, f"UPDATE {SCHEMA}.procrastinate_jobs SET status = 'failed' WHERE lock = 'courier'")
    asked(queued, f"UPDATE {SCHEMA}.procrastinate_events SET at = at - interval '8 days'")
    assert put(queued)["courier"] is State.DUE
    assert [status for lock, status, _attempts in jobs(queued) if lock == "courier"] == ["todo"]


@pytest.mark.parametrize(
    "lost", ["UPDATE {}.procrastinate_jobs SET worker_id = NULL", "DELETE FROM {}.procrastinate_workers"]
)
def test_the_papers_of_a_worker_that_nobody_knows_are_taken_over(queued, lost):
    put(queued)
    fetch(queued, 1, dead=False)
    asked(queued, lost.format(SCHEMA))
    assert take_over(queued)[0] == 1
