"""Whether a plan takes comments from outside, shows them to the public, and how soon it answers.

Adds columns with defaults, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = "0103"
branch_labels = None
depends_on = None


CHECK = "ck_plans_comment_days_in_range"


def upgrade() -> None:
    """Apply."""
    for name in ("takes_comments", "shows_comments"):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column("plans", column)
    # In plain SQL, which leaves the table as it is on SQLite.
    op.execute(
        "ALTER TABLE plans ADD COLUMN comment_days INTEGER DEFAULT '15' NOT NULL "
        f"CONSTRAINT {CHECK} CHECK (comment_days BETWEEN 1 AND 250)"
    )


def downgrade() -> None:
    """Take back."""
    for name in ("takes_comments", "shows_comments", "comment_days"):
        op.drop_column("plans", name)
