"""What the tables know of each paper's last weeks, and what was judged of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from newscrawl.db.border import storable
from newscrawl.db.bulk import among
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Article, Outlet, OutletRun, OutletState, Page, Run
from newscrawl.db.past_visits import past_visits
from newscrawl.health import Judgement, Past, judge
from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.engine import Connection, Engine

DAYS_SPAN = timedelta(days=126)
"""Days whose articles are counted: eight weeks before a silence of ten."""
IDLE_AFTER = timedelta(days=14)
"""A paper that no run has asked for so long, while others were asked, is on nobody's list any more."""
JUDGED_EVERY = timedelta(days=1)
JUDGED_BESIDES = 100
"""So many papers of other runs does a run judge at its end, where nobody has for that long."""


def pasts(connection: Connection, now: datetime, names: Sequence[str] | None = None) -> list[Past]:
    """What is known of the papers, by name; of all where no *names* are given. Rows of later than *now* count not."""
    table = select(Outlet.id, Outlet.name, Outlet.timezone, Outlet.refused_since, Outlet.refused_reason).order_by(
        Outlet.name
    )
    wanted = None if names is None else frozenset(names)
    outlets = [row for row in connection.execute(table) if wanted is None or row.name in wanted]
    ids = [row.id for row in outlets]
    if not ids:
        return []
    visits = past_visits(connection, ids, now)
    days = _days(connection, {row.id: row.timezone for row in outlets}, now)
    last = _last_articles(connection, ids, now)
    asked, idle = _asked_and_idle(connection, ids, now)
    return [
        Past(
            row.name,
            row.timezone,
            visits.get(row.id, []),
            days.get(row.id, {}),
            last.get(row.id),
            asked.get(row.id),
            row.refused_since,
            row.refused_reason,
            idle.get(row.id),
        )
        for row in outlets
    ]


def _days(connection: Connection, zones: Mapping[int, str], now: datetime) -> dict[int, dict[date, int]]:
    """Articles by day of the paper's own zone: by when they were published, else by when they were seen first.

    The zone's offset of today is taken for all days: a day more or less at midnight changes no judgement.
    """
    by_offset: dict[int, list[int]] = defaultdict(list)
    for outlet_id, zone in zones.items():
        by_offset[_offset(zone, now)].append(outlet_id)
    found: dict[int, dict[date, int]] = defaultdict(dict)
    since = now - DAYS_SPAN
    for offset, ids in by_offset.items():
        if connection.dialect.name == "postgresql":
            day = "((coalesce(published, first_seen) AT TIME ZONE 'UTC') + make_interval(secs => :offset))::date"
        else:
            day = "date(coalesce(published, first_seen), :offset || ' seconds')"
        listed = Article.__table__.c.outlet_id
        base = select(Article.outlet_id, text(f"{day} AS day"), func.count().label("number")).select_from(Article)
        for window in (
            Article.published.between(since, now),
            Article.published.is_(None) & Article.first_seen.between(since, now),
        ):
            statement = base.where(among(connection, Article.outlet_id, ids), window).group_by(listed, text("day"))
            for outlet_id, on, number in connection.execute(statement, {"offset": offset}):
                of = on if isinstance(on, date) else date.fromisoformat(on)
                found[outlet_id][of] = found[outlet_id].get(of, 0) + number
    return found


def _offset(zone: str, now: datetime) -> int:
    try:
        offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        offset = None
    return int(offset.total_seconds()) if offset else 0


def _last_articles(connection: Connection, ids: Sequence[int], now: datetime) -> dict[int, datetime]:
    """When each paper's last article was published; where it has dates of none, when the last one was found."""
    mine = Article.outlet_id == Outlet.id
    moments = (
        select(func.max(Article.published)).where(mine, Article.published <= now),
        select(func.max(Article.first_seen)).where(mine, Article.published.is_(None)),
    )
    statement = select(Outlet.id, *(one.correlate(Outlet).scalar_subquery() for one in moments))
    found = {}
    for outlet_id, *known in connection.execute(statement.where(among(connection, Outlet.id, ids))):
        if known := [_aware(moment) for moment in known if moment is not None]:
            found[outlet_id] = max(known)
    return found


def _asked_and_idle(
    connection: Connection, ids: Sequence[int], now: datetime
) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """When each paper was asked last and answered: by its runs, of an older database by its pages.

    And the papers that no run has come to for long, while there were runs: they were taken off the list, and since when.
    """
    came = OutletRun.sources + OutletRun.sources_unchanged + OutletRun.articles + OutletRun.unchanged
    last = (  # the index gives the newest first: one row is read, however long the past
        select(OutletRun.last_at)
        .where(OutletRun.outlet_id == Outlet.id, OutletRun.last_at <= now)
        .order_by(OutletRun.outlet_id.desc(), OutletRun.last_at.desc())
        .limit(1)
        .correlate(Outlet)
    )
    statement = select(Outlet.id, last.where(came > 0).scalar_subquery(), last.scalar_subquery())
    rows = connection.execute(statement.where(among(connection, Outlet.id, ids))).all()
    asked = {of: _aware(answered) for of, answered, _seen in rows if answered is not None}
    newest = connection.execute(select(func.max(Run.started_at)).where(Run.started_at <= now)).scalar()
    limit = None if newest is None else _aware(newest) - IDLE_AFTER
    seen = {of: _aware(at) for of, _answered, at in rows if at is not None}
    idle = {of: at for of, at in seen.items() if limit is not None and at < limit}
    if missing := [of for of in ids if of not in asked]:
        pages = (
            select(Page.outlet_id, func.max(Page.fetched_at))
            .where(among(connection, Page.outlet_id, missing), Page.fetched_at <= now, Page.failures == 0)
            .group_by(Page.outlet_id)
        )
        asked |= {of: _aware(at) for of, at in connection.execute(pages) if at is not None}
    return asked, idle


def _aware(moment: Any) -> datetime:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment.astimezone(UTC)


def judge_all(engine: Engine, now: datetime, names: Collection[str] | None = None) -> dict[str, Judgement]:
    """Judge papers and keep what was judged in ``outlet_state``.

    Args:
        engine: of a database of today's schema.
        now: the page clock.
        names: a run's own papers, which are judged with some that nobody has judged for a day: their silence is seen by
            other papers' runs. Every paper where it is None.
    """
    with engine.connect() as connection:
        wanted = None if names is None else [*names, *_judged_long_ago(connection, now)]
        judged = {past.name: judge(past) for past in pasts(connection, now, wanted)}
        ids = {name: of for of, name in connection.execute(select(Outlet.id, Outlet.name))}
    rows = [
        {
            "outlet_id": ids[name],
            "state": one.state,
            "since": one.since,
            "fields": ", ".join(one.fields) or None,
            "reason": storable(one.words),
            "judged_at": now,
        }
        for name, one in judged.items()
        if name in ids
    ]
    if rows:
        with write_transaction(engine) as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            statement = dialect.insert(OutletState)
            new = {name: getattr(statement.excluded, name) for name in rows[0] if name != "outlet_id"}
            connection.execute(statement.on_conflict_do_update(index_elements=["outlet_id"], set_=new), rows)
    return judged


def _judged_long_ago(connection: Connection, now: datetime) -> list[str]:
    statement = (
        select(Outlet.name)
        .outerjoin(OutletState, OutletState.outlet_id == Outlet.id)
        .where(or_(OutletState.judged_at.is_(None), OutletState.judged_at < now - JUDGED_EVERY))
        .order_by(OutletState.judged_at.nulls_first(), Outlet.id)
        .limit(JUDGED_BESIDES)
    )
    return list(connection.execute(statement).scalars())


def told(connection: Connection) -> dict[str, str | None]:
    """What an alarm told last of each paper."""
    rows = connection.execute(
        select(Outlet.name, OutletState.told).join(OutletState, OutletState.outlet_id == Outlet.id)
    )
    return {row.name: row.told for row in rows}


def note_told(engine: Engine, words: Mapping[str, tuple[str | None, str | None]], now: datetime) -> set[str]:
    """Note what is told of papers, where it still stands as it was; the names of those where it did.

    Of two runs that end together only one finds it so, and that one tells.

    Args:
        engine: of a database of today's schema.
        words: by a paper's name, what was told before, and what is told now.
        now: the page clock.
    """
    noted = set()
    with write_transaction(engine) as connection:
        for name, (before, state) in sorted(words.items()):
            outlet_id = select(Outlet.id).where(Outlet.name == name).scalar_subquery()
            done = connection.execute(
                update(OutletState)
                .where(OutletState.outlet_id == outlet_id, OutletState.told.is_not_distinct_from(before))
                .values(told=state, told_at=now)
            )
            if done.rowcount:
                noted.add(name)
    return noted


def opt_outs(connection: Connection) -> dict[str, list[str]]:
    """The uses that each paper's publisher reserves, as its last article's page states them; only papers that reserve any."""
    newest = (
        select(Article.id).where(Article.outlet_id == Outlet.id).order_by(Article.published.desc(), Article.id.desc())
    ).limit(1)
    statement = (
        select(Outlet.name, Page.opt_outs)
        .join(Page, Page.article_id == newest.correlate(Outlet).scalar_subquery())
        .where(Page.opt_outs.is_not(None), Page.kind == PageKind.ARTICLE)
    )
    found: dict[str, list[str]] = {}
    for name, stated in connection.execute(statement):
        if uses := sorted(use for use, reserved in (stated or {}).items() if reserved):
            found[name] = uses
    return found


def last_runs(connection: Connection, number: int) -> list[datetime]:
    """When the last runs began, the newest first."""
    statement = select(Run.started_at).order_by(Run.id.desc()).limit(number)
    return list(connection.execute(statement).scalars())
