"""Which earlier report a report corrects.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # In plain SQL, which gives the key its name on SQLite too.
    op.execute(
        "ALTER TABLE status_reports ADD COLUMN corrects_id INTEGER "
        "CONSTRAINT fk_status_reports_corrects_id REFERENCES status_reports (id)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("status_reports", "corrects_id")
