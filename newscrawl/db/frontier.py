"""Due pages: every address that was ever found, and which of them to fetch next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, case, func, literal_column, or_, select, update

from newscrawl.db.border import in_parts, insert_missing, key, url_key
from newscrawl.db.edits import EditHabits, habits_of
from newscrawl.db.engine import PAUSES, DatabaseUnavailable, try_again, write_transaction
from newscrawl.db.forgotten import is_outlet_forgotten
from newscrawl.db.found import known_pages, note_found, refuse_too_long
from newscrawl.db.leases import let_go, renew, take
from newscrawl.db.looks import due_threads
from newscrawl.db.memory import load_memory
from newscrawl.db.models import FOUND, NO_DATE, STATED, Article, Outlet, Page
from newscrawl.db.outlets import forgotten_outlets, histories, note_outlets, remembered, take_leases
from newscrawl.db.site_files import SiteFileAnswer, keep_site_file, site_file
from newscrawl.db.source_visits import watched
from newscrawl.db.standing import Standing, note_refusal, standing_of
from newscrawl.db.thread_pages import wake_threads
from newscrawl.items import FoundPage, Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection, Engine

    from newscrawl.reading.memory import Memory

T = TypeVar("T")

ORDER = (PageKind.THREAD, PageKind.SOURCE, PageKind.ARTICLE)
"""Threads first: they end what an article began. Then what finds new pages, then the pages."""

_NEVER_FETCHED = Page.state == literal_column("'found'")
_FETCHED = Page.state != literal_column("'found'")
"""Literal, not bound: a partial index serves only a statement that says its condition."""


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
    state: str = FOUND
    """"found" where it was never fetched, else how its last fetch ended (an :class:`~newscrawl.items.Outcome`)."""
    published: datetime | None = None
    """Of the article that it holds, or whose thread it belongs to; else as its finder stated it."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article's page, as the database knows it."""

    page: DuePage
    fetched_at: datetime | None
    has_article: bool
    """An article of it is stored."""


class Frontier:
    """The pages of a database. Every call is one transaction of its own.

    A call waits while another process holds the database or its server is away (:func:`newscrawl.db.engine.try_again`)
    and then raises :exc:`~newscrawl.db.engine.DatabaseUnavailable`: call it in a thread.

    Args:
        engine: of a prepared database.
        pauses: seconds between tries.
    """

    def __init__(self, engine: Engine, pauses: Sequence[float] = PAUSES) -> None:
        self._engine, self._pauses = engine, pauses
        self._away = False
        """It was waited for in vain: the next call waits no more, so that the end of a run is soon."""

    def _try(self, work: Callable[[], T]) -> T:
        try:
            result = try_again(work, engine=self._engine, pauses=() if self._away else self._pauses)
        except DatabaseUnavailable:
            self._away = True
            raise
        self._away = False
        return result

    def outlet_id(self, name: str, domain: str, place: str, timezone: str, language: str | None = None) -> int:
        """The id of an outlet, made or brought up to what its entry says now."""
        said = {"domain": domain, "place": place, "timezone": timezone, "language": language}

        def work() -> int:
            with write_transaction(self._engine) as connection:
                insert_missing(connection, Outlet, [{"name": name, **said}])
                connection.execute(update(Outlet).where(Outlet.name == name).values(said))
                return connection.execute(select(Outlet.id).where(Outlet.name == name)).scalar_one()

        return self._try(work)

    def outlet_ids(self, said: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
        """As :meth:`outlet_id` for many papers, by name; *said* holds ``domain``, ``place``, ``timezone``, ``language``."""

        def work() -> dict[str, int]:
            with write_transaction(self._engine) as connection:
                return note_outlets(connection, said)

        return self._try(work)

    def take_leases(
        self, outlet_ids: Collection[int], owner: str, now: datetime, seconds: float = 120
    ) -> dict[int, str]:
        """As :meth:`take_lease` for many papers; those that another process holds, with its words."""

        def work() -> dict[int, str]:
            with write_transaction(self._engine) as connection:
                return take_leases(connection, outlet_ids, owner, now, timedelta(seconds=seconds))

        return self._try(work)

    def forgotten_among(self, domains: Mapping[str, str]) -> set[str]:
        """As :meth:`is_forgotten` for many papers, name to domain; the names of those that were."""

        def work() -> set[str]:
            with self._engine.connect() as connection:
                return forgotten_outlets(connection, domains)

        return self._try(work)

    def histories(self, outlet_ids: Collection[int]) -> dict[int, tuple[Standing, EditHabits]]:
        """:meth:`standing` and :meth:`edit_habits` of many papers, by id."""

        def work() -> dict[int, tuple[Standing, EditHabits]]:
            with self._engine.connect() as connection:
                return histories(connection, outlet_ids)

        return self._try(work)

    def remembered(self, outlet_ids: Collection[int]) -> set[int]:
        """Those papers that have a :meth:`memory`."""

        def work() -> set[int]:
            with self._engine.connect() as connection:
                return remembered(connection, outlet_ids)

        return self._try(work)

    def note_stated(self, found: Mapping[int, Sequence[FoundPage]], now: datetime) -> None:
        """As :meth:`note_found` for many papers, by id, some to a transaction."""

        def work(part: list[int]) -> None:
            with write_transaction(self._engine) as connection:
                for outlet_id in part:
                    taken = refuse_too_long(connection, outlet_id, None, list(found[outlet_id]), now)
                    note_found(connection, outlet_id, taken, now)

        for part in in_parts(found, 50):  # others that write are not to wait for all of them
            self._try(partial(work, part))

    def edit_habits(self, outlet_id: int) -> EditHabits:
        """How the paper edits what it has published."""

        def work() -> EditHabits:
            with self._engine.connect() as connection:
                return habits_of(connection, outlet_id)

        return self._try(work)

    def standing(self, outlet_id: int) -> Standing:
        """Whether the paper refuses to be crawled, and whether its 304 can be believed."""

        def work() -> Standing:
            with self._engine.connect() as connection:
                return standing_of(connection, outlet_id)

        return self._try(work)

    def note_refusal(self, outlet_id: int, reason: str | None, now: datetime) -> None:
        """The paper refuses to be crawled, for this reason; None: it does not any more."""

        def work() -> None:
            with write_transaction(self._engine) as connection:
                note_refusal(connection, outlet_id, reason, now)

        self._try(work)

    def site_file(self, address: str, now: datetime, holds: timedelta) -> SiteFileAnswer | None:
        """What *address* answered within the last *holds* before *now*; None: ask it."""

        def work() -> SiteFileAnswer | None:
            with self._engine.connect() as connection:
                return site_file(connection, address, now - holds, now)

        return self._try(work)

    def keep_site_file(self, address: str, answer: SiteFileAnswer, now: datetime) -> None:
        """Keep what *address* answered at *now*."""

        def work() -> None:
            with write_transaction(self._engine) as connection:
                keep_site_file(connection, address, answer, now)

        self._try(work)

    def domains(self, names: Collection[str]) -> dict[str, str]:
        """The domains of those outlets that the database knows, by name."""

        def work() -> dict[str, str]:
            with self._engine.connect() as connection:
                rows = connection.execute(select(Outlet.name, Outlet.domain).where(Outlet.name.in_(list(names))))
                return {row.name: row.domain for row in rows}

        return self._try(work)

    def is_forgotten(self, name: str, domain: str) -> bool:
        """Whether somebody had this paper forgotten (``scrapy forget``)."""

        def work() -> bool:
            with self._engine.connect() as connection:
                return is_outlet_forgotten(connection, name, domain)

        return self._try(work)

    def take_lease(self, outlet_id: int, owner: str, now: datetime, seconds: float = 120) -> str | None:
        """Take or renew the right to crawl an outlet: two processes at one paper would be rude to it.

        Args:
            outlet_id: of the paper.
            owner: this process and run, in words for people ("pid 123 on host x since 12:00"); no two may share them.
            now: by the machine's clock, not by the page clock: simulations must not outrun a lease.
            seconds: how long the lease lasts where it is not renewed.

        Returns:
            None where the lease is ours now; else the words of its holder.
        """
        return self._try(lambda: take(self._engine, outlet_id, owner, now, timedelta(seconds=seconds)))

    def renew_leases(
        self, outlet_ids: Collection[int], owner: str, now: datetime, seconds: float = 120
    ) -> dict[int, str | None]:
        """Renew leases of *owner*; those that it has lost, with the words of who holds them now (None: nobody)."""
        return self._try(lambda: renew(self._engine, outlet_ids, owner, now, timedelta(seconds=seconds)))

    def release_leases(self, owner: str) -> None:
        """Give back all that *owner* holds."""
        self._try(lambda: let_go(self._engine, owner))

    def note_found(self, outlet_id: int, found: Iterable[FoundPage], now: datetime, *, literal: bool = False) -> int:
        """Record addresses; how many were new.

        An address that meets a known page of the same kind is not added again: its hint is merged, and it is due now
        where the finder says so or states a change after its last fetch.

        Args:
            outlet_id: of the paper.
            found: in the order of the page that named them; the first is served first.
            now: by the page clock.
            literal: the user named these very addresses: each is a page of its own, whatever it meets.

        An address longer than :data:`~newscrawl.items.URL_LIMIT` is refused and becomes a problem.
        """
        pages = list(found)

        def work() -> int:
            with write_transaction(self._engine) as connection:
                taken = refuse_too_long(connection, outlet_id, None, pages, now)
                return note_found(connection, outlet_id, taken, now, literal=literal).total()

        return self._try(work)

    def memory(self, outlet_id: int) -> Memory:
        """What is known of what a paper's pages have in common."""

        def work() -> Memory:
            with self._engine.connect() as connection:
                return load_memory(connection, outlet_id)

        return self._try(work)

    def wake_threads(self, outlet_id: int, now: datetime) -> int:
        """Make due the pages of those threads of a paper that are to be looked at now; how many threads."""

        def work() -> int:
            with self._engine.connect() as connection:
                if not due_threads(connection, outlet_id, now):
                    return 0
            with write_transaction(self._engine) as connection:
                return wake_threads(connection, outlet_id, now)

        return self._try(work)

    def due(
        self,
        outlet_id: int,
        now: datetime,
        *,
        limit: int,
        kinds: Collection[PageKind] | None = None,
        again_before: datetime | None = None,
        watched_before: datetime | None = None,
        sections: bool = True,
        found_in: Collection[str] | None = None,
        skip: Collection[int] = (),
        newest_from: datetime | None = None,
        newest_before: datetime | None = None,
    ) -> list[DuePage]:
        """Pages to fetch now: threads, then sources, then articles, newest first.

        Of the sources, the front page and those that the site's entry states come first, then those that were never
        fetched, then those whose fetch is longest ago.

        Args:
            outlet_id: of the paper.
            now: by the page clock.
            limit: at most so many.
            kinds: only these.
            again_before: pages last fetched before this moment are due, too: articles in any state, sources that were
                read (a guessed place that is not there keeps its due date); never threads, for their article brings them.
            watched_before: the sources that every run asks (:func:`newscrawl.db.source_visits.watched`) are due, too, where
                their last fetch was before this moment.
            sections: False leaves out section pages that a paper's pages named.
            found_in: only pages that were named by these.
            skip: ids that the caller holds already (asked for, not yet settled).
            newest_from: articles that their finder dates before this are left out; they stay due.
            newest_before: articles that their finder says were published at this moment or later are left out.
        """
        window = _Window(newest_from, newest_before)

        def work() -> list[DuePage]:
            pages: list[DuePage] = []
            with self._engine.connect() as connection:
                for kind in ORDER:
                    left = limit - len(pages)
                    if left > 0 and (kinds is None or kind in kinds):
                        where = [Page.outlet_id == outlet_id, Page.kind == kind]
                        if found_in is not None:
                            where.append(Page.found_in.in_(list(found_in)))
                        look = _Look(connection, where, now, left, again_before, frozenset(skip))
                        if kind == PageKind.SOURCE:
                            watch = watched(connection, outlet_id) if watched_before else []
                            pages += _due_sources(look, watch, watched_before, sections=sections)
                        else:
                            pages += _due(look, kind, window)
            return pages

        return self._try(work)

    def pages_at(self, outlet_id: int, urls: Iterable[str], kind: PageKind = PageKind.ARTICLE) -> list[DuePage]:
        """The pages of a kind at these very addresses, in their order, due or not; addresses not known are left out."""
        wanted = list(dict.fromkeys(urls))
        return self._try(lambda: self._pages_at(outlet_id, wanted, kind))

    def _pages_at(self, outlet_id: int, wanted: list[str], kind: PageKind) -> list[DuePage]:
        found: dict[str, DuePage] = {}
        with self._engine.connect() as connection:
            for part in in_parts(wanted):
                names = {name for url in part for name in (key(url), url_key(url))}
                statement = _select(Page.key).where(Page.outlet_id == outlet_id, Page.kind == kind, Page.key.in_(names))
                rows = {row.key: row for row in connection.execute(statement)}
                for url in part:
                    row = rows.get(key(url)) or rows.get(url_key(url))
                    if row is not None:
                        found[url] = _due_page(row)
        return list({page.id: page for page in found.values()}.values())

    def known_article(self, outlet_id: int, url: str) -> KnownArticle | None:
        """What is known of an article's page; None for one that was never heard of."""
        statement = (
            select(*_COLUMNS, Page.article_id, Page.fetched_at, Page.key)
            .outerjoin(Article, Article.id == Page.article_id)
            .where(Page.outlet_id == outlet_id, Page.kind == PageKind.ARTICLE, Page.key.in_({key(url), url_key(url)}))
        )

        def work() -> KnownArticle | None:
            with self._engine.connect() as connection:
                rows = {row.key: row for row in connection.execute(statement)}
            row = rows.get(key(url)) or rows.get(url_key(url))
            return None if row is None else KnownArticle(_due_page(row), row.fetched_at, row.article_id is not None)

        return self._try(work)

    def unknown(self, outlet_id: int, urls: Iterable[str], since: datetime | None = None) -> int:
        """How many of these articles' addresses meet no page that is known.

        Those that were first named after *since* by a feed or by a list, which states no date, count as unknown: in the
        same run, these are windows on the latest articles and say nothing of what a list holds further on.
        """
        names = {url_key(url) for url in urls}

        def work() -> int:
            with self._engine.connect() as connection:
                known = known_pages(connection, outlet_id, PageKind.ARTICLE, sorted(names))
            return len(names) - sum(
                not (since and row.found_at >= since and _is_of_window(row)) for row in known.values()
            )

        return self._try(work)

    def articles(self, outlet_id: int) -> int:
        """Articles of a paper in the database."""
        statement = select(func.count()).select_from(Article).where(Article.outlet_id == outlet_id)
        return self._try(lambda: self._number(statement))

    def waiting(self, outlet_ids: Collection[int], now: datetime) -> int:
        """How many articles and threads of these outlets are due and were never fetched; sources count for nothing."""
        where = (Page.outlet_id.in_(list(outlet_ids)), Page.kind != PageKind.SOURCE, _NEVER_FETCHED, Page.due_at <= now)
        return self._try(lambda: self._number(select(func.count()).select_from(Page).where(*where)))

    def waiting_by_outlet(self, outlet_ids: Collection[int], now: datetime) -> dict[int, int]:
        """The same for each of these outlets that has any."""
        where = (Page.outlet_id.in_(list(outlet_ids)), Page.kind != PageKind.SOURCE, _NEVER_FETCHED, Page.due_at <= now)
        statement = select(Page.outlet_id, func.count()).where(*where).group_by(Page.outlet_id)

        def look() -> dict[int, int]:
            with self._engine.connect() as connection:
                return {of: number for of, number in connection.execute(statement)}  # noqa: C416  (a dict of rows is none)

        return self._try(look)

    def _number(self, statement: Select[int]) -> int:
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()


def _is_of_window(row: Any) -> bool:
    """Whether a page is known from a feed or a list of the latest articles, and from no sitemap and no interface."""
    return bool(row.newest == NO_DATE or row.hint.get("source") == "feed")


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
    Page.modified_only,
    Page.state,
    Article.published,
)


def _select(*more: Any) -> Select[Any]:
    return select(*_COLUMNS, *more).select_from(Page).outerjoin(Article, Article.id == Page.article_id)


@dataclass(frozen=True, slots=True)
class _Window:
    """Dates, as finders state them, of the articles that are wanted."""

    start: datetime | None
    end: datetime | None

    def found(self) -> list[list[ColumnElement[bool]]]:
        """Conditions of those never fetched, one list a statement: each goes along an index."""
        if self.start is None and self.end is None:
            return [[]]
        within = [Page.newest > NO_DATE if self.start is None else Page.newest >= self.start]
        if self.end is None:
            return [within, [Page.newest == NO_DATE]]
        changed = Page.newest >= max(self.end, self.start or self.end)
        return [[*within, Page.newest < self.end], [Page.newest == NO_DATE], [and_(Page.modified_only, changed)]]

    def again(self) -> list[ColumnElement[bool]]:
        """Conditions of those fetched before."""
        where: list[ColumnElement[bool]] = []
        if self.start is not None:
            where.append(or_(Page.newest == NO_DATE, Page.newest >= self.start))
        if self.end is not None:
            where.append(or_(Page.newest < self.end, Page.modified_only))
        return where


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the pages of one kind."""

    connection: Connection
    where: list[ColumnElement[bool]]
    now: datetime
    limit: int
    again_before: datetime | None
    skip: frozenset[int]

    def rows(self, pile: ColumnElement[bool], order: Sequence[Any]) -> list[Any]:
        statement = _select().where(*self.where, pile).order_by(*order).limit(self.limit + len(self.skip))
        return [row for row in self.connection.execute(statement) if row.id not in self.skip][: self.limit]


_NEWEST_FIRST = (Page.newest.desc(), Page.id.desc())


def _due(look: _Look, kind: PageKind, window: _Window) -> list[DuePage]:
    """The due threads or articles. Those never fetched come from an index in their order; the others are sorted."""
    again = and_(_FETCHED, Page.due_at.is_not(None), Page.due_at <= look.now)
    found: list[list[ColumnElement[bool]]] = [[]]
    if kind == PageKind.ARTICLE:
        if look.again_before is not None:
            again = or_(again, and_(_FETCHED, Page.fetched_at < look.again_before))
        found = window.found()
        again = and_(again, *window.again())
    piles = [and_(_NEVER_FETCHED, Page.due_at <= look.now, *part) for part in found]
    rows = [row for pile in (*piles, again) for row in look.rows(pile, _NEWEST_FIRST)]
    rows.sort(key=lambda row: (row.newest, row.id), reverse=True)
    return [_due_page(row) for row in rows[: look.limit]]


def _due_sources(
    look: _Look, watch: Sequence[int], watched_before: datetime | None, *, sections: bool
) -> list[DuePage]:
    """The due sources: stated ones, then new ones, then the oldest. A paper has some thousands at most: they are sorted."""
    due = and_(Page.due_at.is_not(None), Page.due_at <= look.now)
    if look.again_before is not None:
        was_read = Page.state.in_((Outcome.READ, Outcome.UNCHANGED))
        due = or_(due, and_(was_read, Page.fetched_at < look.again_before))
    if watch and watched_before is not None:
        due = or_(due, and_(Page.id.in_(watch), Page.fetched_at < watched_before))
    is_stated = or_(Page.found_in.is_(None), Page.found_in == STATED)
    if not sections:
        due = and_(due, or_(is_stated, Page.hint["source"].as_string() != "section"))
    order = (case((is_stated, 0), else_=1), case((_NEVER_FETCHED, 0), else_=1), Page.fetched_at, *_NEWEST_FIRST)
    return [_due_page(row) for row in look.rows(due, order)]


def _due_page(row: Any) -> DuePage:
    stated = row.newest if row.newest != NO_DATE and not row.modified_only else None
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
        state=row.state,
        published=row.published or stated,
    )
