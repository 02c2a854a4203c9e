"""In which browser a session is, when it was last seen, and when its person last proved who they are.

Adds columns that may be empty or have a default, so the version before still serves.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "user_sessions",
        sa.Column("browser", sa.String(length=300), server_default="", nullable=False),
    )
    for column in ("last_seen_at", "proved_at"):
        op.add_column("user_sessions", sa.Column(column, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    for column in ("proved_at", "last_seen_at", "browser"):
        op.drop_column("user_sessions", column)
