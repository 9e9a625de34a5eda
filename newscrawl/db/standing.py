"""How a paper stands to being crawled: whether it refuses, and whether its server's 304 can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from newscrawl.db.border import storable
from newscrawl.db.models import Outlet, Page
from newscrawl.items import NOT_FOR_US, Outcome, PageKind

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

REFUSED_SHORTEST, REFUSED_LONGEST = timedelta(hours=23), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Standing:
    """What earlier runs learned of a paper."""

    refused_since: datetime | None = None
    """It has answered nothing but refusals since then."""
    refused_at: datetime | None = None
    """When it refused last."""
    refused_reason: str | None = None
    lying_since: datetime | None = None
    """Since then its server is known to say "not modified" of pages that were: it is asked without conditions."""

    def ask_again_at(self) -> datetime | None:
        """When a paper that refuses is tried again, with one page: after a day, then ever more rarely; None: now."""
        if self.refused_since is None or self.refused_at is None:
            return None
        waited = self.refused_at - self.refused_since
        return self.refused_at + min(max(waited / 2, REFUSED_SHORTEST), REFUSED_LONGEST)


def standing_of(connection: Connection, outlet_id: int) -> Standing:
    """How the paper stands."""
    row = connection.execute(
        select(Outlet.refused_since, Outlet.refused_at, Outlet.refused_reason, Outlet.lying_since).where(
            Outlet.id == outlet_id
        )
    ).one()
    return Standing(row.refused_since, row.refused_at, row.refused_reason, row.lying_since)


def note_refusal(connection: Connection, outlet_id: int, reason: str | None, now: datetime) -> None:
    """The paper refuses to be crawled, for this reason; None: it does not any more. The first moment is kept."""
    if reason is None:
        values: dict[str, object] = {"refused_since": None, "refused_at": None, "refused_reason": None}
        connection.execute(update(Outlet).where(Outlet.id == outlet_id).values(values))
        return
    statement = update(Outlet).where(Outlet.id == outlet_id)
    connection.execute(statement.where(Outlet.refused_since.is_(None)).values(refused_since=now))
    connection.execute(statement.values(refused_at=now, refused_reason=storable(reason)))
    # when the paper is tried again, it must be with something: what was refused waits for that day, not for its own
    connection.execute(
        update(Page)
        .where(Page.outlet_id == outlet_id, Page.state == Outcome.REFUSED)
        .where(Page.status.in_(NOT_FOR_US) | (Page.kind == PageKind.SOURCE))
        .values(due_at=now)
    )


def note_lie(connection: Connection, outlet_id: int, now: datetime) -> None:
    """A page changed, and its ETag or Last-Modified did not: a request with conditions would have been told nothing."""
    connection.execute(
        update(Outlet).where(Outlet.id == outlet_id, Outlet.lying_since.is_(None)).values(lying_since=now)
    )
