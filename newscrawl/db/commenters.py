"""Names of commenters that a platform sends apart: comments come with the account's key, its name in a reply of its own.

A name is kept with the comments alone: what is known of an account in a paper are the comments that have its name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from newscrawl.db.border import in_parts, storable
from newscrawl.db.forgotten import AUTHOR, EVERYWHERE, author_digest, forgotten, remember
from newscrawl.db.models import Article, Comment, CommentRevision, Thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading
    from newscrawl.items import CommenterItem

NOBODY: dict[str, Any] = {
    "author": None,
    "author_key": None,
    "text": None,
    "state": "deleted",
    "likes": None,
    "dislikes": None,
    "quoted": [],
    "links": [],
    "badges": [],
}
"""What a comment is of which author and words are taken: its replies have something to answer."""


def known_names(connection: Connection, outlet_id: int, platform: str, keys: Iterable[str]) -> dict[str, str]:
    """The names that accounts of a paper's comments have there already, by account."""
    names: dict[str, str] = {}
    for part in in_parts(sorted(set(keys))):
        named = (Comment.author_key.in_(part), Comment.author.is_not(None), Thread.platform == platform)
        rows = connection.execute(
            select(Comment.author_key, Comment.author)
            .join(Thread, Thread.id == Comment.thread_id)
            .join(Article, Article.id == Thread.article_id)
            .where(*named, Article.outlet_id == outlet_id)
            .distinct()
        )
        names |= {of: name for of, name in rows if of and name}
    return names


def write_names(connection: Connection, readings: Sequence[Reading]) -> None:
    """Give the comments of an account the name that came for it; those of a forgotten name lose author and words."""
    for reading in readings:
        for item in reading.record.commenters:
            of, name = storable(item.key), storable(item.name)
            if not of or not name or not item.platform:
                continue
            if out := _forgotten_as(connection, reading, item):
                _take_out(connection, reading, item.platform, of, out)
                continue
            other = Comment.author.is_(None) | (Comment.author != name)
            here = Comment.thread_id.in_(_threads(reading.outlet_id, item.platform))
            connection.execute(
                update(Comment)
                .where(Comment.author_key == of, other, Comment.state != "deleted", here)
                .values(author=name)
            )


def _threads(outlet_id: int, platform: str) -> Select[int]:
    return (
        select(Thread.id)
        .join(Article, Article.id == Thread.article_id)
        .where(Article.outlet_id == outlet_id, Thread.platform == platform)
    )


def _forgotten_as(connection: Connection, reading: Reading, item: CommenterItem) -> set[str]:
    """The tombstones of a commenter's key or name, and those that the key has to have beside them."""
    found: set[str] = set()
    for outlet in (EVERYWHERE, reading.outlet):
        own = {author_digest(name, outlet) for name in (item.key, item.name) if name}
        if out := forgotten(connection, AUTHOR, own):
            found |= out | {author_digest(item.key or "", outlet)}
    return found


def _take_out(connection: Connection, reading: Reading, platform: str, of: str, digests: set[str]) -> None:
    """The account's name was forgotten before anybody knew that it is this account's: now the account is, too."""
    remember(connection, AUTHOR, digests, reading.now)
    here = Comment.thread_id.in_(_threads(reading.outlet_id, platform))
    ids = list(connection.execute(select(Comment.id).where(Comment.author_key == of, here)).scalars())
    for part in in_parts(ids):
        connection.execute(delete(CommentRevision).where(CommentRevision.comment_id.in_(part)))
        connection.execute(update(Comment).where(Comment.id.in_(part)).values(NOBODY))


def with_known_names(connection: Connection, rows: Iterable[tuple[int, str, dict[str, Any]]]) -> None:
    """Give comments that came without a name the one that their account has already.

    Args:
        connection: of the writing.
        rows: outlet's id, platform, and the comment's values, of comments that are new.
    """
    nameless: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for outlet_id, platform, values in rows:
        if values["author"] is None and values["author_key"] is not None and values["state"] != "deleted":
            nameless[outlet_id, platform].append(values)
    for (outlet_id, platform), some in nameless.items():
        names = known_names(connection, outlet_id, platform, {values["author_key"] for values in some})
        for values in some:
            values["author"] = names.get(values["author_key"])
