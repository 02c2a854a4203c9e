"""What a plan has checked by somebody else before it counts as done.

A plan that exists goes on as it was agreed: nothing. A plan that is made from now on has the tasks
checked that the directive orders, unless its coordinator chooses otherwise.
"""

from __future__ import annotations

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


VERIFIES = (
    "verifies VARCHAR(20) DEFAULT 'nothing' NOT NULL CONSTRAINT ck_plans_verifies_known "
    "CHECK (verifies IN ('nothing', 'directed', 'everything'))"
)


def upgrade() -> None:
    """Apply."""
    op.execute(f"ALTER TABLE plans ADD COLUMN {VERIFIES}")


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "verifies")
