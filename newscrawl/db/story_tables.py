"""Tables by which texts of different papers are found to be one story."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base


class Shingle(Base):
    """A sample of an article's text: :mod:`newscrawl.db.similar`. One that too many texts have is not stored again."""

    __tablename__ = "shingle"
    __table_args__ = (
        CheckConstraint("hash >= 0", "hash"),
        Index("ix_shingle_article_id", "article_id"),  # the samples of an article, to compare or to replace them
        {"sqlite_with_rowid": False},  # the key is the row: half the size
    )

    hash: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 48 bits, of five words
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    outlet_id: Mapped[int]  # the article's, so that finding texts does not read the articles


class CommonShingle(Base):
    """A sample that many texts have: it tells nothing, and no article's is stored any more."""

    __tablename__ = "common_shingle"

    hash: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Uncompared(Base):
    """An article whose text was written and has not been compared with others' yet."""

    __tablename__ = "uncompared"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
