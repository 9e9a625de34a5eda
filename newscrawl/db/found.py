"""Addresses that pages name: recorded when they are found, and made due again where their finder says they changed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import bindparam, insert, select, update

from newscrawl.db.border import in_parts, insert_missing, key, moment, page_key, plain, storable, url_key
from newscrawl.db.forgotten import wanted_pages
from newscrawl.db.models import FOUND, NO_DATE, Page, Problem
from newscrawl.items import URL_LIMIT, FoundPage, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

TWINS_AT_MOST = 10
"""Further addresses of one page that are kept: those with tracking parameters never end."""

_URL_SHOWN = 500
"""Characters of an address that was refused for its length, as its problem shows it."""

_CLOCKS_DIFFER = timedelta(days=1)
"""A "modified" further ahead than this is no statement about the page."""


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
    for page in wanted_pages(connection, found):
        if page.url:
            name = (str(page.kind), key(page.url) if literal else page_key(page.kind, page.url))
            named[name] = _merged(named[name], page) if name in named else page
    new: Counter[PageKind] = Counter()
    for kind in PageKind:
        pages = {name: page for (of, name), page in named.items() if of == kind}
        known = known_pages(connection, outlet_id, kind, list(pages))
        if literal:
            known |= _same_addresses(connection, outlet_id, kind, [pages[name] for name in pages if name not in known])
        else:
            known |= _named_before(connection, outlet_id, kind, {n: p for n, p in pages.items() if n not in known})
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


def _named_before(
    connection: Connection, outlet_id: int, kind: PageKind, pages: dict[str, FoundPage]
) -> dict[str, Any]:
    """Pages whose very address the user had named before anybody found it.

    One address has one row: of two, one would stay due for ever.
    """
    literal = {key(page.url): name for name, page in pages.items() if key(page.url) != name}
    rows = known_pages(connection, outlet_id, kind, list(literal))
    return {literal[of]: row for of, row in rows.items() if key(row.url) == of}


def _same_addresses(connection: Connection, outlet_id: int, kind: PageKind, pages: list[FoundPage]) -> dict[str, Any]:
    """Known pages whose address as requested is the very one that the user named, under the name of that one."""
    known = known_pages(connection, outlet_id, kind, [url_key(page.url) for page in pages])
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
        "named_by": _named_by(page.kind, hint, page.found_in),
        "found_at": now,
        "newest": _newest(hint),
        "modified_only": _modified_only(hint),
        "hint": hint,
        "state": FOUND,
        "due_at": now,
        "failures": 0,
        "article_id": None if hint.get("person") else article_id,
    }


def _named_by(kind: PageKind, hint: dict[str, Any], found_in: str | None) -> str | None:
    """The key of the page that named a thread's page: the article's, or the thread's page before it."""
    after = hint.get("after") if isinstance(hint.get("after"), str) else found_in
    return key(after) if after and kind == PageKind.THREAD else None


def known_pages(connection: Connection, outlet_id: int, kind: PageKind, names: list[str]) -> dict[str, Any]:
    """The pages of an outlet and kind that have one of these keys, by key."""
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
                Page.found_at,
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
        article = row.article_id if hint.get("person") else article_id or row.article_id
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
                    "a_named": _named_by(page.kind, hint, found_in),
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
                named_by=bindparam("a_named"),
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
    """The date of an article as its finder stated it; "dated" is read from its address."""
    return moment(hint.get("published")) or moment(hint.get("dated")) or moment(hint.get("modified")) or NO_DATE


def _modified_only(hint: dict[str, Any]) -> bool:
    """Whether the finder's only date is one of a change: the page may have been published at any time before."""
    published = moment(hint.get("published")) or moment(hint.get("dated"))
    return published is None and moment(hint.get("modified")) is not None
