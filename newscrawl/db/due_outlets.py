"""Which papers are due: one look at the clocks of many, however many pages they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal_column, or_, select

from newscrawl.db.border import in_parts
from newscrawl.db.forgotten import OUTLET, outlet_digest
from newscrawl.db.models import Article, Forgotten, Outlet, Page, Thread
from newscrawl.db.standing import Standing
from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class OutletClock:
    """When a paper was asked last, and whether something of it is due."""

    name: str
    asked_at: datetime | None = None
    """When one of its feeds, sitemaps or listing pages was asked last; None: it was never crawled."""
    has_due_page: bool = False
    """An article, a list or a thread is due now."""
    ask_again_at: datetime | None = None
    """It refuses to be crawled, and is left alone until then."""
    holder: str | None = None
    """The process that crawls it now."""
    forgotten: bool = False
    """Somebody had it taken out (``scrapy forget``)."""


def outlet_clocks(
    connection: Connection, domains: Mapping[str, str], now: datetime, machine_now: datetime
) -> dict[str, OutletClock]:
    """The clocks of these papers, by name.

    Three look-ups in indexes a paper, and one over the threads that are due: a million pages cost no more than thousands.

    Args:
        connection: of the database.
        domains: of the papers, by name.
        now: by the page clock.
        machine_now: by the machine's clock, by which leases count.
    """
    gone = _forgotten(connection)
    clocks = {
        name: OutletClock(name, forgotten=not gone.isdisjoint((outlet_digest(name), outlet_digest(domain))))
        for name, domain in domains.items()
    }
    talking = _with_due_threads(connection, now)
    for part in in_parts(sorted(domains)):
        for row in connection.execute(_clocks(part, now)):
            standing = Standing(row.refused_since, row.refused_at)
            clocks[row.name] = OutletClock(
                row.name,
                asked_at=row.asked_at,
                has_due_page=bool(row.found or row.again) or row.id in talking,
                ask_again_at=standing.ask_again_at(),
                holder=row.lease_owner if row.lease_until is not None and row.lease_until >= machine_now else None,
                forgotten=clocks[row.name].forgotten,
            )
    return clocks


_ALL_KINDS = list(PageKind)


def _clocks(names: list[str], now: datetime):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a Select of eight columns
    is_source = (Page.outlet_id == Outlet.id, Page.kind == PageKind.SOURCE)
    asked_at = select(func.max(Page.fetched_at)).where(*is_source).scalar_subquery()
    return select(
        Outlet.id,
        Outlet.name,
        Outlet.refused_since,
        Outlet.refused_at,
        Outlet.lease_owner,
        Outlet.lease_until,
        asked_at.label("asked_at"),
        # literal, not bound: a partial index serves only a statement that says its condition
        _any_page(Page.state == literal_column("'found'"), Page.due_at <= now).label("found"),
        _any_page(Page.state != literal_column("'found'"), Page.due_at.is_not(None), Page.due_at <= now).label("again"),
    ).where(Outlet.name.in_(names))


def _any_page(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the outlet has such a page; asked kind by kind, as the indexes are made."""
    return or_(
        *(
            select(Page.id).where(Page.outlet_id == Outlet.id, Page.kind == kind, *conditions).exists()
            for kind in _ALL_KINDS
        )
    )


def _with_due_threads(connection: Connection, now: datetime) -> set[int]:
    """Ids of the papers that have threads to be looked at now."""
    statement = (
        select(Article.outlet_id).distinct().join(Thread, Thread.article_id == Article.id).where(Thread.due_at <= now)
    )
    return set(connection.execute(statement).scalars())


def _forgotten(connection: Connection) -> set[str]:
    digests: Iterable[str] = connection.execute(select(Forgotten.digest).where(Forgotten.kind == OUTLET)).scalars()
    return set(digests)
