"""Tables of articles: their texts, addresses, authors, pictures, tags and quotes."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (SQLAlchemy reads annotations at run time)
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base, Document


class Story(Base):
    """One text that several papers printed: wire copy, a press release, a sister paper's article."""

    __tablename__ = "story"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_seen: Mapped[datetime]


class Article(Base):
    """An article as it was last read. A field that a later reading leaves empty keeps its last known value."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("outlet_id", "key"),
        CheckConstraint("paywall IS NULL OR paywall IN ('open', 'closed')", "paywall"),
        Index("ix_article_published", "published"),  # articles of a day, over all papers
        Index("ix_article_outlet_id_published", "outlet_id", "published"),
        Index("ix_article_outlet_id_body_hash", "outlet_id", "body_hash"),  # the same text at another address
        Index("ix_article_story_id", "story_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    key: Mapped[str]  # of its canonical URL
    url: Mapped[str]  # canonical
    headline: Mapped[str | None]
    dek: Mapped[str | None]
    byline: Mapped[str | None]  # as printed
    section: Mapped[str | None]
    kind: Mapped[str | None]
    language: Mapped[str | None]  # BCP 47
    credit: Mapped[str | None]
    dateline: Mapped[str | None]
    paywall: Mapped[str | None]
    truncated: Mapped[bool]
    published: Mapped[datetime | None]
    published_raw: Mapped[str | None]
    published_offset: Mapped[int | None]  # minutes east of UTC as printed
    modified: Mapped[datetime | None]
    modified_raw: Mapped[str | None]
    modified_offset: Mapped[int | None]
    body: Mapped[str]  # paragraphs joined by a blank line
    body_hash: Mapped[str]  # SHA-256 of the body's words, hex
    left_out: Mapped[str | None]  # what looks like text and stands on most of the paper's pages, as the body is joined
    sources: Mapped[dict[str, Any]]  # where each value stood
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id", ondelete="SET NULL"))
    is_original: Mapped[bool] = mapped_column(default=False)  # of its story
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    gone_at: Mapped[datetime | None]  # when its page answered 404 or 410


class Revision(Base):
    """A text that an article has had; number 1 is the first."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("change IN ('none', 'small', 'substantial')", "change"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    seen_at: Mapped[datetime]
    page_url: Mapped[str | None]  # the address that showed it
    headline: Mapped[str | None]
    body: Mapped[str]
    body_hash: Mapped[str]
    change: Mapped[str | None]  # of the body since the text before: newscrawl.db.differences; NULL for the first
    words_added: Mapped[int | None] = mapped_column(Integer)
    words_removed: Mapped[int | None] = mapped_column(Integer)
    modified: Mapped[datetime | None]  # as the page stated it with this text
    reread: Mapped[bool] = mapped_column(default=False, server_default=false())  # a better reader's work, no edit


class ArticleUrl(Base):
    """An address that an article answered under, and why it is taken for one."""

    __tablename__ = "article_url"
    __table_args__ = (
        UniqueConstraint("outlet_id", "url"),
        Index("ix_article_url_outlet_id_key", "outlet_id", "key"),
        CheckConstraint("reason IN ('requested', 'redirect', 'canonical', 'same text')", "reason"),
        Index("ix_article_url_article_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    key: Mapped[str]  # under which twins meet
    url: Mapped[str]  # as it was requested or stated
    reason: Mapped[str]
    first_seen: Mapped[datetime]


class Author(Base):
    """A person who writes for a paper."""

    __tablename__ = "author"
    __table_args__ = (UniqueConstraint("outlet_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    name: Mapped[str]


class Byline(Base):
    """Who wrote an article, in the order printed."""

    __tablename__ = "byline"
    __table_args__ = (UniqueConstraint("article_id", "author_id"), Index("ix_byline_author_id", "author_id"))

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id", ondelete="CASCADE"))


class Image(Base):
    """A picture of an article."""

    __tablename__ = "image"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str]
    caption: Mapped[str | None]
    credit: Mapped[str | None]


class Post(Base):
    """A timed post of a live blog: ``article.body[start_char:end_char]`` is its text, or ``text`` where the body lacks it."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("start_char IS NULL OR (start_char >= 0 AND end_char > start_char)", "span"),
        CheckConstraint("paragraphs >= 0", "paragraphs"),
        Index("ix_post_published", "published"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str | None]  # the page's own name of it
    headline: Mapped[str | None]
    author: Mapped[str | None]
    published: Mapped[datetime | None]
    published_raw: Mapped[str | None]
    paragraph: Mapped[int | None] = mapped_column(Integer)  # of the body, from 0
    paragraphs: Mapped[int] = mapped_column(Integer)
    start_char: Mapped[int | None] = mapped_column(Integer)  # characters of the body
    end_char: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str | None]


class Correction(Base):
    """A correction or update note that an article has carried; one that is taken off the page again stays listed."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("kind IN ('correction', 'update', 'clarification', 'editors_note')", "kind"),
        Index("ix_correction_first_seen", "first_seen"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # in the order seen, from 1
    kind: Mapped[str]
    text: Mapped[str]
    dated: Mapped[datetime | None]  # as the note itself states
    dated_raw: Mapped[str | None]
    first_seen: Mapped[datetime]


class Tag(Base):
    """A keyword that the paper gave an article."""

    __tablename__ = "tag"
    __table_args__ = (Index("ix_tag_name", "name"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]


class Speaker(Base):
    """Who is quoted in a paper: one row over all articles for a full name and roles that one person may have.

    A name of one word and a description ("Smith", "the mayor") are a speaker of one article: :mod:`newscrawl.db.speakers`.
    """

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("outlet_id", "name", "namesake"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    name: Mapped[str]
    namesake: Mapped[int] = mapped_column(server_default="0")  # 0, 1, … of one full name; else the article's id
    roles: Mapped[list[str]] = mapped_column(Document, server_default="[]")  # as printed, gathered over its articles


class Quote(Base):
    """A quotation: ``article.body[start_char:end_char]`` is its text."""

    __tablename__ = "quote"
    __table_args__ = (
        CheckConstraint("start_char >= 0 AND end_char > start_char", "span"),
        CheckConstraint("length(text) = end_char - start_char", "text_length"),
        CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", "kind"),
        CheckConstraint("confidence IS NULL OR confidence BETWEEN 0 AND 1", "confidence"),
        CheckConstraint("paragraph >= 0", "paragraph"),
        UniqueConstraint("article_id", "start_char", "end_char"),
        Index("ix_quote_speaker_id", "speaker_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    paragraph: Mapped[int] = mapped_column(Integer)  # from 0
    start_char: Mapped[int] = mapped_column(Integer)  # characters of the body, not bytes; substr() takes 32 bits
    end_char: Mapped[int] = mapped_column(Integer)
    text: Mapped[str]
    kind: Mapped[str]
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"))
    speaker_as_printed: Mapped[str | None]
    role: Mapped[str | None]
    cue: Mapped[str | None]
    cue_start: Mapped[int | None] = mapped_column(Integer)  # characters of the body
    cue_end: Mapped[int | None] = mapped_column(Integer)
    confidence: Mapped[float | None]
    candidates: Mapped[list[str]] = mapped_column(Document)  # who it may have been, where no speaker is named
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1")  # number of the text it was read from
