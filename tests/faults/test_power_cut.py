"""Row 23 of the faults: the file and its log as they stood at any instant open again, and hold a prefix of the commits."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from faults.bench import Bench
from faults.judges import doubled, spans, unsound
from faults.runs import Run, sites
from sqlalchemy import create_engine, text


def copied(source, target):
    """The file and its log, as a disk holds them at a power cut: no shared memory, neither waits for the other."""
    for end in ("", "-wal"):
        if (path := source.with_name(source.name + end)).exists():
            shutil.copyfile(path, target.with_name(target.name + end))


def looked_at(path):
    """What is wrong with a copy, and how many pages of it are settled."""
    with closing(sqlite3.connect(path)) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'v_article'").fetchone():
            return [], 0
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        wrong = [*unsound(connection), *doubled(connection), *spans(connection)]
        bare = connection.execute(
            text(
                "SELECT count(*) FROM v_article a WHERE NOT EXISTS (SELECT 1 FROM v_quote q WHERE q.article_id = a.article_id)"
            )
        ).scalar_one()
        settled = connection.execute(text("SELECT count(*) FROM page WHERE state <> 'found'")).scalar_one()
    engine.dispose()
    return [*wrong, *([f"{bare} articles without their quote"] if bare else [])], settled


@pytest.mark.parametrize("copies", [12, pytest.param(200, marks=pytest.mark.faults)])
def test_a_copy_of_any_instant_opens_and_is_whole(tmp_path, copies):
    seed = 23
    draw = random.Random(seed)
    path = tmp_path / "news.db"
    articles = 60 if copies < 100 else 1500
    with Bench(articles, 1, seed=seed, pause=0.01) as paper:
        run = Run(sites(tmp_path, paper), f"sqlite:///{path}")
        assert run.until(lambda: len(paper.served_whole()) > 2)
        settled = []
        for number in range(copies):
            time.sleep(draw.uniform(0, 0.05))
            copy = tmp_path / f"copy-{number}.db"
            run.process.send_signal(signal.SIGSTOP)  # a copy takes a while: the writer must not go on meanwhile
            copied(path, copy)
            run.process.send_signal(signal.SIGCONT)
            wrong, count = looked_at(copy)
            assert wrong == [], (seed, number, wrong)
            settled.append(count)
            for end in ("", "-wal", "-shm"):
                copy.with_name(copy.name + end).unlink(missing_ok=True)
        assert run.finish(180)[0] == 0
        assert settled == sorted(settled), "a prefix of the commits: what was there stays"
