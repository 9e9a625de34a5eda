"""Tables of what articles were: quotes of earlier texts, articles that were merged, and articles that are kept apart."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (SQLAlchemy reads annotations at run time)
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base, Document


class PastQuote(Base):
    """A quotation of a text that an article had: ``revision.body[start_char:end_char]`` is its text."""

    __tablename__ = "past_quote"
    __table_args__ = (
        CheckConstraint("start_char >= 0 AND end_char > start_char", "span"),
        CheckConstraint("length(text) = end_char - start_char", "text_length"),
        CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", "kind"),
    )

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    start_char: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    end_char: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    paragraph: Mapped[int] = mapped_column(Integer)  # from 0
    text: Mapped[str]
    kind: Mapped[str]
    speaker: Mapped[str | None]  # the fullest name in that text
    speaker_as_printed: Mapped[str | None]
    role: Mapped[str | None]
    cue: Mapped[str | None]
    confidence: Mapped[float | None]


class Merge(Base):
    """An article that turned out to be another one, and what it was: by this it can become an article again."""

    __tablename__ = "merge"
    __table_args__ = (
        CheckConstraint("reason IN ('canonical', 'redirect', 'same text')", "reason"),
        Index("ix_merge_article_id", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))  # that it is one with
    key: Mapped[str]  # of the address that it had
    url: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    was: Mapped[dict[str, Any]] = mapped_column(Document)  # its columns, lists, texts and quotes


class Apart(Base):
    """Two articles that somebody said are two: no reading joins them again."""

    __tablename__ = "apart"
    __table_args__ = (CheckConstraint("article_id < other_id", "order"), Index("ix_apart_other_id", "other_id"))

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
