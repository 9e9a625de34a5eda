"""What it costs to ask a large database: ``python tests/benchmarks/asking.py FILE``; made where it is not there.

Prints seconds for each ready question (a new connection each), alone and narrowed; rows a second and memory of an export
of all comments in each format; and seconds for 1,000 articles that a crawl reads again unchanged. The limits: a second a
question, 50,000 rows a second in 200 MB, a second for the thousand. CPU seconds tell where a busy machine makes the others long.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import big_database
from sqlalchemy import text

from newscrawl.db.engine import open_engine
from newscrawl.db.opening import open_for_reading
from newscrawl.db.questions import QUESTIONS, Asked, ask
from newscrawl.db.writing import PageRecord, write_pages
from newscrawl.items import ArticleItem, PageItem, QuoteItem

NOW = big_database.END
MEASURED = (
    "import resource, sys; from scrapy.cmdline import execute\n"
    "try: execute()\n"
    "finally:\n"
    "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "    print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)"
)


def questions(file: Path) -> float:
    """Ask every question; the longest time."""
    everything = Asked(NOW)
    month = NOW - timedelta(days=30)
    ways = {
        "all": everything,
        "30 days": replace(everything, since=month),
        "one paper": replace(everything, outlet="paper_7"),
        "Oregon": replace(everything, place="Oregon"),
        "Oregon, a year": replace(everything, place="Oregon", since=NOW - timedelta(days=365)),
        "a paper that is not": replace(everything, outlet="nowhere"),  # a search that reads every match for nothing
    }
    longest = 0.0
    for question in QUESTIONS.values():
        for way, asked in ways.items():
            if asked.since and "since" not in question.takes:
                continue
            words = {"speaker": "7", "said": "7"}.get(question.name, "they said")
            engine = open_for_reading(f"sqlite:///{file}")
            with engine.connect() as connection:
                began, cpu = time.monotonic(), time.process_time()
                rows = ask(connection, question, replace(asked, words=words))
                took, cpu = time.monotonic() - began, time.process_time() - cpu
            engine.dispose()
            longest = max(longest, took)
            print(
                f"{question.name:<13} {way:<20} {took:6.3f} s, CPU {cpu:6.3f} s  {len(rows):3} rows{'  TOO LONG' if took > 1 else ''}"
            )
    return longest


def exports(file: Path) -> None:
    """Export all comments in each format, each by a process of its own."""
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM comment")).scalar_one()
    engine.dispose()
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("csv", "jsonl", "parquet"):
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, "export", "comments", "-o", f"{folder}/c.{ending}", "-s", f"DATABASE_URL=sqlite:///{file}"],
                cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=True,
            )  # fmt: skip
            took = time.monotonic() - began
            cpu, memory = done.stderr.splitlines()[-1].split()
            print(
                f"comments.{ending:<8} {took:5.1f} s, {rows / took:8,.0f} rows/s; CPU {float(cpu):5.1f} s, "
                f"{rows / float(cpu):8,.0f} rows/s; {memory} MB"
            )


def again(file: Path, number: int = 1000) -> tuple[float, float]:
    """Write so many articles once more, as a crawl that finds them unchanged does; seconds, and of CPU."""
    engine = open_engine(f"sqlite:///{file}")
    records = []
    with engine.connect() as connection:
        articles = connection.execute(
            text("SELECT a.id, a.url, a.headline, a.dek, a.body, a.credit, o.name FROM article a JOIN outlet o ON "
                 "o.id = a.outlet_id ORDER BY a.id DESC LIMIT :n"), {"n": number}
        ).all()  # fmt: skip
        for row in articles:
            quotes = connection.execute(
                text("SELECT q.start_char, q.end_char, q.text, s.name FROM quote q LEFT JOIN speaker s ON "
                     "s.id = q.speaker_id WHERE q.article_id = :a"), {"a": row.id}
            ).all()  # fmt: skip
            item = ArticleItem(
                page=row.url, outlet=row.name, url=row.url, addresses=[row.url], headline=row.headline, dek=row.dek,
                credit=row.credit, section="News", kind="article", language="en", paragraphs=row.body.split("\n\n"),
            )  # fmt: skip
            said = [
                QuoteItem(page=row.url, outlet=row.name, paragraph=0, start=start, end=end, text=words, kind="direct",
                          speaker=name, role="Mayor", cue="said", confidence=0.9)
                for start, end, words, name in quotes
            ]  # fmt: skip
            records.append(PageRecord(PageItem(page=row.url, outlet=row.name, fetched_at=NOW), item, said))
    for start in range(0, number, 50):  # what is not as a crawl leaves it (speakers, shingles) is mended the first time
        write_pages(engine, None, records[start : start + 50])
    began, cpu = time.monotonic(), time.process_time()
    for start in range(0, number, 50):
        write_pages(engine, None, records[start : start + 50])
    took, cpu = time.monotonic() - began, time.process_time() - cpu
    engine.dispose()
    return took, cpu


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    if not given.file.exists():
        big_database.build(given.file)
    print(f"longest question: {questions(given.file):.3f} s")
    exports(given.file)
    print("1,000 unchanged articles again: {:.2f} s, CPU {:.2f} s".format(*again(given.file)))
