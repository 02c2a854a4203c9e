"""For how many months a plan keeps who wrote its comments.

Adds a column with a default, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0130"
down_revision = "0129"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the check its name on SQLite too.
    op.execute(
        "ALTER TABLE plans ADD COLUMN sender_months INTEGER DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_plans_sender_months_in_range CHECK (sender_months BETWEEN 0 AND 600)"
    )


def downgrade() -> None:
    """Take back; who wrote comments is kept as long as these."""
    op.drop_column("plans", "sender_months")
