"""Takedowns: rows, captures and full text go, and a tombstone keeps them from coming back (:mod:`newscrawl.db.forgotten`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, or_, select, update

from newscrawl.db.border import in_parts, key, url_key
from newscrawl.db.commenters import NOBODY
from newscrawl.db.forgotten import (
    ARTICLE,
    AUTHOR,
    EVERYWHERE,
    OUTLET,
    article_digest,
    author_digest,
    outlet_digest,
    remember,
)
from newscrawl.db.models import (
    Article,
    ArticleUrl,
    Author,
    Byline,
    Capture,
    Comment,
    CommentRevision,
    Outlet,
    Page,
    Problem,
    Quote,
    Revision,
    Speaker,
    Story,
    Thread,
)
from newscrawl.db.speakers import ROLES_KEPT, held_by, mentions_of
from newscrawl.db.stories import leave
from newscrawl.items import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.engine import Connection


@dataclass(slots=True)
class Takedown:
    """What a takedown takes: found first, so that somebody can be asked."""

    kind: str
    digests: set[str]
    articles: list[int] = field(default_factory=list)
    """Ids of articles that go as a whole."""
    pages: list[int] = field(default_factory=list)
    """Ids of pages that go, with their captures."""
    addresses: set[str] = field(default_factory=set)
    """As they stand in problems and in other pages' ``found_in``."""
    comments: list[int] = field(default_factory=list)
    """Ids of comments that lose author and words."""
    captured: list[int] = field(default_factory=list)
    """Ids of pages that stay and whose captures go: their bytes hold what goes."""
    outlets: list[int] = field(default_factory=list)
    """Ids of papers that go as a whole."""
    counts: dict[str, int] = field(default_factory=dict)
    """What goes, for people: "articles", "texts", "quotes", "comments", "captures", "addresses"."""
    archives: list[str] = field(default_factory=list)
    """Web archives that hold captures which go: files are not rewritten here."""


def find_article(connection: Connection, url: str) -> Takedown:
    """What goes with the article at *url*; an address that was never read goes, too."""
    name = url_key(url)
    articles = list(
        connection.execute(select(ArticleUrl.article_id).where(ArticleUrl.key == name).distinct()).scalars()
    )
    keys, addresses = {name, key(url)}, {url}
    for part in in_parts(articles):
        for row in connection.execute(select(ArticleUrl.key, ArticleUrl.url).where(ArticleUrl.article_id.in_(part))):
            keys.add(row.key)
            addresses.add(row.url)
    own = or_(Page.article_id.in_(articles), (Page.kind == PageKind.ARTICLE) & Page.key.in_(sorted(keys)))
    rows = connection.execute(select(Page.id, Page.url, Page.final_url, Page.kind).where(own)).all()
    addresses |= {row.url for row in rows} | {row.final_url for row in rows if row.final_url}
    told = {row.url for row in rows if row.kind == PageKind.ARTICLE} | addresses
    found = Takedown(
        ARTICLE, {article_digest(address) for address in told}, articles, [row.id for row in rows], addresses
    )
    threads = select(Thread.id).where(Thread.article_id.in_(articles))
    found.counts = {
        "articles": len(articles),
        "texts": _number(connection, Revision, Revision.article_id.in_(articles)),
        "quotes": _number(connection, Quote, Quote.article_id.in_(articles)),
        "comments": _number(connection, Comment, Comment.thread_id.in_(threads)),
        "addresses": len(rows),
    }
    return _with_captures(connection, found, Capture.page_id.in_(found.pages))


def find_author(connection: Connection, name: str, outlet: str | None) -> Takedown:
    """What goes with a commenter, by the platform's key or by the name as printed; at one paper or at all."""
    mine = or_(Comment.author_key == name, Comment.author == name)
    statement = select(Comment.id, Comment.page_id, Comment.author_key, Thread.article_id).join(
        Thread, Thread.id == Comment.thread_id
    )
    if outlet is not None:
        statement = statement.join(Article, Article.id == Thread.article_id).join(
            Outlet, Outlet.id == Article.outlet_id
        )
        mine &= Outlet.name == outlet
    rows = connection.execute(statement.where(mine)).all()
    found = Takedown(AUTHOR, {author_digest(name, outlet or EVERYWHERE)}, comments=[row.id for row in rows])
    shown = {row.page_id for row in rows if row.page_id is not None}
    for part in in_parts({row.article_id for row in rows}):
        shown |= set(connection.execute(select(Page.id).where(Page.article_id.in_(part))).scalars())
    found.captured = sorted(shown)
    found.pages = _asked_for_names(connection, {name, *(row.author_key for row in rows if row.author_key)}, outlet)
    found.counts = {"comments": len(rows)}
    return _with_captures(connection, found, Capture.page_id.in_([*found.captured, *found.pages]))


def _asked_for_names(connection: Connection, keys: set[str], outlet: str | None) -> list[int]:
    """The pages by which a platform was asked for the names of these accounts: their addresses hold the account's key."""
    person = Page.hint["person"].as_string()
    asked = select(Page.id).where(Page.kind == PageKind.THREAD, person.in_(sorted(keys)))
    if outlet is not None:
        asked = asked.join(Outlet, Outlet.id == Page.outlet_id).where(Outlet.name == outlet)
    return list(connection.execute(asked).scalars())


def find_outlet(connection: Connection, name: str) -> Takedown:
    """What goes with a paper; its domain is forgotten with its name."""
    row = connection.execute(select(Outlet.id, Outlet.domain).where(Outlet.name == name)).one_or_none()
    found = Takedown(OUTLET, {outlet_digest(name)})
    if row is None:
        return found
    found.digests.add(outlet_digest(row.domain))
    found.outlets = [row.id]
    articles = select(Article.id).where(Article.outlet_id == row.id)
    threads = select(Thread.id).where(Thread.article_id.in_(articles))
    found.counts = {
        "papers": 1,
        "articles": _number(connection, Article, Article.outlet_id == row.id),
        "quotes": _number(connection, Quote, Quote.article_id.in_(articles)),
        "comments": _number(connection, Comment, Comment.thread_id.in_(threads)),
        "addresses": _number(connection, Page, Page.outlet_id == row.id),
    }
    pages = select(Page.id).where(Page.outlet_id == row.id)
    return _with_captures(connection, found, Capture.page_id.in_(pages))


def take_down(connection: Connection, found: Takedown, now: datetime) -> None:
    """Delete what was found, and set its tombstones."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only unlinked
    remember(connection, found.kind, found.digests, now)
    for part in in_parts(found.captured):
        connection.execute(delete(Capture).where(Capture.page_id.in_(part)))
    for part in in_parts(found.comments):
        connection.execute(delete(CommentRevision).where(CommentRevision.comment_id.in_(part)))
        connection.execute(update(Comment).where(Comment.id.in_(part)).values(NOBODY))
    for part in in_parts(found.pages):
        connection.execute(delete(Page).where(Page.id.in_(part)))
    speakers = {of for them in held_by(connection, found.articles).values() for of in them}
    stories = select(Article.story_id).where(Article.id.in_(found.articles), Article.story_id.is_not(None)).distinct()
    told = list(connection.execute(stories).scalars())
    papers = list(
        connection.execute(select(Article.outlet_id).where(Article.id.in_(found.articles)).distinct()).scalars()
    )
    theirs = select(Article.id).where(Article.outlet_id.in_(found.outlets), Article.story_id.is_not(None))
    leave(connection, [*found.articles, *connection.execute(theirs).scalars()])
    for part in in_parts(found.articles):
        connection.execute(delete(Article).where(Article.id.in_(part)))
    connection.execute(delete(Story).where(Story.id.in_(told), ~exists().where(Article.story_id == Story.id)))
    _forget_addresses(connection, found.addresses)
    _forget_names(connection, papers)
    _forget_roles(connection, speakers)
    for part in in_parts(found.outlets):
        connection.execute(delete(Outlet).where(Outlet.id.in_(part)))
    if connection.dialect.name == "sqlite":
        for table in ("article", "quote", "comment"):  # deleted words linger in the index until its parts are merged
            connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts) VALUES('optimize')")


def _forget_addresses(connection: Connection, addresses: Iterable[str]) -> None:
    for part in in_parts(sorted(addresses)):
        connection.execute(delete(Problem).where(Problem.url.in_(part)))
        connection.execute(update(Page).where(Page.found_in.in_(part)).values(found_in=None))


def _forget_names(connection: Connection, outlets: list[int]) -> None:
    """Speakers and authors of whom nothing is left."""
    for table, use in ((Speaker, Quote.speaker_id), (Author, Byline.author_id)):
        used = exists().where(use == table.id)
        connection.execute(delete(table).where(table.outlet_id.in_(outlets), ~used))


def _forget_roles(connection: Connection, speakers: Iterable[int]) -> None:
    """Speakers who stay are what their remaining quotes call them: what only the deleted articles printed goes with these."""
    for part in in_parts(sorted(speakers)):
        stay = select(Speaker.id, Speaker.outlet_id, Speaker.name, Speaker.roles).where(Speaker.id.in_(part))
        printed: dict[int, list[dict[str, str | None]]] = defaultdict(list)
        names = {row.id: row for row in connection.execute(stay)}
        for of, role in connection.execute(
            select(Quote.speaker_id, Quote.role).where(Quote.speaker_id.in_(names)).distinct()
        ):
            printed[of or 0].append({"speaker": names[of or 0].name, "role": role})
        for of, row in names.items():
            told = {role for one in mentions_of(row.outlet_id, 0, printed[of]) for role in one.roles}
            kept = [role for role in row.roles or [] if role in told]
            roles = [*kept, *sorted(told.difference(kept))][:ROLES_KEPT]
            if roles != row.roles:
                connection.execute(update(Speaker).where(Speaker.id == of).values(roles=roles))


def _with_captures(connection: Connection, found: Takedown, mine: ColumnElement[bool]) -> Takedown:
    found.counts["captures"] = _number(connection, Capture, mine)
    files = select(Capture.warc_file).where(mine, Capture.warc_file.is_not(None)).distinct()
    found.archives = sorted(name for name in connection.execute(files).scalars() if name)
    return found


def _number(connection: Connection, table: Any, where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()
