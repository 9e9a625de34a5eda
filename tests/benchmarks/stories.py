"""Finding stories: how well, and what it costs an article: ``python tests/benchmarks/stories.py [--stored 100000,1000000]``.

First the pairs of printings of 8,000 invented articles; then milliseconds an article where so many texts are stored
already. Those are simulated: 47 samples each, as an article of 380 words has, under hashes that nothing else has, and
articles without a body, for the cost lies in the samples. ``--url`` takes an empty PostgreSQL database.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import wire
from sqlalchemy import insert, text

from newscrawl.db import writing
from newscrawl.db.engine import open_engine, prepare, write_transaction
from newscrawl.db.models import Article, Outlet
from newscrawl.db.stories import compare_written

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

SAMPLES = 47
BATCH = 50


def write(engine: Engine, articles: list[wire.Printed]) -> str:
    """Store them as a crawl does; milliseconds an article: for stories, of the processor, and in all."""
    spent = processor = 0.0

    def timed(of: Engine) -> None:
        nonlocal spent, processor
        began, used = time.perf_counter(), time.process_time()
        compare_written(of)
        spent += time.perf_counter() - began
        processor += time.process_time() - used

    writing.compare_written = timed  # type: ignore[assignment]
    began = time.perf_counter()
    for at in range(0, len(articles), BATCH):
        writing.write_pages(engine, None, [article.record() for article in articles[at : at + BATCH]])
    took = time.perf_counter() - began
    each = 1000 / len(articles)
    cost = f"{spent * each:.2f} ms an article for stories ({processor * each:.2f} ms of the processor)"
    return f"{cost}, {took * each:.2f} ms in all"


def score(engine: Engine, articles: list[wire.Printed]) -> tuple[float, float, float]:
    """Pair precision, pair recall, and the share of stories whose original is the earliest printing."""
    stored: dict[int, list[str]] = defaultdict(list)
    first = set()
    with engine.connect() as connection:
        for story, url, is_original in connection.execute(text("SELECT story_id, url, is_original FROM v_story")):
            stored[story].append(url)
            if is_original:
                first.add(url)
    truth: dict[int, list[str]] = defaultdict(list)
    for article in articles:
        if article.story is not None:
            truth[article.story].append(article.url)
    true = {pair for urls in truth.values() for pair in combinations(sorted(urls), 2)}
    held = {pair for urls in stored.values() for pair in combinations(sorted(urls), 2)}
    firsts = {article.url for article in articles if article.story is not None and article.first}
    return len(true & held) / len(held), len(true & held) / len(true), len(first & firsts) / len(firsts)


def fill(engine: Engine, number: int, seed: int = 9) -> None:
    """So many articles more, with samples in ascending order, so that it takes minutes and no memory."""
    rng = random.Random(seed)
    rows = number * SAMPLES
    step = (1 << 48) // rows & ~7
    with write_transaction(engine) as connection:
        moment = wire.START
        outlet = {"name": f"Filler {number}", "domain": "filler.example", "place": "", "timezone": "UTC"}
        of = connection.execute(insert(Outlet).values(outlet).returning(Outlet.id)).scalar_one()
        blank = dict.fromkeys(c.name for c in Article.__table__.columns if c.nullable and c.name != "id")
        more = {
            "truncated": False,
            "body": "",
            "body_hash": "",
            "sources": {},
            "first_seen": moment,
            "last_seen": moment,
        }
        last = connection.execute(text("SELECT coalesce(max(id), 0) FROM article")).scalar_one()
        for at in range(0, number, 10_000):
            names = [f"http://filler.example/{number}/{at + n}" for n in range(min(10_000, number - at))]
            connection.execute(
                insert(Article), [{**blank, **more, "outlet_id": of, "key": name, "url": name} for name in names]
            )
        connection.exec_driver_sql("DROP INDEX ix_shingle_article_id")
        raw = connection.connection.driver_connection
        assert raw is not None
        generated = ((n * step + rng.randrange(step) & ~7, last + rng.randrange(number) + 1, of) for n in range(rows))
        if engine.dialect.name == "postgresql":
            with raw.cursor() as cursor, cursor.copy("COPY shingle (hash, article_id, outlet_id) FROM STDIN") as copy:
                for row in generated:
                    copy.write_row(row)
        else:
            raw.executemany("INSERT OR IGNORE INTO shingle (hash, article_id, outlet_id) VALUES (?, ?, ?)", generated)
        connection.exec_driver_sql("CREATE INDEX ix_shingle_article_id ON shingle (article_id)")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE shingle")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", default="0,100000", help="how many texts are stored already: numbers, rising")
    parser.add_argument("--articles", type=int, default=8000, help="invented articles whose stories are scored")
    parser.add_argument("--url", help="an empty database instead of a SQLite file in a temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(given.url or f"sqlite:///{folder}/news.db")
        prepare(engine, print)
        articles = list(wire.printings(given.articles, seed=1))
        random.Random(2).shuffle(articles)
        cost = write(engine, articles)
        precision, recall, originals = score(engine, articles)
        print(
            f"{len(articles)} articles: pair precision {precision:.4f}, recall {recall:.4f}, originals {originals:.3f}"
        )
        print(cost)
        filled = 0
        for seed, number in enumerate(map(int, given.stored.split(",")), start=3):
            if number > filled:
                fill(engine, number - filled, seed)
                filled = number
            more = list(wire.printings(1000, seed))
            print(f"{number:>9,} texts stored: {write(engine, more)}", flush=True)
        engine.dispose()


if __name__ == "__main__":
    main()
