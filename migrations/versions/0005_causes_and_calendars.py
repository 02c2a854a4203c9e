"""Find what an entry of the journal caused quickly; keep days worked against a plan's week."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_journal_cause_seq", "journal", ["cause_seq"])
    op.add_column("plans", sa.Column("days_worked", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("plans", "days_worked")
    op.drop_index("ix_journal_cause_seq", "journal")
