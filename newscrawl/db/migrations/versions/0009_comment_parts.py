"""Quoted passages, links and badges of comments; thread pages by the page that named them; commenters by their key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Strings
from newscrawl.db.border import KEY_LIMIT, key

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, columns in (("comment", ("quoted", "links", "badges")), ("comment_revision", ("quoted", "links"))):
        for name in columns:
            op.add_column(table, sa.Column(name, Strings, nullable=True))
    op.create_index(
        "ix_comment_author_key",
        "comment",
        ["author_key"],
        unique=False,
        sqlite_where=sa.text("author_key IS NOT NULL"),
        postgresql_where=sa.text("author_key IS NOT NULL"),
    )
    op.add_column("page", sa.Column("named_by", sa.Text(), nullable=True))
    _name_finders()
    op.create_index(
        "ix_page_named_by",
        "page",
        ["article_id", "named_by"],
        unique=False,
        sqlite_where=sa.text("named_by IS NOT NULL"),
        postgresql_where=sa.text("named_by IS NOT NULL"),
    )
    op.create_index(
        "ix_page_awaited",
        "page",
        ["article_id", "kind"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def _name_finders() -> None:
    """``named_by`` of the thread pages that are there: what their hint says, else where they were found."""
    connection = op.get_bind()
    page = sa.table(
        "page",
        sa.column("id"),
        sa.column("kind"),
        sa.column("found_in"),
        sa.column("named_by"),
        sa.column("hint", Document),
    )
    named = sa.func.coalesce(page.c.hint["after"].as_string(), page.c.found_in)
    thread = page.c.kind == "thread"
    connection.execute(page.update().where(thread, sa.func.length(named) <= KEY_LIMIT).values(named_by=named))
    long = sa.select(page.c.id, named).where(thread, sa.func.length(named) > KEY_LIMIT)
    for of, name in connection.execute(long).all():  # next to none are so long
        connection.execute(page.update().where(page.c.id == of).values(named_by=key(name)))
