"""Due pages: every address that was ever found, and which of them to fetch next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from sqlalchemy import and_, bindparam, case, func, insert, literal_column, or_, select, update

from newscrawl.db.border import in_parts, insert_missing, key, moment, page_key, plain, storable, url_key
from newscrawl.db.engine import PAUSES, DatabaseUnavailable, try_again, write_transaction
from newscrawl.db.leases import let_go, renew, take
from newscrawl.db.models import FOUND, NO_DATE, Article, Outlet, Page, Problem
from newscrawl.items import URL_LIMIT, FoundPage, Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import Connection, Engine

T = TypeVar("T")

ORDER = (PageKind.THREAD, PageKind.SOURCE, PageKind.ARTICLE)
"""Threads first: they end what an article began. Then what finds new pages, then the pages."""

_NEVER_FETCHED = Page.state == literal_column("'found'")
_FETCHED = Page.state != literal_column("'found'")
"""Literal, not bound: a partial index serves only a statement that says its condition."""

TWINS_AT_MOST = 10
"""Further addresses of one page that are kept: those with tracking parameters never end."""

STATED = "the site's entry"
"""``found_in`` of the sources that a site's entry states; that of its front page is NULL."""

_URL_SHOWN = 500
"""Characters of an address that was refused for its length, as its problem shows it."""

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
    state: str = FOUND
    """"found" where it was never fetched, else how its last fetch ended (an :class:`~newscrawl.items.Outcome`)."""
    published: datetime | None = None
    """Of the article that it holds, or whose thread it belongs to; else as its finder stated it."""


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

    def domains(self, names: Collection[str]) -> dict[str, str]:
        """The domains of those outlets that the database knows, by name."""

        def work() -> dict[str, str]:
            with self._engine.connect() as connection:
                rows = connection.execute(select(Outlet.name, Outlet.domain).where(Outlet.name.in_(list(names))))
                return {row.name: row.domain for row in rows}

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
                        pages += _due_sources(look) if kind == PageKind.SOURCE else _due(look, kind, window)
            return pages

        return self._try(work)

    def pages_at(self, outlet_id: int, urls: Iterable[str]) -> list[DuePage]:
        """The article pages at these very addresses, in their order, due or not; addresses not known are left out."""
        wanted = list(dict.fromkeys(urls))
        return self._try(lambda: self._pages_at(outlet_id, wanted))

    def _pages_at(self, outlet_id: int, wanted: list[str]) -> list[DuePage]:
        found: dict[str, DuePage] = {}
        with self._engine.connect() as connection:
            for part in in_parts(wanted):
                names = {name for url in part for name in (key(url), url_key(url))}
                statement = _select(Page.key).where(
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

        def work() -> int:
            with self._engine.connect() as connection:
                return len(names) - len(_known(connection, outlet_id, PageKind.ARTICLE, sorted(names)))

        return self._try(work)

    def articles(self, outlet_id: int) -> int:
        """Articles of a paper in the database."""
        statement = select(func.count()).select_from(Article).where(Article.outlet_id == outlet_id)
        return self._try(lambda: self._number(statement))

    def waiting(self, outlet_ids: Collection[int], now: datetime) -> int:
        """How many articles and threads of these outlets are due and were never fetched; sources count for nothing."""
        where = (Page.outlet_id.in_(list(outlet_ids)), Page.kind != PageKind.SOURCE, _NEVER_FETCHED, Page.due_at <= now)
        return self._try(lambda: self._number(select(func.count()).select_from(Page).where(*where)))

    def _number(self, statement: Select[int]) -> int:
        with self._engine.connect() as connection:
            return connection.execute(statement).scalar_one()


def refuse_too_long(
    connection: Connection, outlet_id: int, run_id: int | None, found: Iterable[FoundPage], now: datetime
) -> list[FoundPage]:
    """The pages whose address can be asked for; each of the others becomes a row of ``problem``."""
    taken, refused = [], []
    for page in found:
        length = _length(page.url)
        if length <= URL_LIMIT:
            taken.append(page)
            continue
        reason = f"the address has {length:,} characters, more than {URL_LIMIT:,}; named by {page.found_in or 'a user'}"
        refused.append(
            {
                "run_id": run_id,
                "outlet_id": outlet_id,
                "url": storable(page.url[:_URL_SHOWN]),
                "stage": "find",
                "reason": storable(reason),
                "at": now,
            }
        )
    if refused:
        connection.execute(insert(Problem), refused)
    return taken


def _length(url: str) -> int:
    """Characters of an address as it is sent: those outside ASCII are escaped."""
    return len(url) if len(url) > URL_LIMIT or url.isascii() else len(quote(url, safe=_SAFE, errors="replace"))


_SAFE = "".join(map(chr, range(128)))


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
        if page.url:
            name = (str(page.kind), key(page.url) if literal else page_key(page.kind, page.url))
            named[name] = _merged(named[name], page) if name in named else page
    new: Counter[PageKind] = Counter()
    for kind in PageKind:
        pages = {name: page for (of, name), page in named.items() if of == kind}
        known = _known(connection, outlet_id, kind, list(pages))
        if literal:
            known |= _same_addresses(connection, outlet_id, kind, [pages[name] for name in pages if name not in known])
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


def _same_addresses(connection: Connection, outlet_id: int, kind: PageKind, pages: list[FoundPage]) -> dict[str, Any]:
    """Known pages whose address as requested is the very one that the user named, under the name of that one."""
    known = _known(connection, outlet_id, kind, [url_key(page.url) for page in pages])
    found = {key(page.url): known.get(url_key(page.url)) for page in pages}
    return {name: row for name, row in found.items() if row is not None and key(row.url) == name}


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
        "modified_only": _modified_only(hint),
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
                Page.modified_only,
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
        if page.kind == PageKind.THREAD and row.hint.get("after") and hint.get("asked") == row.hint.get("asked"):
            hint["after"] = row.hint["after"]  # of one reading the first page that named it: pages may name each other
        # "asked": when the thread's article was read. What was read since, or since its finder was, is not asked twice.
        since = moment(page.hint.get("asked")) or now
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
                    "a_modified_only": _modified_only(hint) if row.fetched_at is None else row.modified_only,
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
                modified_only=bindparam("a_modified_only"),
                article_id=bindparam("a_article"),
            ),
            changed,
        )


def _states_a_change(row: Any, page: FoundPage, now: datetime) -> bool:
    """Whether its finder states a change later than what was stated before, or than the page's last fetch."""
    modified = moment(page.hint.get("modified"))
    if modified is None or modified > now + _CLOCKS_DIFFER:
        return False
    before = moment(row.hint.get("modified")) or row.fetched_at
    return before is not None and row.fetched_at is not None and modified > min(before, row.fetched_at)


def _newest(hint: dict[str, Any]) -> datetime:
    return moment(hint.get("published")) or moment(hint.get("modified")) or NO_DATE


def _modified_only(hint: dict[str, Any]) -> bool:
    """Whether the finder's only date is one of a change: the page may have been published at any time before."""
    return not moment(hint.get("published")) and moment(hint.get("modified")) is not None


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


def _due_sources(look: _Look) -> list[DuePage]:
    """The due sources: stated ones, then new ones, then the oldest. A paper has some thousands at most: they are sorted."""
    due = and_(Page.due_at.is_not(None), Page.due_at <= look.now)
    if look.again_before is not None:
        was_read = Page.state.in_((Outcome.READ, Outcome.UNCHANGED))
        due = or_(due, and_(was_read, Page.fetched_at < look.again_before))
    stated = case((or_(Page.found_in.is_(None), Page.found_in == STATED), 0), else_=1)
    order = (stated, case((_NEVER_FETCHED, 0), else_=1), Page.fetched_at, *_NEWEST_FIRST)
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
