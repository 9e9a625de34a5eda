"""Killed anywhere, started again: everything that the server served is stored, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from loopback import ROOT, Paper, article_page, comment, home, scrapy, sites_toml, thread
from sqlalchemy import create_engine, text

ARTICLES = 40


@pytest.fixture
def paper(tmp_path):
    paths = [f"/2026/03/01/article-number-{n}-of-many/" for n in range(ARTICLES)]
    pages = {
        path: article_page(
            f"Article {n}",
            comments=thread(
                comment(10 * n + 1, "Gus", f"First of {n}."), comment(10 * n + 2, "Nan", f"Second of {n}.")
            ),
        )
        for n, path in enumerate(paths)
    }
    with Paper({"/": home(*paths), **pages}) as served:
        served.sites = sites_toml(tmp_path / "sites.toml", {"paper": served})
        yield served


def numbers(database):
    engine = create_engine(database)
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SELECT count(*), count(DISTINCT {key}) FROM {view}")).one()
            for view, key in (("v_article", "url"), ("v_quote", "article_id"), ("v_comment", "platform_id"))
        ]
    engine.dispose()
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_is_killed_and_started_again_loses_nothing_and_doubles_nothing(database, paper, seed):
    arguments = ["crawl", "localnews", "-a", f"sites={paper.sites}", "-s", f"DATABASE_URL={database}"]
    after = random.Random(seed).randint(3, ARTICLES - 5)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while len(paper.log) < after and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    result = scrapy(*arguments)
    assert result.returncode == 0, (seed, result.stderr)
    assert numbers(database) == [(ARTICLES, ARTICLES), (ARTICLES, ARTICLES), (2 * ARTICLES, 2 * ARTICLES)], seed


def test_an_interrupt_ends_the_run_whole_with_code_130(tmp_path, paper):
    database = f"sqlite:///{tmp_path / 'news.db'}"
    arguments = [
        "crawl",
        "localnews",
        "-a",
        f"sites={paper.sites}",
        "-s",
        f"DATABASE_URL={database}",
        "-s",
        "DOWNLOAD_TIMEOUT=5",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while len(paper.log) < 5 and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the run ended before the interrupt came")
    assert process.returncode == 130, errors
    assert "the next run goes on" in said
    assert scrapy(*arguments).returncode == 0
    assert numbers(database)[0] == (ARTICLES, ARTICLES)
