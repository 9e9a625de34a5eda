"""Two runs at once on one database, and a backfill that is killed: no page is fetched twice, nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from loopback import ROOT, Answer, Paper, article_page, home, scrapy, sites_toml
from sqlalchemy import create_engine, text

ARTICLES = 15
SLOW = 0.05
"""Seconds that each answer takes, so that two runs that begin together are under way together."""


class Slow(dict):
    """Answers by path that are long in coming."""

    def get(self, path, default=None):
        time.sleep(SLOW)
        return super().get(path, default)


def paper_of(name):
    paths = [f"/2026/03/01/{name}-number-{n}-of-many/" for n in range(ARTICLES)]
    paper = Paper({"/": home(*paths), **{path: article_page(f"{name.title()} {n}") for n, path in enumerate(paths)}})
    paper.answers = Slow(paper.answers)
    return paper


def started(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def query(database, statement):
    engine = create_engine(database)
    with engine.connect() as connection:
        found = connection.execute(text(statement)).all()
    engine.dispose()
    return found


def test_two_runs_that_begin_at_once_fetch_no_page_twice_and_end_well(database, tmp_path):
    with paper_of("courier") as one, paper_of("herald") as two, paper_of("gazette") as three:
        sites = sites_toml(tmp_path / "sites.toml", {"one": one, "two": two, "three": three})
        arguments = ("crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={database}")
        runs = [started(*arguments), started(*arguments)]
        said = [run.communicate(timeout=120) for run in runs]
        assert [run.returncode for run in runs] == [0, 0], said
        for paper in (one, two, three):
            assert {path: n for path, n in Counter(paper.asked()).items() if n > 1 and path != "/robots.txt"} == {}
    assert query(database, "SELECT count(*), count(DISTINCT url) FROM v_article") == [(3 * ARTICLES, 3 * ARTICLES)]
    told = "".join(out + err for out, err in said)
    assert "being crawled" in told  # a run says which papers it left to the other, and who that is


DATES = [f"{year}-{month:02}" for year in (2021, 2022) for month in (1, 5, 9)]


def old_paper():
    """Old articles behind sitemaps by month; the front page names the newest alone."""
    pages, maps = {}, {}
    for date in DATES:
        paths = [f"/{date.replace('-', '/')}/0{n}/story-{n}-of-{date}/" for n in range(1, 7)]
        pages |= {
            path: article_page(f"Story {path[9:]}", published=f"{date}-0{n}T09:00:00Z")
            for n, path in enumerate(paths, 1)
        }
        maps[date] = paths
    paper = Paper(pages)
    address = paper.url
    xml = {"Content-Type": "application/xml"}
    entries = {
        f"/sitemap-{date}.xml": "".join(f"<url><loc>{address}{path}</loc><lastmod>{date}-0{n}</lastmod></url>" for n, path in enumerate(paths, 1))
        for date, paths in maps.items()
    }  # fmt: skip
    for name, urls in entries.items():
        paper.answers[name] = Answer(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(), headers=xml
        )
    index = "".join(f"<sitemap><loc>{address}{name}</loc></sitemap>" for name in entries)
    paper.answers["/sitemap.xml"] = Answer(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'.encode(),
        headers=xml,
    )
    paper.answers["/robots.txt"] = Answer(
        f"User-agent: *\nSitemap: {address}/sitemap.xml\n".encode(), headers={"Content-Type": "text/plain"}
    )
    paper.answers["/"] = Answer.of(home(maps[DATES[-1]][-1]))
    paper.answers = Slow(paper.answers)
    return paper


@pytest.mark.parametrize("after", [4, 14])
def test_a_backfill_that_is_killed_and_started_again_loses_nothing_and_doubles_nothing(database, tmp_path, after):
    with old_paper() as paper:
        sites = sites_toml(tmp_path / "sites.toml", {"courier": paper})
        arguments = ("crawl", "localnews", "-a", f"sites={sites}", "-a", "since=2021-05-01", "-a", "until=2022-05-31",
                     "-s", f"DATABASE_URL={database}")  # fmt: skip
        run = started(*arguments)
        stories = lambda: [path for path in paper.asked() if "/story-" in path]  # noqa: E731
        deadline = time.monotonic() + 60
        while len(stories()) < after and time.monotonic() < deadline and run.poll() is None:
            time.sleep(0.005)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        result = scrapy(*arguments)
        assert result.returncode == 0, result.stderr
        wanted = {path for path in stories() if "2021-05" <= path[1:8].replace("/", "-") <= "2022-05"}
        assert len(wanted) == 4 * 6
        newest = next(path for path in paper.answers if path.endswith(f"story-6-of-{DATES[-1]}/"))
        assert set(stories()) - wanted <= {
            newest
        }  # nothing outside the span but what the front page names with no date
        found = query(database, "SELECT count(*), count(DISTINCT url), max(revisions) FROM v_article")
        assert found == [(24, 24, 1)]
        assert query(database, "SELECT count(*), count(DISTINCT article_id) FROM v_quote") == [(24, 24)]
