"""Timed posts of live blogs, and the correction and update notes of articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Moment, Number

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post",
        sa.Column("article_id", Number, nullable=False),
        sa.Column("position", Number, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", Moment(), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("paragraphs", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=True),
        sa.Column("end_char", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "start_char IS NULL OR (start_char >= 0 AND end_char > start_char)", name=op.f("ck_post_span")
        ),
        sa.CheckConstraint("paragraphs >= 0", name=op.f("ck_post_paragraphs")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_post_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_post")),
    )
    op.create_index("ix_post_published", "post", ["published"], unique=False)
    op.create_table(
        "correction",
        sa.Column("article_id", Number, nullable=False),
        sa.Column("number", Number, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dated", Moment(), nullable=True),
        sa.Column("dated_raw", sa.Text(), nullable=True),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('correction', 'update', 'clarification', 'editors_note')", name=op.f("ck_correction_kind")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_correction_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_first_seen", "correction", ["first_seen"], unique=False)
