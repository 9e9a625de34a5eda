"""Samples of texts, by which stories are found; how much a revision changed; quotes of earlier texts; merges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Moment, Number
from newscrawl.db.differences import extent

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _stories()
    _revisions()
    _past_quotes()
    _merges()


def _stories() -> None:
    op.create_table(
        "shingle",
        sa.Column("hash", Number, autoincrement=False, nullable=False),
        sa.Column("article_id", Number, autoincrement=False, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.CheckConstraint("hash >= 0", name=op.f("ck_shingle_hash")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_shingle_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_shingle")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shingle_article_id", "shingle", ["article_id"], unique=False)
    op.create_table(
        "common_shingle",
        sa.Column("hash", Number, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_common_shingle")),
    )
    op.create_table(
        "uncompared",
        sa.Column("article_id", Number, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_uncompared_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_uncompared")),
    )
    op.execute("INSERT INTO uncompared (article_id) SELECT id FROM article WHERE body <> ''")


def _revisions() -> None:
    allowed = "CONSTRAINT ck_revision_change CHECK (change IN ('none', 'small', 'substantial'))"
    op.execute(f"ALTER TABLE revision ADD COLUMN change TEXT {allowed}")  # so, SQLite need not copy the table
    op.add_column("revision", sa.Column("words_added", sa.Integer(), nullable=True))
    op.add_column("revision", sa.Column("words_removed", sa.Integer(), nullable=True))
    op.add_column("revision", sa.Column("modified", Moment(), nullable=True))
    op.add_column("revision", sa.Column("reread", sa.Boolean(), server_default=sa.false(), nullable=False))
    connection = op.get_bind()
    texts = (
        "SELECT r.id, r.body, b.body FROM revision r "
        "JOIN revision b ON b.article_id = r.article_id AND b.number = r.number - 1"
    )
    changed = sa.text(
        "UPDATE revision SET change = :change, words_added = :added, words_removed = :removed WHERE id = :of"
    )
    some, last = sa.text(f"{texts} WHERE r.id > :last ORDER BY r.id LIMIT 200"), 0
    while rows := connection.execute(some, {"last": last}).all():  # of a large database not all texts at once
        for of, body, before in rows:
            size = extent(before, body)
            values = {"of": of, "change": str(size.change), "added": size.added, "removed": size.removed}
            connection.execute(changed, values)
        last = rows[-1][0]


def _past_quotes() -> None:
    op.add_column("quote", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.execute(
        "UPDATE quote SET revision = coalesce("
        "(SELECT max(r.number) FROM revision r WHERE r.article_id = quote.article_id), 1)"
    )
    op.create_table(
        "past_quote",
        sa.Column("revision_id", Number, autoincrement=False, nullable=False),
        sa.Column("start_char", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("end_char", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_as_printed", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.CheckConstraint("start_char >= 0 AND end_char > start_char", name=op.f("ck_past_quote_span")),
        sa.CheckConstraint("length(text) = end_char - start_char", name=op.f("ck_past_quote_text_length")),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_past_quote_kind")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_past_quote_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "start_char", "end_char", name=op.f("pk_past_quote")),
    )


def _merges() -> None:
    op.create_table(
        "merge",
        sa.Column("id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("was", Document, nullable=False),
        sa.CheckConstraint("reason IN ('canonical', 'redirect', 'same text')", name=op.f("ck_merge_reason")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_merge_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index("ix_merge_article_id", "merge", ["article_id"], unique=False)
    op.create_table(
        "apart",
        sa.Column("article_id", Number, autoincrement=False, nullable=False),
        sa.Column("other_id", Number, autoincrement=False, nullable=False),
        sa.CheckConstraint("article_id < other_id", name=op.f("ck_apart_order")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_apart_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["article.id"], name=op.f("fk_apart_other_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "other_id", name=op.f("pk_apart")),
    )
    op.create_index("ix_apart_other_id", "apart", ["other_id"], unique=False)
