"""What pages gave, written in one transaction: a page's rows are there as a whole, settled, or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from newscrawl.db.articles import mark_gone, touch_comments, write_articles
from newscrawl.db.border import plain, storable
from newscrawl.db.captures import write_captures
from newscrawl.db.commenters import write_names
from newscrawl.db.comments import write_comments
from newscrawl.db.edits import count_looks
from newscrawl.db.engine import write_transaction
from newscrawl.db.forgotten import wanted_records
from newscrawl.db.found import note_found, refuse_too_long
from newscrawl.db.models import Outlet, Problem, Run
from newscrawl.db.pages import open_readings, settle
from newscrawl.db.records import OutletCounts, PageRecord, Reading, WriteReport, moment_of
from newscrawl.db.rows import insert_rows
from newscrawl.db.source_visits import note_visit
from newscrawl.db.stories import compare_written
from newscrawl.db.thread_pages import ask_on, asked_at, follow
from newscrawl.db.threads import end_readings
from newscrawl.db.visits import count_problems, count_visits
from newscrawl.items import FoundPage, PageKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection, Engine

    from newscrawl.items import ProblemItem

__all__ = [
    "OutletCounts",
    "PageRecord",
    "WriteReport",
    "finish_run",
    "start_run",
    "write_pages",
    "write_problems",
]


def start_run(engine: Engine, arguments: Mapping[str, Any], now: datetime, owner: str | None = None) -> int:
    """A row of ``run``; its id. *owner* is the process, in words."""
    with write_transaction(engine) as connection:
        row = {"started_at": now, "arguments": plain(dict(arguments)), "owner": owner}
        return connection.execute(insert(Run).values(row).returning(Run.id)).scalar_one()


def finish_run(engine: Engine, run_id: int, now: datetime, reason: str, counts: Mapping[str, Any]) -> None:
    """The run is over; *counts* is any mapping of plain values."""
    with write_transaction(engine) as connection:
        connection.execute(
            update(Run)
            .where(Run.id == run_id)
            .values(finished_at=now, reason=storable(reason), counts=plain(dict(counts)))
        )


def write_pages(engine: Engine, run_id: int | None, records: Sequence[PageRecord]) -> WriteReport:
    """Write pages and all that they gave, in one transaction.

    Two records may be of one article, or of one page: they are taken in their order.

    Args:
        engine: of a prepared database.
        run_id: of the run that the problems belong to.
        records: each with its page's item; the page's ``outlet`` and ``page`` must be there.

    Raises:
        sqlalchemy.exc.DBAPIError: nothing of the batch is written.
    """
    report = WriteReport()
    with write_transaction(engine) as connection:
        readings = open_readings(connection, wanted_records(connection, records))
        identities = write_articles(connection, readings, report)
        write_comments(connection, identities, readings, report)
        write_names(connection, readings)
        touch_comments(connection, readings)
        count_looks(connection, readings)
        settle(connection, readings)
        write_captures(connection, readings)
        mark_gone(connection, readings)
        for number, reading in enumerate(readings, start=1):
            ask_on(connection, reading, {later.page_id for later in readings[number:]})
            _note_found(connection, run_id, reading, report)
        end_readings(connection, readings)
        _write_problems(connection, run_id, readings, report)
        count_visits(connection, run_id, readings, report)
    compare_written(engine)
    return report


def write_problems(engine: Engine, run_id: int | None, problems: Sequence[ProblemItem], now: datetime) -> WriteReport:
    """Write problems that belong to no page that is being written."""
    report = WriteReport()
    with write_transaction(engine) as connection:
        names = {problem.outlet for problem in problems if problem.outlet}
        ids = {name: i for i, name in connection.execute(select(Outlet.id, Outlet.name).where(Outlet.name.in_(names)))}
        rows = []
        for problem in problems:
            rows.append(_problem_row(run_id, ids.get(problem.outlet or ""), problem, now))
            report.of(problem.outlet).problems += 1
        if rows:
            connection.execute(insert(Problem), rows)
            count_problems(connection, run_id, [row["outlet_id"] for row in rows if row["outlet_id"] is not None], now)
    return report


def _note_found(connection: Connection, run_id: int | None, reading: Reading, report: WriteReport) -> None:
    """The pages that a page named. A thread's pages belong to the article that they stand under."""
    article_id = reading.known.id if reading.known else reading.article_id
    here = reading.record.page.page
    found = [
        page if page.found_in else FoundPage(page.url, page.kind, here, page.due, page.hint)
        for page in reading.record.page.found
    ]
    found = follow(connection, reading, found)
    taken: list[FoundPage] = []
    new: Counter[PageKind] = Counter()
    if found:
        taken = refuse_too_long(connection, reading.outlet_id, run_id, found, reading.now)
        report.of(reading.outlet).problems += len(found) - len(taken)
        if reading.record.page.kind == PageKind.THREAD and any(page.hint.get("asked") for page in taken):
            asked = asked_at(connection, reading).isoformat()
            taken = [replace(page, hint={**page.hint, "asked": asked}) for page in taken]
        holds = article_id if reading.record.page.kind != PageKind.SOURCE else None
        new = note_found(connection, reading.outlet_id, taken, reading.now, article_id=holds)
        report.of(reading.outlet).pages_found += new[PageKind.ARTICLE]
    note_visit(connection, reading, [page for page in taken if page.kind == PageKind.ARTICLE], new[PageKind.ARTICLE])


def _write_problems(
    connection: Connection, run_id: int | None, readings: Sequence[Reading], report: WriteReport
) -> None:
    rows = []
    for reading in readings:
        url = storable(reading.record.page.page)
        own = [
            {
                "run_id": run_id,
                "outlet_id": reading.outlet_id,
                "url": url,
                "stage": stage,
                "field": field,
                "reason": storable(reason) or "",
                "at": reading.now,
            }
            for stage, field, reason in reading.problems
        ]
        own += [
            _problem_row(run_id, reading.outlet_id, problem, moment_of(reading.record.page))
            for problem in reading.record.problems
        ]
        report.of(reading.outlet).problems += len(own)
        rows += own
    insert_rows(connection, Problem, rows)


def _problem_row(run_id: int | None, outlet_id: int | None, problem: ProblemItem, now: datetime) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "outlet_id": outlet_id,
        "url": storable(problem.url or problem.page),
        "stage": storable(problem.stage) or "read",
        "field": storable(problem.field),
        "reason": storable(problem.reason) or "",
        "at": problem.at or now,
    }
