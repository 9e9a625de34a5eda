"""A merge undone: an address becomes an article of its own again, and the two are known to be apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from newscrawl.db.absorb import LISTS, revived, whole_article
from newscrawl.db.articles import write_known
from newscrawl.db.border import insert_missing, key, storable, url_key
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import (
    FOUND,
    NO_DATE,
    Apart,
    Article,
    ArticleUrl,
    Comment,
    Merge,
    Outlet,
    Page,
    Post,
    Quote,
    Revision,
    Thread,
)
from newscrawl.db.stories import compare_written, note_texts
from newscrawl.items import PageKind

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

    from newscrawl.db.identity import Known


class NotSplit(Exception):  # noqa: N818  (it is an answer to people)
    """The address cannot be made an article; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Split:
    """What a split did."""

    article_id: int
    """Of the article that is new."""
    url: str
    """Its address."""
    from_id: int
    """Of the article that the address belonged to."""
    from_url: str
    restored: bool
    """It is as it was before it was merged; else it has the text that was read at its address, or the other one's."""

    def __str__(self) -> str:
        """For people."""
        how = "as it was before they were merged" if self.restored else "with what is known of its text"
        return (
            f"{self.url} is an article of its own again, {how}, and apart from {self.from_url}; the next run reads it"
        )


def split(engine: Engine, url: str, *, outlet_id: int | None = None, now: datetime | None = None) -> Split:
    """Move an address out of an article into an article of its own; no later reading joins the two again.

    Its pages are due at once, so the next run reads what it holds now.

    Args:
        engine: of a prepared database.
        url: an address of the article that is not its own (canonical) one, as it is stored or as people write it.
        outlet_id: of the paper, where two papers have this address.
        now: the page clock's moment.

    Raises:
        NotSplit: no article is known at that address, or it is all that the article has.
    """
    with write_transaction(engine) as connection:
        done = _split(connection, url, outlet_id, now or datetime.now(UTC))
    compare_written(engine)
    return done


def _split(connection: Connection, url: str, outlet_id: int | None, now: datetime) -> Split:
    row = _address(connection, url, outlet_id)
    old = connection.execute(select(Article.id, Article.url, Article.key).where(Article.id == row.article_id)).one()
    if row.key == old.key:
        same = "is the article's own address" if url == old.url else f"is the same page as {old.url}"
        raise NotSplit(f"{url} {same}: name the address that does not belong to it")
    merged = (Merge.article_id == old.id, Merge.key == row.key)
    was = connection.execute(select(Merge.was).where(*merged).order_by(Merge.id.desc()).limit(1)).scalar()
    threads: list[int] = []
    texts: list[int] = []
    keys = {row.key}
    if was is not None:
        known, addresses, threads = revived(was)
        keys |= {address["key"] for address in addresses} - {old.key}
    else:
        known, texts = _copy(connection, old.id, row, now)
    write_known(connection, [known])
    assert known.id is not None
    _move_texts(connection, old.id, known.id, texts)
    addresses_here = (ArticleUrl.article_id == old.id, ArticleUrl.key.in_(keys))
    connection.execute(update(ArticleUrl).where(*addresses_here).values(article_id=known.id))
    pages = _move_pages(connection, row, known.id, keys, now)
    _move_threads(connection, old.id, known.id, pages, threads)
    connection.execute(delete(Merge).where(*merged))
    low, high = sorted((old.id, known.id))
    insert_missing(connection, Apart, [{"article_id": low, "other_id": high}])
    note_texts(connection, [old.id, known.id])
    return Split(known.id, known.values["url"], old.id, old.url, was is not None)


def _address(connection: Connection, url: str, outlet_id: int | None) -> Any:
    """The row of an address as it is written, else of one that meets it."""
    columns = (ArticleUrl.outlet_id, ArticleUrl.article_id, ArticleUrl.key, ArticleUrl.url, ArticleUrl.first_seen)
    papers = select(Outlet.id) if outlet_id is None else select(Outlet.id).where(Outlet.id == outlet_id)
    for here in (ArticleUrl.url == (storable(url) or ""), ArticleUrl.key == url_key(url)):
        found = select(*columns).where(ArticleUrl.outlet_id.in_(papers), here).order_by(ArticleUrl.id)
        rows = connection.execute(found).all()
        if len({row.outlet_id for row in rows}) > 1:
            raise NotSplit(f"{url} is an address of two papers: name one")
        if rows:
            return rows[0]
    raise NotSplit(f"{url}: no article is known at this address")


def _copy(connection: Connection, old_id: int, row: Any, now: datetime) -> tuple[Known, list[int]]:
    """A new article of what was read at an address, with the ids of the texts that are its; else of the old one's text."""
    known = whole_article(connection, old_id)
    found = select(Revision.id, Revision.page_url).where(Revision.article_id == old_id).order_by(Revision.number)
    its = [
        n
        for n, text in enumerate(connection.execute(found).all())
        if text.page_url and url_key(text.page_url) == row.key
    ]
    ids = [text.id for text in connection.execute(found)]
    known.values = {
        **known.values,
        "key": row.key,
        "url": row.url,
        "story_id": None,
        "is_original": False,
        "first_seen": row.first_seen,
        "last_seen": now,
    }
    known.id, known.is_new, known.changed = None, True, set(LISTS)
    if its and len(its) < len(known.texts):
        current = its[-1] == len(known.texts) - 1
        known.texts = [known.texts[n] for n in its]
        last = known.texts[-1]
        known.values |= {name: last[name] for name in ("headline", "body", "body_hash")}
        if not current:
            known.quotes, known.posts = [], []  # they are of another text
        return known, [ids[n] for n in its]
    text = {**known.texts[-1], "number": 1, "seen_at": now, "page_url": row.url, "change": None}
    known.texts = known.new_texts = [text | {"words_added": None, "words_removed": None}]
    return known, []


def _move_texts(connection: Connection, old_id: int, new_id: int, ids: list[int]) -> None:
    """Give these revisions to the new article; the old one is then what its last remaining text says."""
    if not ids:
        return
    for number, of in enumerate(ids, start=1):
        first = {"change": None, "words_added": None, "words_removed": None} if number == 1 else {}
        connection.execute(update(Revision).where(Revision.id == of).values(article_id=new_id, number=number, **first))
    left = select(Revision).where(Revision.article_id == old_id).order_by(Revision.number)
    texts = connection.execute(
        left.with_only_columns(Revision.id, Revision.headline, Revision.body, Revision.body_hash)
    ).all()
    for number, text in enumerate(texts, start=1):  # a number is free when its turn comes: they only get smaller
        connection.execute(update(Revision).where(Revision.id == text.id).values(number=number))
    last = texts[-1]
    body = connection.execute(select(Article.body).where(Article.id == old_id)).scalar_one()
    if body != last.body:
        for table in (Quote, Post):
            connection.execute(delete(table).where(table.article_id == old_id))
    connection.execute(update(Quote).where(Quote.article_id == old_id).values(revision=len(texts)))
    connection.execute(
        update(Article)
        .where(Article.id == old_id)
        .values(headline=last.headline, body=last.body, body_hash=last.body_hash)
    )
    connection.execute(update(Page).where(Page.article_id == old_id, Page.kind == PageKind.ARTICLE).values(_ANEW))


_ANEW: dict[str, Any] = {"etag": None, "last_modified": None, "content_hash": None}
"""No server can answer that its page is unchanged."""


def _move_pages(connection: Connection, row: Any, new_id: int, keys: set[str], now: datetime) -> list[int]:
    """The pages at these addresses, now the new article's and due; one that was never asked for is found."""
    urls = select(ArticleUrl.url).where(ArticleUrl.article_id == new_id)
    names = sorted(keys | {key(url) for url in connection.execute(urls).scalars()})
    here = (Page.outlet_id == row.outlet_id, Page.kind == PageKind.ARTICLE, Page.key.in_(names))
    new = {"outlet_id": row.outlet_id, "kind": str(PageKind.ARTICLE), "url": row.url, "key": row.key, "found_in": None}
    new |= {"found_at": now, "newest": NO_DATE, "modified_only": False, "hint": {}, "state": FOUND, "failures": 0}
    insert_missing(connection, Page, [new])
    connection.execute(update(Page).where(*here).values(article_id=new_id, due_at=now, **_ANEW))
    return list(connection.execute(select(Page.id).where(*here)).scalars())


def _move_threads(connection: Connection, old_id: int, new_id: int, pages: list[int], threads: list[int]) -> None:
    """The threads that the article had before, and those of which every comment was read at its pages."""
    its = set(threads)
    of_old = select(Thread.id).where(Thread.article_id == old_id)
    for of in connection.execute(of_old).scalars().all():
        shown = set(connection.execute(select(Comment.page_id).where(Comment.thread_id == of).distinct()).scalars())
        if shown and shown <= set(pages):
            its.add(of)
    for of in sorted(its):
        connection.execute(update(Thread).where(Thread.id == of, Thread.article_id == old_id).values(article_id=new_id))
