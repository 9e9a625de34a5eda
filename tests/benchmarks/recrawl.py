"""What it costs to store 1,000 articles again that did not change: ``python tests/benchmarks/recrawl.py [FILE]``.

FILE is a database that ``asking.py`` made (100,000 articles); without it, one of 1,000 articles is made in a temporary
folder. Every article comes with its quotes and comments, as the spider reads them from its page; and once more as a
page of which the server said that it is unchanged.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

import big_database
from sqlalchemy import text

from newscrawl.db.engine import open_engine, prepare
from newscrawl.db.writing import PageRecord, write_pages
from newscrawl.items import ArticleItem, CommentItem, Outcome, PageItem, QuoteItem, ThreadItem

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

NUMBER, BATCH = 1000, 50
QUERIES = {
    "articles": "SELECT article_id, outlet, url, headline, published_at, published_raw, body FROM v_article "
    "ORDER BY article_id DESC LIMIT :number",
    "quotes": "SELECT article_id, paragraph, start_char, end_char, text, kind, speaker, role, cue, confidence FROM v_quote "
    "WHERE article_id = :of",
    "comments": "SELECT c.platform_id, p.platform_id AS parent, c.author, c.text, t.platform, t.platform_id AS thread "
    "FROM thread t JOIN comment c ON c.thread_id = t.id LEFT JOIN comment p ON p.id = c.parent_id "
    "WHERE t.article_id = :of ORDER BY c.id",
}


def records(engine: Engine, outcome: Outcome) -> list[PageRecord]:
    """The newest articles as they would be read again."""
    found = []
    with engine.connect() as connection:
        for row in connection.execute(text(QUERIES["articles"]), {"number": NUMBER}).mappings():
            base: dict[str, Any] = {"page": row["url"], "outlet": row["outlet"]}
            page = PageItem(**base, outcome=outcome, fetched_at=big_database.END + timedelta(days=1))
            if outcome == Outcome.UNCHANGED:
                found.append(PageRecord(page))
                continue
            article = ArticleItem(
                **base,
                url=row["url"],
                addresses=[row["url"]],
                headline=row["headline"],
                paragraphs=row["body"].split("\n\n"),
            )
            quotes = [
                QuoteItem(**base, start=quote["start_char"], end=quote["end_char"], **{n: quote[n] for n in _SAME})
                for quote in connection.execute(text(QUERIES["quotes"]), {"of": row["article_id"]}).mappings()
            ]
            said = connection.execute(text(QUERIES["comments"]), {"of": row["article_id"]}).mappings().all()
            comments = [
                CommentItem(
                    **base,
                    article=row["url"],
                    platform=comment["platform"],
                    thread=comment["thread"],
                    id=comment["platform_id"],
                    parent=comment["parent"],
                    author=comment["author"],
                    text=comment["text"],
                )
                for comment in said
            ]
            threads = [
                ThreadItem(**base, article=row["url"], platform=platform, platform_id=of)
                for platform, of in dict.fromkeys((comment["platform"], comment["thread"]) for comment in said)
            ]
            found.append(PageRecord(page, article, quotes, threads, comments))
    return found


_SAME = ("paragraph", "text", "kind", "speaker", "role", "cue", "confidence")


def main() -> None:
    """Print seconds; the first writing of a copy settles what the made rows do not have (pages, readings)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "news.db"
        if given.file:
            shutil.copy(given.file, copy)
        else:
            big_database.build(copy, NUMBER)
        engine = open_engine(f"sqlite:///{copy}")
        prepare(engine, print)
        for what, outcome in (
            ("settling", Outcome.READ),
            ("read again", Outcome.READ),
            ("unchanged", Outcome.UNCHANGED),
        ):
            batch = records(engine, outcome)
            began, used = time.perf_counter(), time.process_time()
            changed = 0
            for at in range(0, len(batch), BATCH):
                report = write_pages(engine, None, batch[at : at + BATCH])
                changed += sum(counts.articles_changed for counts in report.outlets.values())
            took, processor = time.perf_counter() - began, time.process_time() - used
            with engine.begin() as connection:  # the made comments are of no page: the planner must see that these are
                connection.exec_driver_sql("ANALYZE")
            many = sum(len(record.comments) for record in batch)
            print(
                f"{what}: {len(batch)} articles, {many} comments, {changed} changed: "
                f"{took:.2f} s ({processor:.2f} s of the processor)"
            )
        engine.dispose()


if __name__ == "__main__":
    main()
