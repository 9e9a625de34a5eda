"""An invented database of 100,000 articles, 300,000 quotes and 1,000,000 comments, made in bulk.

``python tests/benchmarks/big_database.py FILE [--articles N]``; used by ``asking.py`` beside it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import insert

from newscrawl.db.engine import open_engine, prepare, write_transaction
from newscrawl.db.models import Article, ArticleUrl, Comment, Outlet, Page, Quote, Revision, Speaker, Thread
from newscrawl.db.search import SEARCHED, rebuild, triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAPERS = 50
PLACES = ("Oregon", "Ohio", "Yorkshire", "Ontario", "Tasmania")
END = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAYS = 3 * 365
QUOTES_EACH, COMMENTS_EACH = 3, 10
SYLLABLES = [
    "ba",
    "ke",
    "ri",
    "mo",
    "tu",
    "la",
    "ne",
    "so",
    "vi",
    "da",
    "po",
    "ge",
    "ha",
    "lu",
    "mi",
    "ro",
    "ta",
    "se",
    "no",
    "fi",
]


def vocabulary(random_: random.Random, size: int = 20_000) -> list[str]:
    """Invented words; the first ones are short."""
    return ["".join(random_.choices(SYLLABLES, k=1 + (number > 60) + (number > 2000))) for number in range(size)]


def moment(number: int, articles: int) -> datetime:
    """When article *number* was published: evenly over three years, the last one hours ago."""
    return END - timedelta(days=DAYS) * ((articles - number) / articles)


def build(file: Path, articles: int = 100_000, *, seed: int = 1) -> None:
    """Make the database at *file*, with its full text and its statistics for the planner."""
    engine = open_engine(f"sqlite:///{file}")
    prepare(engine, print)
    random_ = random.Random(seed)
    words = vocabulary(random_)
    weights = [1 / (rank + 10) for rank in range(len(words))]
    pool = random_.choices(words, weights, k=400_000)  # drawing from a drawn pool is thirty times as fast

    def prose(count: int) -> str:
        start = random_.randrange(len(pool) - count)
        return " ".join(pool[start : start + count])

    with write_transaction(engine) as connection:
        for table in SEARCHED:
            for name in triggers(table):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        _fill(connection, Outlet, outlets())
        _fill(connection, Speaker, speakers(random_, words))
        _fill(connection, Article, article_rows(random_, articles, prose), Revision, ArticleUrl)
        _fill(connection, Page, page_rows(articles))
        _fill(connection, Quote, quote_rows(random_, articles, prose))
        _fill(connection, Thread, thread_rows(articles))
        _fill(connection, Comment, comment_rows(random_, articles, prose))
        rebuild(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


def _fill(connection: Any, table: Any, rows: Iterable[dict[str, Any]], *also: Any) -> None:
    began, number, rows = time.monotonic(), 0, iter(rows)
    while part := list(islice(rows, 20_000)):
        connection.execute(insert(table), [row.get("row", row) for row in part])
        for other in also:
            connection.execute(insert(other), [found for row in part for found in row[other.__name__]])
        number += len(part)
    print(f"{table.__tablename__}: {number:,} in {time.monotonic() - began:.0f} s", flush=True)


def outlets() -> Iterator[dict[str, Any]]:
    """Papers in five places; the last one has been silent for months."""
    for number in range(PAPERS):
        yield {
            "id": number + 1, "name": f"paper_{number}", "domain": f"paper{number}.example",
            "place": f"Town {number}, {PLACES[number % 5]}", "timezone": "UTC",
        }  # fmt: skip


def speakers(random_: random.Random, words: list[str]) -> Iterator[dict[str, Any]]:
    """Two hundred names a paper."""
    for number in range(PAPERS * 200):
        name = f"{random_.choice(words).title()} {random_.choice(words).title()} {number}"
        yield {"id": number + 1, "outlet_id": number // 200 + 1, "name": name, "roles": ["Mayor"] if number % 3 else []}


def article_rows(random_: random.Random, articles: int, prose: Any) -> Iterator[dict[str, Any]]:
    """Articles, each with its address and one revision; every fiftieth has a second with another headline."""
    for number in range(articles):
        published, url = moment(number, articles), f"https://paper{number % PAPERS}.example/{number}"
        body = body_of(number, prose(random_.randint(100, 400)))
        digest, outlet_id = sha256(body.encode()).hexdigest(), number % PAPERS + 1
        headline = prose(8).capitalize()
        seen = {"first_seen": published, "last_seen": published + timedelta(days=7)}
        credit = "Associated Wire" if number % 4 == 0 else None
        base = {"article_id": number + 1, "body": body, "body_hash": digest, "page_url": url}
        old = [{**base, "number": 1, "seen_at": published, "headline": headline if number % 50 else prose(7)}]
        new = [{**base, "number": 2, "seen_at": published + timedelta(hours=5), "headline": headline}]
        yield {
            "row": {
                "id": number + 1, "outlet_id": outlet_id, "key": url, "url": url, "headline": headline, "dek": prose(15),
                "section": "News", "kind": "article", "language": "en", "credit": credit, "truncated": False,
                "published": published, "body": body, "body_hash": digest, "sources": {}, **seen,
            },
            "Revision": old if number % 50 else old + new,
            "ArticleUrl": [{
                "outlet_id": outlet_id, "article_id": number + 1, "key": url, "url": url, "reason": "requested",
                "first_seen": published,
            }],
        }  # fmt: skip


def page_rows(articles: int) -> Iterator[dict[str, Any]]:
    """An article's page, read when it was published."""
    for number in range(articles):
        url, at = f"https://paper{number % PAPERS}.example/{number}", moment(number, articles)
        yield {
            "id": number + 1, "outlet_id": number % PAPERS + 1, "kind": "article", "url": url, "key": url, "found_at": at,
            "newest": at, "hint": {}, "state": "read", "due_at": None, "fetched_at": at, "status": 200, "failures": 0,
            "article_id": number + 1,
        }  # fmt: skip


def body_of(number: int, text: str) -> str:
    """A body that begins with what its quotes quote, so that their places are known."""
    said = " ".join(f"“{said_in(number, nth)}” they said." for nth in range(QUOTES_EACH))
    return f"{said}\n\n{text}"


def said_in(number: int, nth: int) -> str:
    """The words of an article's *nth* quote."""
    return f"We built bridge {number % 977} for road {nth} and it stands {number % 31} times"


def quote_rows(random_: random.Random, articles: int, prose: Any) -> Iterator[dict[str, Any]]:
    """Three quotes an article; few speakers have many."""
    del prose
    for number in range(articles):
        body = body_of(number, "")
        for nth in range(QUOTES_EACH):
            text = said_in(number, nth)
            start = body.index(text)
            speaker = number % PAPERS * 200 + int(200 * random_.random() ** 3) + 1
            yield {
                "article_id": number + 1, "paragraph": 0, "start_char": start, "end_char": start + len(text),
                "text": text, "kind": "direct", "speaker_id": None if nth == 2 and number % 4 == 0 else speaker,
                "role": "Mayor", "cue": "said", "confidence": 0.9, "candidates": [],
            }  # fmt: skip


def thread_rows(articles: int) -> Iterator[dict[str, Any]]:
    """A thread for every second article."""
    for number in range(0, articles, 2):
        at = moment(number, articles)
        yield {
            "id": number // 2 + 1, "article_id": number + 1, "platform": "wordpress", "platform_id": str(number),
            "claimed": 20, "readable": True, "first_seen": at, "last_seen": at, "reading_from": at, "last_read": at,
        }  # fmt: skip


def comment_rows(random_: random.Random, articles: int, prose: Any) -> Iterator[dict[str, Any]]:
    """Ten comments an article on average; few threads have most."""
    threads = (articles + 1) // 2
    counts = [0] * threads
    for number in range(articles * COMMENTS_EACH):
        thread = int(threads * random_.random() ** 2) if number % 3 else number % threads
        counts[thread] += 1
        at = moment(thread * 2, articles) + timedelta(minutes=counts[thread] % 5000)
        yield {
            "id": number + 1, "thread_id": thread + 1, "page_id": thread * 2 + 1, "platform_id": str(counts[thread]), "depth": 0,
            "position": counts[thread], "author": f"Reader {number % 50_000}", "text": prose(random_.randint(5, 40)),
            "published": at, "likes": number % 7, "state": "shown", "pinned": False, "first_seen": at, "last_seen": at,
        }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    given = parser.parse_args()
    build(given.file, given.articles)
