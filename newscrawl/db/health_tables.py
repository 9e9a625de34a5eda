"""Tables of how papers fare: what each run found, fetched and read of each, and what was said of them last."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (SQLAlchemy reads annotations at run time)
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from newscrawl.db.base import Base

STATES = ("ok", "new", "idle", "quiet", "broken", "failing", "blocked")
"""``outlet_state.state``; all but the first three are wrong."""


class OutletRun(Base):
    """What one run did at one paper: counted with the pages, in their transactions, so that a killed run's is true."""

    __tablename__ = "outlet_run"
    __table_args__ = (
        CheckConstraint("articles >= 0 AND young >= 0 AND young <= articles", "articles"),
        Index("ix_outlet_run_outlet_id_run_id", "outlet_id", "run_id"),
        Index("ix_outlet_run_outlet_id_last_at", "outlet_id", "last_at"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    outlet_id: Mapped[int] = mapped_column(
        ForeignKey("outlet.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    first_at: Mapped[datetime]  # by the page clock
    last_at: Mapped[datetime]
    pages: Mapped[int]  # that were settled, whatever came of them
    found: Mapped[int]  # articles' addresses that were not known before
    sources: Mapped[int]  # feeds, sitemaps, listing pages and interfaces that were read
    sources_naming: Mapped[int]  # of these, those that named an article
    sources_unchanged: Mapped[int]
    articles: Mapped[int]  # article pages that were read and held an article
    young: Mapped[int]  # of these, those of the last 60 days, or of no date
    not_articles: Mapped[int]  # article pages that held none
    unchanged: Mapped[int]  # article pages that were as before
    gone: Mapped[int]  # 404 and 410, of any kind
    refused: Mapped[int]  # of any kind
    skipped: Mapped[int]  # left out by the run's own arguments
    failed: Mapped[int]  # of any kind
    threads: Mapped[int]  # pages of comment threads that answered
    threads_failed: Mapped[int]
    articles_new: Mapped[int]
    articles_changed: Mapped[int]
    quotes_new: Mapped[int]
    comments_new: Mapped[int]
    problems: Mapped[int]
    filled: Mapped[dict[str, Any]]  # field to the number of "articles" in whose page it was filled
    filled_young: Mapped[dict[str, Any]]  # the same of "young"


class OutletState(Base):
    """How a paper fares by its own last weeks, as it was judged last, and what was told of it last."""

    __tablename__ = "outlet_state"
    __table_args__ = (CheckConstraint(f"state IN ({', '.join(map(repr, STATES))})", "state"),)

    outlet_id: Mapped[int] = mapped_column(
        ForeignKey("outlet.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[str]
    since: Mapped[datetime | None]  # when what is wrong began; NULL where nothing is
    fields: Mapped[str | None]  # that fell, by commas
    reason: Mapped[str | None]  # a sentence for people
    judged_at: Mapped[datetime]
    told: Mapped[str | None]  # state and fields as an alarm told them last; NULL: never
    told_at: Mapped[datetime | None]
