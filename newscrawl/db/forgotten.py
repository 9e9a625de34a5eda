"""What was taken out on request stays out: tombstones, and what they keep from coming back.

A tombstone holds a digest, so that the table of what is forgotten tells nobody what that was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from newscrawl.db.border import in_parts, insert_missing, key, url_key
from newscrawl.db.models import Forgotten, Outlet, Page
from newscrawl.db.records import moment_of
from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import PageRecord
    from newscrawl.items import CommentItem, FoundPage, PageItem

ARTICLE, AUTHOR, OUTLET = "article", "author", "outlet"

_AN_INSTANT = timedelta(microseconds=1)
EVERYWHERE = ""
"""The scope of a commenter that is forgotten at every paper."""


def article_digest(url: str) -> str:
    """Of an article's address; all addresses that meet have one."""
    return _digest(ARTICLE, url_key(url))


def author_digest(key: str, outlet: str = EVERYWHERE) -> str:
    """Of a commenter: the platform's key, or the name as printed; at one paper or at all."""
    return _digest(AUTHOR, outlet, key)


def outlet_digest(name: str) -> str:
    """Of a paper's name or domain."""
    return _digest(OUTLET, name.casefold())


def _digest(*names: str) -> str:
    return sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()


def remember(connection: Connection, kind: str, digests: Iterable[str], now: datetime) -> None:
    """Set the tombstones of one takedown, or further ones of a takedown that has some of these.

    The tombstones of a takedown have one moment, by which they are lifted together, and no other takedown has it.
    """
    wanted = sorted(set(digests))
    if moments := _moments(connection, kind, wanted):
        now = min(moments)
    else:
        while connection.execute(select(exists().where(Forgotten.kind == kind, Forgotten.at == now))).scalar():
            now += _AN_INSTANT
    insert_missing(connection, Forgotten, [{"kind": kind, "digest": digest, "at": now} for digest in wanted])


def lift(connection: Connection, kind: str, digests: Iterable[str]) -> int:
    """Take the tombstones of these away, with all that were set by the same takedowns; how many there were.

    A takedown sets one for every address of an article, and nobody is to remember them all.
    """
    moments = _moments(connection, kind, digests)
    where = (Forgotten.kind == kind, Forgotten.at.in_(sorted(moments)))
    return connection.execute(delete(Forgotten).where(*where)).rowcount


def _moments(connection: Connection, kind: str, digests: Iterable[str]) -> set[datetime]:
    """Of the takedowns that set tombstones of these."""
    found: set[datetime] = set()
    for part in in_parts(sorted(set(digests))):
        where = (Forgotten.kind == kind, Forgotten.digest.in_(part))
        found |= set(connection.execute(select(Forgotten.at).where(*where)).scalars())
    return found


def forgotten(connection: Connection, kind: str, digests: Iterable[str]) -> set[str]:
    """Those of the digests that have a tombstone."""
    found: set[str] = set()
    for part in in_parts(sorted(set(digests))):
        where = (Forgotten.kind == kind, Forgotten.digest.in_(part))
        found |= set(connection.execute(select(Forgotten.digest).where(*where)).scalars())
    return found


def _any(connection: Connection, kind: str) -> bool:
    """Whether anything of this kind is forgotten: almost always not, and then nothing is digested."""
    return bool(connection.execute(select(exists().where(Forgotten.kind == kind))).scalar())


def is_outlet_forgotten(connection: Connection, name: str, domain: str) -> bool:
    """Whether a paper was taken out, by its name or by its domain."""
    return _any(connection, OUTLET) and bool(forgotten(connection, OUTLET, map(outlet_digest, (name, domain))))


def wanted_pages(connection: Connection, found: Iterable[FoundPage]) -> list[FoundPage]:
    """The pages but for forgotten articles': they are not noted, so nothing asks for them again."""
    pages = list(found)
    if not pages or not _any(connection, ARTICLE):
        return pages
    digests = {page.url: article_digest(page.url) for page in pages if page.kind == PageKind.ARTICLE}
    out = forgotten(connection, ARTICLE, digests.values())
    return [page for page in pages if digests.get(page.url) not in out]


def wanted_records(connection: Connection, records: Sequence[PageRecord]) -> list[PageRecord]:
    """What pages gave, less what was forgotten: call it before anything of them is written.

    A page that turns out to hold a forgotten article (its canonical address says so), or to lead to one, is forgotten, too,
    with every address that it named, however its fetch ended: its row would be due for ever. A comment of a forgotten
    commenter stays as a node without name and words, as one that its platform deleted: its replies have something to answer.
    """
    kept = list(records)
    if kept and _any(connection, OUTLET):
        digests = {record.page.outlet or "": outlet_digest(record.page.outlet or "") for record in kept}
        out = forgotten(connection, OUTLET, digests.values())
        kept = [record for record in kept if digests[record.page.outlet or ""] not in out]
    if kept and _any(connection, ARTICLE):
        kept = [record for record in kept if not _is_forgotten(connection, record)]
    if any(record.comments for record in kept) and _any(connection, AUTHOR):
        kept = list(_without_authors(connection, kept))
    return kept


def _is_forgotten(connection: Connection, record: PageRecord) -> bool:
    page, article = record.page, record.article
    if page.kind == PageKind.SOURCE:
        return False
    named = [thread.article for thread in record.threads] + [comment.article for comment in record.comments]
    if page.kind == PageKind.ARTICLE:
        named += [page.page, page.final_url]
    own = [article.url, *article.addresses] if article is not None else []
    digests = {article_digest(url) for url in dict.fromkeys([*named, *own]) if url}
    if not forgotten(connection, ARTICLE, digests):
        return False
    if page.kind == PageKind.ARTICLE:  # by whatever way the page leads there, its addresses are the article's, too
        remember(connection, ARTICLE, digests, moment_of(page))
    _drop_pages(connection, page, [url for url in (*named, *own) if url])
    return True


def _drop_pages(connection: Connection, page: PageItem, urls: Iterable[str]) -> None:
    """Delete the row of a page that is not written, and those of its article's addresses: nothing asks for them again."""
    outlet = select(Outlet.id).where(Outlet.name == (page.outlet or "")).scalar_subquery()
    own = {name(page.page or "") for name in (key, url_key)}
    told = {name(url) for url in urls for name in (key, url_key)}
    for kind, keys in ((page.kind, own), (PageKind.ARTICLE, told)):
        for part in in_parts(sorted(keys)):
            connection.execute(delete(Page).where(Page.outlet_id == outlet, Page.kind == str(kind), Page.key.in_(part)))


def _without_authors(connection: Connection, records: Sequence[PageRecord]) -> Iterator[PageRecord]:
    digests = {digest for record in records for comment in record.comments for digest in _digests_of(comment)}
    out = forgotten(connection, AUTHOR, digests)
    for record in records:
        if out:
            comments = [
                nameless(comment) if out.intersection(_digests_of(comment)) else comment for comment in record.comments
            ]
            yield replace(record, comments=comments)
        else:
            yield record


def _digests_of(comment: CommentItem) -> list[str]:
    names = [name for name in dict.fromkeys((comment.author_key, comment.author)) if name]
    return [author_digest(name, outlet) for name in names for outlet in (EVERYWHERE, comment.outlet or "")]


def nameless(comment: CommentItem) -> CommentItem:
    """The comment without its author and words."""
    return replace(comment, author=None, author_key=None, text=None, quoted=[], links=[], badges=[], state="deleted")
