"""What today's readers made of pages that were kept: written as another reading of the same bytes, never as an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from newscrawl.db.articles import write_articles
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

    A page that gave nothing then and gives an article now becomes one that was read.

    Raises:
        sqlalchemy.exc.DBAPIError: nothing of it is written.
    """
    report = WriteReport()
    for record in records:
        record.reread = True
        record.page.sighting = None  # the paper's memory is of its newest pages: these were learned from when they came
    with write_transaction(engine) as connection:
        readings = open_readings(connection, wanted_records(connection, records))
        identities = write_articles(connection, readings, report)
        write_comments(connection, identities, readings, report)
        _settle_late(connection, readings)
    compare_written(engine)
    return report


def _settle_late(connection: Connection, readings: Sequence[Reading]) -> None:
    for reading in readings:
        if reading.known is not None and reading.article_id is None:
            late = (Page.id == reading.page_id, Page.state.in_((Outcome.NOT_ARTICLE, Outcome.FAILED)))
            values = {"state": Outcome.READ, "reason": None, "failures": 0, "article_id": reading.known.id}
            connection.execute(update(Page).where(*late).values(due_at=reading.record.page.due_at, **values))
