"""Which calendar the work of a task runs on, by its name in the plan.

It is empty for the plan's own, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "tasks", sa.Column("work_calendar", sa.String(80), server_default="", nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("tasks", "work_calendar")
