"""Row 3 of the faults: killed at every boundary between two statements of a batch, and around its commit.

A child process writes the batch and is killed by a hook on its engine's execute; the parent looks what is there.
"""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

import pytest
from faults.judges import doubled, spans, unsound
from sqlalchemy import event, text

from newscrawl.db.engine import open_engine
from newscrawl.db.frontier import Frontier
from newscrawl.db.records import PageRecord
from newscrawl.db.writing import write_pages
from newscrawl.items import ArticleItem, CommentItem, FoundPage, PageItem, PageKind, QuoteItem

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGES = 3


def batch(number):
    """Some pages, each with an article, a quote, two comments and a page that it names; no two batches share one."""
    records = []
    for n in range(PAGES):
        url = f"https://courier.example/{number}/{n}"
        words = f"batch{number} page{n}"
        body = f"The {words} bridge opens on Friday, “at last {words},” said Ada Reyes of {words}."
        start = body.index("“") + 1
        end = body.index("”")
        common = {"page": url, "outlet": "courier"}
        quote = QuoteItem(
            **common, paragraph=0, start=start, end=end, text=body[start:end], kind="direct", speaker="Ada Reyes"
        )
        comments = [
            CommentItem(
                **common,
                article=url,
                platform="wordpress",
                id=f"{number}-{n}-{m}",
                author=f"Tom {m}",
                text=f"So {words} {m}.",
            )
            for m in range(2)
        ]
        records.append(
            PageRecord(
                PageItem(**common, items=4, fetched_at=NOW, found=[FoundPage(f"{url}/more", kind=PageKind.ARTICLE)]),
                article=ArticleItem(**common, url=url, addresses=[url], headline=f"Bridge {words}", paragraphs=[body]),
                quotes=[quote],
                comments=comments,
            )
        )
    return records


def write_in_child(database, records, dies_at):
    """Write the batch in a child that is killed at its *dies_at*-th event; whether it came to its end."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) == 0
    code = 1
    try:  # everything from here on is the child's: it must never come back into the test
        engine = open_engine(database)
        events = 0

        def boundary(*_):
            nonlocal events
            events += 1
            if events == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, name, boundary)
        write_pages(engine, None, records)
        code = 0
    finally:
        os._exit(code)


def there(connection, number):
    """Rows of one batch: articles, quotes, comments, settled pages, pages that they named."""
    under = {"under": f"https://courier.example/{number}/%"}
    counts = [
        connection.execute(text(f"SELECT count(*) FROM {what}"), under).scalar_one()
        for what in (
            "v_article WHERE url LIKE :under",
            "v_quote WHERE url LIKE :under",
            "v_comment WHERE url LIKE :under",
            "page WHERE url LIKE :under AND state = 'read'",
            "page WHERE url LIKE :under AND url LIKE '%/more'",
        )
    ]
    return tuple(counts)


ALL, NONE = (PAGES, PAGES, 2 * PAGES, PAGES, PAGES), (0, 0, 0, 0, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.faults)])
def test_all_of_a_batch_or_none_of_it(engine, database, step):
    frontier = Frontier(engine)
    outlet = frontier.outlet_id("courier", "courier.example", "Mapleton", "UTC")
    engine.dispose()  # no connection is shared with a child
    seen, dies_at, ended = [], 1, False
    while not ended:
        number = dies_at
        records = batch(number)
        frontier.note_found(outlet, [FoundPage(record.page.page) for record in records], NOW)
        engine.dispose()
        ended = write_in_child(database, records, dies_at)
        with engine.connect() as connection:
            left = there(connection, number)
            assert left in (ALL, NONE), (dies_at, left)
            seen.append(left)
            if left == NONE:  # the same batch again, as the resumed run writes it
                connection.close()
                write_pages(engine, None, records)
        with engine.connect() as connection:
            assert there(connection, number) == ALL, dies_at
        engine.dispose()
        dies_at += step
        assert dies_at < 2000
    assert seen[0] == NONE
    assert seen[-1] == ALL
    assert seen == sorted(seen), "once a batch is committed it stays"
    with engine.connect() as connection:
        assert [*doubled(connection), *unsound(connection), *spans(connection)] == []
