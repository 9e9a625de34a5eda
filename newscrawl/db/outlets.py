"""Many outlets at once: what a run asks of its papers before it begins, in a few statements however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select, update

from newscrawl.db.border import in_parts, insert_missing
from newscrawl.db.bulk import among
from newscrawl.db.edits import EditHabits
from newscrawl.db.forgotten import OUTLET, forgotten, outlet_digest
from newscrawl.db.models import Outlet, Sighting
from newscrawl.db.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection

_STATED = ("domain", "place", "timezone", "language")


def note_outlets(connection: Connection, said: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The outlets' ids by name, each made or brought up to what its entry says now.

    Args:
        connection: of a transaction that writes.
        said: ``domain``, ``place``, ``timezone``, ``language`` by the outlet's name.
    """
    ids: dict[str, int] = {}
    for part in in_parts(said):
        insert_missing(connection, Outlet, [{"name": name, **said[name]} for name in part])
        known = connection.execute(
            select(Outlet.id, Outlet.name, *(getattr(Outlet, name) for name in _STATED)).where(Outlet.name.in_(part))
        ).all()
        ids |= {row.name: row.id for row in known}
        changed = [
            {"of": row.id, **{f"a_{name}": said[row.name][name] for name in _STATED}}
            for row in known
            if any(getattr(row, name) != said[row.name][name] for name in _STATED)
        ]
        if changed:
            values: dict[str, Any] = {name: bindparam(f"a_{name}") for name in _STATED}
            connection.execute(update(Outlet).where(Outlet.id == bindparam("of")).values(values), changed)
    return ids


def take_leases(
    connection: Connection, outlet_ids: Collection[int], owner: str, now: datetime, span: timedelta
) -> dict[int, str]:
    """Take leases as :func:`newscrawl.db.leases.take` does; those that another holds, with the holder's words.

    In the order of ids: of two processes that take many, one waits for the other and neither for both.
    """
    free = or_(Outlet.lease_owner.is_(None), Outlet.lease_owner == owner, Outlet.lease_until < now)
    held: dict[int, str] = {}
    for part in in_parts(sorted(outlet_ids)):
        mine = among(connection, Outlet.id, part)
        if connection.dialect.name == "postgresql":
            connection.execute(select(Outlet.id).where(mine).order_by(Outlet.id).with_for_update())
        connection.execute(update(Outlet).where(mine, free).values(lease_owner=owner, lease_until=now + span))
        holders = connection.execute(select(Outlet.id, Outlet.lease_owner).where(mine)).all()
        held |= {row.id: row.lease_owner or "a process" for row in holders if row.lease_owner != owner}
    return held


def forgotten_outlets(connection: Connection, domains: Mapping[str, str]) -> set[str]:
    """The names of those papers (name to domain) that somebody had taken out, by name or by domain."""
    digests = {name: {outlet_digest(name), outlet_digest(domain)} for name, domain in domains.items()}
    out = forgotten(connection, OUTLET, set().union(*digests.values()))
    return {name for name, own in digests.items() if own & out}


def histories(connection: Connection, outlet_ids: Collection[int]) -> dict[int, tuple[Standing, EditHabits]]:
    """What earlier runs learned of each paper: how it stands, and how it edits."""
    found: dict[int, tuple[Standing, EditHabits]] = {}
    columns = (Outlet.refused_since, Outlet.refused_at, Outlet.refused_reason, Outlet.lying_since)
    habits = (Outlet.looks, Outlet.edits_stated, Outlet.edits_unstated)
    for part in in_parts(outlet_ids, 10_000):
        for row in connection.execute(select(Outlet.id, *columns, *habits).where(among(connection, Outlet.id, part))):
            standing = Standing(row.refused_since, row.refused_at, row.refused_reason, row.lying_since)
            found[row.id] = standing, EditHabits(row.looks, row.edits_stated, row.edits_unstated)
    return found


def remembered(connection: Connection, outlet_ids: Collection[int]) -> set[int]:
    """Those papers of whose pages anything is remembered."""
    found: set[int] = set()
    for part in in_parts(outlet_ids, 10_000):
        mine = select(Sighting.outlet_id).where(among(connection, Sighting.outlet_id, part)).distinct()
        found |= set(connection.execute(mine).scalars())
    return found
