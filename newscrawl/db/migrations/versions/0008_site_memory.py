"""Site memory: what a paper's pages have in common, and what was left out of an article for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Number

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sighting",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_sighting_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_sighting_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint("article_id", name=op.f("uq_sighting_article_id")),
    )
    op.create_index("ix_sighting_outlet_id", "sighting", ["outlet_id", "id"], unique=False)
    op.add_column("article", sa.Column("left_out", sa.Text(), nullable=True))
