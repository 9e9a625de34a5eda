"""Rows of ``outlet`` and ``page`` for the pages of a batch, and how a page is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from newscrawl.db.border import in_parts, insert_missing, key, matching, page_key, plain, storable, url_key, whole
from newscrawl.db.models import FOUND, NO_DATE, Outlet, Page
from newscrawl.db.records import PageRecord, Reading, moment_of, seen_since
from newscrawl.items import Outcome, PageItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


def outlet_ids(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """Ids by name; an outlet that nobody entered before gets a row with its name alone."""
    wanted = sorted(set(names))
    ids: dict[str, int] = {}
    for part in in_parts(wanted):
        ids |= {name: i for i, name in connection.execute(select(Outlet.id, Outlet.name).where(Outlet.name.in_(part)))}
    if missing := [name for name in wanted if name not in ids]:
        insert_missing(
            connection,
            Outlet,
            [{"name": name, "domain": name, "place": "", "timezone": "UTC"} for name in missing],
        )
        ids |= outlet_ids(connection, missing)
    return ids


def open_readings(connection: Connection, records: Sequence[PageRecord]) -> list[Reading]:
    """Each record with its outlet and its page's row; a page that nobody found gets a row."""
    outlets = outlet_ids(connection, [record.page.outlet or "" for record in records])
    names = [(outlets[record.page.outlet or ""], record.page) for record in records]
    rows = _rows(connection, names)
    missing = {
        (outlet_id, str(page.kind), page_key(page.kind, page.page or "")): _new_row(outlet_id, page)
        for outlet_id, page in names
        if _find(rows, outlet_id, page) is None
    }
    if missing:
        insert_missing(connection, Page, list(missing.values()))
        rows = _rows(connection, names)
    readings = []
    for (outlet_id, page), record in zip(names, records, strict=True):
        row = _find(rows, outlet_id, page)
        assert row is not None
        met = rows.get((outlet_id, str(page.kind), page_key(page.kind, page.page or "")))
        readings.append(
            Reading(
                record=record,
                outlet=page.outlet or "",
                outlet_id=outlet_id,
                page_id=row.id,
                page_key=url_key(page.page or ""),
                now=moment_of(page),
                failures=row.failures,
                article_id=row.article_id,
                is_twin=met is not None and met.id != row.id,
                found_in=row.found_in,
                hint=row.hint,
                fetched_before=row.fetched_at,
                state_before=row.state,
                etag_before=row.etag,
                modified_before=row.last_modified,
            )
        )
    return readings


def _rows(connection: Connection, names: Sequence[tuple[int, PageItem]]) -> dict[tuple[int, str, str], Any]:
    keys = {
        (outlet_id, str(page.kind), name)
        for outlet_id, page in names
        for name in (key(page.page or ""), url_key(page.page or ""))
    }
    rows: dict[tuple[int, str, str], Any] = {}
    columns = (Page.id, Page.outlet_id, Page.kind, Page.key, Page.url, Page.failures, Page.article_id, Page.found_in)
    statement = select(*columns, Page.hint, Page.state, Page.fetched_at, Page.etag, Page.last_modified)
    for named in matching((Page.outlet_id, Page.kind, Page.key), keys):
        for row in connection.execute(statement.where(named)):
            rows[row.outlet_id, row.kind, row.key] = row
    return rows


def _find(rows: dict[tuple[int, str, str], Any], outlet_id: int, page: PageItem) -> Any:
    """The row of the very address that was requested, else of one that meets it."""
    url = page.page or ""
    found = [rows.get((outlet_id, str(page.kind), name)) for name in (key(url), url_key(url))]
    exact = [row for row in found if row is not None and row.url == storable(url)]
    return next(iter(exact or [row for row in reversed(found) if row is not None]), None)


def _new_row(outlet_id: int, page: PageItem) -> dict[str, Any]:
    now = moment_of(page)
    return {
        "outlet_id": outlet_id,
        "kind": str(page.kind),
        "url": storable(page.page) or "",
        "key": page_key(page.kind, page.page or ""),
        "found_in": None,
        "found_at": now,
        "newest": NO_DATE,
        "modified_only": False,
        "hint": {},
        "state": FOUND,
        "due_at": now,
        "failures": 0,
    }


def settle(connection: Connection, readings: Sequence[Reading]) -> None:
    """Write how each page's fetch ended. What the server said of its version is kept where this answer says nothing."""
    seen: dict[int, int] = {}
    whole_answer, kept, late = [], [], []
    for reading in readings:
        page = reading.record.page
        failures = seen.get(reading.page_id, reading.failures) + 1 if page.outcome == Outcome.FAILED else 0
        seen[reading.page_id] = failures
        if seen_since(reading):
            late.append({"of": reading.page_id, "a_article": reading.known.id if reading.known else reading.article_id})
            continue
        article_id = reading.known.id if reading.known else reading.article_id
        row = {
            "of": reading.page_id,
            "a_state": str(page.outcome),
            "a_due": None if reading.is_twin else page.due_at,
            "a_fetched": reading.now,
            "a_status": whole(page.status),
            "a_reason": storable(page.reason),
            "a_failures": failures,
            "a_article": article_id,
        }
        if page.outcome in (Outcome.READ, Outcome.NOT_ARTICLE):
            row |= {
                "a_etag": storable(page.etag),
                "a_modified": storable(page.last_modified),
                "a_hash": storable(page.content_hash),
                "a_encoding": storable(page.encoding),
                "a_final": storable(page.final_url),
                "a_opt_outs": plain(page.opt_outs) if page.opt_outs is not None else None,
            }
            whole_answer.append(row)
        else:
            kept.append(row)
    basic: dict[str, Any] = {
        "state": bindparam("a_state"),
        "due_at": bindparam("a_due"),
        "fetched_at": bindparam("a_fetched"),
        "status": bindparam("a_status"),
        "reason": bindparam("a_reason"),
        "failures": bindparam("a_failures"),
        "article_id": bindparam("a_article"),
    }
    version: dict[str, Any] = {
        "etag": bindparam("a_etag"),
        "last_modified": bindparam("a_modified"),
        "content_hash": bindparam("a_hash"),
        "encoding": bindparam("a_encoding"),
        "final_url": bindparam("a_final"),
        "opt_outs": bindparam("a_opt_outs", type_=Page.opt_outs.type),
    }
    statement = update(Page).where(Page.id == bindparam("of"))
    if late:
        connection.execute(statement.values(article_id=bindparam("a_article")), late)
    if kept:
        connection.execute(statement.values(basic), kept)
    if whole_answer:
        connection.execute(statement.values(basic | version), whole_answer)
