"""Past runs, as ``scrapy runs`` lists them: when, by whom, how each ended, what it brought."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from newscrawl.db.bulk import among
from newscrawl.db.models import Outlet, OutletRun, Problem, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

SUMMED = ("pages", "articles_new", "articles_changed", "quotes_new", "comments_new")


def this_process() -> str:
    """The words that name a run's process, as its leases begin: "pid 17 on mapleton"."""
    return f"pid {os.getpid()} on {socket.gethostname()}"


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    ended: str
    """finished, interrupted, database failed, running, killed, or Scrapy's own word."""
    owner: str | None
    arguments: dict[str, Any] = field(default_factory=dict)
    sites: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """By the names of :data:`SUMMED`."""
    problems: int = 0


ENDINGS = {"shutdown": "interrupted", "database_failed": "database failed"}


def past_runs(
    connection: Connection,
    is_dead: Callable[[str], bool],
    machine_now: datetime,
    *,
    limit: int = 20,
    run_id: int | None = None,
) -> list[PastRun]:
    """The last runs, the newest first; or the one of that number.

    Args:
        connection: to a database of today's schema.
        is_dead: whether a process that is named in words is known to live no more.
        machine_now: by the machine's clock, as leases are; a lease that has run out is nobody's.
        limit: at most so many.
        run_id: only this one.
    """
    statement = select(Run).order_by(Run.id.desc()).limit(limit)
    if run_id is not None:
        statement = statement.where(Run.id == run_id)
    rows = connection.execute(statement).mappings().all()
    ids = [row["id"] for row in rows]
    sums = _sums(connection, ids)
    problems = dict.fromkeys(ids, 0)
    counted = (
        select(Problem.run_id, func.count()).where(among(connection, Problem.run_id, ids)).group_by(Problem.run_id)
    )
    for of, number in connection.execute(counted):
        problems[of] = number
    held = select(Outlet.lease_owner).where(Outlet.lease_until >= machine_now).distinct()
    leases = [lease for (lease,) in connection.execute(held) if lease]
    found = []
    for row in rows:
        sites, counts = sums.get(row["id"], (0, {}))
        old = {name: int((row["counts"] or {}).get(f"store/{name.replace('_', '/', 1)}", 0)) for name in SUMMED}
        ended = row["reason"] or ""
        if row["finished_at"] is None:
            ended = _unfinished(row["owner"], leases, is_dead)
        found.append(
            PastRun(
                row["id"], row["started_at"], row["finished_at"], ENDINGS.get(ended, ended), row["owner"],
                row["arguments"] or {}, sites, counts or old, problems[row["id"]],
            )
        )  # fmt: skip
    return found


def _unfinished(owner: str | None, leases: Sequence[str], is_dead: Callable[[str], bool]) -> str:
    """Whether a run that has no end goes on: it holds a paper, and its process is not known to be dead."""
    if owner is None:
        return "killed"
    holding = [lease for lease in leases if lease == owner or lease.startswith(f"{owner} ")]
    return "running" if holding and not all(map(is_dead, holding)) else "killed"


def _sums(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, dict[str, int]]]:
    columns = [func.sum(getattr(OutletRun, name)) for name in SUMMED]
    statement = (
        select(OutletRun.run_id, func.count(), *columns)
        .where(among(connection, OutletRun.run_id, ids))
        .group_by(OutletRun.run_id)
    )
    return {
        row[0]: (row[1], {name: int(number or 0) for name, number in zip(SUMMED, row[2:], strict=True)})
        for row in connection.execute(statement)
    }


def sites_of_run(connection: Connection, run_id: int) -> list[dict[str, Any]]:
    """What a run did at each paper, by name."""
    statement = (
        select(Outlet.name.label("site"), OutletRun)
        .join(Outlet, Outlet.id == OutletRun.outlet_id)
        .where(OutletRun.run_id == run_id)
        .order_by(Outlet.name)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def problems_of_run(connection: Connection, run_id: int, limit: int) -> list[tuple[Any, ...]]:
    """When, paper, stage, address, field and reason of a run's problems, in order."""
    statement = (
        select(Problem.at, Outlet.name, Problem.stage, Problem.url, Problem.field, Problem.reason)
        .outerjoin(Outlet, Outlet.id == Problem.outlet_id)
        .where(Problem.run_id == run_id)
        .order_by(Problem.id)
        .limit(limit)
    )
    return [tuple(row) for row in connection.execute(statement)]
