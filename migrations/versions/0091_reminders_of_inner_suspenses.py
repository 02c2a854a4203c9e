"""Of which agency's inner suspense a reminder counts, if of any.

What the version before writes counts from the suspense; it cancels such reminders that wait, since
no suspense of their day stands.
"""

from __future__ import annotations

from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # As text, since SQLite adds a column with its key only so, without making the table anew.
    op.execute(
        "ALTER TABLE reminders ADD COLUMN inner_agency_id INTEGER "
        "CONSTRAINT fk_reminders_inner_agency_id REFERENCES agencies (id)"
    )


def downgrade() -> None:
    """Take back; such reminders go, since the version before would take them for others."""
    op.execute("DELETE FROM reminders WHERE inner_agency_id IS NOT NULL")
    op.drop_column("reminders", "inner_agency_id")
