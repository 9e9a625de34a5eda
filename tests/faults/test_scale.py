"""Rows 16 and 17 of the faults: memory over many pages, and a frontier of a million known addresses.

``FAULTS_PAGES`` and ``FAULTS_KNOWN`` say how many.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from faults.bench import Bench
from faults.judges import judge
from faults.runs import Run, crawl, sites
from sqlalchemy import text

from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.frontier import Frontier
from newscrawl.items import PageKind

PAGES = int(os.environ.get("FAULTS_PAGES", "100000"))
KNOWN = int(os.environ.get("FAULTS_KNOWN", "1000000"))
HOSTS = 20
START = 5.0
"""Seconds from the command's start to its first request."""

KNOWN_PAGES = {
    "sqlite": (
        "INSERT INTO page (outlet_id, kind, url, key, found_in, found_at, newest, modified_only, hint, state, due_at, failures) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) "
        "SELECT 1, 'article', {url} || i || '/', {url} || i || '/', {url}, {now}, {now}, 0, '{{}}', "
        "CASE WHEN i % 10 = 0 THEN 'found' ELSE 'read' END, CASE WHEN i % 10 = 0 THEN {now} END, 0 FROM n"
    ),
    "postgresql": (
        "INSERT INTO page (outlet_id, kind, url, key, found_in, found_at, newest, modified_only, hint, state, due_at, failures) "
        "SELECT 1, 'article', {url} || i || '/', {url} || i || '/', {url}, {now}, {now}, false, '{{}}', "
        "CASE WHEN i % 10 = 0 THEN 'found' ELSE 'read' END, CASE WHEN i % 10 = 0 THEN {now} END, 0 FROM generate_series(1, {many}) i"
    ),
}


@pytest.mark.faults
def test_a_million_known_pages_do_not_delay_the_first_request(database, tmp_path):
    with Bench(3, 0, seed=60) as paper:
        file = sites(tmp_path, paper)
        assert crawl(file, database).returncode == 0
        resident, firsts = {}, {}
        for many in (0, KNOWN):
            if many:
                engine = open_engine(database)
                prepare(engine, lambda _sentence: None)
                fill = KNOWN_PAGES[engine.dialect.name]
                now = "'2026-03-01 12:00:00.000000'" if engine.dialect.name == "sqlite" else "now() - interval '1 day'"
                with engine.begin() as connection:
                    connection.execute(text(fill.format(many=many, url=f"'{paper.url}/2026/03/03/known-'", now=now)))
                if engine.dialect.name == "postgresql":
                    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                        connection.execute(text("ANALYZE"))
                engine.dispose()
            before = len(paper.log)
            run = Run(file, database, "SITE_MAX_REQUESTS=200")
            assert run.until(lambda: len(paper.log) > before, 120)  # noqa: B023 - called at once
            first = firsts[many] = paper.log[before].at - run.began
            run.until(lambda: len(paper.log) > before + 60, 30)  # noqa: B023
            resident[many] = run.resident() if run.process.poll() is None else 0.0
            run.finish(120)
            print(f"{many:,} known: {first:.1f} s to the first request, {resident[many]:.0f} MB")
        assert firsts[KNOWN] < max(START, 1.3 * firsts[0]), firsts  # a machine may be busy with something else


@pytest.mark.faults
def test_memory_stays_flat_over_many_pages(tmp_path):
    database = f"sqlite:///{tmp_path / 'news.db'}"
    with ExitStack() as stack:
        papers = [
            stack.enter_context(Bench(PAGES // HOSTS, 2, seed=70 + n, name=f"paper{n}", listed=False))
            for n in range(HOSTS)
        ]
        run = Run(sites(tmp_path, *papers), database)
        served = lambda: sum(len(paper.log) for paper in papers)  # noqa: E731
        resident = {}
        for tenth in (0.1, 0.5, 0.95):
            assert run.until(lambda tenth=tenth: served() >= tenth * PAGES, 4 * 3600)
            time.sleep(0.5)
            resident[tenth] = run.resident()
        assert run.finish(3600)[0] == 0
        print({f"{tenth * PAGES:,.0f} pages": f"{megabytes:.0f} MB" for tenth, megabytes in resident.items()})
        assert resident[0.95] < 500
        assert resident[0.95] <= 1.2 * resident[0.1], resident
        assert judge(database, *papers) == []


def test_the_due_pages_of_a_large_frontier_come_from_an_index(engine):
    """The small sample: the plan names an index of never-fetched pages, and nothing is sorted or scanned as a whole."""
    frontier = Frontier(engine)
    outlet = frontier.outlet_id("courier", "courier.example", "Mapleton", "UTC")
    fill = KNOWN_PAGES[engine.dialect.name]
    now = "'2026-03-01 12:00:00.000000'" if engine.dialect.name == "sqlite" else "now() - interval '1 day'"
    with engine.begin() as connection:
        connection.execute(text(fill.format(many=20_000, url="'https://courier.example/'", now=now)))
    began = time.process_time()
    found = frontier.due(outlet, datetime(2030, 1, 1, tzinfo=UTC), limit=100, kinds=[PageKind.ARTICLE])
    assert len(found) == 100
    assert time.process_time() - began < 1
