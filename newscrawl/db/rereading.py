"""What today's readers made of pages that were kept: written as another reading of the same bytes, never as an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from newscrawl.db.articles import write_articles
from newscrawl.db.border import in_parts
from newscrawl.db.commenters import write_names
from newscrawl.db.comments import write_comments
from newscrawl.db.engine import write_transaction
from newscrawl.db.forgotten import wanted_records
from newscrawl.db.models import Page
from newscrawl.db.pages import open_readings
from newscrawl.db.records import PageRecord, WriteReport
from newscrawl.db.stories import compare_written
from newscrawl.items import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection, Engine

    from newscrawl.db.records import Reading


def write_again(engine: Engine, records: Sequence[PageRecord]) -> WriteReport:
    """Write what was read again, in one transaction: articles, quotes, comments. The page clock is left as it is.

    A page that gave nothing then and gives an article now becomes one that was read. One that a crawl has fetched since it
    was kept, and that is another now, is left out: an old text must not take the place of a newer one.

    Raises:
        sqlalchemy.exc.DBAPIError: nothing of it is written.
    """
    report = WriteReport()
    for record in records:
        record.reread = True
        record.page.sighting = None  # the paper's memory is of its newest pages: these were learned from when they came
    with write_transaction(engine) as connection:
        readings = _current(connection, open_readings(connection, wanted_records(connection, records)))
        identities = write_articles(connection, readings, report)
        write_comments(connection, identities, readings, report)
        write_names(connection, readings)
        _settle_late(connection, readings)
    compare_written(engine)
    return report


def _current(connection: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """The readings of pages that are still what was kept: fetched at that moment, or unchanged since."""
    later = [one for one in readings if one.fetched_before is not None and one.fetched_before > one.now]
    hashes: dict[int, str | None] = {}
    for part in in_parts({one.page_id for one in later}):
        rows = connection.execute(select(Page.id, Page.content_hash).where(Page.id.in_(part)))
        hashes |= {row.id: row.content_hash for row in rows}
    return [
        one for one in readings if hashes.get(one.page_id, one.record.page.content_hash) == one.record.page.content_hash
    ]


def _settle_late(connection: Connection, readings: Sequence[Reading]) -> None:
    for reading in readings:
        if reading.known is not None and reading.article_id is None:
            late = (Page.id == reading.page_id, Page.state.in_((Outcome.NOT_ARTICLE, Outcome.FAILED)))
            values = {"state": Outcome.READ, "reason": None, "failures": 0, "article_id": reading.known.id}
            connection.execute(update(Page).where(*late).values(due_at=reading.record.page.due_at, **values))
