"""Called by Alembic: runs the migrations on the connection that it was given."""

from __future__ import annotations

from alembic import context

from newscrawl.db.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
context.run_migrations()
