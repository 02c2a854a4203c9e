"""Agencies that people manage: retired, merged, versioned, with a supervisor and a mail domain.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REFERS = {"supervisor_id": "users", "merged_into_id": "agencies"}
CHECKS = {
    "not_merged_into_itself": "merged_into_id != id",
    "merged_is_retired": "merged_into_id IS NULL OR retired_at IS NOT NULL",
    "version_positive": "version > 0",
}


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("agencies") as agencies:
        agencies.add_column(sa.Column("mail_domain", sa.String(length=200), nullable=True))
        agencies.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
        agencies.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        for column, table in REFERS.items():
            agencies.add_column(sa.Column(column, sa.Integer(), nullable=True))
            agencies.create_foreign_key(op.f(f"fk_agencies_{column}"), table, [column], ["id"])
            agencies.create_index(op.f(f"ix_agencies_{column}"), [column], unique=False)
        for name, check in CHECKS.items():
            agencies.create_check_constraint(op.f(f"ck_agencies_{name}"), check)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("agencies") as agencies:
        for name in CHECKS:
            agencies.drop_constraint(op.f(f"ck_agencies_{name}"), type_="check")
        for column in REFERS:
            agencies.drop_constraint(op.f(f"fk_agencies_{column}"), type_="foreignkey")
            agencies.drop_index(op.f(f"ix_agencies_{column}"))
        for column in (*REFERS, "mail_domain", "retired_at", "version"):
            agencies.drop_column(column)
