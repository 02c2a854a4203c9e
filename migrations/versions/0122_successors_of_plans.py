"""The directive that took the place of a closed plan.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0122"
down_revision = "0121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE plans ADD COLUMN superseding_id INTEGER "
        "CONSTRAINT fk_plans_superseding_id REFERENCES directives (id)"
    )
    op.create_index(op.f("ix_plans_superseding_id"), "plans", ["superseding_id"])


def downgrade() -> None:
    """Take back; no plan says any more what superseded it."""
    op.drop_index(op.f("ix_plans_superseding_id"), table_name="plans")
    op.drop_column("plans", "superseding_id")
