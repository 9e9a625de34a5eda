"""Tables of what is kept apart from readings: pages as they were fetched, and what must not come back."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (SQLAlchemy reads annotations at run time)
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base


class Capture(Base):
    """A page as it was fetched: the bytes, compressed, or where they lie in a web archive."""

    __tablename__ = "capture"
    __table_args__ = (
        UniqueConstraint("page_id", "at", "part"),
        CheckConstraint("(body IS NULL) <> (warc_file IS NULL)", "place"),
        CheckConstraint("(warc_file IS NULL) = (warc_offset IS NULL)", "offset"),
        CheckConstraint("part >= 0", "part"),
        Index("ix_capture_at", "at"),  # what was fetched since then is read again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    at: Mapped[datetime]  # by the page clock
    part: Mapped[int]  # 0; 1 and on for the further pages of an article that has several
    url: Mapped[str]  # where redirects ended
    status: Mapped[int]  # HTTP
    headers: Mapped[dict[str, Any]]  # of the answer, without cookies
    content_hash: Mapped[str]  # SHA-256 of the body, hex
    size: Mapped[int]  # bytes of the body
    stored: Mapped[int]  # bytes that it takes here, or in the archive
    warc_file: Mapped[str | None]  # path of the web archive
    warc_offset: Mapped[int | None]  # bytes from its beginning, where the record begins
    body: Mapped[bytes | None]  # zstd


class Forgotten(Base):
    """Something that was taken out on request. It holds a digest alone: what was forgotten is not told by it."""

    __tablename__ = "forgotten"
    __table_args__ = (
        UniqueConstraint("kind", "digest"),
        CheckConstraint("kind IN ('article', 'author', 'outlet')", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    digest: Mapped[str]  # SHA-256 of the address's key, of the commenter's key or name, or of the outlet's name, hex
    at: Mapped[datetime]  # one moment for all that a takedown set, which no other takedown of its kind has
