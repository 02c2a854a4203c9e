"""Files of evidence that were spills, and are in the store no more.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("evidence", Column("gone_at", DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("evidence", "gone_at")
