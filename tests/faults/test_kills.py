"""Rows 1, 2 and 4 of the faults: killed at any moment, once or twice, or asked to stop; then started again."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from faults.bench import Bench
from faults.judges import judge
from faults.runs import Run, crawl, sites

KILLS = int(os.environ.get("FAULTS_KILLS", "100"))
DOUBLE_KILLS = int(os.environ.get("FAULTS_DOUBLE_KILLS", "20"))
ARTICLES = 60
IN_FLIGHT = 3 + 150
"""Requests of a paper under way, and pages of it read and not yet stored (newscrawl.spiders.feeder)."""


def killed_and_resumed(database, paper, file, seed, kills=1):
    """Kill at a random point of the log, once or more; then a run to its end. How many articles were sent twice."""
    draw = random.Random(seed)
    for number in range(kills):
        before = len(paper.log)
        run = Run(file, database)
        if number == 0:  # anywhere in the first nine tenths; the beginning is where the schema is made
            wanted = draw.uniform(0, 0.9 * (ARTICLES + 8))
            run.until(lambda: len(paper.log) - before >= wanted)  # noqa: B023 - called at once
            time.sleep(draw.uniform(0, 0.1))
        else:  # within two seconds of the resume
            time.sleep(draw.uniform(0, 2))
        run.kill()
    sent = {s.path for s in paper.log if s.finished and s.status == 200 and s.path in paper.quotes}
    before = len(paper.log)
    result = crawl(file, database)
    assert result.returncode == 0, (seed, result.stderr[-3000:])
    again = paper.served_whole(before) & sent
    assert len(paper.served_whole()) == len(paper.quotes), seed
    assert judge(database, paper) == [], seed
    assert len(again) <= IN_FLIGHT, seed
    return len(again)


def test_a_sample_of_kills_loses_nothing_and_doubles_nothing(database, tmp_path):
    seed, kills = (1, 1) if database.startswith("sqlite") else (3, 2)
    with Bench(ARTICLES, seed=seed) as paper:
        killed_and_resumed(database, paper, sites(tmp_path, paper), seed, kills)


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(1000, 1000 + KILLS))
def test_a_run_that_is_killed_at_any_moment(database, tmp_path, seed):
    with Bench(ARTICLES, seed=seed) as paper:
        killed_and_resumed(database, paper, sites(tmp_path, paper), seed)


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(2000, 2000 + DOUBLE_KILLS))
def test_a_run_that_is_killed_again_as_soon_as_it_goes_on(database, tmp_path, seed):
    with Bench(ARTICLES, seed=seed) as paper:
        killed_and_resumed(database, paper, sites(tmp_path, paper), seed, 2)


@pytest.mark.parametrize("how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.faults)])
def test_a_run_that_is_asked_to_stop_stores_what_it_holds_and_says_so(tmp_path, how):
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with Bench(ARTICLES, seed=7, pause=0.02) as paper:
        file = sites(tmp_path, paper)
        run = Run(file, database)
        assert run.until(lambda: len(paper.served_whole()) >= 15)
        run.process.send_signal(how)
        asked = time.monotonic()
        code, said, errors = run.finish(60)
        assert time.monotonic() - asked < 30
        assert code == 130, errors
        assert "the next run goes on" in said
        held = paper.served_whole()
        before = len(paper.log)
        assert judge(database, paper) == []  # what was in flight is stored, before any resume
        assert crawl(file, database).returncode == 0
        assert not paper.served_whole(before) & held
        assert judge(database, paper) == []
