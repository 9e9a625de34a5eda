"""When a thread is looked at again, how precise a comment's time is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Moment, Number

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("thread", sa.Column("due_at", Moment(), nullable=True))
    op.add_column("thread", sa.Column("looked_at", Moment(), nullable=True))
    op.add_column("thread", sa.Column("grown", Number, nullable=True))
    op.create_index("ix_thread_due_at", "thread", ["due_at"])
    op.create_index(
        "ix_comment_waiting",
        "comment",
        ["thread_id", "parent_platform_id"],
        sqlite_where=sa.text("parent_id IS NULL AND parent_platform_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NULL AND parent_platform_id IS NOT NULL"),
    )
    op.add_column("comment", sa.Column("published_precision", sa.Text(), nullable=True))
