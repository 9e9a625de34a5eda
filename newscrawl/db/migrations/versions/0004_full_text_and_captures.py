"""Full text, captures, and what was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Moment, Number
from newscrawl.db.search import make_full_text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capture",
        sa.Column("id", Number, nullable=False),
        sa.Column("page_id", Number, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("part", Number, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", Number, nullable=False),
        sa.Column("headers", Document, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("size", Number, nullable=False),
        sa.Column("stored", Number, nullable=False),
        sa.Column("warc_file", sa.Text(), nullable=True),
        sa.Column("warc_offset", Number, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(body IS NULL) <> (warc_file IS NULL)", name=op.f("ck_capture_place")),
        sa.CheckConstraint("(warc_file IS NULL) = (warc_offset IS NULL)", name=op.f("ck_capture_offset")),
        sa.CheckConstraint("part >= 0", name=op.f("ck_capture_part")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_capture_page_id_page"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint("page_id", "at", "part", name=op.f("uq_capture_page_id_at_part")),
    )
    op.create_index("ix_capture_at", "capture", ["at"], unique=False)
    op.create_table(
        "forgotten",
        sa.Column("id", Number, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('article', 'author', 'outlet')", name=op.f("ck_forgotten_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgotten")),
        sa.UniqueConstraint("kind", "digest", name=op.f("uq_forgotten_kind_digest")),
    )
    make_full_text(op.get_bind())
