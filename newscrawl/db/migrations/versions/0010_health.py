"""What each run did at each paper, how papers fare, and which process a run was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Moment, Number

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNTS = (
    "pages", "found", "sources", "sources_naming", "sources_unchanged", "articles", "young", "not_articles", "unchanged",
    "gone", "refused", "skipped", "failed", "threads", "threads_failed", "articles_new", "articles_changed", "quotes_new",
    "comments_new", "problems",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "outlet_run",
        sa.Column("run_id", Number, nullable=False, autoincrement=False),
        sa.Column("outlet_id", Number, nullable=False, autoincrement=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        *(sa.Column(name, Number, nullable=False) for name in COUNTS),
        sa.Column("filled", Document, nullable=False),
        sa.Column("filled_young", Document, nullable=False),
        sa.CheckConstraint("articles >= 0 AND young >= 0 AND young <= articles", name=op.f("ck_outlet_run_articles")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_outlet_run_run_id_run"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_outlet_run_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "outlet_id", name=op.f("pk_outlet_run")),
    )
    op.create_index("ix_outlet_run_outlet_id_run_id", "outlet_run", ["outlet_id", "run_id"], unique=False)
    op.create_index("ix_outlet_run_outlet_id_last_at", "outlet_run", ["outlet_id", "last_at"], unique=False)
    op.create_table(
        "outlet_state",
        sa.Column("outlet_id", Number, nullable=False, autoincrement=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("judged_at", Moment(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('ok', 'new', 'idle', 'quiet', 'broken', 'failing', 'blocked')",
            name=op.f("ck_outlet_state_state"),
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_outlet_state_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("outlet_id", name=op.f("pk_outlet_state")),
    )
    op.add_column("run", sa.Column("owner", sa.Text(), nullable=True))
