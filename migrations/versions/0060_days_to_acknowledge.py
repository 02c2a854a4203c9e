"""After how many working days the coordinator of a plan is told of what nobody acknowledged.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

CHECK = "ck_plans_acknowledge_days_in_range"


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which leaves the table as it is on SQLite.
    op.execute(
        "ALTER TABLE plans ADD COLUMN acknowledge_days INTEGER DEFAULT '2' NOT NULL "
        f"CONSTRAINT {CHECK} CHECK (acknowledge_days BETWEEN 1 AND 60)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "acknowledge_days")
