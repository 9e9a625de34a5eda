"""The table of site memory: what a paper's last pages had in common."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base


class Sighting(Base):
    """What one article's page may share with others of its paper; the last of them are kept, some dozens a paper."""

    __tablename__ = "sighting"
    __table_args__ = (Index("ix_sighting_outlet_id", "outlet_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)  # in the order of reading
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlet.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), unique=True)
    place: Mapped[str]  # of the box that held the story
    blocks: Mapped[str]  # traces of its blocks, a space between two (newscrawl/reading/memory.py)
