"""Leases of outlets: one paper is crawled by one process at a time, whatever machine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from newscrawl.db.border import in_parts
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection, Engine


def take(engine: Engine, outlet_id: int, owner: str, now: datetime, span: timedelta) -> str | None:
    """None where *owner* holds the lease now, else who does.

    One UPDATE decides: of two processes that try at once the second waits for the first and finds its row held.
    """
    free = or_(Outlet.lease_owner.is_(None), Outlet.lease_owner == owner, Outlet.lease_until < now)
    statement = update(Outlet).where(Outlet.id == outlet_id, free).values(lease_owner=owner, lease_until=now + span)
    with write_transaction(engine) as connection:
        if connection.execute(statement).rowcount:
            return None
        holder = connection.execute(select(Outlet.lease_owner).where(Outlet.id == outlet_id)).scalar_one_or_none()
        return holder or "a process that has just let it go"


def renew(
    engine: Engine, outlet_ids: Collection[int], owner: str, now: datetime, span: timedelta
) -> dict[int, str | None]:
    """Renew the leases that *owner* still holds; the others, with who holds them."""
    lost: dict[int, str | None] = {}
    with write_transaction(engine) as connection:
        for part in in_parts(sorted(set(outlet_ids))):
            held = update(Outlet).where(Outlet.id.in_(part), Outlet.lease_owner == owner)
            connection.execute(held.values(lease_until=now + span))
            holders = connection.execute(select(Outlet.id, Outlet.lease_owner).where(Outlet.id.in_(part)))
            lost |= {of: holder for of, holder in holders if holder != owner}
    return lost


def let_go(engine: Engine, owner: str) -> None:
    """Give back every lease of *owner*."""
    with write_transaction(engine) as connection:
        connection.execute(update(Outlet).where(Outlet.lease_owner == owner).values(lease_owner=None, lease_until=None))


def held(connection: Connection, names: Collection[str], now: datetime) -> dict[str, tuple[str, datetime]]:
    """Those papers that some process holds, by name: the words of the holder, and until when unless it renews.

    Args:
        connection: of the database.
        names: of the papers.
        now: by the machine's clock.
    """
    found: dict[str, tuple[str, datetime]] = {}
    for part in in_parts(sorted(set(names))):
        statement = select(Outlet.name, Outlet.lease_owner, Outlet.lease_until).where(
            Outlet.name.in_(part), Outlet.lease_owner.is_not(None), Outlet.lease_until >= now
        )
        for row in connection.execute(statement):
            found[row.name] = (row.lease_owner, row.lease_until)
    return found
