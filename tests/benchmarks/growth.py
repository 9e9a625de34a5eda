"""What a large database costs a crawl: ``python tests/benchmarks/growth.py [--outlets 1000] [--pages 1000000] [--json FILE]``.

Fills a SQLite file (or ``--database URL``) with as many outlets and known pages, one in a hundred of them due, and beside it
one of 10 outlets with a thousandth of the pages. For each: CPU and seconds until every paper is open, a look for due pages
(of each of 10 papers), the noting of 100 addresses, memory; and how the database means to find due pages (EXPLAIN).
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from sqlalchemy import insert, text

from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Outlet, Page
from newscrawl.discovery.clock import Clock
from newscrawl.fetching.pace import Pace
from newscrawl.items import FoundPage, PageKind
from newscrawl.spiders.arguments import RunArguments
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.opening import OpenPapers
from newscrawl.spiders.refusals import Refusals
from newscrawl.spiders.site import Site
from newscrawl.spiders.site_rules import SiteRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Engine

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PART = 20_000


def fill(engine: Engine, outlets: int, pages: int) -> None:
    """The outlets, and their pages: read articles for the most part, some due, a few never fetched."""
    with engine.begin() as connection:
        names = [{"name": _name(n), "domain": _domain(n), "place": "Town", "timezone": "UTC"} for n in range(outlets)]
        connection.execute(insert(Outlet), names)
        rows: list[dict[str, Any]] = []
        for row in _pages(outlets, pages):
            rows.append(row)
            if len(rows) == PART:
                connection.execute(insert(Page), rows)
                rows.clear()
        if rows:
            connection.execute(insert(Page), rows)
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))


def _name(number: int) -> str:
    return f"paper_{number}"


def _domain(number: int) -> str:
    return f"paper{number}.example"


def _pages(outlets: int, pages: int) -> Iterator[dict[str, Any]]:
    for number in range(pages):
        of, nth = number % outlets, number // outlets
        url = f"https://{_domain(of)}/2026/{nth % 12 + 1:02}/story-{nth}/"
        at = NOW - timedelta(hours=nth % 9000)
        fetched = nth % 200 != 0
        yield {
            "outlet_id": of + 1, "kind": "article", "url": url, "key": f"{_domain(of)}/2026/{nth % 12 + 1:02}/story-{nth}",
            "found_at": at, "newest": at, "state": "read" if fetched else "found",
            "due_at": NOW - timedelta(hours=1) if nth % 100 == 0 else NOW + timedelta(days=nth % 300 + 1),
            "fetched_at": at if fetched else None, "status": 200 if fetched else None,
            "content_hash": f"{number:064x}" if fetched else None,
        }  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What *work* gives; seconds, and seconds of CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - began, time.process_time() - cpu


def measured(url: str, outlets: int) -> dict[str, float]:
    """The costs of a filled database."""
    engine = open_engine(url)
    _, ready, _ = timed(lambda: prepare(engine, print))
    frontier, clock = Frontier(engine), Clock()
    readers = {_name(n): NewsSpider.of(Site(_name(n), _domain(n), "Town", "UTC")) for n in range(outlets)}
    papers = OpenPapers(clock, Refusals(clock, Pace()), SiteRules(clock), logging.getLogger("growth"))
    _, opened, opened_cpu = timed(lambda: papers.open(frontier, readers, RunArguments(), with_memory=True))
    assert papers.lease
    looks, notes = [], []
    for name in list(papers.ids)[:10]:
        of = papers.ids[name]
        kinds = [PageKind.THREAD, PageKind.ARTICLE]
        for skip in ((), range(1, 150)):
            looks.append(timed(partial(frontier.due, of, NOW, limit=3, kinds=kinds, skip=skip))[1])
        found = [FoundPage(f"https://{_domain(of - 1)}/new/story-{n}/") for n in range(100)]
        notes.append(timed(partial(frontier.note_found, of, found, NOW))[1])
    _, waiting, _ = timed(lambda: frontier.waiting(papers.ids.values(), NOW))
    papers.lease.release()
    with engine.connect() as connection:
        plan = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        query = "SELECT id FROM page WHERE outlet_id = 1 AND kind = 'article' AND state != 'found' AND due_at <= :now LIMIT 3"
        print(*(str(row[-1]) for row in connection.execute(text(plan + query), {"now": NOW.isoformat()})), sep="\n")
    engine.dispose()
    return {
        "schema looked at, s": ready,
        "papers opened, s": opened,
        "of them CPU, s": opened_cpu,
        "a paper, ms": 1000 * opened / outlets,
        "look for due pages, ms": 1000 * statistics.median(looks),
        "100 addresses noted, ms": 1000 * statistics.median(notes),
        "pages that wait counted, ms": 1000 * waiting,
        "resident, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print both, one beside the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--database", help="an empty one; without it, a file in a temporary folder")
    parser.add_argument("--keep", type=Path, help="a folder whose files are used again")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        found: dict[str, dict[str, float]] = {}
        for outlets, pages in ((10, max(10, given.pages // 1000)), (given.outlets, given.pages)):
            url = f"sqlite:///{place / f'{outlets}_{pages}.db'}"
            if given.database and outlets == given.outlets:
                url = given.database
            engine = open_engine(url)
            prepare(engine, print)
            with engine.connect() as connection:
                empty = connection.execute(text("SELECT count(*) FROM outlet")).scalar_one() == 0
            if empty:
                fill(engine, outlets, pages)
            engine.dispose()
            found[f"{outlets} outlets, {pages:,} pages"] = measured(url, outlets)
    for name in next(iter(found.values())):
        print(f"{name:32}" + "".join(f"{costs[name]:>14.2f}" for costs in found.values()))
    print("of:", *found, sep="  ")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
