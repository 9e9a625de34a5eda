"""Rows 5, 6 and 7 of the faults: the database is gone, refuses, or its disk is full, while a crawl is under way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

import pytest
from faults.bench import Bench
from faults.judges import judge
from faults.runs import Run, crawl, sites
from sqlalchemy import create_engine, text

from newscrawl.db.engine import BUSY_TIMEOUT

ARTICLES = 300
HELD = 150
"""Pages of a paper that are read and wait to be stored, at most (newscrawl.spiders.feeder)."""
QUIET = 3 + 3
"""Requests that may still be answered, and such as were on their way, when fetching is to stand still."""


def uri(server):
    return server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def standing_still(paper, seconds):
    """How many pages were asked for in the last half of so many seconds."""
    time.sleep(seconds / 2)
    before = len(paper.log)
    time.sleep(seconds / 2)
    return len(paper.log) - before


@pytest.mark.parametrize("seconds", [4, pytest.param(30, marks=pytest.mark.faults)])
def test_a_server_that_is_away_for_a_while_is_waited_for_and_nothing_is_fetched(own_server, tmp_path, seconds):
    database = uri(own_server)
    with Bench(ARTICLES, 1, seed=5, pause=0.01) as paper:
        run = Run(sites(tmp_path, paper), database)
        assert run.until(lambda: len(paper.served_whole()) > 60)
        own_server.stop()
        before, held = run.resident(), len(paper.served_whole())
        assert standing_still(paper, seconds) <= QUIET
        assert len(paper.served_whole()) - held <= HELD
        assert run.resident() - before < 100
        own_server.start()
        code, _, errors = run.finish(180)
        assert code == 0, errors[-3000:]
        assert "is waited for" in errors
        assert "there again" in errors
        assert len(paper.served_whole()) == ARTICLES
        assert judge(database, paper) == []


@pytest.mark.parametrize("patience", [3, pytest.param(180, marks=pytest.mark.faults)])
def test_a_server_that_stays_away_ends_the_run_with_one_line_and_code_3(own_server, tmp_path, patience):
    database = uri(own_server)
    with Bench(ARTICLES, 1, seed=6, pause=0.01) as paper:
        file = sites(tmp_path, paper)
        run = Run(file, database, f"DATABASE_PATIENCE={patience}")
        assert run.until(lambda: len(paper.served_whole()) > 60)
        own_server.stop()
        gone = time.monotonic()
        code, _, errors = run.finish(patience + 60)
        assert time.monotonic() - gone < patience + 30
        assert code == 3, errors[-3000:]
        assert errors.count("The database failed, the crawl stops") == 1, errors
        assert "Traceback" not in errors, errors
        own_server.start()
        assert crawl(file, database).returncode == 0
        assert len(paper.served_whole()) == ARTICLES
        assert judge(database, paper) == []


@pytest.mark.faults
def test_a_server_that_hangs_is_no_reason_to_fetch_on(own_server, tmp_path):
    """Frozen, not stopped: no connection breaks, no answer comes."""
    database = uri(own_server)
    with Bench(ARTICLES, 1, seed=8, pause=0.005) as paper:
        run = Run(sites(tmp_path, paper), database)
        assert run.until(lambda: len(paper.served_whole()) > 60)
        main = int((own_server.pgdata / "postmaster.pid").read_text().split()[0])
        said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(main)], capture_output=True, text=True, check=False)
        servers = [main, *map(int, said.stdout.split())]
        for pid in servers:
            os.kill(pid, signal.SIGSTOP)
        try:
            assert standing_still(paper, 3) <= QUIET
        finally:
            for pid in servers:
                os.kill(pid, signal.SIGCONT)
        assert run.finish(180)[0] == 0
        assert judge(database, paper) == []


@pytest.mark.faults
@pytest.mark.parametrize("seconds", [10, 60])
def test_a_file_that_another_writer_holds_is_waited_for_and_no_queue_grows(tmp_path, seconds):
    """Also row 21: a store that takes a minute for one batch."""
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with Bench(ARTICLES, 1, seed=9, pause=0.002) as paper:
        run = Run(sites(tmp_path, paper), database)
        assert run.until(lambda: len(paper.served_whole()) > 20)
        with closing(sqlite3.connect(tmp_path / "news.db", timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            before, held = run.resident(), len(paper.served_whole())
            time.sleep(seconds / 2)
            asked = standing_still(paper, seconds / 2)
            assert (
                asked <= QUIET or seconds <= BUSY_TIMEOUT
            )  # so long SQLite itself waits, and fetching goes on to its limit
            assert len(paper.served_whole()) - held <= HELD + 60  # some were read and not stored when it began
            assert run.resident() - before < 100
            other.execute("ROLLBACK")
        assert run.finish(180)[0] == 0
        assert len(paper.served_whole()) == ARTICLES
        assert judge(database, paper) == []


@pytest.mark.faults
@pytest.mark.parametrize("every", [0.5, 0.1])
def test_connections_that_are_cut_in_mid_batch_cost_nothing(own_server, tmp_path, every):
    """Backends are ended again and again, wherever they are in a transaction."""
    database = uri(own_server)
    over = threading.Event()
    cuts = []

    def cut():
        engine = create_engine(database, isolation_level="AUTOCOMMIT")
        ending = text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND backend_type = 'client backend' AND state IN ('active', 'idle in transaction')"
        )
        with engine.connect() as connection:
            while not over.wait(every):
                cuts.append(connection.execute(ending).scalar_one())
        engine.dispose()

    with Bench(ARTICLES, 1, seed=10, pause=0.002) as paper:
        run = Run(sites(tmp_path, paper), database)
        assert run.until(lambda: len(paper.served_whole()) > 10)
        cutter = threading.Thread(target=cut)
        cutter.start()
        run.until(lambda: len(paper.served_whole()) > ARTICLES - 50, 40)
        over.set()
        cutter.join()
        code, _, errors = run.finish(120)
        assert code == 0, errors[-3000:]
        assert sum(cuts), "no connection was cut: the test saw nothing"
        assert judge(database, paper) == []


@pytest.mark.faults
def test_two_writers_that_stand_in_each_others_way_both_come_through(own_server, tmp_path):
    """Somebody locks rows in the other order, again and again: PostgreSQL ends one of the two (deadlock)."""
    database = uri(own_server)
    over = threading.Event()
    locked = []

    def lock():
        engine = create_engine(database)
        while not over.wait(0.05):
            try:
                with engine.begin() as connection:
                    connection.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
                    connection.execute(
                        text(
                            "UPDATE page SET failures = failures WHERE id IN (SELECT id FROM page ORDER BY id DESC LIMIT 40)"
                        )
                    )
                    connection.execute(text("UPDATE outlet SET place = place"))
                    connection.execute(
                        text(
                            "UPDATE page SET failures = failures WHERE id IN (SELECT id FROM page ORDER BY id LIMIT 40)"
                        )
                    )
                locked.append(1)
            except Exception:  # noqa: BLE001  (it was the one that was ended)
                locked.append(0)
        engine.dispose()

    with Bench(ARTICLES, 1, seed=11, pause=0.002) as paper:
        run = Run(sites(tmp_path, paper), database)
        assert run.until(lambda: len(paper.served_whole()) > 10)
        other = threading.Thread(target=lock)
        other.start()
        run.until(lambda: len(paper.served_whole()) > ARTICLES - 50, 60)
        over.set()
        other.join()
        assert run.finish(120)[0] == 0
        assert locked
        assert judge(database, paper) == []


@pytest.fixture
def small_disk(tmp_path):
    """A folder of 20 MB that is a disk of its own; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "newscrawl-test", str(folder)], capture_output=True, check=False
    ) if shutil.which("mount") else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("no disk of its own may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.mark.faults
@pytest.mark.parametrize("with_log", [False, True])
def test_a_disk_that_is_full_ends_the_run_and_with_room_again_nothing_is_lost(small_disk, tmp_path, with_log):
    database = f"sqlite:///{small_disk / 'news.db'}"
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * 17_000_000)
    more = [f"LOG_FILE={small_disk / 'crawl.log'}", "LOG_LEVEL=DEBUG"] if with_log else []
    with Bench(600, 8, seed=12) as paper:
        file = sites(tmp_path, paper)
        result = crawl(file, database, *more)
        assert result.returncode == 3, result.stderr[-3000:]
        if not with_log:
            assert sum("news.db" in line for line in result.stderr.splitlines()) == 1, result.stderr
        filler.unlink()
        if with_log:
            (small_disk / "crawl.log").unlink(missing_ok=True)
        assert not any("lost: " in one and "stands nowhere" not in one for one in judge(database, paper))
        for path in list(paper.quotes)[300:]:  # room for half of them
            paper.answers.pop(path)
        result = crawl(file, database)
        assert result.returncode == 0, result.stderr[-3000:]
        assert judge(database, paper) == []
