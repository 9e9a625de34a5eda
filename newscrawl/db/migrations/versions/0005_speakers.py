"""Speakers of one name told apart: by what is printed of them, or by their article; and the roles gathered of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from newscrawl.db.base import Document, Number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROLES = """(
    SELECT DISTINCT substr(q.role, 1, 200) AS role FROM quote q
    WHERE q.speaker_id = speaker.id AND q.role IS NOT NULL ORDER BY role LIMIT 60
) r"""
_GATHER = {
    "sqlite": f"UPDATE speaker SET roles = (SELECT json_group_array(role) FROM {_ROLES})",  # noqa: S608 - no value in it
    "postgresql": f"UPDATE speaker SET roles = (SELECT coalesce(jsonb_agg(role), '[]'::jsonb) FROM {_ROLES})",  # noqa: S608
}


def upgrade() -> None:
    with op.batch_alter_table("speaker") as table:
        table.add_column(sa.Column("namesake", Number, server_default="0", nullable=False))
        table.add_column(sa.Column("roles", Document, server_default="[]", nullable=False))
        table.drop_constraint(op.f("uq_speaker_outlet_id_name"), type_="unique")
        table.create_unique_constraint(op.f("uq_speaker_outlet_id_name_namesake"), ["outlet_id", "name", "namesake"])
    op.execute(_GATHER[op.get_bind().dialect.name])
