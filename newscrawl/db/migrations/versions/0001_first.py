"""The first schema: crawl, articles, quotes, comments, and the views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Moment, Number
from newscrawl.db.views import create_views

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outlet",
        sa.Column("id", Number, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("name", name=op.f("uq_outlet_name")),
    )
    op.create_table(
        "run",
        sa.Column("id", Number, nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("arguments", Document, nullable=False),
        sa.Column("counts", Document, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "story",
        sa.Column("id", Number, nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_table(
        "article",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("dek", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("paywall", sa.Text(), nullable=True),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("published", Moment(), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("published_offset", Number, nullable=True),
        sa.Column("modified", Moment(), nullable=True),
        sa.Column("modified_raw", sa.Text(), nullable=True),
        sa.Column("modified_offset", Number, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("sources", Document, nullable=False),
        sa.Column("story_id", Number, nullable=True),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.Column("gone_at", Moment(), nullable=True),
        sa.CheckConstraint("paywall IS NULL OR paywall IN ('open', 'closed')", name=op.f("ck_article_paywall")),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_article_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_article_story_id_story"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("outlet_id", "key", name=op.f("uq_article_outlet_id_key")),
    )
    op.create_index("ix_article_outlet_id_body_hash", "article", ["outlet_id", "body_hash"], unique=False)
    op.create_index("ix_article_outlet_id_published", "article", ["outlet_id", "published"], unique=False)
    op.create_index("ix_article_published", "article", ["published"], unique=False)
    op.create_index("ix_article_story_id", "article", ["story_id"], unique=False)
    op.create_table(
        "author",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_author_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author")),
        sa.UniqueConstraint("outlet_id", "name", name=op.f("uq_author_outlet_id_name")),
    )
    op.create_table(
        "problem",
        sa.Column("id", Number, nullable=False),
        sa.Column("run_id", Number, nullable=True),
        sa.Column("outlet_id", Number, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_problem_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_problem_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    op.create_index("ix_problem_outlet_id_at", "problem", ["outlet_id", "at"], unique=False)
    op.create_index("ix_problem_run_id", "problem", ["run_id"], unique=False)
    op.create_table(
        "speaker",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_speaker_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("outlet_id", "name", name=op.f("uq_speaker_outlet_id_name")),
    )
    op.create_table(
        "article_url",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('requested', 'redirect', 'canonical', 'same text')", name=op.f("ck_article_url_reason")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_url_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_article_url_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_url")),
        sa.UniqueConstraint("outlet_id", "url", name=op.f("uq_article_url_outlet_id_url")),
    )
    op.create_index("ix_article_url_outlet_id_key", "article_url", ["outlet_id", "key"], unique=False)
    op.create_index("ix_article_url_article_id", "article_url", ["article_id"], unique=False)
    op.create_table(
        "byline",
        sa.Column("article_id", Number, nullable=False),
        sa.Column("position", Number, autoincrement=False, nullable=False),
        sa.Column("author_id", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_byline_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["author.id"], name=op.f("fk_byline_author_id_author"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_byline")),
        sa.UniqueConstraint("article_id", "author_id", name=op.f("uq_byline_article_id_author_id")),
    )
    op.create_index("ix_byline_author_id", "byline", ["author_id"], unique=False)
    op.create_table(
        "image",
        sa.Column("article_id", Number, nullable=False),
        sa.Column("position", Number, autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_image_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_image")),
    )
    op.create_table(
        "page",
        sa.Column("id", Number, nullable=False),
        sa.Column("outlet_id", Number, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("found_in", sa.Text(), nullable=True),
        sa.Column("found_at", Moment(), nullable=False),
        sa.Column("newest", Moment(), nullable=False),
        sa.Column("modified_only", sa.Boolean(), nullable=False),
        sa.Column("hint", Document, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("fetched_at", Moment(), nullable=True),
        sa.Column("status", Number, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("failures", Number, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("encoding", sa.Text(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("article_id", Number, nullable=True),
        sa.CheckConstraint("kind IN ('source', 'article', 'thread')", name=op.f("ck_page_kind")),
        sa.CheckConstraint(
            "state IN ('found', 'read', 'unchanged', 'not_article', 'skipped', 'refused', 'gone', 'failed')",
            name=op.f("ck_page_state"),
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_page_failures")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_page_article_id_article"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"], ["outlet.id"], name=op.f("fk_page_outlet_id_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("outlet_id", "kind", "key", name=op.f("uq_page_outlet_id_kind_key")),
    )
    op.create_index(
        "ix_page_again",
        "page",
        ["outlet_id", "kind", "due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL AND state <> 'found'"),
        postgresql_where=sa.text("due_at IS NOT NULL AND state <> 'found'"),
    )
    op.create_index("ix_page_article_id", "page", ["article_id"], unique=False)
    op.create_index(
        "ix_page_changed",
        "page",
        ["outlet_id", "kind", "modified_only", "newest", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'found' AND modified_only = 1"),
        postgresql_where=sa.text("state = 'found' AND modified_only"),
    )
    op.create_index(
        "ix_page_found",
        "page",
        ["outlet_id", "kind", "newest", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'found'"),
        postgresql_where=sa.text("state = 'found'"),
    )
    op.create_table(
        "quote",
        sa.Column("id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker_id", Number, nullable=True),
        sa.Column("speaker_as_printed", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("candidates", Document, nullable=False),
        sa.CheckConstraint("kind IN ('direct', 'mixed', 'indirect')", name=op.f("ck_quote_kind")),
        sa.CheckConstraint("confidence IS NULL OR confidence BETWEEN 0 AND 1", name=op.f("ck_quote_confidence")),
        sa.CheckConstraint("length(text) = end_char - start_char", name=op.f("ck_quote_text_length")),
        sa.CheckConstraint("paragraph >= 0", name=op.f("ck_quote_paragraph")),
        sa.CheckConstraint("start_char >= 0 AND end_char > start_char", name=op.f("ck_quote_span")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_quote_article_id_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_quote_speaker_id_speaker"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint(
            "article_id", "start_char", "end_char", name=op.f("uq_quote_article_id_start_char_end_char")
        ),
    )
    op.create_index("ix_quote_speaker_id", "quote", ["speaker_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("number", Number, nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("page_url", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revision_number")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_revision_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revision_article_id_number")),
    )
    op.create_table(
        "tag",
        sa.Column("article_id", Number, nullable=False),
        sa.Column("position", Number, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_tag_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_tag")),
    )
    op.create_index("ix_tag_name", "tag", ["name"], unique=False)
    op.create_table(
        "thread",
        sa.Column("id", Number, nullable=False),
        sa.Column("article_id", Number, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("claimed", Number, nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=True),
        sa.Column("readable", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.Column("reading_from", Moment(), nullable=True),
        sa.Column("last_read", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_thread_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint(
            "article_id", "platform", "platform_id", name=op.f("uq_thread_article_id_platform_platform_id")
        ),
    )
    op.create_table(
        "comment",
        sa.Column("id", Number, nullable=False),
        sa.Column("thread_id", Number, nullable=False),
        sa.Column("page_id", Number, nullable=True),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("parent_id", Number, nullable=True),
        sa.Column("parent_platform_id", sa.Text(), nullable=True),
        sa.Column("depth", Number, nullable=True),
        sa.Column("position", Number, nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("author_key", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("published", Moment(), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("edited", Moment(), nullable=True),
        sa.Column("likes", Number, nullable=True),
        sa.Column("dislikes", Number, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.CheckConstraint("state IN ('shown', 'deleted', 'held', 'orphan')", name=op.f("ck_comment_state")),
        sa.CheckConstraint("text IS NOT NULL OR state = 'deleted'", name=op.f("ck_comment_text")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_comment_parent")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_comment_page_id_page"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_comment_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("thread_id", "platform_id", name=op.f("uq_comment_thread_id_platform_id")),
    )
    op.create_index("ix_comment_page_id", "comment", ["page_id"], unique=False)
    op.create_index("ix_comment_parent_id", "comment", ["parent_id"], unique=False)
    op.create_index("ix_comment_published", "comment", ["published"], unique=False)
    op.create_table(
        "comment_alias",
        sa.Column("thread_id", Number, nullable=False),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("comment_id", Number, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_alias_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_comment_alias_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "platform_id", name=op.f("pk_comment_alias")),
    )
    op.create_index("ix_comment_alias_comment_id", "comment_alias", ["comment_id"], unique=False)
    op.create_table(
        "comment_revision",
        sa.Column("id", Number, nullable=False),
        sa.Column("comment_id", Number, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revision")),
        sa.UniqueConstraint("comment_id", "replaced_at", name=op.f("uq_comment_revision_comment_id_replaced_at")),
    )
    connection = op.get_bind()
    for statement in create_views(connection.dialect.name):
        connection.exec_driver_sql(statement)
