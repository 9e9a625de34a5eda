"""Workers at work: real crawls of loopback papers, on a PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from loopback import ROOT, Answer, Paper, article_page, home, scrapy, sites_toml
from sqlalchemy import create_engine, text
from typed import Typist

from newscrawl.db.engine import open_engine
from newscrawl.db.frontier import Frontier
from newscrawl.db.queue import SCHEMA
from newscrawl.queue.child import end_with


def paper(*headlines, **more):
    pages = {f"/2026/03/01/article-number-{n}-of-many/": article_page(text) for n, text in enumerate(headlines)}
    return Paper({"/": home(*pages), **pages}, **more)


def asked(url, statement):
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return rows


def jobs(url):
    return asked(url, f"SELECT lock, status::text FROM {SCHEMA}.procrastinate_jobs ORDER BY lock")


@pytest.fixture
def typist(queued, capsys):
    """Somebody who types in this process, which costs less than one of its own."""
    return Typist(queued, capsys)


def start_work(url, *more):
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "work", *more], cwd=ROOT, text=True, stderr=subprocess.PIPE,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
    )  # fmt: skip


def wait_for(true, seconds=120):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_two_papers_are_queued_crawled_once_and_not_queued_again(queued, typist, tmp_path):
    with paper("Bridge opens", "Ferry stops") as one, paper("Mill closes") as two:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": one, "herald": two})
        schedule = ("schedule", "-a", f"sites={sites}")
        made = typist(*schedule)
        assert (made.code, made.err) == (0, "2 papers: 2 queued\n")
        assert typist(*schedule).err == "2 papers: 0 queued, 2 in the queue already\n"
        sites.unlink()  # a worker needs no file
        done = typist("work", "--once", "--processes", "1")
        assert done.code == 0, done.err
        assert "[courier +1] 2 papers: all went well" in done.err
        sites_toml(sites, {"courier": one, "herald": two})
        assert typist(*schedule).err == "2 papers: 0 queued, 2 not due yet\n"
        assert one.asked().count("/") == 1
    assert jobs(queued) == []
    assert asked(queued, "SELECT outlet, count(*) FROM v_article GROUP BY outlet ORDER BY 1") == [
        ("courier", 2),
        ("herald", 1),
    ]
    assert asked(queued, "SELECT name, lease_owner FROM outlet ORDER BY 1") == [("courier", None), ("herald", None)]


def test_a_worker_that_is_told_to_end_gives_its_papers_back(queued, typist, tmp_path):
    slow = {"Retry-After": "100", "Content-Type": "text/html"}  # it rests: the crawl would wait
    with Paper({"/": Answer(b"", 503, slow), "/robots.txt": "User-agent: *\nDisallow:"}) as one:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": one})
        assert typist("schedule", "-a", f"sites={sites}").code == 0
        work = start_work(queued)
        wait_for(lambda: "/" in one.asked())
        work.send_signal(signal.SIGTERM)
        said = work.communicate(timeout=60)[1]
    assert work.returncode == 130, said
    assert "1 paper: interrupted" in said
    assert jobs(queued) == [("courier", "todo")]
    assert asked(queued, "SELECT lease_owner FROM outlet") == [(None,)]
    assert asked(queued, f"SELECT count(*) FROM {SCHEMA}.procrastinate_workers") == [(0,)]


def test_a_crawl_ends_when_its_worker_was_killed(queued, typist, tmp_path):
    slow = {"Retry-After": "100", "Content-Type": "text/html"}
    with Paper({"/": Answer(b"", 503, slow), "/robots.txt": "User-agent: *\nDisallow:"}) as one:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": one})
        assert typist("schedule", "-a", f"sites={sites}").code == 0
        work = start_work(queued)
        wait_for(lambda: "/" in one.asked())
        assert asked(queued, "SELECT count(lease_owner) FROM outlet") == [(1,)]
        work.kill()
        work.communicate(timeout=10)
        wait_for(lambda: asked(queued, "SELECT count(lease_owner) FROM outlet") == [(0,)], 60)
    assert jobs(queued) == [("courier", "doing")]  # until it is taken over: tests/queue/test_jobs.py


def test_a_paper_that_another_run_holds_waits_for_its_lease(queued, typist, tmp_path):
    engine = open_engine(queued)
    frontier = Frontier(engine)
    with paper("Bridge opens") as one:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": one})
        assert typist("schedule", "-a", f"sites={sites}").code == 0
        outlet = frontier.outlet_id("courier", one.domain, "Mapleton, Oregon", "America/Los_Angeles")
        holder = "pid 1 on elsewhere since 12:00 (x)"
        assert frontier.take_lease(outlet, holder, datetime.now(UTC), 600) is None
        assert typist("work", "--once").code == 0
        assert one.asked() == []
    engine.dispose()
    wait = f"SELECT status::text, scheduled_at > now() + interval '300 seconds' FROM {SCHEMA}.procrastinate_jobs"
    assert asked(queued, wait) == [("todo", True)]


def test_a_worker_whose_settings_are_wrong_ends_with_code_2_and_keeps_no_job(queued, typist, tmp_path):
    sites = tmp_path / "sites.toml"
    sites.write_text(
        '[[site]]\nname = "courier"\ndomain = "courier.example"\nplace = "Mapleton"\ntimezone = "UTC"\n',
        encoding="utf-8",
    )
    assert typist("schedule", "-a", f"sites={sites}").code == 0
    done = scrapy("work", env={"NEWSCRAWL_DATABASE_URL": queued})  # it says no CONTACT
    assert done.returncode == 2
    assert "[courier] scrapy crawl: courier.example is somebody else's site" in done.stderr
    assert jobs(queued) == [("courier", "todo")]


def test_a_job_that_this_machine_does_not_know_fails_with_a_sentence(queued, typist):
    insert = (
        (
            f"INSERT INTO {SCHEMA}.procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args) "
            "VALUES ('newscrawl', 'newscrawl.crawl', 'gazette', 'gazette', '{{\"name\": \"gazette\"}}')"
        )
        .replace("{{", "{")
        .replace("}}", "}")
    )
    engine = create_engine(queued)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
        connection.exec_driver_sql(insert)
    engine.dispose()
    done = typist("work", "--once")
    assert done.code == 0
    assert "gazette: this machine has no spider called 'gazette'" in done.err
    assert jobs(queued) == [("gazette", "failed")]


def test_a_child_waits_for_its_pipe_and_then_ends_itself(monkeypatch):
    reading, writing = os.pipe()
    os.write(writing, b"x")
    os.close(writing)
    sent = []
    monkeypatch.setattr(os, "kill", lambda *call: sent.append(call))
    monkeypatch.setattr(time, "sleep", sent.append)
    monkeypatch.setattr(os, "_exit", sent.append)
    end_with(reading)
    os.close(reading)
    assert sent == [(os.getpid(), signal.SIGTERM), 25.0, 130]


@pytest.mark.faults
def test_a_dead_workers_paper_is_crawled_by_another_within_a_minute(queued, typist, tmp_path):
    with paper(*(f"Article {n} of many" for n in range(12))) as one:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": one})
        assert typist("schedule", "-a", f"sites={sites}").code == 0
        first = start_work(queued, "-s", "DOWNLOAD_DELAY=0.5")
        wait_for(lambda: len(one.asked()) > 5)
        first.kill()
        first.communicate(timeout=10)
        second = start_work(queued)
        began = time.monotonic()
        wait_for(lambda: jobs(queued) == [], 90)
        assert time.monotonic() - began < 75
        second.send_signal(signal.SIGTERM)
        second.communicate(timeout=30)
    assert asked(queued, "SELECT count(*), count(DISTINCT url) FROM v_article") == [(12, 12)]
