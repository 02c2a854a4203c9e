"""Find the next of the reminders that wait in their order, however many there are.

Only rows that wait are in the index, so that years of sent mail cost nothing.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None

WAITING = text("state NOT IN ('sent', 'dead', 'cancelled')")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_reminders_waiting",
        "reminders",
        ["not_before", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_reminders_waiting", table_name="reminders")
