"""What an imported plan brings: a calendar, priorities, uids of summaries, and a way back.

Adds columns only, each empty or with a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "plans", sa.Column("weekmask", sa.String(7), nullable=False, server_default="1111100")
    )
    op.add_column("plans", sa.Column("days_off", sa.JSON(), nullable=True))
    op.add_column("plans", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("initiatives", sa.Column("uid", sa.Integer(), nullable=True))
    op.add_column(
        "tasks", sa.Column("priority", sa.Integer(), nullable=False, server_default="500")
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("tasks", "priority")
    op.drop_column("initiatives", "uid")
    op.drop_column("plans", "removed_at")
    op.drop_column("plans", "days_off")
    op.drop_column("plans", "weekmask")
