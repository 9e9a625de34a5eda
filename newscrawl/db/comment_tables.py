"""Tables of comment threads."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (SQLAlchemy reads annotations at run time)

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base, Strings


class Thread(Base):
    """The comment thread of an article on one platform."""

    __tablename__ = "thread"
    __table_args__ = (UniqueConstraint("article_id", "platform", "platform_id"), Index("ix_thread_due_at", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    platform: Mapped[str]
    platform_id: Mapped[str]
    claimed: Mapped[int | None]  # comments that the platform says there are
    closed: Mapped[bool | None]
    readable: Mapped[bool]
    reason: Mapped[str | None]  # why it cannot be read, or was not read to its end
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    reading_from: Mapped[datetime | None]  # when the reading that goes on, or went on last, began
    last_read: Mapped[datetime | None]  # when the last reading began that came to its end
    looked_at: Mapped[datetime | None]  # when the last look came to its end: a reading, or one for what is new alone
    grown: Mapped[int | None]  # comments that the last look brought
    due_at: Mapped[datetime | None]  # when to look again; None: with its article


class Comment(Base):
    """One reader's comment. One that is gone from the page stays; it was last seen before its thread was last read."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("thread_id", "platform_id"),
        CheckConstraint("state IN ('shown', 'deleted', 'held', 'orphan')", "state"),
        CheckConstraint("text IS NOT NULL OR state = 'deleted'", "text"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", "parent"),
        Index("ix_comment_parent_id", "parent_id"),
        Index("ix_comment_page_id", "page_id"),
        Index("ix_comment_published", "published"),
        # What one account wrote: takedowns, and its name where a platform sends the key alone.
        Index(
            "ix_comment_author_key",
            "author_key",
            sqlite_where=text("author_key IS NOT NULL"),
            postgresql_where=text("author_key IS NOT NULL"),
        ),
        # Replies that came before the comment that they answer.
        Index(
            "ix_comment_waiting",
            "thread_id",
            "parent_platform_id",
            sqlite_where=text("parent_id IS NULL AND parent_platform_id IS NOT NULL"),
            postgresql_where=text("parent_id IS NULL AND parent_platform_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="SET NULL"))  # that showed it last
    platform_id: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"))
    parent_platform_id: Mapped[str | None]  # as the platform names it, also where that comment never came
    depth: Mapped[int | None]
    position: Mapped[int | None]
    author: Mapped[str | None]
    author_key: Mapped[str | None]
    text: Mapped[str | None]
    published: Mapped[datetime | None]
    published_raw: Mapped[str | None]
    published_precision: Mapped[
        str | None
    ]  # "second", "minute", "day", ...; "relative": "2 hours ago", and when it was read
    edited: Mapped[datetime | None]
    likes: Mapped[int | None]
    dislikes: Mapped[int | None]
    state: Mapped[str]
    pinned: Mapped[bool]
    quoted: Mapped[list[str] | None] = mapped_column(Strings)  # passages of the text that quote others; NULL: unknown
    links: Mapped[list[str] | None] = mapped_column(Strings)  # addresses that it links
    badges: Mapped[list[str] | None] = mapped_column(Strings)  # of its author there: "staff", "moderator", ...
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class CommentAlias(Base):
    """A further id of a comment: its thread moved to another platform, which numbered it anew."""

    __tablename__ = "comment_alias"
    __table_args__ = (Index("ix_comment_alias_comment_id", "comment_id"),)

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True)
    platform_id: Mapped[str] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))


class CommentRevision(Base):
    """A text that a comment had before it was edited."""

    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "replaced_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    text: Mapped[str]
    quoted: Mapped[list[str] | None] = mapped_column(Strings)  # of that text, as its comment's
    links: Mapped[list[str] | None] = mapped_column(Strings)
    replaced_at: Mapped[datetime]
