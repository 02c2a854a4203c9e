"""Durations and dates of tasks to the minute.

The columns are empty, or nothing, in a plan of whole days, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "tasks", sa.Column("short_parts", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("tasks", sa.Column("constraint_minute", sa.Integer(), nullable=True))
    op.add_column("tasks", sa.Column("actual_start_minute", sa.Integer(), nullable=True))
    op.add_column("tasks", sa.Column("actual_finish_minute", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("tasks", "actual_finish_minute")
    op.drop_column("tasks", "actual_start_minute")
    op.drop_column("tasks", "constraint_minute")
    op.drop_column("tasks", "short_parts")
