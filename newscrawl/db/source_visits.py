"""What each visit of a source showed, and from it when the source is due again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from newscrawl.db.border import in_parts, moment, url_key
from newscrawl.db.models import STATED, Page, Source
from newscrawl.db.records import same_version_stated
from newscrawl.db.source_clock import (
    OLD,
    SourceState,
    best_watch,
    first_pause,
    is_spare,
    missed_some,
    next_pause,
)
from newscrawl.db.standing import note_lie
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading
    from newscrawl.items import FoundPage

_ANSWERED = (Outcome.READ, Outcome.UNCHANGED)


def note_visit(connection: Connection, reading: Reading, found: Sequence[FoundPage], new: int) -> None:
    """Keep what a source brought, and make it due by that. Call after settling and after its pages were noted.

    Args:
        connection: of the writing.
        reading: of the source's page; one that is no source, or gave no answer, keeps the date that it was settled with.
        found: the articles that it named; empty where it is unchanged.
        new: of these, the ones that nobody had named before.
    """
    page = reading.record.page
    if page.kind != PageKind.SOURCE or page.outcome not in _ANSWERED or reading.is_twin:
        return
    note_vanished(connection, reading, found)
    if new and reading.fetched_before and same_version_stated(reading):
        note_lie(connection, reading.outlet_id, reading.now)
    named = len(found)
    before = connection.execute(select(Source).where(Source.page_id == reading.page_id)).mappings().first()
    listed = before is None and _has_interface(connection, reading)
    row = _visited(reading, before, found, new, latest=_latest(connection, reading), listed=listed)
    if before is None:
        connection.execute(insert(Source), {"page_id": reading.page_id, **row})
    else:
        connection.execute(update(Source).where(Source.page_id == reading.page_id).values(row))
    # a list of times gone by, asked for by a run that looked back, has told all
    due = None if reading.hint.get("once") else reading.now + timedelta(seconds=row["pause"])
    connection.execute(update(Page).where(Page.id == reading.page_id).values(due_at=due))
    if missed_some(named=named, new=new, visits=before["visits"] if before else 0):
        _ask_all(connection, reading)


def note_vanished(connection: Connection, reading: Reading, found: Sequence[FoundPage]) -> None:
    """Articles that a sitemap has ceased to name are due now: they may be gone. Call with a sitemap's whole answer.

    A sitemap of the latest thousand drops one article for each new one, from its old end: such are let go unasked.
    """
    page = reading.record.page
    if page.outcome != Outcome.READ or reading.hint.get("source") != "sitemap" or not found:
        return
    names = {url_key(place.url) for place in found}
    here = select(Page.id, Page.key, Page.state, Page.newest).where(Page.listed_in == reading.page_id)
    before = connection.execute(here).all()
    vanished = [row for row in before if row.key not in names]
    oldest = min((date for place in found if (date := _dated(place, reading.now))), default=None)
    asked = [row.id for row in vanished if row.state in _ANSWERED and oldest and row.newest >= oldest]
    for ids, values in (([row.id for row in vanished], {"listed_in": None}), (asked, {"due_at": reading.now})):
        for part in in_parts(ids):
            connection.execute(update(Page).where(Page.id.in_(part)).values(values))
    fresh = sorted(names - {row.key for row in before})
    for part in in_parts(fresh):
        connection.execute(
            update(Page)
            .where(Page.outlet_id == reading.outlet_id, Page.kind == PageKind.ARTICLE, Page.key.in_(part))
            .values(listed_in=reading.page_id)
        )


def _latest(connection: Connection, reading: Reading) -> datetime:
    """The latest date of an article that any source of the paper stated; now, where none has stated one."""
    dates = select(func.max(Source.newest)).join(Page, Page.id == Source.page_id)
    found = connection.execute(dates.where(Page.outlet_id == reading.outlet_id)).scalar_one()
    return min(found, reading.now) if found else reading.now


def _has_interface(connection: Connection, reading: Reading) -> bool:
    """Whether the paper's interface lists its articles: all of them, with the dates of their changes."""
    interfaces = select(Source.page_id).join(Page, Page.id == Source.page_id).where(Page.outlet_id == reading.outlet_id)
    return (
        connection.execute(interfaces.where(Source.what == "wordpress", Source.named > 0).limit(1)).first() is not None
    )


def _visited(
    reading: Reading, before: Any, found: Sequence[FoundPage], new: int, *, latest: datetime, listed: bool
) -> dict[str, Any]:
    """The row that the visit leaves; what is old is judged by *latest*, for a paper may have stopped."""
    hint, now, named = reading.hint, reading.now, len(found)
    deep = int(hint.get("nth") or 1) > 1
    what = before["what"] if before and not found else _what(hint, found)
    stated = [date for page in found if (date := _dated(page, now))]
    newest = max(stated, default=before["newest"] if before else None)
    if before is None:
        dated = moment(hint.get("modified"))
        spare = is_spare(what, named=named, new=new, newest=newest, dated=dated, listed=listed)
        # an answer that was cut to the run's span is kept without its hash: what it named is not known
        things = named or len(reading.record.page.found) or int(reading.record.page.content_hash is None)
        pause = first_pause(
            what, named=things, spare=spare, newest=newest, deep=deep, latest=max(latest, newest or latest)
        )
    else:
        is_old = deep or bool(newest and newest < latest - OLD)
        was = timedelta(seconds=before["pause"])
        pause = next_pause(was, what, named=named, new=new, is_old=is_old)
    return {
        "what": what,
        "visits": (before["visits"] if before else 0) + 1,
        "named": named or (before["named"] if before else 0),
        "brought": (before["brought"] if before else 0) + new,
        "newest": newest,
        "last_new_at": now if new else before["last_new_at"] if before else None,
        "pause": int(pause.total_seconds()),
    }


def _what(hint: dict[str, Any], found: Sequence[FoundPage]) -> str:
    what = str(hint.get("source") or "section")
    if what == "sitemap" and found and sum(bool(page.hint.get("title")) for page in found) * 2 > len(found):
        return "news sitemap"  # Google's extension states title and date of publication
    return what


def _dated(page: FoundPage, now: datetime) -> datetime | None:
    date = moment(page.hint.get("published")) or moment(page.hint.get("modified"))
    return date if date and date <= now + timedelta(days=1) else None


def _ask_all(connection: Connection, reading: Reading) -> None:
    """All lists of a paper are due now, but for later pages of lists: they come where their first one brings something."""
    rows = connection.execute(
        select(Page.id, Page.hint)
        .join(Source, Source.page_id == Page.id)
        .where(
            Page.outlet_id == reading.outlet_id,
            Page.kind == PageKind.SOURCE,
            Page.state.in_(_ANSWERED),
            Page.due_at > reading.now,
            Page.fetched_at < reading.now,
        )
    )
    ids = [row.id for row in rows if int(row.hint.get("nth") or 1) == 1]
    if ids:
        connection.execute(update(Page).where(Page.id.in_(ids)).values(due_at=reading.now))


def watched(connection: Connection, outlet_id: int) -> list[int]:
    """Ids of the pages that every run asks: the paper's watch, and the feeds that its entry states."""
    rows = connection.execute(
        select(Source.page_id, Source.what, Source.visits, Source.named, Source.newest, Page.found_in, Page.hint)
        .join(Page, Page.id == Source.page_id)
        .where(Page.outlet_id == outlet_id, Page.kind == PageKind.SOURCE, Page.state.in_(_ANSWERED))
    )
    sources = [
        SourceState(
            id=row.page_id,
            what=row.what,
            visits=row.visits,
            named=row.named,
            newest=row.newest,
            is_stated=row.found_in == STATED,
            deep=int(row.hint.get("nth") or 1) > 1,
        )
        for row in rows
    ]
    stated = [s.id for s in sources if s.is_stated and s.what in ("feed", "news sitemap")]
    best = best_watch(sources)
    return [*dict.fromkeys([*stated, *([best] if best is not None else [])])]
