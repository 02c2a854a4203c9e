"""Find what an entry of the journal caused without reading the whole journal."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_journal_cause_seq", "journal", ["cause_seq"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_journal_cause_seq", "journal")
