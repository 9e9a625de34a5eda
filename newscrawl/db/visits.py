"""What a run does at a paper, counted while its pages are written: a row of ``outlet_run``, whatever becomes of the run."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from newscrawl.db.models import OutletRun
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import PageRecord, Reading, WriteReport

YOUNG = timedelta(days=60)
"""Articles published so lately, and those of no date, are counted by themselves: a page of years ago may be of another
make, and must be compared with none of today's."""

WORDS_OF_A_TEXT = 60
"""Words that a body has at least to count as filled, where it does not look cut; compared with the paper's own share."""

FIELDS = (
    "headline", "dek", "authors", "published", "section", "tags", "body", "images", "captions", "quotes", "comments",
)  # fmt: skip
"""What is counted of an article's page; "comments": it has a thread."""

COUNTS = (
    "pages", "found", "sources", "sources_naming", "sources_unchanged", "articles", "young", "not_articles", "unchanged",
    "gone", "refused", "skipped", "failed", "threads", "threads_failed", "articles_new", "articles_changed", "quotes_new",
    "comments_new", "problems",
)  # fmt: skip
"""The columns of ``outlet_run`` that are added up."""

_OF_OUTCOME = {
    Outcome.GONE: "gone",
    Outcome.REFUSED: "refused",
    Outcome.SKIPPED: "skipped",
    Outcome.FAILED: "failed",
}
_REPORTED = {
    "found": "pages_found",
    "articles_new": "articles_new",
    "articles_changed": "articles_changed",
    "quotes_new": "quotes_new",
    "comments_new": "comments_new",
    "problems": "problems",
}


def filled_fields(record: PageRecord) -> list[str]:
    """Which of :data:`FIELDS` an article's page gave, as it was read now: a stored value of an earlier reading is none."""
    article = record.article
    if article is None:
        return []
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    named = any(found.kind == PageKind.THREAD for found in record.page.found)
    given = {
        "headline": article.headline,
        "dek": article.dek,
        "authors": article.authors,
        "published": article.published_raw or article.published,
        "section": article.section,
        "tags": article.tags,
        "body": words >= WORDS_OF_A_TEXT and not article.truncated,
        "images": article.images,
        "captions": any(image.caption for image in article.images),
        "quotes": record.quotes,
        "comments": record.threads or record.comments or named,
    }
    return [name for name in FIELDS if given[name]]


def _counted(record: PageRecord, now: datetime) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What one page adds: counts, fields filled, and the same where the article is young."""
    page, counts = record.page, Counter({"pages": 1})
    filled: Counter[str] = Counter()
    young: Counter[str] = Counter()
    if name := _OF_OUTCOME.get(page.outcome):
        counts[name] += 1
    answered = page.outcome in (Outcome.READ, Outcome.UNCHANGED, Outcome.NOT_ARTICLE)
    if page.kind == PageKind.SOURCE:
        if page.outcome == Outcome.UNCHANGED:
            counts["sources_unchanged"] += 1
        elif answered:
            counts["sources"] += 1
            counts["sources_naming"] += any(found.kind == PageKind.ARTICLE for found in page.found)
    elif page.kind == PageKind.THREAD:
        if page.outcome not in (Outcome.SKIPPED, Outcome.GONE):
            counts["threads" if answered else "threads_failed"] += 1
    elif page.outcome == Outcome.UNCHANGED:
        counts["unchanged"] += 1
    elif record.article is not None and page.outcome == Outcome.READ:
        filled.update(filled_fields(record))
        counts["articles"] += 1
        if record.article.published is None or record.article.published > now - YOUNG:
            counts["young"] += 1
            young.update(filled)
    elif answered:
        counts["not_articles"] += 1
    return counts, filled, young


def count_visits(connection: Connection, run_id: int | None, readings: Sequence[Reading], report: WriteReport) -> None:
    """Add what these pages are to the run's rows. Pages out of web archives and pages read again say nothing of today."""
    if run_id is None:
        return
    rows: dict[int, dict[str, Any]] = {}
    for reading in readings:
        if reading.record.page.archived or reading.record.reread:
            continue
        row = rows.get(reading.outlet_id)
        if row is None:
            row = rows[reading.outlet_id] = _empty(run_id, reading.outlet_id, reading.now)
            of = report.of(reading.outlet)
            row |= {ours: getattr(of, theirs) for ours, theirs in _REPORTED.items()}
        counts, filled, young = _counted(reading.record, reading.now)
        for name, number in counts.items():
            row[name] += number
        row["filled"].update(filled)
        row["filled_young"].update(young)
        row["first_at"], row["last_at"] = min(row["first_at"], reading.now), max(row["last_at"], reading.now)
    if rows:
        _add(connection, run_id, rows)


def count_problems(connection: Connection, run_id: int | None, outlet_ids: Sequence[int], now: datetime) -> None:
    """Add problems that belong to no page that was written, by the papers that they are of."""
    if run_id is not None and outlet_ids:
        of = Counter(outlet_ids)
        rows = {outlet_id: _empty(run_id, outlet_id, now) | {"problems": number} for outlet_id, number in of.items()}
        _add(connection, run_id, rows)


def _empty(run_id: int, outlet_id: int, now: datetime) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COUNTS, 0)
    return row | {
        "run_id": run_id, "outlet_id": outlet_id, "first_at": now, "last_at": now,
        "filled": Counter(), "filled_young": Counter(),
    }  # fmt: skip


def _add(connection: Connection, run_id: int, rows: dict[int, dict[str, Any]]) -> None:
    """One process alone writes a run's rows, so what is read here is not written by another in between."""
    table = OutletRun
    there = connection.execute(select(table).where(table.run_id == run_id, table.outlet_id.in_(sorted(rows))))
    for known in there.mappings():
        row = rows[known["outlet_id"]]
        for name in COUNTS:
            row[name] += known[name]
        for name in ("filled", "filled_young"):
            row[name].update(known[name])
        row["first_at"] = min(row["first_at"], known["first_at"])
        row["last_at"] = max(row["last_at"], known["last_at"])
    values = [row | {"filled": dict(row["filled"]), "filled_young": dict(row["filled_young"])} for row in rows.values()]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    changed = {
        name: getattr(statement.excluded, name) for name in (*COUNTS, "first_at", "last_at", "filled", "filled_young")
    }
    connection.execute(statement.on_conflict_do_update(index_elements=["run_id", "outlet_id"], set_=changed), values)
