"""What visits of sources brought, robots.txt as last answered, refusals, servers whose 304 lies, opt-outs of pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Moment, Number

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("page_id", Number, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("visits", Number, nullable=False),
        sa.Column("named", Number, nullable=False),
        sa.Column("brought", Number, nullable=False),
        sa.Column("newest", Moment(), nullable=True),
        sa.Column("last_new_at", Moment(), nullable=True),
        sa.Column("pause", Number, nullable=False),
        sa.CheckConstraint("visits >= 1", name=op.f("ck_source_visits")),
        sa.CheckConstraint("named >= 0 AND brought >= 0", name=op.f("ck_source_counts")),
        sa.CheckConstraint("pause > 0", name=op.f("ck_source_pause")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_source_page_id_page"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_source")),
    )
    op.create_table(
        "site_file",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fetched_at", Moment(), nullable=False),
        sa.Column("status", Number, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_site_file")),
    )
    op.add_column("outlet", sa.Column("refused_since", Moment(), nullable=True))
    op.add_column("outlet", sa.Column("refused_at", Moment(), nullable=True))
    op.add_column("outlet", sa.Column("refused_reason", sa.Text(), nullable=True))
    op.add_column("outlet", sa.Column("lying_since", Moment(), nullable=True))
    for count in ("looks", "edits_stated", "edits_unstated"):
        op.add_column("outlet", sa.Column(count, Number, server_default="0", nullable=False))
    op.add_column("page", sa.Column("opt_outs", Document, nullable=True))
    op.add_column("page", sa.Column("listed_in", Number, nullable=True))
    op.create_index(
        "ix_page_listed_in",
        "page",
        ["listed_in"],
        unique=False,
        sqlite_where=sa.text("listed_in IS NOT NULL"),
        postgresql_where=sa.text("listed_in IS NOT NULL"),
    )
