"""By how many working days a coordinator may move an approved plan by a change of their own.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0120"
down_revision = "0119"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which leaves the table as it is on SQLite.
    op.execute(
        "ALTER TABLE plans ADD COLUMN change_days INTEGER DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_plans_change_days_in_range CHECK (change_days BETWEEN 0 AND 250)"
    )


def downgrade() -> None:
    """Take back; no change is beyond a limit any more."""
    op.drop_column("plans", "change_days")
