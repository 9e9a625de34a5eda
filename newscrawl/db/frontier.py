"""Due pages: every address that was ever found, and which of them to fetch next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, literal_column, or_, select, update

from newscrawl.db.border import in_parts, insert_missing, key, page_key, plain, storable, url_key
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import FOUND, NO_DATE, Article, Outlet, Page
from newscrawl.items import FoundPage, PageKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection, Engine

ORDER = (PageKind.THREAD, PageKind.SOURCE, PageKind.ARTICLE)
"""Threads first: they end what an article began. Then what finds new pages, then the pages."""

_NEVER_FETCHED = Page.state == literal_column("'found'")
_FETCHED = Page.state != literal_column("'found'")
"""Literal, not bound: a partial index serves only a statement that says its condition."""

TWINS_AT_MOST = 10
"""Further addresses of one page that are kept: those with tracking parameters never end."""

_CLOCKS_DIFFER = timedelta(days=1)
"""A "modified" further ahead than this is no statement about the page."""


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page to fetch now."""

    id: int
    url: str
    """As found: what to request, and what ``PageItem.page`` must say."""
    kind: PageKind
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    hint: dict[str, Any]
    failures: int
    """In a row, before this fetch."""
    found_in: str | None


class Frontier:
    """The pages of a database. Every call is one transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def outlet_id(self, name: str, domain: str, place: str, timezone: str, language: str | None = None) -> int:
        """The id of an outlet, made or brought up to what its entry says now."""
        said = {"domain": domain, "place": place, "timezone": timezone, "language": language}
        with write_transaction(self._engine) as connection:
            insert_missing(connection, Outlet, [{"name": name, **said}])
            connection.execute(update(Outlet).where(Outlet.name == name).values(said))
            return connection.execute(select(Outlet.id).where(Outlet.name == name)).scalar_one()

    def note_found(self, outlet_id: int, found: Iterable[FoundPage], now: datetime, *, literal: bool = False) -> int:
        """Record addresses; how many were new.

        An address that meets a known page of the same kind is not added again: its hint is merged, and it is due now
        where the finder says so or states a change after its last fetch.

        Args:
            outlet_id: of the paper.
            found: in the order of the page that named them; the first is served first.
            now: by the page clock.
            literal: the user named these very addresses: each is a page of its own, whatever it meets.
        """
        with write_transaction(self._engine) as connection:
            return note_found(connection, outlet_id, found, now, literal=literal).total()

    def due(
        self,
        outlet_id: int,
        now: datetime,
        *,
        limit: int,
        kinds: Collection[PageKind] | None = None,
        again_before: datetime | None = None,
        found_in: Collection[str] | None = None,
        skip: Collection[int] = (),
    ) -> list[DuePage]:
        """Pages to fetch now: threads, then sources, then articles, newest first.

        Args:
            outlet_id: of the paper.
            now: by the page clock.
            limit: at most so many.
            kinds: only these.
            again_before: pages last fetched before this moment are due, too.
            found_in: only pages that were named by these.
            skip: ids that the caller holds already (asked for, not yet settled).
        """
        pages: list[DuePage] = []
        with self._engine.connect() as connection:
            for kind in ORDER:
                if len(pages) < limit and (kinds is None or kind in kinds):
                    where = [Page.outlet_id == outlet_id, Page.kind == kind]
                    if found_in is not None:
                        where.append(Page.found_in.in_(list(found_in)))
                    pages += _due(connection, where, now, limit - len(pages), again_before=again_before, skip=set(skip))
        return pages

    def pages_at(self, outlet_id: int, urls: Iterable[str]) -> list[DuePage]:
        """The article pages at these very addresses, in their order, due or not; addresses not known are left out."""
        wanted = list(dict.fromkeys(urls))
        found: dict[str, DuePage] = {}
        with self._engine.connect() as connection:
            for part in in_parts(wanted):
                names = {name for url in part for name in (key(url), url_key(url))}
                statement = select(*_COLUMNS, Page.key).where(
                    Page.outlet_id == outlet_id, Page.kind == PageKind.ARTICLE, Page.key.in_(names)
                )
                rows = {row.key: row for row in connection.execute(statement)}
                for url in part:
                    row = rows.get(key(url)) or rows.get(url_key(url))
                    if row is not None:
                        found[url] = _due_page(row)
        return list({page.id: page for page in found.values()}.values())

    def unknown(self, outlet_id: int, urls: Iterable[str]) -> int:
        """How many of these articles' addresses meet no page that is known."""
        names = {url_key(url) for url in urls}
        with self._engine.connect() as connection:
            return len(names) - len(_known(connection, outlet_id, PageKind.ARTICLE, sorted(names)))

    def articles(self, outlet_id: int) -> int:
        """Articles of a paper in the database."""
        with self._engine.connect() as connection:
            statement = select(func.count()).select_from(Article).where(Article.outlet_id == outlet_id)
            return connection.execute(statement).scalar_one()

    def waiting(self, outlet_ids: Collection[int], now: datetime) -> int:
        """How many articles and threads of these outlets are due and were never fetched; sources count for nothing."""
        where = (Page.outlet_id.in_(list(outlet_ids)), Page.kind != PageKind.SOURCE, _NEVER_FETCHED, Page.due_at <= now)
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(Page).where(*where)).scalar_one()

    def counts(self, outlet_id: int) -> dict[str, int]:
        """Number of pages by kind and state: ``{"article/found": 12, "article/read": 3}``."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(Page.kind, Page.state, func.count())
                .where(Page.outlet_id == outlet_id)
                .group_by(Page.kind, Page.state)
            )
            return {f"{kind}/{state}": number for kind, state, number in rows}


def note_found(
    connection: Connection,
    outlet_id: int,
    found: Iterable[FoundPage],
    now: datetime,
    *,
    literal: bool = False,
    article_id: int | None = None,
) -> Counter[PageKind]:
    """As :meth:`Frontier.note_found`, in the caller's transaction; the new ones by kind.

    Args:
        connection: of the caller.
        outlet_id: of the paper.
        found: the addresses.
        now: by the page clock.
        literal: keep each address as it stands.
        article_id: of the article whose page named them; kept for its thread's pages.
    """
    named: dict[tuple[str, str], FoundPage] = {}
    for page in found:
        if page.url and len(page.url) <= 20_000:
            name = (str(page.kind), key(page.url) if literal else page_key(page.kind, page.url))
            named[name] = _merged(named[name], page) if name in named else page
    new: Counter[PageKind] = Counter()
    for kind in PageKind:
        pages = {name: page for (of, name), page in named.items() if of == kind}
        known = _known(connection, outlet_id, kind, list(pages))
        of = article_id if kind == PageKind.THREAD else None
        again = {name: page for name, page in pages.items() if name in known}
        _renew(connection, again, known, now, literal=literal, article_id=of)
        rows = [
            _row(outlet_id, name, page, now, of)
            for name, page in reversed(pages.items())  # the first named gets the highest id, and is served first
            if name not in known
        ]
        insert_missing(connection, Page, rows)
        new[kind] += len(rows)
    return new


def _merged(first: FoundPage, second: FoundPage) -> FoundPage:
    hint = _also(_merged_hint(first.hint, second.hint), first.url, second.url)
    return FoundPage(first.url, first.kind, first.found_in, first.due or second.due, hint)


def _also(hint: dict[str, Any], url: str, twin: str) -> dict[str, Any]:
    """*hint* with a further address of the page at *url*, as it was found; the article is kept under it, too."""
    known = hint.get("also", [])
    if twin == url or twin in known or len(known) >= TWINS_AT_MOST:
        return hint
    return {**hint, "also": [*known, twin]}


def _merged_hint(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {**old, **{name: value for name, value in new.items() if value not in (None, "", [], {})}}


def _row(outlet_id: int, name: str, page: FoundPage, now: datetime, article_id: int | None) -> dict[str, Any]:
    hint = plain(page.hint)
    return {
        "outlet_id": outlet_id,
        "kind": str(page.kind),
        "url": storable(page.url),
        "key": name,
        "found_in": storable(page.found_in),
        "found_at": now,
        "newest": _newest(hint),
        "hint": hint,
        "state": FOUND,
        "due_at": now,
        "failures": 0,
        "article_id": article_id,
    }


def _known(connection: Connection, outlet_id: int, kind: PageKind, names: list[str]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for part in in_parts(names):
        for row in connection.execute(
            select(
                Page.id,
                Page.url,
                Page.key,
                Page.hint,
                Page.fetched_at,
                Page.due_at,
                Page.found_in,
                Page.newest,
                Page.article_id,
            ).where(Page.outlet_id == outlet_id, Page.kind == kind, Page.key.in_(part))
        ):
            known[row.key] = row
    return known


def _renew(
    connection: Connection,
    pages: dict[str, FoundPage],
    known: dict[str, Any],
    now: datetime,
    *,
    literal: bool,
    article_id: int | None,
) -> None:
    """Merge hints, and make due what its finder says has changed."""
    changed = []
    for name, page in pages.items():
        row = known[name]
        hint, later = _merged_hint(row.hint, plain(page.hint)), _states_a_change(row, page, now)
        if page.kind == PageKind.ARTICLE and not literal:
            hint = _also(hint, row.url, page.url)
        if not later and row.hint.get("modified"):
            hint["modified"] = row.hint["modified"]  # of several finders that disagree the latest word stays
        # "asked": when the thread's article was read. What was read since, or since its finder was, is not asked twice.
        since = _stated(page.hint.get("asked")) or now
        wanted = page.due and not (row.fetched_at and row.fetched_at >= since)
        soon = (wanted or later) and (row.due_at is None or row.due_at > now)
        named_anew = literal or (soon and page.due)  # a run that is about its finder alone must find it
        found_in = storable(page.found_in) if named_anew and page.found_in else row.found_in
        article = article_id or row.article_id
        if soon or hint != row.hint or found_in != row.found_in or article != row.article_id:
            newest = max(_newest(hint), row.newest) if row.fetched_at is None else row.newest
            changed.append(
                {
                    "of": row.id,
                    "a_hint": hint,
                    "a_due": now if soon else row.due_at,
                    "a_source": found_in,
                    "a_newest": newest,
                    "a_article": article,
                }
            )
    if changed:
        connection.execute(
            update(Page)
            .where(Page.id == bindparam("of"))
            .values(
                hint=bindparam("a_hint"),
                due_at=bindparam("a_due"),
                found_in=bindparam("a_source"),
                newest=bindparam("a_newest"),
                article_id=bindparam("a_article"),
            ),
            changed,
        )


def _states_a_change(row: Any, page: FoundPage, now: datetime) -> bool:
    """Whether its finder states a change later than what was stated before, or than the page's last fetch."""
    modified = _stated(page.hint.get("modified"))
    if modified is None or modified > now + _CLOCKS_DIFFER:
        return False
    before = _stated(row.hint.get("modified")) or row.fetched_at
    return before is not None and row.fetched_at is not None and modified > min(before, row.fetched_at)


def _newest(hint: dict[str, Any]) -> datetime:
    return _stated(hint.get("published")) or _stated(hint.get("modified")) or NO_DATE


def _stated(value: Any) -> datetime | None:
    """The moment that a hint states in ISO 8601; a day is its beginning, a moment without a zone is in UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=UTC)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


_COLUMNS = (
    Page.id,
    Page.url,
    Page.kind,
    Page.etag,
    Page.last_modified,
    Page.content_hash,
    Page.hint,
    Page.failures,
    Page.found_in,
    Page.newest,
)


def _due(
    connection: Connection,
    where: list[ColumnElement[bool]],
    now: datetime,
    limit: int,
    *,
    again_before: datetime | None,
    skip: set[int],
) -> list[DuePage]:
    """The due pages of one kind. Those never fetched come from an index in their order; the others are sorted."""
    piles = [and_(_NEVER_FETCHED, Page.due_at <= now)]
    again = and_(_FETCHED, Page.due_at.is_not(None), Page.due_at <= now)
    if again_before is not None:
        again = or_(again, and_(_FETCHED, Page.fetched_at < again_before))
    piles.append(again)
    rows = []
    for pile in piles:
        statement = select(*_COLUMNS).where(*where, pile).order_by(Page.newest.desc(), Page.id.desc())
        wanted, taken = limit + len(skip), 0
        for row in connection.execute(statement.limit(wanted)):
            if row.id not in skip and taken < limit:
                rows.append(row)
                taken += 1
    rows.sort(key=lambda row: (row.newest, row.id), reverse=True)
    return [_due_page(row) for row in rows[:limit]]


def _due_page(row: Any) -> DuePage:
    return DuePage(
        id=row.id,
        url=row.url,
        kind=PageKind(row.kind),
        etag=row.etag,
        last_modified=row.last_modified,
        content_hash=row.content_hash,
        hint=row.hint,
        failures=row.failures,
        found_in=row.found_in,
    )
