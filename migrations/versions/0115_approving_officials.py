"""The official who approves a plan.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0115"
down_revision = "0114"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE plans ADD COLUMN approver_id INTEGER "
        "CONSTRAINT fk_plans_approver_id REFERENCES users (id)"
    )
    op.create_index(op.f("ix_plans_approver_id"), "plans", ["approver_id"])


def downgrade() -> None:
    """Take back; nobody is named any more."""
    op.drop_index(op.f("ix_plans_approver_id"), table_name="plans")
    op.drop_column("plans", "approver_id")
