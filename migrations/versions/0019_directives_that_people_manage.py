"""Directives that people manage: retired, merged, versioned, with their lineage.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REFERS = {"superseded_by_id": "directives", "merged_into_id": "directives"}
CHECKS = {
    "not_superseded_by_itself": "superseded_by_id != id",
    "not_merged_into_itself": "merged_into_id != id",
    "merged_is_retired": "merged_into_id IS NULL OR retired_at IS NOT NULL",
    "version_positive": "version > 0",
}


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("directives") as directives:
        directives.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
        directives.add_column(
            sa.Column("version", sa.Integer(), server_default="1", nullable=False)
        )
        for column, table in REFERS.items():
            directives.add_column(sa.Column(column, sa.Integer(), nullable=True))
            directives.create_foreign_key(op.f(f"fk_directives_{column}"), table, [column], ["id"])
            directives.create_index(op.f(f"ix_directives_{column}"), [column], unique=False)
        for name, check in CHECKS.items():
            directives.create_check_constraint(op.f(f"ck_directives_{name}"), check)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("directives") as directives:
        for name in CHECKS:
            directives.drop_constraint(op.f(f"ck_directives_{name}"), type_="check")
        for column in REFERS:
            directives.drop_constraint(op.f(f"fk_directives_{column}"), type_="foreignkey")
            directives.drop_index(op.f(f"ix_directives_{column}"))
        for column in (*REFERS, "retired_at", "version"):
            directives.drop_column(column)
