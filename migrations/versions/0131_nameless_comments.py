"""Since when nothing tells any more who wrote a comment.

Adds a column that may be empty, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("comments", sa.Column("nameless_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back; such a comment is by “unknown”."""
    op.drop_column("comments", "nameless_at")
