"""Two articles become one: what belongs to one address is given to the other article, and what it was is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from newscrawl.db.border import insert_missing
from newscrawl.db.identity import Known, load_known
from newscrawl.db.models import (
    Article,
    ArticleUrl,
    Comment,
    CommentAlias,
    Correction,
    Merge,
    Page,
    Revision,
    Thread,
)
from newscrawl.db.speakers import drop_unused, held_by
from newscrawl.db.stories import leave, note_texts

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

LISTS = ("authors", "tags", "images", "posts", "quotes")
_MOMENT = "$moment"


def absorb(connection: Connection, kept_id: int, gone_id: int, reason: str, now: datetime) -> None:
    """The article *gone_id* is the article *kept_id*: its addresses, pages and threads become that one's.

    Its texts, quotes, lists and columns become the document ``merge.was``, by which it can become an article again.

    Args:
        connection: of the caller; both articles are written.
        kept_id: stays as it is.
        gone_id: is deleted.
        reason: "canonical", "redirect" or "same text".
        now: by the page clock.
    """
    known = whole_article(connection, gone_id)
    threads = _move_threads(connection, kept_id, gone_id)
    addresses = select(ArticleUrl.key, ArticleUrl.url, ArticleUrl.reason, ArticleUrl.first_seen)
    urls = [dict(row) for row in connection.execute(addresses.where(ArticleUrl.article_id == gone_id)).mappings()]
    was = {
        "article": known.values,
        "texts": known.texts,
        "notes": known.new_notes,
        "addresses": urls,
        "threads": threads,
        **{name: getattr(known, name) for name in LISTS},
    }
    here = ArticleUrl.article_id == gone_id
    connection.execute(update(ArticleUrl).where(here, ArticleUrl.key == known.values["key"]).values(reason=reason))
    for table in (ArticleUrl, Page, Merge):
        connection.execute(update(table).where(table.article_id == gone_id).values(article_id=kept_id))
    speakers = held_by(connection, [gone_id])
    leave(connection, [gone_id])
    connection.execute(delete(Article).where(Article.id == gone_id))
    drop_unused(connection, set().union(*speakers.values()))
    row = {"key": known.values["key"], "url": known.values["url"], "reason": reason, "at": now, "was": packed(was)}
    connection.execute(insert(Merge).values(article_id=kept_id, **row))
    note_texts(connection, [kept_id])


def whole_article(connection: Connection, article_id: int) -> Known:
    """An article with its texts and notes, as something that can be written anew."""
    known = load_known(connection, [article_id])[article_id]
    columns = [c for c in Revision.__table__.columns if c.name not in ("id", "article_id")]
    texts = select(*columns).where(Revision.article_id == article_id).order_by(Revision.number)
    known.texts = [dict(row) for row in connection.execute(texts).mappings()]
    columns = [c for c in Correction.__table__.columns if c.name != "article_id"]
    notes = select(*columns).where(Correction.article_id == article_id).order_by(Correction.number)
    known.new_notes = [dict(row) for row in connection.execute(notes).mappings()]
    return known


def revived(was: dict[str, Any]) -> tuple[Known, list[dict[str, Any]], list[int]]:
    """The article that ``merge.was`` tells of, ready to be written; its addresses; and the threads that it had alone."""
    was = unpacked(was)
    known = Known(
        {**was["article"], "story_id": None, "is_original": False}, is_new=True, changed=set(LISTS), texts=was["texts"]
    )
    for name in LISTS:
        setattr(known, name, was.get(name, []))
    known.images = [(image[0], image[1], image[2]) for image in known.images]  # JSON has lists alone
    known.new_texts, known.new_notes = list(known.texts), was.get("notes", [])
    return known, was.get("addresses", []), was.get("threads", [])


def packed(value: Any) -> Any:
    """*value* as JSON can hold it: moments become ``{"$moment": …}``."""
    if isinstance(value, datetime):
        return {_MOMENT: value.astimezone(UTC).isoformat()}
    if isinstance(value, dict):
        return {name: packed(of) for name, of in value.items()}
    if isinstance(value, list | tuple | set):
        return [packed(of) for of in value]
    return value


def unpacked(value: Any) -> Any:
    """What :func:`packed` was given."""
    if isinstance(value, dict):
        if value.keys() == {_MOMENT}:
            return datetime.fromisoformat(value[_MOMENT])
        return {name: unpacked(of) for name, of in value.items()}
    return [unpacked(of) for of in value] if isinstance(value, list) else value


def _move_threads(connection: Connection, kept_id: int, gone_id: int) -> list[int]:
    """Give an article's threads to another one; those that were moved whole."""
    columns = (Thread.id, Thread.platform, Thread.platform_id)
    there = {
        (row.platform, row.platform_id): row.id
        for row in connection.execute(select(*columns).where(Thread.article_id == kept_id))
    }
    moved = []
    for row in connection.execute(select(*columns).where(Thread.article_id == gone_id)).all():
        twin = there.get((row.platform, row.platform_id))
        if twin is None:
            connection.execute(update(Thread).where(Thread.id == row.id).values(article_id=kept_id))
            moved.append(row.id)
        else:
            _join_threads(connection, twin, row.id)
    return moved


def _join_threads(connection: Connection, kept_id: int, gone_id: int) -> None:
    """One thread that was read twice: a comment that both have is the kept one's, and what answers it answers that."""
    known = select(Comment.platform_id, Comment.id).where(Comment.thread_id == kept_id)
    also = select(CommentAlias.platform_id, CommentAlias.comment_id).where(CommentAlias.thread_id == kept_id)
    there = {name: of for name, of in [*connection.execute(also), *connection.execute(known)]}  # noqa: C416
    theirs = select(Comment.id, Comment.platform_id).where(Comment.thread_id == gone_id).order_by(Comment.id)
    for of, name in connection.execute(theirs).all():
        if (same := there.get(name)) is None:
            connection.execute(update(Comment).where(Comment.id == of).values(thread_id=kept_id))
            continue
        connection.execute(update(Comment).where(Comment.parent_id == of, Comment.id != same).values(parent_id=same))
        connection.execute(update(CommentAlias).where(CommentAlias.comment_id == of).values(comment_id=same))
        connection.execute(delete(Comment).where(Comment.id == of))
    aliases = select(CommentAlias.platform_id, CommentAlias.comment_id).where(CommentAlias.thread_id == gone_id)
    rows = [
        {"thread_id": kept_id, "platform_id": name, "comment_id": of}
        for name, of in connection.execute(aliases).all()
        if name not in there
    ]
    insert_missing(connection, CommentAlias, rows)
    connection.execute(delete(Thread).where(Thread.id == gone_id))
