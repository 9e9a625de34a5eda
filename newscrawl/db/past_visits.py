"""A paper's last weeks, run by run or day by day, as it is judged by them."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from newscrawl.db.bulk import among
from newscrawl.db.models import OutletRun, Problem, Run
from newscrawl.db.visits import COUNTS, FIELDS
from newscrawl.discovery.clock import read_offset
from newscrawl.health import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select, Subquery
    from sqlalchemy.engine import Connection, RowMapping

SPAN = timedelta(weeks=9)
"""Runs that a paper is compared with."""
SINGLY = 60
"""Of a paper's newest runs each is looked at by itself, of older ones a day."""
LOOKING_BACK = timedelta(days=30)
"""A run whose ``since`` lies farther back was for old articles: pages of another time are compared with none of today's."""


def past_visits(connection: Connection, ids: Sequence[int], now: datetime) -> dict[int, list[Visit]]:
    """What the newest runs did at each paper, one by one; what older ones did is added up by day: hourly runs are many."""
    names = ("outlet_id", "run_id", "first_at", "filled", "filled_young", *COUNTS)
    newest = (OutletRun.first_at.desc(), OutletRun.run_id.desc())
    place = func.row_number().over(partition_by=OutletRun.outlet_id, order_by=newest).label("place")
    of_span = (
        among(connection, OutletRun.outlet_id, ids),
        OutletRun.last_at > now - SPAN,  # follows from the next: the index knows this one
        OutletRun.first_at > now - SPAN,
        OutletRun.first_at <= now,
    )
    looking_back = _looking_back(connection, select(OutletRun.run_id).where(*of_span))
    statement = select(*(getattr(OutletRun, name) for name in names), place).where(*of_span)
    if looking_back:
        statement = statement.where(~among(connection, OutletRun.run_id, looking_back))
    placed = statement.subquery()
    found: dict[int, list[Visit]] = defaultdict(list)
    for row in connection.execute(_by_day(connection, placed)).mappings():
        filled, young = ({name: int(row[f"{of}_{name}"] or 0) for name in FIELDS} for of in ("filled", "filled_young"))
        found[row["outlet_id"]].append(_visit(row, _some(filled), _some(young)))
    singly = select(placed).where(placed.c.place <= SINGLY).order_by(placed.c.place.desc())
    for row in connection.execute(singly).mappings():
        found[row["outlet_id"]].append(_visit(row, row["filled"] or {}, row["filled_young"] or {}))
    _add_reasons(connection, found)
    return found


def _by_day(connection: Connection, placed: Subquery) -> Select[Any]:
    """The sums of each paper's older runs by day, the oldest first."""
    utc = placed.c.first_at if connection.dialect.name == "sqlite" else func.timezone("UTC", placed.c.first_at)
    first = func.min(placed.c.first_at).label("first_at")
    return (
        select(
            placed.c.outlet_id,
            func.max(placed.c.run_id).label("run_id"),
            first,
            *(func.sum(placed.c[name]).label(name) for name in COUNTS),
            *(
                func.sum(placed.c[of][name].as_integer()).label(f"{of}_{name}")
                for of in ("filled", "filled_young")
                for name in FIELDS
            ),
        )
        .where(placed.c.place > SINGLY)
        .group_by(placed.c.outlet_id, func.date(utc))
        .order_by(first)
    )


def _visit(row: RowMapping, filled: Mapping[str, int], young: Mapping[str, int]) -> Visit:
    return Visit(row["run_id"], row["first_at"], {name: int(row[name]) for name in COUNTS}, filled, young)


def _some(filled: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in filled.items() if number}


def _looking_back(connection: Connection, run_ids: Select[Any]) -> list[int]:
    """Those of these runs that were for chosen or old pages."""
    chosen = [Run.arguments[name].as_string().is_not(None) for name in ("urls", "warc", "until", "since")]
    statement = select(Run.id, Run.arguments, Run.started_at).where(Run.id.in_(run_ids), or_(*chosen))
    return [of for of, arguments, started in connection.execute(statement) if _looks_back(arguments, started)]


def _looks_back(arguments: Mapping[str, Any], started: datetime) -> bool:
    """Whether a run was for chosen or old pages, which are not what the paper shows of today.

    ``since`` is read as the crawl read it (:func:`newscrawl.spiders.arguments.read_moment`): a span of any unit, a day, or
    a moment.
    """
    if arguments.get("urls") or arguments.get("warc") or arguments.get("until"):
        return True
    since = str(arguments.get("since") or "").strip()
    if not since:
        return False
    with suppress(ValueError):
        if since[-1].isalpha():
            return read_offset(since) > LOOKING_BACK
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        return False
    return moment.replace(tzinfo=moment.tzinfo or UTC) < started - LOOKING_BACK


def _add_reasons(connection: Connection, visits: dict[int, list[Visit]]) -> None:
    """The most frequent reason of the last visit's problems, where nothing came of it."""
    for outlet_id, seen in visits.items():
        last = seen[-1]
        if last.answered or not last.asked:
            continue
        number = func.count().label("number")
        reason = connection.execute(
            select(Problem.reason, number)
            .where(Problem.run_id == last.run_id, Problem.outlet_id == outlet_id)
            .group_by(Problem.reason)
            .order_by(number.desc(), Problem.reason)
            .limit(1)
        ).first()
        if reason:
            seen[-1] = Visit(last.run_id, last.at, last.counts, last.filled, last.filled_young, reason[0][:300])
